"""Which cells of a call's inputs its output's cells depend on, as sets of cells, backward and forward.

A set of a tensor's cells is a bool array with as many axes as the tensor; along an axis of length 1 all places are
alike. So the channels of a convolution cost nothing as long as nothing treats them differently.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from explorer.core.field_lines import Taps

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


@dataclass(frozen=True, eq=False)
class Links:
    """Which places along one axis are linked.

    Attributes:
        matrix: (input, output) bool.
        taps: the same with borders left aside, None where that means nothing.
    """

    matrix: np.ndarray
    taps: Taps | None = None

    @cached_property
    def back(self) -> np.ndarray:
        """(input, k) int: the outputs that depend on each input."""
        return _listed(self.matrix)

    @cached_property
    def forth(self) -> np.ndarray:
        """(output, k) int: the inputs that each output depends on."""
        return _listed(self.matrix.T)


def _listed(matrix: np.ndarray) -> np.ndarray:
    """The columns (row, k) in which each row of a matrix is true, filled up with the number of columns."""
    columns = np.broadcast_to(np.arange(matrix.shape[1]), matrix.shape)
    listed = np.sort(np.where(matrix, columns, matrix.shape[1]), axis=1)
    return listed[:, : max(1, int(matrix.sum(axis=1).max(initial=0)))]


@dataclass(frozen=True)
class Channels:
    """A convolution's channels: `axis`, and how many inputs make how many outputs in each of `groups`."""

    axis: int
    groups: int
    inputs: int
    outputs: int

    def mixed(self, mask: Mask, each: int) -> Mask:
        """Every channel of a group as any of them, for `each` channels a group on the other side."""
        if mask.shape[self.axis] == 1:
            return mask
        if self.groups == 1:
            return np.asarray(mask.any(axis=self.axis, keepdims=True))
        before, after = mask.shape[: self.axis], mask.shape[self.axis + 1 :]
        grouped = mask.reshape(*before, self.groups, -1, *after).any(axis=self.axis + 1)
        return grouped.repeat(each, axis=self.axis)


@dataclass(frozen=True)
class Slid(Step):
    """Axis by axis certain places: convolutions, pooling, interpolation, padding, shifts.

    Attributes:
        links: (axis, its links), of every axis that is not copied as it is.
        channels: what happens to channels; None where each is for itself.
        outs: how many outputs there are.
    """

    links: tuple[tuple[int, Links], ...]
    channels: Channels | None = None
    outs: int = 1

    def back(self, outs: Sequence[Mask | None]) -> list[Mask | None]:
        """The places that the windows of these cells cover."""
        mask = union(outs)
        if mask is None:
            return [None]
        if self.channels is not None:
            mask = self.channels.mixed(mask, self.channels.inputs // self.channels.groups)
        for axis, links in self.links:
            mask = _linked(mask, axis, links.back, links.matrix.shape[1])
        return [_simplest(mask)]

    def forth(self, ins: Sequence[Mask | None]) -> list[Mask | None]:
        """The cells whose windows cover these places."""
        mask = ins[0]
        if mask is None:
            return [None] * self.outs
        if self.channels is not None:
            mask = self.channels.mixed(mask, self.channels.outputs // self.channels.groups)
        for axis, links in self.links:
            mask = _linked(mask, axis, links.forth, links.matrix.shape[0])
        return [_simplest(mask)] * self.outs


def _linked(mask: Mask, axis: int, table: np.ndarray, size: int) -> Mask:
    """A set moved along one axis of `size`: a place is in it where any of those listed in its row of `table` was."""
    if mask.shape[axis] == 1 != size:
        reached = table[:, 0] < size
        if reached.all():
            return mask
        return mask & reached.reshape([-1 if place == axis else 1 for place in range(mask.ndim)])
    # One place more, which is in no set, for rows that list fewer. (A product of matrices would be shorter, but wakes
    # threads that wait for each other far longer than this takes.)
    wider = np.concatenate([mask, np.zeros_like(mask.take([0], axis))], axis)
    moved = wider.take(table[:, 0], axis)
    for column in range(1, table.shape[1]):
        moved |= wider.take(table[:, column], axis)
    return np.asarray(moved)


def _simplest(mask: Mask) -> Mask:
    """All of a tensor as one place: what comes after it is quick."""
    return np.ones((1,) * mask.ndim, bool) if mask.size > 1 and mask.all() else mask
