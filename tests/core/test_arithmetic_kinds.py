"""Every kind of operation explained: the terms add up to torch's own value, and stand where they say."""

from __future__ import annotations

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import nn

from explorer.core.arithmetic import explain, is_explained
from explorer.core.capture import capture

CELLS = 6


def maps(*shape, seed=0):
    return torch.rand(1, *shape, generator=torch.Generator().manual_seed(seed)) * 4 - 2


LINE, MAPS, SOLID, TOKENS = maps(4, 9), maps(4, 7, 6), maps(2, 5, 4, 6), maps(5, 8)


class Apply(nn.Module):
    def __init__(self, function):
        super().__init__()
        self.function = function
        self.weight = nn.Parameter(maps(6, 4, 3, 3, seed=1)[0])

    def forward(self, *inputs):
        return self.function(*inputs)


CONVOLUTIONS = {
    "1-D": (nn.Conv1d(4, 6, 3, stride=2, padding=1), LINE),
    "2-D": (nn.Conv2d(4, 6, (3, 2), stride=(2, 1), padding=(1, 0), dilation=(1, 2)), MAPS),
    "3-D": (nn.Conv3d(2, 3, (2, 3, 1), padding=1), SOLID),
    "same": (nn.Conv2d(4, 6, (5, 3), dilation=2, padding="same"), MAPS),
    "same, even": (nn.Conv2d(4, 6, 4, dilation=2, padding="same"), MAPS),
    "valid": (nn.Conv2d(4, 6, 4, padding="valid"), MAPS),
    "reflect": (nn.Conv2d(4, 6, 5, padding=2, padding_mode="reflect"), MAPS),
    "replicate": (nn.Conv2d(4, 6, 5, padding=3, padding_mode="replicate"), MAPS),
    "circular, same": (nn.Conv2d(4, 6, 3, padding="same", padding_mode="circular"), MAPS),
    "reflect 1-D": (nn.Conv1d(4, 2, 5, padding=2, padding_mode="reflect"), LINE),
    "groups": (nn.Conv2d(4, 6, 3, groups=2, bias=False), MAPS),
    "depthwise": (nn.Conv2d(4, 8, 3, groups=4), MAPS),
    "pointwise": (nn.Conv2d(4, 6, 1), MAPS),
    "no batch": (nn.Conv2d(4, 6, 3, padding=1), MAPS[0]),
    "weight norm": (nn.utils.parametrizations.weight_norm(nn.Conv2d(4, 6, 3)), MAPS),
    "transposed 1-D": (nn.ConvTranspose1d(4, 3, 4, stride=3, padding=1, output_padding=2), LINE),
    "transposed 2-D": (nn.ConvTranspose2d(4, 6, 3, stride=2, padding=1, output_padding=1, groups=2), MAPS),
    "transposed, dilated": (nn.ConvTranspose2d(4, 6, 3, dilation=2, padding=1), MAPS),
    "transposed 3-D": (nn.ConvTranspose3d(2, 3, 2, stride=2), SOLID),
    "F.conv2d": (Apply(lambda x: F.conv2d(x, maps(6, 2, 3, 3)[0], None, 2, (1, 0), 1, 2)), MAPS),
    "F.conv1d, same": (Apply(lambda x: F.conv1d(x, weight=maps(2, 4, 5)[0], padding="same")), LINE),
    "F.conv_transpose2d": (Apply(lambda x: F.conv_transpose2d(x, maps(4, 2, 3, 3)[0], stride=2)), MAPS),
}
POOLINGS = {
    "max": (nn.MaxPool2d(3, 2, 1), MAPS),
    "max, dilated": (nn.MaxPool2d(2, 1, dilation=3), MAPS),
    "max, ceil": (nn.MaxPool2d(3, 2, ceil_mode=True), MAPS),
    "max 1-D, indices": (nn.MaxPool1d(2, return_indices=True), LINE),
    "max 3-D": (nn.MaxPool3d(2), SOLID),
    "average": (nn.AvgPool2d(3, 2, 1), MAPS),
    "average, ceil": (nn.AvgPool2d(3, 2, 1, ceil_mode=True), MAPS),
    "average, ceil, no padding counted": (nn.AvgPool2d((3, 2), 2, 1, True, False), MAPS),
    "average, own divisor": (nn.AvgPool2d(2, divisor_override=3), MAPS),
    "average 1-D": (nn.AvgPool1d(3, 2, 1), LINE),
    "average 3-D": (nn.AvgPool3d(2, 1, 1), SOLID),
    "LP": (nn.LPPool2d(2, 3, 2), MAPS),
    "LP, ceil": (nn.LPPool2d(2, 3, 2, ceil_mode=True), MAPS),
    "adaptive average": (nn.AdaptiveAvgPool2d((3, 4)), MAPS),
    "adaptive max": (nn.AdaptiveMaxPool2d(4), MAPS),
    "global": (nn.AdaptiveAvgPool2d(1), MAPS),
    "no batch": (nn.MaxPool2d(2), MAPS[0]),
    "F.max_pool2d": (Apply(lambda x: F.max_pool2d(x, 3, 2, 1, 1, True)), MAPS),
    "F.avg_pool2d": (Apply(lambda x: F.avg_pool2d(x, 2)), MAPS),
    "F.adaptive_avg_pool2d": (Apply(lambda x: F.adaptive_avg_pool2d(x, 2)), MAPS),
    "mean": (Apply(lambda x: x.mean([2, 3])), MAPS),
    "mean, kept": (Apply(lambda x: torch.mean(x, dim=(-1, -2), keepdim=True)), MAPS),
    "mean of all": (Apply(lambda x: x.mean()), MAPS),
    "sum": (Apply(lambda x: x.sum(1)), MAPS),
    "amax": (Apply(lambda x: x.amax((2, 3))), MAPS),
    "max over an axis": (Apply(lambda x: x.max(dim=1, keepdim=True)[0]), MAPS),
    "min of all": (Apply(lambda x: x.min()), MAPS),
}


