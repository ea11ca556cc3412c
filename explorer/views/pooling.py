"""A pooling layer before and after, and beside it what other operations would have made of the same windows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from explorer.core.colour_maps import names
from explorer.core.pooling import has_pooling_windows
from explorer.core.pooling_comparison import OPERATIONS
from explorer.views._pooled import Pooled, pooled
from explorer.views._pooled_maps import PooledMaps
from explorer.views._pooling_facts import PoolingFacts
from explorer.views._pooling_side import PoolingSide
from explorer.views._shift_panel import ShiftPanel
from explorer.views._shift_test import PoolingOptions, tested
from explorer.views.base import LayerView, Paint
from explorer.widgets.channel_box import ChannelBox
from explorer.widgets.colour_map_box import ColourMapBox
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.icons import icon as themed_icon
from explorer.widgets.index_colours import index_colours
from explorer.widgets.safely import safely
from explorer.widgets.segmented import SegmentedControl
from explorer.widgets.side_by_side import SideBySide
from explorer.widgets.switch import Switch
from explorer.widgets.tool_row import ToolRow

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from explorer.core.graph import Call, Trace
    from explorer.jobs import Job
    from explorer.views.base import Options

_OWN = "own"
"""Stands for what the network does where that is none of the three operations."""
_ROOMY, _HIGH = 860, 560
"""From so many pixels of width on there is room beside the maps, from so many of height on below them."""
_REST_MS = 300


@dataclass(frozen=True, slots=True)
class PoolingSetup:
    """What is chosen: the operation for the maps of these names, rings and numbers, what is unfolded, the test."""

    names: tuple[str, str] | None
    chosen: str
    marks: tuple[bool, bool]
    unfolded: bool | None
    test: PoolingOptions


class PoolingView(LayerView):
    """The selected channel's map and what pooling made of it, or would have made of it otherwise."""

    title: ClassVar[str] = "Pooling"
    order: ClassVar[int] = 30
    icon: ClassVar[str] = "squares-four"
    runs_network: ClassVar[bool] = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._result: Pooled | None = None
        self._paint = Paint()
        self._map = ColourMapBox(self)
        self._channel = ChannelBox(self)
        self._operation = SegmentedControl(self)
        self._rings = Switch(self.tr("Winners"), self)
        self._numbers = Switch(self.tr("Values"), self)
        self._fold = QToolButton(self)
        self._maps = PooledMaps(self)
        self._middle = QWidget(self)
        self._side, self._test = PoolingSide(self), ShiftPanel(self)
        self._chosen: str = ""
        self._names: tuple[str, str] | None = None
        self._unfolded: bool | None = None
        self._again = QTimer(self)
        self._facts, self._probe = PoolingFacts(self), ElidedLabel("caption", parent=self)
        self._build_controls()
        self._build_layout()
        self._connect()
        self.clear()

    # ---- contract

    @staticmethod
    def accepts(call: Call) -> bool:
        """Pooling over one or two dimensions: modules, functions, and means over the whole map."""
        tensor = call.tensor
        return tensor is not None and tensor.numel() > 0 and has_pooling_windows(call)

    def options(self) -> PoolingOptions:
        """Whether the network is to be run on moved inputs, and how they move."""
        return self._test.options()

    def setup(self) -> PoolingSetup:
        """The operation, what is marked, what is unfolded."""
        marks = self._rings.isChecked(), self._numbers.isChecked()
        return PoolingSetup(self._names, self._chosen, marks, self._unfolded, self._test.options())

    def set_up(self, setup: PoolingSetup) -> None:
        """The same operation, marks and folding."""
        self._names, self._chosen, self._unfolded = setup.names, setup.chosen, setup.unfolded
        for switch, on in zip((self._rings, self._numbers), setup.marks, strict=True):
            switch.setChecked(on)
        if setup.unfolded is not None:
            self._fold.setChecked(setup.unfolded)
            self._side.setVisible(setup.unfolded)
        self._test.set_up(setup.test)

    @staticmethod
    def compute(trace: Trace, call: Call, options: Options, job: Job) -> Pooled:
        """The selected channel before and after, and the shift test if wished. Raises ExplorerError, Cancelled."""
        return pooled(trace, call, options, tested(call, options, job))

    def show_result(self, result: Pooled) -> None:
        """Show both maps."""
        if result.names != self._names:
            self._chosen, self._names = result.operation or _OWN, result.names
        self._result = result
        self._channel.show_channel(result.channel, result.channels)
        self._facts.show_pooled(result)
        for control in self._controls():
            control.setEnabled(True)
        self._show_operations(result)
        self._show_maps()
        self._test.show_result(result)
        if result.test is not None and result.test.stale:
            self._again.start()

    def show_paint(self, paint: Paint) -> None:
        """Other colours, or another probe cell."""
        recoloured = (paint.signed_map, paint.positive_map) != (self._paint.signed_map, self._paint.positive_map)
        self._paint = paint
        if recoloured:
            self._show_maps()
        self._maps.set_cell(paint.cell)
        self._side.set_cell(paint.cell)

    def clear(self) -> None:
        """Show nothing."""
        self._result = self._names = None
        self._again.stop()
        self._maps.show_pooled(None, np.zeros((256, 3), np.uint8))
        self._side.show_pooled(None, None, np.zeros((256, 3), np.uint8))
        self._test.show_result(None)
        self._test.fold()
        self._fit()
        self._probe.set_whole_text("")
        self._facts.set_whole_text(self.tr("No pooling to show: the layer has not been run yet."))
        self._channel.show_channel(0, 0)
        for control in self._controls():
            control.setEnabled(False)

    # ---- building

    def _controls(self) -> tuple[QWidget, ...]:
        return self._map, self._operation, self._rings, self._numbers

    def _build_controls(self) -> None:
        for key, text in (
            ("max", self.tr("Max")),
            ("average", self.tr("Average")),
            ("strided", self.tr("Strided")),
            (_OWN, self.tr("LP")),
        ):
            self._operation.add_segment(key, text)
        self._operation.set_segment_visible(_OWN, False)
        self._operation.setAccessibleName(self.tr("Operation"))
        self._fold.setCheckable(True)
        self._fold.setIcon(themed_icon("columns"))
        self._fold.setToolTip(self.tr("Operations side by side, the picked window worked out, and what is discarded"))
        self._fold.setProperty("iconOnly", True)
        self._rings.setToolTip(self.tr("A ring round the cell of each window that goes on"))
        self._fold.setAccessibleName(self.tr("Side by side"))
        # Asked again for the test that there was no time for, once the hand rests.
        self._again.setSingleShot(True)
        self._again.setInterval(_REST_MS)

    def _build_layout(self) -> None:
        tools = ToolRow(self)
        tools.add(self._map)
        tools.add(self._channel, self.tr("Channel"), spare=True)
        tools.add(self._operation)
        tools.add_stretch()
        tools.add(self._rings)
        tools.add(self._numbers)
        tools.add(self._fold)
        strip = QHBoxLayout()
        strip.setContentsMargins(12, 4, 12, 8)
        strip.addWidget(SideBySide(self._facts, self._probe, spacing=24))
        maps = QVBoxLayout()
        maps.setSpacing(0)
        maps.addWidget(self._maps, 1)
        maps.addLayout(strip)
        middle = QHBoxLayout(self._middle)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addLayout(maps, 1)
        middle.addWidget(self._side)
        line = QFrame(self)
        line.setProperty("line", "horizontal")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(tools)
        column.addWidget(self._middle, 1)
        column.addWidget(line)
        column.addWidget(self._test)

    def _connect(self) -> None:
        for switch in (self._rings, self._numbers):
            switch.setChecked(True)
            switch.toggled.connect(self._on_marks_toggled)
        self._channel.picked.connect(self.channel_picked)
        self._map.picked.connect(self._on_map_picked)
        self._operation.changed.connect(self._on_operation_picked)
        self._side.picked.connect(self._on_operation_picked)
        self._fold.clicked.connect(self._on_fold_clicked)
        self._maps.cell_picked.connect(self.cell_picked)
        self._maps.described.connect(self._probe.set_whole_text)
        self._test.changed.connect(self._on_test_changed)
        self._again.timeout.connect(self.options_changed)

    # ---- showing

    def _show_maps(self) -> None:
        result = self._result
        if result is None:
            return
        signed = result.scale.signed
        name = self._paint.signed_map if signed else self._paint.positive_map
        colours = index_colours(name)
        self._map.show_maps(names(signed), name)
        shown = self._shown(result)
        self._rings.setVisible(shown.windows.winners is not None)
        self._maps.show_pooled(shown, colours)
        self._side.show_pooled(result, shown, colours)

    def _shown(self, result: Pooled) -> Pooled:
        """What the chosen operation makes of the map."""
        return next((other for name, other in result.otherwise.items() if name == self._chosen), result)

    def _show_operations(self, result: Pooled) -> None:
        own = result.operation or _OWN
        self._operation.set_segment_visible(_OWN, own == _OWN)
        for key in (*OPERATIONS, _OWN):
            tip = self.tr("What the network does here") if key == own else self.tr("What this would make of the map")
            self._operation.set_segment_icon(key, "check" if key == own else "", tip)
        self._operation.set_current(self._chosen)

    def _on_marks_toggled(self) -> None:
        self._maps.set_marks(self._rings.isChecked(), self._numbers.isChecked())

    def _on_operation_picked(self, name: str) -> None:
        self._chosen = name
        self._operation.set_current(name)
        self._show_maps()

    def _on_fold_clicked(self, unfolded: bool) -> None:
        self._unfolded = unfolded
        self._side.setVisible(unfolded)

    def _on_test_changed(self) -> None:
        self._fit()
        self.options_changed.emit()

    def _fit(self) -> None:
        """In a low window the test stands in the place of the maps."""
        alone = self._test.unfolded and self.height() < _HIGH
        self._test.set_alone(alone)
        self._middle.setVisible(not alone)

    @safely
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        # As long as nobody has chosen, the room decides.
        if self._unfolded is None:
            roomy = self.width() >= _ROOMY
            self._fold.setChecked(roomy)
            self._side.setVisible(roomy)

    def _on_map_picked(self, name: str) -> None:
        if self._result is not None:
            self.colour_map_picked.emit(self._result.scale.signed, name)

    @safely
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show_maps()
