"""The list of what was open before, on the welcome page: arrows walk, Enter opens, Delete takes a row away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from explorer.gui.welcome_computer import HEAD
from explorer.gui.welcome_recent import ROW, RecentPainter, RecentRows
from explorer.widgets.empty_note import EmptyNote
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from explorer.models.remembered import Recent

_MARGIN = 4
_FEWEST_ROWS, _EMPTY_ROWS = 3, 4


class RecentPanel(QWidget):
    """A head with Clear list over the rows, or one sentence where there are none."""

    picked = Signal(str)
    """The reference of a model or session that the user wants open."""
    missed = Signal(str)
    """The same of one whose file is not there."""
    removed = Signal(str)
    """The reference of a row that the user does not want in the list."""
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RecentRows(self)
        self.list = _RecentView()
        self.list.setAccessibleName(self.tr("Recent models and sessions"))
        self.list.setModel(self.rows)
        painter = RecentPainter(self.list)
        painter.removed.connect(self.removed)
        self.list.setItemDelegate(painter)
        self.list.chosen.connect(self._on_chosen)
        self.list.delete_pressed.connect(self._on_delete_pressed)
        head = QLabel(self.tr("Recent"))
        head.setProperty("role", "strong")
        self.clear = QPushButton(self.tr("Clear list"))
        self.clear.setFlat(True)
        self.clear.clicked.connect(self.cleared)
        self.clear.setFixedHeight(HEAD)
        head.setFixedHeight(HEAD)
        row = QHBoxLayout()
        row.addWidget(head)
        row.addStretch(1)
        row.addWidget(self.clear)
        self._note = EmptyNote(self.tr("Models and sessions that you open are listed here."), "clock-counter-clockwise")
        self._note.setMinimumHeight(2 * ROW)
        card = QFrame()
        card.setProperty("panel", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        inside.addWidget(self.list)
        inside.addWidget(self._note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        # All that the rows need of the room; what is left stays empty below them.
        column.addWidget(card, 1000)
        column.addStretch(1)
        self._card = card

    def show_entries(self, entries: Sequence[Recent]) -> None:
        """These, newest first."""
        had_focus = self.list.hasFocus()
        number = self.list.currentIndex().row() if had_focus else 0
        self.rows.show_entries(entries)
        count = len(entries)
        self.list.setVisible(bool(entries))
        self.clear.setVisible(bool(entries))
        self._note.setVisible(not entries)
        self.list.setMinimumHeight(min(count, _FEWEST_ROWS) * ROW)
        self._card.setMaximumHeight((count or _EMPTY_ROWS) * ROW + 2 * _MARGIN + 2)
        if count:
            self.list.setCurrentIndex(self.rows.index(min(max(0, number), count - 1)))
        elif had_focus:
            self.focusNextChild()

    def _on_chosen(self, index: QModelIndex) -> None:
        entry = self.rows.entry(index)
        if entry is not None:
            (self.missed if entry.gone else self.picked).emit(entry.reference)

    def _on_delete_pressed(self) -> None:
        entry = self.rows.entry(self.list.currentIndex())
        if entry is not None:
            self.removed.emit(entry.reference)


class _RecentView(QListView):
    """One click opens, as on the cards."""

    chosen = Signal(object)
    """The QModelIndex of a row."""
    delete_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.clicked.connect(lambda index: self.chosen.emit(index))

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        model = self.model()
        return QSize(400, (0 if model is None else model.rowCount()) * ROW)

    @safely
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete_pressed.emit()
        else:
            super().keyPressEvent(event)

    @safely
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.indexAt(QPoint(1, 1)))
        self.viewport().update()
