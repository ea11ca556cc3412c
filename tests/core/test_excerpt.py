"""Excerpts of traces: what one call needs stays, the rest of the run and of the network goes."""

import gc
import weakref

import numpy as np
import pytest
import torch
from torch import nn

from explorer.core.arithmetic import explain
from explorer.core.capture import capture
from explorer.core.excerpt import excerpt, held_bytes, names_needed
from explorer.core.lean import has_values
from explorer.core.receptive_field import receptive_fields
from explorer.core.scaling import network_limit

X, MAP = 4 * 1 * 8 * 8, 4 * 2 * 8 * 8
"""Bytes of the input (1, 1, 8, 8) and of one layer's maps (1, 2, 8, 8)."""


class Chain(nn.Module):
    """conv1 - relu1 - conv2 - relu2 - conv3, all maps of one size."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 2, 3, padding=1)
        self.conv2, self.conv3 = nn.Conv2d(2, 2, 3, padding=1), nn.Conv2d(2, 2, 3, padding=1)
        self.relu1, self.relu2 = nn.ReLU(), nn.ReLU()

    def forward(self, x):
        return self.conv3(self.relu2(self.conv2(self.relu1(self.conv1(x)))))


@pytest.fixture
def net():
    torch.manual_seed(1)
    return Chain().eval()


@pytest.fixture
def trace(net):
    return capture(net, torch.randn(1, 1, 8, 8))


def test_a_call_keeps_what_it_was_given_said_and_what_reads_it(trace):
    assert names_needed(trace, "conv2") == {"conv2", "relu2"}
    found = excerpt(trace, names_needed(trace, "conv2"))
    assert [call.name for call in found] == [call.name for call in trace]
    assert {call.name for call in found if has_values(call)} == {"conv2", "relu2"}
    assert found["conv2"].tensor is trace["conv2"].tensor
    assert found["conv1"].output_shape == (1, 2, 8, 8)
    # Of relu1 its output, which conv2 was given; of conv2 its output and 2 x 2 x 9 + 2 weights; relu2's output.
    assert held_bytes(found) == X + 3 * MAP + 4 * (36 + 2)


def test_ranges_and_fields_of_the_whole_network_are_known_though_its_values_are_gone(trace):
    found = excerpt(trace, {"conv2"})
    assert network_limit(found) == network_limit(trace)
    whole = receptive_fields(trace).of("conv3", 4, 4)
    assert np.array_equal(receptive_fields(found).of("conv3", 4, 4).input.cells, whole.input.cells)


def test_its_sums_still_add_up(trace):
    found = excerpt(trace, {"conv2"})
    e = explain(found, found["conv2"], (0, 1, 3, 4))
    assert e.agrees
    assert e.result == explain(trace, trace["conv2"], (0, 1, 3, 4)).result


def test_neither_values_nor_weights_of_other_layers_stay_in_memory(net):
    trace = capture(net, torch.randn(1, 1, 8, 8))
    gone = [weakref.ref(x) for x in (trace["conv3"].tensor, net.conv3.weight, net.conv1.weight, net)]
    stays = weakref.ref(trace["conv2"].tensor)
    found = excerpt(trace, {"conv2"})
    del trace
    net.__dict__.clear()
    gc.collect()
    assert stays() is not None
    assert [one() for one in gone[:3]] == [None, None, None]
    assert found["conv2"].tensor is stays()


@pytest.mark.parametrize("copied", [True, False])
def test_weights_are_those_of_the_moment_where_they_are_copied(net, trace, copied):
    found = excerpt(trace, {"conv2"}, copy_weights=copied)
    before = net.conv2.weight.detach().clone()
    with torch.no_grad():
        net.conv2.weight.mul_(2)
    assert torch.equal(found["conv2"].parameters["weight"], before if copied else 2 * before)


def test_weights_that_the_network_exchanges_are_not_exchanged_in_it(net, trace):
    found = excerpt(trace, {"conv2"})
    before = net.conv2.weight.detach().clone()
    net.conv2.weight.data = torch.zeros_like(before)  # as when a network is moved to another device
    assert torch.equal(found["conv2"].parameters["weight"], before)
    assert explain(found, found["conv2"], (0, 0, 2, 2)).agrees
