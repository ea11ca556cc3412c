"""Values to colour indices, and tiles to one picture: each worked out by hand or in the slow, obvious way."""

import math

import numpy as np
import pytest

from explorer.core.mosaic import (
    GAP,
    LAST,
    NOT_A_NUMBER,
    Layout,
    Scale,
    arrange,
    block_side,
    clipped_share,
    each_map,
    limit,
    quantise,
    scale_of,
    shrink,
)

INF, NAN = np.inf, np.nan


def maps(*values):
    """One map (1, 1, N) of the values."""
    return np.array([[values]], np.float32)


def scale(low, high, count=1):
    return Scale(np.full(count, low, np.float32), np.full(count, high, np.float32), low < 0)


# ---- the limit of a range


def test_under_a_hundred_values_the_largest_is_the_limit():
    assert limit(maps(*range(1, 100), -1000)[:, :, :99]) == 99
    assert limit(maps(1, -3, 2)) == 3


def test_of_many_values_one_in_a_hundred_is_beyond_the_limit():
    # 1 ... 200: the 99th percentile's place is 0.99 * 199 = 197.01, rounded up to the 199th value.
    assert limit(maps(*range(200, 0, -1))) == 199


def test_zeros_are_left_out():
    assert limit(maps(*[0] * 10_000, 1, 2, 3)) == 3


def test_infinite_values_and_nan_are_left_out():
    assert limit(maps(1, -2, INF, -INF, NAN)) == 2


@pytest.mark.parametrize("values", [(0, 0), (NAN, INF), ()])
def test_there_may_be_nothing_to_measure(values):
    assert limit(np.array(values, np.float32).reshape(1, 1, -1)) == 0


KINDS = {
    "both signs": lambda random, size: random.normal(size=size),
    "of a ReLU": lambda random, size: np.maximum(random.normal(size=size), 0),
    "mostly zero": lambda random, size: random.normal(size=size) * (random.random(size) < 0.02),
    "few large": lambda random, size: np.exp(4 * random.normal(size=size)),
    "whole numbers": lambda random, size: np.round(random.normal(size=size)),
    "all alike": lambda _, size: np.ones(size),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [1, 99, 100, 101, 102, 5000, 200_001])
