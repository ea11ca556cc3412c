"""The mosaic on the screen, pixel by pixel against the slow, obvious way."""

import os
import subprocess
import sys

import numpy as np
import pytest
from mosaics import enlarged, middle_of, pixels, shown, table, tile_pixels, tiles_of, visible_positions
from PySide6.QtWidgets import QScrollBar

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
    # Without what all tests share: it takes torch, and most of the time.
    environment = {**os.environ, "QT_SCALE_FACTOR": ratio, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    ran = subprocess.run(
        [*chosen, "--noconftest"], env=environment, capture_output=True, text=True, timeout=100, check=False
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


# ---- what stays while the values change

# In the first two a unit is a pixel, in the others it is not; the last has too many gaps for labels.
STAYING = [((12, 40, 40), 40), ((60, 28, 28), 28), ((9, 7, 7), 84), ((300, 2, 2), 16)]


def said(count, order=None):
    return {"labels": [f"n{i}" for i in range(count)], "order": order}


def between(view, picture):
    """The pixels of the view where no tile is."""
    rest = picture.copy()
    for position in range(view._item.grid.layout.count):
        tile_pixels(view, rest, position)[...] = 0
    return rest


@pytest.mark.parametrize(("shape", "size"), STAYING, ids=str)
def test_other_values_change_the_tiles_and_nothing_between_them(view, shape, size):
    one, other = tiles_of(*shape, **said(shape[0])), tiles_of(*shape, **said(shape[0]))
    other.colours[:] = other.colours[::-1].copy()
    before = pixels(shown(view, one, size))
    view.show_tiles(other)
    after = pixels(view)
    assert np.array_equal(between(view, before), between(view, after))
    for position in visible_positions(view):
        expected = enlarged(table()[other.colours[position]], view._item.grid.cell)
        assert np.array_equal(tile_pixels(view, after, position), expected)


@pytest.mark.parametrize(("shape", "size"), STAYING, ids=str)
def test_there_is_a_line_round_each_tile(view, shape, size):
    picture, line = pixels(shown(view, tiles_of(*shape), size)), theme.colour("border-2")
    grid, colour = view._item.grid, [line.red(), line.green(), line.blue()]
    for position in visible_positions(view):
        y, x = (12 + place * grid.unit for place in grid.layout.origin(position))
        height, width = grid.layout.height * grid.unit, grid.layout.width * grid.unit
        edges = picture[y - 1 : y + height + 1, x - 1 : x + width + 1]
        for edge in (edges[0], edges[-1], edges[:, 0], edges[:, -1]):
            assert (edge == colour).all()


@pytest.mark.parametrize(("shape", "size"), STAYING[:3], ids=str)
def test_labels_follow_the_order_at_once(view, shape, size):
    count = shape[0]
    plain = pixels(shown(view, tiles_of(*shape, **said(count)), size))
    order = np.arange(count)[::-1].copy()
    view.show_tiles(tiles_of(*shape, **said(count, order)))
    turned = pixels(view)
    assert not np.array_equal(between(view, plain), between(view, turned))
    view.show_tiles(tiles_of(*shape, **said(count)))
    assert np.array_equal(pixels(view), plain)


@pytest.mark.parametrize(("shape", "size"), STAYING[:3], ids=str)
def test_the_selected_label_is_another(view, shape, size):
    plain = pixels(shown(view, tiles_of(*shape, **said(shape[0])), size))
    view.set_selected(1)
    selected = pixels(view)
    assert not np.array_equal(between(view, plain), between(view, selected))
    view.set_selected(None)
    assert np.array_equal(pixels(view), plain)


@pytest.mark.parametrize(("shape", "size"), [((4, 90, 90), 90), ((4, 7, 7), 112)], ids=str)
def test_ranges_are_renewed_calmly_and_in_the_end_are_those_of_the_tiles(view, qtbot, shape, size):
    def ranged(*ranges):
        return tiles_of(*shape, labels=["0", "1", "2", "3"], ranges=ranges)

    shown(view, ranged("1 … 2", "3 … 4", "5 … 6", "7 … 8"), size)
    expected = pixels(view)
    shown(view, ranged("8 … 9", "8 … 9", "8 … 9", "8 … 9"), size)
    qtbot.waitUntil(lambda: not np.array_equal(pixels(view), expected))
    for _ in range(5):
        view.show_tiles(ranged("0 … 9", "0 … 9", "0 … 9", "0 … 9"))
        pixels(view)
    view.show_tiles(ranged("1 … 2", "3 … 4", "5 … 6", "7 … 8"))
    qtbot.waitUntil(lambda: np.array_equal(pixels(view), expected))


def test_rows_that_are_scrolled_into_sight_are_painted(view):
    tiles = tiles_of(200, 30, 30)
    shown(view, tiles, 30)
    bar, grid = view.findChild(QScrollBar), view._item.grid
    bar.setValue(3 * grid.layout.pitch[0] * grid.unit)
    picture = pixels(view)
    first = 3 * grid.layout.columns
    for place in range(2 * grid.layout.columns):
        expected = enlarged(table()[tiles.colours[first + place]], grid.cell)
        assert np.array_equal(tile_pixels(view, picture, place), expected)


def test_a_theme_dresses_what_stays(view, qapp):
    shown(view, tiles_of(12, 40, 40, **said(12)), 40)
    light = pixels(view)
    theme.apply(qapp, "dark")
    dark = pixels(view)
    theme.apply(qapp, "light")
    assert not np.array_equal(between(view, light), between(view, dark))
    assert np.array_equal(pixels(view), light)


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
