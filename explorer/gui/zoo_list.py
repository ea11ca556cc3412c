"""The table of models with a field to search it and a row of tasks to narrow it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QLineEdit, QTableView, QVBoxLayout, QWidget

from explorer.gui.zoo_rows import ACCURACY, DISK, FILE, INPUT, NAME, PARAMETERS, TASK, TITLE, WantedRows, ZooRows
from explorer.widgets import theme
from explorer.widgets.icons import icon
from explorer.widgets.segmented import SegmentedControl

if TYPE_CHECKING:
    from explorer.models.zoo_table import ZooEntry

_WIDTHS = {NAME: 230, TASK: 112, PARAMETERS: 88, ACCURACY: 110, FILE: 98, INPUT: 104, DISK: 72}
_ROW = 26
_HEADING = 32
"""What a heading needs besides its text, the sign of the order among it."""


class ZooList(QWidget):
    """One model is always chosen, as long as any has the words that are searched for."""

    entry_changed = Signal()
    """Another model is chosen, or none."""
    entry_opened = Signal()
    """The user double-clicked the chosen one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = ZooRows(self)
        self._wanted = WantedRows(self._rows, self)
        self._build_search()
        self._build_table()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._search, 1)
        row.addWidget(self._tasks)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(row)
        column.addWidget(self._table, 1)
        self._search.textChanged.connect(self._on_wanted_changed)
        self._tasks.changed.connect(self._on_wanted_changed)
        self._table.selectionModel().currentRowChanged.connect(lambda _now, _before: self.entry_changed.emit())
        self._table.doubleClicked.connect(lambda _index: self.entry_opened.emit())

    def _build_search(self) -> None:
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Search, e.g. resnet"))
        self._search.setClearButtonEnabled(True)
        self._search.addAction(icon("magnifying-glass", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._search.setAccessibleName(self.tr("Search models"))
        self._tasks = SegmentedControl()
        self._tasks.setAccessibleName(self.tr("Task"))
        self._tasks.add_segment("", self.tr("All"))
        self._tasks.add_segment("classification", self.tr("Classification"))
        self._tasks.add_segment("segmentation", self.tr("Segmentation"))
        self._tasks.add_segment("detection", self.tr("Detection"))

    def _build_table(self) -> None:
        self._table = table = QTableView()
        table.setModel(self._wanted)
        table.setAccessibleName(self.tr("Models"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(_ROW)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        self._fit_columns()
        # The list's own order, until a heading is clicked.
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        table.setSortingEnabled(True)

    def _fit_columns(self) -> None:
        """Columns grow with the letters, and are never narrower than what stands above them."""
        header, larger = self._table.horizontalHeader(), theme.text_scale()
        metrics = QFontMetrics(theme.font("caption"))
        for column, width in _WIDTHS.items():
            heading = str(self._rows.headerData(column, Qt.Orientation.Horizontal))
            header.resizeSection(column, max(round(width * larger), metrics.horizontalAdvance(heading) + _HEADING))

    def show_entries(self, entries: list[ZooEntry]) -> None:
        """Offer these models."""
        self._rows.show_entries(entries)
        self._select_first()

    def entry(self) -> ZooEntry | None:
        """The chosen model."""
        return self._wanted.entry(self._table.currentIndex())

    def is_empty(self) -> bool:
        """Whether there is nothing to search in."""
        return not self._rows.entries

    def _on_wanted_changed(self) -> None:
        self._wanted.want(self._search.text(), self._tasks.current())
        self._select_first()

    def _select_first(self) -> None:
        first = self._wanted.index(0, 0)
        self._table.setCurrentIndex(first)
        self._table.scrollToTop()
        # The same row may be another model now.
        self.entry_changed.emit()
