"""Where in a checkpoint the weights lie: beside epochs, optimizers and averages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEEPEST = 4
_NO_WEIGHTS = re.compile(r"optim\w*|\w*optimizers?\w*|\w*scheduler\w*|\w*scaler|callbacks|loops|hyper_parameters")
_AVERAGES = re.compile(r"\w*(ema|averaged?|swa|teacher)\w*")


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A mapping from names to tensors inside a file.

    Attributes:
        place: the names that lead to it, `state_dict` or `ema.model`; empty for the file itself.
        tensors: plain ones by name, on the CPU, without gradients.
        left_out: the names of tensors that are quantised, sparse or without numbers.
    """

    place: str
    tensors: dict[str, torch.Tensor]
    left_out: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """How many tensors there are, counters and other single numbers aside."""
        return sum(tensor.ndim > 0 for tensor in self.tensors.values())


def entries(content: Any) -> list[Entry]:
    """The mappings to tensors in what a file holds, the one with most tensors first; averages after their like."""
    found = list(_found(content, (), set()))
    return sorted(found, key=lambda entry: (-entry.size, bool(_AVERAGES.fullmatch(entry.place))))


def _found(content: Any, place: tuple[str, ...], seen: set[int]) -> Iterator[Entry]:
    # A pickle can hold itself.
    if id(content) in seen or len(place) > _DEEPEST:
        return
    seen.add(id(content))
    if isinstance(content, dict):
        tensors = {key: value for key, value in content.items() if isinstance(value, torch.Tensor)}
        if any(isinstance(key, str) for key in tensors):
            yield _entry(tensors, place)
    for name, value in _parts(content):
        if not _NO_WEIGHTS.fullmatch(name):
            yield from _found(value, (*place, name), seen)


def _parts(content: Any) -> Iterator[tuple[str, Any]]:
    """What else may hold weights, by name or number."""
    if isinstance(content, dict):
        yield from ((str(key), value) for key, value in content.items() if isinstance(value, (dict, list, tuple)))
    elif isinstance(content, (list, tuple)):
        yield from ((str(number), value) for number, value in enumerate(content) if isinstance(value, dict))


def _entry(tensors: dict[Any, torch.Tensor], place: tuple[str, ...]) -> Entry:
    named = {key: value for key, value in tensors.items() if isinstance(key, str)}
    plain = {key: value.detach() for key, value in named.items() if _is_plain(value)}
    return Entry(".".join(place), plain, tuple(key for key in named if key not in plain))


def _is_plain(tensor: torch.Tensor) -> bool:
    return tensor.layout is torch.strided and not tensor.is_quantized and not tensor.is_meta
