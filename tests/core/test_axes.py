"""The channel axis is told by the layers that made a value, not by a lucky shape."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from explorer.core.axes import call_maps, channels_last
from explorer.core.capture import capture


class ChannelsLastStem(nn.Module):
    """Convolution, then everything on (N, H, W, C), then back, as Swin does."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 4, 3, padding=1)
        self.norm = nn.LayerNorm(4)
        self.act = nn.GELU()

    def forward(self, x):
        y = self.act(self.norm(self.conv(x).permute(0, 2, 3, 1)))
        return y.permute(0, 3, 1, 2)


def test_convolutions_on_a_picture_that_is_not_square_keep_channels_first():
    trace = capture(nn.Sequential(nn.Conv2d(1, 6, 3, padding=1), nn.ReLU()), torch.randn(1, 1, 6, 9))
    for call in trace:
        assert channels_last(trace, call) is False
        assert call_maps(trace, call).maps.shape == (6, 6, 9)


@pytest.mark.parametrize("shape", [(1, 1, 5, 7), (1, 1, 4, 4)])
def test_layer_norm_and_permutations_put_channels_last_and_first_again(shape):
    trace = capture(ChannelsLastStem(), torch.randn(shape))
    last = {call.name: channels_last(trace, call) for call in trace}
    assert last == {"conv": False, "permute": True, "norm": True, "act": True, "permute:1": False}
    maps = call_maps(trace, trace["act"]).maps
    assert maps.shape == (4, *shape[2:])
    assert maps[3, 1, 2] == trace["act"].output[0, 1, 2, 3].item()


class TakesOneChannel(nn.Module):
    def forward(self, x):
        return x[:, 1]


def test_one_channel_taken_out_is_one_map():
    x = torch.arange(24.0).reshape(1, 2, 3, 4)
    trace = capture(TakesOneChannel(), x)
    assert call_maps(trace, trace.calls[0]).maps.tolist() == [x[0, 1].tolist()]
