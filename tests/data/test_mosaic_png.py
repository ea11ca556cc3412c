import numpy as np
import pytest
from PIL import Image

from explorer.core.colour_maps import lut
from explorer.data.mosaic_png import mosaic, write_png


def maps(*rows):
    """Maps of one row each."""
    return np.array(rows, np.float32)[:, None, :]


@pytest.fixture
def written(tmp_path):
    def write(*arguments, **named):
        picture, legend = mosaic(*arguments, **named)
        write_png(tmp_path / "a.png", picture, legend)
        with Image.open(tmp_path / "a.png") as read:
            read.load()
            return read, legend

    return write


def cell(picture, legend, channel, x, size):
    """The RGB colour in the middle of value `x` of a channel whose map is one row of `size` values."""
    row, column = divmod(channel, legend.columns)
    left = column * (size * legend.cell + 1) + x * legend.cell + legend.cell // 2
    top = row * (legend.cell + 1) + legend.cell // 2
    return picture.convert("RGB").getpixel((left, top))


def test_the_colours_of_signed_values_have_zero_in_the_middle(written):
    picture, legend = written("conv", maps([-2, 0, 2], [1, -1, 0]), signed=True)
    assert (legend.low, legend.high, legend.channels) == (-2, 2, 2)
    assert cell(picture, legend, 0, 0, 3) == tuple(lut("RdBu")[0])
    assert cell(picture, legend, 0, 2, 3) == tuple(lut("RdBu")[255])
    middle = cell(picture, legend, 1, 2, 3)
    assert np.abs(np.array(middle, int) - lut("RdBu")[128]).max() <= 2


def test_the_colours_of_non_negative_values_begin_at_zero(written):
    picture, legend = written("relu", maps([0, 4]), signed=False)
    assert (legend.low, legend.high, legend.colour_map) == (0, 4, "magma")
    assert cell(picture, legend, 0, 0, 2) == tuple(lut("magma")[0])
    assert cell(picture, legend, 0, 1, 2) == tuple(lut("magma")[255])


def test_not_a_number_has_a_colour_of_its_own(written):
    picture, legend = written("relu", maps([np.nan, 4]), signed=False)
    assert cell(picture, legend, 0, 0, 2) == (228, 0, 124)


def test_the_file_says_what_its_colours_mean(written):
    picture, legend = written("layer1.0.relu:1", maps([0, 3], [1, 3]), signed=False, note="class token left out")
    assert picture.text["Title"] == "layer1.0.relu:1"
    assert (float(picture.text["low"]), float(picture.text["high"])) == (legend.low, legend.high) == (0, 3)
    assert "2 feature maps" in picture.text["Description"]
    assert "0 to 3 (magma, 0.0% of the values beyond); class token left out" in picture.text["Description"]


def test_values_beyond_the_range_are_told():
    values = np.ones((1, 1, 400), np.float32)
    values[0, 0, 7] = 100
    _, legend = mosaic("relu", values, signed=False)
    assert (legend.high, legend.clipped) == (1, 1 / 400)


def test_small_maps_are_enlarged_by_whole_numbers_and_large_ones_kept():
    small, legend = mosaic("a", np.ones((1, 3, 3), np.float32), signed=False)
    assert legend.cell == 16
    assert small.size == (3 * 16 + 1, 3 * 16 + 1)
    large, legend = mosaic("a", np.ones((1, 120, 200), np.float32), signed=False)
    assert legend.cell == 1
    assert large.size == (201, 121)


def test_the_picture_is_about_square():
    picture, legend = mosaic("fc", np.ones((128, 1, 1), np.float32), signed=False)
    assert legend.columns == 11
    assert picture.size == (11 * 17, 12 * 17)
