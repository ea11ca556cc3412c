"""Models that are opened by name as rows of a table: what stands in each column, and which rows are wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt

from explorer.widgets.icons import icon
from explorer.widgets.safely import safely
from explorer.widgets.said import said

if TYPE_CHECKING:
    from explorer.models.zoo_table import ZooEntry, ZooWeights

Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
SORT = int(_Role.UserRole)
"""The role under which a cell can be compared with others of its column."""
TITLE, NAME, TASK, PARAMETERS, ACCURACY, FILE, INPUT, DISK = range(8)
_RIGHT = (PARAMETERS, ACCURACY, FILE, INPUT)


def megabytes(size: float) -> str:
    """`97.8 MB`."""
    return f"{size:,.1f} MB"


def accuracy_text(weights: ZooWeights) -> str:
    """`80.9 %` for top-1 accuracy, `60.5 mIoU` for another measure."""
    return f"{weights.accuracy:.1f} {'%' if weights.measure == 'top-1' else weights.measure}"


def _count(parameters: int) -> str:
    return f"{parameters / 1e6:.1f} M" if parameters >= 100_000 else f"{parameters:,}"


class ZooRows(QAbstractTableModel):
    """One row a model; facts that a model does not have are left empty and sorted below all others."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.entries: list[ZooEntry] = []
        self._on_disk = icon("check", "success")
        self._titles = (
            self.tr("Model"),
            self.tr("Name"),
            self.tr("Task"),
            self.tr("Parameters"),
            self.tr("Accuracy"),
            self.tr("File"),
            self.tr("Smallest input"),
            self.tr("On disk"),
        )

    def show_entries(self, entries: list[ZooEntry]) -> None:
        """Show these models instead."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    @safely(default=0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.entries)

    @safely(default=0)
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._titles)

    @safely
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _Role.TextAlignmentRole:
            return _side(section)
        return self._titles[section] if role == _Role.DisplayRole else None

    @safely
    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry, column = self.entries[index.row()], index.column()
        if role == _Role.DisplayRole:
            return self._text(entry, column)
        if role == SORT:
            return _sortable(entry, column)
        if role == _Role.DecorationRole and column == DISK:
            return self._on_disk if _is_here(entry) else None
        if role == _Role.ToolTipRole:
            return self._tip(entry, column)
        if role == _Role.AccessibleTextRole and column == DISK:
            return self.tr("on this computer") if _is_here(entry) else self.tr("not downloaded")
        return _side(column) if role == _Role.TextAlignmentRole else None

    def _text(self, entry: ZooEntry, column: int) -> str:
        first = entry.weights[0] if entry.weights else None
        if column == ACCURACY:
            return "" if first is None else accuracy_text(first)
        if column == FILE:
            return "" if first is None else megabytes(first.megabytes)
        if column == PARAMETERS:
            return _count(entry.parameters) if entry.parameters else ""
        if column == INPUT:
            return (
                self.tr("any")
                if entry.smallest_input == 1
                else f"{entry.smallest_input} px" * bool(entry.smallest_input)
            )
        return {TITLE: entry.title, NAME: entry.name, TASK: said(entry.task)}.get(column, "")

    def _tip(self, entry: ZooEntry, column: int) -> str | None:
        if column == PARAMETERS and entry.parameters:
            return self.tr("{0:,} parameters").format(entry.parameters)
        if column == ACCURACY and entry.weights:
            return "\n".join(f"{weights.name}: {weights.measure} {weights.accuracy:g} %" for weights in entry.weights)
        return None


class WantedRows(QSortFilterProxyModel):
    """The rows that have every word of a text in them and are for one task, sorted by value."""

    def __init__(self, rows: ZooRows, parent: Any = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self._words: tuple[str, ...] = ()
        self._task = ""
        self.setSourceModel(rows)
        self.setSortRole(SORT)

    def want(self, text: str, task: str) -> None:
        """Show only rows with these words, for this task (empty for all)."""
        self._words, self._task = tuple(text.lower().split()), task
        self.invalidate()

    def entry(self, index: Index) -> ZooEntry | None:
        """The model that a row stands for."""
        return self._rows.entries[self.mapToSource(index).row()] if index.isValid() else None

    @safely(default=True)
    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        entry = self._rows.entries[row]
        text = f"{entry.name} {entry.title} {entry.task}".lower()
        return self._task in ("", entry.task) and all(word in text for word in self._words)


def _side(column: int) -> int:
    side = Qt.AlignmentFlag.AlignRight if column in _RIGHT else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)


def _is_here(entry: ZooEntry) -> bool:
    """Whether nothing has to be downloaded for its trained weights."""
    return entry.cached or not entry.weights


def _sortable(entry: ZooEntry, column: int) -> Any:
    first = entry.weights[0] if entry.weights else None
    if column == ACCURACY:
        return -1.0 if first is None else first.accuracy
    if column == FILE:
        return -1.0 if first is None else first.megabytes
    values = {PARAMETERS: entry.parameters, INPUT: entry.smallest_input, DISK: _is_here(entry)}
    return values.get(column, {TITLE: entry.title, NAME: entry.name, TASK: entry.task}.get(column, "").lower())
