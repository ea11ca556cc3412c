"""How far a tour has come, as a row of short bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.widgets.safely import safely
from explorer.widgets.theme import colour

if TYPE_CHECKING:
    from collections.abc import Set

    from PySide6.QtGui import QPaintEvent

_HEIGHT = 4
_GAP = 3


class StepSegments(QWidget):
    """One bar for each step: those that are done, the present one, those to come."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count, self._current = 1, 0
        self._done: frozenset[int] = frozenset()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_steps(self, count: int, current: int, done: Set[int]) -> None:
        """Show `count` bars; `done` are the numbers, from 0 on, of the steps that are done."""
        self._count, self._current, self._done = max(1, count), current, frozenset(done)
        self.update()

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        return QSize(200, _HEIGHT)

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        width = (self.width() - (self._count - 1) * _GAP) / self._count
        for number in range(self._count):
            name = "accent-line" if number == self._current else "surface-3"
            painter.setBrush(colour("accent" if number in self._done else name))
            painter.drawRoundedRect(QRectF(number * (width + _GAP), 0, width, _HEIGHT), 2, 2)
            if number == self._current:
                # Done or not, where one stands can be seen.
                painter.setBrush(colour("accent"))
                painter.drawRoundedRect(QRectF(number * (width + _GAP), 0, max(width / 2, _HEIGHT), _HEIGHT), 2, 2)
