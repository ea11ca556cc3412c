"""Many small polar plots: how strongly each channel answers to each orientation."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from explorer.widgets import theme
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

_SIDE = 84
_GAP = 10
_LABEL = 16
_MARGIN = 12
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class PolarGrid(QWidget):
    """Plots in rows, each from its own largest answer; weak ones are pale. Lives in a vertical scroll area."""

    picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._angles = np.zeros(0)
        self._responses = np.zeros((0, 0), np.float32)
        self._labels: Sequence[str] = ()
        self._tips: Sequence[str] = ()
        self._order = np.zeros(0, np.intp)
        self._selected = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.tr("Tuning curves"))

    def show_curves(
        self, angles: np.ndarray, responses: np.ndarray, order: np.ndarray, labels: Sequence[str], tips: Sequence[str]
    ) -> None:
        """Show curves.

        Args:
            angles: (n,) degrees 0..180.
            responses: (C, n), zero or more.
            order: channel numbers by position.
            labels: what is written under each channel's plot.
            tips: what is said of each at the pointer.
        """
        self._angles, self._responses, self._order = angles, responses, order
        self._labels, self._tips = labels, tips
        self.updateGeometry()
        self.update()

    def set_selected(self, channel: int) -> None:
        """Ring a channel's plot."""
        if channel != self._selected:
            self._selected = channel
            self.update()

    def rect_of(self, position: int) -> QRectF:
        """Where a plot is, without its label."""
        row, column = divmod(position, self._columns(self.width()))
        return QRectF(
            _MARGIN + column * (_SIDE + _GAP), _MARGIN + row * (_SIDE + _LABEL + _GAP), float(_SIDE), float(_SIDE)
        )

    def position_at(self, point: QPointF) -> int | None:
        """The plot under a point."""
        columns = self._columns(self.width())
        column = int((point.x() - _MARGIN) // (_SIDE + _GAP))
        row = int((point.y() - _MARGIN) // (_SIDE + _LABEL + _GAP))
        position = row * columns + column
        return position if 0 <= column < columns and row >= 0 and position < len(self._order) else None

    @staticmethod
    def _columns(width: int) -> int:
        return max(1, (width - 2 * _MARGIN + _GAP) // (_SIDE + _GAP))

    # ---- painting

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        if not len(self._order):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pitch, columns = _SIDE + _LABEL + _GAP, self._columns(self.width())
        first = max(0, (event.rect().top() - _MARGIN) // pitch) * columns
        last = min(len(self._order), ((event.rect().bottom() - _MARGIN) // pitch + 1) * columns)
        highest = float(self._responses.max(initial=0))
        angles = np.deg2rad(np.concatenate([self._angles, self._angles + 180]))
        # Up on the screen is less.
        circle = np.stack([np.cos(angles), -np.sin(angles)], axis=1)
        for position in range(first, last):
            self._paint_plot(painter, position, circle, highest)

    def _paint_plot(self, painter: QPainter, position: int, circle: np.ndarray, highest: float) -> None:
        channel, rect = int(self._order[position]), self.rect_of(position)
        chosen = channel == self._selected
        painter.setBrush(theme.colour("surface-2"))
        painter.setPen(QPen(theme.colour("accent"), 2) if chosen else QPen(theme.colour("border-2"), 1))
        painter.drawRoundedRect(rect, 6, 6)
        middle, radius = rect.center(), _SIDE / 2 - 6
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("border"), 1))
        painter.drawEllipse(middle, radius, radius)
        painter.drawEllipse(middle, radius / 2, radius / 2)
        own = self._responses[channel]
        largest = float(own.max(initial=0))
        if largest > 0:
            lengths = np.tile(own / largest, 2) * radius
            points = circle * lengths[:, None] + (middle.x(), middle.y())
            strength = math.sqrt(largest / highest)
            painter.setBrush(theme.colour("accent", 0.1 + 0.35 * strength))
            painter.setPen(QPen(theme.colour("accent", 0.35 + 0.65 * strength), 1.4))
            painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in points.tolist()]))
        line = QRectF(rect.left(), rect.bottom() + 1, rect.width(), _LABEL - 2)
        painter.setFont(theme.font("tile-strong" if chosen else "tile"))
        painter.setPen(theme.colour("accent" if chosen else "text"))
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, str(channel))
        painter.setPen(theme.colour("muted"))
        painter.setFont(theme.font("tile"))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._labels[channel])

    # ---- the hand

    @safely
    def mousePressEvent(self, event: QMouseEvent) -> None:
        position = self.position_at(event.position())
        if position is not None and event.button() == Qt.MouseButton.LeftButton:
            self.picked.emit(int(self._order[position]))

    @safely
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        position = self.position_at(event.position())
        if position is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(event.globalPosition().toPoint(), self._tips[int(self._order[position])], self)

    @safely
    def keyPressEvent(self, event: QKeyEvent) -> None:
        places = np.flatnonzero(self._order == self._selected)
        steps = {**_STEPS, Qt.Key.Key_Up: -self._columns(self.width()), Qt.Key.Key_Down: self._columns(self.width())}
        if event.key() not in steps or not len(places):
            event.ignore()
            return
        target = int(places[0]) + steps[Qt.Key(event.key())]
        if 0 <= target < len(self._order):
            self.picked.emit(int(self._order[target]))

    @safely(default=False)
    def hasHeightForWidth(self) -> bool:
        return True

    @safely(default=200)
    def heightForWidth(self, width: int) -> int:
        rows = -(-len(self._order) // self._columns(width))
        return 2 * _MARGIN + rows * (_SIDE + _LABEL + _GAP)

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        return QSize(480, self.heightForWidth(480))

    @safely(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(_SIDE + 2 * _MARGIN, _SIDE)
