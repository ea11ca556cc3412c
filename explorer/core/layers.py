"""What kind of layer a module is to a recording, and which weights it has."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, cast

import torch
from torch import nn
from torch.nn.utils import parametrize


def is_parametrized(module: nn.Module) -> bool:
    """Whether a weight is computed from others at each call."""
    # torch's own question raises and catches an error for every module that is not.
    return "parametrizations" in module._modules


def is_opaque(module: nn.Module) -> bool:
    """Whether a module is one call: torch's own layers are; containers and the user's modules are looked into."""
    cls: Any = type(module)
    if _is_torchs_own(cls):
        return not module._modules or isinstance(module, nn.MultiheadAttention)
    return is_parametrized(module) or isinstance(module, torch.jit.ScriptModule)


@lru_cache(maxsize=1024)
def _is_torchs_own(cls: Any) -> bool:
    own = cls.__module__.startswith(("torch.nn.", "torch.ao.nn."))
    # Parametrized classes are made on the fly, in this module.
    made = cls.__module__ == parametrize.__name__
    return own and not made and not issubclass(cls, (nn.Sequential, nn.ModuleList, nn.ModuleDict))


def only_calls_children(module: nn.Module) -> bool:
    """Whether a module does nothing but call its children one after another."""
    in_turn = getattr(type(module), "forward", None) is nn.Sequential.forward and "forward" not in vars(module)
    return in_turn and bool(module._modules)


def needs_no_watch(module: nn.Module) -> bool:
    """Whether a layer is one call that surely writes into nothing but its input, and that where it says `inplace`."""
    cls: Any = type(module)
    if not _writes_nothing(cls) or module._modules or "forward" in vars(module):
        return False
    return not (module._forward_hooks or module._forward_pre_hooks)


@lru_cache(maxsize=1024)
def _writes_nothing(cls: Any) -> bool:
    # Attention computes another way while nobody watches. Recurrent layers hold their weights in lists of their own.
    watched = (nn.MultiheadAttention, nn.RNNBase)
    return _is_torchs_own(cls) and cls.__module__.startswith("torch.nn.modules.") and not issubclass(cls, watched)


@lru_cache(maxsize=1024)
def class_name(cls: Any) -> str:
    """The name of the class that people know: torch makes another one for a parametrized module."""
    return str((cls.__mro__[1] if cls.__module__ == parametrize.__name__ else cls).__name__)


def parameters_of(module: nn.Module) -> dict[str, torch.Tensor]:
    """A module's weights and buffers; computed ones (weight norm, spectral norm) as the layer uses them."""
    own, cls = vars(module), cast("Any", type(module))
    if _is_torchs_own(cls) and not module._modules and "weight" not in own and "bias" not in own:
        held = {**module._parameters, **module._buffers}
        for tensor in held.values():
            if tensor is None:
                return {name: tensor for name, tensor in held.items() if tensor is not None}
        return cast("dict[str, torch.Tensor]", held)
    named: dict[str, torch.Tensor] = {}
    for name in ("weight", "bias"):
        value = getattr(module, name, None)
        if isinstance(value, torch.Tensor):
            named[name] = value
    for name, value in [*module.named_parameters(), *module.named_buffers()]:
        named.setdefault(name, value)
    return named
