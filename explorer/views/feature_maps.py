"""All channels of a layer in one mosaic."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from explorer.core.colour_maps import lut, names
from explorer.views._layer_maps import MapOptions, MapsResult, backdrop, layer_result
from explorer.views._map_controls import MapControls, MapSetup
from explorer.views.base import LayerView, Options, Paint
from explorer.widgets import theme
from explorer.widgets.colour_bar import ColourBar
from explorer.widgets.index_colours import index_colours
from explorer.widgets.mosaic_item import Tiles
from explorer.widgets.mosaic_view import MosaicView
from explorer.widgets.numbers import range_text
from explorer.widgets.said import said

if TYPE_CHECKING:
    import numpy as np

    from explorer.core.graph import Call, Trace
    from explorer.core.statistics import ChannelStatistics
    from explorer.jobs import Job


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

    def setup(self) -> MapSetup:
        """Order, size and overlay."""
        return self._controls.setup()

    def set_up(self, setup: MapSetup) -> None:
        """The same order, size and overlay."""
        self._controls.set_up(setup)
        self._mosaic.set_tile_size(self._controls.tile_size())

    @staticmethod
    def compute(trace: Trace, call: Call, options: Options, job: Job) -> MapsResult:
        """The maps of a call as colour indices, with statistics."""
        return layer_result(trace, call, options, job)

    def show_result(self, result: MapsResult) -> None:
        """Fill the mosaic and the colour bar."""
        self._result = result
        self._mosaic.show_tiles(tiles_of(result.colours, result.statistics, result.order, result.block))
        self._note.setText(self._note_text(result))
        self._colour()
        self._apply_overlay()
        self._mosaic.set_selected(self._paint.channel, self._paint.cell, self._paint.area)

    def show_paint(self, paint: Paint) -> None:
        """Colour maps, selected channel and cell."""
        self._paint = paint
        self._colour()
        self._mosaic.set_selected(paint.channel, paint.cell, paint.area)

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
            parts.append(said(result.note))
        if s.silent.any():
            parts.append(self.tr("{0} silent on this input").format(int(s.silent.sum())))
        if s.broken.any():
            parts.append(self.tr("{0} with NaN or infinity").format(int(s.broken.sum())))
        return "  ·  ".join(parts)

    def _apply_overlay(self) -> None:
        share = self._controls.overlay()
        seen = self._result.seen if self._result is not None and share else None
        self._mosaic.set_backdrop(None if seen is None else backdrop(seen), 1 - 0.8 * share)

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


def tiles_of(colours: np.ndarray, statistics: ChannelStatistics, order: np.ndarray, block: int) -> Tiles:
    """The maps as tiles: the channel's number and its range under each, silent and broken ones marked.

    Args:
        colours: colour indices (C, h, w).
        statistics: of the maps.
        order: channel numbers by position.
        block: how many values a cell of `colours` is the average of, in each direction.
    """
    s = statistics
    ranges = _RangeTexts(s.minimum, s.maximum)
    return Tiles(colours, s.maps, order, _numbers(len(colours)), ranges, s.silent, s.broken, block=block)


@lru_cache(maxsize=16)
def _numbers(count: int) -> tuple[str, ...]:
    return tuple(map(str, range(count)))


class _RangeTexts(Sequence[str]):
    """`−2.5 … 0.7` of each channel, written when it is asked for: only tiles on the screen need theirs."""

    def __init__(self, minimum: np.ndarray, maximum: np.ndarray) -> None:
        self._minimum, self._maximum = minimum, maximum

    def __len__(self) -> int:
        return len(self._minimum)

    def __getitem__(self, channel: Any) -> Any:
        return range_text(float(self._minimum[channel]), float(self._maximum[channel]), 2)
