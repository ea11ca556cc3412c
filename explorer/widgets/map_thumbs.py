"""A column of small maps of which one is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.widgets import theme
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

_GAP, _LABEL = 6.0, 14.0
_LARGEST, _SMALLEST = 56.0, 12.0
_MARGIN = 4.0
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1}


class MapThumbs(QWidget):
    """Shows maps as colours (n, H, W, 3), numbered from 1; arrow keys and a click choose."""

    picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._images: list[QImage] = []
        self._current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def show_maps(self, colours: np.ndarray, current: int) -> None:
        """Show maps with one of them chosen."""
        self._current = current
        self._images = [_image(one) for one in colours]
        self.update()

    def thumb_rect(self, number: int) -> QRectF:
        """Where a map lies; they stand around the middle of the widget's height."""
        count = max(1, len(self._images))
        side = (self.height() - 2 * _MARGIN - _GAP * (count - 1)) / count
        side = max(_SMALLEST, min(_LARGEST, side, self.width() - _LABEL - 2 * _MARGIN))
        whole = count * side + (count - 1) * _GAP
        top = max(_MARGIN, (self.height() - whole) / 2) + number * (side + _GAP)
        return QRectF(_LABEL + _MARGIN, top, side, side)

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for number, image in enumerate(self._images):
            rect = self.thumb_rect(number)
            painter.drawImage(rect, image)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("border-2"), 1))
            painter.drawRect(rect)
            chosen = number == self._current
            if chosen:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                style = Qt.PenStyle.DashLine if self.hasFocus() else Qt.PenStyle.SolidLine
                painter.setPen(QPen(theme.colour("accent"), 2, style))
                painter.drawRoundedRect(rect.adjusted(-2.5, -2.5, 2.5, 2.5), 2, 2)
                painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setFont(theme.font("tile-strong" if chosen else "tile"))
            painter.setPen(theme.colour("accent" if chosen else "muted"))
            label = QRectF(0, rect.top(), _LABEL, rect.height())
            painter.drawText(label, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(number + 1))

    @safely
    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._number_at(event.position())
        if number is not None:
            self.picked.emit(number)

    def _number_at(self, point: QPointF) -> int | None:
        numbers = range(len(self._images))
        return next((number for number in numbers if self.thumb_rect(number).contains(point)), None)

    @safely
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        elif 0 <= self._current + step < len(self._images):
            self.picked.emit(self._current + step)

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        return QSize(round(_LARGEST + _LABEL + 2 * _MARGIN), 240)

    @safely(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(round(_LARGEST + _LABEL + 2 * _MARGIN), 40)


def _image(colours: np.ndarray) -> QImage:
    pixels = np.ascontiguousarray(colours)
    height, width = pixels.shape[:2]
    image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    return image.convertToFormat(QImage.Format.Format_RGB32)
