"""Three ways of pooling the same windows, worked out by hand on a 4 x 4 map."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import nn

from explorer.core.capture import capture
from explorer.core.pooling import pooling_windows
from explorer.core.pooling_comparison import OPERATIONS, instead, kept, own_operation, pooled_by, window_sum

# The windows' largest are 4, 8, 5, 7; their sums 10, 20, 5, 12; their corners 1, 6, 0, 7.
BY_HAND = torch.tensor([[[[1.0, 3.0, 6.0, 4.0], [2.0, 4.0, 8.0, 2.0], [0.0, 5.0, 7.0, 1.0], [0.0, 0.0, 1.0, 3.0]]]])


def windows_of(module, x=BY_HAND):
    trace = capture(nn.Sequential(module).eval(), x)
    return pooling_windows(trace.calls[0], 0)


@pytest.mark.parametrize("module", [nn.MaxPool2d(2), nn.AvgPool2d(2), nn.AdaptiveAvgPool2d(2), nn.LPPool2d(2, 2)])
@pytest.mark.parametrize(
    ("operation", "after"),
    [("max", [[4, 8], [5, 7]]), ("average", [[2.5, 5], [1.25, 3]]), ("strided", [[1, 6], [0, 7]])],
)
def test_each_operation_on_the_windows_of_any_layer(module, operation, after):
    assert instead(windows_of(module), operation).after.tolist() == after


def test_the_networks_own_operation_keeps_its_own_values():
    windows = windows_of(nn.MaxPool2d(2))
    assert own_operation(windows) == "max"
    assert instead(windows, "max") is windows
    assert own_operation(windows_of(nn.AdaptiveAvgPool2d(2))) == "average"
    assert own_operation(windows_of(nn.LPPool2d(2, 2))) is None


def test_what_each_operation_keeps():
    windows = windows_of(nn.MaxPool2d(2))
    largest, average, strided = (kept(instead(windows, operation)) for operation in OPERATIONS)
    assert {share.cells for share in (largest, average, strided)} == {4}
    assert largest.discarded == 0.75
    # 24 of 47; 16 + 64 + 25 + 49 of 235.
    assert largest.activation == pytest.approx(24 / 47)
    assert largest.energy == pytest.approx(154 / 235)
    assert average.activation == pytest.approx(0.25)
    assert average.energy == pytest.approx((6.25 + 25 + 1.5625 + 9) / 235)
    assert strided.activation == pytest.approx(14 / 47)
    assert [share.peak for share in (largest, average, strided)] == [1, 5 / 8, 7 / 8]


def test_a_cell_that_wins_two_windows_is_kept_once():
    share = kept(windows_of(nn.MaxPool2d(3, 1)))
    # 8 at (1, 2) wins all four.
    assert (share.cells, share.total) == (1, 16)
    assert share.activation == pytest.approx(8 / 47)


def test_steadiness_is_the_similarity_with_the_map_moved_by_a_cell():
    x = torch.tensor([[[[0.0, 0.0, 0.0, 1.0, 0.0, 0.0]]]])
    share = kept(windows_of(nn.MaxPool2d((1, 2)), x))
    # Before (0, 1, 0); moved left (0, 1, 0): the same; moved right (0, 0, 1): nothing in common.
    assert share.steadiness == pytest.approx(0.5)


def test_a_map_of_zeros_has_no_shares():
    share = kept(windows_of(nn.MaxPool2d(2), torch.zeros(1, 1, 4, 4)))
    assert np.isnan([share.activation, share.energy, share.peak, share.steadiness]).all()


def test_the_arithmetic_of_a_window():
    found = window_sum(windows_of(nn.MaxPool2d(2)), 0, 1)
    assert found.values.tolist() == [[6, 4], [8, 2]]
    assert (found.total, found.divisor, found.winner, found.tied) == (20, 4, (1, 0), False)
    assert found.results == {"max": 8, "average": 5, "strided": 6}
    assert found.shares["max"].tolist() == [[0, 0], [1, 0]]
    assert found.shares["average"].tolist() == [[0.25, 0.25], [0.25, 0.25]]
    assert found.shares["strided"].tolist() == [[1, 0], [0, 0]]


@pytest.mark.parametrize(
    "module",
    [nn.MaxPool2d(2), nn.AvgPool2d(3, 2, 1), nn.AvgPool2d(3, 2, 1, count_include_pad=False), nn.MaxPool2d(3, 2)],
)
def test_gradient_shares_are_autograds(module):
    x = torch.rand(1, 1, 7, 7, generator=torch.Generator().manual_seed(1), requires_grad=True)
    module(x)[0, 0, 1, 2].backward()
    windows = windows_of(module, x.detach())
    top, bottom, left, right = windows.bounds[1, 2]
    shares = window_sum(windows, 1, 2).shares["max" if windows.is_max else "average"]
    np.testing.assert_allclose(shares, x.grad[0, 0, top:bottom, left:right], rtol=1e-6)


def test_a_window_of_padding_alone_has_no_arithmetic():
    windows = windows_of(nn.MaxPool2d(2, 2, 1), torch.rand(1, 1, 3, 3))
    assert window_sum(windows, 0, 0).winner is not None
    windows.bounds[0, 0] = 0
    empty = window_sum(windows, 0, 0)
    assert empty.winner is None
    assert np.isnan(list(empty.results.values())).all()


@pytest.mark.parametrize(
    "module", [nn.MaxPool2d(3, 2, 1), nn.MaxPool2d(3, 2, ceil_mode=True), nn.AdaptiveMaxPool2d((3, 4))]
)
def test_torch_agrees_on_many_maps_at_once(module):
    x = torch.rand(1, 5, 9, 10, generator=torch.Generator().manual_seed(2)) - 0.5
    windows = windows_of(module, x)
    np.testing.assert_array_equal(pooled_by(x[0].numpy(), windows, "max"), module(x)[0].numpy())
    winners = instead(windows_of(nn.AvgPool2d(3, 2, 1), x), "max")
    expected, index = F.max_pool2d(x, 3, 2, 1, return_indices=True)
    np.testing.assert_array_equal(winners.after, expected[0, 0].numpy())
    np.testing.assert_array_equal(winners.winners[..., 0] * 10 + winners.winners[..., 1], index[0, 0].numpy())
