"""Tuning curves of kernels whose preferred orientation is known."""

import math

import numpy as np
import pytest
import torch
from torch import nn

from explorer.core.tuning import Tuning, tuning_curves
from explorer.errors import Cancelled

ANGLES = [15 * number for number in range(12)]
SIDE = 24


def grating(angle, phase=0.0, cycles=6):
    """(1, 1, 24, 24): stripes along `angle`, counterclockwise from horizontal, about zero."""
    rows, columns = np.mgrid[:SIDE, :SIDE] / SIDE
    across = -rows * math.cos(math.radians(angle)) - columns * math.sin(math.radians(angle))
    return torch.tensor(np.sin(2 * np.pi * cycles * across + phase), dtype=torch.float32)[None, None]


def gabor(angle):
    """A 9 x 9 kernel for stripes along `angle`."""
    rows, columns = np.mgrid[-4:5, -4:5]
    across = -rows * math.cos(math.radians(angle)) - columns * math.sin(math.radians(angle))
    return np.cos(2 * np.pi * 6 / SIDE * across) * np.exp(-(rows**2 + columns**2) / 10)


def network(*kernels):
    conv = nn.Conv2d(1, len(kernels), 9, bias=True)
    with torch.no_grad():
        conv.weight.copy_(torch.tensor(np.stack(kernels)[:, None]))
        conv.bias.fill_(0.5)
    return nn.Sequential(conv, nn.ReLU())


def measured(module, tell=lambda done, whole: None, names=None):
    def stimulus(number, phase):
        return grating(ANGLES[number], phase * math.pi / 2)

    return tuning_curves(module, torch.zeros(1, 1, SIDE, SIDE), stimulus, ANGLES, 4, tell, names)


def distance(first, second):
    """Between two orientations."""
    return min(abs(first - second) % 180, 180 - abs(first - second) % 180)


def test_kernels_prefer_their_own_orientation():
    wanted = [0, 30, 90, 135, 172]
    tuning = measured(network(*map(gabor, wanted)))["1"]
    assert tuning.responses.shape == (5, 12)
    for found, angle in zip(tuning.preferred, wanted, strict=True):
        assert distance(found, angle) < 3
    assert (tuning.selectivity > 0.4).all()


def test_a_round_kernel_prefers_none():
    rows, columns = np.mgrid[-4:5, -4:5]
    round_ = np.exp(-(rows**2 + columns**2) / 4)
    tuning = measured(network(round_ - round_.mean(), gabor(90)))["1"]
    assert tuning.selectivity[0] < 0.1 < tuning.selectivity[1]


def test_what_never_rises_has_no_preference():
    tuning = measured(network(np.zeros((9, 9)), gabor(90)))["1"]
    assert np.isnan(tuning.preferred[0])
    assert tuning.selectivity[0] == 0
    assert tuning.responses[0].tolist() == [0] * 12


def test_every_call_is_measured_in_one_go():
    runs = []
    curves = measured(network(gabor(45)), lambda done, whole: runs.append((done, whole)))
    assert set(curves) == {"0", "1"}
    assert runs[0] == (1, 49)
    assert runs[-1] == (48, 49)


def test_one_call_can_be_measured_alone():
    assert set(measured(network(gabor(45)), names=("0",))) == {"0"}


def test_it_can_be_stopped():
    def stop(done, whole):
        if done == 3:
            raise Cancelled("enough")

    with pytest.raises(Cancelled):
        measured(network(gabor(45)), stop)


def test_the_vector_average_by_hand():
    """Answers 3 and 1 to orientations at right angles cancel each other but for 2 of 4."""
    tuning = Tuning(np.array([20.0, 110.0]), np.array([[3, 1], [1, 1], [5, 0]], np.float32))
    assert tuning.preferred[0] == pytest.approx(20)
    assert tuning.selectivity.tolist() == pytest.approx([0.5, 0, 1], abs=1e-6)
