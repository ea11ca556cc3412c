"""A figure that follows a pen: a new text neither moves its neighbours nor makes the layouts around it work."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.widgets import theme
from explorer.widgets.calm import update_calmly
from explorer.widgets.safely import safely

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class StillLabel(QWidget):
    """One line of plain text, as wide as what is usual, or as the widest that it has shown.

    A QLabel tells its layout of every new text, and that one its own, up to the window: a millisecond each time.
    """

    def __init__(self, role: str, usual: str, colour: str = "text", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role, self._widest, self._colour = role, usual, colour
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """What it says."""
        return self._text

    def set_text(self, text: str) -> None:
        """Say something else."""
        if text != self._text:
            self._text = text
            # Digits are all of one width.
            if len(text) > len(self._widest):
                self._widest = text
                self.updateGeometry()
            self.setAccessibleName(text)
            update_calmly(self)

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.font(self._role))
        return QSize(metrics.horizontalAdvance(self._widest) + 2, metrics.height())

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font(self._role))
        painter.setPen(theme.colour(self._colour))
        painter.drawText(QRectF(self.rect()), _LEFT, self._text)
