"""The facts of a call: output-size formula, parameters, multiply-accumulates, bytes; with its own numbers filled in."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from explorer.core.graph import tensors_in
from explorer.core.multiplications import attention_macs, contraction_macs
from explorer.core.settings import adaptive_bounds, conv_window, input_of, is_linear, pool_window, weight_and_bias
from explorer.words import Words, joined

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import torch

    from explorer.core.graph import Call
    from explorer.core.settings import Window

# Most calls of a deep network: not worth the questions that tell how many products there are.
_WITHOUT_PRODUCTS = frozenset({"norm", "activation", "pool", "dropout", "reshape"})
_DIMENSION_NAMES = {1: ("length",), 2: ("height", "width"), 3: ("depth", "height", "width")}


def output_size_formula(call: Call) -> str | None:
    """How the output's size follows from the input's, as `⌊(14 + 2·1 − 3) / 1⌋ + 1 = 14`.

    One line per dimension, named, where the dimensions differ; adaptive and global pooling in words. None where
    the call is no convolution or pooling. Source: torch's Conv2d, ConvTranspose2d and MaxPool2d pages.
    """
    window = conv_window(call) or pool_window(call)
    source = input_of(call)
    if window is None or source is None:
        return None
    n = window.dimensions
    sizes, outputs = tuple(source.shape[-n:]), call.output_shape[-n:]
    if window.adaptive:
        return _global_words(sizes) if window.kernel == sizes else _per_line(_adaptive_words, window, sizes, outputs)
    return _per_line(_transposed_size if window.transposed else _sliding_size, window, sizes, outputs)


def output_sizes(window: Window, sizes: Sequence[int]) -> tuple[int, ...]:
    """The output's spatial size for an input's, for windows that are not adaptive."""
    return tuple(
        _transposed_count(window, axis, size) if window.transposed else _sliding_count(window, axis, size)[0]
        for axis, size in enumerate(sizes)
    )


def _per_line(words: Any, window: Window, sizes: tuple[int, ...], outputs: tuple[int, ...]) -> str:
    lines: list[str] = [words(window, axis, *pair) for axis, pair in enumerate(zip(sizes, outputs, strict=False))]
    if len(set(lines)) == 1:
        return lines[0]
    names = _DIMENSION_NAMES[len(sizes)]
    return joined((Words("{0}: {1}", name, line) for name, line in zip(names, lines, strict=True)), by="\n")


def _sliding_count(window: Window, axis: int, size: int) -> tuple[int, bool]:
    """(windows, whether ceil_mode's last one was dropped): it must start inside the input or its left padding."""
    (before, after), stride = window.padding[axis], window.stride[axis]
    span = size + before + after - window.dilation[axis] * (window.kernel[axis] - 1) - 1
    if not window.ceil_mode:
        return span // stride + 1, False
    count = -(-span // stride) + 1
    dropped = (count - 1) * stride >= size + before
    return count - dropped, dropped


def _transposed_count(window: Window, axis: int, size: int) -> int:
    (before, after), kernel = window.padding[axis], window.kernel[axis]
    reach = window.dilation[axis] * (kernel - 1) + window.output_padding[axis] + 1
    return (size - 1) * window.stride[axis] - before - after + reach


def _sliding_size(window: Window, axis: int, size: int, _output: int) -> str:
    kernel, dilation = window.kernel[axis], window.dilation[axis]
    taken = f"{kernel}" if dilation == 1 else f"{dilation}·({kernel} − 1) − 1"
    left, right = "⌈⌉" if window.ceil_mode else "⌊⌋"
    count, dropped = _sliding_count(window, axis, size)
    fraction = f"{left}({size} + {_padding_sum(window, axis)} − {taken}) / {window.stride[axis]}{right}"
    if dropped:
        return Words("{0} + 1 − 1 = {1} (a last window that would start beyond the input is left out)", fraction, count)
    return f"{fraction} + 1 = {count}"


def _transposed_size(window: Window, axis: int, size: int, _output: int) -> str:
    kernel, dilation, extra = window.kernel[axis], window.dilation[axis], window.output_padding[axis]
    reach = f"{kernel} + {extra}" if dilation == 1 else f"{dilation}·({kernel} − 1) + {extra} + 1"
    count = _transposed_count(window, axis, size)
    return f"({size} − 1)·{window.stride[axis]} − {_padding_sum(window, axis)} + {reach} = {count}"


def _padding_sum(window: Window, axis: int) -> str:
    before, after = window.padding[axis]
    return f"2·{before}" if before == after else f"{before} + {after}"


def _adaptive_words(_window: Window, _axis: int, size: int, output: int) -> str:
    lengths = sorted({stop - start for start, stop in adaptive_bounds(size, output)})
    if len(lengths) == 1:
        return Words("{0} as asked for: windows of {1} over {2}", output, lengths[0], size)
    return Words("{0} as asked for: windows of {1} to {2} over {3}", output, lengths[0], lengths[-1], size)


def _global_words(sizes: tuple[int, ...]) -> str:
    cells = " × ".join(map(str, sizes))
    return Words("1: one window over all {0} = {1:,} cells", cells, math.prod(sizes))


# ---- parameters


def parameter_count(call: Call) -> int:
    """How many learned numbers the call used: parameters only, no running statistics."""
    return learned_count(call.parameters)


def learned_count(parameters: Mapping[str, torch.Tensor]) -> int:
    """The same of a call's `parameters`."""
    from torch import nn

    learned = {id(t): t for t in parameters.values() if isinstance(t, nn.Parameter) or t.requires_grad}
    computed = [t for t in learned.values() if not isinstance(t, nn.Parameter)]
    # A weight computed from parameters (weight norm) stands beside them: the parameters are what is learned.
    chosen = [t for t in learned.values() if isinstance(t, nn.Parameter)] or computed
    return sum(tensor.numel() for tensor in chosen)


def parameters_product(call: Call) -> str:
    """Where the number of parameters comes from, as `32·(16·3·3) + 32 = 4,640`; the plain count where unknown."""
    count = parameter_count(call)
    product, value = _convolution_parameters(call) or _linear_parameters(call) or _norm_parameters(call) or ("", -1)
    return f"{product} = {count:,}" if count and value == count else f"{count:,}"


def _convolution_parameters(call: Call) -> tuple[str, int] | None:
    window, (weight, bias) = conv_window(call), weight_and_bias(call)
    if window is None or weight is None:
        return None
    outputs = _output_channels(window, weight)
    return _with_bias(f"{outputs:,}·({_one_kernel(window, weight)})", weight, bias, outputs)


def _linear_parameters(call: Call) -> tuple[str, int] | None:
    weight, bias = weight_and_bias(call)
    if not is_linear(call) or weight is None:
        return None
    return _with_bias("·".join(f"{size:,}" for size in weight.shape), weight, bias, weight.shape[0])


def _norm_parameters(call: Call) -> tuple[str, int] | None:
    """A scale and a shift per channel."""
    weight, bias = call.parameters.get("weight"), call.parameters.get("bias")
    if call.kind != "norm" or weight is None or bias is None or weight.shape != bias.shape:
        return None
    sizes = "·".join(f"{size:,}" for size in weight.shape)
    return (f"2·{sizes}" if weight.ndim == 1 else f"2·({sizes})"), 2 * weight.numel()


def _with_bias(product: str, weight: torch.Tensor, bias: torch.Tensor | None, outputs: int) -> tuple[str, int]:
    if bias is None:
        return product, weight.numel()
    return f"{product} + {outputs:,}", weight.numel() + bias.numel()


def _output_channels(window: Window, weight: torch.Tensor) -> int:
    return int(weight.shape[1]) * window.groups if window.transposed else int(weight.shape[0])


def _one_kernel(window: Window, weight: torch.Tensor) -> str:
    """`16·3·3`, grouped `16/4·3·3`: input channels and cells of the kernel that makes one output channel."""
    inputs = int(weight.shape[0]) if window.transposed else int(weight.shape[1]) * window.groups
    return "·".join([_share(inputs, window.groups), *map(str, window.kernel)])


def _share(channels: int, groups: int) -> str:
    return f"{channels:,}" if groups == 1 else f"{channels:,}/{groups:,}"


# ---- multiply-accumulates


def macs(call: Call) -> int:
    """Multiply-accumulates of convolutions, linear layers, matrix products and attention; 0 for all else.

    Biases, additions and element-wise operations are not counted, as torch's FlopCounterMode does (2 per MAC).
    """
    if call.kind in _WITHOUT_PRODUCTS:
        return 0
    factors = _mac_factors(call)
    if factors is not None:
        return factors[1]
    return contraction_macs(call) or attention_macs(call)


def macs_product(call: Call) -> str:
    """Where they come from, as `32·14·14 · 16·3·3 = 903,168`: cells, times products per cell; else the number."""
    factors = _mac_factors(call)
    return f"{macs(call):,}" if factors is None else f"{factors[0]} = {factors[1]:,}"


def _mac_factors(call: Call) -> tuple[str, int] | None:
    weight, _ = weight_and_bias(call)
    source, output = input_of(call), call.tensor
    if weight is None or source is None or output is None:
        return None
    window = conv_window(call)
    if window is None:
        if not is_linear(call):
            return None
        return f"{_cells(output.shape)} · {weight.shape[-1]:,}", output.numel() * int(weight.shape[-1])
    if window.transposed:
        # Every input cell stamps a kernel onto each output channel of its group.
        outputs = _share(_output_channels(window, weight), window.groups)
        stamped = "·".join([outputs, *map(str, window.kernel)])
        return f"{_cells(source.shape)} · {stamped}", source.numel() * math.prod(weight.shape[1:])
    return f"{_cells(output.shape)} · {_one_kernel(window, weight)}", output.numel() * math.prod(weight.shape[1:])


def _cells(shape: Sequence[int]) -> str:
    return "·".join(f"{size:,}" for size in _without_batch(shape))


# ---- memory, text, record


def activation_bytes(call: Call) -> int:
    """The bytes of everything that the call returned."""
    return sum(tensor.numel() * tensor.element_size() for tensor in tensors_in(call.output))


def bytes_text(count: int) -> str:
    """`24.5 KiB`: bytes in the largest binary unit that keeps them above one."""
    if count < 1024:
        return f"{count} B"
    power = min(int(math.log2(count)) // 10, 4)
    return f"{count / 1024**power:,.1f} {('KiB', 'MiB', 'GiB', 'TiB')[power - 1]}"


def count_text(count: int) -> str:
    """`2.16 M`, `1.81 G`: a count with three digits and a unit; below a thousand the number itself."""
    for unit, name in ((10**12, "T"), (10**9, "G"), (10**6, "M"), (10**3, "k")):
        if count >= 0.9995 * unit:
            return f"{count / unit:.3g} {name}"
    return str(count)


def shape_text(shape: Sequence[int]) -> str:
    """`32 × 14 × 14`: a shape without the batch of one."""
    return " × ".join(f"{size}" for size in _without_batch(shape))


def _without_batch(shape: Sequence[int]) -> tuple[int, ...]:
    sizes = tuple(int(size) for size in shape)
    return sizes[1:] if len(sizes) > 1 and sizes[0] == 1 else sizes


def call_record(call: Call) -> dict[str, Any]:
    """The call as JSON: what `layers --json` and `trace.json` hold."""
    return {
        "name": call.name,
        "path": call.path,
        "index": call.index,
        "kind": call.kind,
        "op": call.op,
        "inputs": list(call.parents),
        "output_shape": list(call.output_shape),
        "parameters": parameter_count(call),
        "macs": macs(call),
        "activation_bytes": activation_bytes(call),
    }
