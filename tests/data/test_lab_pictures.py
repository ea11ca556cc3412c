"""Small pictures for the convolution laboratory."""

import numpy as np
from PIL import Image

from explorer.data.lab_pictures import drawn_digit, edge, middle, ramp, small_colour, small_grey
from explorer.data.pictures import Picture


def drawing(box, size=280):
    image = np.zeros((size, size), np.uint8)
    top, bottom, left, right = box
    image[top:bottom, left:right] = 255
    return Picture(Image.fromarray(image), "Drawing", "drawing")


def test_ink_fills_the_picture_but_for_a_ring():
    small = small_grey(drawing((40, 150, 200, 210)), 13)
    assert small.shape == (1, 13, 13)
    np.testing.assert_array_equal(small[0, 1:12, 6], np.ones(11))
    assert small.sum() == 11


def test_an_empty_drawing_is_empty():
    assert not small_grey(drawing((0, 0, 0, 0)), 13).any()


def test_small_pictures_have_tenths_and_larger_ones_hundredths():
    for side, steps in ((13, 10), (28, 100)):
        digit = drawn_digit(7, side) * steps
        np.testing.assert_allclose(digit, np.rint(digit), atol=1e-9)
        assert digit.max() == steps


def test_photos_are_seen_through_a_square_in_their_middle():
    pixels = np.zeros((20, 40), np.uint8)
    pixels[:, 10:20] = 255
    photo = Picture(Image.fromarray(pixels), "photo", "file")
    np.testing.assert_array_equal(small_grey(photo, 4)[0, 0], [1, 1, 0, 0])


def test_colours_stay_apart():
    pixels = np.zeros((64, 64, 3), np.uint8)
    pixels[:, :32, 0], pixels[:, 32:, 2] = 255, 51
    red, green, blue = small_colour(Image.fromarray(pixels))
    assert red.shape == (32, 32)
    assert (red[:, :16].min(), red[:, 16:].max(), green.max(), blue[0, 31]) == (1, 0, 0, 0.2)


def test_ramp_and_edge():
    np.testing.assert_array_equal(ramp()[0, 3], [0, 1, 2, 3, 4, 5, 6])
    np.testing.assert_array_equal(edge(5)[0, 2], [0, 0, 1, 1, 1])


def test_only_the_middle_of_what_is_large():
    values = np.arange(2 * 6 * 9).reshape(2, 6, 9)
    np.testing.assert_array_equal(middle(values, 4), values[:, 1:5, 2:6])
    np.testing.assert_array_equal(middle(values, 50), values)
