"""A small map as a grid of numbers that can be pointed at, and typed into."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.widgets import theme
from explorer.widgets.cell_editor import CellEditor
from explorer.widgets.number_cells import Marks, NumberCells, NumberPainter, paint_marks, plain_number
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QWheelEvent

EDGE = 14
"""Room at the left and below for arrows, and on every side for frames."""
_LIMIT = 999.0
_MOVES = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}
_BEGIN = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)


class NumberGrid(QWidget):
    """Paints NumberCells as large as they fit.

    Where it may be edited a click and a typed number change a cell, as the wheel does; arrow keys choose a cell and
    Escape lets it go. Else a click picks.
    """

    hovered = Signal(int, int)
    """Row and column under the pointer, -1, -1 when it has left."""
    picked = Signal(int, int)
    edited = Signal(int, int, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells: NumberCells | None = None
        self._marks = Marks()
        self._with_numbers = True
        self._largest = 44
        self._step = 0.0
        self._offset = 0
        self._over: tuple[int, int] | None = None
        self._cursor: tuple[int, int] | None = None
        self._editor: CellEditor | None = None
        self.setMouseTracking(True)
        # A click brings the keyboard back to the page around it, whatever had it before.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_cells(self, cells: NumberCells | None) -> None:
        """Show a map; None for nothing."""
        before, self._cells = self._cells, cells
        if before is None or cells is None or before.shape != cells.shape:
            self._close_editor()
            self._cursor = None
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

    def set_editable(self, step: float, offset: int = 0) -> None:
        """Let cells be changed, by `step` with the wheel; 0 for no. The `offset` outermost rings never can be."""
        self._step, self._offset = step, offset
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if step else Qt.FocusPolicy.ClickFocus)
        if not step:
            self._close_editor()
            self._cursor = None

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
        if self._cursor is not None and self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(cells.cell(*self._cursor).adjusted(1, 1, -1, -1))

    # ---- the hand

    @safely
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.cell_at(event.position()))
        if event.buttons() & Qt.MouseButton.LeftButton and self._over is not None and not self._step:
            self.picked.emit(*self._over)

    @safely
    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position())
        if event.button() != Qt.MouseButton.LeftButton or cell is None:
            event.ignore()
            return
        self.picked.emit(*cell)
        if self._can_edit(cell):
            self._cursor = cell
            self._open_editor()

    @safely
    def wheelEvent(self, event: QWheelEvent) -> None:
        cell = self.cell_at(event.position())
        notches = event.angleDelta().y() / 120
        if cell is None or not self._can_edit(cell) or self._cells is None or not notches:
            event.ignore()
            return
        finer = 0.1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
        self._change(cell, float(self._cells.values[cell]) + notches * self._step * finer)
        event.accept()

    @safely
    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)
        super().leaveEvent(event)

    @safely
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self._cells is None or not self._step or not self._answer(key, event.text()):
            super().keyPressEvent(event)

    def _answer(self, key: Qt.Key, text: str) -> bool:
        """Whether the key means something here."""
        if self._cursor is None:
            if key not in _BEGIN:
                return False
            self._move_to((self._offset, self._offset))
        elif key in _MOVES:
            down, across = _MOVES[key]
            self._move_to((self._cursor[0] + down, self._cursor[1] + across))
        elif key == Qt.Key.Key_Escape:
            self._cursor = None
            self.update()
        elif key in _BEGIN:
            self._open_editor()
        elif text and text in "0123456789-.,":
            self._open_editor(text)
        else:
            return False
        return True

    def _move_to(self, cell: tuple[int, int]) -> None:
        if self._can_edit(cell):
            self._cursor = cell
            self.update()

    def _hover(self, cell: tuple[int, int] | None) -> None:
        if cell != self._over:
            self._over = cell
            self.hovered.emit(*(cell or (-1, -1)))

    # ---- typing

    def _can_edit(self, cell: tuple[int, int]) -> bool:
        if not self._step or self._cells is None:
            return False
        return all(self._offset <= at < size - self._offset for at, size in zip(cell, self._cells.shape, strict=True))

    def _open_editor(self, text: str = "") -> None:
        if self._cursor is None or self._cells is None:
            return
        self._close_editor()
        cell = self._cursor
        shown = text or plain_number(float(self._cells.values[cell]), 6).replace(",", "")
        self._editor = CellEditor(shown, bool(text), self.cell_rect(*cell), self)
        self._editor.entered.connect(lambda value: self._change(cell, value))
        self._editor.left.connect(self._on_editor_left)
        self._editor.show()
        self._editor.setFocus()

    def _on_editor_left(self, by_key: bool) -> None:
        self._editor = None
        if by_key:
            self.setFocus()

    def _close_editor(self) -> None:
        editor, self._editor = self._editor, None
        if editor is not None:
            editor.end(take=False)

    def _change(self, cell: tuple[int, int], value: float) -> None:
        if self._cells is None or not self._can_edit(cell) or not math.isfinite(value):
            return
        # Steps of a tenth must not pile up what binary fractions leave over.
        value = round(min(_LIMIT, max(-_LIMIT, value)), 6) + 0.0
        if value != self._cells.values[cell]:
            self.edited.emit(*cell, value)

    @safely
    def focusInEvent(self, event: QFocusEvent) -> None:
        if self._cursor is None and event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        ):
            self._move_to((self._offset, self._offset))
        self.update()

    @safely
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        return QSize(240, 240)

    @safely(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(48, 48)