def untame(norm):
    """Statistics and scales that are not the initial ones."""
    generator = torch.Generator().manual_seed(2)
    for name, tensor in norm.state_dict().items():
        if tensor.is_floating_point():
            tensor.uniform_(0.5 if "var" in name else -1, 2, generator=generator)
    return norm


NORMS = {
    "batch": (untame(nn.BatchNorm2d(4)), MAPS),
    "batch, own statistics": (nn.BatchNorm2d(4, track_running_stats=False), torch.cat([MAPS, maps(4, 7, 6, seed=5)])),
    "batch, no scale": (untame(nn.BatchNorm2d(4, affine=False)), MAPS),
    "batch of vectors": (untame(nn.BatchNorm1d(8)), TOKENS[0]),
    "F.batch_norm": (Apply(lambda x: F.batch_norm(x, torch.ones(4), torch.full((4,), 2.0), eps=0.1)), MAPS),
    "F.batch_norm, in training": (Apply(lambda x: F.batch_norm(x, None, None, training=True)), MAPS),
    "group": (untame(nn.GroupNorm(2, 4)), MAPS),
    "F.group_norm": (Apply(lambda x: F.group_norm(x, 4)), MAPS),
    "instance": (untame(nn.InstanceNorm2d(4, affine=True)), MAPS),
    "instance, tracked": (untame(nn.InstanceNorm2d(4, affine=True, track_running_stats=True)), MAPS),
    "instance, no batch": (nn.InstanceNorm2d(4), MAPS[0]),
    "layer": (untame(nn.LayerNorm(8)), TOKENS),
    "layer, two axes": (untame(nn.LayerNorm([7, 6])), MAPS),
    "F.layer_norm": (Apply(lambda x: F.layer_norm(x, (6,))), MAPS),
    "RMS": (untame(nn.RMSNorm(8)), TOKENS),
    "local response": (nn.LocalResponseNorm(3, alpha=0.5, k=2.0), MAPS),
    "F.normalize": (Apply(lambda x: F.normalize(x, dim=1)), MAPS),
}
ACTIVATIONS = [
    nn.ReLU(), nn.ReLU(inplace=True), nn.ReLU6(), nn.LeakyReLU(0.2), nn.ELU(0.7), nn.CELU(0.7), nn.SELU(),
    nn.GELU(), nn.GELU("tanh"), nn.SiLU(), nn.Mish(), nn.Hardswish(), nn.Hardsigmoid(), nn.Hardtanh(-0.5, 0.7),
    nn.Sigmoid(), nn.LogSigmoid(), nn.Tanh(), nn.Softplus(2.0), nn.Softsign(), nn.Tanhshrink(), nn.Hardshrink(),
    nn.Softshrink(), nn.Threshold(0.3, -4), nn.PReLU(), nn.PReLU(4), nn.RReLU(), nn.GLU(1), nn.Softmax(1),
    nn.Softmax2d(), nn.Softmin(1), nn.LogSoftmax(1), nn.Dropout(0.4), nn.Identity(),
]  # fmt: skip
FUNCTIONS = {
    "relu": lambda x: F.relu(x),
    "relu_": lambda x: torch.relu_(x.clone()),
    "leaky_relu": lambda x: F.leaky_relu(x, 0.3, True),
    "elu": lambda x: F.elu(x, alpha=0.5),
    "gelu": lambda x: F.gelu(x, approximate="tanh"),
    "hardtanh": lambda x: F.hardtanh(x, -0.3, 0.4),
    "softmax": lambda x: F.softmax(x, -1),
    "softmax, dim unsaid": lambda x: x.softmax(dim=1),
    "log_softmax": lambda x: x.log_softmax(2),
    "glu": lambda x: F.glu(x, 1),
    "clamp": lambda x: x.clamp(-0.5, max=1),
    "clamp by a tensor": lambda x: torch.clamp(x, min=torch.zeros(6)),
    "clamp_min": lambda x: x.clamp_min(0.1),
    "clamp_max": lambda x: x.clamp_max(0.1),
    "square root": lambda x: x.abs().sqrt(),
    "rsqrt": lambda x: (x * x + 1).rsqrt(),
    "exp": lambda x: x.exp(),
    "log": lambda x: (x.abs() + 1).log2(),
    "add": lambda x: torch.add(x, x.sin(), alpha=0.3),
    "add a number": lambda x: 3 + x,
    "broadcast": lambda x: x * x.mean((2, 3), keepdim=True),
    "subtract": lambda x: 1 - x,
    "difference": lambda x: x - x.mean(1, keepdim=True),
    "in place": lambda x: x.clone().sub_(0.5).mul_(2).add_(x),
    "divide": lambda x: x / 3,
    "reciprocal": lambda x: 2 / (x.abs() + 1),
    "whole division": lambda x: torch.div(x, 0.3, rounding_mode="floor") + x // 0.3,
    "power": lambda x: x**2 + x.abs().pow(1.5),
    "maximum": lambda x: torch.maximum(x, x.neg()),
    "two-tensor max": lambda x: torch.max(x, x.neg()),
    "minimum": lambda x: torch.minimum(x, torch.zeros(())),
    "comparison": lambda x: (x > 0.2).float() * (x <= 1),
    "where": lambda x: torch.where(x > 0, x, 0.1 * x),
    "masked_fill": lambda x: x.masked_fill(x > 1, -7.0),
    "negation": lambda x: -x,
    "set": lambda x: _set(x.clone()),
    "zeros": lambda x: x + torch.zeros_like(x) + x.new_full((6,), 2.0),
}
MOVES = {
    "flatten": lambda x: torch.flatten(x, 1),
    "view": lambda x: x.view(1, 2, 2, 42),
    "reshape": lambda x: x.reshape(4, -1),
    "permute": lambda x: x.permute(0, 2, 3, 1),
    "transpose": lambda x: x.transpose(1, 3).contiguous(),
    "attribute T": lambda x: x[0, 0].T.clone() + x[0].mT.sum(0),
    "squeeze": lambda x: x.squeeze(0).unsqueeze(1),
    "expand": lambda x: x[:, :1].expand(1, 3, 7, 6),
    "repeat": lambda x: x.repeat(1, 2, 1, 1),
    "chunk": lambda x: torch.cat(x.chunk(2, 1)[::-1], 1),
    "split": lambda x: x.split([1, 3], 1)[1] * 2,
    "unbind": lambda x: torch.stack(x.unbind(1)),
    "items": lambda x: x[:, ::2, 1:, None, -1],
    "picked items": lambda x: x[:, torch.tensor([3, 0, 0])],
    "select": lambda x: x.select(2, 3),
    "narrow": lambda x: x.narrow(3, 1, 2),
    "index_select": lambda x: x.index_select(1, torch.tensor([2, 1])),
    "roll": lambda x: torch.roll(x, (2, -1), (2, 3)),
    "flip": lambda x: x.flip(3),
    "pad": lambda x: F.pad(x, (1, 2, 0, 1), value=5.0),
    "pad, mirrored": lambda x: F.pad(x, (2, 1, 1, 1), mode="reflect"),
    "unfold": lambda x: F.unfold(x, 3, padding=1),
    "unfold along an axis": lambda x: x.unfold(2, 3, 2),
    "channel shuffle": lambda x: F.channel_shuffle(x, 2),
    "pixel shuffle": lambda x: F.pixel_shuffle(x, 2),
    "copied": lambda x: torch.empty(2, 4, 7, 6).copy_(x),
    "meshgrid": lambda x: torch.meshgrid(x[0, 0, 0], x[0, 0, :, 0], indexing="ij")[0],
    "to": lambda x: x.to(torch.float64),
    "dropout": lambda x: F.dropout(x, 0.5, training=False),
}
LAYERS_THAT_MOVE = {
    "Flatten": nn.Flatten(),
    "Unflatten": nn.Unflatten(1, (2, 2)),
    "PixelShuffle": nn.PixelShuffle(2),
    "ChannelShuffle": nn.ChannelShuffle(2),
    "ZeroPad2d": nn.ZeroPad2d((1, 0, 2, 1)),
    "ConstantPad2d": nn.ConstantPad2d(1, 3.5),
    "ReflectionPad2d": nn.ReflectionPad2d(2),
    "ReplicationPad2d": nn.ReplicationPad2d(1),
    "Upsample": nn.Upsample(scale_factor=2),
    "bilinear": nn.Upsample(scale_factor=1.7, mode="bilinear"),
    "aligned": nn.Upsample(size=(5, 9), mode="bilinear", align_corners=True),
    "bicubic": nn.Upsample(scale_factor=2, mode="bicubic"),
}


