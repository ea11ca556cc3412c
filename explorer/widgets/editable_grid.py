"""A grid of numbers that can be changed: by typing, by the wheel, from the keyboard alone."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPen

from explorer.widgets import theme
from explorer.widgets.cell_editor import CellEditor
from explorer.widgets.number_cells import plain_number
from explorer.widgets.number_grid import NumberGrid
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from explorer.widgets.number_cells import NumberCells

_LIMIT = 999.0
_MOVES = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}
_BEGIN = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)


class EditableGrid(NumberGrid):
    """A click and a typed number change a cell; arrow keys choose a cell once Return or Tab has brought a cursor.

    Escape lets the cursor go. Padding cannot be changed.
    """

    edited = Signal(int, int, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step = 0.0
        self._cursor: tuple[int, int] | None = None
        self._editor: CellEditor | None = None

    def set_editable(self, step: float) -> None:
        """Let cells be changed, by `step` with the wheel; 0 for not at all."""
        self._step = step
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if step else Qt.FocusPolicy.ClickFocus)
        if not step:
            self._close_editor()
            self._cursor = None

    def show_cells(self, cells: NumberCells | None) -> None:
        """Show a map; None for nothing."""
        before = self.cells()
        super().show_cells(cells)
        if before is None or cells is None or before.shape != cells.shape:
            self._close_editor()
            self._cursor = None

    def cell_tip(self, cell: tuple[int, int] | None) -> str:
        """What is said of a cell that is pointed at: its place, its number, and how it can be changed."""
        text = super().cell_tip(cell)
        hint = self.tr("Click to type, turn the wheel to change (finer with Shift)")
        return f"{text}\n{hint}" if cell is not None and self._can_edit(cell) else text

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._cursor is None or not self.hasFocus():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.drawRect(self.cell_rect(*self._cursor).adjusted(1, 1, -1, -1))

    # ---- the hand

    @safely
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.cell_at(event.position()))

    @safely
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        cell = self.cell_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and cell is not None and self._can_edit(cell):
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
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self._cells is None or not self._step or not self._answer(key, event.text()):
            super().keyPressEvent(event)

    def _answer(self, key: Qt.Key, text: str) -> bool:
        """Whether the key means something here."""
        if self._cursor is None:
            if key not in _BEGIN:
                return False
            self._move_to((self._rings, self._rings))
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

    @safely
    def focusInEvent(self, event: QFocusEvent) -> None:
        if self._cursor is None and event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        ):
            self._move_to((self._rings, self._rings))
        self.update()

    # ---- typing

    def _can_edit(self, cell: tuple[int, int]) -> bool:
        if not self._step or self._cells is None:
            return False
        return all(self._rings <= at < size - self._rings for at, size in zip(cell, self._cells.shape, strict=True))

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
