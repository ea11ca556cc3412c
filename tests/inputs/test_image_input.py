"""Pictures from files and the clipboard: what is shown, what is skipped, and what stays after a failure."""

import threading
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from torch import nn

from explorer.data.preprocess import DigitPreprocessing, PhotoPreprocessing
from explorer.errors import InputError
from explorer.inputs import _reading
from explorer.inputs.image import ImageInput
from explorer.models.base import Model


def model(preprocessing):
    return Model("m", "M", "test", "random", False, nn.Identity(), preprocessing.input_shape, (), preprocessing)


@pytest.fixture
def image(qtbot):
    widget = ImageInput()
    qtbot.addWidget(widget)
    widget.resize(256, 298)
    widget.show()
    return widget


@pytest.fixture
def folder(tmp_path):
    """1.png (10 x 6, grey 1), 2.png, a broken 3.png, 10.png, and files that are no pictures."""
    for number in (1, 2, 10):
        Image.new("L", (10, 6), number).save(tmp_path / f"{number}.png")
    (tmp_path / "3.png").write_text("no picture")
    (tmp_path / "notes.txt").write_text("no picture either")
    return tmp_path


def opened(qtbot, image, path):
    with qtbot.waitSignal(image.picture_changed, timeout=5000) as signal:
        image.open_path(path)
    return signal.args[0]


def stepped(qtbot, image, step):
    with qtbot.waitSignal(image.picture_changed, timeout=5000) as signal:
        step()
    return signal.args[0].label


def test_a_file_becomes_a_picture_with_its_name_and_place(qtbot, image, folder):
    picture = opened(qtbot, image, folder / "2.png")

    assert (picture.label, picture.kind, picture.path) == ("2.png", "file", folder / "2.png")
    assert picture.image.getextrema() == (2, 2)
    assert image.picture() is picture
    assert image._name.whole_text() == "2.png"
    assert image._place.text() == "2 of 4"


def test_numbers_in_names_are_sorted_as_numbers(folder):
    names = [path.name for path in _reading.pictures_beside(folder / "2.png")]

    assert names == ["1.png", "2.png", "3.png", "10.png"]


def test_a_file_without_a_pictures_suffix_stands_among_its_neighbours(folder):
    names = [path.name for path in _reading.pictures_beside(folder / "notes.txt")]

    assert names == ["1.png", "2.png", "3.png", "10.png", "notes.txt"]


def test_an_unreadable_neighbour_is_named_and_skipped_in_both_directions(qtbot, image, folder):
    sentences = []
    image.failed.connect(sentences.append)
    opened(qtbot, image, folder / "2.png")

    assert stepped(qtbot, image, image.show_next) == "10.png"
    assert stepped(qtbot, image, image.show_previous) == "2.png"
    assert len(sentences) == 2
    assert all(str(folder / "3.png") in sentence for sentence in sentences)


def test_after_the_last_picture_comes_the_first(qtbot, image, folder):
    opened(qtbot, image, folder / "10.png")

    assert stepped(qtbot, image, image.show_next) == "1.png"
    assert stepped(qtbot, image, image.show_previous) == "10.png"


def test_page_keys_walk_through_the_folder(qtbot, image, folder):
    opened(qtbot, image, folder / "1.png")
    image._open.setFocus()

    assert stepped(qtbot, image, lambda: QTest.keyClick(image._open, Qt.Key.Key_PageDown)) == "2.png"
    assert stepped(qtbot, image, lambda: QTest.keyClick(image._open, Qt.Key.Key_PageUp)) == "1.png"


def test_keys_that_come_faster_than_pictures_are_all_counted(qtbot, image, folder):
    (folder / "3.png").unlink()
    opened(qtbot, image, folder / "1.png")
    shown = []
    image.picture_changed.connect(lambda picture: shown.append(picture.label))

    image.show_next()
    image.show_next()
    qtbot.waitUntil(lambda: "10.png" in shown, timeout=5000)

    assert shown[-1] == "10.png"


def test_a_failure_leaves_the_picture_in_place(qtbot, image, folder):
    before = opened(qtbot, image, folder / "1.png")

    with qtbot.waitSignal(image.failed, timeout=5000) as signal, qtbot.assertNotEmitted(image.picture_changed):
        image.open_path(folder / "3.png")

    assert str(folder / "3.png") in signal.args[0]
    assert image.picture() is before
    assert image._name.whole_text() == "1.png"
    assert image._place.text() == "1 of 4"


def test_the_last_file_asked_for_wins_while_another_is_being_read(qtbot, image, folder, monkeypatch):
    gate = threading.Event()
    read = _reading.read_picture

    def slow(path):
        if Path(path).name == "1.png":
            gate.wait(5)
        return read(path)

    monkeypatch.setattr(_reading, "read_picture", slow)
    shown = []
    image.picture_changed.connect(lambda picture: shown.append(picture.label))
    image.open_path(folder / "1.png")
    image.open_path(folder / "2.png")
    image.open_path(folder / "10.png")
    gate.set()
    qtbot.waitUntil(lambda: bool(shown), timeout=5000)

    assert shown == ["10.png"]


