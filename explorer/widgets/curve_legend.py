"""Names and values of curves, each behind a piece of its line."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.widgets import theme
from explorer.widgets.numbers import MINUS
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from explorer.widgets.curve_chart import Curve

_ROW = 20
_LINE = 24
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CurveLegend(QWidget):
    """A row for each curve with its value at one position."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[Curve, str]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_curves(self, curves: Sequence[Curve], position: int) -> None:
        """Show these curves and their values at a position."""
        values = [float(curve.values[position]) for curve in curves]
        texts = ["–" if math.isnan(value) else f"{value:.2f}".replace("-", MINUS) for value in values]
        grown = len(texts) != len(self._rows)
        self._rows = list(zip(curves, texts, strict=True))
        self.setAccessibleName("; ".join(f"{curve.name} {text}" for curve, text in self._rows))
        if grown:
            self.updateGeometry()
        self.update()

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, (curve, text) in enumerate(self._rows):
            middle = number * _ROW + _ROW / 2
            painter.setPen(curve.pen())
            painter.drawLine(QPointF(0, middle), QPointF(_LINE, middle))
            line = QRectF(_LINE + 8, number * _ROW, self.width() - _LINE - 8, _ROW)
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.colour("text"))
            room = line.width() - 40
            name = QFontMetricsF(painter.font()).elidedText(curve.name, Qt.TextElideMode.ElideRight, room)
            painter.drawText(line, _LEFT, name)
            painter.setFont(theme.font("caption-strong"))
            painter.drawText(line, _RIGHT, text)

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        return QSize(180, _ROW * len(self._rows))

    @safely(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(80, _ROW * len(self._rows))
