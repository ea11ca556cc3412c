import pytest

from explorer.__main__ import main
from explorer.data import samples


@pytest.fixture
def seven(tmp_path):
    samples.digit(7).save(tmp_path / "seven.png")
    return str(tmp_path / "seven.png")


def test_one_page_is_written_with_the_chosen_layers(seven, tmp_path, capsys):
    path = tmp_path / "seven.html"
    assert main(["report", "digits", seven, "-o", str(path), "--layers", "conv1,relu*"]) == 0
    text = path.read_text(encoding="utf-8")
    assert [name for name in ("conv1", "relu1", "relu5", "pool1", "fc1") if f"<h2>{name}</h2>" in text] == [
        "conv1",
        "relu1",
        "relu5",
    ]
    assert "6 of 16 calls" in capsys.readouterr().out
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["seven.html", "seven.png"]


def test_a_name_that_no_layer_has_is_a_failure(seven, tmp_path, capsys):
    assert main(["report", "digits", seven, "-o", str(tmp_path / "a.html"), "--layers", "nothing"]) == 1
    assert "--layers nothing" in capsys.readouterr().err
    assert not (tmp_path / "a.html").exists()


def test_a_folder_that_does_not_exist_is_named(seven, tmp_path, capsys):
    assert main(["report", "digits", seven, "-o", str(tmp_path / "nowhere" / "a.html"), "--layers", "fc1"]) == 1
    said = capsys.readouterr().err
    assert "a.html: cannot be written: No such file or directory." in said
    assert said.count("\n") == 1
