"""The filters view: the right weight at every place, and nothing made twice while one draws."""

import gc
import weakref

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from PySide6.QtCore import Qt
from torch import nn

from explorer.core import filters
from explorer.errors import Cancelled
from explorer.views import _filter_pictures
from explorer.views.base import Options, Paint
from explorer.views.filters import FilterOptions, FiltersView
from explorer.widgets.channel_box import ChannelBox
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.labelled_mosaic import FilterMosaic
from explorer.widgets.segmented import SegmentedControl


@pytest.fixture(autouse=True)
def seeded():
    torch.manual_seed(0)
    yield
    _filter_pictures._kept.clear()


@pytest.fixture
def view(qtbot):
    view = FiltersView()
    qtbot.addWidget(view)
    view.resize(800, 420)
    view.show()
    return view


def picture(trace, job, number=0, conv="auto", linear="auto", **options):
    call = trace.calls[number]
    assert FiltersView.accepts(call)
    return FiltersView.compute(trace, call, Options(own=FilterOptions(conv, linear), **options), job)


def words(view):
    return " ".join(label.whole_text() for label in view.findChildren(ElidedLabel))


def agrees(result, weight):
    """Whether the value under every cell of every tile is the weight that it is said to be."""
    for tile, row, column in np.ndindex(*result.values.shape):
        index = result.index_at(tile, row, column)
        assert result.values[tile, row, column] == weight[index]


def test_a_colour_layer_is_shown_in_colours(ran, job):
    trace = ran(nn.Conv2d(3, 4, 5), torch.rand(1, 3, 8, 8))
    result = picture(trace, job)
    assert result.mode == "rgb"
    assert result.colours.shape == (4, 5, 5, 3)
    weight = trace.calls[0].parameters["weight"]
    assert result.limit == pytest.approx(float(weight.detach().abs().max()))


@pytest.mark.parametrize("mode", ["pairs", "selected"])
def test_every_pair_and_every_slice_is_the_weight_it_says(ran, job, mode):
    conv = nn.Conv2d(3, 4, 2)
    result = picture(ran(conv, torch.rand(1, 3, 8, 8)), job, conv=mode, channel=2)
    assert result.mode == mode
    assert len(result.values) == {"pairs": 12, "selected": 3}[mode]
    agrees(result, conv.weight.detach().numpy())


def test_pairs_are_rows_of_outputs(ran, job):
    result = picture(ran(nn.Conv2d(4, 5, 3), torch.rand(1, 4, 8, 8)), job)
    assert (result.mode, result.columns) == ("pairs", 4)
    assert [result.output_of(tile, 0) for tile in (0, 3, 4, 19)] == [0, 0, 1, 4]


def test_wide_layers_show_the_selected_filter_first(ran, job):
    result = picture(ran(nn.Conv2d(64, 32, 3), torch.rand(1, 64, 4, 4)), job, channel=99)
    assert (result.mode, result.channel, len(result.values)) == ("selected", 31, 64)


def test_layers_too_wide_for_pairs_say_so(view, ran, job):
    result = picture(ran(nn.Conv2d(1024, 1024, 3), torch.rand(1, 1024, 3, 3)), job, conv="pairs")
    assert result.mode == "selected"
    assert "pairs" not in result.weights.modes


def test_depthwise_filters_are_one_tile_each(ran, job):
    conv = nn.Conv2d(4, 8, 3, groups=4)
    result = picture(ran(conv, torch.rand(1, 4, 8, 8)), job)
    assert (result.mode, len(result.values)) == ("filters", 8)
    agrees(result, conv.weight.detach().numpy())


def test_grouped_slices_name_the_inputs_of_their_own_group(view, ran, job):
    result = picture(ran(nn.Conv2d(8, 4, 3, groups=2), torch.rand(1, 8, 8, 8)), job, conv="selected", channel=3)
    view.show_result(result)
    assert view._labels(result) == ["4", "5", "6", "7"]
    assert "2 groups" in words(view)


def test_one_by_one_kernels_are_a_matrix(ran, job):
    conv = nn.Conv2d(5, 7, 1)
    result = picture(ran(conv, torch.rand(1, 5, 4, 4)), job)
    assert result.values.shape == (1, 7, 5)
    agrees(result, conv.weight.detach().numpy())


def test_transposed_kernels_are_shown_by_output(ran, job):
    conv = nn.ConvTranspose2d(2, 3, 4)
    result = picture(ran(conv, torch.rand(1, 2, 4, 4)), job)
    assert np.array_equal(result.values[1 * 2 + 0], conv.weight[0, 1].detach().numpy())
    assert "Transposed" in result.weights.note


def test_one_dimensional_kernels_are_one_row(ran, job):
    result = picture(ran(nn.Conv1d(2, 3, 5), torch.rand(1, 2, 9)), job)
    assert result.values.shape == (6, 1, 5)


