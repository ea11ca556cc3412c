"""Which architecture weights belong to, told by the names and shapes of their tensors."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from explorer.errors import ModelError
from explorer.models.key_views import key_views
from explorer.words import Words, joined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from torch import nn

    from explorer.models.base import Preprocessing
    from explorer.models.key_views import KeyView

_COUNTER = "num_batches_tracked"
"""Batch norms of old files lack it, and no value depends on it."""
_PROFILERS = ("total_ops", "total_params")
"""What profilers leave in a state dict."""


@dataclass(frozen=True, slots=True)
class Free:
    """A size that differs between networks of one architecture: `classes`, `channels`, `positions`.

    Attributes:
        name: what is counted.
        usual: how many there are unless said otherwise.
        allowed: whether a network can be built with that many.
    """

    name: str
    usual: int
    allowed: Callable[[int], bool] = field(default=lambda number: number > 0, compare=False)


Dimension = int | Free
Shape = tuple[Dimension, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
    """What belongs to a network besides its weights.

    Attributes:
        preprocessing: picture -> tensor.
        class_names: one name per output; empty where unknown.
        note: what of it is a guess, as a sentence; empty where nothing is.
    """

    preprocessing: Preprocessing
    class_names: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """An architecture that weights may belong to.

    Attributes:
        name: what opens it: `resnet18`, `net.py:Net`.
        title: what people call it.
        source: where it comes from: `torchvision`, `built-in`, `net.py`.
        shapes: of every tensor of its state dict, by name.
        make: ({free size: number}, whether all tensors will come from a file, so that no random ones have to be made)
            -> the network.
        surroundings: {free size: number} -> what belongs to the network.
        current: {name in a file: anything} -> the same by today's names, for files older than the code.
    """

    name: str
    title: str
    source: str
    shapes: Mapping[str, Shape]
    make: Callable[[Mapping[str, int], bool], nn.Module]
    surroundings: Callable[[Mapping[str, int]], Surroundings]
    current: Callable[[dict[str, str]], dict[str, str]] = field(default=lambda keys: keys)


@dataclass(frozen=True, slots=True)
class Misshapen:
    """A tensor of another shape than the architecture's: what was found, and what would fit."""

    key: str
    found: tuple[int, ...]
    wanted: tuple[int, ...]

    @property
    def words(self) -> Words:
        """`conv1.weight is 64×3×3×3 instead of 64×3×7×7`."""
        return Words("{0} is {1} instead of {2}", self.key, shape_text(self.found), shape_text(self.wanted))

    def __str__(self) -> str:
        """The same in English."""
        return str(self.words)


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """How well weights fit one architecture.

    Attributes:
        candidate: the architecture.
        prefix: what was taken away in front of the names in the file.
        keys: the architecture's name -> the file's, of the tensors that fit.
        sizes: the free sizes that the tensors have: `{"classes": 10, "channels": 1}`.
        missing, unexpected, misshapen: what does not fit, by the architecture's names.
        outside: names in the file beside the prefix; they belong to something else.
    """

    candidate: Candidate
    prefix: str
    keys: Mapping[str, str]
    sizes: Mapping[str, int]
    missing: tuple[str, ...]
    unexpected: tuple[str, ...]
    misshapen: tuple[Misshapen, ...]
    outside: tuple[str, ...]

    @property
    def name(self) -> str:
        """The architecture's."""
        return self.candidate.name

    @property
    def title(self) -> str:
        """The architecture's."""
        return self.candidate.title

    @property
    def whole(self) -> bool:
        """Whether every tensor has its place, and every place its tensor."""
        return not (self.missing or self.unexpected or self.misshapen) and bool(self.keys)

    @property
    def fitting(self) -> int:
        """How many tensors fit, counters aside."""
        return sum(not key.endswith(_COUNTER) for key in self.keys)

    @property
    def wanted(self) -> int:
        """How many tensors the architecture has, counters aside."""
        return sum(not key.endswith(_COUNTER) for key in self.candidate.shapes)

    @property
    def share(self) -> float:
        """0..1: of all tensors that either has, those that fit."""
        return self.fitting / max(1, self.wanted + len(self.unexpected))

    def misfit(self) -> Words:
        """What does not fit, in words: the first few names of each kind; empty if everything does."""
        parts = (
            Words("missing: {0}", listed(self.missing)) if self.missing else "",
            Words("unexpected: {0}", listed(self.unexpected)) if self.unexpected else "",
            listed([odd.words for odd in self.misshapen]),
        )
        return joined(parts, by="; ")


