"""The rows of the command palette: which actions a search finds, and how one is painted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from shiboken6 import isValid

from explorer.gui.fuzzy import Match, match
from explorer.widgets.icons import paint_icon
from explorer.widgets.key_caps import caps_width, paint_caps
from explorer.widgets.safely import safely
from explorer.widgets.theme import colour, font

if TYPE_CHECKING:
    from collections.abc import Sequence

    from explorer.gui.menu_walk import Entry

Index = QModelIndex | QPersistentModelIndex
ROW = 32
_ICON, _LEFT, _GAP = 16, 12, 10
_ENTRY = Qt.ItemDataRole.UserRole
_BEHIND = 10_000


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """An entry as it is found.

    Attributes:
        entry: the action and where it stands.
        places: the letters of its name that were searched for.
    """

    entry: Entry
    places: frozenset[int]


class CommandRows(QAbstractListModel):
    """The entries that a search finds, best first; all of them in the menus' order where nothing is searched."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []
        self._rows: list[Row] = []

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """These can be found from now on."""
        self._entries = list(entries)
        self.search("")

    def search(self, query: str) -> None:
        """Show what fits the query."""
        found = [(_found(query, entry), entry) for entry in self._entries]
        hits = [(one, entry) for one, entry in found if one is not None]
        hits.sort(key=lambda hit: -hit[0].score)
        self.beginResetModel()
        self._rows = [Row(entry, frozenset(one.places)) for one, entry in hits]
        self.endResetModel()

    def entry(self, index: Index) -> Entry | None:
        """The entry of a row."""
        return self._rows[index.row()].entry if index.isValid() else None

    @safely(default=0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    @safely
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if role == _ENTRY:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.entry.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.entry.reason or row.entry.tip
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (row.entry.name, row.entry.place, *row.entry.keys, row.entry.reason)))
        return None


def _found(query: str, entry: Entry) -> Match | None:
    """In the name alone it counts more than with the menus' titles; shorter names come first."""
    if not query.strip():
        return Match(0, ())
    name = match(query, entry.name)
    if name is not None:
        return Match(name.score + _BEHIND - len(entry.name), name.places)
    both = match(query, f"{entry.name} {entry.place}")
    return both and Match(both.score, tuple(place for place in both.places if place < len(entry.name)))


class CommandPainter(QStyledItemDelegate):
    """Icon, name with the searched letters, the menus that lead there, and the keys."""

    @safely(default=QSize)
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(200, ROW)

    @safely
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(_ENTRY)
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent-soft"))
            painter.drawRoundedRect(rect, 6, 6)
        _paint_mark(painter, rect, row.entry)
        end = _paint_keys(painter, rect, row.entry)
        start = _paint_name(painter, rect.adjusted(_LEFT + _ICON + _GAP, 0, 0, 0), row)
        _paint_place(painter, QRectF(start + _GAP, rect.top(), end - start - 2 * _GAP, rect.height()), row.entry)
        painter.restore()


def _paint_mark(painter: QPainter, rect: QRectF, entry: Entry) -> None:
    """The action's icon; a check mark where it is a switch that is on."""
    box = QRectF(rect.left() + _LEFT, rect.center().y() - _ICON / 2, _ICON, _ICON)
    if not entry.enabled:
        painter.setOpacity(0.55)
    if not isValid(entry.action):
        return
    if entry.action.isChecked():
        paint_icon(painter, "check", "accent", box)
    elif not entry.action.icon().isNull():
        entry.action.icon().paint(painter, box.toRect())
    painter.setOpacity(1)


def _paint_keys(painter: QPainter, rect: QRectF, entry: Entry) -> float:
    """The usual key as a cap at the right; where it begins."""
    keys = entry.keys[:1]
    left = rect.right() - _LEFT - caps_width(keys)
    paint_caps(painter, left, rect.center().y(), keys)
    return left


def _paint_name(painter: QPainter, rect: QRectF, row: Row) -> float:
    """The name, letters that were searched for in the accent colour; where it ends."""
    usual, found = font("body"), font("strong")
    baseline = rect.center().y() + QFontMetricsF(usual).capHeight() / 2
    x = rect.left()
    for place, letter in enumerate(row.entry.name):
        hit = place in row.places
        painter.setFont(found if hit else usual)
        painter.setPen(_ink(row.entry, hit))
        painter.drawText(QPointF(x, baseline), letter)
        x += QFontMetricsF(painter.font()).horizontalAdvance(letter)
    return x


def _ink(entry: Entry, hit: bool) -> Any:
    if not entry.enabled:
        return colour("text-2", 0.55)
    return colour("accent" if hit else "text")


def _paint_place(painter: QPainter, rect: QRectF, entry: Entry) -> None:
    """The menus that lead there, and why it cannot be run."""
    text = " · ".join(filter(None, (entry.place, entry.reason)))
    painter.setFont(font("caption"))
    painter.setPen(colour("muted"))
    shown = QFontMetricsF(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, rect.width()))
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, shown)
