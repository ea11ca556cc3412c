"""A matrix of numbers as a table: any size at once, tinted by value, copyable as text or as NumPy source."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from explorer.widgets import theme
from explorer.widgets.safely import safely

Index = QModelIndex | QPersistentModelIndex
_ROW, _COLUMN = 24, 80
_LONGEST = "−8.88888e−88"


class NumberModel(QAbstractTableModel):
    """The numbers (rows, columns) as they are; nothing is made per cell before it is seen."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.numbers = np.zeros((0, 0), np.float32)
        self.tints: np.ndarray | None = None

    def show_numbers(self, numbers: np.ndarray, tints: np.ndarray | None) -> None:
        """Show other numbers, and their colours (rows, columns, 3) uint8 if any; the same size keeps the selection."""
        same = numbers.shape == self.numbers.shape
        if not same:
            self.beginResetModel()
        self.numbers, self.tints = numbers, tints
        if not same:
            self.endResetModel()
        elif numbers.size:
            self.dataChanged.emit(self.index(0, 0), self.index(numbers.shape[0] - 1, numbers.shape[1] - 1))

    @safely(default=0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else self.numbers.shape[0]

    @safely(default=0)
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self.numbers.shape[1]

    @safely
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        value = self.numbers[index.row(), index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return shown(value)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"({index.row()}, {index.column()})  {exact(value)}"
        return None

    @safely
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return str(section)
        return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter) if role == 7 else None

    def colour(self, index: Index) -> QColor | None:
        """The cell's colour: that of NaN and infinity, else the value's tint if there are tints."""
        row, column = index.row(), index.column()
        if not np.isfinite(self.numbers[row, column]):
            return theme.colour("invalid")
        return None if self.tints is None else QColor(*map(int, self.tints[row, column]))


class _CellPainter(QStyledItemDelegate):
    """Paints a number on its tint; the style sheet would leave out the background that a model asks for."""

    @safely
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, NumberModel)
        area, state = QRect(option.rect), option.state
        value = model.numbers[index.row(), index.column()]
        chosen, finite = bool(state & QStyle.StateFlag.State_Selected), bool(np.isfinite(value))
        fill = model.colour(index)
        if chosen and finite:
            fill = theme.colour("accent-soft")
        if fill is not None:
            painter.fillRect(area, fill)
        painter.setFont(theme.font("label"))
        painter.setPen(theme.colour("text") if finite else QColor("#FFFFFF"))
        text = area.adjusted(4, 0, -8, 0)
        painter.drawText(text, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown(value))

    @safely(default=QSize)
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(_COLUMN, _ROW)


class NumberTable(QTableView):
    """Shows a matrix; `cell_picked` tells where the user went, Ctrl+C copies the selection or everything."""

    cell_picked = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._numbers = NumberModel(self)
        self.setModel(self._numbers)
        self._showing = False
        self.setItemDelegate(_CellPainter(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setMinimumSectionSize(20)
            header.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.verticalHeader().setMinimumWidth(44)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        # Arrows walk the cells; Tab leaves the table.
        self.setTabKeyNavigation(False)
        self._set_sizes()
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    def show_numbers(self, numbers: np.ndarray, tints: np.ndarray | None) -> None:
        """Show numbers (rows, columns) and their colours (rows, columns, 3) uint8, None without."""
        self._showing = True
        try:
            self._numbers.show_numbers(numbers, tints)
        finally:
            self._showing = False

    def show_cell(self, row: int, column: int) -> None:
        """Make a cell the current one without selecting it and without telling."""
        index = self._numbers.index(row, column)
        if not index.isValid() or index == self.currentIndex():
            return
        self._showing = True
        try:
            self.selectionModel().setCurrentIndex(index, self.selectionModel().SelectionFlag.NoUpdate)
            self.scrollTo(index)
        finally:
            self._showing = False

    def chosen(self) -> np.ndarray:
        """The selected block of numbers; all of them where nothing is selected."""
        indexes = self.selectionModel().selection()
        if indexes.isEmpty():
            return self._numbers.numbers
        area = indexes.first()
        return self._numbers.numbers[area.top() : area.bottom() + 1, area.left() : area.right() + 1]

    def copy_text(self) -> None:
        """Put the selection, or everything, on the clipboard as tab-separated values."""
        QGuiApplication.clipboard().setText(tab_separated(self.chosen()))

    def copy_numpy(self) -> None:
        """Put the selection, or everything, on the clipboard as NumPy source."""
        QGuiApplication.clipboard().setText(numpy_source(self.chosen()))

    @safely
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_text()
        elif event.key() == Qt.Key.Key_Escape and self.selectionModel().hasSelection():
            self.clearSelection()
        else:
            super().keyPressEvent(event)

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        area = self.visualRect(self.currentIndex())
        if area.isValid():
            painter = QPainter(self.viewport())
            painter.setPen(QPen(theme.colour("halo"), 1))
            painter.drawRect(area.adjusted(-1, -1, 0, 0))
            painter.setPen(QPen(theme.colour("probe"), 2))
            painter.drawRect(area.adjusted(1, 1, -1, -1))

    @safely
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._set_sizes()

    def _set_sizes(self) -> None:
        """As wide as the longest number, which follows the size of texts."""
        metrics = QFontMetrics(theme.font("label"))
        self.horizontalHeader().setDefaultSectionSize(max(_COLUMN, metrics.horizontalAdvance(_LONGEST) + 14))
        self.verticalHeader().setDefaultSectionSize(max(_ROW, metrics.height() + 8))

    def _on_current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid() and not self._showing:
            self.cell_picked.emit(current.row(), current.column())


def shown(value: Any) -> str:
    """A number with six digits and a true minus sign; `NaN`, `∞` for what is none."""
    if np.isnan(value):
        return "NaN"
    return f"{value:.6g}".replace("-", "−").replace("inf", "∞")


def exact(value: Any) -> str:
    """The shortest text that reads back as the same float32."""
    return str(np.float32(value)).replace("-", "−")


def tab_separated(numbers: np.ndarray) -> str:
    """Numbers (rows, columns) as text, one row a line; each reads back as the same float32."""
    return "\n".join("\t".join(row) for row in _texts(numbers))


def numpy_source(numbers: np.ndarray) -> str:
    """Numbers (rows, columns) as Python source that makes the same array; it needs `import numpy as np`."""
    rows = ",\n    ".join(f"[{', '.join(row)}]" for row in _texts(numbers))
    source = f"np.array([\n    {rows},\n], dtype=np.float32)"
    return source.replace("nan", "np.nan").replace("inf", "np.inf")


def _texts(numbers: np.ndarray) -> list[list[str]]:
    texts: list[list[str]] = numbers.astype(np.float32).astype(str).tolist()
    return texts
