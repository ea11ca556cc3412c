"""From a cell of a map, as it is shown, to the index of its number, and back."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import nn

from explorer.core.arithmetic.map_places import index_of, places_of
from explorer.core.axes import call_maps
from explorer.core.capture import capture


class Shaped(nn.Module):
    """Gives its input other shapes."""

    def __init__(self, change):
        super().__init__()
        self.change = change

    def forward(self, x):
        return self.change(x.relu())


CHANGES = {
    "maps": lambda x: x + 1,
    "a vector": lambda x: x.flatten(1),
    "tokens in a square": lambda x: x.flatten(2).transpose(1, 2),
    "tokens with a class token": lambda x: torch.cat([x.flatten(2), x[..., :1, 0]], 2).transpose(1, 2),
    "tokens in a row": lambda x: x.flatten(2)[..., :7].transpose(1, 2),
    "channels last": lambda x: x.permute(0, 2, 3, 1),
    "one map": lambda x: x[:, 1],
    "a line": lambda x: x.flatten(2)[0, 0],
    "five axes": lambda x: x.reshape(1, 2, 3, 4, 4),
    "a number": lambda x: x.mean(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_index_leads_to_the_number_that_is_shown_and_back(change):
    x = torch.rand(1, 6, 4, 4, generator=torch.Generator().manual_seed(0))
    trace = capture(Shaped(CHANGES[change]), x)
    call = trace.calls[-1]
    maps = call_maps(trace, call).maps
    dice = np.random.default_rng(0)
    for _ in range(10):
        channel, row, column = (int(dice.integers(size)) for size in maps.shape)
        index = index_of(trace, call, channel, (row, column))
        assert float(call.tensor[index]) == maps[channel, row, column]
        if call.tensor.ndim:
            assert places_of(trace, call.name, [index]) == [(channel, row, column)]


def test_there_is_no_index_beyond_the_map():
    trace = capture(nn.Sequential(nn.ReLU()), torch.rand(1, 2, 3, 3))
    assert index_of(trace, trace["0"], 0, (3, 0)) is None


def test_places_of_the_input():
    trace = capture(nn.Sequential(nn.ReLU()), torch.rand(1, 2, 3, 3))
    assert places_of(trace, "input", [(0, 1, 2, 0), (0, 0, 0, 1)]) == [(1, 2, 0), (0, 0, 1)]
