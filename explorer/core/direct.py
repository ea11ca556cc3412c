"""Layers without their wrapping: the torch function that a module in evaluation mode comes down to."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch
from torch import nn
from torch.overrides import TorchFunctionMode

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_nn = torch._C._nn


@dataclass(frozen=True, slots=True)
class Direct:
    """What a layer's evaluation is: `function(x, *further)` or `x.method(*further)`; `x` itself if there is neither."""

    function: Callable[..., Any] | None = None
    method: str = ""
    further: tuple[Any, ...] = ()


def direct_call(module: nn.Module) -> Direct | None:
    """What a layer in evaluation mode comes down to; None if that is not known.

    Only for exact classes: a subclass may do anything.
    """
    if type(module) not in _DIRECT or "forward" in vars(module):
        return None
    return _DIRECT[type(module)][0](module)


def settings_of(module: nn.Module) -> tuple[str, ...] | None:
    """The attributes that decide what such a layer computes in evaluation; None if that is not known."""
    return _DIRECT[type(module)][1] if type(module) in _DIRECT else None


def evaluating_copy(module: nn.Module) -> Callable[..., Any]:
    """The forward of a copy that shares the weights but is in evaluation mode and writes nothing in place."""
    twin: Any = copy.copy(module)
    twin.training = False
    if getattr(twin, "inplace", False) is True:
        twin.inplace = False
    forward: Callable[..., Any] = twin.forward
    return _watched(forward) if isinstance(module, nn.MultiheadAttention) else forward


class _Watching(TorchFunctionMode):
    """Does nothing but be there."""

    def __torch_function__(
        self, func: Callable[..., Any], types: Sequence[type], args: Any = (), kwargs: Any = None
    ) -> Any:
        return func(*args, **(kwargs or {}))


def _watched(forward: Callable[..., Any]) -> Callable[..., Any]:
    """Attention by the formula: torch's fused path is off while anything watches, and rounds differently."""

    def run(*args: Any, **kwargs: Any) -> Any:
        with _Watching():
            return forward(*args, **kwargs)

    return run


def _conv1d(m: Any) -> Direct | None:
    if m.padding_mode != "zeros":
        return None
    return Direct(torch.conv1d, further=(m.weight, m.bias, m.stride, m.padding, m.dilation, m.groups))


def _conv2d(m: Any) -> Direct | None:
    if m.padding_mode != "zeros":
        return None
    further = (m.weight, m.bias, _short(m.stride), _short(m.padding), _short(m.dilation), m.groups)
    return Direct(torch.conv2d, further=_without_defaults(further, (None, None, 1, 0, 1, 1)))


def _max_pool2d(m: Any) -> Direct | None:
    if m.return_indices:
        return None
    size = _short(m.kernel_size)
    stride = size if m.stride is None else _short(m.stride)
    further = (size, stride, _short(m.padding), _short(m.dilation), m.ceil_mode)
    return Direct(torch.max_pool2d, further=_without_defaults(further, (None, size, 0, 1, False)))


def _avg_pool2d(m: Any) -> Direct:
    further = (m.kernel_size, m.stride, m.padding, m.ceil_mode, m.count_include_pad, m.divisor_override)
    return Direct(_nn.avg_pool2d, further=further)


def _adaptive_avg_pool2d(m: Any) -> Direct | None:
    size = (m.output_size, m.output_size) if isinstance(m.output_size, int) else m.output_size
    return None if None in size else Direct(_nn.adaptive_avg_pool2d, further=(size,))


def _batch_norm(m: Any) -> Direct | None:
    if m.running_mean is None or m.running_var is None:
        return None
    cudnn = torch.backends.cudnn.enabled
    further = (m.weight, m.bias, m.running_mean, m.running_var, False, 0.0, m.eps, cudnn)
    return Direct(torch.batch_norm, further=further)


def _layer_norm(m: Any) -> Direct:
    further = (m.normalized_shape, m.weight, m.bias, m.eps, torch.backends.cudnn.enabled)
    return Direct(torch.layer_norm, further=further)


def _flatten(m: Any) -> Direct:
    return Direct(method="flatten", further=(m.start_dim,) if m.end_dim == -1 else (m.start_dim, m.end_dim))


def _short(numbers: Any) -> Any:
    """(1, 1) as 1: torch reads one number faster than a tuple."""
    return numbers[0] if isinstance(numbers, tuple) and len(set(numbers)) == 1 else numbers


def _without_defaults(further: tuple[Any, ...], defaults: tuple[Any, ...]) -> tuple[Any, ...]:
    """The arguments up to the last one that is not its default; None: no default."""
    needed = (n for n, (a, d) in enumerate(zip(further, defaults, strict=True), 1) if d is None or a != d)
    return further[: max(needed)]


def _function(function: Callable[..., Any], *attributes: str) -> Callable[[Any], Direct]:
    return lambda m: Direct(function, further=tuple(getattr(m, name) for name in attributes))


def _method(name: str) -> Callable[[Any], Direct]:
    # A method without arguments has no arguments to parse.
    return lambda m: Direct(method=name)


def _nothing(m: Any) -> Direct:
    return Direct()


_CONV = ("stride", "padding", "dilation", "groups", "padding_mode")
_MAX_POOL = ("kernel_size", "stride", "padding", "dilation", "ceil_mode", "return_indices")
_AVG_POOL = ("kernel_size", "stride", "padding", "ceil_mode", "count_include_pad", "divisor_override")

_DIRECT: dict[type[nn.Module], tuple[Callable[[Any], Direct | None], tuple[str, ...]]] = {
    nn.Conv1d: (_conv1d, _CONV),
    nn.Conv2d: (_conv2d, _CONV),
    nn.Linear: (_function(_nn.linear, "weight", "bias"), ()),
    nn.BatchNorm1d: (_batch_norm, ("eps",)),
    nn.BatchNorm2d: (_batch_norm, ("eps",)),
    nn.LayerNorm: (_layer_norm, ("eps", "normalized_shape")),
    nn.MaxPool2d: (_max_pool2d, _MAX_POOL),
    nn.AvgPool2d: (_avg_pool2d, _AVG_POOL),
    nn.AdaptiveAvgPool2d: (_adaptive_avg_pool2d, ("output_size",)),
    nn.ReLU: (_method("relu"), ()),
    nn.ReLU6: (_function(_nn.relu6), ()),
    nn.LeakyReLU: (_function(_nn.leaky_relu, "negative_slope"), ("negative_slope",)),
    nn.ELU: (_function(_nn.elu, "alpha"), ("alpha",)),
    nn.SiLU: (_function(_nn.silu), ()),
    nn.Hardswish: (_function(_nn.hardswish), ()),
    nn.Hardsigmoid: (_function(_nn.hardsigmoid), ()),
    nn.Sigmoid: (_method("sigmoid"), ()),
    nn.Tanh: (_method("tanh"), ()),
    nn.Flatten: (_flatten, ("start_dim", "end_dim")),
    nn.Identity: (_nothing, ()),
    nn.Dropout: (_nothing, ()),
    nn.Dropout2d: (_nothing, ()),
}
"""How each class is called, and the attributes that have a say in it."""
