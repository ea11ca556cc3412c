"""The settings of a convolution or pooling call in one normal form, whether a module or a function did it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    import torch
    from torch import nn
    from torch.nn.modules.conv import _ConvNd

    from explorer.core.graph import Call

_ARGUMENTS: dict[str, tuple[str, ...]] = {
    "conv": ("input", "weight", "bias", "stride", "padding", "dilation", "groups"),
    "conv_transpose": ("input", "weight", "bias", "stride", "padding", "output_padding", "groups", "dilation"),
    "max_pool": ("input", "kernel_size", "stride", "padding", "dilation", "ceil_mode", "return_indices"),
    "avg_pool": ("input", "kernel_size", "stride", "padding", "ceil_mode", "count_include_pad", "divisor_override"),
    "lp_pool": ("input", "norm_type", "kernel_size", "stride", "ceil_mode"),
    "adaptive_max_pool": ("input", "output_size", "return_indices"),
    "adaptive_avg_pool": ("input", "output_size"),
    "mean": ("input", "dim", "keepdim"),
    "amax": ("input", "dim", "keepdim"),
    "linear": ("input", "weight", "bias"),
}
"""The positional arguments of torch's functions, by family."""

_FUNCTION = re.compile(r"(conv|conv_transpose|(?:max|avg|lp|adaptive_max|adaptive_avg)_pool)([123])d(?:_with_indices)?")
_POOL_CLASS = re.compile(r"(Max|Avg|LP|AdaptiveMax|AdaptiveAvg)Pool([123])d")
_POOL_FAMILIES = {
    "Max": "max_pool",
    "Avg": "avg_pool",
    "LP": "lp_pool",
    "AdaptiveMax": "adaptive_max_pool",
    "AdaptiveAvg": "adaptive_avg_pool",
}


@dataclass(frozen=True, slots=True)
class Window:
    """What slides over the map; every tuple has one entry per spatial dimension, outermost first.

    Attributes:
        kernel: the cells of a window; of adaptive pooling the largest window.
        stride: the step; of adaptive pooling the whole part of input / output.
        padding: (before, after); `same` and `valid` are resolved.
        dilation: the step between a window's cells.
        output_padding: extra cells at the end, transposed convolution only.
        groups: into how many groups the channels are split.
        transposed: whether the kernel is stamped onto the output instead of slid over the input.
        ceil_mode: whether the output size is rounded up.
        count_include_pad: whether padded cells count in an average.
        divisor_override: what an average's sum is divided by instead of the window's size.
        adaptive: whether the windows follow from the output size, see `adaptive_bounds`; global pooling is such.
        is_max: whether the largest value is taken.
        norm_type: the p of LP pooling.
        padding_mode: what padding is filled with: `zeros`, `reflect`, `replicate`, `circular`.
    """

    kernel: tuple[int, ...]
    stride: tuple[int, ...]
    padding: tuple[tuple[int, int], ...]
    dilation: tuple[int, ...]
    output_padding: tuple[int, ...]
    groups: int = 1
    transposed: bool = False
    ceil_mode: bool = False
    count_include_pad: bool = True
    divisor_override: int | None = None
    adaptive: bool = False
    is_max: bool = False
    norm_type: float | None = None
    padding_mode: str = "zeros"

    @property
    def dimensions(self) -> int:
        """How many spatial dimensions the window has: 1, 2 or 3."""
        return len(self.kernel)


def conv_window(call: Call) -> Window | None:
    """The window of a convolution, None for any other call."""
    operation = _operation(call)
    weight, _ = weight_and_bias(call)
    if operation is None or weight is None or operation[0] not in ("conv", "conv_transpose"):
        return None
    family, dimensions, values = operation
    kernel = tuple(weight.shape[2:])
    dilation = _per_dimension(values.get("dilation", 1), dimensions)
    window = Window(
        kernel=kernel,
        stride=_per_dimension(values.get("stride", 1), dimensions),
        padding=_padding_pairs(values.get("padding", 0), kernel, dilation),
        dilation=dilation,
        output_padding=_per_dimension(values.get("output_padding", 0), dimensions),
        groups=int(values.get("groups", 1)),
        transposed=family == "conv_transpose",
        padding_mode=str(values.get("padding_mode", "zeros")),
    )
    return _with_output_padding(window, call) if window.transposed else window


