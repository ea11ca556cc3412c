"""The mosaic on the screen, pixel by pixel against the slow, obvious way."""

import os
import subprocess
import sys

import numpy as np
import pytest
from mosaics import enlarged, middle_of, pixels, shown, table, tile_pixels, tiles_of, visible_positions

from explorer.core.mosaic import NOT_A_NUMBER
from explorer.widgets import theme
from explorer.widgets.index_colours import index_colours
from explorer.widgets.mosaic_item import Tiles
from explorer.widgets.mosaic_view import MosaicView

SHAPES = [(9, 7, 7), (6, 28, 28), (30, 1, 1), (3, 112, 112), (11, 3, 5), (4, 5, 3), (300, 2, 2)]


@pytest.fixture
def view(qapp, qtbot):
    theme.apply(qapp, "light")
    view = MosaicView()
    qtbot.addWidget(view)
    view.resize(640, 360)
    view.show()
    return view


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("size", [None, 24, 84])
def test_pixels_are_those_of_the_obvious_way(view, shape, size):
    tiles = tiles_of(*shape)
    picture = pixels(shown(view, tiles, size))
    positions = visible_positions(view)
    assert positions
    for position in positions:
        expected = enlarged(table()[tiles.colours[position]], view._item.grid.cell)
        assert np.array_equal(tile_pixels(view, picture, position), expected)


@pytest.mark.parametrize("ratio", ["2", "1.5"])
def test_pixels_are_the_same_on_a_fine_screen(ratio):
    # The ratio belongs to the screen, which a process has for good.
    chosen = [sys.executable, "-m", "pytest", __file__, "-k", "obvious_way or every_cell", "-vp", "no:cacheprovider"]
    ran = subprocess.run(
        chosen, env={**os.environ, "QT_SCALE_FACTOR": ratio}, capture_output=True, text=True, timeout=100
    )
    assert ran.returncode == 0, ran.stdout[-3000:]
    assert "passed" in ran.stdout


def test_tiles_lie_in_the_given_order(view):
    tiles = tiles_of(5, 4, 4, order=np.array([3, 0, 4, 1, 2]))
    picture = pixels(shown(view, tiles))
    for position, number in enumerate([3, 0, 4, 1, 2]):
        expected = enlarged(table()[tiles.colours[number]], view._item.grid.cell)
        assert np.array_equal(tile_pixels(view, picture, position), expected)


def test_rows_go_down_and_columns_go_right(view):
    colours = np.zeros((1, 2, 3), np.uint8)
    colours[0, 0, 2] = 200
    found = tile_pixels(view, pixels(shown(view, Tiles(colours, colours.astype(np.float32)))), 0)
    assert found[0, -1].tolist() == table()[200].tolist()
    assert [found[y, x].tolist() for y, x in ((0, 0), (-1, 0), (-1, -1))] == [table()[0].tolist()] * 3


def test_nan_has_the_colour_that_says_so(view):
    colours = np.array([[[10, NOT_A_NUMBER]]], np.uint8)
    shown(view, Tiles(colours, np.array([[[1, np.nan]]], np.float32)))
    view.set_lut(index_colours("RdBu"))
    found = tile_pixels(view, pixels(view), 0)
    invalid = theme.colour("invalid")
    assert found[0, -1].tolist() == [invalid.red(), invalid.green(), invalid.blue()]
    assert found[0, 0].tolist() == index_colours("RdBu")[10].tolist()


def test_tiles_may_be_colour_pictures(view):
    colours = np.random.default_rng(0).integers(0, 256, (3, 4, 5, 3), np.uint8)
    picture = pixels(shown(view, Tiles(colours, np.zeros((3, 4, 5), np.float32))))
    for position in range(3):
        expected = enlarged(colours[position], view._item.grid.cell)
        assert np.array_equal(tile_pixels(view, picture, position), expected)


def test_another_colour_table_paints_the_same_tiles_anew(view):
    tiles = tiles_of(2, 3, 3)
    shown(view, tiles)
    view.set_lut(255 - table())
    expected = enlarged(255 - table()[tiles.colours[1]], view._item.grid.cell)
    assert np.array_equal(tile_pixels(view, pixels(view), 1), expected)


def test_a_silent_tile_is_hatched_and_a_broken_one_framed(view):
    plain = tiles_of(3, 4, 4)
    before = pixels(shown(view, plain)).copy()
    marked = Tiles(plain.colours, plain.values, hatched=np.array([1, 0, 0], bool), broken=np.array([0, 1, 0], bool))
    after = pixels(shown(view, marked))
    changed = [
        not np.array_equal(tile_pixels(view, before, position), tile_pixels(view, after, position))
        for position in range(3)
    ]
    assert changed == [True, True, False]


def test_a_picture_may_lie_under_the_maps(view):
    tiles = tiles_of(1, 4, 4)
    shown(view, tiles)
    view.set_backdrop(np.full((4, 4), 255, np.uint8), 0.0)
    assert (tile_pixels(view, pixels(view), 0) == 255).all()
    view.set_backdrop(None, 1.0)
    assert np.array_equal(tile_pixels(view, pixels(view), 0), enlarged(table()[tiles.colours[0]], view._item.grid.cell))


@pytest.mark.parametrize("shape", [(5, 3, 5), (4, 1, 1), (2, 28, 28)], ids=str)
def test_every_cell_is_found_under_the_pointer(view, shape):
    count, height, width = shape
    order = np.arange(count)[::-1].copy()
    shown(view, tiles_of(*shape, order=order))
    for position in range(count):
        for row in range(height):
            for column in range(width):
                found = view.tile_at(middle_of(view, position, row, column))
                assert found == (count - 1 - position, row, column)
