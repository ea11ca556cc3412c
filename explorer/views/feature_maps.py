"""All channels of a layer in one mosaic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from explorer.core.axes import call_maps
from explorer.core.colour_maps import lut, names
from explorer.core.graph import INPUT
from explorer.core.mosaic import Scale, block_side, clipped_share, quantise, shrink
from explorer.core.scaling import layer_scale
from explorer.core.statistics import ChannelStatistics, SortKey, channel_statistics
from explorer.errors import ExplorerError
from explorer.views._map_controls import MapControls
from explorer.views.base import LayerView, Options, Paint
from explorer.widgets import theme
from explorer.widgets.colour_bar import ColourBar
from explorer.widgets.index_colours import index_colours
from explorer.widgets.mosaic_item import Tiles
from explorer.widgets.mosaic_view import MosaicView
from explorer.widgets.numbers import range_text

if TYPE_CHECKING:
    from explorer.core.graph import Call, Trace
    from explorer.jobs import Job

_HISTOGRAM_BINS = 64
_USUAL_TILE = 112


@dataclass(frozen=True, slots=True)
class MapOptions:
    """The view's own settings: how channels are sorted, and the longer side of a tile in pixels (0 fits)."""

    sort: SortKey = "index"
    tile: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class MapsResult:
    """What the mosaic shows.

    Attributes:
        name: of the call.
        values: (C, H, W) float32, the network's own numbers.
        colours: (C, h, w) colour indices, averaged down where a map is larger than its tile.
        block: over how many cells in each direction.
        scale: what the colours stand for.
        statistics: per channel.
        order: channel numbers by position.
        clipped: share of values beyond the range.
        histogram: counts over the common range, None where each channel has its own.
        note: what the pictures leave out.
        seen: the network's input (1, H, W) or (3, H, W) float32, None where it is no picture.
    """

    name: str
    values: np.ndarray
    colours: np.ndarray
    block: int
    scale: Scale
    statistics: ChannelStatistics
    order: np.ndarray
    clipped: float
    histogram: np.ndarray | None
    note: str
    seen: np.ndarray | None


