"""Memory estimates, worked out by hand for a small network and compared with captures of large ones."""

import nets
import pytest
import torch
from condition import condition
from torch import nn

from explorer.core.capture import capture
from explorer.core.estimate import Estimate, activation_bytes, at_most, estimate
from explorer.models.zoo import random_network


def small():
    return nn.Sequential(nn.Conv2d(1, 2, 3, padding=1), nn.ReLU(inplace=True), nn.MaxPool2d(2), nn.Flatten()).eval()


def test_bytes_of_a_small_network():
    # 18 weights and 2 biases; 2 maps of 4 x 4, the same once more, 2 of 2 x 2, and these as a vector (a view).
    expected = Estimate(parameters=80, activations=128 + 128 + 32, peak=256)
    assert estimate(small(), (1, 1, 4, 4)) == expected
    assert activation_bytes(capture(small(), torch.rand(1, 1, 4, 4))) == 288


def test_what_is_read_late_is_held_long():
    # The input's own memory does not count; the first sum is needed by the last one.
    assert estimate(nets.InPlaceAdd.build(), (1, 3, 8, 8)) == Estimate(
        parameters=4 * (3 * 9 * 4 + 4 + 4 * 9 * 4 + 4), activations=4 * 4 * 64 * 4, peak=3 * 4 * 64 * 4
    )


@pytest.mark.parametrize("name", ["resnet18", "shufflenet_v2_x0_5"])
def test_the_estimate_is_what_a_capture_takes(name):
    module = random_network(name)
    before = condition(module)
    found = estimate(module, (1, 3, 96, 96))
    assert condition(module) == before
    assert found.activations == activation_bytes(capture(module, torch.rand(1, 3, 96, 96)))
    assert found.parameters == sum(x.numel() * x.element_size() for x in module.state_dict().values())
    assert 0 < found.peak < found.activations <= at_most((1, 3, 96, 96))


def test_a_network_that_looks_at_numbers_is_not_known():
    assert estimate(nets.DataDependentControlFlow.build(), (1, 3, 8, 8)) is None
    assert estimate(small(), (1, 5, 4, 4)) is None


def test_tensors_that_a_network_makes_itself_are_no_obstacle():
    class Waves(nn.Module):
        def __init__(self):
            super().__init__()
            self.phase = torch.ones(8)

        def forward(self, x):
            return x + torch.sin(torch.arange(8) + self.phase)

    # arange, its sum, the sine, the sum; 8 whole numbers, 8 and 8 floats, 192 floats.
    assert estimate(Waves().eval(), (1, 3, 8, 8)).activations == 4 * (8 + 8 + 192)
