"""Sets of cells through whatever links places axis by axis: convolutions, pooling, interpolation, padding, shifts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from explorer.core.field_steps import Mask, Step, union

if TYPE_CHECKING:
    from collections.abc import Sequence

    from explorer.core.field_lines import Taps


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
