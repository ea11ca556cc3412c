"""What the hand does with a mosaic: pointing, picking, walking, zooming, scrolling."""

import numpy as np
import pytest
from mosaics import middle_of, on_screen, shown, tiles_of
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QScrollBar

from explorer.widgets import theme
from explorer.widgets.mosaic_item import Tiles
from explorer.widgets.mosaic_view import MosaicView

NO_KEYS = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def view(qapp, qtbot):
    theme.apply(qapp, "light")
    view = MosaicView()
    qtbot.addWidget(view)
    view.resize(640, 360)
    view.show()
    return view


def press(qtbot, view, point, double=False):
    click = qtbot.mouseDClick if double else qtbot.mouseClick
    click(view._canvas.viewport(), Qt.MouseButton.LeftButton, pos=point.toPoint())


# ---- the pointer


def test_between_the_tiles_there_is_nothing(view):
    shown(view, tiles_of(4, 3, 3))
    corner = middle_of(view, 0, 2, 2) + QPointF(1, 1) * view._item.grid.cell
    assert view.tile_at(corner) is None
    assert view.tile_at(QPointF(2, 2)) is None
    assert view.tile_at(QPointF(639, 359)) is None


@pytest.mark.parametrize(("side", "small"), [(224, 112), (225, 113), (9, 3), (5, 2)])
def test_under_the_pointer_is_a_value_of_the_very_block_that_is_painted(view, side, small):
    values = np.arange(side * side, dtype=np.float32).reshape(1, side, side)
    block = -(-side // small)
    shown(view, Tiles(np.zeros((1, small, small), np.uint8), values, block=block))
    for row in range(small):
        _, y, x = view.tile_at(middle_of(view, 0, row, small - 1))
        assert (y // block, x // block) == (row, small - 1)
        assert y < side
        assert x < side


def test_hovering_tells_the_cell_and_leaving_tells_nothing(view, qtbot):
    shown(view, tiles_of(4, 3, 3))
    told = []
    view.hovered.connect(lambda *place: told.append(place))
    qtbot.mouseMove(view._canvas.viewport(), middle_of(view, 2, 1, 0).toPoint())
    qtbot.waitUntil(lambda: bool(told))
    assert told[-1] == (2, 1, 0)
    qtbot.mouseMove(view._canvas.viewport(), QPoint(1, 1))
    qtbot.waitUntil(lambda: told[-1] == (-1, -1, -1))


def test_the_tip_says_the_exact_value(view):
    values = np.array([[[0.1234567, -2]], [[3, 4]]], np.float32)
    shown(view, Tiles(np.zeros((2, 1, 2), np.uint8), values, labels=["a", "b"]))
    assert view.text_of(*view.tile_at(middle_of(view, 0, 0, 0))) == "a  (0, 0)  0.123457"
    assert view.text_of(*view.tile_at(middle_of(view, 1, 0, 1))) == "b  (0, 1)  4.00000"


def test_a_click_picks_a_cell_and_a_double_click_opens_its_tile(view, qtbot):
    shown(view, tiles_of(4, 3, 3))
    with qtbot.waitSignal(view.picked) as picked:
        press(qtbot, view, middle_of(view, 3, 2, 1))
    assert picked.args == [3, 2, 1]
    with qtbot.waitSignal(view.opened) as opened:
        press(qtbot, view, middle_of(view, 3, 2, 1), double=True)
    assert opened.args == [3]
    with qtbot.assertNotEmitted(view.picked):
        press(qtbot, view, QPointF(3, 3))


# ---- keys, zoom, scrolling


@pytest.mark.parametrize(
    ("key", "picked"),
    [
        (Qt.Key.Key_Right, 5),
        (Qt.Key.Key_Left, 3),
        (Qt.Key.Key_Down, 7),
        (Qt.Key.Key_Up, 1),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_End, 7),
    ],
)
def test_keys_walk_the_tiles(view, qtbot, key, picked):
    shown(view, tiles_of(8, 3, 3, columns=3))
    view.set_selected(4)
    with qtbot.waitSignal(view.picked) as told:
        qtbot.keyClick(view._canvas, key)
    assert told.args == [picked, -1, -1]


@pytest.mark.parametrize(("selected", "key"), [(1, Qt.Key.Key_Up), (5, Qt.Key.Key_Down), (6, Qt.Key.Key_Down)])
def test_there_is_no_tile_above_the_first_row_nor_below_the_last(view, qtbot, selected, key):
    shown(view, tiles_of(8, 3, 3, columns=3))
    view.set_selected(selected)
    with qtbot.assertNotEmitted(view.picked):
        qtbot.keyClick(view._canvas, key)


def test_keys_walk_the_order_that_is_shown(view, qtbot):
    shown(view, tiles_of(3, 3, 3, order=np.array([2, 0, 1])))
    view.set_selected(2)
    with qtbot.waitSignal(view.picked) as told:
        qtbot.keyClick(view._canvas, Qt.Key.Key_Right)
    assert told.args == [0, -1, -1]


def test_zooming_keeps_what_is_under_the_pointer(view):
    shown(view, tiles_of(60, 7, 7), 112)
    point = QPointF(300, 200)
    before = view._to_item(point)
    wheel = QWheelEvent(
        point, point, QPoint(), QPoint(0, 480), Qt.MouseButton.NoButton, NO_KEYS | Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view._canvas.viewport(), wheel)
    after = view._to_item(point)
    assert view._zoom == pytest.approx(1.0015**480)
    assert (after.x(), after.y()) == pytest.approx((before.x(), before.y()))
    shape = view._item.grid.layout
    assert view.tile_at(point) == _hit(view, shape.hit(after.y(), after.x()))
    view.reset_zoom()
    assert view.tile_at(middle_of(view, 0, 0, 0)) == (0, 0, 0)


def _hit(view, hit):
    repeat = view._item.grid.repeat
    return None if hit is None else (hit[0], hit[1] // repeat, hit[2] // repeat)


def test_zoom_has_bounds_and_keys(view, qtbot):
    shown(view, tiles_of(4, 7, 7))
    view.zoom_by(1e9)
    assert view._zoom == 32
    view.zoom_by(1e-9)
    assert view._zoom == 1
    qtbot.keyClick(view._canvas, Qt.Key.Key_Plus)
    assert view._zoom == 1.25
    qtbot.keyClick(view._canvas, Qt.Key.Key_0)
    assert view._zoom == 1


def test_the_bar_is_there_where_it_is_needed_and_reaches_the_last_tile(view):
    bar = view.findChild(QScrollBar)
    shown(view, tiles_of(4, 7, 7), 24)
    assert not bar.isVisible()
    shown(view, tiles_of(100, 7, 7), 84)
    assert bar.isVisible()
    assert not on_screen(view, 99)
    bar.setValue(bar.maximum())
    assert on_screen(view, 99)
    assert view.tile_at(middle_of(view, 99, 3, 3)) == (99, 3, 3)


def test_a_tile_that_is_selected_comes_on_the_screen(view):
    shown(view, tiles_of(100, 7, 7), 84)
    view.set_selected(99)
    assert on_screen(view, 99)
    view.set_selected(0)
    assert on_screen(view, 0)


def test_the_place_stays_while_values_change_and_starts_anew_with_another_layer(view):
    shown(view, tiles_of(100, 7, 7), 84)
    view.set_selected(99)
    place = view.tile_at(QPointF(50, 50))
    view.show_tiles(tiles_of(100, 7, 7))
    assert view.tile_at(QPointF(50, 50)) == place
    assert on_screen(view, 99)
    view.show_tiles(tiles_of(50, 7, 7))
    assert view.tile_at(middle_of(view, 0, 0, 0)) == (0, 0, 0)
