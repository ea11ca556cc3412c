"""A field over one cell of a grid in which its number is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtWidgets import QLineEdit

from explorer.widgets.numbers import MINUS
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent
    from PySide6.QtWidgets import QWidget

_WIDTH, _HEIGHT = 54.0, 26.0


class CellEditor(QLineEdit):
    """Return or leaving it takes what was typed, Escape does not; then it is of no more use.

    What is no number changes nothing.
    """

    entered = Signal(float)
    left = Signal(bool)
    """It has ended, by a key or not; after `entered`."""

    def __init__(self, text: str, typed: bool, rect: QRectF, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._ended = False
        self.setAccessibleName(self.tr("Value of the cell"))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setTextMargins(-5, 0, -5, 0)
        width = max(_WIDTH, rect.width() + 8)
        place = QRectF(rect.center().x() - width / 2, rect.center().y() - _HEIGHT / 2, width, _HEIGHT)
        self.setGeometry(place.toRect())
        if not typed:
            self.selectAll()

    def end(self, take: bool, by_key: bool = False) -> None:
        """Stop, with what was typed or without."""
        if self._ended:
            return
        self._ended = True
        value = _number(self.text()) if take else None
        self.hide()
        self.deleteLater()
        if value is not None:
            self.entered.emit(value)
        self.left.emit(by_key)

    @safely
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.end(take=True, by_key=True)
        elif event.key() == Qt.Key.Key_Escape:
            self.end(take=False, by_key=True)
        else:
            super().keyPressEvent(event)

    @safely
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.end(take=True)


def _number(text: str) -> float | None:
    try:
        return float(text.replace(MINUS, "-").replace(",", "."))
    except ValueError:
        return None
