"""The layers as a tree: name, operation, output shape, parameters. The same selection as the strip, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from explorer.gui.layer_model import LAYER, OUTPUT, PARAMETERS, TYPE, Index, LayerModel
from explorer.widgets.icons import icon
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPainter, QResizeEvent

    from explorer.core.graph import Trace

_OPENED_FIRST, _OPENED_FOUND = 100, 300
_READABLE = {LAYER: 34, OUTPUT: 100, TYPE: 50, PARAMETERS: 100}
"""How much of a text has to be seen, in pixels; the columns in the order in which they get it."""
_PADDING, _ICON = 16, 10


class LayerTree(QWidget):
    """A filter field over a tree; `layer_picked(name)` tells what the user chose."""

    layer_picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._structure: tuple[str, ...] = ()
        self._selected: str | None = None
        self._showing = False
        self._model = LayerModel(self)
        self._filter = QLineEdit()
        self._filter.setPlaceholderText(self.tr("Filter layers"))
        self._filter.setClearButtonEnabled(True)
        self._filter.addAction(icon("magnifying-glass", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._filter.setAccessibleName(self.tr("Filter layers"))
        self._filter.textChanged.connect(self._on_filter_changed)
        self._tree = _FittingTree(self._model)
        self._tree.setAccessibleName(self.tr("Layers"))
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
        self._showing = True
        self._model.show_calls(trace, self._filter.text())
        self._showing = False
        self._tree.measure()
        self._open()

    def forget(self) -> None:
        """Another network comes."""
        self._structure, self._selected = (), None
        self._model.show_calls(None)

    def set_selected(self, name: str | None) -> None:
        """Show a call as selected."""
        self._selected = name
        index = self._model.index_of(name)
        if not index.isValid():
            return
        self._showing = True
        self._tree.setCurrentIndex(index)
        self._showing = False
        self._tree.scrollTo(index)

    def _on_current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        name = self._model.name_at(current)
        if name and not self._showing:
            self.layer_picked.emit(name)

    def _on_filter_changed(self, text: str) -> None:
        self._showing = True
        self._model.show_only(text)
        self._showing = False
        self._open()

    def _open(self) -> None:
        """As much as one looks through; all the way to the selected call."""
        self._tree.open_levels(_OPENED_FOUND if self._filter.text().strip() else _OPENED_FIRST)
        self.set_selected(self._selected)


class _RowPainter(QStyledItemDelegate):
    """A module's name has its whole row. The ends of names tell them apart, the beginnings of types do."""

    @safely
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if isinstance(model, LayerModel) and not model.name_at(index):
            if index.column() != LAYER:
                return
            area = QRect(option.rect)
            area.setRight(painter.device().width())
            option.rect = area
        super().paint(painter, option, index)

    @safely
    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        middle = index.column() == LAYER
        option.textElideMode = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight


class _FittingTree(QTreeView):
    """Never wider than itself: the first column gets what the others leave, and where that is little, they give way."""

    def __init__(self, model: LayerModel) -> None:
        super().__init__()
        self._model = model
        self._wanted = dict.fromkeys(_READABLE, 0)
        self._least = dict.fromkeys(_READABLE, 0)
        self.setModel(model)
        self.setUniformRowHeights(True)
        self.setIndentation(12)
        self.setIconSize(QSize(_ICON, _ICON))
        self.setItemDelegate(_RowPainter(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(20)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def measure(self) -> None:
        """Find out how wide the columns would like to be."""
        self.ensurePolished()
        self.header().ensurePolished()
        metrics, head = self.fontMetrics(), self.header().fontMetrics()
        for column, readable in _READABLE.items():
            title = head.horizontalAdvance(self._model.headerData(column, Qt.Orientation.Horizontal))
            texts = [(indent, metrics.horizontalAdvance(text)) for indent, text in self._texts(column)]
            self._wanted[column] = _PADDING + max(title, *(indent + text for indent, text in texts), 0)
            self._least[column] = _PADDING + max((indent + min(text, readable) for indent, text in texts), default=0)
        self._fit()

    def _texts(self, column: int) -> Iterator[tuple[int, str]]:
        """(pixels before it, text) of what stands in a column."""
        if column == LAYER:
            for depth, label in self._model.labels():
                yield (depth + 1) * self.indentation() + _ICON + 4, label
        else:
            yield from ((0, text) for text in self._model.texts(column))

    def open_levels(self, most: int) -> None:
        """Open level after level of what is closed, as long as no more than `most` rows come to light."""
        level, rows = [QModelIndex()], 0
        for depth in range(-1, 64):
            level = [self._model.index(row, 0, up) for up in level for row in range(self._model.rowCount(up))]
            rows += len(level)
            if not level or rows > most:
                break
            if depth >= 0:
                self.expandToDepth(depth)

    def _fit(self) -> None:
        """Every column gets the least that can be read, in the order of what one looks for, then what is left."""
        room, given = self.viewport().width(), dict.fromkeys(self._wanted, 0)
        for column, width in self._least.items():
            # Types tell more than parameters: these are not there alone, even where only they would fit.
            if width <= room and (column != PARAMETERS or given[TYPE]):
                given[column] = width
                room -= width
        for column in (OUTPUT, LAYER, TYPE):
            more = min(room, self._wanted[column] - given[column]) if given[column] else 0
            given[column] += more
            room -= more
        given[LAYER] += room
        header = self.header()
        for column, width in given.items():
            header.setSectionHidden(column, not width)
            header.resizeSection(column, width)

    @safely
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @safely
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange) and hasattr(self, "_wanted"):
            self.measure()
