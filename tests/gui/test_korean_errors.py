"""What goes wrong in a Korean window is said in Korean, the report included."""

import re

import pytest
import torch
from PIL import Image
from PySide6.QtCore import QLocale

from explorer.gui import languages
from explorer.gui.export_wishes import ReportWish

HANGUL = re.compile("[가-힣]")
LATIN_SENTENCE = re.compile(r"\b[a-z]+ [a-z]+ [a-z]+\b")


@pytest.fixture
def korean(qapp, hand):
    languages.speak(qapp, "ko")
    yield hand
    languages.speak(qapp, "en")
    QLocale.setDefault(QLocale.system())


def said(hand):
    return hand.window.message.text()


def in_korean(text, *quoted):
    """Whether nothing else than what is quoted is said in another language."""
    for name in quoted:
        assert str(name) in text
        text = text.replace(str(name), "")
    return HANGUL.search(text) and not LATIN_SENTENCE.search(text)


def unopenable(folder):
    """Files that hold no network, each in its own way."""
    torch.save({"other.weight": torch.ones(2, 2)}, folder / "foreign.pt")
    torch.save({"a": torch.ones(9)}, folder / "cut.pt")
    (folder / "cut.pt").write_bytes((folder / "cut.pt").read_bytes()[:300])
    (folder / "notes{0}.pt").write_text("not a network")
    (folder / "broken.py").write_text("def (:")
    (folder / "net.pt2").write_bytes(b"PK")
    names = ("foreign.pt", "cut.pt", "notes{0}.pt", "broken.py", "net.pt2", "missing.pt", "missing.onnx")
    return [folder / name for name in names]


def test_models_that_cannot_be_opened(korean, tmp_path):
    for path in unopenable(tmp_path):
        korean.open_model(str(path))
        assert in_korean(said(korean), path)
    for reference in ("resnet1888", "resnet18:NONE", "nowhere.nets:Net"):
        korean.open_model(reference)
        assert in_korean(said(korean), reference.partition(":")[0])


def test_a_picture_is_told_as_one_and_where_it_is_opened(korean, tmp_path):
    Image.new("RGB", (8, 8)).save(tmp_path / "cat.png")
    korean.open_model(str(tmp_path / "cat.png"))
    assert "cat.png: 신경망이 아니라 이미지(PNG)입니다. 파일 > 이미지 열기" in said(korean)


def test_pictures_and_sessions_that_cannot_be_read(korean, tmp_path):
    for name, content in (("empty.png", b""), ("no.png", b"nothing")):
        (tmp_path / name).write_bytes(content)
        korean.window.panels.left.input.open_path(tmp_path / name)
        korean.wait_for(lambda name=name: name in said(korean))
        assert in_korean(said(korean), tmp_path / name)
    (tmp_path / "other.fmx").write_text('{"format": "other"}')
    korean.do(korean.window.sessions.open, tmp_path / "other.fmx")
    assert "세션 파일이 아닙니다" in korean.window.sessions.bar.text()
    assert in_korean(korean.window.sessions.bar.text(), tmp_path / "other.fmx")


def test_another_language_is_spoken_from_the_next_error_on(qapp, korean):
    korean.open_model("resnet18:NONE")
    first = said(korean)
    languages.speak(qapp, "en")
    assert said(korean) == first
    korean.open_model("resnet18:NONE")
    assert said(korean).startswith("torchvision has no weights “NONE” for resnet18")


def test_the_report_of_a_korean_window_is_korean(korean, tmp_path):
    exports = korean.window.actions_.exports
    korean.do(exports.save, korean.frame, ReportWish(("conv1", "relu1")), tmp_path / "a.html")
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert '<html lang="ko">' in page
    words = " ".join(re.findall(r">([^<]+)<", re.sub(r"<style>.*</style>", "", page, flags=re.DOTALL)))
    assert "28 × 28 맵 16개" in words
    assert not LATIN_SENTENCE.search(words)
