"""What the table says of each channel, worked out by hand on 3 x 3 maps."""

import math

import numpy as np
import pytest

from explorer.core.channel_numbers import channel_numbers
from explorer.core.statistics import channel_statistics

NAN, INF = float("nan"), float("inf")


def numbers_of(*maps):
    return channel_numbers(channel_statistics(np.array(maps, np.float32)))


def test_a_map_of_nine_cells():
    # Sum 9, mean 1; the squared distances from it add up to 18: over nine cells 2.
    n = numbers_of([[0, 0, 1], [4, 2, -1], [0, 2, 1]])
    assert (n.minimum[0], n.maximum[0], n.mean[0]) == (-1, 4, 1)
    squares = [1, 1, 0, 9, 1, 4, 1, 1, 0]
    assert n.deviation[0] == pytest.approx(math.sqrt(sum(squares) / 9))
    assert n.zeros[0] == pytest.approx(3 / 9)
    assert (n.nans[0], n.infinities[0], bool(n.silent[0])) == (0, 0, False)


def test_a_map_of_zeros_is_silent_and_nothing_but_zeros():
    n = numbers_of(np.zeros((3, 3)), np.full((3, 3), 2))
    assert n.silent.tolist() == [True, False]
    assert n.zeros.tolist() == [1, 0]
    assert n.deviation.tolist() == [0, 0]
    assert n.mean.tolist() == [0, 2]


def test_a_map_that_is_the_same_everywhere_has_no_spread():
    values = np.random.default_rng(0).uniform(0.1, 9, (20, 1, 1)) * np.ones((20, 55, 55))
    n = numbers_of(*values)
    assert n.deviation.tolist() == [0] * 20


def test_what_is_no_number_is_counted_and_left_out_of_the_rest():
    # Finite: 0, 1, 5, 2: mean 2, squared distances 4 + 1 + 9 + 0 = 14 over four.
    n = numbers_of([[NAN, 0, 1], [INF, -INF, NAN], [5, 2, NAN]])
    assert (n.nans[0], n.infinities[0], n.invalid[0]) == (3, 2, 5)
    assert (n.minimum[0], n.maximum[0], n.mean[0]) == (0, 5, 2)
    assert n.deviation[0] == pytest.approx(math.sqrt(14 / 4))
    assert n.zeros[0] == pytest.approx(1 / 9)


def test_a_map_without_a_number_has_no_extremes():
    n = numbers_of(np.full((3, 3), NAN), np.ones((3, 3)))
    assert np.isnan([n.minimum[0], n.maximum[0], n.mean[0], n.deviation[0]]).all()
    assert (n.minimum[1], n.zeros[0], n.invalid[0]) == (1, 0, 9)
    assert not n.silent[0]


def test_extremes_and_mean_are_those_of_the_mosaic():
    maps = np.random.default_rng(0).normal(size=(5, 7, 6)).astype(np.float32)
    maps[2, 3, 3] = NAN
    statistics = channel_statistics(maps)
    n = channel_numbers(statistics)
    for name in ("minimum", "maximum", "mean"):
        assert np.array_equal(getattr(n, name), getattr(statistics, name))


def test_cells_that_cancel_each_other_keep_their_spread():
    n = numbers_of([[1e8, -1e8, 1e8], [-1e8, 1e8, -1e8], [0, 0, 0]])
    assert n.deviation[0] == pytest.approx(1e8 * math.sqrt(6 / 9), rel=1e-6)


def test_values_whose_squares_are_beyond_float32_have_a_spread():
    n = numbers_of([[3e30, -3e30, 3e30], [-3e30, 3e30, -3e30], [0, 0, 0]])
    assert n.deviation[0] == pytest.approx(3e30 * math.sqrt(6 / 9), rel=1e-6)
