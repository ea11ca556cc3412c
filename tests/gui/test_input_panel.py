"""The input panel: which source is in front, what it says to the window, what the network sees."""

from dataclasses import dataclass

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from torch import nn

from explorer.data.preprocess import DigitPreprocessing, PhotoPreprocessing
from explorer.gui.input_panel import InputPanel
from explorer.gui.left_panel import LeftPanel
from explorer.models.base import Model
from explorer.widgets import theme
from explorer.widgets.strokes import Stroke

LINE = Stroke(points=((60.0, 140.0), (220.0, 140.0)), width=20)


def model(preprocessing, module=None):
    return Model(
        "m", "M", "test", "random", True, module or nn.Identity(), preprocessing.input_shape, (), preprocessing
    )


@pytest.fixture
def panel(qapp, qtbot):
    theme.apply(qapp, "light")
    widget = InputPanel()
    qtbot.addWidget(widget)
    widget.resize(280, 480)
    widget.show()
    return widget


@pytest.fixture
def pictures(panel):
    emitted = []
    panel.picture_changed.connect(emitted.append)
    return emitted


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "photo.png"
    Image.new("RGB", (40, 30), (200, 100, 50)).save(path)
    return path


def front(panel):
    return panel._pages.currentWidget().title


def file_mime(path):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    return mime


def drag(kind, mime):
    place = QPointF(100, 200) if kind is QDropEvent else QPoint(100, 200)
    return kind(place, Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)


def test_it_begins_with_an_empty_canvas(panel):
    assert front(panel) == "Draw"
    assert panel.picture().kind == "drawing"
    assert panel.picture().image.getextrema() == (0, 0)


