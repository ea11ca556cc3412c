"""Any activation as feature maps: an array (C, H, W) of float32, with a note where that is not the whole tensor."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from explorer.core.graph import tensors_in
from explorer.words import Words, joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    import torch

    from explorer.core.graph import Call, Trace

_AT_A_TIME = 32
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


def feature_maps(tensor: torch.Tensor, channels_last: bool | None = None) -> FeatureMaps | None:
    """A tensor's first item as feature maps (C, H, W); None for a tensor without numbers to show.

    Vectors (1, N) are N maps of one cell. Tokens (1, N, D) are D maps over the tokens, folded to a square where N
    (or N - 1, leaving out the class token) is one. `channels_last` tells (1, H, W, C) from (1, C, H, W); where it is
    not known, H == W != C does.
    """
    if tensor.numel() == 0 or tensor.is_sparse:
        return None
    several = tensor.ndim > 1
    note: str = ""
    if several and len(tensor) > 1:
        note, tensor = Words("first of {0}", len(tensor)), tensor[:1]
    if tensor.is_complex():
        tensor = tensor.abs()
    array = tensor.detach().cpu().float().numpy()
    maps, folded = _channels_first(array[0] if several else array, channels_last)
    return FeatureMaps(_contiguous(maps), joined((note, folded), by=", "))


def _contiguous(maps: np.ndarray) -> np.ndarray:
    """Maps (C, H, W) as they lie in memory, copied where that is not map by map."""
    if maps.flags.c_contiguous:
        return maps
    copied = np.empty(maps.shape, maps.dtype)
    # A few cells of all maps at a time: 768 maps of 56 x 56 that lie channels last take 2 ms, else 19.
    rows = max(1, _AT_A_TIME // maps.shape[2])
    for row in range(0, maps.shape[1], rows):
        copied[:, row : row + rows] = maps[:, row : row + rows]
    return copied


def _channels_first(item: np.ndarray, channels_last: bool | None) -> tuple[np.ndarray, str]:
    if item.ndim <= 1:
        return item.reshape(-1, 1, 1), ""
    if item.ndim == 2:
        return _tokens(item)
    if item.ndim == 3:
        if channels_last or (channels_last is None and item.shape[0] == item.shape[1] != item.shape[2]):
            return item.transpose(2, 0, 1), Words("channels last")
        return item, ""
    return item.reshape(item.shape[0], -1, item.shape[-1]), Words("slices one below the other")


def _tokens(item: np.ndarray) -> tuple[np.ndarray, str]:
    """(N, D) -> D maps over N tokens."""
    count, channels = item.shape
    for skipped, note in ((0, ""), (1, Words("class token left out"))):
        side = math.isqrt(count - skipped)
        if side > 1 and side * side == count - skipped:
            return item[skipped:].T.reshape(channels, side, side), note
    side = math.isqrt(channels)
    if side > 1 and side * side == channels:  # channels first already, as after reshape(N, C, H * W)
        return item.reshape(count, side, side), Words("tokens folded")
    return item.T.reshape(channels, count, 1), ""


def is_signed(trace: Trace, call: Call, maps: np.ndarray | None = None) -> bool:
    """Whether a layer's values can be negative: told by its ancestry, so that colours do not flip while one draws."""
    if not _non_negative(trace, call.name, 12):
        return True
    return maps is not None and maps.size > 0 and bool(np.fmin.reduce(maps, axis=None) < 0)


def _non_negative(trace: Trace, name: str, depth: int) -> bool:
    if name in trace.inputs:
        return bool(trace.inputs[name].is_floating_point() and trace.inputs[name].min() >= 0)
    call = trace[name]
    # A layer of the user's own that runs one function is known by the function's name as well.
    names = {call.op.lower(), getattr(call.function, "__name__", "").strip("_")}
    if names & _NON_NEGATIVE:
        return True
    repeats = any(call.tensor is tensor for tensor in call.inputs)
    passes = repeats or call.kind in _KEEPS_SIGN or names & _KEEPS_SIGN_OPS
    if not passes or call.parameters or not call.parents or depth == 0 or _has_negative_constant(trace, call):
        return False
    return all(_non_negative(trace, parent, depth - 1) for parent in call.parents)


def _has_negative_constant(trace: Trace, call: Call) -> bool:
    """Whether a number or a tensor that no call made, and that is below zero, goes in."""
    # Elsewhere a negative number is an axis or an index.
    numbers = (*call.args[1:], *call.kwargs.values()) if call.op in ("add", "mul", "pad") else ()
    numbers = call.args[2:] if call.op == "setitem" else numbers
    if any(isinstance(number, (int, float)) and number < 0 for number in numbers):
        return True
    made = {id(tensor) for parent in call.parents for tensor in _values_of(trace, parent)}
    return any(id(x) not in made and x.numel() > 0 and bool((x < 0).any()) for x in call.inputs if not x.is_complex())


def _values_of(trace: Trace, name: str) -> Iterator[torch.Tensor]:
    return iter((trace.inputs[name],)) if name in trace.inputs else tensors_in(trace[name].output)