def test_a_functional_convolution_is_shown(ran, job):
    class Functional(nn.Module):
        def __init__(self):
            super().__init__()
            self.weight = nn.Parameter(torch.rand(2, 1, 3, 3))

        def forward(self, x):
            return F.conv2d(x, self.weight)

    trace = ran(Functional(), torch.rand(1, 1, 8, 8))
    number = next(i for i, call in enumerate(trace) if FiltersView.accepts(call))
    assert picture(trace, job, number=number).mode == "filters"


def test_linear_weights_fold_back_to_maps(ran, job):
    net = nn.Sequential(nn.Conv2d(1, 2, 1), nn.Flatten(), nn.Linear(2 * 3 * 4, 5))
    trace = ran(net, torch.rand(1, 1, 3, 4))
    result = picture(trace, job, number=2, channel=4)
    assert (result.mode, result.values.shape) == ("folded", (2, 3, 4))
    agrees(result, net[2].weight.detach().numpy())
    matrix = picture(trace, job, number=2, linear="matrix")
    assert matrix.values.shape == (1, 5, 24)
    agrees(matrix, net[2].weight.detach().numpy())


def test_a_large_matrix_shows_the_weight_farthest_from_zero_of_each_block(ran, job, monkeypatch):
    monkeypatch.setattr(_filter_pictures, "MATRIX_SIDE", 3)
    layer = nn.Linear(7, 5)
    result = picture(ran(layer, torch.rand(1, 7)), job)
    assert (result.per_cell, result.values.shape) == ((2, 3), (1, 3, 3))
    weight = layer.weight.detach().numpy()
    block = weight[2:4, 3:6]
    assert result.values[0, 1, 1] == block.flat[np.abs(block).argmax()]
    agrees(result, weight)
    assert result.output_of(0, 2) == 4


def test_zero_is_the_middle_and_one_scale_holds_for_the_layer(ran, job):
    conv = nn.Conv2d(1, 2, 3)
    with torch.no_grad():
        conv.weight.zero_()
        conv.weight[1, 0, 0, 0], conv.weight[1, 0, 2, 2] = 2.0, -2.0
    result = picture(ran(conv, torch.rand(1, 1, 5, 5)), job)
    assert result.limit == 2
    assert result.colours[1, 0, 0] == 253
    assert result.colours[1, 2, 2] == 0
    assert set(result.colours[0].flat) == {127}


def test_the_same_weights_are_the_very_same_picture(ran, job):
    conv = nn.Conv2d(4, 5, 3)
    first = picture(ran(conv, torch.rand(1, 4, 8, 8)), job)
    assert picture(ran(conv, torch.rand(1, 4, 8, 8)), job, channel=3) is first
    other = picture(ran(conv, torch.rand(1, 4, 8, 8)), job, conv="selected", channel=3)
    assert other is not first


def test_weights_written_to_are_a_new_picture(ran, job):
    conv = nn.Conv2d(4, 5, 3)
    first = picture(ran(conv, torch.rand(1, 4, 8, 8)), job)
    with torch.no_grad():
        conv.weight[0, 0, 0, 0] = 9
    second = picture(ran(conv, torch.rand(1, 4, 8, 8)), job)
    assert second.values[0, 0, 0] == 9
    assert first.values[0, 0, 0] != 9


def test_another_layer_with_the_same_weights_is_a_picture_of_its_own(ran, job):
    net = nn.Sequential(nn.Conv2d(4, 4, 3), nn.Conv2d(4, 4, 3))
    net[1].weight = net[0].weight
    trace = ran(net, torch.rand(1, 4, 8, 8))
    assert picture(trace, job, number=0) is not picture(trace, job, number=1)


def test_nothing_is_kept_of_a_network_that_is_gone(ran, job):
    conv = nn.Conv2d(4, 5, 3)
    picture(ran(conv, torch.rand(1, 4, 8, 8)), job)
    alive = weakref.ref(conv.weight)
    del conv
    gc.collect()
    assert alive() is None
    assert _filter_pictures._kept == []


def test_the_tooltip_has_the_exact_weight(view, ran, job):
    conv = nn.Conv2d(4, 5, 3)
    view.show_result(picture(ran(conv, torch.rand(1, 4, 8, 8)), job))
    text = view._text_at(1 * 4 + 2, 0, 1)
    value = str(np.float32(conv.weight[1, 2, 0, 1].item())).replace("-", "−")
    assert text.startswith(f"w[1, 2, 0, 1] = {value}")


