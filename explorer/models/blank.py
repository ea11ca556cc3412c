"""Networks without numbers: built for the names and shapes of their tensors, or to be given all of them from a file."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import torch
from torch import nn
from torch.overrides import TorchFunctionMode

if TYPE_CHECKING:
    from collections.abc import Iterator


class Blank(TorchFunctionMode):
    """Within it networks are built without numbers: no memory, no random numbers, a hundredth of the time.

    torch.device("meta") would do the same to tensors that builders compute with.
    """

    def __torch_function__(self, func: Any, _types: Any, args: Any = (), kwargs: Any = None) -> Any:
        """Parameters and buffers are made without numbers, and filling them is left out."""
        if func in _MAKERS:
            return func(*args, **{**(kwargs or {}), "device": "meta"})
        if func in _FILLERS:
            # torch.nn.init hands its arguments on by name.
            tensor = args[0] if args else kwargs["tensor"]
            if tensor.is_meta:
                return tensor
        return func(*args, **(kwargs or {}))


_MAKERS = frozenset({torch.empty, torch.zeros, torch.ones, torch.full})
_FILLERS = frozenset(
    {
        *(torch.Tensor.zero_, torch.Tensor.fill_, torch.Tensor.normal_, torch.Tensor.uniform_),
        *(nn.init.kaiming_uniform_, nn.init.uniform_, nn.init.normal_, nn.init.constant_),
    }
)


@contextmanager
def collection_paused() -> Iterator[None]:
    """80 networks are a hundred thousand objects: looking for garbage among them takes as long as making them."""
    paused = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if paused:
            gc.enable()
