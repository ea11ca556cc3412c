"""A pooling layer before and after, side by side: its windows, and which cell of each went on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from explorer.core.colour_maps import names
from explorer.core.pooling import has_pooling_windows
from explorer.views._pooled import Pooled, pooled
from explorer.views._pooled_maps import PooledMaps
from explorer.views.base import LayerView, Paint
from explorer.widgets.channel_box import ChannelBox
from explorer.widgets.colour_map_box import ColourMapBox
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.index_colours import index_colours
from explorer.widgets.safely import safely
from explorer.widgets.switch import Switch
from explorer.widgets.tool_row import ToolRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from explorer.core.graph import Call, Trace
    from explorer.jobs import Job
    from explorer.views.base import Options


class PoolingView(LayerView):
    """The selected channel's map and what pooling made of it."""

    title: ClassVar[str] = "Pooling"
    order: ClassVar[int] = 30
    icon: ClassVar[str] = "squares-four"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._result: Pooled | None = None
        self._paint = Paint()
        self._map = ColourMapBox(self)
        self._channel = ChannelBox(self)
        self._rings = Switch(self.tr("Ring winners"), self)
        self._numbers = Switch(self.tr("Values"), self)
        self._maps = PooledMaps(self)
        self._facts, self._probe = ElidedLabel("caption", parent=self), ElidedLabel("caption", parent=self)
        self._build_layout()
        self._connect()
        self.clear()

    # ---- contract

    @staticmethod
    def accepts(call: Call) -> bool:
        """Pooling over one or two dimensions: modules, functions, and means over the whole map."""
        tensor = call.tensor
        return tensor is not None and tensor.numel() > 0 and has_pooling_windows(call)

    @staticmethod
    def compute(trace: Trace, call: Call, options: Options, job: Job) -> Pooled:
        """The selected channel before and after. Raises ModelError where there is no map."""
        return pooled(trace, call, options)

    def show_result(self, result: Pooled) -> None:
        """Show both maps."""
        self._result = result
        self._channel.show_channel(result.channel, result.channels)
        self._facts.set_whole_text("   ".join(self._fact_words(result)))
        for control in (self._map, self._rings, self._numbers):
            control.setEnabled(True)
        self._rings.setVisible(result.windows.is_max)
        self._show_maps()

    def show_paint(self, paint: Paint) -> None:
        """Other colours, or another probe cell."""
        recoloured = (paint.signed_map, paint.positive_map) != (self._paint.signed_map, self._paint.positive_map)
        self._paint = paint
        if recoloured:
            self._show_maps()
        self._maps.set_cell(paint.cell)

    def clear(self) -> None:
        """Show nothing."""
        self._result = None
        self._maps.show_pooled(None, np.zeros((256, 3), np.uint8))
        self._probe.set_whole_text("")
        self._facts.set_whole_text(self.tr("No pooling to show: the layer has not been run yet."))
        self._channel.show_channel(0, 0)
        for control in (self._map, self._rings, self._numbers):
            control.setEnabled(False)

    # ---- building

    def _build_layout(self) -> None:
        tools = ToolRow(self)
        tools.add(self._map)
        tools.add(self._channel, self.tr("Channel"))
        tools.add_stretch()
        tools.add(self._rings)
        tools.add(self._numbers)
        strip = QHBoxLayout()
        strip.setContentsMargins(12, 4, 12, 8)
        strip.setSpacing(24)
        strip.addWidget(self._facts)
        strip.addStretch(1)
        strip.addWidget(self._probe)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(tools)
        column.addWidget(self._maps, 1)
        column.addLayout(strip)

    def _connect(self) -> None:
        for switch in (self._rings, self._numbers):
            switch.setChecked(True)
            switch.toggled.connect(self._on_marks_toggled)
        self._channel.picked.connect(self.channel_picked)
        self._map.picked.connect(self._on_map_picked)
        self._maps.cell_picked.connect(self.cell_picked)
        self._maps.described.connect(self._probe.set_whole_text)

    # ---- showing

    def _show_maps(self) -> None:
        result = self._result
        if result is None:
            return
        signed = result.scale.signed
        name = self._paint.signed_map if signed else self._paint.positive_map
        colours = index_colours(name)
        self._map.show_maps(names(signed), name)
        self._maps.show_pooled(result, colours)

    def _fact_words(self, result: Pooled) -> list[str]:
        window, windows = result.window, result.windows
        total = windows.before.size
        if result.kept is not None:
            words = [self.tr("keeps {0} of {1} cells").format(f"{result.kept:,}", f"{total:,}")]
        else:
            words = [self._pooled_words(result)]
        if windows.after.size == 1 and windows.bounds.reshape(-1).tolist() == _whole(windows.before):
            return [*words, self.tr("one window: the whole map")]
        size = " × ".join(map(str, window.kernel))
        if window.adaptive:
            words.append(self.tr("adaptive, windows up to {0}").format(size))
        else:
            words += [self.tr("window {0}").format(size), self.tr("stride {0}").format(_side(window.stride))]
        if any(max(pair) for pair in window.padding):
            words.append(self.tr("padding {0}").format(_side([max(pair) for pair in window.padding])))
        if max(window.dilation) > 1:
            words.append(self.tr("dilation {0}").format(_side(window.dilation)))
        if windows.overlapping:
            words.append(self.tr("windows overlap"))
        return words

    def _pooled_words(self, result: Pooled) -> str:
        words = (
            self.tr("{0} cells averaged to {1}") if result.windows.divisors is not None else self.tr("{0} cells to {1}")
        )
        return words.format(f"{result.windows.before.size:,}", f"{result.windows.after.size:,}")

    def _on_marks_toggled(self) -> None:
        self._maps.set_marks(self._rings.isChecked(), self._numbers.isChecked())

    def _on_map_picked(self, name: str) -> None:
        if self._result is not None:
            self.colour_map_picked.emit(self._result.scale.signed, name)

    @safely
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show_maps()


def _side(values: Sequence[int]) -> str:
    """`2` where all dimensions agree, else `2 × 1`."""
    return str(values[0]) if len(set(values)) == 1 else " × ".join(map(str, values))


def _whole(values: np.ndarray) -> list[int]:
    """The bounds of a window over all of a map (H, W)."""
    return [0, values.shape[0], 0, values.shape[1]]
