"""The closed form of a layer's fields, followed forward through the calls: where its cells lie over the input."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from explorer.core.field_lines import CELL, Line
from explorer.core.field_moves import Joined, Moved, Permuted, Reshaped, Taken
from explorer.core.field_products import Contracted
from explorer.core.field_sliding import Slid
from explorer.core.field_steps import Along, Everything, Handed, Mainly, Nothing, Same

if TYPE_CHECKING:
    from collections.abc import Sequence

    from explorer.core.field_steps import Step

Shape = tuple[int, ...]
_PROBED_UP_TO = 1 << 22


@dataclass(frozen=True, slots=True)
class Spread:
    """How a tensor's cells lie over the input's places.

    Attributes:
        axes: which of the tensor's axes follow the input's rows and columns.
        lines: how, for each; None where every cell depends on all places along it.
        folded: whether all places lie one after the other, along each of `axes`.
        known: whether there is a closed form.
    """

    axes: tuple[int, ...] = ()
    lines: tuple[Line | None, ...] = ()
    folded: bool = False
    known: bool = True

    @property
    def whole(self) -> bool:
        """Whether every cell depends on all of the input."""
        return self.known and not self.folded and all(lying is None for lying in self.lines)


WHOLE = Spread()
"""Every cell depends on every place."""
UNKNOWN = Spread(known=False)
"""There is no closed form."""


def input_spread(shape: Shape) -> Spread:
    """Of the network's input (N, C, ...): each place is its own."""
    axes = tuple(range(2, len(shape)))
    return Spread(axes, (CELL,) * len(axes))


def spread_of(step: Step, ins: Sequence[Spread | None], shapes: Sequence[Shape], output: Shape) -> Spread | None:
    """Of a call's output; None where it depends on nothing.

    Args:
        step: what the call does.
        ins: of its inputs, None for constants.
        shapes: of the inputs.
        output: shape of the output.
    """
    if isinstance(step, Mainly) and all(spread is None for place, spread in enumerate(ins) if place != step.place):
        return spread_of(step.step, [ins[step.place]], [shapes[step.place]], output)
    varying = [spread for spread in ins if spread is not None]
    if isinstance(step, Nothing) or not varying:
        return None
    if any(spread.whole for spread in varying):
        return WHOLE
    if not all(spread.known for spread in varying):
        return UNKNOWN
    if isinstance(step, Everything):
        return WHOLE
    if isinstance(step, Handed):
        return ins[step.numbers[0]] or UNKNOWN
    if isinstance(step, (Same, Joined)):
        pairs = zip(ins, shapes, strict=True)
        return _merged([_aligned(spread, shape, output) for spread, shape in pairs if spread is not None])
    if isinstance(step, Contracted):
        return _contracted(step, [(place, spread) for place, spread in enumerate(ins) if spread is not None])
    return UNKNOWN if len(varying) > 1 else _through(step, varying[0], shapes, output)


def _through(step: Step, spread: Spread, shapes: Sequence[Shape], output: Shape) -> Spread:
    if isinstance(step, Slid):
        return _slid(step, spread)
    if isinstance(step, Along):
        return _along(step, spread)
    if isinstance(step, Permuted):
        return Spread(tuple(step.order.index(axis) for axis in spread.axes), spread.lines, spread.folded)
    if isinstance(step, Reshaped):
        return _reshaped(step, spread)
    if isinstance(step, Taken):
        return _taken(step, spread)
    return _copied(step, spread, shapes, output) if isinstance(step, Moved) and len(shapes) == 1 else UNKNOWN


def _slid(step: Slid, spread: Spread) -> Spread:
    if spread.folded:
        return UNKNOWN
    lines = dict(zip(spread.axes, spread.lines, strict=True))
    for axis, links in step.links:
        if axis not in lines:
            return UNKNOWN
        lying = lines[axis]
        if lying is None or (links.matrix.shape[1] == 1 and links.matrix.all()):
            lines[axis] = None
        elif links.taps is None:
            return UNKNOWN
        else:
            lines[axis] = lying.of(links.taps)
    return Spread(spread.axes, tuple(lines[axis] for axis in spread.axes))


