"""Numbers about channels, worked out by hand."""

import numpy as np
import pytest

from explorer.core.statistics import channel_statistics

INF, NAN = np.inf, np.nan

MAPS = np.array(
    [
        [[1, -2], [3, 0]],
        [[0, 0], [0, 0]],
        [[-1, -1], [-1, -1]],
        [[4, NAN], [2, INF]],
    ],
    np.float32,
)


def test_numbers_of_each_channel():
    found = channel_statistics(MAPS[:3])
    assert found.minimum.tolist() == [-2, 0, -1]
    assert found.maximum.tolist() == [3, 0, -1]
    assert found.largest.tolist() == [3, 0, 1]
    assert found.mean.tolist() == [0.5, 0, -1]
    assert found.active.tolist() == [0.5, 0, 0]


def test_a_silent_channel_is_one_of_zeros_only():
    assert channel_statistics(MAPS).silent.tolist() == [False, True, False, False]
    assert channel_statistics(-MAPS).silent.tolist() == [False, True, False, False]


def test_a_broken_channel_is_measured_over_what_is_finite():
    found = channel_statistics(MAPS)
    assert found.broken.tolist() == [False, False, False, True]
    assert (found.minimum[3], found.maximum[3], found.mean[3], found.active[3]) == (2, 4, 3, 1)


@pytest.mark.parametrize("values", [(NAN, NAN), (INF, -INF), (INF, NAN)])
def test_a_channel_may_have_no_finite_value(values):
    found = channel_statistics(np.array([[values]], np.float32))
    assert found.broken.all()
    assert not found.silent.any()
    numbers = (found.minimum[0], found.maximum[0], found.mean[0], found.active[0])
    assert numbers == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("key", "order"), [("index", [0, 1, 2, 3]), ("mean", [3, 0, 1, 2]), ("max", [3, 0, 1, 2]), ("active", [3, 0, 1, 2])]
)
def test_channels_are_ordered_from_the_largest_down(key, order):
    assert channel_statistics(MAPS).order(key).tolist() == order


def test_equal_channels_stay_in_their_order():
    assert channel_statistics(np.ones((5, 2, 2), np.float32)).order("mean").tolist() == [0, 1, 2, 3, 4]
