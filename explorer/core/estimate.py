"""How much memory a network's values will take, worked out without any numbers: on torch's meta device."""

from __future__ import annotations

import copy
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import nn

from explorer.core.capture import ONE_AT_A_TIME, capture
from explorer.core.graph import tensors_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from explorer.core.graph import Trace

# Of torchvision's networks the one with most for each pixel takes half of it.
_BYTES_PER_CELL = 40 << 10


@dataclass(frozen=True, slots=True)
class Estimate:
    """Bytes that one forward pass takes.

    Attributes:
        parameters: weights and buffers.
        activations: all values of one trace.
        peak: the most that are needed at a time where each value is let go after its last use.
    """

    parameters: int
    activations: int
    peak: int


def estimate(module: nn.Module, shape: tuple[int, ...]) -> Estimate | None:
    """What a capture of `module` on an input of this shape takes; None where that shows only while it runs.

    The first call of a process imports parts of torch for a second or two.
    """
    weights = {id(x): x for x in [*module.parameters(), *module.buffers()]}
    try:
        with ONE_AT_A_TIME, torch.device("meta"):
            trace = capture(_twin(module, weights), torch.empty(shape))
    except Exception:  # noqa: BLE001 - whatever a network does with numbers that are not there
        return None
    return Estimate(_bytes_of(weights.values()), activation_bytes(trace), _peak(trace))


def activation_bytes(trace: Trace) -> int:
    """Bytes of all values that the calls of a trace have made; memory that several share counts once."""
    return sum(_storages(trace).values())


def at_most(shape: tuple[int, ...]) -> int:
    """A number of bytes that the activations of known networks do not reach, from the input's shape alone."""
    return _BYTES_PER_CELL * math.prod((shape[0], *shape[2:]))


def _twin(module: nn.Module, weights: dict[int, torch.Tensor]) -> nn.Module:
    """A copy without numbers. The weights themselves are never copied."""
    others = (x for part in module.modules() for x in vars(part).values() if isinstance(x, torch.Tensor))
    known: dict[int, object] = {id(x): torch.empty_like(x, device="meta") for x in others}
    for key, tensor in weights.items():
        empty = torch.empty_like(tensor, device="meta")
        known[key] = nn.Parameter(empty, requires_grad=False) if isinstance(tensor, nn.Parameter) else empty
    return copy.deepcopy(module, known)


def _storages(trace: Trace) -> dict[int, int]:
    """Key -> bytes of the memory that the calls have made; inputs and weights have been there before."""
    before = [dict(trace.inputs), *(dict(call.parameters) for call in trace)]
    there = {_key(tensor) for tensor in tensors_in(before)}
    made = {_key(x): x.untyped_storage().nbytes() for call in trace for x in tensors_in(call.output)}
    return {key: size for key, size in made.items() if key not in there}


def _peak(trace: Trace) -> int:
    sizes = _storages(trace)
    last: dict[int, int] = {}
    reads = [[*tensors_in([call.output, list(call.inputs)])] for call in trace]
    for number, tensors in enumerate(reads):
        last |= dict.fromkeys(map(_key, tensors), number)
    last |= dict.fromkeys(map(_key, tensors_in(trace.output)), len(trace))
    alive: set[int] = set()
    peak = 0
    for number, tensors in enumerate(reads):
        alive |= {_key(tensor) for tensor in tensors} & sizes.keys()
        peak = max(peak, sum(sizes[key] for key in alive))
        alive = {key for key in alive if last[key] > number}
    return peak


def _key(tensor: torch.Tensor) -> int:
    return int(tensor.untyped_storage()._cdata)


def _bytes_of(tensors: Iterable[torch.Tensor]) -> int:
    return sum(tensor.numel() * tensor.element_size() for tensor in tensors)
