"""Windows and winners of pooling: the hand-checked 4 x 4 of the lecture notes, and torch's own indices and outputs."""

from __future__ import annotations

import timeit

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import nn

from explorer.core.graph import Call
from explorer.core.pooling import has_pooling_windows, pooling_windows

LECTURE = torch.tensor([[1.0, 1, 2, 4], [5, 6, 7, 8], [3, 2, 1, 0], [1, 2, 3, 4]])[None, None]


def module_call(module, x):
    name = type(module).__name__
    return Call(name, name, 0, "pool", name, (x,), module(x), (), {}, module)


def function_call(function, *args, **kwargs):
    name = function.__name__
    output = function(*args, **kwargs)
    return Call(name, name, 0, "pool", name, args[:1], output, (), function=function, args=args, kwargs=kwargs)


def random_maps(*shape):
    return torch.rand(1, *shape, generator=torch.Generator().manual_seed(3))


def cells(pooled, row, column):
    """The values of one window, cut out by its bounds."""
    r0, r1, c0, c1 = pooled.bounds[row, column]
    return pooled.before[r0 : r1 : pooled.dilation[0], c0 : c1 : pooled.dilation[1]]


def recomputed(pooled):
    """Every output worked out again from the windows' cells, one by one."""
    result = np.empty_like(pooled.after)
    for place in np.ndindex(result.shape):
        if pooled.is_max:
            result[place] = cells(pooled, *place).max()
        else:
            result[place] = cells(pooled, *place).sum(dtype=np.float64) / pooled.divisors[place]
    return result


def test_a_two_by_two_maximum_by_hand():
    pooled = pooling_windows(module_call(nn.MaxPool2d(2), LECTURE), 0)
    np.testing.assert_array_equal(pooled.after, [[6, 8], [3, 4]])
    np.testing.assert_array_equal(pooled.winners, [[[1, 1], [1, 3]], [[2, 0], [3, 3]]])
    np.testing.assert_array_equal(pooled.bounds[1, 0], [2, 4, 0, 2])
    assert not pooled.ties.any()
    assert pooled.is_max
    assert not pooled.overlapping
    assert pooled.divisors is None
    assert pooled.before.dtype == pooled.after.dtype == np.float32


def test_a_two_by_two_average_by_hand():
    pooled = pooling_windows(module_call(nn.AvgPool2d(2), LECTURE), 0)
    np.testing.assert_array_equal(pooled.after, [[13 / 4, 21 / 4], [2, 2]])
    np.testing.assert_array_equal(pooled.divisors, [[4, 4], [4, 4]])
    assert pooled.winners is None
    assert pooled.first_winners is None
    assert pooled.ties is None


def test_a_tied_maximum_has_no_winner_but_a_first_one():
    x = torch.tensor([[0.0, 5, 1, 2], [5, 0, 3, 4]])[None, None]
    pooled = pooling_windows(module_call(nn.MaxPool2d(2), x), 0)
    np.testing.assert_array_equal(pooled.ties, [[True, False]])
    np.testing.assert_array_equal(pooled.winners, [[[-1, -1], [1, 3]]])
    np.testing.assert_array_equal(pooled.first_winners, [[[0, 1], [1, 3]]])


def test_padding_never_wins_over_negative_or_infinite_values():
    x = torch.full((1, 1, 3, 3), -torch.inf)
    x[0, 0, 2, 2] = -7.0
    pooled = pooling_windows(module_call(nn.MaxPool2d(2, 2, 1), x), 0)
    np.testing.assert_array_equal(pooled.after, [[-np.inf, -np.inf], [-np.inf, -7]])
    np.testing.assert_array_equal(pooled.first_winners[0, 0], [0, 0])
    np.testing.assert_array_equal(pooled.winners[1, 1], [2, 2])
    np.testing.assert_array_equal(pooled.bounds[0, 1], [0, 1, 1, 3])


def test_a_nan_wins():
    x = torch.tensor([[1.0, float("nan")], [9, 2]])[None, None]
    np.testing.assert_array_equal(pooling_windows(module_call(nn.MaxPool2d(2), x), 0).winners, [[[0, 1]]])


def test_values_that_differ_only_in_float64_are_no_tie():
    x = torch.tensor([[1.0, 1.0 + 1e-12]], dtype=torch.float64)[None, None]
    pooled = pooling_windows(module_call(nn.MaxPool2d((1, 2)), x), 0)
    np.testing.assert_array_equal(pooled.winners, [[[0, 1]]])


MAXIMA = [
    nn.MaxPool2d(2),
    nn.MaxPool2d(3, 2, 1),
    nn.MaxPool2d(3, 2),
    nn.MaxPool2d((2, 3), (1, 2), (1, 0), 2),
    nn.MaxPool2d(3, 2, 1, 2, ceil_mode=True),
    nn.MaxPool2d(3, 3, 1, ceil_mode=True),
    nn.AdaptiveMaxPool2d((5, 4)),
    nn.AdaptiveMaxPool2d(1),
    nn.AdaptiveMaxPool2d((17, 2)),
]


