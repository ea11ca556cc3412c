"""Names of keys painted as key caps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPen

from explorer.widgets.theme import colour, font

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

_HEIGHT, _PADDING, _GAP = 18, 12, 4


def caps_width(keys: Sequence[str]) -> float:
    """How wide the caps of these keys are together."""
    metrics = QFontMetricsF(font("caption"))
    return sum(metrics.horizontalAdvance(key) + _PADDING for key in keys) + _GAP * max(0, len(keys) - 1)


def paint_caps(painter: QPainter, left: float, middle: float, keys: Sequence[str]) -> None:
    """Key caps side by side from `left` on, around the height `middle`."""
    painter.setFont(font("caption"))
    metrics = QFontMetricsF(painter.font())
    for key in keys:
        cap = QRectF(left, middle - _HEIGHT / 2, metrics.horizontalAdvance(key) + _PADDING, _HEIGHT)
        painter.setPen(QPen(colour("border-2"), 1))
        painter.setBrush(colour("surface"))
        painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(colour("text-2"))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)
        left = cap.right() + _GAP
