"""A button with a small picture of coloured cells and a word below it, one of several to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from explorer.widgets import theme
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from PySide6.QtGui import QPaintEvent

SIZE = QSize(56, 56)
_PICTURE = 30.0


class PictureTile(QAbstractButton):
    """Asks for its picture, (H, W, 3) uint8, whenever it is painted: colours follow the theme."""

    def __init__(self, text: str, picture: Callable[[], np.ndarray], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = picture
        self.setText(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on, hover = self.isChecked(), self.underMouse()
        painter.setBrush(theme.colour("accent-soft" if on else "surface-3" if hover else "surface"))
        painter.setPen(QPen(theme.colour("accent" if on or self.hasFocus() else "border"), 1.5 if on else 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        if self.hasFocus():
            # A chosen one is framed already.
            painter.setPen(QPen(theme.colour("accent"), 1.5, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3.5, 3.5, -3.5, -3.5), 4, 4)
        self._paint_picture(painter)
        painter.setFont(theme.font("tile-strong" if on else "tile"))
        painter.setPen(theme.colour("accent" if on else "text-2"))
        painter.drawText(QRectF(1, self.height() - 19, self.width() - 2, 15), Qt.AlignmentFlag.AlignCenter, self.text())

    def _paint_picture(self, painter: QPainter) -> None:
        pixels = self._picture()
        height, width = pixels.shape[:2]
        ratio = self.devicePixelRatioF()
        # Every cell a whole number of device pixels: all are of one size.
        side = max(1, int(_PICTURE * ratio / max(height, width))) / ratio
        rect = QRectF(0, 0, width * side, height * side)
        rect.moveTo(round((self.width() - rect.width()) / 2), round(7 + (_PICTURE - rect.height()) / 2))
        image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.drawImage(rect, image)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("border-2"), 1))
        painter.drawRect(rect)

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        return SIZE

    @safely(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(40, SIZE.height())
