"""The canvas as an input: every move of the pen is a picture, the tools say what they do."""

import time

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from explorer.inputs.draw import DrawInput
from explorer.widgets.strokes import Stroke

LINE = Stroke(points=((60.0, 140.0), (220.0, 140.0)), width=20)


@pytest.fixture
def draw(qtbot):
    widget = DrawInput()
    qtbot.addWidget(widget)
    widget.resize(256, 298)
    widget.show()
    return widget


def test_an_empty_canvas_is_a_black_picture(draw):
    picture = draw.picture()

    assert picture.kind == "drawing"
    assert picture.image.size == (280, 280)
    assert picture.image.getextrema() == (0, 0)


def test_every_move_of_the_pen_is_a_new_picture(draw):
    pictures = []
    draw.picture_changed.connect(pictures.append)

    QTest.mousePress(draw.pad, Qt.MouseButton.LeftButton, pos=QPoint(60, 128))
    QTest.mouseMove(draw.pad, QPoint(120, 128))
    first = len(pictures)
    QTest.mouseMove(draw.pad, QPoint(190, 128))

    assert len(pictures) > first >= 1
    ink = [np.count_nonzero(np.asarray(picture.image)) for picture in pictures]
    assert ink == sorted(ink)
    # 256 screen pixels are 280 of the canvas: the pen was at (190, 128) * 280 / 256.
    assert np.asarray(pictures[-1].image)[140, 207] == 255


def test_a_picture_is_not_changed_by_what_is_drawn_afterwards(draw):
    before = draw.picture()
    draw.pad.set_strokes([LINE])

    assert before.image.getextrema() == (0, 0)
    assert draw.picture().image.getextrema() == (0, 255)


def test_making_a_picture_takes_under_a_third_of_a_millisecond(draw):
    draw.pad.set_strokes([LINE])
    times = []
    for _ in range(50):
        start = time.thread_time()
        draw.picture()
        times.append(time.thread_time() - start)

    assert min(times) < 0.0003


def test_undo_redo_and_clear_are_enabled_where_they_do_something(draw):
    def enabled():
        return [button.isEnabled() for button in (draw._undo, draw._redo, draw._clear)]

    assert enabled() == [False, False, False]
    draw.pad.set_strokes([LINE])
    assert enabled() == [True, False, True]
    draw._clear.click()
    assert draw.pad.is_empty()
    assert enabled() == [True, False, False]
    draw._undo.click()
    assert not draw.pad.is_empty()
    assert enabled() == [True, True, True]
    draw._redo.click()
    assert draw.pad.is_empty()


def test_undo_says_what_it_takes_back_and_by_which_key(draw):
    draw.pad.set_strokes([LINE])
    draw.pad.clear()

    assert draw._undo.toolTip() == "Undo clear drawing (Ctrl+Z)"
    assert draw._redo.toolTip() == "Nothing to redo"


def test_the_brush_slider_and_the_canvas_agree(draw):
    draw._brush.setValue(30)
    assert draw.pad.pen_width == 30

    draw.pad.set_pen_width(12)
    assert (draw._brush.value(), draw._brush_value.text()) == (12, "12")


def test_pencil_and_eraser_exclude_each_other_and_follow_the_canvas(draw):
    draw._eraser.click()
    assert (draw.pad.eraser, draw._pencil.isChecked()) == (True, False)

    draw.pad.set_eraser(False)
    assert (draw._pencil.isChecked(), draw._eraser.isChecked()) == (True, False)
