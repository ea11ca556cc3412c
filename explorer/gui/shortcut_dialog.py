"""The list of all keys: of every action in the menus, read from the menus, and of the places with keys of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from explorer.gui.menu_walk import entries
from explorer.gui.widget_keys import places
from explorer.widgets.icons import icon
from explorer.widgets.key_caps import caps_width, paint_caps
from explorer.widgets.safely import safely
from explorer.widgets.theme import font

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QMainWindow

Index = QModelIndex | QPersistentModelIndex
_KEYS = Qt.ItemDataRole.UserRole
_ROW = 28


def native(key: str) -> str:
    """A key as it is called on this system."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


class ShortcutDialog(QDialog):
    """Groups with what can be done and its keys; a field narrows them."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.resize(660, 620)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search actions and keys"))
        self.search.setAccessibleName(self.tr("Search actions and keys"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("magnifying-glass", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self._on_search_changed)
        self._build_tree()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 14)
        column.setSpacing(10)
        column.addWidget(self.search)
        column.addWidget(self.tree, 1)
        column.addLayout(self._build_buttons())
        self._fill(window)

    def _build_tree(self) -> None:
        self.tree = QTreeWidget()
        self.tree.setColumnCount(2)
        self.tree.setHeaderHidden(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setIndentation(12)
        self.tree.setItemsExpandable(False)
        self.tree.setUniformRowHeights(True)
        self.tree.setItemDelegateForColumn(1, _CapsPainter(self.tree))
        self.tree.setAccessibleName(self.tr("Keyboard shortcuts"))
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)

    def _build_buttons(self) -> QHBoxLayout:
        copy = QPushButton(self.tr("&Copy as text"))
        copy.setAutoDefault(False)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text()))
        close = QPushButton(self.tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(copy)
        row.addStretch(1)
        row.addWidget(close)
        return row

    def _fill(self, window: QMainWindow) -> None:
        groups: dict[str, QTreeWidgetItem] = {}
        for entry in entries(window.menuBar()):
            if entry.keys:
                group = groups.get(entry.path[0]) or groups.setdefault(entry.path[0], self._group(entry.path[0]))
                self._add(group, entry.name.rstrip(".…"), entry.keys)
        for place in places():
            group = self._group(place.title)
            for keys, what in place.keys:
                self._add(group, what, [native(key) for key in keys])
        self.tree.expandAll()

    def _group(self, title: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self.tree, [title])
        item.setFont(0, font("section"))
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        return item

    def _add(self, group: QTreeWidgetItem, what: str, keys: Sequence[str]) -> None:
        # The text is what a screen reader says of the painted caps.
        item = QTreeWidgetItem(group, [what, ", ".join(keys)])
        item.setData(1, _KEYS, list(keys))

    def rows(self) -> list[tuple[str, str, list[str]]]:
        """(group, what, keys) of every line that is shown."""
        return [
            (group.text(0), line.text(0), line.data(1, _KEYS))
            for group in _children(self.tree.invisibleRootItem())
            for line in _children(group)
            if not line.isHidden()
        ]

    def text(self) -> str:
        """The shown lines, tab-separated."""
        return "\n".join(f"{group}\t{what}\t{', '.join(keys)}" for group, what, keys in self.rows())

    def _on_search_changed(self, text: str) -> None:
        words = text.lower().split()
        for group in _children(self.tree.invisibleRootItem()):
            for line in _children(group):
                said = f"{group.text(0)} {line.text(0)} {line.text(1)}".lower()
                line.setHidden(not all(word in said for word in words))
            group.setHidden(all(line.isHidden() for line in _children(group)))


def _children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    found = (item.child(number) for number in range(item.childCount()))
    return [child for child in found if child is not None]


class _CapsPainter(QStyledItemDelegate):
    """Keys as key caps, at the right end."""

    @safely(default=QSize)
    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(round(caps_width(index.data(_KEYS) or [])) + 16, _ROW)

    @safely
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        keys = index.data(_KEYS) or []
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = option.rect.right() - 8 - caps_width(keys)
        paint_caps(painter, left, option.rect.center().y() + 0.5, keys)
        painter.restore()
