"""The range that a layer's colours have in each mode, within the network that it belongs to."""

import gc
import weakref

import numpy as np
import pytest
import torch
from forward import module_of

from explorer.core.axes import call_maps
from explorer.core.capture import capture
from explorer.core.scaling import layer_range, layer_scale, network_limit

MAPS = np.array([[[1, -2]], [[3, 0]]], np.float32)


def trace_of(*factors):
    """The trace of a network whose layers are MAPS times each factor."""
    net = module_of(lambda _, x: [x * factor for factor in factors])
    return capture(net, torch.from_numpy(MAPS)[None])


@pytest.mark.parametrize(
    ("mode", "high"), [("channel", [2, 3]), ("layer", [3, 3]), ("network", [21, 21]), ("fixed", [0.5, 0.5])]
)
def test_the_range_in_each_mode(mode, high):
    trace = trace_of(1, -7)
    found = layer_scale(trace, trace.calls[0], MAPS, mode, 0.5)
    assert (found.high.tolist(), found.low.tolist()) == (high, [-value for value in high])
    second = layer_scale(trace, trace.calls[0], MAPS, mode, 0.5, slice(1, 2))
    assert second.high.tolist() == high[1:]


def test_a_layers_range_is_whether_it_can_be_negative_and_its_limit():
    trace = capture(module_of(lambda _, x: torch.relu(x) * 2), torch.from_numpy(MAPS)[None])
    relu, doubled = trace["relu"], trace["mul"]
    assert layer_range(trace, relu, call_maps(trace, relu).maps) == (False, 3)
    assert layer_range(trace, doubled, call_maps(trace, doubled).maps) == (False, 6)
    assert layer_range(trace_of(1), trace_of(1).calls[0], MAPS) == (True, 3)


def test_the_networks_limit_is_that_of_its_strongest_layer():
    assert network_limit(trace_of(2, -7, 3)) == 21
    assert network_limit(trace_of(0)) == 0


def test_what_is_measured_is_measured_once_and_forgotten_with_the_trace(monkeypatch):
    trace = trace_of(2)
    assert network_limit(trace) == 6
    assert layer_range(trace, trace.calls[0], MAPS * 2) == (True, 6)
    monkeypatch.setattr("explorer.core.scaling.limit", lambda _: pytest.fail("measured twice"))
    assert network_limit(trace) == 6
    assert layer_range(trace, trace.calls[0], MAPS * 2) == (True, 6)
    gone = weakref.ref(trace)
    del trace
    gc.collect()
    assert gone() is None
