"""The table of all layers' receptive fields, the picked layer marked at its left edge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from explorer.widgets import theme
from explorer.widgets.row_table import RowTable
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from explorer.core.fields import Extent, Fields

Index = QModelIndex | QPersistentModelIndex
_ROW = 24
_NAME = 96
_SIZE = "000 × 000"
_BY_WORTH = (1, 2, 4, 3)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class FieldModel(QAbstractTableModel):
    """Layer, size, jump and centre of its fields, and what of its map the picked cell depends on."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.extents: tuple[Extent, ...] = ()
        self.fields: Fields | None = None
        self.selected = -1

    def show_extents(self, extents: tuple[Extent, ...], fields: Fields | None, name: str) -> bool:
        """Show other rows, the one of `name` selected; whether there are others than before."""
        others = extents is not self.extents
        if others:
            self.beginResetModel()
            self.extents = extents
        self.fields = fields
        self.selected = next((row for row, extent in enumerate(extents) if extent.name == name), -1)
        if others:
            self.endResetModel()
        elif extents:
            self.dataChanged.emit(self.index(0, 0), self.index(len(extents) - 1, self.columnCount() - 1))
        return others

    @safely(default=0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.extents)

    @safely(default=0)
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 5

    @safely
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        extent = self.extents[index.row()]
        texts = (extent.name, self._size(extent), extent.jump_text, extent.centre_text)
        return texts[index.column()] if index.column() < 4 else self._cells(extent.name)

    def _size(self, extent: Extent) -> str:
        return self.tr("whole input") if extent.whole else extent.size_text or "–"

    def _cells(self, name: str) -> str:
        """What of the call's own map the picked cell depends on."""
        field = None if self.fields is None else self.fields.on(name)
        if field is None or field.area is None:
            return ""
        top, bottom, left, right = field.area
        return self.tr("whole map") if field.whole and field.count > 1 else f"{bottom - top} × {right - left}"

    @safely
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_LEFT if section == 0 else _RIGHT)
        headings = (self.tr("Layer"), self.tr("Field"), self.tr("Jump"), self.tr("Centre"), self.tr("This cell"))
        tips = (
            "",
            self.tr("How many places of the input one cell depends on, borders left aside"),
            self.tr("How far apart the fields of neighbouring cells are on the input"),
            self.tr("The middle of cell (0, 0)'s field on the input"),
            self.tr("How much of this layer's map the picked cell depends on"),
        )
        texts = {Qt.ItemDataRole.DisplayRole: headings, Qt.ItemDataRole.ToolTipRole: tips}
        return texts[Qt.ItemDataRole(role)][section] if role in texts else None


class _RowPainter(QStyledItemDelegate):
    """Paints texts; the selected row on its own ground."""

    @safely
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, area = index.model(), QRect(option.rect)
        assert isinstance(model, FieldModel)
        chosen = index.row() == model.selected
        if chosen:
            painter.fillRect(area, theme.colour("accent-soft"))
            if index.column() == 0:
                painter.fillRect(area.adjusted(0, 0, 2 - area.width(), 0), theme.colour("accent"))
        painter.setFont(theme.font("strong" if chosen and index.column() == 0 else "label"))
        painter.setPen(theme.colour("text" if index.column() in (0, 1) else "text-2"))
        side = _LEFT if index.column() == 0 else _RIGHT
        elide = Qt.TextElideMode.ElideLeft
        text = painter.fontMetrics().elidedText(str(index.data()), elide, area.width() - 14)
        painter.drawText(area.adjusted(8, 0, -6, 0), side, text)


class FieldTable(RowTable):
    """Shows the layers; `picked` tells the name of the one that a click or an arrow key went to."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._rows = FieldModel()
        self._widths: list[int] = []
        super().__init__(self._rows, _RowPainter(), parent)
        self.horizontalHeader().setSectionsClickable(False)
        self.setAccessibleName(self.tr("Receptive fields of all layers"))
        self.set_sizes()

    def show_extents(self, extents: tuple[Extent, ...], fields: Fields | None, name: str) -> None:
        """Show all layers, the one called `name` selected, and `fields` of the picked cell."""
        with self.showing():
            before = self._rows.selected
            others = self._rows.show_extents(extents, fields, name)
            if others or before != self._rows.selected:
                index = self._rows.index(self._rows.selected, 0)
                self.go_to(index)
                self.scrollTo(index)
        self.viewport().update()

    def set_sizes(self) -> None:
        """Numbers get what they need, names the rest."""
        metrics = QFontMetrics(theme.font("label"))
        self.verticalHeader().setDefaultSectionSize(max(_ROW, metrics.height() + 6))
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(32)
        widest = (
            (self.tr("Centre"),),
            (self.tr("whole input"), _SIZE),
            ("0.25 × 1",),
            ("−00.5 ",),
            (self.tr("whole map"), _SIZE),
        )
        advance = metrics.horizontalAdvance
        headings = [self._rows.headerData(column, Qt.Orientation.Horizontal) for column in range(len(widest))]
        self._widths = [
            max(*map(advance, texts), advance(heading)) + 18 for texts, heading in zip(widest, headings, strict=True)
        ]
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._fit()

    def _fit(self) -> None:
        """Leave out what the layers' names leave no room for, the least telling first."""
        # Of the table, not of its viewport: that is another's with and without a scroll bar.
        free = self.width() - _NAME
        for column in _BY_WORTH:
            free -= self._widths[column]
            if self.isColumnHidden(column) != (free < 0):
                self.setColumnHidden(column, free < 0)
            if free >= 0:
                self.horizontalHeader().resizeSection(column, self._widths[column])

    @safely
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._widths:
            self._fit()

    def row_picked(self, row: int) -> None:
        """Tell its layer."""
        self.picked.emit(self._rows.extents[row].name)
