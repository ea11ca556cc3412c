"""The same layer gives the same window, however it was written."""

from __future__ import annotations

from typing import Any

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from explorer.core.graph import Call
from explorer.core.settings import Window, adaptive_bounds, conv_window, pool_window, weight_and_bias

# torch says so once per process, at the first even kernel.
pytestmark = pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel lengths")

MAPS = torch.rand(1, 4, 12, 10)
SIGNAL = torch.rand(1, 4, 12)
VOLUME = torch.rand(1, 4, 6, 6, 6)


def module_call(module: nn.Module, x: torch.Tensor, *more: Any, **kwargs: Any) -> Call:
    with torch.no_grad():
        output = module(x, *more, **kwargs)
    name = type(module).__name__
    return Call(
        name, name, 0, "other", name, (x,), output, (), dict(module.named_parameters()), module,
        args=(x, *more), kwargs=kwargs,
    )  # fmt: skip


def function_call(function: Any, *args: Any, **kwargs: Any) -> Call:
    inputs = tuple(a for a in (*args, *kwargs.values()) if isinstance(a, torch.Tensor))
    name = function.__name__
    output = function(*args, **kwargs)
    return Call(name, name, 0, "other", name, inputs, output, (), function=function, args=args, kwargs=kwargs)


POOLINGS = [
    (nn.MaxPool2d(3, 2, 1, 1, ceil_mode=True), lambda: function_call(F.max_pool2d, MAPS, 3, 2, 1, 1, True)),
    (nn.MaxPool2d((2, 3), dilation=2), lambda: function_call(torch.max_pool2d, MAPS, [2, 3], dilation=2)),
    (nn.MaxPool2d(2, return_indices=True), lambda: function_call(F.max_pool2d_with_indices, MAPS, 2)),
    (nn.MaxPool2d(2), lambda: function_call(F.max_pool2d, input=MAPS, kernel_size=2, stride=None)),
    (nn.MaxPool1d(3, 1, 1), lambda: function_call(F.max_pool1d, SIGNAL, 3, stride=1, padding=1)),
    (nn.MaxPool3d(2), lambda: function_call(F.max_pool3d, VOLUME, 2)),
    (nn.AvgPool2d(2, 1, 1, False, False), lambda: function_call(F.avg_pool2d, MAPS, 2, 1, 1, False, False)),
    (nn.AvgPool2d(2, divisor_override=3), lambda: function_call(F.avg_pool2d, MAPS, 2, divisor_override=3)),
    (nn.AvgPool1d(2), lambda: function_call(torch.avg_pool1d, SIGNAL, (2,))),
    (nn.LPPool2d(2, 3, 2), lambda: function_call(F.lp_pool2d, MAPS, 2.0, 3, 2)),
    (nn.AdaptiveAvgPool2d((5, 1)), lambda: function_call(F.adaptive_avg_pool2d, MAPS, (5, 1))),
    (nn.AdaptiveAvgPool2d((None, 3)), lambda: function_call(F.adaptive_avg_pool2d, MAPS, (12, 3))),
    (nn.AdaptiveMaxPool2d(4), lambda: function_call(F.adaptive_max_pool2d, MAPS, output_size=4)),
    (nn.AdaptiveAvgPool2d(1), lambda: function_call(torch.Tensor.mean, MAPS, (2, 3))),
    (nn.AdaptiveAvgPool2d(1), lambda: function_call(torch.mean, MAPS, dim=[-1, -2], keepdim=True)),
    (nn.AdaptiveMaxPool2d(1), lambda: function_call(torch.amax, MAPS, (2, 3))),
    (nn.AdaptiveAvgPool1d(1), lambda: function_call(torch.Tensor.mean, SIGNAL, -1)),
    (nn.AdaptiveAvgPool3d(1), lambda: function_call(torch.Tensor.mean, VOLUME, (2, 3, 4))),
]


@pytest.mark.parametrize(("module", "functional"), POOLINGS)
def test_a_pooling_function_has_the_window_of_its_module(module, functional):
    call = functional()
    source = call.inputs[0]
    window = pool_window(call)
    assert window is not None
    assert window == pool_window(module_call(module, source))
    assert conv_window(call) is None


