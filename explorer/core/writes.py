"""What a torch function is called and which of its arguments it writes into."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import torch

if TYPE_CHECKING:
    from collections.abc import Callable

# They return or name a tensor without computing one; `x.data` keeps its place in the graph by sharing storage.
_NOT_OPERATIONS = frozenset({"data", "grad", "requires_grad", "retain_grad", "share_memory", "untyped_storage"})

_INPLACE_OPERATORS = frozenset(
    f"__i{name}__" for name in ("add", "sub", "mul", "truediv", "div", "floordiv", "mod", "and", "or", "xor", "pow")
)

# What networks ask most of tensors. Neither do these compute tensors, nor do they change what they are asked.
_QUESTIONS = frozenset(
    [getattr(torch.Tensor, name) for name in ("size", "dim", "ndimension", "numel", "stride", "is_contiguous")]
    + [getattr(torch.Tensor, name).__get__ for name in ("shape", "ndim", "dtype", "device", "is_cuda", "requires_grad")]
    + [torch.Tensor.is_floating_point, torch.is_floating_point, torch.numel, torch.Tensor.__len__, torch.Tensor.item]
)


@dataclass(frozen=True, slots=True)
class Function:
    """What is known of a torch function before it is called.

    Attributes:
        name: its name as people write it.
        op: the name without underscores.
        asks: whether it only asks something of a tensor: computes none, writes into none.
        computes: whether its results are values of the network.
        sets_item: whether its result is its first argument, `x[0] = 1`.
        writes: whether it writes into its first argument, or may be told to.
    """

    name: str
    op: str
    asks: bool
    computes: bool
    sets_item: bool
    writes: bool


@lru_cache(maxsize=4096)
def described(func: Callable[..., Any]) -> Function:
    """What is known of a function."""
    name = function_name(func)
    first, position = _writing(func, name)
    return Function(
        name=name,
        op=name.strip("_"),
        asks=func in _QUESTIONS,
        computes=name not in _NOT_OPERATIONS,
        sets_item=name == "__setitem__",
        writes=first or position is not None,
    )


def function_name(func: Callable[..., Any]) -> str:
    """A function's name as people write it: of an attribute (`x.T`) the attribute's."""
    name = getattr(func, "__name__", "") or type(func).__name__
    if name in ("__get__", "__set__", "__delete__"):  # attributes: x.T is the function `T.__get__`
        return str(getattr(getattr(func, "__self__", None), "__name__", name))
    # torch.ops.aten.relu_.default, as exported networks call it, is relu_ to everybody else.
    return name.partition(".")[0]


def written_arguments(func: Any, name: str, args: Any, kwargs: Any) -> list[Any]:
    """The tensors that a call will write into: its first argument (`x.add_(1)`, `x[0] = 1`), or `out`."""
    targets = [kwargs["out"]] if kwargs.get("out") is not None else []
    first, position = _writing(func, name)
    if first:
        return [*targets, *args[:1]]
    if position is not None and (kwargs.get("inplace") or (len(args) > position and args[position] is True)):
        targets += args[:1] or [kwargs.get("input")]
    return targets


@lru_cache(maxsize=4096)
def _writing(func: Any, name: str) -> tuple[bool, int | None]:
    """Whether a function always writes into its first argument; else where it takes `inplace`, if it does."""
    dunder = name.startswith("__")
    # The data of a tensor are exchanged by setting an attribute.
    sets = name == "__setitem__" or (name == "data" and getattr(func, "__name__", "") == "__set__")
    if sets or (name.endswith("_") and not dunder) or (dunder and name in _INPLACE_OPERATORS):
        return True, None
    return False, _inplace_position(func)


def _inplace_position(func: Any) -> int | None:
    """Where a function takes `inplace`: `F.relu(x, True)` is legal."""
    try:
        names = list(inspect.signature(func).parameters)
    except (TypeError, ValueError):  # built-in functions have no signature, and no such argument
        return None
    return names.index("inplace") if "inplace" in names else None
