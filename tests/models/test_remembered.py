"""What the program remembers of models from one start to the next."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

import pytest

from explorer.data.picture_preprocess import PicturePreprocessing
from explorer.models.remembered import Choice, Remembered, key_of
from explorer.words import Words, joined, said

if TYPE_CHECKING:
    from pathlib import Path


def test_recent_models_come_newest_first_and_once(tmp_path: Path) -> None:
    first = Remembered(tmp_path)
    for name in ("digits", "resnet18", "digits"):
        first.met(name, name.title())
    assert [(entry.reference, entry.title) for entry in Remembered(tmp_path).recent()] == [
        ("digits", "Digits"),
        ("resnet18", "Resnet18"),
    ]


def test_only_the_last_dozen_is_kept(tmp_path: Path) -> None:
    remembered = Remembered(tmp_path)
    for number in range(15):
        remembered.met(f"model{number}", "")
    assert [entry.reference for entry in remembered.recent()][:2] == ["model14", "model13"]
    assert len(remembered.recent()) == 12


def test_files_that_are_gone_are_left_out_until_they_are_back(tmp_path: Path) -> None:
    file = tmp_path / "net.py"
    file.touch()
    remembered = Remembered(tmp_path / "data")
    remembered.met(f"{file}:Net(3)", "Net(3)")
    file.unlink()
    assert remembered.recent() == []
    file.touch()
    assert [entry.title for entry in remembered.recent()] == ["Net(3)"]


def test_a_file_is_the_same_from_every_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine.pt").touch()
    monkeypatch.chdir(tmp_path)
    assert key_of("mine.pt") == key_of(str(tmp_path / "mine.pt")) == str(tmp_path / "mine.pt")
    assert key_of("net.py:Net(1)") == f"{tmp_path / 'net.py'}:Net(1)"
    assert key_of("resnet18:DEFAULT") == "resnet18:DEFAULT"


def test_choices_are_kept_whole_and_forgotten_when_bare(tmp_path: Path) -> None:
    chosen = Choice(
        weights=tmp_path / "mine.pt",
        architecture="resnet18",
        input_shapes=((3, 32, 32), (1, 8, 8)),
        preprocessing=PicturePreprocessing(32, 32, mean=(0.1, 0.2, 0.3)),
        class_names=("cat", "dog"),
    )
    Remembered(tmp_path).choose("net.py:Net", chosen)
    assert Remembered(tmp_path).choice("net.py:Net") == chosen
    Remembered(tmp_path).choose("net.py:Net", Choice())
    assert Remembered(tmp_path).choice("net.py:Net") == Choice()


def test_consent_is_remembered_by_digest_until_withdrawn(tmp_path: Path) -> None:
    Remembered(tmp_path).consent(tmp_path / "net.py", "ab" * 32)
    again = Remembered(tmp_path)
    assert again.trust().digests == {"ab" * 32}
    assert not again.trust().everything
    again.withdraw()
    assert Remembered(tmp_path).trust().digests == frozenset()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"recent": 3}', '{"recent": [], "choices": {"a": {}}, "trusted": {}}', '"text"']
)
def test_a_damaged_file_is_put_aside_not_lost(tmp_path: Path, caplog: pytest.LogCaptureFixture, text: str) -> None:
    (tmp_path / "models.json").write_text(text, encoding="utf-8")
    with caplog.at_level(logging.CRITICAL + 1):
        remembered = Remembered(tmp_path)
    assert remembered.recent() == []
    assert (tmp_path / "models.damaged").read_text(encoding="utf-8") == text
    remembered.met("digits", "Digit CNN")
    assert json.loads((tmp_path / "models.json").read_text(encoding="utf-8"))["recent"][0]["reference"] == "digits"


def test_a_choice_with_an_endless_side_is_put_aside(tmp_path, caplog):
    choice = (
        '{"weights": null, "architecture": "", "input_shapes": [[1e999]], "preprocessing": null, "class_names": null}'
    )
    text = '{"recent": [], "choices": {"a": CHOICE}, "trusted": {}}'.replace("CHOICE", choice)
    (tmp_path / "models.json").write_text(text, encoding="utf-8")
    assert Remembered(tmp_path).choice("a") == Choice()
    assert "is damaged" in caplog.text


def test_what_cannot_be_put_aside_does_not_keep_the_program_from_starting(tmp_path, caplog):
    (tmp_path / "models.json").write_text("{", encoding="utf-8")
    (tmp_path / "models.damaged").mkdir()
    assert Remembered(tmp_path).recent() == []
    assert "cannot be put aside" in caplog.text


def test_a_folder_that_cannot_be_written_loses_nothing_but_memory(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be", encoding="utf-8")
    remembered = Remembered(tmp_path / "data")
    remembered.met("digits", "Digit CNN")
    assert [entry.reference for entry in remembered.recent()] == ["digits"]


def test_a_name_that_is_not_utf8_is_kept_like_any_other(tmp_path):
    remembered = Remembered(tmp_path)
    name = str(tmp_path / "net\udcff.pt")
    remembered.choose(name, Choice(class_names=("é", "合")))
    assert Remembered(tmp_path).choice(name).class_names == ("é", "合")


def test_what_a_model_is_and_when_it_was_open_are_remembered(tmp_path, monkeypatch):
    monkeypatch.setattr("explorer.models.remembered.time.time", lambda: 1_700_000_000.4)
    Remembered(tmp_path).met("resnet18:random", "ResNet-18", "torchvision, random weights")
    (entry,) = Remembered(tmp_path).recent()
    assert (entry.about, entry.when, entry.gone) == ("torchvision, random weights", 1_700_000_000, False)


def test_a_list_written_before_dates_were_kept_is_still_read(tmp_path):
    text = '{"version": 1, "recent": [{"reference": "resnet18", "title": "ResNet-18"}], "choices": {}, "trusted": {}}'
    (tmp_path / "models.json").write_text(text, encoding="utf-8")
    (entry,) = Remembered(tmp_path).recent()
    assert (entry.title, entry.about, entry.when) == ("ResNet-18", "", None)


def test_what_is_gone_is_listed_as_such_and_one_entry_can_be_forgotten(tmp_path):
    remembered = Remembered(tmp_path / "data")
    remembered.met(str(tmp_path / "gone.pt"), "gone.pt")
    remembered.met("resnet18", "ResNet-18")
    assert [(entry.title, entry.gone) for entry in remembered.listed()] == [("ResNet-18", False), ("gone.pt", True)]
    remembered.forget("resnet18")
    assert [entry.title for entry in Remembered(tmp_path / "data").listed()] == ["gone.pt"]


def test_what_a_model_is_can_still_be_said_in_another_language(tmp_path):
    about = joined(("torchvision", Words("weights from {0}", "a.pt")), ", ")
    Remembered(tmp_path).met("resnet18", "ResNet-18", about)
    (entry,) = Remembered(tmp_path).recent()
    assert entry.about == "torchvision, weights from a.pt"
    assert (
        said(entry.about, lambda sentence: {"weights from {0}": "{0}의 가중치"}.get(sentence, sentence))
        == "torchvision, a.pt의 가중치"
    )


@pytest.mark.parametrize(
    "extra",
    [
        '"when": 1e300',
        '"when": "noon"',
        '"about": ["{0} {1}", "one"]',
        '"about": [3]',
        '"about": ["{0:>99999999999999}", "one"]',
        f'"about": {"[" * 9999}{"]" * 9999}',
    ],
    ids=range(6),
)
def test_a_list_with_odd_entries_is_put_aside(tmp_path, caplog, extra):
    text = '{"recent": [{"reference": "a", "title": "b", EXTRA}], "choices": {}, "trusted": {}}'
    text = text.replace("EXTRA", extra)
    (tmp_path / "models.json").write_text(text, encoding="utf-8")
    with caplog.at_level(logging.CRITICAL + 1):
        assert Remembered(tmp_path).recent() == []
    assert (tmp_path / "models.damaged").is_file()
