"""Which cells of a call's inputs its output's cells depend on, as sets of cells, backward and forward.

A set of a tensor's cells is a bool array with as many axes as the tensor; along an axis of length 1 all places are
alike. So the channels of a convolution cost nothing as long as nothing treats them differently.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

Mask = np.ndarray


class Step:
    """What one call does to sets of cells. None stands for the empty set; one entry for each input or output."""

    def back(self, outs: Sequence[Mask | None]) -> list[Mask | None]:
        """The cells of each input that the given cells of the outputs depend on."""
        raise NotImplementedError

    def forth(self, ins: Sequence[Mask | None]) -> list[Mask | None]:
        """The cells of each output that depend on the given cells of the inputs."""
        raise NotImplementedError


def any_along(mask: Mask, axes: tuple[int, ...], kept: bool = False) -> Mask:
    """Whether any place along axes is in a set; `kept`: the axes stay, of length 1."""
    return np.asarray(mask.any(axis=axes, keepdims=kept))


def union(masks: Sequence[Mask | None]) -> Mask | None:
    """The cells that are in any of the sets."""
    found = [mask for mask in masks if mask is not None]
    if not found:
        return None
    total = found[0]
    for mask in found[1:]:
        total = total | mask
    return total


@dataclass(frozen=True)
class Everything(Step):
    """Each cell depends on all cells: attention, recurrent layers, and whatever is not known.

    Attributes:
        ins, outs: how many axes each input and output has.
    """

    ins: tuple[int, ...]
    outs: tuple[int, ...]

    def back(self, outs: Sequence[Mask | None]) -> list[Mask | None]:
        """All of every input."""
        return _all_of(self.ins, outs)

    def forth(self, ins: Sequence[Mask | None]) -> list[Mask | None]:
        """All of every output."""
        return _all_of(self.outs, ins)


def _all_of(axes: tuple[int, ...], masks: Sequence[Mask | None]) -> list[Mask | None]:
    there = any(mask is not None and mask.any() for mask in masks)
    return [np.ones((1,) * count, bool) if there else None for count in axes]


@dataclass(frozen=True)
class Mainly(Step):
    """One input as another step has it; of all others, weights that were computed before, everything counts.

    Attributes:
        step: what happens to the one input.
        place: its number.
        ins: how many axes each input has.
        outs: how many axes each output has.
    """

    step: Step
    place: int
    ins: tuple[int, ...]
    outs: tuple[int, ...]

    def back(self, outs: Sequence[Mask | None]) -> list[Mask | None]:
        """Of the others all."""
        found = _all_of(self.ins, outs)
        found[self.place] = self.step.back(outs)[0]
        return found

    def forth(self, ins: Sequence[Mask | None]) -> list[Mask | None]:
        """All, if any of the others counts."""
        others = [mask for place, mask in enumerate(ins) if place != self.place]
        whole = _all_of(self.outs, others)
        return whole if whole[0] is not None else self.step.forth([ins[self.place]])


@dataclass(frozen=True)
class Handed(Step):
    """Outputs that are inputs: output `k` is input `numbers[k]` of `count`."""

    numbers: tuple[int, ...]
    count: int

    def back(self, outs: Sequence[Mask | None]) -> list[Mask | None]:
        """The same cells."""
        pairs = list(zip(self.numbers, outs, strict=True))
        return [union([mask for own, mask in pairs if own == number]) for number in range(self.count)]

    def forth(self, ins: Sequence[Mask | None]) -> list[Mask | None]:
        """The same cells."""
        return [ins[number] for number in self.numbers]


@dataclass(frozen=True)
class Nothing(Step):
    """New tensors that depend on nothing but an input's shape; `ins` and `outs` count."""

    ins: int
    outs: int

    def back(self, outs: Sequence[Mask | None]) -> list[Mask | None]:
        """None."""
        return [None] * self.ins

    def forth(self, ins: Sequence[Mask | None]) -> list[Mask | None]:
        """None."""
        return [None] * self.outs


@dataclass(frozen=True)
class Same(Step):
    """Cell by cell, smaller inputs repeated as torch broadcasts them: activations, normalising by fixed numbers, sums.

    Attributes:
        ins: the shapes of the inputs.
        outs: how many outputs there are.
        axes: how many axes the outputs have.
    """

    ins: tuple[tuple[int, ...], ...]
    outs: int
    axes: int

    def back(self, outs: Sequence[Mask | None]) -> list[Mask | None]:
        """The same cells; of a repeated input the one that was repeated."""
        mask = union(outs)
        return [None if mask is None else unrepeated(mask, shape) for shape in self.ins]

    def forth(self, ins: Sequence[Mask | None]) -> list[Mask | None]:
        """The same cells."""
        aligned = [None if m is None else m.reshape((1,) * (self.axes - m.ndim) + m.shape) for m in ins]
        return [union(aligned)] * self.outs


def unrepeated(mask: Mask, shape: tuple[int, ...]) -> Mask:
    """Of a set in the output that in an input of `shape`."""
    extra = mask.ndim - len(shape)
    if extra > 0:
        mask = any_along(mask, tuple(range(extra)))
    repeated = tuple(axis for axis, size in enumerate(shape) if size == 1 and mask.shape[axis] > 1)
    return any_along(mask, repeated, kept=True) if repeated else mask


@dataclass(frozen=True)
class Along(Step):
    """Each cell depends on all cells in line with it: softmax, layer norm, linear layers, means and maxima.

    Attributes:
        axes: the axes of those lines, counted from 0.
        kept: whether the output has these axes.
        outs: how many outputs there are.
    """

    axes: tuple[int, ...]
    kept: bool = True
    outs: int = 1

    def back(self, outs: Sequence[Mask | None]) -> list[Mask | None]:
        """All in line with them."""
        mask = union(outs)
        if mask is None:
            return [None]
        return [any_along(mask, self.axes, kept=True) if self.kept else np.expand_dims(mask, self.axes)]

    def forth(self, ins: Sequence[Mask | None]) -> list[Mask | None]:
        """All in line with them."""
        mask = None if ins[0] is None else any_along(ins[0], self.axes, self.kept)
        return [mask] * self.outs
