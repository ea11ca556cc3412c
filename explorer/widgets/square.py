"""A box that keeps its one child square, as large as fits, and never asks for more height than width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

USUAL_SIDE = 256
SMALLEST_SIDE = 120


class Square(QWidget):
    """Holds one widget in a centred square; where height is short the square shrinks."""

    def __init__(self, child: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.child = child
        child.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        return QSize(USUAL_SIDE, USUAL_SIDE)

    @safely(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(SMALLEST_SIDE, SMALLEST_SIDE)

    @safely
    def resizeEvent(self, event: QResizeEvent) -> None:
        side = min(self.width(), self.height())
        self.child.setGeometry(QRect((self.width() - side) // 2, 0, side, side))
