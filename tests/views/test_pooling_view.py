"""The pooling view: the same colours on both sides, every window where it lies, every winner marked."""

import time

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from PySide6.QtCore import QPoint, Qt
from torch import nn

from explorer.views._pooled_maps import PooledMaps
from explorer.views.base import Options, Paint
from explorer.views.pooling import PoolingView
from explorer.widgets.cell_map import CellMap
from explorer.widgets.elided_label import ElidedLabel

NUMBERS = torch.tensor([[[[1.0, 2.0, 0.0, 0.0], [4.0, 3.0, 0.0, 0.0], [5.0, 0.0, 7.0, 7.0], [0.0, 0.0, 1.0, 0.0]]]])


class Function(nn.Module):
    def __init__(self, function):
        super().__init__()
        self.function = function
        self.conv = nn.Identity()

    def forward(self, x):
        return self.function(self.conv(x))


def computed(ran, job, module, x=NUMBERS, **options):
    trace = ran(module, x)
    call = next(call for call in trace if PoolingView.accepts(call))
    return PoolingView.compute(trace, call, Options(**options), job)


@pytest.fixture
def view(qtbot):
    view = PoolingView()
    qtbot.addWidget(view)
    view.resize(700, 420)
    view.show()
    return view


def maps(view):
    """The widgets before and after."""
    return view.findChildren(CellMap)


def words(view):
    return " ".join(label.whole_text() for label in view.findChildren(ElidedLabel))


def middle(shown, row, column):
    return shown.area_rect((row, row + 1, column, column + 1)).center().toPoint()


def test_both_maps_share_one_range(ran, job):
    result = computed(ran, job, nn.MaxPool2d(2), x=-NUMBERS, scale="channel")
    assert (result.scale.low[0], result.scale.high[0]) == (-7, 7)
    same = result.windows.after[1, 1] == result.windows.before[3, 3]
    assert same
    assert result.after_indices[1, 1] == result.before_indices[3, 3]


def test_non_negative_maps_start_at_zero(ran, job):
    assert computed(ran, job, nn.MaxPool2d(2)).scale.low[0] == 0


def test_kept_cells_are_counted_once_and_ties_by_their_first(ran, job):
    result = computed(ran, job, nn.MaxPool2d(2))
    assert (result.kept, result.ties) == (4, 2)
    # (2, 2) is the first largest of all four overlapping windows.
    assert computed(ran, job, nn.MaxPool2d(3, 1)).kept == 1


def test_windows_that_hold_a_cell_are_found(ran, job):
    assert computed(ran, job, nn.MaxPool2d(2)).containing(1, 2) == [(0, 1)]
    assert computed(ran, job, nn.MaxPool2d(3, 1)).containing(1, 1) == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert computed(ran, job, nn.MaxPool2d(2, 3)).containing(2, 2) == []


def test_a_dilated_window_does_not_hold_the_cells_that_it_skips(ran, job):
    result = computed(ran, job, nn.MaxPool2d(2, 1, dilation=2))
    assert result.containing(0, 1) == [(0, 1)]
    assert result.cells(0, 0).tolist() == [[1, 0], [5, 7]]


@pytest.mark.parametrize(
    ("module", "shape", "fact"),
    [
        (nn.AdaptiveAvgPool2d(3), (3, 3), "adaptive"),
        (nn.AdaptiveMaxPool2d(1), (1, 1), "the whole map"),
        (nn.MaxPool2d(3, 2, padding=1), (2, 2), "padding 1"),
        (nn.AvgPool2d(2), (2, 2), "16 cells averaged to 4"),
        (Function(lambda x: F.max_pool2d(x, 2)), (2, 2), "stride 2"),
        (Function(lambda x: x.mean((2, 3))), (1, 1), "the whole map"),
        (nn.LPPool2d(2, 2), (2, 2), "16 cells to 4"),
    ],
)
def test_every_kind_of_pooling_is_shown(view, ran, job, module, shape, fact):
    result = computed(ran, job, module)
    assert result.windows.after.shape == shape
    view.show_result(result)
    view.grab()
    assert fact in words(view)


def test_one_dimension_is_a_map_of_one_row(view, ran, job):
    result = computed(ran, job, nn.MaxPool1d(2), x=torch.tensor([[[1.0, 5.0, 2.0, 3.0]]]))
    view.show_result(result)
    view.grab()
    assert result.windows.after.tolist() == [[5, 3]]


def test_marks_are_winners_dashes_and_outlines(view, ran, job):
    view.show_result(computed(ran, job, nn.MaxPool2d(2)))
    cells = maps(view)[0]._cells
    assert sorted(cells.rings) == [(1, 0), (2, 0)]
    assert sorted(cells.dashes) == [(1.0, 3.0), (3.0, 3.0)]
    assert (0, 2, 0, 2) in list(cells.outlines)
    assert "tie, no winner (2 of 4)" in words(view)