def pool_window(call: Call) -> Window | None:
    """The window of max, average, LP, adaptive and global pooling; None for other calls and fractional pooling.

    A mean or maximum over exactly the spatial dimensions is global pooling.
    """
    operation = _operation(call)
    source = input_of(call)
    if operation is None or source is None:
        return None
    family, dimensions, values = operation
    if family in ("mean", "amax"):
        return _global_window(source, values, is_max=family == "amax")
    if family.startswith("adaptive"):
        sizes, outputs = source.shape[-dimensions:], call.output_shape[-dimensions:]
        return _adaptive_window(tuple(sizes), tuple(outputs), is_max="max" in family)
    return _sliding_window(family, dimensions, values) if family.endswith("pool") else None


def adaptive_bounds(in_size: int, out_size: int) -> list[tuple[int, int]]:
    """(start, stop) of adaptive pooling's windows along one dimension, by torch's rule; they may overlap."""
    return [(i * in_size // out_size, -(-(i + 1) * in_size // out_size)) for i in range(out_size)]


def input_of(call: Call) -> torch.Tensor | None:
    """The tensor that a layer works on: the function's argument `input`, else the first input."""
    if call.function is not None:
        value = call.args[0] if call.args else call.kwargs.get("input")
        if isinstance(value, _classes()[0]):
            return value
    return call.inputs[0] if call.inputs else None


def weight_and_bias(call: Call) -> tuple[torch.Tensor | None, torch.Tensor | None]:
    """The weight and bias that a convolution or linear layer used; None where it has none."""
    return _used(call, "weight"), _used(call, "bias")


def _used(call: Call, name: str) -> torch.Tensor | None:
    if call.function is not None:
        operation = _operation(call)
        value = None if operation is None else operation[2].get(name)
    else:
        value = call.parameters.get(name, getattr(call.module, name, None))
    return value if isinstance(value, _classes()[0]) else None


def function_name(call: Call) -> str:
    """The name of a functional operation without underscores at its ends, empty for a module."""
    return "" if call.function is None else str(getattr(call.function, "__name__", "")).strip("_")


def is_linear(call: Call) -> bool:
    """Whether the call is a fully connected layer."""
    operation = _operation(call)
    return operation is not None and operation[0] == "linear"


def is_torch_layer(call: Call) -> bool:
    """Whether a module of torch itself did it, whose attributes can be believed (a subclass may do otherwise)."""
    return call.function is None and call.module is not None and type(call.module).__module__.startswith("torch.")


def bound(call: Call, names: tuple[str, ...]) -> dict[str, Any]:
    """A function call's arguments by name."""
    return {**dict(zip(names, call.args, strict=False)), **call.kwargs}


def _operation(call: Call) -> tuple[str, int, Mapping[str, Any]] | None:
    """(family, spatial dimensions, settings by torch's names) of a known operation."""
    if call.function is not None:
        return _function_operation(call)
    return _module_operation(call) if is_torch_layer(call) else None


def _function_operation(call: Call) -> tuple[str, int, Mapping[str, Any]] | None:
    name = function_name(call)
    match = _FUNCTION.fullmatch(name)
    family = match[1] if match else name
    if family not in _ARGUMENTS or (match is None and family not in ("mean", "amax", "linear")):
        return None
    return family, int(match[2]) if match else 0, bound(call, _ARGUMENTS[family])


@cache
def _classes() -> tuple[type[torch.Tensor], type[_ConvNd], type[nn.Linear]]:
    """(tensor, convolution, linear layer), imported once: these questions are asked of every picture."""
    from torch import Tensor, nn
    from torch.nn.modules.conv import _ConvNd

    return Tensor, _ConvNd, nn.Linear


def _module_operation(call: Call) -> tuple[str, int, Mapping[str, Any]] | None:
    _, convolution, linear = _classes()
    module = call.module
    if isinstance(module, convolution):
        # A lazy or parametrized layer's class name does not end in its dimensions: its stride tells them.
        return ("conv_transpose" if module.transposed else "conv"), len(module.stride), vars(module)
    if isinstance(module, linear):
        return "linear", 0, vars(module)
    match = _POOL_CLASS.fullmatch(type(module).__name__)
    return (_POOL_FAMILIES[match[1]], int(match[2]), vars(module)) if match else None


def _sliding_window(family: str, dimensions: int, values: Mapping[str, Any]) -> Window:
    kernel = _per_dimension(values["kernel_size"], dimensions)
    stride = values.get("stride")
    padding = _per_dimension(values.get("padding", 0), dimensions)
    override, norm_type = values.get("divisor_override"), values.get("norm_type")
    return Window(
        kernel=kernel,
        # Every pooling function reads "no stride" (None or an empty list) as "windows side by side".
        stride=kernel if stride is None or stride in ((), []) else _per_dimension(stride, dimensions),
        padding=tuple((p, p) for p in padding),
        dilation=_per_dimension(values.get("dilation", 1), dimensions),
        output_padding=(0,) * dimensions,
        ceil_mode=bool(values.get("ceil_mode", False)),
        count_include_pad=bool(values.get("count_include_pad", True)),
        divisor_override=None if override is None else int(override),
        is_max=family == "max_pool",
        norm_type=None if norm_type is None else float(norm_type),
    )


def _adaptive_window(sizes: tuple[int, ...], outputs: tuple[int, ...], is_max: bool) -> Window:
    bounds = [adaptive_bounds(size, output) for size, output in zip(sizes, outputs, strict=True)]
    zeros = (0,) * len(sizes)
    return Window(
        kernel=tuple(max(stop - start for start, stop in pairs) for pairs in bounds),
        stride=tuple(max(size // output, 1) for size, output in zip(sizes, outputs, strict=True)),
        padding=((0, 0),) * len(sizes),
        dilation=(1,) * len(sizes),
        output_padding=zeros,
        adaptive=True,
        is_max=is_max,
    )


def _global_window(source: torch.Tensor, values: Mapping[str, Any], is_max: bool) -> Window | None:
    """One window over everything, if exactly the dimensions after (N, C) are reduced."""
    axes = values.get("dim", values.get("axis"))
    axes = (axes,) if isinstance(axes, int) else axes
    if not isinstance(axes, (tuple, list)) or not 3 <= source.ndim <= 5 or not all(isinstance(a, int) for a in axes):
        return None
    if sorted(axis % source.ndim for axis in axes) != list(range(2, source.ndim)):
        return None
    if source.ndim == 3 and values.get("keepdim", values.get("keepdims", False)):
        return None  # the first half of a hand-written layer norm over (N, T, C)
    sizes = tuple(source.shape[2:])
    return _adaptive_window(sizes, (1,) * len(sizes), is_max)


def _with_output_padding(window: Window, call: Call) -> Window:
    """A transposed layer that was called with an `output_size` chose its output padding then."""
    asked = call.kwargs.get("output_size", call.args[1] if len(call.args) > 1 else None)
    source = input_of(call)
    if call.function is not None or asked is None or source is None:
        return window
    plain = [
        (size - 1) * stride - before - after + dilation * (kernel - 1) + 1
        for size, kernel, stride, (before, after), dilation in zip(
            source.shape[-window.dimensions :],
            window.kernel,
            window.stride,
            window.padding,
            window.dilation,
            strict=True,
        )
    ]
    outputs = call.output_shape[-window.dimensions :]
    return replace(window, output_padding=tuple(o - p for o, p in zip(outputs, plain, strict=True)))


def _padding_pairs(padding: Any, kernel: tuple[int, ...], dilation: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    if padding == "valid":
        return ((0, 0),) * len(kernel)
    if padding == "same":
        # torch puts the odd cell at the end.
        totals = [d * (k - 1) for k, d in zip(kernel, dilation, strict=True)]
        return tuple((total // 2, total - total // 2) for total in totals)
    return tuple((p, p) for p in _per_dimension(padding, len(kernel)))


def _per_dimension(value: Any, dimensions: int) -> tuple[int, ...]:
    """`3` and `(3,)` mean 3 in every dimension."""
    values = tuple(value) if isinstance(value, (tuple, list)) else (value,)
    return tuple(int(v) for v in (values * dimensions if len(values) == 1 else values))
