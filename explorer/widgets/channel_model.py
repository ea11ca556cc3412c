"""The channels of a layer as the rows of a table: their numbers, in an order of their own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from explorer.widgets.numbers import number_text, percent_text
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from explorer.core.channel_numbers import ChannelNumbers

Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MOST_LETTERS = 9
"""Of a number, as wide as its column: `−8.88e−38`."""


class Column(IntEnum):
    """What stands where."""

    NUMBER = 0
    MAP = 1
    MINIMUM = 2
    MAXIMUM = 3
    MEAN = 4
    DEVIATION = 5
    ZEROS = 6
    INVALID = 7
    STATE = 8


TO_THE_LEFT = (Column.MAP, Column.STATE)
"""Columns whose texts begin at their left edge; numbers end at the right."""


@dataclass(frozen=True, slots=True, eq=False)
class ChannelRows:
    """What the table shows.

    Attributes:
        numbers: of every channel.
        colours: (C, h, w) uint8, a small picture of each map as colour indices.
    """

    numbers: ChannelNumbers
    colours: np.ndarray


class ChannelModel(QAbstractTableModel):
    """A row a channel. `order` says which channel stands where; it follows `rows` when it is told to `catch_up`."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.rows: ChannelRows | None = None
        self.selected = -1
        self.order = np.zeros(0, np.intp)
        self._places = self.order
        self.sorted_by, self.descending = Column.NUMBER, False

    # ---- changes

    def reset(self, rows: ChannelRows | None) -> None:
        """Show other channels."""
        self.beginResetModel()
        self.rows = rows
        self.order = self._sorted()
        self._places = np.argsort(self.order)
        self.endResetModel()

    def catch_up(self) -> None:
        """Order rows by the present numbers, and tell that every number may be another."""
        self._reorder()
        if self.order.size:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.order) - 1, len(Column) - 1))

    @safely
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if column >= 0:
            self.sorted_by, self.descending = Column(column), order == Qt.SortOrder.DescendingOrder
            self._reorder()

    def place(self, channel: int) -> int:
        """The row in which a channel stands; -1 for none."""
        return int(self._places[channel]) if 0 <= channel < len(self._places) else -1

    def _reorder(self) -> None:
        order = self._sorted()
        if np.array_equal(order, self.order):
            return
        self.layoutAboutToBeChanged.emit()
        # What is selected stays with its channel.
        kept = self.persistentIndexList()
        channels = [int(self.order[index.row()]) for index in kept]
        self.order, self._places = order, np.argsort(order)
        moved = [self.index(self.place(at), old.column()) for at, old in zip(channels, kept, strict=True)]
        self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()

    def _sorted(self) -> np.ndarray:
        """Channel numbers in order; equals by their number, and what is no number last."""
        if self.rows is None:
            return np.zeros(0, np.intp)
        values = self._sort_values(self.rows.numbers)
        return np.argsort(-values if self.descending else values, kind="stable")

    def _sort_values(self, n: ChannelNumbers) -> np.ndarray:
        match self.sorted_by:
            case Column.MINIMUM:
                return n.minimum
            case Column.MAXIMUM:
                return n.maximum
            case Column.MEAN:
                return n.mean
            case Column.DEVIATION:
                return n.deviation
            case Column.ZEROS:
                return n.zeros
            case Column.INVALID:
                return n.invalid
            case Column.STATE:
                return np.where(n.invalid > 0, 2, n.silent)
        return np.arange(len(n))

    # ---- Qt's questions

    @safely(default=0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.order)

    @safely(default=0)
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    @safely
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_LEFT if index.column() in TO_THE_LEFT else _RIGHT)
        text = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if not text and role != Qt.ItemDataRole.ToolTipRole:
            return None
        channel, column = int(self.order[index.row()]), Column(index.column())
        if column == Column.MAP:
            # The picture is painted; a reader is told what it is.
            return None if role == Qt.ItemDataRole.DisplayRole else self.tr("map of channel {0}").format(channel)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(channel, column)
        heading = self.headings()[column][1 if role == Qt.ItemDataRole.ToolTipRole else 0]
        return f"{heading}: {self.text(channel, column) or self.tr('nothing odd')}"

    def text(self, channel: int, column: Column) -> str:
        """What a cell says."""
        assert self.rows is not None
        n = self.rows.numbers
        match column:
            case Column.NUMBER:
                return str(channel)
            case Column.ZEROS:
                return percent_text(float(n.zeros[channel]))
            case Column.INVALID:
                return f"{int(n.nans[channel] + n.infinities[channel]):,}"
            case Column.STATE:
                return self._state(channel)
        value = float(self._numbers_of(column)[channel])
        if np.isnan(value):
            return "–"
        text = number_text(value, 4)
        return text if len(text) <= _MOST_LETTERS else number_text(value, 3)

    def _numbers_of(self, column: Column) -> np.ndarray:
        assert self.rows is not None
        n = self.rows.numbers
        return {
            Column.MINIMUM: n.minimum,
            Column.MAXIMUM: n.maximum,
            Column.MEAN: n.mean,
            Column.DEVIATION: n.deviation,
        }[column]

    def _state(self, channel: int) -> str:
        assert self.rows is not None
        n = self.rows.numbers
        if n.nans[channel]:
            return self.tr("NaN")
        if n.infinities[channel]:
            return self.tr("infinite")
        return self.tr("all zero") if n.silent[channel] else ""

    @safely
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            # For readers, which say the row's heading; nobody sees it.
            shown = role == Qt.ItemDataRole.DisplayRole and section < len(self.order)
            return self.tr("channel {0}").format(int(self.order[section])) if shown else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_LEFT if section in TO_THE_LEFT else _RIGHT)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.headings()[section][0]
        return self.headings()[section][1] if role == Qt.ItemDataRole.ToolTipRole else None

    def headings(self) -> tuple[tuple[str, str], ...]:
        """(heading, what it means) of every column."""
        return (
            (self.tr("No."), self.tr("Channel number")),
            (self.tr("Map"), self.tr("The feature map in the colours of the mosaic")),
            (self.tr("Min"), self.tr("Smallest value")),
            (self.tr("Max"), self.tr("Largest value")),
            (self.tr("Mean"), self.tr("Mean value")),
            (self.tr("Std. dev."), self.tr("Standard deviation of the map's values")),
            (self.tr("Zeros"), self.tr("Share of values that are exactly zero")),
            (self.tr("NaN, ∞"), self.tr("How many values are NaN or infinite; the other columns leave them out")),
            (self.tr("State"), self.tr("What is odd about the map")),
        )


def tab_separated(rows: ChannelRows, channels: list[int]) -> str:
    """Channels as text, a heading and then one a line; each number reads back as the same."""
    n = rows.numbers
    columns = (n.minimum, n.maximum, n.mean, n.deviation, n.zeros, n.nans, n.infinities)
    head = ("channel", "min", "max", "mean", "standard deviation", "share of zeros", "NaN", "infinite")
    lines = ["\t".join([str(channel), *(str(column[channel]) for column in columns)]) for channel in channels]
    return "\n".join(["\t".join(head), *lines])
