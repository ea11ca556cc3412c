"""The Values view: the very numbers of one map, copied so that they read back the same."""

import time

import numpy as np
import pytest
import torch
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from torch import nn

from explorer.views.base import Options, Paint
from explorer.views.values import ValuesView
from explorer.widgets.number_table import NumberTable, exact, numpy_source, shown, tab_separated

MAPS = torch.tensor(
    [[[[0.5, -1.25, 3.0], [0.1, 2.0, -0.75]], [[1.0, 1.0, 1.0], [0.0, 0.0, 7.0]], [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]]]
)


def computed(ran, job, x=MAPS, module=None, **options):
    trace = ran(module or nn.Hardtanh(-100, 100), x)
    return ValuesView.compute(trace, trace.calls[0], Options(**options), job)


@pytest.fixture
def view(qtbot):
    view = ValuesView()
    qtbot.addWidget(view)
    return view


def test_the_selected_channels_numbers_come_out_unchanged(ran, job):
    result = computed(ran, job, channel=1)
    assert result.numbers.tolist() == [[1, 1, 1], [0, 0, 7]]
    assert (result.channel, result.channels) == (1, 3)


def test_statistics_are_those_of_the_map_alone(ran, job):
    result = computed(ran, job, channel=0)
    assert result.extremes == pytest.approx((-1.25, 3.0, 3.6 / 6))
    assert result.active == pytest.approx(4 / 6)


def test_a_channel_beyond_the_last_is_the_last(ran, job):
    assert computed(ran, job, channel=99).channel == 2


def test_a_vector_is_one_column_with_a_row_per_channel(ran, job):
    result = computed(ran, job, x=torch.tensor([[3.0, -4.0, 5.0]]), channel=2)
    assert result.is_vector
    assert result.numbers.tolist() == [[3], [-4], [5]]


def test_nan_and_infinity_are_counted_and_left_out_of_the_statistics(ran, job):
    x = torch.tensor([[[[1.0, float("nan")], [float("inf"), 3.0]]]])
    result = computed(ran, job, x=x, module=nn.Identity())
    assert result.invalid == 2
    assert result.extremes == (1, 3, 2)


def test_a_map_of_nothing_but_nan_has_no_statistics(ran, job):
    result = computed(ran, job, x=torch.full((1, 1, 2, 2), float("nan")), module=nn.Identity())
    assert result.extremes is None
    assert result.invalid == 4


def test_cells_have_six_digits_and_a_true_minus_sign():
    assert [shown(np.float32(v)) for v in (0.1, -1.5, 1 / 3)] == ["0.1", "−1.5", "0.333333"]
    assert [shown(np.float32(v)) for v in ("nan", "inf", "-inf")] == ["NaN", "∞", "−∞"]
    assert exact(np.float32(1 / 3)) == "0.33333334"


def test_copied_text_reads_back_as_the_same_float32():
    numbers = np.random.default_rng(0).normal(size=(5, 4)).astype(np.float32)
    read = np.array([line.split("\t") for line in tab_separated(numbers).split("\n")], np.float32)
    assert np.array_equal(read, numbers)


def test_numpy_source_makes_the_same_array():
    numbers = np.array([[1.5, np.nan], [-np.inf, 1e-30]], np.float32)
    made = eval(numpy_source(numbers), {"np": np})
    assert made.dtype == np.float32
    assert np.array_equal(made, numbers, equal_nan=True)


def test_copying_takes_everything_until_cells_are_selected(qtbot):
    table = NumberTable()
    qtbot.addWidget(table)
    table.show_numbers(np.arange(6, dtype=np.float32).reshape(2, 3), None)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "0.0\t1.0\t2.0\n3.0\t4.0\t5.0"
    table.setCurrentIndex(table.model().index(1, 1))
    qtbot.keyClick(table, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "4.0\t5.0"


def test_walking_the_table_picks_cells_and_being_told_a_cell_does_not(view, ran, job, qtbot):
    view.show_result(computed(ran, job))
    picked = []
    view.cell_picked.connect(lambda row, column: picked.append((row, column)))
    view.show_paint(Paint(cell=(1, 1)))
    assert picked == []
    table = view.findChild(NumberTable)
    assert (table.currentIndex().row(), table.currentIndex().column()) == (1, 1)
    qtbot.keyClick(table, Qt.Key.Key_Right)
    assert picked == [(1, 2)]


def test_rows_of_a_vector_are_channels(view, ran, job, qtbot):
    view.show_result(computed(ran, job, x=torch.tensor([[3.0, -4.0, 5.0]]), channel=0))
    with qtbot.waitSignal(view.channel_picked) as caught:
        qtbot.keyClick(view.findChild(NumberTable), Qt.Key.Key_Down)
    assert caught.args == [1]


def test_a_cell_outside_the_map_is_ignored(view, ran, job):
    view.show_result(computed(ran, job))
    view.show_paint(Paint(cell=(40, 40)))
    assert not view.findChild(NumberTable).currentIndex().isValid()


def test_the_current_cell_stays_when_the_numbers_change(view, ran, job):
    view.show_paint(Paint(cell=(1, 2)))
    view.show_result(computed(ran, job))
    view.show_result(computed(ran, job, x=MAPS * 2))
    index = view.findChild(NumberTable).currentIndex()
    assert (index.row(), index.column(), index.data()) == (1, 2, "−1.5")


def test_a_large_map_is_shown_at_once(view, ran, job):
    result = computed(ran, job, x=torch.rand(1, 2, 224, 224))
    view.resize(900, 600)
    view.show()
    started = time.thread_time()
    view.show_result(result)
    view.grab()
    assert time.thread_time() - started < 0.5
    assert view.findChild(NumberTable).model().rowCount() == 224
