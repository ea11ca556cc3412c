"""A small square in the colour of a kind of layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from explorer.widgets import theme
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_SIZE = 8


class KindMark(QWidget):
    """Stands beside a name, never alone: colour is not the only sign."""

    def __init__(self, kind: str = "other", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self.setFixedSize(_SIZE, _SIZE)

    def set_kind(self, kind: str) -> None:
        """One of `graph.KINDS`."""
        if kind != self._kind:
            self._kind = kind
            self.update()

    @safely
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour(f"kind-{self._kind}"))
        painter.setBrush(theme.colour(f"kind-{self._kind}"))
        painter.drawRoundedRect(QRectF(0.5, 0.5, _SIZE - 1, _SIZE - 1), 2, 2)

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        return QSize(_SIZE, _SIZE)