@pytest.mark.parametrize("size", [(14, 11), (9, 16)])
@pytest.mark.parametrize("module", MAXIMA, ids=repr)
def test_winners_are_torchs_indices_and_maxima_come_out_again(module, size):
    x = random_maps(3, *size)
    module.return_indices = True
    call = module_call(module, x)
    pooled = pooling_windows(call, 2)
    indices = call.output[1][0, 2].numpy()
    np.testing.assert_array_equal(pooled.winners[..., 0] * size[1] + pooled.winners[..., 1], indices)
    np.testing.assert_array_equal(recomputed(pooled), pooled.after)
    assert not pooled.ties.any()


def test_first_winners_are_torchs_indices_where_a_relu_made_ties():
    x = torch.relu(random_maps(2, 12, 12) - 0.7)
    call = module_call(nn.MaxPool2d(3, 2, 1, return_indices=True), x)
    pooled = pooling_windows(call, 1)
    indices = call.output[1][0, 1].numpy()
    assert pooled.ties.any()
    np.testing.assert_array_equal(pooled.first_winners[..., 0] * 12 + pooled.first_winners[..., 1], indices)
    np.testing.assert_array_equal(pooled.winners[pooled.ties], -1)


AVERAGES = [
    nn.AvgPool2d(2),
    nn.AvgPool2d(3, 2, 1),
    nn.AvgPool2d(3, 2, 1, count_include_pad=False),
    nn.AvgPool2d(3, 2, 1, ceil_mode=True),
    nn.AvgPool2d(2, 3, ceil_mode=True, count_include_pad=False),
    nn.AvgPool2d((2, 3), divisor_override=5),
    nn.AdaptiveAvgPool2d((5, 4)),
    nn.AdaptiveAvgPool2d(1),
]


@pytest.mark.parametrize("size", [(14, 11), (9, 16)])
@pytest.mark.parametrize("module", AVERAGES, ids=repr)
def test_averages_come_out_again(module, size):
    pooled = pooling_windows(module_call(module, random_maps(2, *size)), 1)
    np.testing.assert_allclose(recomputed(pooled), pooled.after, rtol=1e-6)


@pytest.mark.parametrize("keepdim", [False, True])
def test_a_global_mean_is_one_window_over_the_map(keepdim):
    x = random_maps(3, 5, 7)
    pooled = pooling_windows(function_call(torch.Tensor.mean, x, (2, 3), keepdim=keepdim), 1)
    np.testing.assert_array_equal(pooled.bounds, [[[0, 5, 0, 7]]])
    np.testing.assert_allclose(pooled.after, [[x[0, 1].numpy().mean()]], rtol=1e-6)
    np.testing.assert_array_equal(pooled.divisors, [[35]])


def test_a_function_has_its_modules_windows():
    x = random_maps(2, 9, 9)
    one = pooling_windows(function_call(F.max_pool2d, x, 3, 2, padding=1), 1)
    other = pooling_windows(module_call(nn.MaxPool2d(3, 2, 1), x), 1)
    np.testing.assert_array_equal(one.winners, other.winners)
    np.testing.assert_array_equal(one.bounds, other.bounds)


def test_a_signal_is_one_row():
    x = torch.tensor([[[3.0, 1, 2, 5, 4]]])
    pooled = pooling_windows(module_call(nn.MaxPool1d(2), x), 0)
    np.testing.assert_array_equal(pooled.before, [[3, 1, 2, 5, 4]])
    np.testing.assert_array_equal(pooled.winners, [[[0, 0], [0, 3]]])
    np.testing.assert_array_equal(pooled.bounds, [[[0, 1, 0, 2], [0, 1, 2, 4]]])


def test_maps_without_a_batch_and_in_half_precision_are_read():
    x = LECTURE[0].to(torch.bfloat16)
    np.testing.assert_array_equal(pooling_windows(module_call(nn.MaxPool2d(2), x), 0).after, [[6, 8], [3, 4]])


@pytest.mark.parametrize(
    ("module", "overlapping"),
    [(nn.MaxPool2d(2), False), (nn.MaxPool2d(3, 2), True), (nn.MaxPool2d(2, 3), False), (nn.AdaptiveAvgPool2d(3), True),
     (nn.AdaptiveAvgPool2d(4), False), (nn.AvgPool2d(4), False)],
)  # fmt: skip
def test_windows_that_share_cells_overlap(module, overlapping):
    assert pooling_windows(module_call(module, random_maps(1, 8, 8)), 0).overlapping is overlapping


def test_lp_pooling_has_windows_but_neither_winners_nor_divisors():
    pooled = pooling_windows(module_call(nn.LPPool2d(2, 2), LECTURE), 0)
    np.testing.assert_array_equal(pooled.bounds[0, 1], [0, 2, 2, 4])
    assert pooled.winners is None
    assert pooled.divisors is None


def test_only_pooling_over_one_or_two_dimensions_has_windows():
    assert has_pooling_windows(module_call(nn.MaxPool2d(2), LECTURE))
    volume = module_call(nn.MaxPool3d(2), torch.zeros(1, 1, 4, 4, 4))
    assert not has_pooling_windows(volume)
    assert not has_pooling_windows(module_call(nn.ReLU(), LECTURE))
    with pytest.raises(ValueError, match="MaxPool3d"):
        pooling_windows(volume, 0)


def test_a_112_by_112_map_takes_less_than_20_ms():
    call = module_call(nn.MaxPool2d(3, 2, 1), random_maps(1, 224, 224))
    assert min(timeit.repeat(lambda: pooling_windows(call, 0), number=1, repeat=5)) < 0.020
