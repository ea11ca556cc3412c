"""The drawing canvas: what the pen leaves, and every way to change it again."""

import time

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from explorer.widgets import theme
from explorer.widgets.draw_pad import DrawPad
from explorer.widgets.drawing import STEPS
from explorer.widgets.strokes import Stroke, StrokeRendering

LINE = Stroke(points=((60.0, 140.0), (220.0, 140.0)), width=20)
WAVE = Stroke(points=tuple((60 + i, 140 + 40 * np.sin(i / 15)) for i in range(0, 160, 3)), width=18)


@pytest.fixture
def pad(qtbot):
    widget = DrawPad()
    widget.resize(280, 280)
    qtbot.addWidget(widget)
    widget.show()
    return widget


def draw(pad, *places, button=Qt.MouseButton.LeftButton):
    """Press, drag and release as a mouse does: moves know the buttons that are held."""
    QTest.mousePress(pad, button, pos=QPoint(*places[0]))
    for place in places[1:]:
        move = QMouseEvent(
            QMouseEvent.Type.MouseMove,
            QPointF(*place),
            pad.mapToGlobal(QPointF(*place)),
            Qt.MouseButton.NoButton,
            button,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(pad, move)
    QTest.mouseRelease(pad, button, pos=QPoint(*places[-1]))


def test_a_dot_has_the_area_and_centre_of_its_pen(pad):
    draw(pad, (100, 50))
    picture = pad.picture().astype(float) / 255
    y, x = np.indices(picture.shape) + 0.5

    assert picture.sum() == pytest.approx(np.pi * 9**2, rel=0.01)
    assert (picture * x).sum() / picture.sum() == pytest.approx(100, abs=0.1)
    assert (picture * y).sum() / picture.sum() == pytest.approx(50, abs=0.1)


def test_a_line_is_a_capsule_as_thick_as_its_pen():
    rendering = StrokeRendering()
    rendering.show([LINE])

    # 160 long and 20 thick between two half discs of radius 10.
    assert rendering.picture.sum() / 255 == pytest.approx(160 * 20 + np.pi * 100, rel=0.01)
    assert rendering.picture[130:150, 140].tolist() == [255] * 20
    assert not rendering.picture[129, 140]


def test_many_points_on_a_line_leave_no_beads():
    few, many = StrokeRendering(), StrokeRendering()
    few.show([Stroke(((60.0, 99.7), (220.0, 139.7)), 18)])
    points = tuple((60 + 160 * t, 99.7 + 40 * t) for t in np.linspace(0, 1, 400))
    many.show([Stroke(points, 18)])

    assert np.abs(few.picture.astype(int) - many.picture).max() <= 16


def test_a_live_stroke_ends_as_the_picture_that_its_points_give_again():
    live, again = StrokeRendering(), StrokeRendering()
    pen = Stroke(WAVE.points[:1], WAVE.width)
    live.begin(pen)
    for point in WAVE.points[1:]:
        live.extend(point, pen)
    while_drawn = live.picture.copy()
    again.show([WAVE])

    assert live.end(pen) == WAVE
    np.testing.assert_array_equal(while_drawn, again.picture)


def test_the_picture_changes_while_the_pen_moves_and_only_there(pad, qtbot):
    changes = []
    pad.changed.connect(lambda: changes.append(pad.picture().sum()))
    with qtbot.waitSignal(pad.stroke_finished):
        draw(pad, (50, 50), (80, 50), (110, 50))

    assert changes[0] < changes[1] < changes[2]
    assert not pad.picture()[:, 130:].any()
    assert len(pad.strokes()) == 1
    assert pad.strokes()[0].points == ((50.0, 50.0), (80.0, 50.0), (110.0, 50.0))


def test_a_picture_that_was_handed_out_stays_as_it_was(pad):
    empty = pad.picture()
    draw(pad, (50, 50), (80, 50))

    assert not empty.any()


def test_the_right_button_erases(pad):
    draw(pad, (50, 50), (150, 50))
    draw(pad, (100, 30), (100, 70), button=Qt.MouseButton.RightButton)

    assert pad.picture()[50, 60] == 255
    assert pad.picture()[50, 100] == 0
    assert [stroke.eraser for stroke in pad.strokes()] == [False, True]


def test_with_the_eraser_on_the_left_button_erases_too(pad):
    draw(pad, (100, 100))
    pad.set_eraser(True)
    draw(pad, (100, 100))

    # The same disc taken from itself leaves only what both edges half cover.
    assert pad.picture()[100, 100] == 0
    assert pad.picture().max() <= 128


def test_undo_and_redo_walk_through_the_very_same_pictures(pad):
    pictures = [pad.picture()]
    for places in (((50, 50), (90, 80)), ((200, 200),), ((30, 200), (90, 180))):
        draw(pad, *places)
        pictures.append(pad.picture())
    pad.clear()
    pad.undo_stack.undo()
    for picture in reversed(pictures[:-1]):
        pad.undo_stack.undo()
        np.testing.assert_array_equal(pad.picture(), picture)

    assert pad.is_empty()
    for picture in pictures[1:]:
        QTest.keyClick(pad, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
        np.testing.assert_array_equal(pad.picture(), picture)
    QTest.keyClick(pad, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    np.testing.assert_array_equal(pad.picture(), pictures[-2])


@pytest.mark.parametrize(
    ("key", "modifier", "offset"),
    [
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, (0, 10)),
        (Qt.Key.Key_Up, Qt.KeyboardModifier.NoModifier, (-10, 0)),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier, (0, -50)),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier, (50, 0)),
    ],
)
def test_arrow_keys_shift_by_pixels_of_the_network(pad, key, modifier, offset):
    pad.set_strokes([WAVE])
    before = pad.picture()
    QTest.keyClick(pad, key, modifier)

    np.testing.assert_array_equal(pad.picture(), np.roll(before, offset, axis=(0, 1)))


