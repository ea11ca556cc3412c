"""The pooling view: the same colours on both sides, every window where it lies, every winner marked."""

import time

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
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
    assert cells.rings.tolist() == [[1, 0], [2, 0]]
    assert cells.dashes.tolist() == [[1.0, 3.0], [3.0, 3.0]]
    assert [0, 2, 0, 2] in cells.outlines.tolist()
    assert "tie, no winner (2 of 4)" in words(view)


def test_average_windows_are_shaded_and_have_no_winner(view, ran, job):
    view.show_result(computed(ran, job, nn.AvgPool2d(2)))
    cells = maps(view)[0]._cells
    assert (len(cells.rings), len(cells.dashes)) == (0, 0)
    assert cells.shades.tolist() == [[0, 2, 2, 4], [2, 4, 0, 2]]


def wheel(shown, point, turns):
    """Ctrl and the wheel at a point of a widget."""
    place, no_buttons = QPointF(point), Qt.MouseButton.NoButton
    QApplication.sendEvent(
        shown,
        QWheelEvent(
            place, shown.mapToGlobal(place), QPoint(), QPoint(0, 120 * turns), no_buttons,
            Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
        ),
    )  # fmt: skip


@pytest.fixture
def large(view, ran, job):
    """A map too large for marks."""
    view.show_result(computed(ran, job, nn.MaxPool2d(2), x=torch.rand(1, 1, 224, 224)))
    view.grab()
    return view


def test_cells_too_small_for_marks_have_none_and_it_is_said(large):
    with_rings = maps(large)[0].grab().toImage()
    large._rings.click()
    assert maps(large)[0].grab().toImage() == with_rings
    large._rings.click()
    assert "too small for marks" in words(large)


def test_an_enlarged_part_has_its_marks(large):
    before, _ = maps(large)
    point = middle(before, 30, 40)
    cell = before.view.cell_at(QPointF(point))
    wheel(before, point, 16)
    assert before.cell_size > 10
    assert before.view.cell_at(QPointF(point)) == cell
    with_rings = before.grab().toImage()
    assert "winning cell" in words(large)
    large._rings.click()
    assert before.grab().toImage() != with_rings


def test_both_maps_show_the_same_part_of_themselves(large):
    before, after = maps(large)
    wheel(after, middle(after, 20, 70), 12)
    assert before.cell_size > 4
    assert after.cell_size == pytest.approx(2 * before.cell_size, rel=0.3)
    middles = [shown.view.cell_at(QPointF(shown.rect().center())) for shown in (before, after)]
    assert middles[0][0] // 2 == pytest.approx(middles[1][0], abs=1)
    assert middles[0][1] // 2 == pytest.approx(middles[1][1], abs=1)


def test_every_cell_in_sight_has_its_colour_however_much_it_is_enlarged(large):
    before, _ = maps(large)
    large._rings.click()
    before.zoom_by(5)
    image, cells, colours = before.grab().toImage(), before._cells, before._colours
    top, bottom, left, right = before.view.in_sight()
    assert 0 < top < bottom < 224
    for row, column in [(top + 1, left + 1), (top + 5, right - 2), (bottom - 2, left + 3)]:
        red, green, blue, _ = image.pixelColor(middle(before, row, column)).getRgb()
        assert [red, green, blue] == colours[cells.indices[row, column]].tolist()


def test_an_enlarged_map_is_dragged_and_a_click_still_picks(large, qtbot):
    _, after = maps(large)
    picked = []
    large.cell_picked.connect(lambda row, column: picked.append((row, column)))
    after.zoom_by(4)
    origin, start = after.view.origin, after.rect().center()
    qtbot.mousePress(after, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 5):
        qtbot.mouseMove(after, start + QPoint(-10 * step, 5 * step))
    qtbot.mouseRelease(after, Qt.MouseButton.LeftButton, pos=start + QPoint(-40, 20))
    assert (after.view.origin - origin).toPoint() == QPoint(-40, 20)
    assert picked == []
    cell = after.view.cell_at(QPointF(start))
    qtbot.mouseClick(after, Qt.MouseButton.LeftButton, pos=start)
    assert picked == [cell]


def test_keys_enlarge_and_the_probe_stays_in_sight(large, qtbot):
    _, after = maps(large)
    whole = after.cell_size
    for _ in range(12):
        qtbot.keyClick(after, Qt.Key.Key_Plus)
    assert after.cell_size > 4 * whole
    large.show_paint(Paint(cell=(0, 0)))
    qtbot.keyClick(after, Qt.Key.Key_Down)
    top, _, left, _ = after.view.in_sight()
    assert (top, left) == (0, 0)
    qtbot.keyClick(after, Qt.Key.Key_0)
    assert after.cell_size == whole


def test_another_map_is_shown_as_a_whole(large, ran, job):
    before, after = maps(large)
    before.zoom_by(5)
    large.show_result(computed(ran, job, nn.MaxPool2d(4), x=torch.rand(1, 1, 224, 224)))
    assert (before.view.zoom, after.view.zoom) == (1, 1)


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
        started = time.thread_time()
        view.findChild(PooledMaps).show_pooled(result, np.zeros((256, 3), np.uint8))
        view.grab()
        times.append(time.thread_time() - started)
    assert min(times) < 0.1
