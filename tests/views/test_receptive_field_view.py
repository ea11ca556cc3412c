"""The receptive field view: the picked cell's field, what the pointer asks for, and the table of all layers."""

import dataclasses

import numpy as np
import pytest
import torch
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from torch import nn

from explorer.views._field_result import FieldOptions
from explorer.views._field_table import FieldTable
from explorer.views.base import Options, Subject
from explorer.views.receptive_field import ReceptiveFieldView
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.field_pane import FieldPane
from explorer.widgets.switch import Switch


@dataclasses.dataclass
class Holder:
    """All that the view needs of a model."""

    module: nn.Module


@pytest.fixture
def net():
    torch.manual_seed(0)
    return nn.Sequential(
        nn.Conv2d(1, 2, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(2, 3, 3), nn.Flatten(), nn.Linear(27, 4)
    )


@pytest.fixture
def shown(net, ran, job, qtbot):
    """Shows a call of the network in a view of usual size."""
    trace = ran(net, torch.rand(1, 1, 12, 12))
    view = ReceptiveFieldView()
    qtbot.addWidget(view)
    view.resize(800, 420)
    view.show()

    def show(name, **options):
        subject = Subject(Holder(net), trace.inputs["input"])
        view.show_result(view.compute(trace, trace[name], Options(subject=subject, **options), job))
        return view

    return show


def words(view):
    return " ".join(label.whole_text() for label in view.findChildren(ElidedLabel))


def panes(view):
    return view.findChildren(FieldPane)


def at(pane, row, column):
    return pane.rect_of((row, row + 1, column, column + 1)).center().toPoint()


def test_the_picked_cells_field_is_told(shown):
    view = shown("3", cell=(1, 2))
    assert "Cell (1, 2) sees 8 × 8: rows 2–9, columns 4–11" in words(view)
    shaded, area = panes(view)[0]._cells, panes(view)[0]._area
    assert area == (2, 10, 4, 12)
    assert shaded.sum() == 64


def test_without_a_cell_it_is_the_middle_one(shown):
    assert "Middle cell (1, 1) sees 8 × 8" in words(shown("3"))


def test_a_cell_beyond_the_map_is_no_cell(shown):
    assert "Middle cell (1, 1)" in words(shown("3", cell=(9, 9)))


def test_a_vector_sees_the_whole_input(shown):
    assert "sees the whole input" in words(shown("5", channel=2))


def test_pointing_at_a_cell_shows_its_field(shown):
    view = shown("3", cell=(1, 2))
    input_pane, map_pane = panes(view)
    QTest.mouseMove(map_pane, at(map_pane, 0, 0))
    assert input_pane._area == (0, 8, 0, 8)
    assert "(0, 0) sees 8 × 8: rows 0–7, columns 0–7" in words(view)
    QTest.mouseMove(map_pane, QPoint(1, 1))
    assert input_pane._area == (2, 10, 4, 12)


def test_pointing_at_the_input_shows_what_it_reaches(shown):
    view = shown("3", cell=(1, 2))
    input_pane, map_pane = panes(view)
    QTest.mouseMove(input_pane, at(input_pane, 0, 0))
    assert np.argwhere(map_pane._cells).tolist() == [[0, 0]]
    assert "Input (0, 0) reaches 1 of 9 cells" in words(view)
    QTest.mouseMove(input_pane, at(input_pane, 6, 6))
    assert map_pane._cells.all()


def test_a_click_picks_the_cell(shown, qtbot):
    view = shown("3")
    with qtbot.waitSignal(view.cell_picked) as picked:
        QTest.mouseClick(panes(view)[1], Qt.MouseButton.LeftButton, pos=at(panes(view)[1], 2, 0))
    assert picked.args == [2, 0]


def test_arrows_walk_the_cells(shown, qtbot):
    view = shown("3", cell=(1, 2))
    with qtbot.waitSignal(view.cell_picked) as picked:
        QTest.keyClick(panes(view)[1], Qt.Key.Key_Down)
    assert picked.args == [2, 2]
    with qtbot.waitSignal(view.cell_picked) as picked:
        QTest.keyClick(panes(view)[1], Qt.Key.Key_Right)
    assert picked.args == [1, 2]


def test_the_effective_field_comes_on_request(shown, qtbot):
    view = shown("3", cell=(1, 2))
    assert view.options() == FieldOptions(False)
    assert not view._bar.isVisible()
    with qtbot.waitSignal(view.options_changed):
        view.findChild(Switch).click()
    assert view.options() == FieldOptions(True)
    shown("3", cell=(1, 2), own=FieldOptions(True))
    assert view._bar.isVisible()
    assert "effective about" in words(view)


def test_why_there_is_no_effective_field_is_told(ran, job, qtbot):
    class Frozen(nn.Module):
        def forward(self, x):
            with torch.no_grad():
                return torch.relu(x)

    module = Frozen()
    trace = ran(module, torch.rand(1, 1, 4, 4))
    view = ReceptiveFieldView()
    qtbot.addWidget(view)
    options = Options(own=FieldOptions(True), subject=Subject(Holder(module), trace.inputs["input"]))
    view.show_result(view.compute(trace, trace["Frozen"], options, job))
    assert "turns gradients off" in words(view)


def test_the_table_has_every_layer(shown, qtbot):
    table = shown("3", cell=(1, 2)).findChild(FieldTable)
    rows = [[table.model().index(row, column).data() for column in range(5)] for row in range(6)]
    assert rows[0] == ["0", "3 × 3", "1", "1", "6 × 6"]
    assert rows[2] == ["2", "4 × 4", "2", "1.5", "3 × 3"]
    assert rows[3] == ["3", "8 × 8", "2", "3.5", "1 × 1"]
    assert rows[4][:2] == ["4", "–"]
    assert rows[5] == ["5", "whole input", "", "", ""]
    with qtbot.waitSignal(table.picked) as picked:
        table.setCurrentIndex(table.model().index(2, 0))
    assert picked.args == ["2"]
