"""The tree of layers: quick for thousands of calls, never wider than its dock, and the same selection as the strip."""

import gc
import weakref
from itertools import pairwise

import pytest
import torch
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit, QTreeView
from torch import nn

from explorer.core.capture import capture
from explorer.gui.layer_model import LAYER, OUTPUT, PARAMETERS, TYPE, LayerModel
from explorer.gui.layer_tree import LayerTree
from explorer.widgets import theme


class Stem(nn.Module):
    def __init__(self):
        super().__init__()
        self.a_convolution_with_a_long_name = nn.Conv2d(1, 8, 3, padding=1)
        self.norm = nn.BatchNorm2d(8)

    def forward(self, x):
        return torch.relu(self.norm(self.a_convolution_with_a_long_name(x))) + 1


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(Stem())
        self.relu = nn.ReLU()
        self.head = nn.Linear(8 * 256, 1000)

    def forward(self, x):
        return self.head(self.relu(self.stem(x)).flatten(1))


NAMES = [
    "stem.0.a_convolution_with_a_long_name",
    "stem.0.norm",
    "stem.0.relu",
    "stem.0.add",
    "relu",
    "flatten",
    "head",
]


@pytest.fixture
def trace():
    return capture(Net().eval(), torch.rand(1, 1, 16, 16))


@pytest.fixture
def shown(qapp, qtbot, trace):
    """A tree in a dock of the usual width, and its view."""
    theme.apply(qapp, "light")
    tree = LayerTree()
    qtbot.addWidget(tree)
    tree.resize(304, 500)
    tree.show()
    tree.show_trace(trace)
    return tree, tree.findChild(QTreeView)


def rows(model, parent=QModelIndex()):  # noqa: B008
    """(label, rows below) of all rows, in order."""
    indexes = [model.index(row, LAYER, parent) for row in range(model.rowCount(parent))]
    return [(index.data(), rows(model, index)) for index in indexes]


def cells(model, name):
    index = model.index_of(name)
    return [index.siblingAtColumn(column).data() for column in (LAYER, TYPE, OUTPUT, PARAMETERS)]


def test_calls_lie_in_the_modules_that_they_run_in(shown):
    _, view = shown
    inner = [("a_convolution_with_a_long_name", []), ("norm", []), ("relu", []), ("add", [])]
    assert rows(view.model()) == [("stem", [("0", inner)]), ("relu", []), ("flatten", []), ("head", [])]
    assert [view.model().name_at(view.model().index_of(name)) for name in NAMES] == NAMES


def test_a_row_says_type_shape_and_parameters(shown):
    _, view = shown
    assert cells(view.model(), NAMES[0]) == ["a_convolution_with_a_long_name", "Conv2d", "8 · 16²", "80"]
    assert cells(view.model(), "head") == ["head", "Linear", "1000", "2.05 M"]
    assert cells(view.model(), "relu")[PARAMETERS] == ""
    tip = view.model().index_of("head").data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "head\nLinear  1000\n2,049,000 parameters"
    stem = view.model().index(0, LAYER)
    assert stem.data(Qt.ItemDataRole.ToolTipRole) == "4 calls"


@pytest.mark.parametrize("wanted", ["", "norm", "conv2d", "stem", "nothing like it"])
def test_the_model_keeps_qts_rules(qapp, trace, wanted):
    model = LayerModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_calls(trace)
    model.show_only(wanted)
    rows(model)
    model.show_calls(None)


@pytest.mark.parametrize("width", [224, 304, 420, 700])
def test_the_columns_fill_the_dock_and_never_more(shown, qtbot, width):
    tree, view = shown
    tree.resize(width, 500)
    widths = [view.columnWidth(column) for column in range(4)]
    assert sum(widths) == view.viewport().width()
    qtbot.waitUntil(lambda: view.horizontalScrollBar().maximum() == 0)
    assert widths[LAYER] > 60
    # A shape is there as a whole or not at all.
    asked = [view.sizeHintForIndex(view.model().index_of(name).siblingAtColumn(OUTPUT)).width() for name in NAMES]
    assert widths[OUTPUT] == 0 or widths[OUTPUT] >= max(asked)
    if width >= 420:
        assert min(widths) > 0


def test_parameters_give_way_first_and_shapes_last(shown):
    tree, view = shown
    there = []
    for width in range(460, 180, -20):
        tree.resize(width, 500)
        there.append(frozenset(column for column in (TYPE, OUTPUT, PARAMETERS) if view.columnWidth(column)))
    assert there[0] == {TYPE, OUTPUT, PARAMETERS}
    assert there[-1] == {OUTPUT}
    assert all(narrower <= wider for wider, narrower in pairwise(there))
    assert {TYPE, OUTPUT} in there


def test_a_click_picks_a_call_and_a_module_picks_nothing(shown, qtbot):
    tree, view = shown
    with qtbot.waitSignal(tree.layer_picked) as caught:
        QTest.mouseClick(
            view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.model().index_of("relu")).center()
        )
    assert caught.args == ["relu"]
    with qtbot.assertNotEmitted(tree.layer_picked):
        stem = view.visualRect(view.model().index(0, LAYER))
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=stem.center() + QPoint(20, 0))


def test_a_selection_from_elsewhere_is_shown_and_not_told_again(shown, qtbot):
    tree, view = shown
    view.collapseAll()
    with qtbot.assertNotEmitted(tree.layer_picked):
        tree.set_selected("stem.0.norm")
    assert view.currentIndex().data() == "norm"
    assert view.isExpanded(view.currentIndex().parent())


def test_a_filter_leaves_what_matches_and_the_way_to_it(shown):
    tree, view = shown
    field = tree.findChild(QLineEdit)
    tree.set_selected("head")
    field.setText("Norm")
    assert rows(view.model()) == [("stem", [("0", [("norm", [])])])]
    assert view.isExpanded(view.model().index_of("stem.0.norm").parent())
    assert not view.model().index_of("head").isValid()
    field.setText("linear")  # a type
    assert rows(view.model()) == [("head", [])]
    field.setText("stem")  # a module: with all that is in it
    assert len(rows(view.model())[0][1][0][1]) == 4
    field.setText("")
    assert [label for label, _ in rows(view.model())] == ["stem", "relu", "flatten", "head"]
    assert view.currentIndex().data() == "head"


def test_a_filter_stays_when_another_network_comes(shown):
    tree, view = shown
    tree.findChild(QLineEdit).setText("relu")
    tree.forget()
    assert rows(view.model()) == []
    tree.show_trace(capture(nn.Sequential(nn.ReLU(), nn.Sigmoid()).eval(), torch.rand(1, 3)))
    assert view.model().rowCount() == 1


def test_no_more_rows_come_to_light_than_one_looks_through(shown):
    tree, view = shown
    blocks = [nn.Sequential(*[nn.Sequential(nn.ReLU(), nn.Sigmoid()) for _ in range(2)]) for _ in range(30)]
    tree.show_trace(capture(nn.Sequential(*blocks).eval(), torch.rand(1, 3)))
    first = view.model().index(0, LAYER)
    assert view.model().rowCount() == 30
    assert view.isExpanded(first)  # 60 more
    assert not view.isExpanded(view.model().index(0, LAYER, first))  # 120 more


def test_the_values_of_an_old_picture_are_not_kept(shown, trace):
    tree, _ = shown
    net = nn.Sequential(nn.Conv2d(1, 1, 1), nn.ReLU()).eval()
    alive = capture(net, torch.rand(1, 1, 4, 4))
    tree.show_trace(alive)
    output = weakref.ref(alive["0"].output)
    del alive
    gc.collect()
    assert output() is None
