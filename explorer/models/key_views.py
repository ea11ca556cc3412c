"""The names of weights without the prefixes that training wraps around them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_WRAPPERS = frozenset({"module", "_orig_mod", "_fsdp_wrapped_module", "_checkpoint_wrapped_module"})
"""What DataParallel, torch.compile and their like put anywhere into a name."""
_LEAST_SHARE = 0.3
"""Of all tensors: fewer under one prefix are a block of a network, not a network."""
_DEEPEST = 5


@dataclass(frozen=True, slots=True, eq=False)
class KeyView:
    """One way of reading the names in a file.

    Attributes:
        prefix: what has been taken away in front, `module.` or `model.backbone.`; empty for none.
        keys: the remaining name -> the name in the file.
        outside: names in the file that do not begin with the prefix.
    """

    prefix: str
    keys: Mapping[str, str]
    outside: tuple[str, ...] = ()


def key_views(keys: Iterable[str]) -> list[KeyView]:
    """All ways of reading the names, the plainest first: as they are, then with ever more taken away."""
    plain = {key: key for key in keys}
    unwrapped = {_unwrapped(key): key for key in plain}
    names = [plain, unwrapped] if len(unwrapped) == len(plain) else [plain]
    views = {frozenset(view.keys.items()): view for found in names for view in reversed(list(_views(found)))}
    return sorted(views.values(), key=lambda view: (len(view.outside), view.prefix.count(".")))


def _unwrapped(key: str) -> str:
    return ".".join(part for part in key.split(".") if part not in _WRAPPERS)


def _views(names: Mapping[str, str]) -> Iterator[KeyView]:
    yield KeyView("", names)
    counts = Counter(prefix for name in names for prefix in _prefixes(name))
    for prefix, count in counts.items():
        if count >= _LEAST_SHARE * len(names):
            inside = {name[len(prefix) :]: key for name, key in names.items() if name.startswith(prefix)}
            yield KeyView(prefix, inside, tuple(key for name, key in names.items() if not name.startswith(prefix)))


def _prefixes(name: str) -> Iterator[str]:
    """`a.b.weight` begins with `a.` and `a.b.`."""
    parts = name.split(".")
    for depth in range(1, min(len(parts), _DEEPEST + 1)):
        yield ".".join(parts[:depth]) + "."
