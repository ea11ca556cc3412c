"""What a torch function is called and which of its arguments it writes into."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_INPLACE_POSITION: dict[Any, int | None] = {}


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
    dunder = name.startswith("__")
    if name == "__setitem__" or (name.endswith("_") and not dunder) or (dunder and name in _INPLACE_OPERATORS):
        targets += args[:1]
    elif func not in _INPLACE_POSITION:
        _INPLACE_POSITION[func] = _inplace_position(func)
    position = _INPLACE_POSITION.get(func)
    if position is not None and (kwargs.get("inplace") or (len(args) > position and args[position] is True)):
        targets += args[:1] or [kwargs.get("input")]
    return targets


_INPLACE_OPERATORS = frozenset(
    f"__i{name}__" for name in ("add", "sub", "mul", "truediv", "div", "floordiv", "mod", "and", "or", "xor", "pow")
)


def _inplace_position(func: Any) -> int | None:
    """Where a function takes `inplace`: `F.relu(x, True)` is legal."""
    try:
        names = list(inspect.signature(func).parameters)
    except (TypeError, ValueError):  # built-in functions have no signature, and no such argument
        return None
    return names.index("inplace") if "inplace" in names else None