def test_average_windows_are_shaded_and_have_no_winner(view, ran, job):
    view.show_result(computed(ran, job, nn.AvgPool2d(2)))
    cells = maps(view)[0]._cells
    assert (list(cells.rings), list(cells.dashes)) == ([], [])
    assert sorted(cells.shades) == [(0, 2, 2, 4), (2, 4, 0, 2)]


def test_cells_too_small_for_marks_have_none_and_it_is_said(view, ran, job, qtbot):
    result = computed(ran, job, nn.MaxPool2d(2), x=torch.rand(1, 1, 224, 224))
    view.show_result(result)
    view.grab()
    assert list(maps(view)[0]._cells.rings) == []
    assert "too small for marks" in words(view)


def test_pointing_at_an_output_cell_frames_its_window(view, ran, job, qtbot):
    view.show_result(computed(ran, job, nn.MaxPool2d(2)))
    before, after = maps(view)
    qtbot.mouseMove(after, middle(after, 1, 0))
    assert list(before._frames) == [(2, 4, 0, 2)]
    assert list(after._frames) == [(1, 2, 0, 1)]
    assert "largest of 4, 5" in words(view)


def test_pointing_at_an_input_cell_marks_the_windows_that_hold_it(view, ran, job, qtbot):
    view.show_result(computed(ran, job, nn.MaxPool2d(3, 1)))
    before, after = maps(view)
    qtbot.mouseMove(before, middle(before, 1, 1))
    assert list(after._links) == [(0, 1, 0, 1), (0, 1, 1, 2), (1, 2, 0, 1), (1, 2, 1, 2)]
    assert "in 4 windows" in words(view)


def test_clicks_on_both_sides_pick_the_output_cell(view, ran, job, qtbot):
    view.show_result(computed(ran, job, nn.MaxPool2d(2)))
    picked = []
    view.cell_picked.connect(lambda row, column: picked.append((row, column)))
    before, after = maps(view)
    qtbot.mouseClick(after, Qt.MouseButton.LeftButton, pos=middle(after, 0, 1))
    qtbot.mouseClick(before, Qt.MouseButton.LeftButton, pos=middle(before, 3, 0))
    qtbot.mouseClick(before, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    assert picked == [(0, 1), (1, 0)]


def test_a_click_on_a_winner_picks_the_window_that_it_wins(view, ran, job, qtbot):
    x = torch.zeros(1, 1, 3, 3)
    x[0, 0, 0, 0], x[0, 0, 1, 1] = 9, 5
    view.show_result(computed(ran, job, nn.MaxPool2d(2, 1), x=x))
    before, _ = maps(view)
    with qtbot.waitSignal(view.cell_picked) as caught:
        qtbot.mouseClick(before, Qt.MouseButton.LeftButton, pos=middle(before, 1, 1))
    assert caught.args == [0, 1]


def test_arrows_move_the_probe_and_stop_at_the_edge(view, ran, job, qtbot):
    view.show_result(computed(ran, job, nn.MaxPool2d(2)))
    view.show_paint(Paint(cell=(0, 0)))
    picked = []
    view.cell_picked.connect(lambda row, column: picked.append((row, column)))
    qtbot.keyClick(maps(view)[1], Qt.Key.Key_Right)
    qtbot.keyClick(maps(view)[1], Qt.Key.Key_Up)
    assert picked == [(0, 1), (0, 0)]


def test_a_probe_beyond_the_map_is_left_out(view, ran, job):
    view.show_result(computed(ran, job, nn.MaxPool2d(2)))
    view.show_paint(Paint(cell=(9, 9)))
    assert list(maps(view)[0]._frames) == []


def test_nan_is_painted_in_its_own_colour(view, ran, job):
    x = NUMBERS.clone()
    x[0, 0, 0, 0] = float("nan")
    view.show_result(computed(ran, job, nn.MaxPool2d(2), x=x))
    shown = maps(view)[1]
    corner = shown.area_rect((0, 1, 0, 1)).topLeft().toPoint() + QPoint(3, 3)
    assert shown.grab().toImage().pixelColor(corner).name() == "#e4007c"


def test_an_average_is_explained_by_its_sum(view, ran, job):
    view.show_paint(Paint(cell=(0, 0)))
    view.show_result(computed(ran, job, nn.AvgPool2d(2)))
    assert "10 / 4 = 2.5" in words(view)


def test_a_large_map_is_shown_within_a_frame_or_two(view, ran, job):
    result = computed(ran, job, nn.MaxPool2d(2), x=torch.rand(1, 1, 112, 112))
    view.resize(1100, 560)
    view.show_result(result)
    view.grab()
    times = []
    for _ in range(5):
        started = time.perf_counter()
        view.findChild(PooledMaps).show_pooled(result, np.zeros((256, 3), np.uint8))
        view.grab()
        times.append(time.perf_counter() - started)
    assert min(times) < 0.1