def test_the_limit_is_the_one_that_sorting_finds(kind, size):
    values = KINDS[kind](np.random.default_rng(size), size).astype(np.float32)
    sampled = sorted(abs(value) for value in values[:: max(1, size // 65536)].tolist() if value != 0)
    # -(-a // b) rounds up: the place of the 99th percentile.
    expected = sampled[-(-(len(sampled) - 1) * 99 // 100)] if sampled else 0
    assert limit(values.reshape(1, 1, -1)) == expected


# ---- scales

TWO = np.array([[[1, -4]], [[2, 0]]], np.float32)


@pytest.mark.parametrize(
    ("mode", "shared", "high"),
    [("channel", 9, [4, 2]), ("layer", 9, [4, 4]), ("network", 9, [9, 9]), ("fixed", 8, [8, 8])],
)
def test_what_shares_one_range(mode, shared, high):
    found = scale_of(TWO, mode, True, shared)
    assert found.high.tolist() == high
    assert found.low.tolist() == [-value for value in high]
    assert scale_of(TWO, mode, False, shared).low.tolist() == [0, 0]


def test_one_range_is_common_and_several_are_not():
    assert scale_of(TWO, "layer", True).common == (-4, 4)
    assert scale_of(TWO, "channel", True).common is None
    assert scale_of(TWO[:0], "layer", True).common is None


@pytest.mark.parametrize("mode", ["channel", "layer", "network", "fixed"])
def test_a_range_never_collapses(mode):
    found = scale_of(np.zeros((2, 2, 2), np.float32), mode, False, 0.0)
    assert (found.low.tolist(), found.high.tolist()) == ([0, 0], [1, 1])


def test_a_dead_map_is_not_stretched_beside_a_live_one():
    both = np.array([[[0, 0]], [[0, 3]]], np.float32)
    found = scale_of(both, "channel", False)
    assert found.high.tolist() == [1, 3]
    assert quantise(both, found)[0].tolist() == [[0, 0]]


def test_a_channels_range_ignores_nan_and_infinity():
    broken = np.array([[[NAN, -2]], [[INF, 3]], [[NAN, NAN]]], np.float32)
    assert scale_of(broken, "channel", True).high.tolist() == [2, 3, 1]


@pytest.mark.parametrize("shape", [(3, 1, 1), (5, 2, 3), (2, 64, 64)], ids=str)
def test_a_number_of_each_map(shape):
    values = np.random.default_rng(0).normal(size=shape).astype(np.float32)
    assert each_map(np.maximum, values).tolist() == [max(one.ravel().tolist()) for one in values]
    assert each_map(np.minimum, values[:, ::2]).tolist() == [min(one[::2].ravel().tolist()) for one in values]


# ---- colour indices


def test_indices_of_signed_values():
    values = np.array([[[-1, -0.5, 0], [0.5, 1, 2], [-2, 0.001, -0.001]]], np.float32)
    # (v + 1) / 2 * 253: 0, 63.25, 126.5 (rounded up), 189.75, 253, clipped, clipped, 126.63, 126.37
    assert quantise(values, scale(-1, 1)).tolist() == [[[0, 63, 127], [190, LAST, LAST], [0, 127, 126]]]


def test_indices_of_non_negative_values():
    values = np.array([[[0, 1, 2], [3, 4, 5], [-1, 0.001, 3.995]]], np.float32)
    # v / 4 * 253: 0, 63.25, 126.5, 189.75, 253, clipped, clipped, 0.06, 252.68
    assert quantise(values, scale(0, 4)).tolist() == [[[0, 63, 127], [190, LAST, LAST], [0, 0, 253]]]


def test_nan_has_an_index_of_its_own_and_infinity_is_an_end():
    assert quantise(maps(NAN, INF, -INF, 0), scale(-1, 1)).tolist() == [[[NOT_A_NUMBER, LAST, 0, 127]]]
    assert quantise(maps(INF, -INF), scale(-1, 1)).tolist() == [[[LAST, 0]]]
    assert quantise(maps(NAN, NAN), scale(0, 1)).tolist() == [[[NOT_A_NUMBER, NOT_A_NUMBER]]]


def test_numbers_near_the_end_of_their_type_are_clipped():
    assert quantise(maps(3e38, -3e38), scale(-1e-3, 1e-3)).tolist() == [[[LAST, 0]]]


@pytest.mark.parametrize("mode", ["channel", "layer"])
@pytest.mark.parametrize("signed", [True, False])
@pytest.mark.parametrize("shape", [(3, 5, 7), (400, 7, 7), (20_000, 1, 1), (1, 200, 200)], ids=str)
def test_indices_are_those_of_the_obvious_way(mode, signed, shape):
    values = np.random.default_rng(1).normal(size=shape).astype(np.float32)
    values[0, 0, 0], values[-1, -1, -1] = NAN, INF
    ranges = scale_of(values, mode, signed)
    low, high = (numbers[:, None, None] for numbers in (ranges.low, ranges.high))
    places = (values - low) * (np.float32(LAST) / (high - low))
    expected = [NOT_A_NUMBER if math.isnan(p) else math.floor(min(max(p, 0), LAST) + 0.5) for p in places.flat]
    assert quantise(values, ranges).ravel().tolist() == expected
    outside = np.isfinite(values) & ((values < low) | (values > high))
    assert clipped_share(values, ranges) == outside.mean()


def test_each_map_has_its_own_range():
    found = quantise(TWO, scale_of(TWO, "channel", True))
    assert found.tolist() == [[[158, 0]], [[LAST, 127]]]


def test_many_large_maps_are_quantised_as_one_by_one():
    values = np.random.default_rng(0).normal(size=(7, 300, 301)).astype(np.float32)
    values[3, 5, 5], values[6, 299, 300] = NAN, INF
    shared = scale_of(values, "channel", True)
    alone = [
        quantise(values[i : i + 1], Scale(shared.low[i : i + 1], shared.high[i : i + 1], True))[0] for i in range(7)
    ]
    assert np.array_equal(quantise(values, shared), np.stack(alone))


def test_the_input_is_not_written_into():
    values = maps(1, NAN, -3)
    before = values.copy()
    quantise(values, scale(-1, 1))
    assert np.array_equal(values, before, equal_nan=True)


def test_the_share_beyond_the_range():
    assert clipped_share(maps(-2, -1, 1, 1.5), scale(-1, 1)) == 0.5
    assert clipped_share(maps(0, 1, INF, NAN), scale(0, 1)) == 0
    assert clipped_share(np.zeros((0, 2, 2), np.float32), scale(0, 1, 0)) == 0


# ---- smaller pictures of large maps


def test_whole_blocks_are_averaged():
    values = np.arange(16, dtype=np.float32).reshape(1, 4, 4)
    assert shrink(values, 2).tolist() == [[[2.5, 4.5], [10.5, 12.5]]]


def test_an_incomplete_last_block_is_averaged_over_what_there_is():
    values = np.arange(15, dtype=np.float32).reshape(1, 3, 5)
    assert block_side(values.shape, 2) == 2
    # rows 0-1 and 2, columns 0-1, 2-3 and 4
    assert shrink(values, 2).tolist() == [[[3, 5, 6.5], [10.5, 12.5, 14]]]


@pytest.mark.parametrize("shape", [(2, 40, 40), (3, 41, 33), (1, 7, 90), (2, 90, 1)], ids=str)
@pytest.mark.parametrize("size", [4, 8, 13])
def test_averages_are_those_of_each_block_alone(shape, size):
    values = np.random.default_rng(size).normal(size=shape).astype(np.float32)
    before, step = values.copy(), block_side(shape, size)
    rows, columns = range(0, shape[1], step), range(0, shape[2], step)
    exact = values.astype(np.float64)
    expected = [[exact[:, y : y + step, x : x + step].mean(axis=(1, 2)) for x in columns] for y in rows]
    found = shrink(values, size)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, np.array(expected).transpose(2, 0, 1), atol=1e-6)
    assert np.array_equal(values, before)


def test_infinities_of_both_signs_average_to_nan():
    values = np.array([[[INF, -INF, 1, 2]]], np.float32)
    assert np.array_equal(shrink(values, 2), [[[NAN, 1.5]]], equal_nan=True)


@pytest.mark.parametrize(("side", "size"), [(112, 112), (223, 112), (7, 112), (1, 1)])
def test_what_fits_is_left_as_it_is(side, size):
    values = np.zeros((1, side, side), np.float32)
    assert shrink(values, size) is values


# ---- tiles in one picture


def slow(tiles, layout, order=None, fill=GAP):
    height, width = layout.shape
    picture = np.full((height, width), fill, tiles.dtype)
    for position in range(layout.count):
        tile = tiles[position if order is None else order[position]]
        y, x = layout.origin(position)
        for row in range(layout.height):
            for column in range(layout.width):
                picture[y + row, x + column] = tile[row, column]
    return picture


LAYOUTS = [
    Layout(1, 1, 1, 1),
    Layout(5, 2, 3, 2),
    Layout(6, 3, 2, 3, gap=2, below=4),
    Layout(7, 1, 5, 4, gap=3),
    Layout(3, 4, 4, 8),
]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("kind", [np.uint8, np.uint32])
@pytest.mark.parametrize("ordered", [False, True])
def test_tiles_lie_where_the_obvious_way_puts_them(layout, kind, ordered):
    random = np.random.default_rng(layout.count)
    tiles = random.integers(0, np.iinfo(kind).max, (layout.count, layout.height, layout.width), kind)
    order = random.permutation(layout.count) if ordered else None
    picture = arrange(tiles, layout, order, fill=7)
    assert picture.dtype == kind
    assert np.array_equal(picture, slow(tiles, layout, order, fill=7))
    assert picture.strides[0] % 4 == 0


def test_what_lies_between_is_filled():
    picture = arrange(np.zeros((2, 1, 1), np.uint8), Layout(2, 1, 1, 2, gap=1, below=1))
    assert picture.tolist() == [[0, GAP, 0, GAP], [GAP, GAP, GAP, GAP]]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_cell_is_found_again_and_nothing_between(layout):
    cells = {}
    for position in range(layout.count):
        y, x = layout.origin(position)
        for row in range(layout.height):
            for column in range(layout.width):
                cells[y + row, x + column] = (position, row, column)
    height, width = layout.shape
    for y in range(-1, height + 2):
        for x in range(-1, width + 2):
            assert layout.hit(y, x) == cells.get((y, x))
            assert layout.hit(y + 0.99, x + 0.5) == (cells.get((y, x)) if y >= 0 and x >= 0 else None)


def test_the_last_row_may_be_incomplete():
    layout = Layout(5, 2, 2, 3)
    assert (layout.rows, layout.shape) == (2, (6, 9))
    assert layout.origin(4) == (3, 3)
    assert layout.hit(3, 3) == (4, 0, 0)
    assert layout.hit(3, 6) is None
