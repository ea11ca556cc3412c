"""A small map as a grid of numbers that can be pointed at."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from explorer.widgets.number_cells import Marks, NumberCells, NumberPainter, paint_marks, plain_number
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent

EDGE = 14
"""Room at the left and below for arrows, and on every side for frames."""


class NumberGrid(QWidget):
    """Paints NumberCells as large as they fit; a click picks one, and so does a drag."""

    hovered = Signal(int, int)
    """Row and column under the pointer, -1, -1 when it has left."""
    picked = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells: NumberCells | None = None
        self._marks = Marks()
        self._with_numbers = True
        self._largest = 44
        self._rings = 0
        self._over: tuple[int, int] | None = None
        self.setMouseTracking(True)
        # A click brings the keyboard back to the page around it, whatever had it before.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_cells(self, cells: NumberCells | None) -> None:
        """Show a map; None for nothing."""
        self._cells = cells
        self.update()

    def cells(self) -> NumberCells | None:
        """What it shows."""
        return self._cells

    def show_marks(self, marks: Marks) -> None:
        """Lay something over the map."""
        self._marks = marks
        self.update()

    def marks(self) -> Marks:
        """What is laid over the map."""
        return self._marks

    def set_numbers(self, shown: bool) -> None:
        """Whether cells that are large enough have their numbers."""
        self._with_numbers = shown
        self.update()

    def set_largest(self, side: int) -> None:
        """Cells become no larger than so many pixels."""
        self._largest = side
        self.update()

    def set_rings(self, rings: int) -> None:
        """How many of the outermost rings of cells are padding: places are counted from within them."""
        self._rings = rings

    @property
    def side(self) -> float:
        """Of a cell in pixels, a whole number of device pixels where it has one; 0 without a map."""
        if self._cells is None or 0 in self._cells.shape:
            return 0.0
        height, width = self._cells.shape
        ratio = self.devicePixelRatioF()
        room = min((self.height() - 2 * EDGE) / height, (self.width() - 2 * EDGE) / width, self._largest)
        return max(1, math.floor(room * ratio)) / ratio

    def painter(self) -> NumberPainter | None:
        """Where cells lie; None without a map."""
        side = self.side
        if self._cells is None or side == 0:
            return None
        return NumberPainter(self._cells, QPointF(EDGE, EDGE), side, self._with_numbers)

    def cell_rect(self, row: int, column: int) -> QRectF:
        """Where a cell lies in the widget; nothing without a map."""
        painter = self.painter()
        return QRectF() if painter is None else painter.cell(row, column)

    def map_rect(self) -> QRectF:
        """Where the whole map lies in the widget."""
        painter = self.painter()
        if painter is None:
            return QRectF(EDGE, EDGE, 0, 0)
        height, width = painter.cells.shape
        return painter.rect((0, height, 0, width))

    def cell_at(self, point: QPointF) -> tuple[int, int] | None:
        """The (row, column) under a point of the widget."""
        side = self.side
        if self._cells is None or side == 0:
            return None
        row, column = math.floor((point.y() - EDGE) / side), math.floor((point.x() - EDGE) / side)
        height, width = self._cells.shape
        return (row, column) if 0 <= row < height and 0 <= column < width else None

    # ---- painting

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        cells = self.painter()
        if cells is None:
            return
        painter = QPainter(self)
        cells.paint(painter)
        paint_marks(painter, self._marks, cells)

    # ---- the hand

    @safely
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.cell_at(event.position()))
        if event.buttons() & Qt.MouseButton.LeftButton and self._over is not None:
            self.picked.emit(*self._over)

    @safely
    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position())
        if event.button() != Qt.MouseButton.LeftButton or cell is None:
            event.ignore()
        else:
            self.picked.emit(*cell)

    @safely
    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)
        super().leaveEvent(event)

    def _hover(self, cell: tuple[int, int] | None) -> None:
        if cell != self._over:
            self._over = cell
            self.hovered.emit(*(cell or (-1, -1)))

    @safely(default=False)
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.cell_tip(self.cell_at(QPointF(event.pos()))), self)
            return True
        return super().event(event)

    def cell_tip(self, cell: tuple[int, int] | None) -> str:
        """What is said of a cell that is pointed at: its place and its number."""
        cells = self._cells
        if cell is None or cells is None or (cells.blank is not None and cells.blank[cell]):
            return ""
        value = plain_number(float(cells.values[cell]), 6)
        if cells.hatched is not None and cells.hatched[cell]:
            return self.tr("padding: {0}").format(value)
        text = f"({cell[0] - self._rings}, {cell[1] - self._rings})  {value}"
        unread = cells.crossed is not None and bool(cells.crossed[cell])
        return self.tr("{0}, never read").format(text) if unread else text

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        return QSize(240, 240)

    @safely(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(48, 48)
