"""Sets of cells through operations that only move values: another shape, parts, repeated and reordered cells."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.core.field_steps import Mask, Step
from explorer.core.graph import tensors_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import torch


@dataclass(frozen=True)
class Reshaped(Step):
    """The same cells in reading order under another shape."""

    before: tuple[int, ...]
    after: tuple[int, ...]

    def back(self, outs: Sequence[Mask | None]) -> list[Mask | None]:
        """The same cells under the input's shape."""
        return [None if outs[0] is None else _reshaped(outs[0], self.after, self.before, self.blocks, 1)]

    def forth(self, ins: Sequence[Mask | None]) -> list[Mask | None]:
        """The same cells under the output's shape."""
        return [None if ins[0] is None else _reshaped(ins[0], self.before, self.after, self.blocks, 0)]

    @cached_property
    def blocks(self) -> list[tuple[range, range]]:
        """Axes of the input and axes of the output that hold the same cells, the fewest together."""
        return list(_blocks(self.before, self.after))


def _blocks(before: tuple[int, ...], after: tuple[int, ...]) -> Iterator[tuple[range, range]]:
    i = j = 0
    while i < len(before) or j < len(after):
        first, second = i, j
        here = there = 1
        if i < len(before):
            here, i = before[i], i + 1
        if j < len(after):
            there, j = after[j], j + 1
        while here != there:
            if here < there:
                here, i = here * before[i], i + 1
            else:
                there, j = there * after[j], j + 1
        yield range(first, i), range(second, j)


def _reshaped(
    mask: Mask, given: tuple[int, ...], wanted: tuple[int, ...], blocks: list[tuple[range, range]], side: int
) -> Mask:
    """Only those blocks of axes are written out along which places differ."""
    whole: list[int] = []
    result: list[int] = []
    for block in blocks:
        own, other = block[side], block[1 - side]
        alike = all(mask.shape[axis] == 1 for axis in own)
        whole += [1 if alike else given[axis] for axis in own]
        result += [1 if alike else wanted[axis] for axis in other]
    return np.broadcast_to(mask, whole).reshape(result)


@dataclass(frozen=True)
class Permuted(Step):
    """Axes in another order: axis `k` of the output is axis `order[k]` of the input."""

    order: tuple[int, ...]

    def back(self, outs: Sequence[Mask | None]) -> list[Mask | None]:
        """The same cells in the input's order."""
        return [None if outs[0] is None else outs[0].transpose(np.argsort(self.order))]

    def forth(self, ins: Sequence[Mask | None]) -> list[Mask | None]:
        """The same cells in the output's order."""
        return [None if ins[0] is None else ins[0].transpose(self.order)]


@dataclass(frozen=True)
class Joined(Step):
    """Inputs one after the other along an axis; `sizes` of each along it."""

    axis: int
    sizes: tuple[int, ...]

    def back(self, outs: Sequence[Mask | None]) -> list[Mask | None]:
        """Each input's own part."""
        mask = outs[0]
        if mask is None or mask.shape[self.axis] == 1:
            return [mask] * len(self.sizes)
        return list(np.split(mask, np.cumsum(self.sizes)[:-1], axis=self.axis))

    def forth(self, ins: Sequence[Mask | None]) -> list[Mask | None]:
        """All parts in their places."""
        there = [mask for mask in ins if mask is not None]
        if not there:
            return [None]
        shape = list(np.broadcast_shapes(*(m.any(axis=self.axis, keepdims=True).shape for m in there)))
        parts = []
        for mask, size in zip(ins, self.sizes, strict=True):
            shape[self.axis] = size
            parts.append(np.zeros(shape, bool) if mask is None else np.broadcast_to(mask, shape))
        return [np.concatenate(parts, axis=self.axis)]


@dataclass(frozen=True)
class Taken(Step):
    """A part, as `x[:, 0, 2:]` takes it: `index` has a number or a slice for every axis of the input's `shape`."""

    shape: tuple[int, ...]
    index: tuple[int | slice, ...]

    def back(self, outs: Sequence[Mask | None]) -> list[Mask | None]:
        """The same cells, nothing of the rest."""
        if outs[0] is None:
            return [None]
        part = np.expand_dims(outs[0], self.lost)
        sizes = [part.shape[axis] if self.keeps(axis) else size for axis, size in enumerate(self.shape)]
        mask = np.zeros(sizes, bool)
        mask[tuple(slice(None) if self.keeps(axis) else self._slice(axis) for axis in range(len(sizes)))] = part
        return [mask]

    def forth(self, ins: Sequence[Mask | None]) -> list[Mask | None]:
        """What of the cells is in the part."""
        if ins[0] is None:
            return [None]
        alike = [size == 1 for size in ins[0].shape]
        part = ins[0][tuple(slice(None) if alike[axis] else self._slice(axis) for axis in range(len(alike)))]
        return [part.squeeze(self.lost)]

    @cached_property
    def lost(self) -> tuple[int, ...]:
        """The axes that the output has no more."""
        return tuple(axis for axis, part in enumerate(self.index) if isinstance(part, int))

    def keeps(self, axis: int) -> bool:
        """Whether all places along an axis are taken as they are."""
        part = self.index[axis]
        return isinstance(part, slice) and part.indices(self.shape[axis]) == (0, self.shape[axis], 1)

    def _slice(self, axis: int) -> slice:
        part = self.index[axis]
        return part if isinstance(part, slice) else slice(part % self.shape[axis], part % self.shape[axis] + 1)