def test_a_click_on_a_tile_picks_its_filter(view, ran, job, qtbot):
    view.show_result(picture(ran(nn.Conv2d(4, 5, 3), torch.rand(1, 4, 8, 8)), job))
    mosaic = view.findChild(FilterMosaic)
    point = mosaic.place_of(2 * 4 + 1, 1, 1).toPoint()
    with qtbot.waitSignal(view.channel_picked) as caught:
        qtbot.mouseClick(mosaic._canvas.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert caught.args == [2]


def test_a_click_on_a_row_of_a_matrix_picks_its_unit(view, ran, job, qtbot):
    view.show_result(picture(ran(nn.Linear(12, 6), torch.rand(1, 12)), job))
    mosaic = view.findChild(FilterMosaic)
    with qtbot.waitSignal(view.channel_picked) as caught:
        qtbot.mouseClick(mosaic._canvas.viewport(), Qt.MouseButton.LeftButton, pos=mosaic.place_of(0, 4, 3).toPoint())
    assert caught.args == [4]


def test_input_slices_are_no_filters_to_pick(view, ran, job):
    picked = []
    view.channel_picked.connect(picked.append)
    view.show_result(picture(ran(nn.Conv2d(4, 5, 3), torch.rand(1, 4, 8, 8)), job, conv="selected"))
    view._mosaic.mosaic.picked.emit(2, 0, 0)
    assert picked == []


def test_choosing_another_mode_asks_for_a_new_computation(view, ran, job, qtbot):
    trace = ran(nn.Conv2d(4, 5, 3), torch.rand(1, 4, 8, 8))
    view.show_result(picture(trace, job))
    control = next(c for c in view.findChildren(SegmentedControl) if c.isVisible())
    assert control.current() == "pairs"
    with qtbot.waitSignal(view.options_changed):
        qtbot.keyClick(control, Qt.Key.Key_Right)
    result = FiltersView.compute(trace, trace.calls[0], Options(own=view.options()), job)
    assert result.mode == "selected"


def test_the_bias_of_the_selected_filter_is_told(view, ran, job):
    conv = nn.Conv2d(4, 5, 3)
    with torch.no_grad():
        conv.bias[2] = -0.25
    view.show_result(picture(ran(conv, torch.rand(1, 4, 8, 8)), job))
    view.show_paint(Paint(channel=2))
    assert "bias of 2: −0.25" in words(view)
    assert view.findChild(ChannelBox).value() == 2


def test_nan_weights_are_marked(view, ran, job):
    conv = nn.Conv2d(1, 2, 3)
    with torch.no_grad():
        conv.weight[1, 0, 1, 1] = float("nan")
    result = picture(ran(conv, torch.rand(1, 1, 5, 5)), job)
    assert result.broken.tolist() == [False, True]
    assert result.colours[1, 1, 1] == 255
    view.show_result(result)
    view.grab()


def test_rulers_number_the_rows_and_columns_of_a_matrix(view, ran, job):
    view.show_result(picture(ran(nn.Conv2d(4, 5, 3), torch.rand(1, 4, 8, 8)), job))
    view.grab()
    assert sorted(set(view._mosaic._rows.labelled())) == [0, 1, 2, 3, 4]
    assert view._mosaic._columns.labelled() == [0, 1, 2, 3]


def test_a_layer_without_weights_is_not_accepted(ran):
    trace = ran(nn.Sequential(nn.ReLU(), nn.MaxPool2d(2), nn.BatchNorm2d(3)), torch.rand(1, 3, 8, 8))
    assert not any(FiltersView.accepts(call) for call in trace)


def test_weights_that_would_be_dear_to_copy_are_shown_from_the_layers_own_memory(ran, job, monkeypatch):
    monkeypatch.setattr(_filter_pictures, "_MOST_COPIED", 20)
    monkeypatch.setattr(filters, "_PIECE", 7)
    layer = nn.Linear(6, 5)
    result = picture(ran(layer, torch.rand(1, 6)), job)
    weight = layer.weight.detach().numpy()
    assert np.shares_memory(result.weights.array, weight)
    assert result.clipped == pytest.approx(np.mean(np.abs(weight) > result.limit))
    agrees(result, weight)


@pytest.mark.parametrize("mode", ["folded", "matrix"])
def test_measuring_a_large_layer_can_be_given_up(ran, job, monkeypatch, mode):
    monkeypatch.setattr(_filter_pictures, "MATRIX_SIDE", 3)
    monkeypatch.setattr(filters, "_PIECE", 7)
    net = nn.Sequential(nn.Flatten(), nn.Linear(12, 5))
    trace = ran(net, torch.rand(1, 3, 2, 2))
    picture(trace, job, number=1, linear=mode)
    _filter_pictures._kept.clear()
    checks = []

    def check():
        checks.append(1)
        if len(checks) == 4:
            raise Cancelled("enough")

    monkeypatch.setattr(job, "check", check)
    with pytest.raises(Cancelled):
        picture(trace, job, number=1, linear=mode)
    assert _filter_pictures._kept == []
