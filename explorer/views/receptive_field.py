"""What of the input one cell of the layer sees: the exact field, the effective one, and the fields of all layers."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from PySide6.QtCore import QEvent, QSignalBlocker, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from explorer.core.colour_maps import lut, paint
from explorer.views._field_result import FieldOptions, FieldResult, field_result
from explorer.views._field_table import FieldTable
from explorer.views.base import LayerView, Paint
from explorer.widgets import theme
from explorer.widgets.channel_box import ChannelBox
from explorer.widgets.colour_bar import ColourBar
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.field_pane import FieldPane
from explorer.widgets.index_colours import index_colours
from explorer.widgets.safely import safely
from explorer.widgets.switch import Switch
from explorer.widgets.tool_row import ToolRow

if TYPE_CHECKING:
    from explorer.core.fields import Field
    from explorer.core.graph import Call, Trace
    from explorer.jobs import Job
    from explorer.views.base import Options

_STRENGTHS = "inferno"
_OPACITY = 190
_TABLE = 330


class ReceptiveFieldView(LayerView):
    """Input and layer side by side: what the picked cell depends on, and which cells a place of the input reaches."""

    title: ClassVar[str] = "Receptive field"
    order: ClassVar[int] = 45
    icon: ClassVar[str] = "frame-corners"
    runs_network: ClassVar[bool] = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._result: FieldResult | None = None
        self._paint = Paint()
        self._channel = ChannelBox(self)
        self._effective = Switch(self.tr("Effective field"), self)
        self._effective.setToolTip(
            self.tr("How strongly each place of the input moves the cell: the gradient's size, for this picture")
        )
        self._input, self._map = FieldPane(self), FieldPane(self)
        self._input.setAccessibleName(self.tr("Input with the receptive field"))
        self._map.setAccessibleName(self.tr("Map of the layer"))
        self._map.walk()
        self._input_title, self._map_title = ElidedLabel("section", parent=self), ElidedLabel("section", parent=self)
        self._bar = ColourBar(Qt.Orientation.Horizontal, self)
        self._table = FieldTable(self)
        self._facts, self._probe = ElidedLabel("caption", parent=self), ElidedLabel("caption", parent=self)
        self._build_layout()
        self._connect()
        self.clear()

    # ---- contract

    @staticmethod
    def accepts(call: Call) -> bool:
        """Whatever has numbers."""
        return call.tensor is not None and call.tensor.numel() > 0

    def options(self) -> FieldOptions:
        """Whether the effective field is wanted."""
        return FieldOptions(self._effective.isChecked())

    def set_up(self, setup: FieldOptions) -> None:
        """With or without the effective field."""
        with QSignalBlocker(self._effective):
            self._effective.setChecked(setup.effective)

    @staticmethod
    def compute(trace: Trace, call: Call, options: Options, job: Job) -> FieldResult:
        """The field of the selected cell, of the middle one where none is. Raises ExplorerError."""
        return field_result(trace, call, options, job)

    def show_result(self, result: FieldResult) -> None:
        """Show the cell's fields."""
        self._result = result
        self._channel.show_channel(result.channel, result.channels)
        self._effective.setEnabled(True)
        self._input.show_picture(result.picture)
        self._input_title.set_whole_text(self.tr("Input"))
        self._map_title.set_whole_text(self.tr("{0}, channel {1}").format(result.name, result.channel))
        self._show_map()
        self._show_fields()
        self._show_effective()
        self._table.show_extents(result.extents, result.fields, result.name)
        self._facts.set_whole_text(self._fact_text(result))

    def show_paint(self, paint: Paint) -> None:
        """Other colours; another cell comes with a new result."""
        recoloured = (paint.signed_map, paint.positive_map) != (self._paint.signed_map, self._paint.positive_map)
        self._paint = paint
        if recoloured:
            self._show_map()

    def clear(self) -> None:
        """Show nothing."""
        self._result = None
        for pane in (self._input, self._map):
            pane.show_picture(None)
            pane.show_cells(None, None)
            pane.show_over(None)
            pane.show_mark(None)
        for label in (self._input_title, self._map_title, self._probe):
            label.set_whole_text("")
        self._bar.hide()
        self._table.show_extents((), None, "")
        self._channel.show_channel(0, 0)
        self._effective.setEnabled(False)
        self._facts.set_whole_text(self.tr("No field to show: the layer has not been run yet."))

    # ---- building

    def _build_layout(self) -> None:
        tools = ToolRow(self)
        tools.add(self._channel, self.tr("Channel"))
        tools.add_stretch()
        tools.add(self._effective)
        panes = QGridLayout()
        panes.setContentsMargins(12, 8, 12, 4)
        panes.setHorizontalSpacing(16)
        panes.setVerticalSpacing(4)
        for place, (title, pane) in enumerate(((self._input_title, self._input), (self._map_title, self._map))):
            panes.addWidget(title, 0, place)
            panes.addWidget(pane, 1, place)
            panes.setColumnStretch(place, 1)
        panes.addWidget(self._bar, 2, 0)
        panes.setRowStretch(1, 1)
        self._table.setMinimumWidth(120)
        self._table.setMaximumWidth(2 * _TABLE)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addLayout(panes, 3)
        body.addWidget(self._table, 2)
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
        column.addLayout(body, 1)
        column.addLayout(strip)

    def _connect(self) -> None:
        self._channel.picked.connect(self.channel_picked)
        self._effective.toggled.connect(self.options_changed)
        self._map.picked.connect(self.cell_picked)
        self._map.stepped.connect(self._on_map_stepped)
        self._map.hovered.connect(self._on_map_hovered)
        self._input.hovered.connect(self._on_input_hovered)
        self._table.picked.connect(self.layer_picked)

    # ---- showing

    def _show_map(self) -> None:
        if self._result is None:
            return
        name = self._paint.signed_map if self._result.signed else self._paint.positive_map
        self._map.show_picture(paint(self._result.indices, index_colours(name)))

    def _show_fields(self) -> None:
        """The cell and its field, as long as the pointer is at nothing else."""
        result = self._result
        if result is None:
            return
        row, column = result.cell
        own = np.zeros(result.indices.shape, bool)
        own[row, column] = True
        self._map.show_cells(own, (row, row + 1, column, column + 1))
        self._map.show_mark(None)
        self._input.show_mark(None)
        self._frame_input(result.input)

    def _frame_input(self, field: Field | None) -> None:
        self._input.show_cells(None if field is None else field.cells, None if field is None else field.area)

    def _show_effective(self) -> None:
        effective = None if self._result is None else self._result.effective
        self._bar.setVisible(effective is not None)
        if effective is None:
            self._input.show_over(None)
            return
        largest = effective.largest
        table = lut(_STRENGTHS, theme.tokens().dark)
        indices = (effective.strength / (largest or 1) * 255).astype(np.uint8)
        pixels = np.full((*indices.shape, 4), _OPACITY, np.uint8)
        pixels[..., :3] = paint(indices, table)
        self._input.show_over(pixels)
        self._bar.set_scale(table, 0, largest or 1, title=self.tr("gradient"))

    def _fact_text(self, result: FieldResult) -> str:
        row, column = result.cell
        which = self.tr("Cell ({0}, {1})") if result.picked else self.tr("Middle cell ({0}, {1})")
        words = [self.tr("{0} sees {1}").format(which.format(row, column), self._seen_text(result.input))]
        if result.effective is not None:
            side = f"{result.effective.side:.1f}"
            words.append(self.tr("effective about {0} × {0}").format(side))
        return "   ".join([*words, *filter(None, [result.refusal])])

    def _seen_text(self, field: Field | None) -> str:
        if field is None or field.area is None:
            return self.tr("nothing of the input")
        if field.whole:
            return self.tr("the whole input")
        top, bottom, left, right = field.area
        text = self.tr("{0} × {1}: rows {2}–{3}, columns {4}–{5}").format(
            bottom - top, right - left, top, bottom - 1, left, right - 1
        )
        return self.tr("{0}, {1} places of it").format(text, f"{field.count:,}") if field.has_gaps else text

    # ---- the hand

    def _on_map_stepped(self, down: int, right: int) -> None:
        if self._result is None:
            return
        (row, column), (height, width) = self._result.cell, self._result.indices.shape
        self.cell_picked.emit(min(height - 1, max(0, row + down)), min(width - 1, max(0, column + right)))

    def _on_map_hovered(self, row: int, column: int) -> None:
        """The field of the cell under the pointer."""
        result = self._result
        fields = None if result is None or row < 0 else result.known.of(result.name, row, column, result.channel)
        if result is None or fields is None:
            self._probe.set_whole_text("")
            self._show_fields()
            return
        self._map.show_mark((row, column))
        self._frame_input(fields.input)
        self._probe.set_whole_text(self.tr("({0}, {1}) sees {2}").format(row, column, self._seen_text(fields.input)))

    def _on_input_hovered(self, row: int, column: int) -> None:
        """The cells of the layer that the place under the pointer reaches."""
        result = self._result
        if result is None or row < 0:
            self._probe.set_whole_text("")
            self._show_fields()
            return
        reached = result.known.reached(row, column, upto=result.name)
        field = None if reached is None else reached.on(result.name)
        self._input.show_mark((row, column))
        self._map.show_cells(None if field is None else field.cells, None if field is None else field.area)
        count = 0 if field is None else field.count
        words = self.tr("Input ({0}, {1}) reaches {2} of {3} cells")
        self._probe.set_whole_text(words.format(row, column, f"{count:,}", f"{result.indices.size:,}"))

    @safely
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_table"):
            self._show_map()
            self._show_effective()