def taken(shape: tuple[int, ...], index: Any) -> Taken | None:
    """The part of a tensor that an index of numbers, slices and dots takes; None for any other index."""
    parts = list(index) if isinstance(index, tuple) else [index]
    if any(type(part) is not int and not isinstance(part, slice) and part is not Ellipsis for part in parts):
        return None
    missing = [slice(None)] * (len(shape) - sum(part is not Ellipsis for part in parts))
    place = next((place for place, part in enumerate(parts) if part is Ellipsis), None)
    whole = [*parts, *missing] if place is None else [*parts[:place], *missing, *parts[place + 1 :]]
    return Taken(shape, tuple(whole))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a tensor stood among the arguments of a function: the number of the input."""

    number: int


@dataclass(frozen=True, eq=False)
class Moved(Step):
    """Whatever torch's own function does with cells, tried out on ones and zeros: it has to be linear.

    Attributes:
        function: it.
        args, kwargs: what it was given, with Places in place of the inputs.
        ins, outs: the shapes of inputs and outputs.
    """

    function: Callable[..., Any]
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    ins: tuple[tuple[int, ...], ...]
    outs: tuple[tuple[int, ...], ...]

    def back(self, outs: Sequence[Mask | None]) -> list[Mask | None]:
        """The cells whose gradient is not zero."""
        import torch

        if all(mask is None for mask in outs):
            return [None] * len(self.ins)
        with torch.enable_grad():
            inputs = [torch.zeros(shape, requires_grad=True) for shape in self.ins]
            made = self._run(inputs)
            pairs = [
                (tensor, torch.from_numpy(np.broadcast_to(mask, shape).astype(np.float32)))
                for tensor, mask, shape in zip(made, outs, self.outs, strict=True)
                if mask is not None and tensor.requires_grad
            ]
            if not pairs:
                return [None] * len(self.ins)
            values, weights = zip(*pairs, strict=True)
            found = torch.autograd.grad(values, inputs, weights, allow_unused=True)
        return [None if gradient is None else simplified(gradient.numpy() != 0) for gradient in found]

    def forth(self, ins: Sequence[Mask | None]) -> list[Mask | None]:
        """The cells that change where these do."""
        import torch

        pairs = list(zip(ins, self.ins, strict=True))
        with torch.no_grad():
            ones = [
                torch.zeros(shape) if m is None else torch.from_numpy(np.broadcast_to(m, shape).astype(np.float32))
                for m, shape in pairs
            ]
            made = self._run(ones)
            still = self._run([torch.zeros(shape) for shape in self.ins])
        return [simplified((new != old).numpy()) for new, old in zip(made, still, strict=True)]

    def works(self) -> bool:
        """Whether the function makes outputs of the right shapes without the values that it was given."""
        import torch

        with torch.no_grad():
            made = self._run([torch.zeros(shape) for shape in self.ins])
        return tuple(tuple(tensor.shape) for tensor in made) == self.outs

    def outputs(self, inputs: Sequence[torch.Tensor]) -> list[torch.Tensor]:
        """What it makes of other inputs of the same shapes."""
        return self._run(inputs)

    def _run(self, inputs: Sequence[torch.Tensor]) -> list[torch.Tensor]:
        args, kwargs = (_filled(nest, inputs) for nest in (self.args, self.kwargs))
        return list(tensors_in(self.function(*args, **kwargs)))


def _filled(value: Any, inputs: Sequence[torch.Tensor]) -> Any:
    if isinstance(value, Place):
        return inputs[value.number]
    if isinstance(value, (tuple, list)):
        return type(value)([_filled(item, inputs) for item in value])
    if isinstance(value, dict):
        return {key: _filled(item, inputs) for key, item in value.items()}
    return value


def simplified(mask: Mask) -> Mask:
    """The same set with one place along every axis along which all are alike."""
    for axis in range(mask.ndim):
        if mask.shape[axis] > 1:
            first = mask.take([0], axis)
            if (mask == first).all():
                mask = first
    return mask
