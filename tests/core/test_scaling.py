"""The range that a layer's colours have in each mode, within the network that it belongs to."""

import gc
import weakref

import numpy as np
import pytest
import torch
from forward import module_of

from explorer.core.capture import capture
from explorer.core.scaling import layer_scale, network_limit

MAPS = np.array([[[1, -2]], [[3, 0]]], np.float32)


def trace_of(*factors):
    """The trace of a network whose layers are a picture of one 1 times each factor."""
    net = module_of(lambda _, x: [x * factor for factor in factors])
    return capture(net, torch.ones(1, 1, 1, 1))


@pytest.mark.parametrize(
    ("mode", "high"), [("channel", [2, 3]), ("layer", [3, 3]), ("network", [7, 7]), ("fixed", [0.5, 0.5])]
)
def test_the_range_in_each_mode(mode, high):
    assert layer_scale(trace_of(2, -7, 3), MAPS, True, mode, 0.5).high.tolist() == high


def test_the_networks_limit_is_that_of_its_strongest_layer():
    assert network_limit(trace_of(2, -7, 3)) == 7
    assert network_limit(trace_of(0)) == 0


def test_the_networks_limit_is_measured_once_and_forgotten_with_the_trace(monkeypatch):
    trace = trace_of(2)
    assert network_limit(trace) == 2
    monkeypatch.setattr("explorer.core.scaling.limit", lambda _: pytest.fail("measured twice"))
    assert network_limit(trace) == 2
    gone = weakref.ref(trace)
    del trace
    gc.collect()
    assert gone() is None