def test_a_slow_file_is_named_while_it_is_read(qtbot, image, folder, monkeypatch):
    gate = threading.Event()
    monkeypatch.setattr(_reading, "file_reading", lambda path: (gate.wait(5), _reading.Reading(None))[1])
    image.open_path(folder / "1.png")
    qtbot.waitUntil(lambda: image._name.whole_text() == "Reading 1.png…", timeout=5000)
    gate.set()
    qtbot.waitUntil(lambda: image._name.whole_text() == "No picture yet", timeout=5000)


def test_the_corners_mark_what_the_network_keeps(qtbot, image, tmp_path):
    # 256 x 256 is kept as it is and cropped to 224: 16 of 256 pixels are left out on every side.
    Image.new("RGB", (256, 256)).save(tmp_path / "square.png")
    opened(qtbot, image, tmp_path / "square.png")

    image.show_model(model(PhotoPreprocessing()))
    assert image._pane._region == pytest.approx((0.0625, 0.0625, 0.9375, 0.9375))

    image.show_model(model(DigitPreprocessing()))
    assert image._pane._region is None


def test_a_dropped_file_wins_over_the_picture_dropped_with_it(qtbot, image, folder):
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/1.png"), QUrl.fromLocalFile(str(folder / "2.png"))])
    mime.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))

    assert image.accepts_mime(mime)
    with qtbot.waitSignal(image.picture_changed, timeout=5000) as signal:
        image.open_mime(mime)
    assert signal.args[0].label == "2.png"


def test_a_file_that_is_no_picture_is_not_accepted(image, folder):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(folder / "notes.txt"))])

    assert not image.accepts_mime(mime)
    assert not image.accepts_path(folder / "notes.txt")


def test_a_pasted_picture_has_no_folder_to_walk_through(qtbot, image, folder):
    opened(qtbot, image, folder / "1.png")
    mime = QMimeData()
    pasted = QImage(5, 4, QImage.Format.Format_RGB32)
    pasted.fill(QColor("red"))
    mime.setImageData(pasted)
    with qtbot.waitSignal(image.picture_changed, timeout=5000) as signal:
        image.open_mime(mime)

    picture = signal.args[0]
    assert (picture.kind, picture.path, picture.image.size) == ("pasted", None, (5, 4))
    assert picture.image.getpixel((0, 0)) == (255, 0, 0)
    assert not image._next.isEnabled()
    assert image._place.text() == ""


@pytest.mark.parametrize(
    "form", [QImage.Format.Format_RGB888, QImage.Format.Format_ARGB32, QImage.Format.Format_ARGB32_Premultiplied]
)
def test_rows_padded_to_four_bytes_stay_straight(form):
    # Three RGB pixels are nine bytes, Qt's rows twelve.
    image = QImage(3, 2, form)
    colours = [[(1, 2, 3), (40, 50, 60), (7, 8, 9)], [(255, 0, 0), (0, 255, 0), (0, 0, 255)]]
    for y, row in enumerate(colours):
        for x, colour in enumerate(row):
            image.setPixelColor(x, y, QColor(*colour))

    assert np.asarray(_reading.pil_image(image)).tolist() == [[list(colour) for colour in row] for row in colours]


def test_transparency_is_laid_over_white():
    image = QImage(2, 1, QImage.Format.Format_ARGB32)
    image.setPixelColor(0, 0, QColor(255, 0, 0, 0))
    image.setPixelColor(1, 0, QColor(0, 0, 0, 51))

    # A fifth of black over white: 255 * (1 - 51 / 255) = 204.
    assert np.asarray(_reading.pil_image(image)).tolist() == [[[255, 255, 255], [204, 204, 204]]]


def test_an_empty_picture_on_the_clipboard_is_an_error():
    with pytest.raises(InputError, match="no picture"):
        _reading.pil_image(QImage())


def test_the_preview_of_a_large_picture_is_small_and_keeps_its_aspect():
    assert _reading.preview(Image.new("RGB", (4096, 1024))).shape == (256, 1024, 3)
    assert _reading.preview(Image.new("L", (8000, 1))).shape == (1, 1024)
    assert _reading.preview(Image.new("L", (30, 20))).shape == (20, 30)


def test_the_button_asks_for_a_file_without_stopping_the_window(qtbot, image, folder):
    image._open.click()
    dialog = image.findChild(QFileDialog)
    assert dialog.isVisible()
    assert "*.png" in dialog.nameFilters()[0]

    with qtbot.waitSignal(image.picture_changed, timeout=5000) as signal:
        dialog.fileSelected.emit(str(folder / "1.png"))
    dialog.close()

    assert signal.args[0].label == "1.png"
