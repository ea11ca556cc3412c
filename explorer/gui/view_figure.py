"""What the view in front shows as a figure of its own: all maps or filters of the layer, or the selected one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, Qt

from explorer.core.mosaic import Scale, block_side, clipped_share, quantise, shrink
from explorer.views._filter_pictures import FilterPicture
from explorer.views._layer_maps import MapsResult
from explorer.widgets.figure import Bar, Figure, only
from explorer.widgets.numbers import percent_text, range_text
from explorer.widgets.said import said

if TYPE_CHECKING:
    from explorer.gui.frames import Frame
    from explorer.session import State

# By this name the strings are found by lupdate; their context is no class.
translate = QCoreApplication.translate

_LONGEST_SIDE = 512
"""Larger maps are averaged down, and the figure says so."""
_TILE_A_CHANNEL = ("rgb", "filters")


def has_tiles(frame: Frame) -> bool:
    """Whether the view in front shows maps or filters: then it can be drawn as a figure, not only as it stands."""
    return isinstance(frame.result, (MapsResult, FilterPicture))


def can_show_one(frame: Frame) -> bool:
    """Whether the figure can be cut down to the selected channel: it has one tile for each."""
    result = frame.result
    return isinstance(result, MapsResult) or (isinstance(result, FilterPicture) and result.mode in _TILE_A_CHANNEL)


def figure_of(frame: Frame, state: State, alone: bool) -> Figure:
    """The figure, of the view's own numbers rather than the screen's; of the selected channel only where `alone`."""
    result = frame.result
    if isinstance(result, MapsResult):
        return _of_maps(frame, state, result, alone)
    assert isinstance(result, FilterPicture)
    return _of_filters(frame, state, result, alone)


def title_of(frame: Frame, alone: bool, channel: int = 0) -> str:
    """`ResNet-18 – layer1.0.conv1, feature maps`, or `..., channel 3`."""
    view = frame.view
    name = "" if view is None else translate(view.__name__, view.title)
    words = translate("Figure", "channel {0}").format(channel) if alone else name
    return translate("Figure", "{0} – {1}, {2}").format(frame.request.model.title, frame.call.name, words)


def lines_of(frame: Frame) -> tuple[str, ...]:
    """What the network is, what it was shown, and when."""
    return described(frame.request.model.weights, frame.request.picture.label, frame.run.preview)


def described(weights: str, picture: str, preview: bool) -> tuple[str, ...]:
    """The same of a network's weights and a picture's label; `preview`: whether it ran on half the size."""
    today = QDate.currentDate().toString(Qt.DateFormat.ISODate)
    lines = [translate("Figure", "{0}  ·  input: {1}  ·  {2}").format(said(weights), said(picture), today)]
    if preview:
        lines.append(translate("Figure", "Preview at half size."))
    return tuple(lines)


def _of_maps(frame: Frame, state: State, result: MapsResult, alone: bool) -> Figure:
    channel = frame.request.options.clamped(len(result.values))
    scale, s = result.scale, result.statistics
    small = shrink(result.values, _LONGEST_SIDE)
    common = scale.common
    if alone:
        common = float(scale.low[channel]), float(scale.high[channel])
    low, high = common if common is not None else (-1.0 if scale.signed else 0.0, 1.0)
    words = [translate("Figure", "{0} maps of {1} × {2}").format(*result.values.shape)]
    block = block_side(result.values.shape, _LONGEST_SIDE)
    if block > 1:
        words.append(translate("Figure", "each cell is the mean of {0} × {0}").format(block))
    if result.note:
        words.append(said(result.note))
    if s.silent.any():
        words.append(translate("Figure", "{0} silent on this input").format(int(s.silent.sum())))
    share = result.clipped
    if alone:
        words.append(range_text(float(s.minimum[channel]), float(s.maximum[channel]), 6))
        own = Scale(scale.low[channel : channel + 1], scale.high[channel : channel + 1], scale.signed)
        share = clipped_share(result.values[channel : channel + 1], own)
    under = [translate("Figure", "{0} clipped").format(percent_text(share))]
    if common is None:
        under = [translate("Figure", "× each map's"), translate("Figure", "largest value")]
    figure = Figure(
        title=title_of(frame, alone, channel),
        lines=(*lines_of(frame), "  ·  ".join(words)),
        tiles=quantise(small, scale),
        bar=Bar(state.signed_map if scale.signed else state.positive_map, low, high, tuple(under)),
        labels=[str(number) for number in range(len(small))],
        ranges=[range_text(float(a), float(b), 2) for a, b in zip(s.minimum, s.maximum, strict=True)],
        order=result.order,
        hatched=s.silent,
        note=_NOTE,
    )
    return only(figure, channel) if alone else figure


_NOTE = "Feature Map Explorer"


def _of_filters(frame: Frame, state: State, result: FilterPicture, alone: bool) -> Figure:
    weights = result.weights
    size = " × ".join(map(str, weights.array.shape[1:]))
    words = [translate("Figure", "{0} filters of {1}").format(f"{weights.outputs:,}", size)]
    if result.per_cell != (1, 1):
        words.append(translate("Figure", "each cell is the strongest of {0} × {1} weights").format(*result.per_cell))
    if result.mode == "pairs":
        words.append(translate("Figure", "a row for each filter, a column for each input channel"))
    if result.channel >= 0:
        words.append(translate("Figure", "filter {0}").format(result.channel))
    if weights.note:
        words.append(said(weights.note))
    colours = result.mode == "rgb"
    under = (
        translate("Figure", "R, G, B") if colours else translate("Figure", "weights"),
        translate("Figure", "{0} clipped").format(percent_text(result.clipped)),
    )
    labelled = result.mode in ("rgb", "filters", "folded", "selected")
    figure = Figure(
        title=title_of(frame, False),
        lines=(*lines_of(frame), "  ·  ".join(words)),
        tiles=result.colours,
        bar=Bar("" if colours else state.signed_map, -result.limit, result.limit, under),
        labels=[str(number) for number in range(len(result.colours))] if labelled else (),
        columns=result.columns,
        note=_NOTE,
    )
    channel = frame.request.options.clamped(weights.outputs)
    return only(figure, channel) if alone and result.mode in _TILE_A_CHANNEL else figure
