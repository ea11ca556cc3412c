"""The products of a sum as a row of chips, each in the hue of the kernel cell that it comes from."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from explorer.widgets import theme
from explorer.widgets.hues import kernel_hues
from explorer.widgets.number_cells import plain_number, short_number
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from PySide6.QtGui import QFontMetrics

HEIGHT = 50
_ONE_ROW = 12
_GAP = 10.0
_SMALL_GAP = 4.0
_LARGEST = 160.0
_CENTRE = Qt.AlignmentFlag.AlignCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class ProductChips(QWidget):
    """Shows values times weights; of more than a dozen only the products, in two rows."""

    hovered = Signal(int)
    """The product under the pointer, -1 when it has left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values, self._weights = np.zeros(0), np.zeros(0)
        self._marked = -1
        self._over = -1
        self._coloured = True
        self.setMouseTracking(True)
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_products(self, values: np.ndarray, weights: np.ndarray) -> None:
        """Show (n,) values with the weights that they are multiplied by."""
        self._values, self._weights = values, weights
        terms = (f"{plain_number(v)} × {plain_number(w)}" for v, w in zip(values, weights, strict=True))
        self.setAccessibleDescription(" + ".join(terms))
        self.update()

    def set_marked(self, number: int) -> None:
        """Frame one product, -1 for none."""
        if number != self._marked:
            self._marked = number
            self.update()

    def set_coloured(self, coloured: bool) -> None:
        """Whether every kernel cell has a hue of its own."""
        self._coloured = coloured
        self.update()

    def chip_rect(self, number: int) -> QRectF:
        """Where a product lies."""
        count = len(self._values)
        rows = 1 if count <= _ONE_ROW else 2
        across = max(1, math.ceil(count / rows))
        gap = _GAP if rows == 1 else _SMALL_GAP
        width = min(_LARGEST, (self.width() - 1 - gap * (across - 1)) / across)
        height = (HEIGHT - 1 - gap * (rows - 1)) / rows if rows > 1 else HEIGHT - 1
        row, column = divmod(number, across)
        return QRectF(0.5 + column * (width + gap), 0.5 + row * (height + gap), width, height)

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hues = kernel_hues(len(self._values)) if self._coloured else ()
        for number in range(len(self._values)):
            hue = hues[number] if hues else theme.tokens().accent
            rect = self.chip_rect(number)
            self._paint_ground(painter, rect, hue, number == self._marked)
            if len(self._values) <= _ONE_ROW:
                self._paint_term(painter, rect, number)
                if number:
                    painter.setPen(theme.colour("muted"))
                    painter.setFont(theme.font("caption"))
                    painter.drawText(QRectF(rect.left() - _GAP, rect.top(), _GAP, rect.height()), _CENTRE, "+")
            else:
                self._paint_product(painter, rect, number)

    def _paint_ground(self, painter: QPainter, rect: QRectF, hue: str, marked: bool) -> None:
        ground = QColor(hue)
        ground.setAlphaF(0.24 if theme.tokens().dark else 0.15)
        painter.setPen(QPen(theme.colour("text-2"), 1) if marked else Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(rect, 4, 4)
        painter.setPen(QPen(QColor(hue), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        x = rect.left() + 1.5
        painter.drawLine(QPointF(x, rect.top() + 2.5), QPointF(x, rect.bottom() - 2.5))

    def _paint_term(self, painter: QPainter, rect: QRectF, number: int) -> None:
        """Both factors above, the product below."""
        value, weight = float(self._values[number]), float(self._weights[number])
        upper = QRectF(rect.left() + 9, rect.top() + 6, rect.width() - 11, 17)
        lower = QRectF(rect.left() + 9, rect.top() + 24, rect.width() - 11, 20)
        text = f"{plain_number(value)} × {plain_number(weight)}"
        for role in ("label", "caption", "tile"):
            painter.setFont(theme.font(role))
            if QFontMetricsF(painter.font()).horizontalAdvance(text) <= upper.width():
                break
        painter.setPen(theme.colour("text-2"))
        painter.drawText(upper, _LEFT, text)
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.colour("text"))
        painter.drawText(lower, _LEFT, plain_number(value * weight))

    def _paint_product(self, painter: QPainter, rect: QRectF, number: int) -> None:
        product = float(self._values[number] * self._weights[number])
        painter.setFont(theme.font("tile-strong"))
        room = rect.adjusted(5, 0, -1, 0)
        painter.setPen(theme.colour("muted" if product == 0 else "text"))
        painter.drawText(room, _CENTRE, _fitting(product, painter.fontMetrics(), room.width()))

    def _number_at(self, point: QPointF) -> int:
        numbers = range(len(self._values))
        return next((number for number in numbers if self.chip_rect(number).contains(point)), -1)

    def _hover(self, number: int) -> None:
        if number != self._over:
            self._over = number
            self.hovered.emit(number)

    @safely
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._number_at(event.position()))

    @safely
    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    @safely(default=False)
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = self._number_at(QPointF(event.pos()))
            text = ""
            if number >= 0:
                value, weight = float(self._values[number]), float(self._weights[number])
                text = f"{plain_number(value, 4)} × {plain_number(weight, 4)} = {plain_number(value * weight, 4)}"
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        return QSize(400, HEIGHT)

    @safely(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(60, HEIGHT)


def _fitting(value: float, metrics: QFontMetrics, room: float) -> str:
    """As many decimals as there is room for."""
    texts = [short_number(value, decimals) for decimals in (2, 1, 0)]
    return next((text for text in texts if metrics.horizontalAdvance(text) <= room), texts[-1])
