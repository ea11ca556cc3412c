"""What the painted sheets beside the pooled maps share: a head, a rule, lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.widgets import theme
from explorer.widgets.fitted_font import fitted_font
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

MARGIN = 4
_APART = 8
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


class Sheet(QWidget):
    """A painted sheet of fixed height."""

    def __init__(self, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet_height = height
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def line(self, top: float, height: float) -> QRectF:
        """A line over the whole width."""
        return QRectF(MARGIN, top, self.width() - 2 * MARGIN, height)

    def paint_head(self, painter: QPainter, top: int, title: str, caption: str, beside: float = 0) -> None:
        """A section's name, and at the right what it is of; `beside`: pixels that something behind the name takes."""
        painter.setFont(theme.font("section"))
        taken = painter.fontMetrics().horizontalAdvance(title) + beside + _APART
        painter.setPen(theme.colour("text-2"))
        painter.drawText(self.line(top, 20), LEFT, title)
        painter.setFont(fitted_font("caption", caption, self.line(top, 20).width() - taken))
        painter.setPen(theme.colour("muted"))
        painter.drawText(self.line(top, 20), RIGHT, caption)

    def paint_rule(self, painter: QPainter, top: int) -> None:
        """A hairline between sections."""
        painter.fillRect(QRectF(0, top, self.width(), 1), theme.colour("border"))

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        return QSize(252, self._sheet_height)

    @safely(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(200, self._sheet_height)
