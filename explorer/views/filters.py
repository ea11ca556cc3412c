"""What a layer has learned: kernels of a convolution, weights of a linear layer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from explorer.core.colour_maps import lut, names
from explorer.core.settings import conv_window, is_linear, weight_and_bias
from explorer.views._filter_pictures import CONV_MODES, LINEAR_MODES, BiasTexts, FilterPicture, filter_picture
from explorer.views.base import LayerView, Paint
from explorer.widgets import theme
from explorer.widgets.channel_box import ChannelBox
from explorer.widgets.colour_bar import ColourBar
from explorer.widgets.colour_map_box import ColourMapBox
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.index_colours import index_colours
from explorer.widgets.labelled_mosaic import LabelledMosaic
from explorer.widgets.mosaic_item import Tiles
from explorer.widgets.number_table import exact
from explorer.widgets.safely import safely
from explorer.widgets.said import said
from explorer.widgets.segmented import SegmentedControl
from explorer.widgets.tool_row import ToolRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from explorer.core.graph import Call, Trace
    from explorer.jobs import Job
    from explorer.views.base import Options


@dataclass(frozen=True, slots=True)
class FilterOptions:
    """How the user wants filters of convolutions, and weights of linear layers, to be shown; `auto` until asked."""

    conv: str = "auto"
    linear: str = "auto"


class FiltersView(LayerView):
    """Kernels as tiles, or a matrix of weights, on one zero-centred scale."""

    title: ClassVar[str] = "Filters"
    order: ClassVar[int] = 20
    icon: ClassVar[str] = "grid-nine"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._result: FilterPicture | None = None
        self._paint = Paint()
        self._own = FilterOptions()
        self._map = ColourMapBox(self)
        self._channel = ChannelBox(self)
        self._channel_word = QLabel(self)
        self._channel_word.setProperty("role", "label")
        self._conv, self._linear = SegmentedControl(self), SegmentedControl(self)
        self._mosaic = LabelledMosaic(self)
        self._bar = ColourBar(parent=self)
        self._caption = ElidedLabel("caption", parent=self)
        self._build_modes()
        self._build_layout()
        self._connect()
        self.clear()

    # ---- contract

    @staticmethod
    def accepts(call: Call) -> bool:
        """Convolutions and linear layers that have weights."""
        weight, _ = weight_and_bias(call)
        if weight is None or not weight.numel():
            return False
        return conv_window(call) is not None or (is_linear(call) and weight.ndim == 2)

    def options(self) -> FilterOptions:
        """How filters are to be shown."""
        return self._own

    def set_up(self, setup: FilterOptions) -> None:
        """Show them as another view does."""
        self._own = setup

    @staticmethod
    def compute(trace: Trace, call: Call, options: Options, job: Job) -> FilterPicture:
        """The weights as a picture, the same object until something changes. Raises ModelError without weights."""
        own = options.own if isinstance(options.own, FilterOptions) else FilterOptions()
        asked = own.linear if is_linear(call) else own.conv
        return filter_picture(trace, call, asked, options.channel, job)

    def show_result(self, result: FilterPicture) -> None:
        """Show the weights; the same result again costs nothing."""
        if result is self._result:
            return
        self._result = result
        self._map.setEnabled(True)
        self._channel_word.setText(self.tr("Unit") if result.weights.kernels is None else self.tr("Filter"))
        self._show_modes(result)
        self._show_tiles(result)
        self._colour()
        self._show_selected()

    def show_paint(self, paint: Paint) -> None:
        """Other colours, or another filter selected."""
        recoloured = paint.signed_map != self._paint.signed_map
        self._paint = paint
        if recoloured:
            self._colour()
        self._show_selected()

    def clear(self) -> None:
        """Show nothing."""
        self._result = None
        for control in (self._conv, self._linear, self._bar):
            control.hide()
        self._mosaic.hide()
        self._map.setEnabled(False)
        self._channel.show_channel(0, 0)
        self._caption.set_whole_text(self.tr("No filters to show: the layer has not been run yet."))

    # ---- building

    def _build_modes(self) -> None:
        for key, text in (
            ("rgb", self.tr("RGB")),
            ("pairs", self.tr("All pairs")),
            ("selected", self.tr("Selected filter")),
        ):
            self._conv.add_segment(key, text)
        for key, text in (("folded", self.tr("Selected unit as maps")), ("matrix", self.tr("Matrix"))):
            self._linear.add_segment(key, text)
        self._conv.setAccessibleName(self.tr("How filters are shown"))
        self._linear.setAccessibleName(self.tr("How weights are shown"))

    def _build_layout(self) -> None:
        tools = ToolRow(self)
        for control in (self._map, self._conv, self._linear):
            tools.add(control)
        tools.add_stretch()
        tools.add(self._channel_word)
        tools.add(self._channel)
        self._bar.setFixedWidth(76)
        body = QHBoxLayout()
        body.setContentsMargins(0, 8, 8, 0)
        body.setSpacing(0)
        body.addWidget(self._mosaic, 1)
        body.addWidget(self._bar)
        below = QHBoxLayout()
        below.setContentsMargins(12, 2, 12, 4)
        below.addWidget(self._caption)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(tools)
        column.addLayout(body, 1)
        column.addLayout(below)

    def _connect(self) -> None:
        self._channel.picked.connect(self.channel_picked)
        self._map.picked.connect(lambda name: self.colour_map_picked.emit(True, name))
        self._conv.changed.connect(lambda mode: self._on_mode_changed(conv=mode))
        self._linear.changed.connect(lambda mode: self._on_mode_changed(linear=mode))
        self._mosaic.mosaic.picked.connect(self._on_tile_picked)
        self._mosaic.mosaic.text_at = self._text_at
        self._mosaic.mosaic.set_name(self.tr("Filters"))

    # ---- showing

    def _show_modes(self, result: FilterPicture) -> None:
        modes = result.weights.modes
        for control, keys in ((self._conv, CONV_MODES), (self._linear, LINEAR_MODES)):
            control.setVisible(len(modes) > 1 and result.mode in keys)
            if result.mode in keys:
                for key in keys:
                    control.set_segment_enabled(key, key in modes, "" if key in modes else self._why_not(key))
                control.set_current(result.mode)

    def _why_not(self, mode: str) -> str:
        colourless = self.tr("Only filters with three input channels have colours")
        return colourless if mode == "rgb" else self.tr("There are too many pairs for one picture")

    def _show_tiles(self, result: FilterPicture) -> None:
        tiles = Tiles(
            result.colours,
            result.values,
            labels=self._labels(result),
            ranges=self._biases(result) if result.mode in ("rgb", "filters") else (),
            broken=result.broken,
            columns=result.columns,
        )
        notes = self._biases(result) if result.mode == "pairs" else ()
        self._mosaic.show_tiles(tiles, result.mode == "matrix", result.per_cell, notes)
        self._mosaic.set_columns_title(self._inputs_word(result))
        self._mosaic.show()

    def _inputs_word(self, result: FilterPicture) -> str:
        kernels = result.weights.kernels
        if kernels is None:
            return self.tr("input")
        return self.tr("input channel") if kernels.groups == 1 else self.tr("input channel of the filter's group")

    def _labels(self, result: FilterPicture) -> list[str]:
        kernels = result.weights.kernels
        if result.mode == "selected" and kernels is not None:
            return [str(kernels.input_channel(result.channel, index)) for index in range(len(result.values))]
        if result.mode in ("rgb", "filters", "folded"):
            return [str(index) for index in range(len(result.values))]
        return []

    def _biases(self, result: FilterPicture) -> Sequence[str]:
        return () if result.weights.bias is None else BiasTexts(result.weights.bias)

    def _colour(self) -> None:
        result = self._result
        if result is None:
            return
        name = self._paint.signed_map
        table = lut(name, theme.tokens().dark)
        self._map.show_maps(names(True), name)
        self._map.setVisible(result.mode != "rgb")
        self._mosaic.mosaic.set_lut(index_colours(name))
        # In colour pictures each of red, green and blue is a grey scale of its own, with grey for zero.
        shown = np.repeat(np.arange(256, dtype=np.uint8)[1:, None], 3, axis=1) if result.mode == "rgb" else table
        title = self.tr("R, G, B") if result.mode == "rgb" else self.tr("weights")
        self._bar.set_scale(shown, -result.limit, result.limit, clipped=result.clipped, title=title)
        self._bar.show()

    def _show_selected(self) -> None:
        result = self._result
        if result is None:
            return
        count = result.weights.outputs
        selected = max(0, min(self._paint.channel, count - 1))
        self._channel.show_channel(result.channel if result.channel >= 0 else selected, count)
        tile = selected if result.mode in ("rgb", "filters") else None
        tile = selected * (result.columns or 1) if result.mode == "pairs" else tile
        self._mosaic.set_selected(tile, selected)
        self._caption.set_whole_text("   ".join(self._caption_words(result, selected)))

    def _caption_words(self, result: FilterPicture, selected: int) -> list[str]:
        weights = result.weights
        size = " × ".join(map(str, weights.array.shape[1:]))
        form = self.tr("{0} units of {1} weights") if weights.kernels is None else self.tr("{0} filters of {1}")
        words = [form.format(f"{weights.outputs:,}", size)]
        alone = result.channel if result.channel >= 0 else selected
        if weights.bias is None:
            words.append(self.tr("no bias"))
        else:
            words.append(self.tr("bias of {0}: {1}").format(alone, exact(weights.bias[alone])))
        if weights.kernels is not None and weights.kernels.groups > 1:
            words.append(self.tr("{0} groups").format(weights.kernels.groups))
        if result.per_cell != (1, 1):
            words.append(self.tr("each cell is the strongest of {0} × {1} weights").format(*result.per_cell))
        return [*words, said(weights.note)] if weights.note else words

    # ---- the hand

    def _text_at(self, tile: int, row: int, column: int) -> str:
        """`w[out, in, y, x] = value` of the weight at a place."""
        result = self._result
        if result is None:
            return ""
        index, weights = result.index_at(tile, row, column), result.weights
        if result.mode == "rgb":
            values = ", ".join(exact(value) for value in weights.array[index[0], :, row, column])
            return self.tr("w[{0}, R G B, {1}, {2}] = {3}").format(index[0], row, column, values)
        lines = [f"w[{', '.join(map(str, index))}] = {exact(weights.array[index])}"]
        if result.mode == "folded":
            lines.append(self.tr("map {0}, cell ({1}, {2})").format(tile, row, column))
        if weights.kernels is not None and weights.kernels.groups > 1:
            lines.append(self.tr("input channel {0}").format(weights.kernels.input_channel(index[0], index[1])))
        if weights.bias is not None and result.mode in ("filters", "pairs", "matrix"):
            lines.append(self.tr("bias {0}").format(exact(weights.bias[index[0]])))
        return "\n".join(lines)

    def _on_tile_picked(self, tile: int, row: int, _column: int) -> None:
        channel = None if self._result is None else self._result.output_of(tile, row)
        if channel is not None:
            self.channel_picked.emit(channel)

    def _on_mode_changed(self, **choice: str) -> None:
        self._own = replace(self._own, **choice)
        self.options_changed.emit()

    @safely
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()
