"""Whether a network still has the weights that it had, told by a short note instead of a copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from torch import nn

_PLAIN = (torch.Tensor, torch.nn.Parameter)
_WORDS = {1: torch.uint8, 2: torch.int16, 4: torch.int32}
_SAMPLES = 16


def weight_state(module: nn.Module, values: bool) -> tuple[object, ...]:
    """Equal to an earlier one as long as every parameter and buffer is the same tensor and was not written to.

    Args:
        module: the network.
        values: whether to look at the numbers, too: torch does not count what is written through `tensor.data`. That
            reads all weights once, about a sixth of the time of a run.
    """
    tensors = (*module.parameters(), *module.buffers())
    state = ((id(tensor), None if tensor.is_inference() else tensor._version) for tensor in tensors)
    return (*state, *map(_numbers, tensors)) if values else (*state,)


def _numbers(tensor: torch.Tensor) -> tuple[int, ...]:
    """The sum of the bits and some of them; nothing of tensors that are not simply numbers in memory."""
    # Subclasses decide themselves what can be done with them.
    if type(tensor) not in _PLAIN or tensor.layout is not torch.strided or tensor.is_quantized or tensor.is_meta:
        return ()
    flat = tensor.detach().resolve_conj().resolve_neg().reshape(-1)
    if not flat.numel():
        return ()
    # A sum of whole numbers is exact, so not even the smallest change is rounded away; long words are added fastest.
    size = flat.element_size()
    odd = flat.numel() * size % 8 or flat.storage_offset() * size % 8
    words = flat.view(_WORDS[size] if odd else torch.int64)
    # The sum alone would not tell of numbers that change places.
    return int(words.sum()), *words[:: max(1, len(words) // _SAMPLES)].tolist()
