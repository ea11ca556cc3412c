"""Text that wraps within the room it is given, and never asks for more."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.widgets.calm import update_calmly
from explorer.widgets.icons import paint_icon
from explorer.widgets.safely import safely
from explorer.widgets.theme import colour, font

_ICON = 20
_GAP = 8
_WRAP = Qt.TextFlag.TextWordWrap


class WrappedText(QWidget):
    """A few lines in one role.

    A QLabel that wraps makes every layout around it compute heights from widths, and such layouts do not shrink
    anything below its usual size.
    """

    def __init__(self, role: str = "caption", centred_under: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role
        self._icon = centred_under
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def text(self) -> str:
        """What it says."""
        return self._text

    def set_text(self, text: str) -> None:
        """Say something else; line breaks are kept."""
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            update_calmly(self)

    def text_rect(self) -> QRect:
        """The room that the text takes at the present width."""
        return QFontMetrics(font(self._role)).boundingRect(0, 0, self.width(), 10_000, _WRAP, self._text)

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        return QSize(80, QFontMetrics(font(self._role)).height())

    @safely(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(font(self._role))
        painter.setPen(colour("muted"))
        if not self._icon:
            painter.drawText(self.rect(), _WRAP, self._text)
            return
        height = _ICON + _GAP + self.text_rect().height()
        top = (self.height() - height) // 2
        paint_icon(painter, self._icon, "muted", QRectF((self.width() - _ICON) / 2, top, _ICON, _ICON))
        area = self.rect().adjusted(0, top + _ICON + _GAP, 0, 0)
        painter.drawText(area, _WRAP | Qt.AlignmentFlag.AlignHCenter, self._text)
