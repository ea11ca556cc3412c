import pytest

from explorer.core.whole_file import write_whole
from explorer.errors import ExplorerError


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_replaced_only_when_its_successor_is_whole(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("before")

    def content(partial):
        partial.write_text("after")
        assert path.read_text() == "before"

    write_whole(path, content)
    assert (path.read_text(), names(tmp_path)) == ("after", ["a.txt"])


def test_a_failure_leaves_what_was_there_and_nothing_else(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("before")

    def full(partial):
        partial.write_text("half")
        raise OSError(28, "No space left on device")

    with pytest.raises(ExplorerError, match=r"a\.txt: cannot be written: No space left on device\."):
        write_whole(path, full)
    assert (path.read_text(), names(tmp_path)) == ("before", ["a.txt"])


def test_a_folder_that_does_not_exist_is_named(tmp_path):
    with pytest.raises(ExplorerError, match="nowhere"):
        write_whole(tmp_path / "nowhere" / "a.txt", lambda partial: partial.write_text(""))