class NoMatch(ModelError):
    """Weights fit no known architecture whole.

    Attributes:
        path: the file.
        candidates: the nearest architectures, the nearest first.
    """

    def __init__(self, path: Path, candidates: Sequence[Fit], tensors: int) -> None:
        text = "Open the Python file that defines its network, with these weights (net.py:Net --weights {0})."
        super().__init__(joined((_no_match(path, candidates, tensors), Words(text, path.name))))
        self.path, self.candidates = path, tuple(candidates)


def fitted(candidate: Candidate, shapes: Mapping[str, Sequence[int]], views: Sequence[KeyView] = ()) -> Fit:
    """How well tensors of these shapes fit an architecture, their names read in the way that fits best."""
    readings = [(view, candidate.current(dict(view.keys))) for view in views or key_views(shapes)]
    # Counting common names is quick; the first of the best is the one that takes least away.
    view, keys = max(readings, key=lambda reading: len(reading[1].keys() & candidate.shapes.keys()))
    return _compared(candidate, view, keys, shapes)


def ranked(candidates: Iterable[Candidate], shapes: Mapping[str, Sequence[int]]) -> list[Fit]:
    """How well tensors fit each architecture, the nearest first; of several ways to build one the best only."""
    views = key_views(shapes)
    fits = sorted((fitted(candidate, shapes, views) for candidate in candidates), key=_distance)
    best: dict[str, Fit] = {}
    for fit in fits:
        best.setdefault(fit.name, fit)
    return list(best.values())


def tied(fits: Sequence[Fit]) -> list[Fit]:
    """Of ranked fits those that are whole and as good as the first: nothing in the file tells them apart."""
    first = fits[0] if fits else None
    return [fit for fit in fits if first and fit.whole and set(fit.keys.values()) == set(first.keys.values())]


def listed(items: Sequence[str], most: int = 3) -> Words:
    """`a, b, c and 4 more`; empty for none."""
    names = joined(items[:most], by=", ")
    return Words("{0} and {1:,} more", names, len(items) - most) if len(items) > most else names


def shape_text(shape: Sequence[int]) -> str:
    """`64×3×7×7`."""
    return "×".join(map(str, shape)) or Words("a single number")


def _distance(fit: Fit) -> tuple[bool, int, float]:
    return (not fit.whole, len(fit.outside) if fit.whole else 0, -fit.share)


def _compared(candidate: Candidate, view: KeyView, keys: Mapping[str, str], shapes: Mapping[str, Sequence[int]]) -> Fit:
    sizes: dict[str, int] = {}
    fitting: dict[str, str] = {}
    others: list[str] = []
    for name, wanted in candidate.shapes.items():
        key = keys.get(name)
        if key is None:
            continue
        found = tuple(shapes[key])
        if _agrees(wanted, found, sizes):
            fitting[name] = key
        else:
            others.append(name)
    missing = [name for name in candidate.shapes if name not in keys and not name.endswith(_COUNTER)]
    unexpected = [name for name in keys if name not in candidate.shapes and not name.endswith(_PROFILERS)]
    shaped = [Misshapen(name, tuple(shapes[keys[name]]), _usual(candidate.shapes[name], sizes)) for name in others]
    odd = tuple(missing), tuple(unexpected), tuple(shaped)
    return Fit(candidate, view.prefix, fitting, sizes, *odd, view.outside)


def _usual(shape: Shape, sizes: Mapping[str, int]) -> tuple[int, ...]:
    """A shape with its open sizes as the other tensors have them, or else as usual."""
    return tuple(size if isinstance(size, int) else sizes.get(size.name, size.usual) for size in shape)


def _agrees(wanted: Shape, found: tuple[int, ...], sizes: dict[str, int]) -> bool:
    """Whether a tensor has the shape; its free sizes are then in `sizes` and bind all further tensors."""
    if len(wanted) != len(found):
        return False
    new: dict[str, int] = {}
    for size, number in zip(wanted, found, strict=True):
        if isinstance(size, int):
            if size != number:
                return False
            continue
        known = sizes.get(size.name, new.setdefault(size.name, number))
        if known != number or not size.allowed(number):
            return False
    sizes.update(new)
    return True


def _no_match(path: Path, candidates: Sequence[Fit], tensors: int) -> Words:
    nearest = candidates[0] if candidates else None
    if nearest is None or not nearest.fitting:
        return Words("{0}: its {1:,} tensors belong to no known architecture.", path, tensors)
    return Words(
        "{0}: its {1:,} tensors fit no known architecture whole. The nearest is {2} ({3}), {4:,} of whose {5:,} "
        "tensors fit; {6}.",
        path,
        tensors,
        nearest.title,
        nearest.name,
        nearest.fitting,
        nearest.wanted,
        nearest.misfit(),
    )
