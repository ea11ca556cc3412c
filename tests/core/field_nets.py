"""Small networks whose fields are awkward, and the set of input places on which each cell depends, found by trying."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import nn

from explorer.core.axes import channels_last
from explorer.core.capture import capture
from explorer.core.maps import feature_maps


class Strided(nn.Module):
    """Strides, dilation, ceil_mode, an uneven kernel and a kernel smaller than its stride."""

    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(1, 2, 3, stride=2, padding=1)
        self.pool = nn.MaxPool2d(3, 2, 1, ceil_mode=True)
        self.dilated = nn.Conv2d(1, 2, (3, 2), padding="same", dilation=2)
        self.gaps = nn.Conv2d(2, 1, 1, stride=3)

    def forward(self, x):
        return self.pool(self.first(x)), self.gaps(self.dilated(x)), F.avg_pool2d(x, (3, 1), (1, 2), (1, 0))


class Branches(nn.Module):
    """A shortcut over a stride, an inception block, a channel attention that sees everything."""

    def __init__(self):
        super().__init__()
        self.conv, self.norm = nn.Conv2d(1, 2, 3, 2, 1), nn.BatchNorm2d(2)
        self.short = nn.Conv2d(1, 2, 1, 2)
        self.wide, self.high = nn.Conv2d(2, 1, (1, 3), padding=(0, 1)), nn.Conv2d(2, 1, (5, 1), padding=(2, 0))
        self.squeeze = nn.Conv2d(3, 3, 1)

    def forward(self, x):
        x = torch.relu(self.norm(self.conv(x)) + self.short(x))
        x = torch.cat([self.wide(x), self.high(x), F.max_pool2d(x, 3, 1, 1)[:, 1:]], 1)
        return x * torch.sigmoid(self.squeeze(F.adaptive_avg_pool2d(x, 1)))


class PaddingModes(nn.Module):
    """Convolutions that read other cells beyond the border, and padding by function."""

    def __init__(self):
        super().__init__()
        self.convs = nn.ModuleList(
            nn.Conv2d(1, 1, 5, padding=2, padding_mode=mode) for mode in ("reflect", "replicate", "circular")
        )
        self.mirrored = nn.ReflectionPad2d((2, 1, 0, 3))

    def forward(self, x):
        return [conv(x) for conv in self.convs], F.pad(self.mirrored(x), (-2, 1, 1, -1))


class UpAndDown(nn.Module):
    """A small U-net: transposed convolutions that overlap and that leave gaps, joined with what was there before."""

    def __init__(self):
        super().__init__()
        self.down, self.deep = nn.Conv2d(1, 2, 3, 2, 1), nn.Conv2d(2, 2, 3, padding=1)
        self.up, self.last = nn.ConvTranspose2d(2, 2, 3, 2, 1, output_padding=(0, 1)), nn.Conv2d(3, 1, 3, padding=1)
        self.sparse = nn.ConvTranspose2d(2, 2, 2, 3)

    def forward(self, x):
        low = self.deep(torch.relu(self.down(x)))
        return self.last(torch.cat([x, self.up(low)], 1)), self.sparse(low)


class Channelwise(nn.Module):
    """Groups, a depthwise convolution, channels taken apart, shuffled and put together again."""

    def __init__(self):
        super().__init__()
        self.first, self.depth = nn.Conv2d(1, 4, 1), nn.Conv2d(2, 2, 3, padding=1, groups=2)
        self.grouped = nn.Conv2d(4, 4, 3, stride=2, groups=2)

    def forward(self, x):
        still, moving = self.first(x).chunk(2, 1)
        x = torch.cat([still, self.depth(moving)], 1)
        n, c, h, w = x.shape
        x = x.view(n, 2, c // 2, h, w).transpose(1, 2).reshape(n, c, h, w)
        return self.grouped(x), F.pixel_shuffle(x, 2)


class Tokens(nn.Module):
    """Patches as tokens: a linear layer and a norm each for itself, then attention, which sees everything."""

    def __init__(self):
        super().__init__()
        self.patches, self.norm, self.mix = nn.Conv2d(1, 4, 3, 3), nn.LayerNorm(4), nn.Linear(4, 4)

    def forward(self, x):
        tokens = self.mix(self.norm(self.patches(x).flatten(2).transpose(1, 2)))
        weights = torch.softmax(tokens @ tokens.transpose(1, 2), -1)
        return tokens + weights @ tokens


class Windows(nn.Module):
    """Attention within shifted windows of 3 x 3 places, as Swin has it."""

    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(1, 4, 1)

    def forward(self, x):
        x = torch.roll(self.first(x).permute(0, 2, 3, 1), (-1, -2), (1, 2))
        n, h, w, c = x.shape
        parts = x.view(n, h // 3, 3, w // 3, 3, c).permute(0, 1, 3, 2, 4, 5).reshape(-1, 9, c)
        parts = torch.softmax(parts @ parts.transpose(1, 2), -1) @ parts
        x = parts.view(n, h // 3, w // 3, 3, 3, c).permute(0, 1, 3, 2, 4, 5).reshape(n, h, w, c)
        return torch.roll(x, (1, 2), (1, 2)).permute(0, 3, 1, 2)


class Classifier(nn.Module):
    """Uneven adaptive pooling, flatten and linear layers."""

    def __init__(self):
        super().__init__()
        self.conv, self.pool, self.head = nn.Conv2d(1, 2, 3, 2), nn.AdaptiveAvgPool2d((2, 3)), nn.Linear(12, 3)

    def forward(self, x):
        return self.head(torch.flatten(self.pool(self.conv(x)), 1))


class Resized(nn.Module):
    """Interpolation up and down."""

    def forward(self, x):
        return [
            F.interpolate(x, scale_factor=2),
            F.interpolate(x, scale_factor=2, mode="bilinear"),
            F.interpolate(x, (5, 13), mode="bilinear", align_corners=True),
            F.interpolate(x, scale_factor=0.4, mode="area"),
            F.interpolate(x, scale_factor=1.7, mode="nearest"),
        ]


NETS = (Strided, Branches, PaddingModes, UpAndDown, Channelwise, Tokens, Windows, Classifier, Resized)


MAXIMA = (Strided, Branches)
"""Those in which not every change of a place changes the cell."""


def built(net):
    """The network with positive random weights, in float64: nothing cancels and no fast convolution mixes cells."""
    torch.manual_seed(0)
    module = net().eval().double()
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.copy_(torch.rand_like(parameter) + 0.1)
    return module


def dependence(module, height, width, change):
    """Name -> bool (places, H, W): which cells of a call change with each place of an input of height x width.

    Args:
        module: the network, of one input channel.
        height, width: of the input.
        change: makes a batch of inputs (places, 1, height, width) of the plain one and the place that differs.
    """
    plain = torch.rand(1, 1, height, width, dtype=torch.float64) + 0.5
    places = torch.eye(height * width, dtype=torch.bool).reshape(-1, 1, height, width)
    changed = capture(module, change(plain, places))
    still = capture(module, plain)
    found = {}
    for call, other in zip(changed, still, strict=True):
        if call.tensor.shape[0] != height * width or not call.tensor.is_floating_point():
            continue
        new, old = call.tensor, other.tensor
        differs = ((new != old) & ~(new.isnan() & old.isnan())).float()
        last = channels_last(still, other)
        found[call.name] = [feature_maps(one[None], last).maps.any(0) for one in differs]
    return still, found


def poisoned(plain, places):
    """NaN spreads through sums and maxima alike."""
    return torch.where(places, float("nan"), plain)


def raised(plain, places):
    """A sum of positive products grows; a weight of zero leaves it as it is."""
    return torch.where(places, 7.0, plain)
