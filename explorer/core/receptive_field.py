"""Receptive fields: on which cells of earlier calls and of the input a cell depends, and which cells a place reaches.

What is taken for granted: evaluation mode, no weight that is zero, and of a map a cell of any channel. Within that a
field is exact, with the holes of dilation, the gaps of strides, borders and every branch; where an operation is not
known, all of its input is taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from explorer.core.field_extent import UNKNOWN, Spread, input_spread, spread_of
from explorer.core.field_rules import everything, step_of
from explorer.core.field_steps import Mask, Step, union
from explorer.core.fields import Extent, Fields
from explorer.core.graph import INPUT, Call, Trace, tensors_in
from explorer.core.map_layout import MapLayout, map_layout

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


@dataclass(frozen=True, eq=False)
class _Node:
    """One call: what it does, where its inputs come from (call and number of the output), and its shapes."""

    name: str
    step: Step
    sources: tuple[tuple[str, int] | None, ...]
    ins: tuple[tuple[int, ...], ...]
    outs: tuple[tuple[int, ...], ...]


class ReceptiveFields:
    """Knows the fields of every cell of every call of a network at one input size. Keeps shapes, no values.

    Args:
        trace: any run of the network at that size.
    """

    def __init__(self, trace: Trace) -> None:
        self._inputs = {name: tuple(tensor.shape) for name, tensor in trace.inputs.items()}
        self._layouts: dict[str, MapLayout] = {INPUT: MapLayout(self._inputs[INPUT], channels_last=False)}
        self._nodes: dict[str, _Node] = {}
        self._constant: set[str] = set()
        made = {id(tensor): (name, 0) for name, tensor in trace.inputs.items()}
        for call in trace:
            outputs = list(tensors_in(call.output))
            self._nodes[call.name] = self._node(call, made)
            made |= {id(tensor): (call.name, number) for number, tensor in enumerate(outputs)}
            layout = map_layout(trace, call)
            if layout is not None:
                self._layouts[call.name] = layout
        self._last: tuple[object, Fields] | None = None

    def of(self, name: str, row: int, column: int, channel: int = 0) -> Fields | None:
        """On what a cell depends; None where the call has no such cell.

        Args:
            name: of the call.
            row: of its map.
            column: of its map.
            channel: matters only for calls whose maps have a single cell, as a linear layer's.
        """
        layout = self._layouts.get(name)
        seed = None if layout is None else layout.mask(row, column, channel)
        if seed is None:
            return None
        key = name, row, column, channel if layout is not None and layout.vector else 0
        # Another thread may ask at the same moment: what is returned is read once.
        last = self._last
        if last is None or last[0] != key:
            last = self._last = key, Fields(name, (row, column), self._walk_back(name, seed), self._layouts)
        return last[1]

    def size_of(self, name: str) -> tuple[int, int] | None:
        """(H, W) of a call's map, or of the input; None where it has none."""
        layout = self._layouts.get(name)
        return None if layout is None else layout.size

    def reached(self, row: int, column: int, upto: str | None = None) -> Fields | None:
        """Which cells of all calls depend on a place of the input; None where there is no such place.

        Args:
            row: of the input.
            column: of the input.
            upto: the last call that is of interest; None for all.
        """
        seed = self._layouts[INPUT].mask(row, column, 0)
        if seed is None:
            return None
        return Fields(INPUT, (row, column), self._walk_forth(seed, upto), self._layouts)

    @cached_property
    def extents(self) -> tuple[Extent, ...]:
        """Size, jump and place of every call's fields, in the order of execution."""
        spreads: dict[str, Spread | None] = {name: input_spread(shape) for name, shape in self._inputs.items()}
        found = []
        for node in self._nodes.values():
            ins = [None if source is None else spreads[source[0]] for source in node.sources]
            spreads[node.name] = spread = spread_of(node.step, ins, node.ins, node.outs[0]) if node.outs else None
            found.append(_extent(node.name, spread or UNKNOWN))
        return tuple(found)

    def extent_of(self, name: str) -> Extent | None:
        """The same of one call."""
        return self._extent_by_name.get(name)

    @cached_property
    def _extent_by_name(self) -> dict[str, Extent]:
        return {extent.name: extent for extent in self.extents}

    # ---- walking

    def _node(self, call: Call, made: Mapping[int, tuple[str, int]]) -> _Node:
        known = (made.get(id(tensor)) for tensor in call.inputs)
        sources = tuple(None if source is None or source[0] in self._constant else source for source in known)
        step = step_of(call)
        if any(source is None for source in sources):
            sources, step = self._adopted(call, sources, step)
        if all(source is None for source in sources):
            self._constant.add(call.name)
        ins, outs = (tuple(tuple(x.shape) for x in tensors_in(nest)) for nest in (call.inputs, call.output))
        return _Node(call.name, step, sources, ins, outs)

    def _adopted(
        self, call: Call, sources: tuple[tuple[str, int] | None, ...], step: Step
    ) -> tuple[tuple[tuple[str, int] | None, ...], Step]:
        """Inputs that nobody was seen making, of a parent that has made none of the others, are that parent's."""
        seen = {source[0] for source in sources if source is not None} | self._constant
        missing = [name for name in call.parents if name not in seen]
        found: list[tuple[str, int] | None] = list(sources)
        for place, tensor in enumerate(call.inputs):
            if found[place] is not None or not missing:
                continue
            same = next((name for name in missing if self._shape(name) == tuple(tensor.shape)), None)
            found[place] = same or missing[0], 0
            if same is None:
                step = everything(call)
        return tuple(found), step

    def _shape(self, name: str) -> tuple[int, ...]:
        return self._inputs[name] if name in self._inputs else self._nodes[name].outs[0]

    def _walk_back(self, name: str, seed: Mask) -> dict[str, list[Mask | None]]:
        masks: dict[str, list[Mask | None]] = {name: [seed]}
        for node in self._before(name):
            outs = masks.get(node.name)
            if outs is None:
                continue
            outs += [None] * (len(node.outs) - len(outs))
            for source, mask in zip(node.sources, node.step.back(outs), strict=True):
                if source is not None and mask is not None:
                    _add(masks.setdefault(source[0], []), source[1], mask)
        return masks

    def _before(self, name: str) -> Iterator[_Node]:
        """The call itself and all before it, the last first."""
        names = list(self._nodes)
        last = names.index(name) if name in self._nodes else -1
        return (self._nodes[names[place]] for place in range(last, -1, -1))

    def _walk_forth(self, seed: Mask, upto: str | None) -> dict[str, list[Mask | None]]:
        masks: dict[str, list[Mask | None]] = {INPUT: [seed]}
        for node in self._nodes.values():
            ins = [self._made(masks, source) for source in node.sources]
            if any(mask is not None for mask in ins):
                masks[node.name] = node.step.forth(ins)
            if node.name == upto:
                break
        return masks

    @staticmethod
    def _made(masks: Mapping[str, Sequence[Mask | None]], source: tuple[str, int] | None) -> Mask | None:
        made = () if source is None else masks.get(source[0], ())
        return made[source[1]] if source is not None and source[1] < len(made) else None


_OF_TRACES: WeakKeyDictionary[Trace, ReceptiveFields] = WeakKeyDictionary()


def receptive_fields(trace: Trace) -> ReceptiveFields:
    """The fields of a trace's network, worked out once a trace; see `share`."""
    found = _OF_TRACES.get(trace)
    if found is None:
        found = _OF_TRACES[trace] = ReceptiveFields(trace)
    return found


def share(fields: ReceptiveFields, trace: Trace) -> None:
    """`trace` is another run of the same network at the same size: it has the same fields."""
    _OF_TRACES[trace] = fields


def _add(masks: list[Mask | None], number: int, mask: Mask) -> None:
    masks += [None] * (number + 1 - len(masks))
    masks[number] = union([masks[number], mask])


def _extent(name: str, spread: Spread) -> Extent:
    if spread.whole:
        return Extent(name, whole=True)
    lines = [lying for lying in spread.lines if lying is not None]
    if not spread.known or spread.folded or len(lines) < len(spread.lines) or not lines:
        return Extent(name)
    return Extent(
        name,
        tuple(lying.size for lying in lines),
        tuple(float(lying.jump) for lying in lines),
        tuple(float(lying.centre) for lying in lines),
    )
