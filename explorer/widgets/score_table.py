"""A table of classes with their scores as bars and numbers, the selected class marked at its left edge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem

from explorer.widgets import theme
from explorer.widgets.row_table import RowTable
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

Index = QModelIndex | QPersistentModelIndex
_ROW = 24
_BAR_COLUMN = 2


@dataclass(frozen=True, slots=True, eq=False)
class ScoreRows:
    """The rows of a score table, first row first.

    Attributes:
        indices: class number of each row.
        names: class name of each row.
        columns: (heading, text of each row) of every column of numbers.
        bars: (rows, 2) start and end of each bar, 0..1 of the column's width.
        best: the class with the highest score, None if there is none.
    """

    indices: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    columns: tuple[tuple[str, tuple[str, ...]], ...] = ()
    bars: np.ndarray | None = None
    best: int | None = None


class ScoreModel(QAbstractTableModel):
    """Class number, class name, bar, then the columns of numbers."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.rows = ScoreRows()
        self.selected = -1

    def show_rows(self, rows: ScoreRows) -> None:
        """Show other rows; the same number of rows and columns keeps the place."""
        headings = [heading for heading, _ in rows.columns]
        same = len(rows.indices) == len(self.rows.indices) and headings == [h for h, _ in self.rows.columns]
        if not same:
            self.beginResetModel()
        self.rows = rows
        if not same:
            self.endResetModel()
        elif rows.indices:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows.indices) - 1, self.columnCount() - 1))

    @safely(default=0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.rows.indices)

    @safely(default=0)
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 3 + len(self.rows.columns)

    @safely
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        row, column = index.row(), index.column()
        if column == 0:
            return str(self.rows.indices[row])
        if column == 1:
            return self.rows.names[row]
        return None if column == _BAR_COLUMN else self.rows.columns[column - 3][1][row]

    @safely
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if section in (1, _BAR_COLUMN) else Qt.AlignmentFlag.AlignRight
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return ("#", self.tr("Class"), "")[section] if section < 3 else self.rows.columns[section - 3][0]


class _RowPainter(QStyledItemDelegate):
    """Paints text and bars; the best class in the accent colour, the selected row on its own ground."""

    @safely
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, area = index.model(), QRect(option.rect)
        assert isinstance(model, ScoreModel)
        number = model.rows.indices[index.row()]
        if number == model.selected:
            painter.fillRect(area, theme.colour("accent-soft"))
            if index.column() == 0:
                painter.fillRect(area.adjusted(0, 0, 2 - area.width(), 0), theme.colour("accent"))
        if index.column() == _BAR_COLUMN:
            _paint_bar(painter, area, model.rows, index.row())
            return
        best = number == model.rows.best
        painter.setFont(theme.font("caption" if index.column() == 0 else "strong" if best else "label"))
        painter.setPen(theme.colour("muted" if index.column() == 0 else "text" if best else "text-2"))
        side = Qt.AlignmentFlag.AlignLeft if index.column() == 1 else Qt.AlignmentFlag.AlignRight
        text = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, area.width() - 16)
        painter.drawText(area.adjusted(8, 0, -8, 0), side | Qt.AlignmentFlag.AlignVCenter, text)


def _paint_bar(painter: QPainter, area: QRect, rows: ScoreRows, row: int) -> None:
    track = QRectF(area.left() + 8, area.center().y() - 3, area.width() - 16, 8)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("surface-3"))
    painter.drawRoundedRect(track, 2, 2)
    if rows.bars is None or not np.isfinite(rows.bars[row]).all():
        return
    start, end = (float(place) for place in rows.bars[row])
    # A score that is not zero can be seen: at least two pixels.
    width = max(2.0, (end - start) * track.width())
    left = min(track.left() + start * track.width(), track.right() - width)
    painter.setBrush(QColor(theme.colour("accent" if rows.indices[row] == rows.best else "bar")))
    painter.drawRoundedRect(QRectF(left, track.top(), width, track.height()), 2, 2)


class ScoreTable(RowTable):
    """Shows scores; `picked` tells the class that a click or an arrow key went to."""

    picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._scores = ScoreModel()
        super().__init__(self._scores, _RowPainter(), parent)
        self._names_shown = 0
        self.horizontalHeader().setSectionsClickable(False)
        self.set_sizes()

    def show_rows(self, rows: ScoreRows, selected: int) -> None:
        """Show `rows`, the class `selected` marked (-1 for none)."""
        with self.showing():
            self._scores.selected = selected
            columns = self._scores.columnCount()
            self._scores.show_rows(rows)
            if columns != self._scores.columnCount() or self._name_width() != self._names_shown:
                self.set_sizes()
            self.go_to(self._scores.index(rows.indices.index(selected) if selected in rows.indices else -1, 0))
        self.viewport().update()

    def show_selected(self, selected: int) -> None:
        """Mark another class (-1 for none)."""
        self.show_rows(self._scores.rows, selected)

    def _name_width(self) -> int:
        """The room for names in letters: in steps, so that it does not tremble while names change places."""
        longest = max((len(name) for name in self._scores.rows.names), default=0)
        return 5 if longest <= 5 else 15 if longest <= 15 else 28

    def set_sizes(self) -> None:
        """Names get what the longest needs, in steps; bars the rest."""
        metrics = QFontMetrics(theme.font("strong"))
        self.verticalHeader().setDefaultSectionSize(max(_ROW, metrics.height() + 6))
        header = self.horizontalHeader()
        if not header.count():
            return
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.resizeSection(0, metrics.horizontalAdvance("00000") + 12)
        self._names_shown = self._name_width()
        header.resizeSection(1, metrics.averageCharWidth() * self._names_shown + 24)
        header.setSectionResizeMode(_BAR_COLUMN, QHeaderView.ResizeMode.Stretch)
        for column in range(3, header.count()):
            header.resizeSection(column, metrics.horizontalAdvance("−0.000000") + 32)

    def row_picked(self, row: int) -> None:
        """Tell its class."""
        self.picked.emit(self._scores.rows.indices[row])
