"""Any activation as feature maps: an array (C, H, W) of float32, with a note where that is not the whole tensor."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch

if TYPE_CHECKING:
    from explorer.core.graph import Call, Trace

# Operations whose result is never negative, whatever they are given.
_NON_NEGATIVE = frozenset(
    "relu relu6 sigmoid softmax softmax2d softplus hardsigmoid square abs exp sqrt relu_".split()  # noqa: SIM905
)
# Operations that cannot make a negative number out of non-negative ones.
_KEEPS_SIGN = frozenset({"pool", "dropout", "reshape"})
_KEEPS_SIGN_OPS = frozenset(
    {"add", "cat", "concat", "stack", "mul", "identity", "pad", "hardtanh", "silu", "hardswish"}
)


@dataclass(frozen=True, slots=True, eq=False)
class FeatureMaps:
    """One layer's maps.

    Attributes:
        maps: (C, H, W) float32, C-contiguous.
        note: what the pictures leave out or how they were folded, empty if nothing.
    """

    maps: np.ndarray
    note: str = ""


def feature_maps(tensor: torch.Tensor) -> FeatureMaps | None:
    """A tensor's first item as feature maps (C, H, W); None for a tensor without numbers to show.

    Vectors (1, N) are N maps of one cell. Tokens (1, N, D) are D maps over the tokens, folded to a square where N
    (or N - 1, leaving out the class token) is one. (1, H, W, C) is told from (1, C, H, W) by H == W != C.
    """
    if tensor.numel() == 0 or tensor.is_sparse:
        return None
    tensor = tensor.detach()
    if tensor.is_complex():
        tensor = tensor.abs()
    note = f"first of {tensor.shape[0]}" if tensor.ndim > 1 and tensor.shape[0] > 1 else ""
    maps, folded = _channels_first(tensor[0] if tensor.ndim > 1 else tensor)
    array = np.ascontiguousarray(maps.to("cpu", torch.float32).numpy())
    return FeatureMaps(array, ", ".join(filter(None, (note, folded))))


def _channels_first(item: torch.Tensor) -> tuple[torch.Tensor, str]:
    if item.ndim <= 1:
        return item.reshape(-1, 1, 1), ""
    if item.ndim == 2:
        return _tokens(item)
    if item.ndim == 3:
        if item.shape[0] == item.shape[1] != item.shape[2]:
            return item.permute(2, 0, 1), "channels last"
        return item, ""
    return item.reshape(item.shape[0], -1, item.shape[-1]), "slices one below the other"


def _tokens(item: torch.Tensor) -> tuple[torch.Tensor, str]:
    """(N, D) -> D maps over N tokens."""
    count, channels = item.shape
    for skipped, note in ((0, ""), (1, "class token left out")):
        side = math.isqrt(count - skipped)
        if side > 1 and side * side == count - skipped:
            return item[skipped:].T.reshape(channels, side, side), note
    return item.T.reshape(channels, count, 1), ""


def is_signed(trace: Trace, call: Call, maps: np.ndarray | None = None) -> bool:
    """Whether a layer's values can be negative: told by its ancestry, so that colours do not flip while one draws."""
    if maps is not None and maps.size and np.fmin.reduce(maps, axis=None) < 0:
        return True
    return not _non_negative(trace, call.name, 12)


def _non_negative(trace: Trace, name: str, depth: int) -> bool:
    if name in trace.inputs:
        return bool(trace.inputs[name].is_floating_point() and trace.inputs[name].min() >= 0)
    call = trace[name]
    op = call.op.lower()
    if op in _NON_NEGATIVE:
        return True
    passes = call.kind in _KEEPS_SIGN or op in _KEEPS_SIGN_OPS
    constant = any(isinstance(value, (int, float)) and value < 0 for value in call.args)
    if not passes or constant or call.parameters or not call.parents or depth == 0:
        return False
    return all(_non_negative(trace, parent, depth - 1) for parent in call.parents)
