"""The rows of what was open before: a model of them, and how one is painted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QDate,
    QDateTime,
    QEvent,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from explorer.gui.defaults import is_session
from explorer.models.remembered import file_part
from explorer.widgets.icons import paint_icon
from explorer.widgets.safely import safely
from explorer.widgets.said import said
from explorer.widgets.theme import colour, font

if TYPE_CHECKING:
    from collections.abc import Sequence

    from explorer.models.remembered import Recent

Index = QModelIndex | QPersistentModelIndex
ROW = 52
_ENTRY = Qt.ItemDataRole.UserRole
_LEFT, _TILE, _ICON, _CROSS = 12, 34, 18, 14
_ABOUT_AT = 0.46


class RecentRows(QAbstractListModel):
    """Models and sessions, newest first."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._entries: list[Recent] = []

    def show_entries(self, entries: Sequence[Recent]) -> None:
        """These from now on."""
        self.beginResetModel()
        self._entries = list(entries)
        self.endResetModel()

    def entry(self, index: Index) -> Recent | None:
        """What a row stands for."""
        return self._entries[index.row()] if index.isValid() else None

    @safely(default=0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self._entries)

    @safely
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self._entries[index.row()]
        if role == _ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.reference
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (entry.title, place_of(entry), about(entry), moment(entry))))
        return None


def place_of(entry: Recent) -> str:
    """The folder of its file, `~` for the user's own; what opens it where there is no file."""
    path, _ = file_part(entry.reference)
    if path is None:
        return entry.reference
    folder, home = Path(path).parent, Path.home()
    return f"~/{folder.relative_to(home)}".removesuffix("/.") if folder.is_relative_to(home) else str(folder)


def about(entry: Recent) -> str:
    """What it is, or that it is not there."""
    if entry.gone:
        return QCoreApplication.translate("RecentRows", "File not found")
    if not is_session(entry.reference):
        return said(entry.about)
    session = QCoreApplication.translate("RecentRows", "Session")
    return f"{session}, {entry.about}" if entry.about else session


def moment(entry: Recent) -> str:
    """When it was opened last: `today 09:41`, `yesterday`, `12 November`; empty where that is not known."""
    if entry.when is None:
        return ""
    translate, locale = QCoreApplication.translate, QLocale()
    when = QDateTime.fromSecsSinceEpoch(int(entry.when))
    days = when.date().daysTo(QDate.currentDate())
    if days == 0:
        return translate("RecentRows", "today {0}").format(locale.toString(when.time(), "HH:mm"))
    if days == 1:
        return translate("RecentRows", "yesterday")
    if when.date().year() == QDate.currentDate().year():
        # As Qt's QLocale.toString takes it: day and month.
        return locale.toString(when.date(), translate("RecentRows", "d MMMM"))
    return locale.toString(when.date(), QLocale.FormatType.ShortFormat)


class RecentPainter(QStyledItemDelegate):
    """A sign, the name over its folder, what it is, when it was open, and a cross that takes it from the list."""

    removed = Signal(str)
    """The reference of a row whose cross was clicked."""

    @safely(default=QSize)
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(200, ROW)

    @safely
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Recent = index.data(_ENTRY)
        rect = QRectF(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        current = bool(state & QStyle.StateFlag.State_Selected and state & QStyle.StateFlag.State_HasFocus)
        _paint_ground(painter, rect, index.row(), hovered, current)
        _paint_sign(painter, rect, entry)
        _paint_words(painter, rect, entry)
        if entry.gone or hovered or current:
            cross = QRectF(0, 0, _CROSS, _CROSS)
            cross.moveCenter(QRectF(cross_of(option.rect)).center())
            paint_icon(painter, "x", "muted", cross)
        painter.restore()

    @safely(default=False)
    def editorEvent(self, event: QEvent, _model: Any, option: QStyleOptionViewItem, index: Index) -> bool:
        """A click on the cross; it is none on the row."""
        if not isinstance(event, QMouseEvent) or not cross_of(option.rect).contains(event.position().toPoint()):
            return False
        if event.type() == QEvent.Type.MouseButtonRelease:
            entry: Recent = index.data(_ENTRY)
            self.removed.emit(entry.reference)
        return True


def cross_of(row: QRect) -> QRect:
    """Where a click takes the row from the list."""
    return QRect(row.right() - 34, row.top() + (row.height() - 28) // 2, 28, 28)


def _paint_ground(painter: QPainter, rect: QRectF, number: int, hovered: bool, current: bool) -> None:
    if number:
        painter.fillRect(QRectF(rect.left() + _LEFT, rect.top(), rect.width() - 2 * _LEFT, 1), colour("border"))
    if hovered or current:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("accent-soft" if current else "surface-2"))
        painter.drawRoundedRect(rect.adjusted(4, 2, -4, -1), 8, 8)


def _paint_sign(painter: QPainter, rect: QRectF, entry: Recent) -> None:
    tile = QRectF(rect.left() + _LEFT, rect.center().y() - _TILE / 2, _TILE, _TILE)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("warning-soft" if entry.gone else "surface-3"))
    painter.drawRoundedRect(tile, 6, 6)
    sign = QRectF(0, 0, _ICON, _ICON)
    sign.moveCenter(tile.center())
    name = "warning" if entry.gone else "frame-corners" if is_session(entry.reference) else "cube"
    paint_icon(painter, name, "warning" if entry.gone else "text-2", sign)


def _paint_words(painter: QPainter, rect: QRectF, entry: Recent) -> None:
    left = rect.left() + _LEFT + _TILE + 12
    middle = rect.left() + rect.width() * _ABOUT_AT
    right = QRectF(cross_of(rect.toRect())).left() - 6
    upper = QRectF(left, rect.top() + 7, middle - left - 12, 20)
    lower = QRectF(left, rect.top() + 27, middle - left - 12, 16)
    _write(painter, upper, entry.title, "strong", "muted" if entry.gone else "text", Qt.TextElideMode.ElideMiddle)
    _write(painter, lower, place_of(entry), "caption", "muted", Qt.TextElideMode.ElideLeft)
    when = moment(entry)
    painter.setFont(font("label"))
    width = QFontMetricsF(painter.font()).horizontalAdvance(when)
    box = QRectF(right - width - 1, rect.top(), width + 1, rect.height())
    _write(painter, box, when, "label", "muted", Qt.TextElideMode.ElideNone)
    box = QRectF(middle, rect.top(), right - max(width, 0) - 16 - middle, rect.height())
    _write(painter, box, about(entry), "label", "warning" if entry.gone else "text-2", Qt.TextElideMode.ElideRight)


def _write(painter: QPainter, box: QRectF, text: str, role: str, ink: str, elide: Qt.TextElideMode) -> None:
    painter.setFont(font(role))
    painter.setPen(colour(ink))
    shown = QFontMetricsF(painter.font()).elidedText(text, elide, max(0.0, box.width()))
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