def _taken(step: Taken, spread: Spread) -> Spread:
    """Of parts that have all rows and columns."""
    if not all(step.keeps(axis) for axis in spread.axes):
        return UNKNOWN
    axes = tuple(axis - sum(lost < axis for lost in step.lost) for axis in spread.axes)
    return Spread(axes, spread.lines, spread.folded)


def _along(step: Along, spread: Spread) -> Spread:
    crossed = [axis in step.axes for axis in spread.axes]
    if all(crossed) or (spread.folded and any(crossed)):
        return WHOLE
    if any(crossed) and not step.kept:
        return UNKNOWN
    pairs = zip(crossed, spread.lines, strict=True) if spread.lines else ()
    lines = tuple(None if over else lying for over, lying in pairs)
    gone = () if step.kept else step.axes
    return Spread(tuple(axis - sum(lost < axis for lost in gone) for axis in spread.axes), lines, spread.folded)


def _reshaped(step: Reshaped, spread: Spread) -> Spread:
    axes: list[int] = []
    for axis in spread.axes:
        own, other = next(block for block in step.blocks if axis in block[0])
        targets = [place for place in other if step.after[place] > 1]
        alone = all(step.before[place] == 1 for place in own if place != axis)
        if len(targets) > 1 or not (targets or other):
            return UNKNOWN
        if not alone and not spread.folded:
            return _folded_into(step, spread, other)
        axes.append(targets[0] if targets else other[0])
    return Spread(tuple(axes), spread.lines, spread.folded)


def _folded_into(step: Reshaped, spread: Spread, other: range) -> Spread:
    """All places along one axis, as `flatten` puts them."""
    same = all(any(axis in own and place == other for own, place in step.blocks) for axis in spread.axes)
    target = next((place for place in other if step.after[place] > 1), other[0])
    return Spread((target,), (), folded=True) if same else UNKNOWN


def _copied(step: Moved, spread: Spread, shapes: Sequence[Shape], output: Shape) -> Spread:
    """Of channels taken apart: found by looking where numbered rows and columns have gone."""
    import torch

    (shape,) = shapes
    if spread.folded or max(int(np.prod(shape)), int(np.prod(output))) > _PROBED_UP_TO:
        return UNKNOWN
    axes: list[int] = []
    for axis in spread.axes:
        numbered = torch.arange(shape[axis], dtype=torch.float32)
        numbers = numbered.reshape([-1 if place == axis else 1 for place in range(len(shape))])
        made = step.outputs([numbers.expand(shape).contiguous()])[0]
        fitting = (
            place
            for place in range(made.ndim)
            if made.shape[place] == shape[axis]
            and bool((made == numbered.reshape([-1 if p == place else 1 for p in range(made.ndim)])).all())
        )
        found = next(fitting, None)
        if found is None:
            return UNKNOWN
        axes.append(found)
    return Spread(tuple(axes), spread.lines) if len(set(axes)) == len(axes) else UNKNOWN


def _aligned(spread: Spread, shape: Shape, output: Shape) -> Spread:
    """Of an input as it is repeated to the output's shape."""
    shift = len(output) - len(shape)
    if any(shape[axis] != output[axis + shift] for axis in spread.axes) and not spread.folded:
        return UNKNOWN
    return Spread(tuple(axis + shift for axis in spread.axes), spread.lines, spread.folded)


def _merged(spreads: Sequence[Spread]) -> Spread:
    """What several branches span together."""
    total, *others = spreads
    for spread in others:
        if not (spread.known and total.known) or (spread.axes, spread.folded) != (total.axes, total.folded):
            return UNKNOWN
        lines: list[Line | None] = []
        for first, second in zip(total.lines, spread.lines, strict=True):
            both = None if first is None or second is None else first.joined(second)
            if both is None and first is not None and second is not None:
                return UNKNOWN
            lines.append(both)
        total = Spread(total.axes, tuple(lines), total.folded)
    return total


def _contracted(step: Contracted, spreads: Sequence[tuple[int, Spread]]) -> Spread:
    letters = {step.ins[place][axis] for place, spread in spreads for axis in spread.axes}
    if not all(spread.folded for _, spread in spreads):
        return UNKNOWN
    kept = tuple(axis for axis, letter in enumerate(step.out) if letter in letters)
    # Where all places are summed over, every cell depends on each.
    return Spread(kept, folded=True) if len(kept) == len(letters) else WHOLE