CONVOLUTIONS = [
    (nn.Conv2d(4, 6, 3, 2, 1, 2, 2), MAPS, lambda w, b: (F.conv2d, (MAPS, w, b, 2, 1, 2, 2), {})),
    (nn.Conv2d(4, 6, (3, 4), padding="same"), MAPS, lambda w, b: (torch.conv2d, (MAPS, w, b), {"padding": "same"})),
    (nn.Conv1d(4, 2, 3, bias=False), SIGNAL, lambda w, b: (F.conv1d, (SIGNAL, w), {"padding": "valid"})),
    (nn.Conv3d(4, 2, 2, 2), VOLUME, lambda w, b: (F.conv3d, (), {"input": VOLUME, "weight": w, "stride": (2,)})),
    (
        nn.ConvTranspose2d(4, 6, 3, 2, 1, 1, 2, True, 2),
        MAPS,
        lambda w, b: (F.conv_transpose2d, (MAPS, w, b, 2, 1, 1, 2, 2), {}),
    ),
]


@pytest.mark.parametrize(("module", "x", "functional"), CONVOLUTIONS)
def test_a_convolution_function_has_the_window_and_weights_of_its_module(module, x, functional):
    weight, bias = module.weight.detach(), None if module.bias is None else module.bias.detach()
    function, args, kwargs = functional(weight, bias)
    call = function_call(function, *args, **kwargs)
    assert conv_window(call) == conv_window(module_call(module, x))
    assert weight_and_bias(call)[0] is weight
    assert pool_window(call) is None


def test_every_setting_of_a_convolution_is_read():
    call = module_call(nn.Conv2d(4, 6, (3, 5), (2, 1), (1, 0), (1, 2), 2, padding_mode="circular"), MAPS)
    assert conv_window(call) == Window(
        kernel=(3, 5), stride=(2, 1), padding=((1, 1), (0, 0)), dilation=(1, 2), output_padding=(0, 0), groups=2,
        padding_mode="circular",
    )  # fmt: skip


def test_same_padding_of_an_even_kernel_puts_the_odd_cell_at_the_end():
    call = module_call(nn.Conv2d(4, 1, (2, 4), padding="same"), MAPS)
    assert conv_window(call).padding == ((0, 1), (1, 2))


def test_a_transposed_layer_called_with_an_output_size_has_the_output_padding_that_makes_it():
    module = nn.ConvTranspose2d(4, 2, 3, stride=2, padding=1)
    assert conv_window(module_call(module, MAPS, output_size=(24, 19))).output_padding == (1, 0)


def test_what_is_no_sliding_window_has_none():
    calls = [
        module_call(nn.FractionalMaxPool2d(2, output_size=3), MAPS),
        module_call(nn.ReLU(), MAPS),
        module_call(nn.Linear(10, 3), MAPS),
        function_call(torch.relu, MAPS),
        function_call(torch.mean, MAPS, 1),
        function_call(torch.mean, MAPS),
        function_call(torch.Tensor.mean, SIGNAL, -1, keepdim=True),
        function_call(F.fractional_max_pool2d, MAPS, 2, output_size=3),
    ]
    assert [(pool_window(call), conv_window(call)) for call in calls] == [(None, None)] * len(calls)


class PadsFirst(nn.MaxPool2d):
    def forward(self, x):
        return super().forward(F.pad(x, (0, 1, 0, 1)))


def test_the_attributes_of_a_subclass_with_a_forward_of_its_own_are_not_believed():
    assert pool_window(module_call(PadsFirst(2), MAPS)) is None


def test_a_function_inside_a_users_module_tells_its_own_arguments():
    call = Call(
        "p", "p", 0, "pool", "PadsFirst", (MAPS,), F.max_pool2d(MAPS, 3), (),
        module=PadsFirst(2), function=F.max_pool2d, args=(MAPS, 3),
    )  # fmt: skip
    assert pool_window(call).kernel == (3, 3)


def test_adaptive_windows_follow_torchs_rule():
    # By hand: start = floor(i * 5 / 3), stop = ceil((i + 1) * 5 / 3).
    assert adaptive_bounds(5, 3) == [(0, 2), (1, 4), (3, 5)]
    assert adaptive_bounds(2, 4) == [(0, 1), (0, 1), (1, 2), (1, 2)]
    assert adaptive_bounds(4, 2) == [(0, 2), (2, 4)]


def test_a_parametrized_layer_is_still_torchs_own():
    module = nn.utils.parametrizations.weight_norm(nn.Conv2d(4, 2, 3, 2))
    assert conv_window(module_call(module, MAPS)).stride == (2, 2)
