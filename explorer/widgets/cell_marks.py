"""Small things painted into the cells of a map: numbers that fit, rings and dots that show on any colour."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from explorer.widgets.numbers import MINUS, number_text

if TYPE_CHECKING:
    import numpy as np

DARK_INK = "#14171D"
_READABLE_FROM = 0.48
"""The luma 0..1 of a ground from which on dark ink reads better than white."""


def cell_text(value: float) -> str:
    """A number for a cell of a map: two decimals, fewer where it is large; only an exact zero is `0`."""
    size = abs(value)
    if value == 0:
        return "0"
    if not math.isfinite(value) or size < 0.005 or size >= 1000:
        return number_text(value, 1)
    decimals = 2 if size < 10 else 1 if size < 100 else 0
    return f"{value:.{decimals}f}".replace("-", MINUS)


def text_colour(ground: np.ndarray) -> QColor:
    """Dark or white ink, whichever reads better on a ground (3,) uint8."""
    red, green, blue = (int(part) / 255 for part in ground)
    luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return QColor(DARK_INK if luma > _READABLE_FROM else "#FFFFFF")


@lru_cache(maxsize=64)
def mark_pixmap(cell: float, ring: bool, ratio: float) -> QPixmap:
    """A white ring, or a dot, with a dark edge on both sides, for a cell of `cell` pixels."""
    side = math.ceil(cell * ratio)
    side += side % 2
    pixmap = QPixmap(side, side)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = QPointF(side / ratio / 2, side / ratio / 2)
    radius = min(12.0, cell * 0.34) if ring else max(1.0, cell * 0.2)
    if ring:
        thickness = 1.6 if cell >= 16 else 1.2
        for colour, width in ((QColor(20, 23, 29, 200), thickness + 1.8), (QColor("#FFFFFF"), thickness)):
            painter.setPen(QPen(colour, width))
            painter.drawEllipse(middle, radius, radius)
    else:
        painter.setPen(QPen(QColor(20, 23, 29, 200), 0.8))
        painter.setBrush(QColor("#FFFFFF"))
        painter.drawEllipse(middle, radius, radius)
    painter.end()
    return pixmap