class FeatureMapsView(LayerView):
    """The mosaic with its tool row and colour bar."""

    title: ClassVar[str] = "Feature maps"
    order: ClassVar[int] = 10
    icon: ClassVar[str] = "squares-four"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._result: MapsResult | None = None
        self._paint = Paint()
        self._controls = MapControls()
        self._controls.map_picked.connect(self._on_map_picked)
        self._controls.scale_picked.connect(self.scale_picked)
        self._controls.fixed_picked.connect(self.fixed_picked)
        self._controls.sort_picked.connect(self.options_changed)
        self._controls.overlay_moved.connect(self._apply_overlay)
        self._controls.tile_picked.connect(self._on_controls_tile_picked)
        self._mosaic = MosaicView()
        self._mosaic.set_name(self.tr("Feature maps"))
        self._mosaic.picked.connect(self._on_mosaic_picked)
        self._mosaic.tile_changed.connect(self._controls.show_tile)
        self._bar = ColourBar()
        self._bar.setFixedWidth(76)
        self._note = QLabel()
        self._note.setProperty("role", "caption")
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 8, 0)
        body.setSpacing(0)
        body.addWidget(self._mosaic, 1)
        body.addWidget(self._bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._controls)
        column.addLayout(body, 1)
        column.addWidget(self._note)
        self._note.setContentsMargins(12, 2, 12, 4)

    # ---- contract

    @staticmethod
    def accepts(call: Call) -> bool:
        """Whatever has numbers."""
        return call.tensor is not None and call.tensor.numel() > 0

    def options(self) -> MapOptions:
        """How channels are sorted and how large the tiles are."""
        return MapOptions(self._controls.sort_key(), self._controls.tile_size() or 0)

    @staticmethod
    def compute(trace: Trace, call: Call, options: Options, job: Job) -> MapsResult:
        """The maps of a call as colour indices, with statistics."""
        own = options.own if isinstance(options.own, MapOptions) else MapOptions()
        shown = call_maps(trace, call)
        if shown is None:
            raise ExplorerError(f"{call.name} has no values that could be shown.")
        maps = shown.maps
        scale = layer_scale(trace, call, maps, options.scale, options.fixed)
        job.check()
        statistics = channel_statistics(maps)
        return MapsResult(
            name=call.name,
            values=maps,
            colours=quantise(shrink(maps, own.tile or _USUAL_TILE), scale),
            block=block_side(maps.shape, own.tile or _USUAL_TILE),
            scale=scale,
            statistics=statistics,
            order=statistics.order(own.sort),
            clipped=clipped_share(maps, scale),
            histogram=_histogram(maps, scale),
            note=shown.note,
            seen=_seen(trace),
        )

    def show_result(self, result: MapsResult) -> None:
        """Fill the mosaic and the colour bar."""
        self._result = result
        s = result.statistics
        labels = [str(channel) for channel in range(len(result.values))]
        ranges = _RangeTexts(s.minimum, s.maximum)
        shown = Tiles(
            result.colours, result.values, result.order, labels, ranges, s.silent, s.broken, block=result.block
        )
        self._mosaic.show_tiles(shown)
        self._note.setText(self._note_text(result))
        self._colour()
        self._apply_overlay()
        self._mosaic.set_selected(self._paint.channel, self._paint.cell)

    def show_paint(self, paint: Paint) -> None:
        """Colour maps, selected channel and cell."""
        self._paint = paint
        self._colour()
        self._mosaic.set_selected(paint.channel, paint.cell)

    def show_scale(self, mode: str, fixed: float) -> None:
        """The window's scale, shown in the tool row."""
        self._controls.show_scale(mode, fixed)

    # ---- showing

    def _colour(self) -> None:
        result = self._result
        if result is None:
            return
        signed = result.scale.signed
        name = self._paint.signed_map if signed else self._paint.positive_map
        self._controls.show_maps(names(signed), name)
        table = lut(name, theme.tokens().dark)
        self._mosaic.set_lut(index_colours(name))
        common = result.scale.common
        if common is None:
            shown = min(self._paint.channel, len(result.scale.low) - 1)
            common = float(result.scale.low[shown]), float(result.scale.high[shown])
        self._bar.set_scale(
            table, *common, histogram=result.histogram, clipped=result.clipped, title=self._bar_title(result)
        )

    def _bar_title(self, result: MapsResult) -> str:
        if result.scale.common is not None:
            return result.name.rpartition(".")[2]
        return self.tr("channel {0}").format(min(self._paint.channel, len(result.values) - 1))

    def _note_text(self, result: MapsResult) -> str:
        s = result.statistics
        parts = [self.tr("{0} maps of {1} × {2}").format(*result.values.shape)]
        if result.colours.shape[1:] != result.values.shape[1:]:
            parts.append(self.tr("shown averaged to {0} × {1}").format(*result.colours.shape[1:]))
        if result.note:
            parts.append(result.note)
        if s.silent.any():
            parts.append(self.tr("{0} silent on this input").format(int(s.silent.sum())))
        if s.broken.any():
            parts.append(self.tr("{0} with NaN or infinity").format(int(s.broken.sum())))
        return "  ·  ".join(parts)

    def _apply_overlay(self) -> None:
        share = self._controls.overlay()
        seen = self._result.seen if self._result is not None and share else None
        self._mosaic.set_backdrop(None if seen is None else _backdrop(seen), 1 - 0.8 * share)

    # ---- the hand

    def _on_controls_tile_picked(self) -> None:
        self._mosaic.set_tile_size(self._controls.tile_size())
        self.options_changed.emit()

    def _on_map_picked(self, name: str) -> None:
        if self._result is not None:
            self.colour_map_picked.emit(self._result.scale.signed, name)

    def _on_mosaic_picked(self, channel: int, row: int, column: int) -> None:
        self.channel_picked.emit(channel)
        if row >= 0:
            self.cell_picked.emit(row, column)


class _RangeTexts(Sequence[str]):
    """`−2.5 … 0.7` of each channel, written when it is asked for: only tiles on the screen need theirs."""

    def __init__(self, minimum: np.ndarray, maximum: np.ndarray) -> None:
        self._minimum, self._maximum = minimum, maximum

    def __len__(self) -> int:
        return len(self._minimum)

    def __getitem__(self, channel: Any) -> Any:
        return range_text(float(self._minimum[channel]), float(self._maximum[channel]), 2)


def _histogram(maps: np.ndarray, scale: Scale) -> np.ndarray | None:
    """Counts (64,) over the common range, the lowest first; sampled evenly from large layers."""
    common = scale.common
    if common is None:
        return None
    (low, high), flat = common, maps.reshape(-1)[:: max(1, maps.size // 65536)]
    # As np.histogram does it for bins of one width, in a quarter of its time.
    inside = flat[(flat >= low) & (flat <= high)]
    bins = ((inside - np.float32(low)) / np.float32(high - low) * _HISTOGRAM_BINS).astype(np.intp)
    return np.bincount(np.minimum(bins, _HISTOGRAM_BINS - 1), minlength=_HISTOGRAM_BINS)


def _seen(trace: Trace) -> np.ndarray | None:
    tensor = trace.inputs[INPUT]
    if tensor.ndim != 4 or tensor.shape[1] not in (1, 3) or not tensor.is_floating_point():
        return None
    return np.asarray(tensor[0].detach().cpu().float().numpy())


def _backdrop(seen: np.ndarray) -> np.ndarray:
    """The network's input as a picture uint8 (H, W) or (H, W, 3), its lowest value black and its highest white."""
    low, high = float(seen.min()), float(seen.max())
    scaled = (seen - low) * (255 / (high - low)) if high > low else np.zeros_like(seen)
    picture = scaled.astype(np.uint8)
    return picture[0] if len(picture) == 1 else np.ascontiguousarray(picture.transpose(1, 2, 0))
