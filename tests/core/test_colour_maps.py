"""Colour maps: what is stored equals its source, and zero is neutral."""

import numpy as np
import pytest

from explorer.core import colour_maps

ALL = colour_maps.names(signed=True) + colour_maps.names(signed=False)
SIGNED = [(name, dark) for name in colour_maps.names(signed=True) for dark in (False, True)]


@pytest.mark.parametrize("name", [name for name in ALL if name != "RdBu"])
def test_a_stored_map_equals_pyqtgraphs(name):
    pyqtgraph = pytest.importorskip("pyqtgraph")
    source = pyqtgraph.colormap.get("CET-L1" if name == "grey" else name).getLookupTable(nPts=256)

    difference = np.abs(colour_maps.lut(name).astype(int) - source[:, :3].astype(int))

    assert difference.max() <= 1


def test_rdbu_runs_from_colorbrewers_dark_blue_over_its_white_to_dark_red():
    table = colour_maps.lut("RdBu")

    assert table[0].tolist() == [0x05, 0x30, 0x61]
    assert table[255].tolist() == [0x67, 0x00, 0x1F]
    # Stop 7 of 0..10 stands at 178.5: halfway between two entries, within a level of both.
    assert np.abs(table[178:180].mean(axis=0) - [0xF4, 0xA5, 0x82]).max() <= 1


def test_on_a_dark_panel_zero_has_the_panels_colour():
    assert np.abs(colour_maps.lut("RdBu", dark=True)[127:129].astype(int) - [0x14, 0x17, 0x1D]).max() <= 2


@pytest.mark.parametrize(("name", "dark"), SIGNED)
def test_a_signed_map_has_a_neutral_middle_and_blue_and_red_ends(name, dark):
    table = colour_maps.lut(name, dark).astype(int)

    assert np.ptp(table[127:129].mean(axis=0)) <= 12
    assert table[40, 2] > table[40, 0]
    assert table[215, 0] > table[215, 2]


@pytest.mark.parametrize("name", colour_maps.names(signed=False))
def test_a_sequential_map_grows_brighter_all_the_way(name):
    luma = colour_maps.lut(name) @ np.array([0.2126, 0.7152, 0.0722])

    assert np.diff(luma).min() > -1
    assert luma[-1] - luma[0] > 150


@pytest.mark.parametrize("name", ALL)
def test_a_table_is_256_read_only_colours(name):
    table = colour_maps.lut(name)

    assert table.shape == (256, 3)
    assert table.dtype == np.uint8
    with pytest.raises(ValueError, match="read-only"):
        table[0] = 0


def test_diverging_names_the_signed_maps_only():
    assert [name for name in ALL if colour_maps.diverging(name)] == colour_maps.names(signed=True)


def test_an_unknown_map_is_an_error():
    with pytest.raises(KeyError):
        colour_maps.lut("jet")


def test_paint_looks_every_index_up():
    table = np.arange(256 * 3, dtype=np.int64).reshape(256, 3).astype(np.uint8)

    painted = colour_maps.paint(np.array([[0, 1], [2, 255]], np.uint8), table)

    assert painted.tolist() == [[[0, 1, 2], [3, 4, 5]], [[6, 7, 8], [253, 254, 255]]]