def _set(x):
    x[:, 0] = 5
    x[:, 1, 2] = x[:, 2, 3]
    return x.tanh()


PRODUCTS = {
    "linear": (nn.Linear(8, 3), TOKENS),
    "linear, no bias": (nn.Linear(6, 3, bias=False), MAPS),
    "F.linear": (Apply(lambda x: F.linear(x, maps(3, 8)[0], torch.ones(3))), TOKENS),
    "matmul": (Apply(lambda x: x @ x.transpose(-1, -2)), MAPS),
    "matmul, broadcast": (Apply(lambda x: torch.matmul(maps(7, 7)[0], x)), MAPS),
    "matmul with a vector": (Apply(lambda x: x @ torch.arange(6.0)), MAPS),
    "bmm": (Apply(lambda x: torch.bmm(x, x.transpose(1, 2))), TOKENS),
    "mm": (Apply(lambda x: torch.mm(x[0], x[0].t())), TOKENS),
    "addmm": (Apply(lambda x: torch.addmm(torch.ones(5), x[0], x[0].t(), beta=2, alpha=0.5)), TOKENS),
    "einsum": (Apply(lambda x: torch.einsum("bchw,bdhw->bcd", x, x * 2)), MAPS),
    "einsum, hidden axes": (Apply(lambda x: torch.einsum("...ij,...kj->...ik", x, x)), MAPS),
    "attention": (Apply(lambda x: F.scaled_dot_product_attention(x, x * 2, x + 1)), MAPS),
    "attention, causal": (Apply(lambda x: F.scaled_dot_product_attention(x, x, x, is_causal=True, scale=0.3)), MAPS),
    "attention, masked": (
        Apply(lambda x: F.scaled_dot_product_attention(x, x, x, attn_mask=torch.eye(7, dtype=torch.bool))),
        MAPS,
    ),
    "multi-head": (nn.MultiheadAttention(8, 2, batch_first=True), (TOKENS, TOKENS, TOKENS)),
    "multi-head, tokens first": (nn.MultiheadAttention(8, 4, bias=False), (TOKENS, TOKENS, TOKENS)),
    "multi-head, other widths": (
        nn.MultiheadAttention(8, 2, kdim=6, vdim=4, batch_first=True),
        (TOKENS, maps(3, 6), maps(3, 4)),
    ),
    "embedding": (nn.Embedding(9, 4), torch.tensor([[3, 1, 8]])),
}
CASES = {
    **{f"convolution, {name}": case for name, case in CONVOLUTIONS.items()},
    **{f"pooling, {name}": case for name, case in POOLINGS.items()},
    **{f"norm, {name}": case for name, case in NORMS.items()},
    **{f"{module}": (module, MAPS) for module in ACTIVATIONS},
    **{f"function, {name}": (Apply(function), MAPS) for name, function in FUNCTIONS.items()},
    **{f"move, {name}": (Apply(function), MAPS) for name, function in MOVES.items()},
    **{f"layer, {name}": (module, MAPS) for name, module in LAYERS_THAT_MOVE.items()},
    **{f"product, {name}": case for name, case in PRODUCTS.items()},
}


