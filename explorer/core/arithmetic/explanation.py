"""What the explanation of one number is: terms that add up to it, and where each of them stands in the network."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np

from explorer.errors import ExplorerError

if TYPE_CHECKING:
    from collections.abc import Sequence

Family = Literal[
    "convolution",
    "weighted sum",
    "average",
    "maximum",
    "normalisation",
    "activation",
    "arithmetic",
    "move",
    "interpolation",
    "attention",
]

PRECISION = 1e-5
"""How far float32 may be from float64, as a share of the sum of the terms' sizes (and of one)."""


class NotExplained(ExplorerError):
    """A number of which no account can be given; the sentence says why."""


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Where T numbers stand among the values of the network.

    Attributes:
        names: the calls (or inputs of the network) that made them.
        which: (T,) int, the position in `names`; -1 for a number that no call's shown value holds: a weight, padding.
        indices: (T, D) int, the full index into the tensor of the call, batch first; -1 beyond its dimensions.
    """

    names: tuple[str, ...]
    which: np.ndarray
    indices: np.ndarray

    def at(self, term: int) -> tuple[str, tuple[int, ...]] | None:
        """(call's name, index into its tensor) of one number, None where it is nobody's."""
        number = int(self.which[term])
        if number < 0:
            return None
        return self.names[number], tuple(int(i) for i in self.indices[term] if i >= 0)

    @classmethod
    def in_one(cls, name: str | None, indices: np.ndarray) -> Places:
        """Numbers that all stand in the value called `name`; indices (T, D)."""
        which = np.full(len(indices), -1 if name is None else 0)
        return cls(() if name is None else (name,), which, indices)

    @classmethod
    def nowhere(cls, count: int) -> Places:
        """Numbers that stand in no call's value."""
        return cls((), np.full(count, -1), np.full((count, 0), -1))

    @classmethod
    def joined(cls, parts: Sequence[Places]) -> Places:
        """One after the other."""
        width = max((part.indices.shape[1] for part in parts), default=0)
        names = tuple(dict.fromkeys(name for part in parts for name in part.names))
        # The last entry is what -1 looks up.
        lookups = [np.array([*(names.index(name) for name in part.names), -1]) for part in parts]
        return cls(
            names,
            np.concatenate([lookup[part.which] for lookup, part in zip(lookups, parts, strict=True)]),
            np.concatenate(
                [
                    np.pad(part.indices, ((0, 0), (0, width - part.indices.shape[1])), constant_values=-1)
                    for part in parts
                ]
            ),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """T numbers that are added up.

    Attributes:
        values: (T,) float64, what came in; 0 for padding with zeros.
        weights: (T,) float64, what each is multiplied by; None where the value itself is the term, or a function of it.
        products: (T,) float64, what is added up.
        places: where the values stand.
        weight_places: where the weights stand, if they are values of the network themselves.
        padded: (T,) bool, which values are padding and no cells of the input; None for none.
    """

    values: np.ndarray
    weights: np.ndarray | None
    products: np.ndarray
    places: Places
    weight_places: Places | None = None
    padded: np.ndarray | None = None

    def __len__(self) -> int:
        return len(self.products)

    def largest(self, count: int) -> np.ndarray:
        """The positions of the `count` terms that weigh most, in their own order."""
        if count >= len(self):
            return np.arange(len(self))
        sizes = np.abs(np.nan_to_num(self.products, nan=np.inf))
        return np.sort(np.argpartition(-sizes, count)[:count])


@dataclass(frozen=True, slots=True, eq=False)
class Fact:
    """A number that the formula uses beside the terms; `name` is a word of the formula."""

    name: str
    value: float


@dataclass(frozen=True, eq=False)
class Explanation:
    """One number of a network as a sum of terms, computed in float64 from what the call was given.

    Attributes:
        call: the call's name.
        op: its operation, as `Conv2d`.
        index: the full index into the call's tensor, batch first.
        family: what kind of account it is.
        terms: what is added up.
        network: the number that the network computed.
        bias: what is added to the terms, None for nothing.
        shape: (channels, *kernel) of a convolution's terms, (1, *window) of pooling's, else ().
        first_channel: the input channel of a convolution's first term.
        formula: how the number follows, in the facts' words: `max(0, x)`.
        code: the same as a Python expression of the tensors `x` (the values) and `w` (the weights), of `bias` and of
            the facts' names; empty for the plain sum of products and bias.
        facts: the numbers that formula and code use.
        precision: how exactly the network counts: `PRECISION`, more for half precision.
    """

    call: str
    op: str
    index: tuple[int, ...]
    family: Family
    terms: Terms
    network: float
    bias: float | None = None
    shape: tuple[int, ...] = ()
    first_channel: int = 0
    formula: str = ""
    code: str = ""
    facts: tuple[Fact, ...] = field(default=())
    precision: float = PRECISION

    @cached_property
    def total(self) -> float:
        """The sum of the terms, without the bias."""
        with np.errstate(invalid="ignore"):
            return float(self.terms.products.sum())

    @property
    def result(self) -> float:
        """The sum of the terms and the bias."""
        return self.total if self.bias is None else self.total + self.bias

    @property
    def difference(self) -> float:
        """The network's value minus the sum; 0 where both are the same infinity or no number."""
        if self.result == self.network or (math.isnan(self.result) and math.isnan(self.network)):
            return 0.0
        return self.network - self.result

    @cached_property
    def magnitude(self) -> float:
        """The sum of the sizes of what is added up: what rounding is measured by."""
        with np.errstate(invalid="ignore"):
            return float(np.abs(self.terms.products).sum()) + abs(self.bias or 0.0)

    @property
    def tolerance(self) -> float:
        """How large the difference may be from rounding alone."""
        return self.precision * (self.magnitude + 1)

    @property
    def agrees(self) -> bool:
        """Whether the network's value is the sum, up to rounding."""
        return self.difference == 0 or abs(self.difference) <= self.tolerance

    @cached_property
    def channel_sums(self) -> np.ndarray:
        """(channels,) what each input channel of a convolution adds; of other accounts the terms themselves."""
        products = self.terms.products
        sums: np.ndarray = products.reshape(self.shape[0], -1).sum(axis=1) if self.shape else products
        return sums

    def patch(self, channel: int) -> ChannelTerms:
        """The terms of one input channel of a convolution, counted from its first; arrays of the kernel's shape."""
        terms, kernel = self.terms, self.shape[1:]
        cells = math.prod(kernel)
        part = slice(channel * cells, (channel + 1) * cells)
        weights = np.ones(cells) if terms.weights is None else terms.weights[part]
        padded = np.zeros(cells, bool) if terms.padded is None else terms.padded[part]
        return ChannelTerms(
            terms.values[part].reshape(kernel),
            weights.reshape(kernel),
            terms.products[part].reshape(kernel),
            padded.reshape(kernel),
            channel * cells,
        )


@dataclass(frozen=True, slots=True, eq=False)
class ChannelTerms:
    """What one input channel adds to a convolution's number.

    Attributes:
        patch: the input's cells under the kernel.
        kernel: the weights.
        products: patch times kernel.
        padded: bool, which cells of the patch are padding.
        first: the position of its first term among all.
    """

    patch: np.ndarray
    kernel: np.ndarray
    products: np.ndarray
    padded: np.ndarray
    first: int
