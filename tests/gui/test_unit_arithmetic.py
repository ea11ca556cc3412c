"""The unit panel's section on the picked cell: its sum, by hand, and only where a cell is picked."""

import pytest
import torch
from torch import nn

from explorer.core.capture import capture
from explorer.gui.unit_arithmetic import UnitArithmetic
from explorer.gui.unit_facts import unit_of
from explorer.views.base import Options
from explorer.widgets.channel_box import ChannelBox
from explorer.widgets.product_grids import ProductGrids
from explorer.widgets.sum_line import SumLine
from explorer.widgets.waterfall import Waterfall

NINE = torch.arange(1.0, 10).reshape(1, 1, 3, 3)


@pytest.fixture
def trace():
    layers = nn.Sequential(nn.Conv2d(1, 2, 1, bias=False), nn.Conv2d(2, 1, 1), nn.ReLU())
    layers[0].weight.data = torch.tensor([1.0, -2]).reshape(2, 1, 1, 1)
    layers[1].weight.data = torch.tensor([1.0, 10]).reshape(1, 2, 1, 1)
    layers[1].bias.data = torch.tensor([0.5])
    return capture(layers, NINE)


@pytest.fixture
def section(qtbot):
    section = UnitArithmetic()
    qtbot.addWidget(section)
    section.resize(296, 300)
    return section


def show(section, trace, name, cell):
    unit = unit_of(trace, trace[name], Options(cell=cell))
    section.show_explanation(unit.explanation, unit.cell)
    return unit.explanation


def test_nothing_is_explained_unless_a_cell_is_picked(section, trace):
    assert show(section, trace, "1", None) is None
    assert section.isHidden()
    show(section, trace, "1", (1, 1))
    assert not section.isHidden()
    show(section, trace, "1", None)
    assert section.isHidden()


def test_a_convolution_by_hand(section, trace):
    e = show(section, trace, "1", (0, 2))
    # The input is 3: 3 and −6 are the maps, 3·1 − 6·10 + 0.5.
    assert e.channel_sums.tolist() == [3, -60]
    line = section.findChild(SumLine)
    assert line.text() == "Σ −57.0  + b 0.500  = −56.5  network −56.5"
    assert line.agrees
    box = section.findChild(ChannelBox)
    assert box.value() == 1
    box.setValue(0)
    assert section.chosen == 0


def test_a_function_has_neither_kernel_nor_steps(section, trace):
    show(section, trace, "2", (0, 2))
    assert section.findChild(ProductGrids).isHidden()
    assert section.findChild(Waterfall).isHidden()
    assert section.findChild(SumLine).text() == "= 0  network 0"


def test_a_cell_outside_the_map_has_no_explanation(section, trace):
    assert show(section, trace, "1", (7, 7)) is None
