"""The layers as a tree: name, operation, output shape, parameters. The same selection as the strip, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHeaderView, QLineEdit, QTreeView, QVBoxLayout, QWidget

from explorer.core.geometry import parameter_count, shape_text
from explorer.gui.strip_columns import scopes_of
from explorer.widgets.icons import icon
from explorer.widgets.kind_icon import kind_icon

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex

    from explorer.core.graph import Call, Trace

_NAME = int(Qt.ItemDataRole.UserRole) + 1


class LayerTree(QWidget):
    """A filter field over a tree; `layer_picked(name)` tells what the user chose."""

    layer_picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._structure: tuple[str, ...] = ()
        self._items: dict[str, QStandardItem] = {}
        self._model = QStandardItemModel(self)
        self._filter = QLineEdit()
        self._filter.setPlaceholderText(self.tr("Filter layers"))
        self._filter.setClearButtonEnabled(True)
        self._filter.addAction(icon("magnifying-glass", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._filter.setAccessibleName(self.tr("Filter layers"))
        self._filter.textChanged.connect(self._on_filter_changed)
        self._tree = QTreeView()
        self._tree.setModel(self._model)
        self._tree.setUniformRowHeights(True)
        self._tree.setIndentation(14)
        self._tree.setAccessibleName(self.tr("Layers"))
        self._tree.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self._tree.selectionModel().currentChanged.connect(self._on_current_changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 8)
        column.setSpacing(6)
        column.addWidget(self._filter)
        column.addWidget(self._tree, 1)

    def show_trace(self, trace: Trace) -> None:
        """The calls of a trace; nothing is rebuilt while they are the same."""
        structure = tuple(call.name for call in trace)
        if structure == self._structure:
            return
        self._structure = structure
        with QSignalBlocker(self._tree.selectionModel()):
            self._fill(trace)

    def forget(self) -> None:
        """Another network comes."""
        self._structure = ()
        self._items.clear()
        self._model.clear()

    def set_selected(self, name: str | None) -> None:
        """Show a call as selected."""
        item = self._items.get(name or "")
        if item is None:
            return
        with QSignalBlocker(self._tree.selectionModel()):
            self._tree.setCurrentIndex(item.index())
        self._tree.scrollTo(item.index())
        self._tree.viewport().update()

    def _fill(self, trace: Trace) -> None:
        self._items.clear()
        self._model.clear()
        self._model.setHorizontalHeaderLabels(
            [self.tr("Layer"), self.tr("Type"), self.tr("Output"), self.tr("Parameters")]
        )
        groups: dict[str, QStandardItem] = {}
        for call in trace:
            self._parent_of(call, groups).appendRow(self._row(call))
        self._tree.expandAll() if len(trace) <= 100 else self._tree.expandToDepth(0)
        header = self._tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        # A stretched first column would vanish in a narrow dock: it keeps room for names, the tree scrolls sideways.
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(0, max(128, self._tree.sizeHintForColumn(0) + 12))

    def _parent_of(self, call: Call, groups: dict[str, QStandardItem]) -> QStandardItem:
        parent = self._model.invisibleRootItem()
        for scope in scopes_of(call.path):
            if scope not in groups:
                groups[scope] = QStandardItem(scope.rpartition(".")[2])
                groups[scope].setSelectable(False)
                parent.appendRow([groups[scope], QStandardItem(), QStandardItem(), QStandardItem()])
            parent = groups[scope]
        return parent

    def _row(self, call: Call) -> list[QStandardItem]:
        name = QStandardItem(kind_icon(call.kind), call.name.rpartition(".")[2])
        name.setToolTip(call.name)
        name.setData(call.name, _NAME)
        self._items[call.name] = name
        count = parameter_count(call)
        row = [name, QStandardItem(call.op), QStandardItem(shape_text(call.output_shape))]
        row.append(QStandardItem(f"{count:,}" if count else ""))
        row[-1].setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return row

    def _on_current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        name = current.siblingAtColumn(0).data(_NAME)
        if name:
            self.layer_picked.emit(name)

    def _on_filter_changed(self, text: str) -> None:
        wanted = text.strip().lower()
        root = self._model.invisibleRootItem()
        for row in range(root.rowCount()):
            self._filter_row(root, row, wanted)

    def _filter_row(self, parent: QStandardItem, row: int, wanted: str) -> bool:
        """Hide a row unless it or a row under it matches; whether it is shown."""
        item, operation = parent.child(row, 0), parent.child(row, 1)
        own = wanted in f"{item.data(_NAME) or item.text()} {operation.text()}".lower()
        below = [self._filter_row(item, child, "" if own else wanted) for child in range(item.rowCount())]
        shown = own or any(below)
        self._tree.setRowHidden(row, parent.index(), not shown)
        return shown
