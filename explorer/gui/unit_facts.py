"""The selected channel of the selected layer: its map, its kernel and the facts about the layer. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from explorer.core.arithmetic import NotExplained, explain
from explorer.core.arithmetic.map_places import index_of
from explorer.core.axes import call_maps
from explorer.core.facts import facts
from explorer.core.filters import kernels
from explorer.core.mosaic import clipped_share, common_scale, quantise
from explorer.core.scaling import layer_scale

if TYPE_CHECKING:
    from explorer.core.arithmetic import Explanation
    from explorer.core.graph import Call, Kind, Trace
    from explorer.views.base import Options

_MOST_SLICES = 64


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """What the Unit panel shows.

    Attributes:
        name, kind, op: of the call.
        channel, count: which channel of how many.
        values: the map (H, W) float32; None where the call has no picture.
        colours: its colour indices (H, W).
        low, high: what the colours' ends stand for.
        clipped: share 0..1 of the map's values beyond that range.
        signed: which colour map.
        note: what the map leaves out.
        slices: colour indices (n, kh, kw) of the channel's kernel, one for each input channel; None without kernel.
        slice_values: the weights themselves, (n, kh, kw).
        slice_limit: the weights' colours go from -limit to limit.
        slice_total: how many slices there are; more than are shown in very wide layers.
        bias: of the channel, None without one.
        class_name: what the channel stands for, if it is an output with a name.
        facts: (caption key, text) pairs.
        cell: (row, column) that is picked on the map, None for none.
        explanation: the picked cell as a sum; None where none is picked, or nothing is known of its arithmetic.
    """

    name: str
    kind: Kind
    op: str
    channel: int
    count: int
    values: np.ndarray | None
    colours: np.ndarray | None
    low: float
    high: float
    clipped: float
    signed: bool
    note: str
    slices: np.ndarray | None
    slice_values: np.ndarray | None
    slice_limit: float
    slice_total: int
    bias: float | None
    facts: tuple[tuple[str, str], ...]
    cell: tuple[int, int] | None = None
    explanation: Explanation | None = None


def unit_of(trace: Trace, call: Call, options: Options) -> Unit | None:
    """The unit to show; the colours have the range that the layer's other maps have."""
    shown = call_maps(trace, call)
    if shown is None:
        return _bare(call)
    maps, channel = shown.maps, options.clamped(len(shown.maps))
    one = slice(channel, channel + 1)
    scale = layer_scale(trace, call, maps, options.scale, options.fixed, one)
    slices, values, limit, total, bias = _kernel(call, channel)
    return Unit(
        name=call.name,
        kind=call.kind,
        op=call.op,
        channel=channel,
        count=len(maps),
        values=maps[channel],
        colours=quantise(maps[one], scale)[0],
        low=float(scale.low[0]),
        high=float(scale.high[0]),
        clipped=clipped_share(maps[one], scale),
        signed=scale.signed,
        note=shown.note,
        slices=slices,
        slice_values=values,
        slice_limit=limit,
        slice_total=total,
        bias=bias,
        facts=facts(call),
        cell=options.cell,
        explanation=None if options.cell is None else _explanation(trace, call, channel, options.cell),
    )


def _explanation(trace: Trace, call: Call, channel: int, cell: tuple[int, int]) -> Explanation | None:
    index = index_of(trace, call, channel, cell)
    try:
        return None if index is None else explain(trace, call, index)
    except NotExplained:
        # What the view says in a sentence is no news here.
        return None


def _bare(call: Call) -> Unit:
    return Unit(
        call.name, call.kind, call.op, 0, 0, None, None, 0, 1, 0.0, False, "", None, None, 1, 0, None, facts(call)
    )


def _kernel(call: Call, channel: int) -> tuple[np.ndarray | None, np.ndarray | None, float, int, float | None]:
    """(colour indices, weights, limit, number of slices, bias) of a convolution's filter."""
    found = kernels(call) if call.kind == "conv" else None
    if found is None or channel >= len(found.weights):
        return None, None, 1.0, 0, None
    weights = np.ascontiguousarray(found.weights[channel], np.float32)
    limit = float(np.abs(weights).max()) or 1.0
    chosen = weights[:_MOST_SLICES]
    bias = None if found.bias is None else float(found.bias[channel])
    return quantise(chosen, common_scale(len(chosen), limit, signed=True)), chosen, limit, len(weights), bias
