"""What the arithmetic view shows of a cell: its explanation, the maps around it, what follows. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from explorer.core.axes import call_maps
from explorer.core.maps import feature_maps
from explorer.core.mosaic import Scale, common_scale, limit, quantise
from explorer.core.scaling import layer_scale
from explorer.core.settings import conv_window, input_of, pool_window
from explorer.errors import ModelError

if TYPE_CHECKING:
    from explorer.core.arithmetic import Explanation
    from explorer.core.graph import Call, Trace
    from explorer.views.base import Options

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ArithmeticOptions:
    """The view's own settings: which input channel is shown large, None for the one that adds most."""

    source: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class OneMap:
    """One channel of a layer.

    Attributes:
        name: of the call, or of the network's input.
        channel: which channel it is.
        channels: how many there are.
        values: (H, W) float32.
        indices: (H, W) colour indices.
        low, high: what the colours' ends stand for.
        signed: which colour map.
    """

    name: str
    channel: int
    channels: int
    values: np.ndarray
    indices: np.ndarray
    low: float
    high: float
    signed: bool


@dataclass(frozen=True, slots=True, eq=False)
class Explained:
    """One cell explained.

    Attributes:
        trace: what the network did.
        explanation: its terms.
        cell: (row, column) on the map `after`.
        chosen: which of a convolution's input channels is shown large, counted from its first; 0 for others.
        before: the input map that belongs to it; None where the call was given no map.
        after: the layer's own map.
        reads: (n, 2) int, the cells of `before` that are read.
        feeds: (H, W, 2) int, the output cell that each input cell feeds; None where there is no such rule.
        follower: the activation that reads the number, and the explanation of its value there; None for none.
    """

    trace: Trace
    explanation: Explanation
    cell: Cell
    chosen: int
    before: OneMap | None
    after: OneMap
    reads: np.ndarray
    feeds: np.ndarray | None
    follower: tuple[str, Explanation] | None

    def place(self, term: int) -> tuple[str, int, int, int] | None:
        """(call, channel, row, column) where the value of a term stands; None where no call's map holds it."""
        from explorer.core.arithmetic.map_places import places_of

        found = self.explanation.terms.places.at(term)
        if found is None or found[0] not in self.trace:
            return None
        (place,) = places_of(self.trace, found[0], [found[1]])
        return None if place is None else (found[0], *place)