class Alone(nn.Module):
    """One layer with whatever inputs."""

    def __init__(self, layer):
        super().__init__()
        self.layer = layer

    def forward(self, *inputs):
        return self.layer(*inputs)


@pytest.mark.parametrize("name", CASES)
def test_the_terms_add_up_and_stand_where_they_say(name):
    module, x = CASES[name]
    trace = capture(Alone(module), x)
    dice = np.random.default_rng(0)
    assert trace.calls
    for call in trace.calls:
        assert is_explained(call), call.op
        for _ in range(CELLS):
            index = tuple(int(dice.integers(size)) for size in call.output_shape)
            e = explain(trace, call, index)
            # The goal is 1e-5 of the sizes; sums this short come much closer.
            assert abs(e.difference) <= 2e-6 * (e.magnitude + 1), (call.op, index, e.result, e.network)
            assert e.network == pytest.approx(float(call.tensor[index]), nan_ok=True)
            assert_they_stand_there(trace, e)


def assert_they_stand_there(trace, e):
    terms = e.terms
    if e.family == "attention" or e.formula.startswith("e^"):
        return  # numbers made on the way
    for term in range(len(terms)):
        place = terms.places.at(term)
        if place is not None:
            assert abs(float(trace.tensor(place[0])[place[1]])) == pytest.approx(abs(terms.values[term])), (e.op, place)
