from __future__ import annotations

import numpy as np
import pytest

from explorer.data.digits import centre_of_mass, centred, fitted, ink_box, light_on_dark, squared
from explorer.data.strokes import DIGITS, drawn


def blank(height, width):
    return np.zeros((height, width), np.uint8)


def test_ink_on_black_stays_as_it_is():
    ink = blank(5, 5)
    ink[2, 3] = 200
    assert light_on_dark(ink) is ink


def test_ink_on_white_paper_is_inverted():
    page = blank(5, 5) + 255
    page[1, 3] = 55
    expected = blank(5, 5)
    expected[1, 3] = 200
    np.testing.assert_array_equal(light_on_dark(page), expected)


def test_grey_paper_becomes_black_and_black_ink_white():
    page = blank(5, 5) + 205
    page[1, 3], page[2, 2] = 0, 255
    ink = light_on_dark(page)
    assert ink[1, 3] == 255
    assert ink[2, 2] == 0
    assert ink.sum() == 255


def test_ink_that_touches_the_border_is_not_taken_for_paper():
    ink = blank(9, 9)
    ink[:, 4] = 255
    np.testing.assert_array_equal(light_on_dark(ink), ink)


@pytest.mark.parametrize("level", [0, 1, 127, 128, 255])
def test_a_constant_is_no_ink(level):
    assert not light_on_dark(blank(6, 4) + np.uint8(level)).any()


def test_the_box_of_ink_excludes_its_last_row_and_column():
    ink = blank(6, 8)
    ink[1, 2] = ink[4, 5] = 255
    assert ink_box(ink) == (2, 1, 6, 5)


def test_faint_noise_is_no_ink():
    ink = blank(6, 8) + 20
    ink[3, 3] = 255
    assert ink_box(ink) == (3, 3, 4, 4)


def test_nothing_has_no_box():
    assert ink_box(blank(4, 4)) is None


def test_the_centre_of_mass_weighs_by_brightness():
    ink = blank(3, 5)
    ink[0, 0], ink[2, 4] = 50, 150
    # (0 * 50 + 2 * 150) / 200 and (0 * 50 + 4 * 150) / 200
    assert centre_of_mass(ink) == (1.5, 3.0)


def test_the_centre_of_nothing_is_the_middle():
    assert centre_of_mass(blank(3, 6)) == (1.0, 2.5)


def test_shrinking_averages_the_area():
    ink = np.array([[0, 100, 8, 8], [100, 200, 8, 8]], np.uint8)
    np.testing.assert_array_equal(fitted(ink, 2), [[100, 8]])


def test_the_longer_side_fits_whichever_it_is():
    assert fitted(blank(100, 40), 20).shape == (20, 8)
    assert fitted(blank(40, 100), 20).shape == (8, 20)
    assert fitted(blank(1000, 3), 20).shape == (20, 1)
    assert fitted(blank(5, 4), 20).shape == (20, 16)


def test_a_square_keeps_the_picture_in_its_middle():
    wide = np.array([[1, 2, 3, 4]], np.uint8)
    np.testing.assert_array_equal(squared(wide), [[0] * 4, [1, 2, 3, 4], [0] * 4, [0] * 4])
    np.testing.assert_array_equal(squared(wide.T), squared(wide).T)


def test_a_stroke_is_scaled_to_20_pixels_and_centred():
    ink = blank(280, 280)
    ink[30:130, 200:220] = 255
    expected = blank(28, 28)
    # 100 x 20 becomes 20 x 4; the middle of 20 rows is index 9.5, 14 - 9.5 = 4.5 rounds to 4; 14 - 1.5 to 12.
    expected[4:24, 12:16] = 255
    np.testing.assert_array_equal(centred(ink), expected)


def test_the_mass_is_centred_not_the_box():
    ink = blank(200, 200)
    ink[0:200, 0:40] = 255
    ink[160:200, 40:200] = 255
    digit = centred(ink)
    # 80 pixels upright and 64 lying: the mass is in row (80 * 9.5 + 64 * 17.5) / 144 = 13.06 of the 20 and in
    # column (80 * 1.5 + 64 * 11.5) / 144 = 5.94; 14 less that is where they begin: 1 and 8.
    assert ink_box(digit) == (8, 1, 28, 21)


def test_a_digit_heavy_at_one_end_is_not_cut():
    ink = blank(200, 200)
    ink[:40] = 255
    ink[:, 90:100] = 255
    digit = centred(ink)
    left, top, right, bottom = ink_box(digit)
    assert (right - left, bottom - top) == (20, 20)
    assert bottom == 28


def test_centring_does_not_change_with_place_and_hardly_with_size():
    ink = blank(300, 400)
    digit = drawn(DIGITS[4], 160)
    ink[:160, :160] = digit
    moved = blank(300, 400)
    moved[140:, 240:] = digit
    np.testing.assert_array_equal(centred(ink), centred(moved))
    larger = drawn(DIGITS[4], 320)
    assert np.abs(centred(larger).astype(float) - centred(ink)).mean() < 4


def test_every_written_digit_lies_as_mnist_has_it():
    for strokes in DIGITS.values():
        digit = centred(drawn(strokes))
        assert all(13.5 <= mean <= 14.5 for mean in centre_of_mass(digit))
        left, top, right, bottom = ink_box(digit)
        assert 19 <= max(right - left, bottom - top) <= 20


def test_nothing_stays_nothing():
    np.testing.assert_array_equal(centred(blank(280, 280)), blank(28, 28))


def test_other_sizes_keep_the_share_of_the_box():
    ink = blank(64, 64)
    ink[10:50, 10:50] = 255
    assert ink_box(centred(ink, 56)) == (8, 8, 48, 48)