def test_drawing_is_told_to_the_window(panel, pictures):
    QTest.mousePress(panel.draw_pad, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    QTest.mouseMove(panel.draw_pad, QPoint(150, 150))

    assert len(pictures) >= 2
    assert panel.picture() is pictures[-1]


def test_a_click_on_a_tab_brings_its_page_and_its_picture(panel, pictures):
    panel.draw_pad.set_strokes([LINE])
    panel.select_input("Samples")
    panel.sources()[2].pick("digit-3")
    panel.select_input("Draw")

    assert front(panel) == "Draw"
    assert [picture.label for picture in pictures] == ["Drawing", "Digit 3", "Drawing"]


def test_a_tab_without_a_picture_leaves_the_picture_in_place(panel, pictures):
    panel.draw_pad.set_strokes([LINE])
    pictures.clear()
    panel.select_input("Image")

    assert front(panel) == "Image"
    assert pictures == []
    assert panel.picture().kind == "drawing"


def test_an_unknown_tab_is_an_error(panel):
    with pytest.raises(KeyError):
        panel.select_input("Telepathy")


def test_the_source_whose_picture_changes_comes_to_the_front(qtbot, panel, photo):
    with qtbot.waitSignal(panel.picture_changed, timeout=5000):
        panel.open_path(photo)
    assert front(panel) == "Image"

    panel.draw_pad.set_strokes([LINE])
    assert front(panel) == "Draw"
    panel.undo_stack.undo()
    assert panel.draw_pad.is_empty()


def test_a_file_that_cannot_be_read_changes_nothing_but_says_why(qtbot, panel, tmp_path):
    broken = tmp_path / "broken"
    broken.write_text("no picture")

    with qtbot.waitSignal(panel.failed, timeout=5000) as signal, qtbot.assertNotEmitted(panel.picture_changed):
        panel.open_path(broken)

    assert str(broken) in signal.args[0]
    assert front(panel) == "Draw"


def test_a_network_that_reads_digits_brings_the_canvas(panel):
    panel.select_input("Samples")
    panel.show_model(model(PhotoPreprocessing()))
    assert front(panel) == "Samples"

    digits = model(DigitPreprocessing())
    panel.show_model(digits)
    assert front(panel) == "Draw"

    # The same network behind another preprocessing is no reason to leave what one looks at.
    panel.select_input("Samples")
    panel.show_model(digits.prepared_by(DigitPreprocessing(centre=False)))
    assert front(panel) == "Samples"


def test_the_switch_is_there_where_the_preprocessing_has_a_centre(panel):
    switch = panel._seen._centre
    panel.show_model(model(PhotoPreprocessing()))
    assert not switch.isVisible()

    panel.show_model(model(DigitPreprocessing(centre=True)))
    assert switch.isVisible()
    assert switch.isChecked()


def test_the_switch_asks_for_the_other_preprocessing(qtbot, panel):
    panel.show_model(model(DigitPreprocessing(size=32, centre=True)))

    with qtbot.waitSignal(panel.preprocessing_changed) as signal:
        QTest.keyClick(panel._seen._centre, Qt.Key.Key_Space)

    assert signal.args[0] == DigitPreprocessing(size=32, centre=False)


def test_showing_a_model_is_no_wish_to_change_it(qtbot, panel):
    with qtbot.assertNotEmitted(panel.preprocessing_changed):
        panel.show_model(model(DigitPreprocessing(centre=True)))
        panel.show_model(model(DigitPreprocessing(centre=False)))


def test_a_preprocessing_of_ones_own_has_nothing_to_switch(panel):
    @dataclass
    class Own:
        input_shape = (3, 8, 8)

        def describe(self):
            return "own"

    panel.show_model(model(Own()))

    assert not panel._seen._centre.isVisible()
    assert panel._seen._caption.text() == "own"


def test_the_caption_says_how_the_tensor_was_made_and_what_is_in_it(panel):
    panel.show_model(model(DigitPreprocessing()))
    panel.show_tensor(np.zeros((28, 28), np.uint8), 0.1019, 1.0)
    assert panel._seen._caption.text() == "28 × 28, grey, 0 to 1\nmean 0.102   max 1.00"

    panel.show_model(model(PhotoPreprocessing()))
    panel.show_tensor(np.zeros((224, 224, 3), np.uint8), -0.25, 2.64, -2.1179)
    assert panel._seen._caption.text() == "3 × 224 × 224, ImageNet normalised\n−2.12 to 2.64, mean −0.250"


def test_the_small_picture_has_the_tensors_very_values(panel):
    seen = np.arange(28 * 28).reshape(28, 28).astype(np.uint8)
    panel.show_tensor(seen, 0.5, 1.0)
    shot = panel._seen._pane.grab().toImage()

    # Three screen pixels for each value, behind one pixel of frame; read in their middles.
    shown = [[shot.pixelColor(1 + 3 * x + 1, 1 + 3 * y + 1).red() for x in range(1, 27)] for y in range(1, 27)]
    assert shown == seen[1:-1, 1:-1].tolist()


def test_the_first_row_is_at_the_top_and_red_is_first(panel):
    seen = np.zeros((28, 28, 3), np.uint8)
    seen[:14, :, 0] = 255
    seen[14:, :14, 2] = 255
    panel.show_tensor(seen, 0.5, 1.0)
    shot = panel._seen._pane.grab().toImage()

    assert shot.pixelColor(60, 20) == QColor(255, 0, 0)
    assert shot.pixelColor(20, 60) == QColor(0, 0, 255)


def test_pasting_takes_the_picture_on_the_clipboard(qtbot, panel):
    QGuiApplication.clipboard().setImage(QImage(3, 2, QImage.Format.Format_RGB32))
    with qtbot.waitSignal(panel.picture_changed, timeout=5000) as signal:
        panel.paste()
    assert signal.args[0].kind == "pasted"


def test_pasting_text_is_answered_in_one_sentence(qtbot, panel):
    QGuiApplication.clipboard().setText("hello")
    with qtbot.waitSignal(panel.failed) as signal:
        panel.paste()
    assert "clipboard" in signal.args[0]


def test_a_dropped_file_is_opened(qtbot, panel, photo, qapp):
    mime = file_mime(photo)
    enter = drag(QDragEnterEvent, mime)
    qapp.sendEvent(panel, enter)
    assert enter.isAccepted()
    assert panel._drop_frame.isVisible()

    with qtbot.waitSignal(panel.picture_changed, timeout=5000) as signal:
        qapp.sendEvent(panel, drag(QDropEvent, mime))
    assert signal.args[0].label == "photo.png"
    assert not panel._drop_frame.isVisible()


def test_what_is_dragged_away_again_leaves_no_frame(panel, photo, qapp):
    mime = file_mime(photo)
    qapp.sendEvent(panel, drag(QDragEnterEvent, mime))
    qapp.sendEvent(panel, QDragLeaveEvent())

    assert not panel._drop_frame.isVisible()


def test_a_dragged_text_is_not_accepted(panel, qapp):
    mime = QMimeData()
    mime.setText("hello")
    enter = drag(QDragEnterEvent, mime)
    enter.ignore()
    qapp.sendEvent(panel, enter)

    assert not enter.isAccepted()


@pytest.mark.parametrize("scale", [1.0, 1.2])
def test_the_left_side_fits_into_a_small_window_without_scrolling(qapp, qtbot, scale):
    theme.apply(qapp, "light", scale)
    left = LeftPanel()
    qtbot.addWidget(left)
    left.resize(280, 640)
    left.show()
    left.input.show_model(model(DigitPreprocessing()))
    left.prediction.show_scores(np.zeros(10))
    qapp.processEvents()

    assert left.verticalScrollBar().maximum() == 0
    assert left.input.draw_pad.width() == left.input.draw_pad.height() >= 120
    theme.apply(qapp, "light")


def test_a_high_window_has_a_canvas_as_wide_as_the_panel_and_no_gap_below(qapp, qtbot):
    theme.apply(qapp, "light")
    left = LeftPanel()
    qtbot.addWidget(left)
    left.resize(280, 1000)
    left.show()
    qapp.processEvents()

    pad = left.input.draw_pad
    assert pad.width() == pad.height() == 256
    assert left.prediction.y() == left.input.height()
    # Tabs and their gap above; tools, the hairline and the preview below.
    assert left.input.height() - 256 < 240
