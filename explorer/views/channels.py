"""The channels of a layer as a table: what the mosaic shows, in numbers and words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QEvent, QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from explorer.core.axes import call_maps
from explorer.core.channel_numbers import channel_numbers
from explorer.core.statistics import channel_statistics
from explorer.errors import ModelError
from explorer.views._layer_maps import colours_of, map_scale
from explorer.views.base import LayerView, Paint
from explorer.widgets.channel_model import ChannelRows, Column
from explorer.widgets.channel_table import ChannelTable
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.icons import icon
from explorer.widgets.safely import safely
from explorer.widgets.said import said
from explorer.widgets.tool_row import ToolRow

if TYPE_CHECKING:
    from explorer.core.graph import Call, Trace
    from explorer.jobs import Job
    from explorer.views.base import Options

_PICTURE = 48
"""Cells that the longer side of a small picture is averaged down to: twice its pixels, for dense screens."""


@dataclass(frozen=True, slots=True, eq=False)
class Channels:
    """The channels of one layer.

    Attributes:
        rows: what the table shows.
        size: (H, W) of a map.
        signed: whether the colours are those of signed values.
        note: what the layer's maps leave out, empty if nothing.
    """

    rows: ChannelRows
    size: tuple[int, int]
    signed: bool
    note: str


class ChannelsView(LayerView):
    """The table with its tool row."""

    title: ClassVar[str] = "Channels"
    order: ClassVar[int] = 65
    icon: ClassVar[str] = "list"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._result: Channels | None = None
        self._paint = Paint()
        self._table = ChannelTable(self)
        self._table.setAccessibleName(self.tr("Channels of the layer"))
        self._table.picked.connect(self.channel_picked)
        self._table.sorted_anew.connect(self._show_sorting)
        self._note = ElidedLabel("caption", parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._built_tools())
        column.addWidget(self._table, 1)
        below = QHBoxLayout()
        below.setContentsMargins(12, 4, 12, 4)
        below.addWidget(self._note)
        below.addStretch(1)
        column.addLayout(below)
        self.setFocusProxy(self._table)
        self.clear()

    def _built_tools(self) -> ToolRow:
        """What headers do with the mouse, for the keyboard."""
        self._sort = QComboBox(self)
        for column, meaning in self._table.columns():
            if column != Column.MAP:
                self._sort.addItem(meaning, column)
        self._sort.setItemText(self._sort.findData(Column.ZEROS), self.tr("Share of zeros"))
        self._sort.setItemText(self._sort.findData(Column.INVALID), self.tr("NaN or infinite values"))
        self._sort.setAccessibleName(self.tr("Sort channels by"))
        self._sort.setToolTip(self.tr("Sort channels by (or click the table's headings)"))
        self._sort.activated.connect(self._on_sort_chosen)
        self._largest = QToolButton(self)
        self._largest.setIcon(icon("sort-ascending"))
        self._largest.setCheckable(True)
        self._largest.setProperty("iconOnly", True)
        self._largest.setAccessibleName(self.tr("Largest first"))
        self._largest.setToolTip(self.tr("Largest first"))
        self._largest.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._largest.clicked.connect(self._on_sort_chosen)
        self._copy = QPushButton(self.tr("Copy table"), self)
        self._copy.setToolTip(
            self.tr("Tab-separated numbers of the selected channels, or of all (Ctrl+C in the table)")
        )
        self._copy.clicked.connect(self._table.copy_text)
        tools = ToolRow(self)
        tools.add(self._sort, self.tr("Sort by"))
        tools.add(self._largest)
        tools.add_stretch()
        tools.add(self._copy)
        return tools

    # ---- contract

    @staticmethod
    def accepts(call: Call) -> bool:
        """Whatever has numbers."""
        return call.tensor is not None and call.tensor.numel() > 0 and not call.tensor.is_sparse

    def setup(self) -> tuple[Column, bool]:
        """By what the table is sorted, and whether the largest comes first."""
        return self._table.sorting()

    def set_up(self, setup: tuple[Column, bool]) -> None:
        """Sort it so."""
        self._table.sort_by(*setup)

    @staticmethod
    def compute(trace: Trace, call: Call, options: Options, job: Job) -> Channels:
        """Numbers and small pictures of every channel. Raises ModelError where there are none."""
        found = call_maps(trace, call)
        if found is None:
            raise ModelError("The layer '{0}' put out no numbers that a table could show.", call.name)
        statistics = channel_statistics(found.maps)
        job.check()
        scale = map_scale(trace, call, statistics, options)
        rows = ChannelRows(channel_numbers(statistics), colours_of(statistics, scale, _PICTURE))
        return Channels(rows, found.maps.shape[1:], scale.signed, found.note)

    def show_result(self, result: Channels) -> None:
        """Fill the table."""
        self._result = result
        self._colour()
        self._table.show_rows(result.rows, self._selected())
        self._note.set_whole_text(self._note_text(result))
        self._enable(True)

    def show_paint(self, paint: Paint) -> None:
        """Other colours, or another channel."""
        self._paint = paint
        self._colour()
        self._table.show_selected(self._selected())

    def clear(self) -> None:
        """Empty the table."""
        self._result = None
        self._table.show_rows(None, -1)
        self._note.set_whole_text(self.tr("No channels to show: the layer has not been run yet."))
        self._enable(False)

    @safely
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()

    # ---- showing

    def _selected(self) -> int:
        """The window's channel, or the last where there are fewer; -1 without any."""
        return -1 if self._result is None else min(self._paint.channel, len(self._result.rows.numbers) - 1)

    def _colour(self) -> None:
        if self._result is not None:
            self._table.show_colours(self._paint.signed_map if self._result.signed else self._paint.positive_map)

    def _note_text(self, result: Channels) -> str:
        numbers = result.rows.numbers
        parts = [self.tr("{0} maps of {1} × {2}").format(len(numbers), *result.size)]
        if result.note:
            parts.append(said(result.note))
        if numbers.silent.any():
            parts.append(self.tr("{0} all zero on this input").format(int(numbers.silent.sum())))
        if numbers.invalid.any():
            parts.append(self.tr("{0} with NaN or infinity").format(int((numbers.invalid > 0).sum())))
        return "  ·  ".join(parts)

    def _enable(self, on: bool) -> None:
        for widget in (self._sort, self._largest, self._copy):
            widget.setEnabled(on)

    def _show_sorting(self) -> None:
        column, largest_first = self._table.sorting()
        with QSignalBlocker(self._sort):
            self._sort.setCurrentIndex(max(0, self._sort.findData(column)))
        self._largest.setChecked(largest_first)

    def _on_sort_chosen(self) -> None:
        self._table.sort_by(Column(self._sort.currentData()), self._largest.isChecked())
