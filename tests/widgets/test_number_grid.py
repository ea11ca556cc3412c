"""Grids of numbers: short texts, cells under the pointer, typing, the wheel, and what is painted where."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from explorer.widgets import theme
from explorer.widgets.cell_editor import CellEditor
from explorer.widgets.editable_grid import EditableGrid
from explorer.widgets.number_cells import Marks, NumberCells, plain_number, short_number
from explorer.widgets.number_grid import EDGE

NO_KEYS = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def grid(qtbot):
    """Three rows and four columns of 30 pixels."""
    grid = EditableGrid()
    qtbot.addWidget(grid)
    grid.resize(4 * 30 + 2 * EDGE, 3 * 30 + 2 * EDGE)
    grid.show_cells(cells())
    grid.show()
    return grid


def cells(values=None, **looks):
    values = np.arange(12.0).reshape(3, 4) if values is None else values
    return NumberCells(values, np.full((*values.shape, 3), 255, np.uint8), **looks)


def middle(grid, row, column):
    return grid.cell_rect(row, column).center().toPoint()


def type_into(grid, text, key=Qt.Key.Key_Return):
    editor = grid.findChild(CellEditor)
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, key)


def wheel(grid, row, column, notches, keys=NO_KEYS):
    place = QPointF(middle(grid, row, column))
    event = QWheelEvent(
        place, grid.mapToGlobal(place), QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton, keys,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(grid, event)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0.0, 1, "0"), (1.0, 1, "1"), (0.3, 1, ".3"), (-1.6, 1, "−1.6"), (-0.25, 2, "−.25"), (12.0, 1, "12"),
        (0.04, 1, ".0"), (0.5, 2, ".5"), (123.4, 2, "123"), (12345.0, 1, "12,345"),
    ],
)  # fmt: skip
def test_numbers_of_small_cells(value, decimals, text):
    assert short_number(value, decimals) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.7, "0.7"),
        (-2.0, "−2"),
        (1.4400001, "1.44"),
        (0.0, "0"),
        (1234.5, "1,234.5"),
        (0.001, "0.001"),
        (100.0, "100"),
    ],
)
def test_numbers_of_a_line(value, text):
    assert plain_number(value) == text


def test_cells_are_as_large_as_fit_and_found_under_the_pointer(grid, qtbot):
    assert grid.side == 30
    # A pointer that is there already, from whatever test was before, would move nowhere.
    QTest.mouseMove(grid, middle(grid, 0, 0))
    with qtbot.waitSignal(grid.hovered) as hovered:
        QTest.mouseMove(grid, middle(grid, 2, 1))
    assert hovered.args == [2, 1]
    assert grid.cell_at(QPointF(EDGE - 1, EDGE + 5)) is None
    grid.set_largest(18)
    assert grid.map_rect().width() == 72


def test_a_click_picks_and_nothing_can_be_typed_unless_it_may_be(grid, qtbot):
    with qtbot.waitSignal(grid.picked) as picked:
        QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=middle(grid, 1, 3))
    assert picked.args == [1, 3]
    assert grid.findChild(CellEditor) is None


def test_a_click_and_a_number_change_a_cell(grid, qtbot):
    grid.set_editable(0.5)
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=middle(grid, 1, 3))
    with qtbot.waitSignal(grid.edited) as edited:
        type_into(grid, "-2,5")
    assert edited.args == [1, 3, -2.5]


@pytest.mark.parametrize(
    ("text", "key"), [("3", Qt.Key.Key_Escape), ("one", Qt.Key.Key_Return), ("7", Qt.Key.Key_Return)]
)
def test_escape_what_is_no_number_and_the_same_number_change_nothing(grid, text, key):
    grid.set_editable(0.5)
    edited = []
    grid.edited.connect(lambda *args: edited.append(args))
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=middle(grid, 1, 3))
    type_into(grid, text, key)
    assert edited == []


def test_the_wheel_changes_by_a_step_and_with_shift_by_a_tenth_of_it(grid):
    grid.set_editable(0.5)
    edited = []
    grid.edited.connect(lambda *args: edited.append(args))
    wheel(grid, 0, 1, 1)
    wheel(grid, 0, 1, -3)
    wheel(grid, 0, 1, 1, Qt.KeyboardModifier.ShiftModifier)
    assert edited == [(0, 1, 1.5), (0, 1, -0.5), (0, 1, 1.05)]


def test_rings_around_what_can_be_edited_cannot(grid):
    grid.set_rings(1)
    grid.set_editable(0.5)
    edited = []
    grid.edited.connect(lambda *args: edited.append(args))
    wheel(grid, 0, 1, 1)
    wheel(grid, 1, 1, 1)
    assert edited == [(1, 1, 5.5)]


def test_the_keyboard_chooses_a_cell_and_types_into_it(grid, qtbot):
    grid.set_editable(1.0)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right):
        QTest.keyClick(grid, key)
    QTest.keyClick(grid, "8")
    with qtbot.waitSignal(grid.edited) as edited:
        QTest.keyClick(grid.findChild(CellEditor), Qt.Key.Key_Return)
    assert edited.args == [1, 2, 8.0]


def pixel(grid, row, column, at=(0.5, 0.5)):
    rect = grid.cell_rect(row, column)
    image = grid.grab().toImage()
    return QColor(image.pixel(int(rect.left() + rect.width() * at[0]), int(rect.top() + rect.height() * at[1])))


def test_colours_lie_where_their_cells_are(grid):
    shown = cells()
    shown.colours[2, 1] = 200, 30, 40
    grid.set_numbers(False)
    grid.show_cells(shown)
    assert pixel(grid, 2, 1).getRgb()[:3] == (200, 30, 40)
    assert pixel(grid, 1, 2).getRgb()[:3] == (255, 255, 255)


def test_what_is_not_done_has_neither_colour_nor_number(grid):
    blank = np.zeros((3, 4), bool)
    blank[1, 1] = True
    shown = cells(np.full((3, 4), 8.0), blank=blank)
    shown.colours[:] = 200, 30, 40
    grid.show_cells(shown)
    image, rect = grid.grab().toImage(), grid.cell_rect(1, 1).adjusted(2, 2, -2, -2).toRect()
    found = {
        image.pixelColor(x, y).name()
        for x in range(rect.left(), rect.right())
        for y in range(rect.top(), rect.bottom())
    }
    assert found == {theme.colour("surface-2").name()}


def test_the_window_has_the_probes_frame(grid):
    grid.show_marks(Marks((1, 3, 1, 3)))
    assert pixel(grid, 1, 1, (0, 0.5)).name() == theme.colour("probe").name()
    assert pixel(grid, 0, 3, (0.98, 0.5)).name() != theme.colour("probe").name()


def test_a_cell_tells_its_place_and_exact_number(grid):
    hatched, crossed = np.ones((3, 4), bool), np.zeros((3, 4), bool)
    hatched[1, 1:3], crossed[1, 2] = False, True
    grid.show_cells(cells(np.full((3, 4), 0.1234567), hatched=hatched, crossed=crossed))
    grid.set_rings(1)
    assert grid.cell_tip((0, 0)) == "padding: 0.123457"
    assert grid.cell_tip((1, 1)) == "(0, 0)  0.123457"
    assert grid.cell_tip((1, 2)) == "(0, 1)  0.123457, never read"
    grid.set_editable(0.5)
    assert grid.cell_tip((1, 1)).startswith("(0, 0)  0.123457\n")
    assert grid.cell_tip(None) == ""


def test_numbers_hide_in_small_cells(grid):
    grid.show_cells(cells(np.full((3, 4), 8.0)))
    inked = grid.grab().toImage()
    grid.set_numbers(False)
    assert grid.grab().toImage() != inked
    for large in (True, False):
        grid.set_numbers(large)
        grid.set_largest(18)
        small = grid.grab().toImage()
        grid.set_numbers(not large)
        assert grid.grab().toImage() == small
