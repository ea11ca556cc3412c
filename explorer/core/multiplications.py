"""How many multiply-accumulates matrix products, contractions and attention take."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from explorer.core.settings import bound, function_name, is_torch_layer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import nn

    from explorer.core.graph import Call

_PRODUCTS: dict[str, tuple[str, ...]] = {
    "matmul": ("input", "other"),
    "rmatmul": ("other", "input"),
    "mm": ("input", "mat2"),
    "bmm": ("input", "mat2"),
    "mv": ("input", "vec"),
    "dot": ("input", "tensor"),
    "addmm": ("input", "mat1", "mat2"),
    "baddbmm": ("input", "batch1", "batch2"),
}


def contraction_macs(call: Call) -> int:
    """Multiply-accumulates of a matrix product or an einsum of two operands; 0 for other calls."""
    import torch

    name = function_name(call)
    if name == "einsum":
        return _einsum_macs(call)
    if name not in _PRODUCTS or call.tensor is None:
        return 0
    left = bound(call, _PRODUCTS[name]).get(_PRODUCTS[name][-2])
    return call.tensor.numel() * int(left.shape[-1]) if isinstance(left, torch.Tensor) else 0


def attention_macs(call: Call) -> int:
    """Multiply-accumulates of scaled dot-product or multi-head attention; 0 for other calls."""
    from torch import nn

    if function_name(call) == "scaled_dot_product_attention":
        values = bound(call, ("query", "key", "value"))
        query, key, value = values["query"], values["key"], values["value"]
        scores = int(query[..., 0].numel()) * int(key.shape[-2])
        return scores * (int(query.shape[-1]) + int(value.shape[-1]))
    if is_torch_layer(call) and isinstance(call.module, nn.MultiheadAttention):
        return _multi_head_macs(call, call.module)
    return 0


def _multi_head_macs(call: Call, module: nn.MultiheadAttention) -> int:
    """Four projections and two products; a batch of one or none."""
    named = bound(call, ("query", "key", "value"))
    given = list(call.inputs)
    query, key, value = (named.get(name, given[min(i, len(given) - 1)]) for i, name in enumerate(_QKV))
    width = int(module.embed_dim)
    queries, keys = int(query.numel()) // width, int(key.numel()) // int(module.kdim)
    projections = int(query.numel() + key.numel() + value.numel() + query.numel()) * width
    batch = 1 if query.ndim == 2 else int(query.shape[0 if module.batch_first else 1])
    return projections + 2 * queries * (keys // batch) * width


_QKV = ("query", "key", "value")


def _einsum_macs(call: Call) -> int:
    """Every combination of two operands' indices is one product; 0 where nothing is summed."""
    equation, *operands = call.args
    operands = list(operands[0]) if operands and isinstance(operands[0], (tuple, list)) else operands
    if not isinstance(equation, str) or len(operands) != 2 or call.tensor is None:
        return 0
    sides = equation.replace(" ", "").split("->")[0].split(",")
    sizes: dict[str, int] = {}
    for letters, operand in zip(sides, operands, strict=True):
        for name, size in _named_sizes(letters, tuple(operand.shape)):
            sizes[name] = max(size, sizes.get(name, 1))  # a broadcast dimension has size 1 in one of them
    products = math.prod(sizes.values())
    return products if products > call.tensor.numel() else 0


def _named_sizes(letters: str, shape: Sequence[int]) -> list[tuple[str, int]]:
    """(index, size) of one operand; the dimensions of an ellipsis are counted from its end."""
    before, _, after = letters.partition("...")
    if "..." not in letters:
        return list(zip(letters, shape, strict=True))
    middle = shape[len(before) : len(shape) - len(after)]
    named = [(f"...{len(middle) - i}", size) for i, size in enumerate(middle)]
    return [*zip(before, shape, strict=False), *named, *zip(after, shape[len(shape) - len(after) :], strict=True)]