def test_what_is_shifted_out_comes_back(pad):
    pad.set_strokes([WAVE])
    before = pad.picture()
    for _ in range(30):
        QTest.keyClick(pad, Qt.Key.Key_Right)
    assert pad.is_empty()
    for _ in range(30):
        QTest.keyClick(pad, Qt.Key.Key_Left)

    np.testing.assert_array_equal(pad.picture(), before)


def test_plus_and_minus_change_the_pen_within_its_limits(pad, qtbot):
    with qtbot.waitSignal(pad.pen_width_changed) as emitted:
        QTest.keyClick(pad, Qt.Key.Key_Plus)
    assert emitted.args == [20]
    for _ in range(40):
        QTest.keyClick(pad, Qt.Key.Key_Minus)

    assert pad.pen_width == 4


def test_delete_clears_and_can_be_undone(pad):
    draw(pad, (100, 100))
    QTest.keyClick(pad, Qt.Key.Key_Delete)
    assert pad.is_empty()
    pad.undo_stack.undo()

    assert pad.picture()[100, 100] == 255


def test_escape_drops_the_stroke_in_hand(pad):
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    QTest.keyClick(pad, Qt.Key.Key_Escape)
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))

    assert pad.is_empty()
    assert pad.strokes() == []


def test_a_step_back_in_the_middle_of_a_stroke_drops_that_stroke(pad):
    draw(pad, (100, 100))
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(30, 30))
    pad.undo_stack.undo()
    pad.lead((200, 200))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))

    assert pad.is_empty()
    assert pad.undo_stack.canRedo()


@pytest.mark.parametrize(("width", "height"), [(140, 140), (560, 560), (400, 140)])
def test_the_canvas_is_the_same_at_any_size_on_screen(pad, width, height):
    pad.resize(width, height)
    side = min(width, height)
    left = (width - side) // 2
    draw(pad, (left + side // 4, side // 2))

    assert pad.strokes()[0].points == ((70.0, 140.0),)
    assert pad.grab().toImage().pixelColor(left + side // 4, side // 2).red() > 240


def test_a_pen_that_leaves_the_canvas_keeps_drawing_where_it_comes_back(pad):
    draw(pad, (20, 100), (-60, 100), (-60, 200), (20, 200))

    assert pad.picture()[200, 10] == 255
    assert pad.picture()[150, 0] == 0


def test_an_empty_canvas_shows_its_hint_and_a_used_one_does_not(pad):
    ink = QColor(theme.DARK.muted).lightness()
    middle = pad.grab().toImage().copy(60, 120, 160, 40)
    assert max(middle.pixelColor(x, y).lightness() for x in range(160) for y in range(40)) >= ink - 20
    draw(pad, (20, 20))

    middle = pad.grab().toImage().copy(60, 120, 160, 40)
    assert max(middle.pixelColor(x, y).lightness() for x in range(160) for y in range(40)) == 0


def test_the_hint_is_painted_over_as_soon_as_the_pen_is_down(pad, monkeypatch):
    """Only where the pen is, it would stay under the stroke until the pen is lifted."""
    areas = []
    monkeypatch.setattr(pad, "update", lambda *area: areas.append(area))
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert () in areas, "all of it"
    areas.clear()
    pad.lead((30, 30))
    assert areas
    assert () not in areas, "then only where something changes"
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(30, 30))


def test_a_mouse_move_is_answered_in_under_two_milliseconds(pad):
    pad.set_strokes([WAVE] * 5)
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(40, 40))
    durations = []
    for i in range(100):
        place = 40 + 2 * i, 140 + 60 * np.sin(i / 8)
        start = time.thread_time()
        pad.lead(place)
        durations.append(time.thread_time() - start)

    assert np.median(durations) < 0.002


def test_so_many_steps_can_be_undone_and_no_more(pad):
    for _ in range(STEPS + 5):
        pad.set_strokes([*pad.strokes(), Stroke(((5.0, 5.0),), 4)])
    assert pad.undo_stack.count() == STEPS
    pad.undo_stack.setIndex(0)
    assert len(pad.strokes()) == 5


def test_another_canvas_goes_on_with_a_drawing_and_its_steps(pad, qtbot):
    draw(pad, (50, 50), (90, 80))
    draw(pad, (200, 200))
    pad.shift(10, 0)
    pad.undo_stack.undo()
    other = DrawPad()
    qtbot.addWidget(other)
    told = []
    other.changed.connect(lambda: told.append(other.strokes()))

    other.take_over(pad.history())

    assert told == [pad.strokes()]
    np.testing.assert_array_equal(other.picture(), pad.picture())
    for step in ("redo", "undo", "undo", "undo"):
        for canvas in (pad, other):
            getattr(canvas.undo_stack, step)()
        assert other.strokes() == pad.strokes()
        np.testing.assert_array_equal(other.picture(), pad.picture())
    assert other.is_empty()
    assert other.undo_stack.redoText() == pad.undo_stack.redoText() == "Draw"
