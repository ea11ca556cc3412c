"""The raw numbers of one feature map as a table that can be copied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from explorer.core.axes import call_maps
from explorer.core.colour_maps import paint
from explorer.core.maps import is_signed
from explorer.core.mosaic import GAP, Scale, limit, quantise, scale_of
from explorer.core.statistics import channel_statistics
from explorer.errors import ModelError
from explorer.views.base import LayerView, Paint
from explorer.widgets.channel_box import ChannelBox
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.index_colours import index_colours
from explorer.widgets.number_table import NumberTable, shown
from explorer.widgets.numbers import percent_text
from explorer.widgets.safely import safely
from explorer.widgets.said import said
from explorer.widgets.switch import Switch
from explorer.widgets.tool_row import ToolRow

if TYPE_CHECKING:
    from explorer.core.graph import Call, Trace
    from explorer.jobs import Job
    from explorer.views.base import Options

_TINT = 0.38
"""How much of the colour map a tinted cell shows."""


@dataclass(frozen=True, slots=True, eq=False)
class Values:
    """One map of a layer, or a whole vector as one column.

    Attributes:
        numbers: (H, W) float32; (C, 1) for a vector.
        indices: the same as colour indices uint8.
        channel: which map it is.
        channels: how many the layer has.
        is_vector: whether the rows are channels of one number each.
        signed: whether the colours are those of signed values.
        extremes: smallest, largest and mean of the finite numbers; None where there are none.
        active: share 0..1 of numbers above zero.
        invalid: how many are NaN or infinite.
        note: what the layer's maps leave out, empty if nothing.
    """

    numbers: np.ndarray
    indices: np.ndarray
    channel: int
    channels: int
    is_vector: bool
    signed: bool
    extremes: tuple[float, float, float] | None
    active: float
    invalid: int
    note: str


class ValuesView(LayerView):
    """The numbers of the selected channel's map."""

    title: ClassVar[str] = "Values"
    order: ClassVar[int] = 60
    icon: ClassVar[str] = "table"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._result: Values | None = None
        self._paint = Paint()
        self._channel = ChannelBox(self)
        self._tint = Switch(self.tr("Tint cells"), self)
        self._table = NumberTable(self)
        self._statistics = ElidedLabel("caption", parent=self)
        self._build_layout()
        self._channel.picked.connect(self.channel_picked)
        self._tint.toggled.connect(self._show_numbers)
        self._table.cell_picked.connect(self._on_cell_picked)
        self.clear()

    @staticmethod
    def accepts(call: Call) -> bool:
        """Any layer that puts out numbers."""
        tensor = call.tensor
        return tensor is not None and tensor.numel() > 0 and not tensor.is_sparse

    def setup(self) -> bool:
        """Whether cells are coloured."""
        return self._tint.isChecked()

    def set_up(self, setup: bool) -> None:
        """Colour them or not."""
        self._tint.setChecked(setup)

    @staticmethod
    def compute(trace: Trace, call: Call, options: Options, job: Job) -> Values:
        """The selected map's numbers and their statistics. Raises ModelError where there are none."""
        found = call_maps(trace, call)
        if found is None:
            raise ModelError("The layer '{0}' put out no numbers that a table could show.", call.name)
        maps = found.maps
        is_vector = maps.shape[1:] == (1, 1)
        channel = options.clamped(len(maps))
        # A copy: a view would keep the whole layer alive for as long as the table shows one map of it.
        numbers = maps[:, :, 0].copy() if is_vector else maps[channel].copy()
        signed = is_signed(trace, call, maps)
        scale = scale_of(numbers[None], "fixed", signed, limit(maps))
        return _values(numbers, scale, channel, len(maps), is_vector, found.note)

    def show_result(self, result: Values) -> None:
        """Fill the table."""
        self._result = result
        self._channel.show_channel(result.channel, result.channels)
        self._show_numbers()
        self._statistics.set_whole_text(self._statistics_text(result))
        for widget in (self._copy, self._copy_numpy, self._tint):
            widget.setEnabled(True)

    def show_paint(self, paint: Paint) -> None:
        """Tint with other colours, or go to another cell."""
        recoloured = (paint.signed_map, paint.positive_map) != (self._paint.signed_map, self._paint.positive_map)
        self._paint = paint
        if recoloured:
            self._show_numbers()
        else:
            self._show_cell()

    @safely
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show_numbers()

    def clear(self) -> None:
        """Empty the table."""
        self._result = None
        self._channel.show_channel(0, 0)
        self._table.show_numbers(np.zeros((0, 0), np.float32), None)
        self._statistics.set_whole_text(self.tr("No values to show: the layer has not been run yet."))
        for widget in (self._copy, self._copy_numpy, self._tint):
            widget.setEnabled(False)

    def _build_layout(self) -> None:
        self._copy = QPushButton(self.tr("Copy table"), self)
        self._copy.setToolTip(self.tr("Tab-separated values of the selected cells, or of all (Ctrl+C in the table)"))
        self._copy.clicked.connect(self._table.copy_text)
        self._copy_numpy = QPushButton(self.tr("Copy as NumPy"), self)
        self._copy_numpy.setToolTip(self.tr("Python source of the selected cells, or of all"))
        self._copy_numpy.clicked.connect(self._table.copy_numpy)
        self._tint.setToolTip(self.tr("Colour each cell lightly by its value, on the layer's scale"))
        self._table.setAccessibleName(self.tr("Values of the selected feature map"))
        tools = ToolRow(self)
        tools.add(self._channel, self.tr("Channel"))
        tools.add(self._tint)
        tools.add_stretch()
        tools.add(self._copy)
        tools.add(self._copy_numpy)
        below = QHBoxLayout()
        below.setContentsMargins(12, 4, 12, 4)
        below.addWidget(self._statistics)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(tools)
        column.addWidget(self._table, 1)
        column.addLayout(below)

    def _show_numbers(self, *_: Any) -> None:
        result = self._result
        if result is None:
            return
        tints = None
        if self._tint.isChecked():
            name = self._paint.signed_map if result.signed else self._paint.positive_map
            tints = paint(result.indices, _light_colours(name))
        self._table.show_numbers(result.numbers, tints)
        self._show_cell()

    def _show_cell(self) -> None:
        if self._result is None:
            return
        if self._result.is_vector:
            self._table.show_cell(self._result.channel, 0)
        elif self._paint.cell is not None:
            self._table.show_cell(*self._paint.cell)

    def _statistics_text(self, result: Values) -> str:
        height, width = result.numbers.shape
        parts = [self.tr("{0} values").format(height) if result.is_vector else f"{height} × {width}"]
        if result.extremes is not None:
            words = (self.tr("min {0}"), self.tr("max {0}"), self.tr("mean {0}"))
            parts += [word.format(shown(value)) for word, value in zip(words, result.extremes, strict=True)]
        parts.append(self.tr("{0} above zero").format(percent_text(result.active)))
        if result.invalid:
            parts.append(self.tr("{0} NaN or infinite").format(result.invalid))
        return "   ".join([*parts, *([said(result.note)] if result.note else [])])

    def _on_cell_picked(self, row: int, column: int) -> None:
        if self._result is not None and self._result.is_vector:
            self.channel_picked.emit(row)
        else:
            self.cell_picked.emit(row, column)


def _light_colours(name: str) -> np.ndarray:
    """A colour map mixed into the panel's colour, so that the theme's text stays readable on all of it."""
    paper = index_colours(name)[GAP].astype(np.float32)
    mixed: np.ndarray = np.rint(paper + (index_colours(name) - paper) * _TINT).astype(np.uint8)
    return mixed


def _values(numbers: np.ndarray, scale: Scale, channel: int, channels: int, is_vector: bool, note: str) -> Values:
    statistics = channel_statistics(numbers[None])
    invalid = int(np.count_nonzero(~np.isfinite(numbers)))
    extremes = (float(statistics.minimum[0]), float(statistics.maximum[0]), float(statistics.mean[0]))
    return Values(
        numbers=numbers,
        indices=quantise(numbers[None], scale)[0],
        channel=channel,
        channels=channels,
        is_vector=is_vector,
        signed=scale.signed,
        extremes=None if invalid == numbers.size else extremes,
        active=float(statistics.active[0]),
        invalid=invalid,
        note=note,
    )
