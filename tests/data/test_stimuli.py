"""Bars and gratings: where they are, how much of each pixel they cover, and what stays of them when turned."""

from dataclasses import replace

import numpy as np
import pytest

from explorer.data.stimuli import Stimulus, drawn, fitting_side, ground

BAR = Stimulus("bar", orientation=0, width=0.25, size=0.5)
GRATING = Stimulus("grating", orientation=90, frequency=2, phase=90, size=1.5)


def test_a_lying_bar_is_where_it_belongs():
    picture = drawn(BAR, 8)
    assert picture.dtype == np.uint8
    assert np.argwhere(picture == 255).tolist() == [[row, column] for row in (3, 4) for column in (2, 3, 4, 5)]
    assert np.count_nonzero(picture) == 8


def test_a_standing_bar_is_the_lying_one_turned():
    np.testing.assert_array_equal(drawn(replace(BAR, orientation=90), 8), drawn(BAR, 8).T)


def test_a_rising_bar_goes_up_to_the_right():
    picture = drawn(Stimulus("bar", orientation=45, width=0.1, size=0.8), 32)
    assert picture[8, 23] > 200
    assert picture[23, 8] > 200
    assert picture[8, 8] == 0


def test_across_and_down_move_the_middle():
    rows, columns = np.nonzero(drawn(replace(BAR, position=(0.75, 0.25)), 8))
    assert (rows.mean(), columns.mean()) == (1.5, 5.5)


@pytest.mark.parametrize("orientation", [0, 17, 45, 90, 133])
def test_turning_keeps_the_light(orientation):
    """Anti-aliased: the same bar has the same area at every angle."""
    picture = drawn(Stimulus("bar", orientation=orientation, width=0.1, size=0.6), 64)
    assert picture.sum() / 255 == pytest.approx(6.4 * 38.4, rel=0.02)


def test_a_bar_thinner_than_a_pixel_is_faint():
    assert drawn(Stimulus("bar", orientation=0, width=0.01, size=2), 9).max() == round(0.09 * 255)


def test_contrast_makes_it_fainter():
    assert drawn(replace(BAR, contrast=0.5), 8).max() == 128
    assert drawn(replace(GRATING, contrast=0), 16).tolist() == ground(GRATING, 16).tolist()


def test_a_standing_grating_has_as_many_stripes_as_asked_for():
    picture = drawn(GRATING, 64).astype(float)
    assert np.ptp(picture, axis=0).max() == 0
    spectrum = np.abs(np.fft.rfft(picture[0] - picture[0].mean()))
    assert spectrum.argmax() == 2
    assert picture.max() == 254
    assert picture.min() == 2


def test_half_a_turn_of_phase_swaps_light_and_dark():
    first, second = (drawn(replace(GRATING, phase=phase), 32).astype(int) for phase in (30, 210))
    assert np.abs(first + second - 256).max() <= 1


def test_beyond_its_patch_a_grating_is_grey():
    picture = drawn(replace(GRATING, size=0.5), 32)
    assert set(picture[0]) == {128}
    assert np.ptp(picture[16]) > 200


def test_the_side_is_what_the_network_takes():
    class Photo:
        resize = 256

    assert fitting_side(object(), (1, 28, 28)) == 28
    assert fitting_side(Photo(), (3, 224, 224)) == 256
