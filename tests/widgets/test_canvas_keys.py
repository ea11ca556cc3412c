"""The drawing canvas by keyboard: a pen that is taken, put down, led and put away."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from explorer.widgets.canvas_keys import NETWORK_PIXEL
from explorer.widgets.draw_pad import DrawPad

KEY, NONE = Qt.Key, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def place(qtbot):
    """A window with a canvas and something else that takes the keyboard."""
    place = QWidget()
    layout = QVBoxLayout(place)
    layout.addWidget(DrawPad())
    layout.addWidget(QLineEdit())
    place.resize(300, 340)
    qtbot.addWidget(place)
    place.show()
    place.activateWindow()
    return place


@pytest.fixture
def pad(place, qtbot):
    pad = place.findChild(DrawPad)
    pad.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(pad.hasFocus)
    return pad


def tap(pad, *keys, modifier=NONE):
    for key in keys:
        QTest.keyClick(pad, key, modifier)


def hold(pad, key, repeats=0):
    for repeat in range(repeats + 1):
        QApplication.sendEvent(pad, QKeyEvent(QKeyEvent.Type.KeyPress, key, NONE, "", repeat > 0))


def let_go(pad, key):
    QApplication.sendEvent(pad, QKeyEvent(QKeyEvent.Type.KeyRelease, key, NONE))


def test_space_takes_the_pen_then_puts_it_down_then_lifts_it(pad, qtbot):
    tap(pad, KEY.Key_Space)
    assert pad.is_empty()
    tap(pad, KEY.Key_Space)
    assert pad.drawing
    with qtbot.waitSignal(pad.stroke_finished):
        tap(pad, KEY.Key_Space)
    assert [stroke.points for stroke in pad.strokes()] == [((140, 140),)]


def test_arrows_lead_the_pen_by_pixels_of_the_network_and_with_shift_by_five(pad):
    tap(pad, KEY.Key_Space, KEY.Key_Up, KEY.Key_Space, KEY.Key_Right)
    tap(pad, KEY.Key_Down, modifier=Qt.KeyboardModifier.ShiftModifier)
    tap(pad, KEY.Key_Space)
    assert NETWORK_PIXEL == 10
    assert [stroke.points for stroke in pad.strokes()] == [((140, 130), (150, 130), (150, 180))]


def test_two_arrows_held_at_once_draw_across(pad):
    tap(pad, KEY.Key_Space, KEY.Key_Space)
    hold(pad, KEY.Key_Right)
    hold(pad, KEY.Key_Down, repeats=2)
    let_go(pad, KEY.Key_Right)
    hold(pad, KEY.Key_Down)
    let_go(pad, KEY.Key_Down)
    tap(pad, KEY.Key_Space)
    (stroke,) = pad.strokes()
    assert stroke.points == ((140, 140), (150, 140), (160, 150), (170, 160), (180, 170), (180, 180))


@pytest.mark.parametrize(
    ("key", "point"),
    [
        (KEY.Key_Home, (130, 130)),
        (KEY.Key_PageUp, (150, 130)),
        (KEY.Key_End, (130, 150)),
        (KEY.Key_PageDown, (150, 150)),
    ],
)
def test_the_corners_of_the_number_block_lead_across(pad, key, point):
    tap(pad, KEY.Key_Space, KEY.Key_Space, key, KEY.Key_Space)
    assert pad.strokes()[0].points == ((140, 140), point)


def test_the_pen_stays_on_the_canvas(pad):
    tap(pad, KEY.Key_Space)
    tap(pad, *[KEY.Key_Left] * 4, modifier=Qt.KeyboardModifier.ShiftModifier)
    tap(pad, KEY.Key_Space, KEY.Key_Space)
    assert pad.strokes()[0].points == ((0, 140),)


def test_the_eraser_is_led_as_well(pad):
    tap(pad, KEY.Key_Space, KEY.Key_Space, KEY.Key_Space)
    pad.set_eraser(True)
    pad.set_pen_width(40)
    tap(pad, KEY.Key_Space, KEY.Key_Space)
    assert pad.is_empty()
    assert [stroke.eraser for stroke in pad.strokes()] == [False, True]


def test_escape_forgets_the_stroke_in_hand_then_puts_the_pen_away(pad):
    tap(pad, KEY.Key_Space, KEY.Key_Space, KEY.Key_Right, KEY.Key_Escape)
    assert pad.is_empty()
    assert not pad.strokes()
    tap(pad, KEY.Key_Escape, KEY.Key_Space, KEY.Key_Space, KEY.Key_Space)
    assert pad.strokes()[0].points == ((150, 140),), "the pen comes back where it was"


def test_without_the_pen_arrows_shift_the_drawing(pad):
    tap(pad, KEY.Key_Space, KEY.Key_Space, KEY.Key_Space, KEY.Key_Escape, KEY.Key_Left)
    assert pad.strokes()[0].points == ((130, 140),)


def test_the_hand_at_the_mouse_or_elsewhere_puts_the_pen_away_and_keeps_its_stroke(place, pad):
    tap(pad, KEY.Key_Space, KEY.Key_Space, KEY.Key_Right)
    QTest.mouseClick(pad, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert [len(stroke.points) for stroke in pad.strokes()] == [2, 1]
    tap(pad, KEY.Key_Space, KEY.Key_Space, KEY.Key_Right)
    place.findChild(QLineEdit).setFocus()
    assert not pad.drawing
    assert len(pad.strokes()) == 3


def test_a_pointer_that_trembles_does_not_lead_the_pen(pad):
    tap(pad, KEY.Key_Space, KEY.Key_Space)
    QTest.mouseMove(pad, QPoint(10, 10))
    tap(pad, KEY.Key_Space)
    assert pad.strokes()[0].points == ((140, 140),)


def test_a_held_space_is_pressed_once(pad):
    hold(pad, KEY.Key_Space, repeats=5)
    assert not pad.drawing


def test_an_empty_canvas_tells_which_key_is_next_and_shows_where_the_pen_is(pad):
    before = pad.grab().toImage()
    tap(pad, KEY.Key_Space)
    taken = pad.grab().toImage()
    assert taken != before
    tap(pad, KEY.Key_Space)
    picture = pad.picture()
    rows, columns = np.nonzero(picture)
    assert (rows.mean(), columns.mean()) == pytest.approx((139.5, 139.5), abs=1)
