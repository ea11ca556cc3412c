"""A table of whole rows, of which the current one is what the window has selected."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QEvent, QItemSelectionModel, QModelIndex
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QTableView, QWidget

from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from collections.abc import Iterator

Flag = QItemSelectionModel.SelectionFlag


class RowTable(QTableView):
    """Tells apart what the hand picked and what the program shows.

    Children say what a picked row means (`row_picked`) and how wide columns are (`set_sizes`): first when they are
    ready, here again whenever the font changes.
    """

    def __init__(self, model: QAbstractItemModel, painter: QStyledItemDelegate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._showing = False
        model.setParent(self)
        painter.setParent(self)
        self.setModel(model)
        self.setItemDelegate(painter)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    def row_picked(self, row: int) -> None:
        """A click or an arrow key went to this row."""
        raise NotImplementedError

    def set_sizes(self) -> None:
        """Give rows and columns their sizes in the present font."""
        raise NotImplementedError

    @contextmanager
    def showing(self) -> Iterator[None]:
        """While the program changes rows: what becomes current then is nobody's wish."""
        self._showing = True
        try:
            yield
        finally:
            self._showing = False

    def go_to(self, index: QModelIndex, flags: Flag = Flag.NoUpdate) -> None:
        """Make a row the current one; the table stays where it was scrolled to while rows change places under it."""
        self.setAutoScroll(False)
        self.selectionModel().setCurrentIndex(index, flags)
        self.setAutoScroll(True)

    @safely
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.set_sizes()

    def _on_current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid() and not self._showing:
            self.row_picked(current.row())
