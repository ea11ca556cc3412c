"""A picked cell's arithmetic in the window: view and unit panel follow the pointer, the pen and the layer."""

import pytest
from PySide6.QtTest import QTest

from explorer.core.arithmetic import explain
from explorer.gui.unit_arithmetic import UnitArithmetic
from explorer.widgets.cell_map import CellMap
from explorer.widgets.sum_line import SumLine


@pytest.fixture
def seven(hand):
    """The arithmetic of the second convolution, for a drawn 7."""
    hand.draw(7)
    hand.window.controller.pick_layer("conv2")
    hand.window.session.set(view="Arithmetic", channel=20)
    hand.settle()
    return hand


def pick(hand, row, column):
    hand.window.session.amend(cell=(row, column))
    hand.settle()


def test_pointing_at_a_number_explains_it_in_the_view_and_in_the_unit_panel(seven):
    view, section = seven.view("Arithmetic"), seven.window.panels.unit.findChild(UnitArithmetic)
    pick(seven, 6, 3)
    shown = view.findChildren(CellMap)[1]
    QTest.mouseMove(shown, shown.area_rect((9, 10, 4, 5)).center().toPoint())
    seven.settle()
    assert seven.state.cell == (9, 4)
    e = explain(seven.frame.trace, "conv2", (0, 20, 9, 4))
    assert seven.frame.result.explanation.result == e.result
    assert section.isVisible()
    for line in (view.findChild(SumLine), section.findChild(SumLine)):
        assert line.agrees


def test_the_pen_changes_the_sum(seven):
    pick(seven, 6, 3)
    before = seven.frame.unit.explanation.result
    seven.stroke(((0.2, 0.5), (0.8, 0.5)))
    seven.settle()
    e = seven.frame.unit.explanation
    assert e.result != before
    assert e.agrees


def test_a_new_layer_has_no_picked_cell_and_no_sum_beside_it(seven):
    pick(seven, 6, 3)
    seven.window.controller.pick_layer("conv3")
    seven.settle()
    assert seven.frame.unit.explanation is None
    assert seven.window.panels.unit.findChild(UnitArithmetic).isHidden()
    # The view explains the middle of the map.
    assert seven.frame.result.cell == (7, 7)


def test_every_layer_of_the_network_has_its_arithmetic(seven):
    for call in seven.frame.trace.calls:
        seven.window.controller.pick_layer(call.name)
        seven.settle()
        assert seven.frame.failure == ""
        assert seven.frame.result.explanation.agrees, call.name
