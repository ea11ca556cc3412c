"""Icons as pixels: a Phosphor drawing in one colour, sharp at any device pixel ratio."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer


@cache
def svg_text(name: str) -> str:
    """The drawing `name` as SVG source. Raises FileNotFoundError."""
    return files("explorer.resources").joinpath(f"icons/{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=1024)
def svg_pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """The drawing `name` in `colour` (#RRGGBB or #AARRGGBB), `size` device-independent pixels wide and high."""
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    ink = QColor(colour)
    painter = QPainter(pixmap)
    painter.setOpacity(ink.alphaF())
    paint_svg(painter, name, ink.name(), QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def paint_svg(painter: QPainter, name: str, colour: str, target: QRectF) -> None:
    """Paint the drawing `name` in `colour` (#RRGGBB) into `target`."""
    _renderer(name, colour).render(painter, target)


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(svg_text(name).replace("currentColor", colour).encode()))