def explained(trace: Trace, call: Call, options: Options) -> Explained:
    """A cell of the selected channel: the picked one, else the middle one. Raises ExplorerError."""
    from explorer.core.arithmetic import explain
    from explorer.core.arithmetic.map_places import index_of

    after = _own_map(trace, call, options)
    height, width = after.values.shape
    row, column = options.cell or (height // 2, width // 2)
    cell = min(row, height - 1), min(column, width - 1)
    index = index_of(trace, call, after.channel, cell)
    if index is None:
        raise ModelError("The cells of '{0}' are folded into maps in a way that cannot be traced back.", call.name)
    explanation = explain(trace, call, index)
    own = options.own if isinstance(options.own, ArithmeticOptions) else ArithmeticOptions()
    chosen = _chosen(explanation, own.source)
    before, reads = _read(trace, explanation, chosen, options)
    return Explained(
        trace=trace,
        explanation=explanation,
        cell=cell,
        chosen=chosen,
        before=before,
        after=after,
        reads=reads,
        feeds=None if before is None else feeds(call, before.values.shape, after.values.shape),
        follower=follower(trace, call, index),
    )


def _own_map(trace: Trace, call: Call, options: Options) -> OneMap:
    shown = call_maps(trace, call)
    if shown is None or not len(shown.maps):
        raise ModelError("'{0}' has no values that could be shown.", call.name)
    channel = options.clamped(len(shown.maps))
    one = slice(channel, channel + 1)
    scale = layer_scale(trace, call, shown.maps, options.scale, options.fixed, one)
    return _one_map(call.name, channel, shown.maps, scale)


def _one_map(name: str, channel: int, maps: np.ndarray, scale: Scale) -> OneMap:
    indices = quantise(maps[channel : channel + 1], scale)[0]
    low, high = float(scale.low[0]), float(scale.high[0])
    return OneMap(name, channel, len(maps), maps[channel], indices, low, high, scale.signed)


def _chosen(explanation: Explanation, source: int | None) -> int:
    """The asked input channel if the number has to do with it, else the one that adds most."""
    if not explanation.shape:
        return 0
    sums = explanation.channel_sums
    if source is not None and 0 <= source - explanation.first_channel < len(sums):
        return source - explanation.first_channel
    return int(np.nan_to_num(np.abs(sums)).argmax())


def _read(trace: Trace, explanation: Explanation, chosen: int, options: Options) -> tuple[OneMap | None, np.ndarray]:
    """The input map that is read, and the cells of it: those of the chosen channel, else of the largest terms."""
    from explorer.core.arithmetic.map_places import places_of

    nothing = np.zeros((0, 2), np.int64)
    places = explanation.terms.places
    if explanation.shape:
        cells = int(np.prod(explanation.shape[1:]))
        terms = range(chosen * cells, (chosen + 1) * cells)
    else:
        terms = range(min(len(explanation.terms), _MOST_READ))
    stand = [place for place in map(places.at, terms) if place is not None]
    if not stand:
        return None, nothing
    name = stand[0][0]
    found = places_of(trace, name, [index for other, index in stand if other == name])
    shown = [place for place in found if place is not None]
    if not shown:
        return None, nothing
    before = _source_map(trace, name, shown[0][0], options)
    reads = np.array(sorted({(row, column) for channel, row, column in shown if channel == shown[0][0]}), np.int64)
    return before, reads


_MOST_READ = 256


def _source_map(trace: Trace, name: str, channel: int, options: Options) -> OneMap | None:
    if name in trace.inputs:
        tensor = trace.inputs[name]
        shown = feature_maps(tensor, channels_last=False) if tensor.ndim == 4 else feature_maps(tensor)
        if shown is None:
            return None
        scale = common_scale(1, limit(shown.maps), signed=bool(shown.maps.min() < 0))
        return _one_map(name, channel, shown.maps, scale)
    call = trace[name]
    shown = call_maps(trace, call)
    if shown is None or channel >= len(shown.maps):
        return None
    one = slice(channel, channel + 1)
    return _one_map(name, channel, shown.maps, layer_scale(trace, call, shown.maps, "layer", options.fixed, one))


# ---- which output cell an input cell feeds


def feeds(call: Call, before: tuple[int, ...], after: tuple[int, ...]) -> np.ndarray | None:
    """(H, W, 2) int: for each input cell the output cell with the nearest window; None where no rule is known."""
    lines = _window_lines(call, before, after)
    if lines is None:
        if before != after:
            return None
        lines = np.arange(before[0]), np.arange(before[1])
    rows, columns = (np.clip(line, 0, size - 1) for line, size in zip(lines, after, strict=True))
    return np.stack(np.meshgrid(rows, columns, indexing="ij"), axis=-1)


def _window_lines(call: Call, before: tuple[int, ...], after: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray] | None:
    """For each row and each column of the input the output's."""
    window, source = conv_window(call) or pool_window(call), input_of(call)
    if window is None or source is None or window.dimensions != 2 or tuple(source.shape[-2:]) != tuple(before):
        return None
    lines = []
    for axis in range(2):
        cells = np.arange(before[axis])
        if window.adaptive:
            lines.append(cells * after[axis] // before[axis])
            continue
        middle = window.dilation[axis] * (window.kernel[axis] - 1) / 2
        padding, stride = window.padding[axis][0], window.stride[axis]
        fed = cells * stride - padding + middle if window.transposed else (cells + padding - middle) / stride
        lines.append(np.floor(fed + 0.5).astype(np.int64))
    return lines[0], lines[1]


# ---- what follows


def follower(trace: Trace, call: Call, index: tuple[int, ...]) -> tuple[str, Explanation] | None:
    """The activation that reads a call's number, and its value there; None where none does, or its values are gone."""
    from explorer.core.arithmetic import NotExplained, explain

    reader = next((other for other in trace if call.name in other.parents), None)
    if reader is None or reader.kind != "activation" or reader.output_shape != call.output_shape:
        return None
    try:
        return reader.name, explain(trace, reader, index)
    except NotExplained:
        return None
