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


def test_the_page_is_english_unless_another_language_is_asked_for(seven, tmp_path, capsys):
    pages = {}
    for language in ("en", "ko"):
        path = tmp_path / f"{language}.html"
        asked = ["--language", language] if language != "en" else []
        assert main(["report", "digits", seven, "-o", str(path), "--layers", "conv1", *asked]) == 0
        assert "1 of 16 calls" in capsys.readouterr().out
        pages[language] = path.read_text(encoding="utf-8")
        assert f'<html lang="{language}">' in pages[language]
    assert "<dt>Output size</dt>" in pages["en"]
    assert "<dt>출력 크기</dt>" in pages["ko"]


def test_a_language_that_is_not_there_is_wrong_usage(seven, tmp_path, capsys):
    assert main(["report", "digits", seven, "-o", str(tmp_path / "a.html"), "--language", "fr"]) == 2
    assert "invalid choice: 'fr'" in capsys.readouterr().err
