from __future__ import annotations

import itertools

import numpy as np
import pytest
import torch

import explorer
from explorer.data.samples import bar, beach_ball, checkerboard, edge, grating, linear_gradient, rings, samples
from explorer.data.strokes import DIGITS, VARIANTS, curve, drawn


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_every_sample_is_a_picture_and_the_same_each_time(sample):
    picture = sample.make()
    side = 280 if sample.group == "Digits" else 224
    assert picture.size == (side, side)
    assert picture.mode == ("RGB" if sample.group == "Colour" else "L")
    assert picture.tobytes() == sample.make().tobytes()
    assert np.ptp(np.asarray(picture)) > 100


def test_names_are_unique_and_no_two_samples_look_alike():
    gallery = samples()
    assert len({sample.name for sample in gallery}) == len({sample.title for sample in gallery}) == len(gallery)
    assert len({sample.make().tobytes() for sample in gallery}) == len(gallery)


def test_groups_stand_together():
    groups = [sample.group for sample in samples()]
    assert sum(a != b for a, b in itertools.pairwise(groups)) + 1 == len(set(groups))


def strongest_wave(picture):
    """(right, down) cycles a side of the strongest wave, the one that goes to the right or straight down."""
    values = np.asarray(picture, float)
    power = np.abs(np.fft.fft2(values - values.mean()))
    cycles = np.rint(np.fft.fftfreq(len(values), 1 / len(values))).astype(int)
    return max((int(cycles[x]), int(cycles[y])) for y, x in np.argwhere(power > power.max() - 1e-6))


def test_a_grating_has_its_angle_and_its_cycles():
    assert strongest_wave(grating(0, 8)) == (0, 8)
    assert strongest_wave(grating(90, 16)) == (16, 0)
    # Stripes that rise to the right: the wave goes to the right and downwards, 5.66 cycles along each side.
    assert strongest_wave(grating(45, 8 * 2**0.5)) == (8, 8)
    assert strongest_wave(grating(135, 8 * 2**0.5)) == (8, -8)


def test_angles_are_anticlockwise_from_horizontal():
    rising = np.asarray(bar(45))
    assert rising[70, 154] == 255
    assert rising[70, 70] == 0
    flat = np.asarray(bar(0))
    assert flat[112, 60] == 255
    assert flat[60, 112] == 0
    np.testing.assert_array_equal(np.asarray(bar(90)), flat.T)


def test_an_edge_turns_with_its_angle():
    assert np.asarray(edge(0))[0, 0] > np.asarray(edge(0))[-1, 0]
    assert np.asarray(edge(180))[0, 0] < np.asarray(edge(180))[-1, 0]
    assert np.asarray(edge(90))[0, 0] > np.asarray(edge(90))[0, -1]


def test_the_checkerboard_begins_light_and_alternates_every_28_pixels():
    board = np.asarray(checkerboard())
    assert board[::28, ::28].tolist() == [[255, 0] * 4, [0, 255] * 4] * 4
    np.testing.assert_array_equal(np.kron(board[::28, ::28], np.ones((28, 28), np.uint8)), board)


def test_the_gradient_goes_from_black_to_white():
    row = np.asarray(linear_gradient())[7].astype(int)
    assert (row[0], row[-1]) == (0, 255)
    assert set(np.diff(row)) <= {1, 2}


def test_rings_are_round_and_half_light():
    picture = np.asarray(rings())
    np.testing.assert_array_equal(picture, picture.T)
    np.testing.assert_array_equal(picture, picture[::-1])
    y, x = np.indices(picture.shape) - 111.5
    assert picture[np.hypot(x, y) < 112].mean() == pytest.approx(127.5, abs=2)


def test_slanted_borders_are_anti_aliased():
    assert len(np.unique(np.asarray(bar(30)))) > 20
    assert len(np.unique(drawn(DIGITS[1]))) > 10


def test_the_ball_suits_a_network_for_colours():
    picture = np.asarray(beach_ball()).astype(int)
    assert (np.ptp(picture, axis=2) > 80).mean() > 0.4


def test_every_digit_has_strokes_within_the_canvas():
    assert sorted(VARIANTS) == sorted(DIGITS) == list(range(10))
    strokes = itertools.chain.from_iterable(itertools.chain(*VARIANTS.values()))
    points = np.concatenate([np.array(stroke) for stroke in strokes])
    assert points.min() > 0.1
    assert points.max() < 0.9


def test_a_curve_passes_through_its_points():
    points = [(0.1, 0.2), (0.5, 0.9), (0.7, 0.3)]
    sampled = curve(*points)
    assert sampled[0] == points[0]
    assert sampled[-1] == points[-1]
    assert min(np.hypot(x - 0.5, y - 0.9) for x, y in sampled) < 1e-9


def test_a_straight_curve_stays_straight():
    np.testing.assert_allclose([y for _, y in curve((0, 0.5), (0.4, 0.5), (1, 0.5))], 0.5)


def test_a_stroke_lies_where_it_was_drawn():
    picture = drawn([[(0.25, 0.5), (0.75, 0.5)]], size=40, width=0.2)
    y, x = np.indices(picture.shape)
    weights = picture / picture.sum()
    assert (weights * (y + 0.5)).sum() == pytest.approx(20, abs=0.15)
    assert (weights * (x + 0.5)).sum() == pytest.approx(20, abs=0.15)
    # A bar of 20 x 8 pixels and two half discs of radius 4.
    assert picture.sum() / 255 == pytest.approx(20 * 8 + np.pi * 4**2, rel=0.04)
    assert picture[20, 6:33].min() > 200
    assert picture[20, 4] == picture[20, 35] == 0


def test_a_dot_is_round():
    dot = drawn([[(0.5, 0.5)]], size=40, width=0.5)
    assert dot.sum() / 255 == pytest.approx(np.pi * 10**2, rel=0.03)


def test_no_strokes_draw_nothing():
    assert not drawn([], size=28).any()


@pytest.mark.parametrize("digit", list(VARIANTS))
def test_the_shipped_network_reads_every_digit(digit):
    network = explorer.load("digits")
    for strokes in VARIANTS[digit]:
        with torch.no_grad():
            scores = network.module(network.prepare(drawn(strokes))).softmax(1)[0]
        assert network.class_name(int(scores.argmax())) == str(digit)
        assert scores.max() > 0.7
