"""A few curves over the same positions, with a cursor that can be moved along them."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from explorer.widgets import theme
from explorer.widgets.numbers import MINUS
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

LEFT, RIGHT = 36, 14
"""Room beside the curves: for the numbers of the axis, and for half a tick's label."""
_TOP, _BOTTOM = 8, 20
_DOTS_UP_TO = 40
_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
_RIGHT_OF = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1}


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """One curve.

    Attributes:
        name: what it is of.
        values: (n,), NaN where there is none.
        colour: a token of the look.
        style: solid, dashed or dotted.
        width: of the line in pixels.
    """

    name: str
    values: np.ndarray
    colour: str
    style: Qt.PenStyle = Qt.PenStyle.SolidLine
    width: float = 1.5

    def pen(self) -> QPen:
        """What it is drawn with."""
        return QPen(theme.colour(self.colour), self.width, self.style, Qt.PenCapStyle.FlatCap)


@dataclass(frozen=True, slots=True, eq=False)
class Chart:
    """What a CurveChart shows.

    Attributes:
        curves: over the same n positions; the first is painted last.
        ticks: what stands under each position; those that do not fit are left out.
        low: the lowest value of the axis.
        high: the highest.
        marks: the token of a colour for each position's dot, of all curves; empty for none.
    """

    curves: Sequence[Curve]
    ticks: Sequence[str]
    low: float = 0.0
    high: float = 1.0
    marks: Sequence[str] = field(default=())


class CurveChart(QWidget):
    """Paints curves and an axis. A click, a drag or an arrow key moves the cursor: `picked` tells the position."""

    picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart = Chart((), ())
        self._cursor = -1
        self._pale = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_chart(self, chart: Chart, cursor: int = -1, pale: bool = False) -> None:
        """Show curves; `cursor` is a position, -1 for none; `pale` ones are of an earlier picture."""
        self._chart, self._cursor, self._pale = chart, cursor, pale
        self.setAccessibleDescription("; ".join(self._words(cursor)) if cursor >= 0 else "")
        self.update()

    def chart(self) -> Chart:
        """What it shows."""
        return self._chart

    def place(self, position: int, value: float) -> QPointF:
        """Where a value of a curve lies in the widget."""
        area, count = self._area(), len(self._chart.ticks)
        across = area.width() * (position / (count - 1) if count > 1 else 0.5)
        span = (self._chart.high - self._chart.low) or 1
        return QPointF(area.left() + across, area.bottom() - area.height() * (value - self._chart.low) / span)

    def _area(self) -> QRectF:
        return QRectF(LEFT, _TOP, max(1, self.width() - LEFT - RIGHT), max(1, self.height() - _TOP - _BOTTOM))

    def _position_at(self, point: QPointF) -> int | None:
        area, count = self._area(), len(self._chart.ticks)
        if not count:
            return None
        share = (point.x() - area.left()) / area.width()
        return min(count - 1, max(0, round(share * (count - 1))))

    def _words(self, position: int) -> list[str]:
        words = [self._chart.ticks[position]]
        for curve in self._chart.curves:
            value = float(curve.values[position])
            words.append(f"{curve.name} {'–' if math.isnan(value) else f'{value:.2f}'.replace('-', MINUS)}")
        return words

    # ---- painting

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        if not self._chart.ticks:
            return
        self._paint_axes(painter)
        painter.setOpacity(0.45 if self._pale else 1.0)
        if self._cursor >= 0:
            painter.setPen(QPen(theme.colour("text"), 1, Qt.PenStyle.DashLine))
            painter.drawLine(self.place(self._cursor, self._chart.low), self.place(self._cursor, self._chart.high))
        for curve in reversed(self._chart.curves):
            self._paint_curve(painter, curve)

    def _paint_axes(self, painter: QPainter) -> None:
        area, chart = self._area(), self._chart
        painter.setFont(theme.font("tile"))
        for value in _round_values(chart.low, chart.high, min(6, max(3, int(area.height() // 26)))):
            y = self.place(0, value).y()
            painter.setPen(QPen(theme.colour("border"), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(theme.colour("muted"))
            painter.drawText(QRectF(0, y - 8, LEFT - 6, 16), _RIGHT_OF, f"{value:.4g}".replace("-", MINUS))
        metrics, free_from = QFontMetricsF(painter.font()), -math.inf
        for position, text in enumerate(chart.ticks):
            width, x = metrics.horizontalAdvance(text), self.place(position, 0).x()
            left = min(max(0, x - width / 2), self.width() - width)
            if left < free_from and position != self._cursor:
                continue
            free_from = left + width + 6
            chosen = position == self._cursor
            painter.setPen(theme.colour("text" if chosen else "muted"))
            painter.setFont(theme.font("tile-strong" if chosen else "tile"))
            painter.drawText(QRectF(left - 2, area.bottom() + 5, width + 4, 14), _CENTRE, text)

    def _paint_curve(self, painter: QPainter, curve: Curve) -> None:
        marks = self._chart.marks
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(curve.pen())
        for run in _runs(curve.values):
            points = [self.place(number, float(curve.values[number])) for number in run]
            painter.drawPolyline(QPolygonF(points))
        painter.setPen(QPen(theme.colour("surface"), 1.2))
        for number in np.flatnonzero(np.isfinite(curve.values)).tolist():
            if number != self._cursor and not (len(marks) and len(curve.values) <= _DOTS_UP_TO):
                continue
            painter.setBrush(theme.colour(marks[number] if len(marks) else curve.colour))
            painter.drawEllipse(self.place(number, float(curve.values[number])), 4, 4)

    # ---- the hand

    def _pick(self, point: QPointF) -> None:
        position = self._position_at(point)
        if position is not None and position != self._cursor:
            self.picked.emit(position)

    @safely
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pick(event.position())

    @safely
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._pick(event.position())
        position = self._position_at(event.position())
        if position is not None:
            QToolTip.showText(event.globalPosition().toPoint(), "\n".join(self._words(position)), self)

    @safely
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step, count = _STEPS.get(Qt.Key(event.key())), len(self._chart.ticks)
        if step is None or not count:
            super().keyPressEvent(event)
            return
        position = min(count - 1, max(0, self._cursor + step))
        if position != self._cursor:
            self.picked.emit(position)

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        return QSize(420, 150)

    @safely(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(80, 70)


def _round_values(low: float, high: float, most: int) -> list[float]:
    """About so many round numbers between two, the ends among them if they are round."""
    span = high - low
    if span <= 0:
        return [low]
    smallest = math.floor(math.log10(span)) - 2
    steps = (factor * 10.0**exponent for exponent in range(smallest, smallest + 4) for factor in (1, 2, 5))
    step = next(step for step in steps if span / step <= most)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [round(number * step, 10) for number in range(first, last + 1)]


def _runs(values: np.ndarray) -> list[list[int]]:
    """The positions of values without gaps, as they follow each other."""
    there = np.flatnonzero(np.isfinite(values))
    return [run.tolist() for run in np.split(there, np.flatnonzero(np.diff(there) > 1) + 1) if len(run)]
