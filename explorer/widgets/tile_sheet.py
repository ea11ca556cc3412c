"""Tiles with what stays over them while their values change, ready to be painted at one place of the screen."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap, QTransform

from explorer.widgets import theme
from explorer.widgets.tile_picture import TilePicture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import numpy as np

    from explorer.widgets.mosaic_layout import Grid

_EXACT = 1e-6
"""So little off, a unit is a pixel."""
_MANY = 60
_BESIDE = 3
"""So many pixels beside a tile belong to what marks it."""


class TileSheet:
    """Some rows of a grid where `world` takes its units to the screen of `ratio` device pixels a pixel.

    What stays is painted once: where a unit is a device pixel into the picture of the tiles itself, which then is all
    that has to be painted; elsewhere beside it, and what lies between the tiles is taken from there.

    Attributes:
        positions: of the tiles.
        covered: what of the screen it certainly paints, in pixels.
    """

    def __init__(self, grid: Grid, rows: range, world: QTransform, ratio: float) -> None:
        self._grid, self._rows, self._world, self._ratio = grid, rows, world, ratio
        self._picture = TilePicture(grid, rows)
        self._ground = QPixmap()
        self._strips: list[tuple[QPoint, QRect]] = []
        corner = world.map(self._picture.rect.topLeft()) * ratio
        whole = QPointF(round(corner.x()), round(corner.y()))
        off = max(abs(world.m11() * ratio - 1), abs(world.m22() * ratio - 1), (corner - whole).manhattanLength())
        self._origin = whole / ratio if off < _EXACT else None
        self.positions = self._picture.positions
        # On a fine screen it may begin and end within a pixel.
        self.covered = world.mapRect(self._picture.rect).toAlignedRect().adjusted(1, 1, -1, -1)

    @property
    def changing(self) -> list[QRectF]:
        """What is to be painted when only values change, in the grid's units: what lies between the tiles stays.

        Where the tiles are painted larger than they are, painting all at once is quicker.
        """
        area, layout = self._picture.rect, self._grid.layout
        if self._origin is None:
            return [area]
        beside = _BESIDE * self._ratio
        tops = (row * layout.pitch[0] - beside for row in self._rows)
        return [QRectF(area.left(), top, area.width(), layout.height + 2 * beside) for top in tops]

    def lay(self, paint_still: Callable[[QPainter, QPointF], None] | None, size: QSize, transparent: bool) -> None:
        """What lies between the tiles; they have to be written afterwards.

        Args:
            paint_still: paints what stays in screen pixels, less the point that it is given; None for nothing.
            size: of the screen's part that is seen.
            transparent: whether the tiles will be painted with an opacity, which what stays does not share.
        """
        surface, area = theme.colour("surface"), self._picture.rect
        if transparent:
            self._origin = None
        if paint_still is None:
            self._picture.lay(surface)
        elif self._origin is not None:
            whole = QImage(self._picture.image.size(), QImage.Format.Format_RGB32)
            self._paint_on(whole, paint_still, self._origin, surface)
            self._picture.lay(whole)
        else:
            self._picture.lay(surface)
            self._ground = QPixmap(size * self._ratio)
            seen = QRect(0, 0, self._ground.width(), self._ground.height())
            strips = [strip & seen for strip in self._between() if strip.intersects(seen)]
            # Many narrow strips take longer than one layer over all, which must let the tiles through.
            many = len(strips) > _MANY
            strips = [self._device_rect(area) & seen] if many else strips
            self._paint_on(self._ground, paint_still, QPointF(), QColor(0, 0, 0, 0) if many else surface)
            # Copied by device pixels.
            self._ground.setDevicePixelRatio(1)
            self._strips = [(strip.topLeft(), strip) for strip in strips]

    def write(self, colours: np.ndarray, order: np.ndarray | None, table: np.ndarray | None) -> None:
        """The tiles, as in `TilePicture.write`."""
        self._picture.write(colours, order, table)

    def paint(self, painter: QPainter, opacity: float) -> None:
        """Paint all of it; `painter` is in the grid's units."""
        if self._origin is None:
            painter.setOpacity(opacity)
            painter.drawImage(self._picture.rect.topLeft(), self._picture.image)
            painter.setOpacity(1)
        painter.save()
        painter.resetTransform()
        if self._origin is not None:
            painter.drawImage(self._origin, self._picture.image)
        if self._strips:
            painter.scale(1 / self._ratio, 1 / self._ratio)
        for place, strip in self._strips:
            painter.drawPixmap(place, self._ground, strip)
        painter.restore()

    def _paint_on(
        self, ground: QImage | QPixmap, still: Callable[[QPainter, QPointF], None], origin: QPointF, colour: QColor
    ) -> None:
        ground.fill(colour)
        ground.setDevicePixelRatio(self._ratio)
        painter = QPainter(ground)
        still(painter, origin)
        painter.end()

    def _between(self) -> Iterable[QRect]:
        """Strips of the screen, in device pixels, that together are all of the picture but its tiles."""
        layout, area = self._grid.layout, self._picture.rect
        columns = min(layout.columns, len(self.positions))
        across = [(x * layout.pitch[1], x * layout.pitch[1] + layout.width) for x in range(columns)]
        down = [(y * layout.pitch[0], y * layout.pitch[0] + layout.height) for y in self._rows]
        for left, right in _gaps(area.left(), across, area.right()):
            yield self._device_rect(QRectF(left, area.top(), right - left, area.height()))
        for top, bottom in _gaps(area.top(), down, area.bottom()):
            yield self._device_rect(QRectF(area.left(), top, area.width(), bottom - top))

    def _device_rect(self, area: QRectF) -> QRect:
        """The pixels whose middle lies within a rectangle of the grid's units."""
        rect = self._world.mapRect(area)
        edges = (math.ceil(edge * self._ratio - 0.5) for edge in (rect.left(), rect.top(), rect.right(), rect.bottom()))
        left, top, right, bottom = edges
        return QRect(left, top, right - left, bottom - top)


def _gaps(start: float, filled: list[tuple[int, int]], stop: float) -> list[tuple[float, float]]:
    """What intervals within start..stop leave open."""
    edges = [start, *(edge for interval in filled for edge in interval), stop]
    return [(left, right) for left, right in list(pairwise(edges))[::2] if left < right]


def beside(inner: QRect, outer: QRect) -> list[QRect]:
    """Up to four rectangles that make up what of `outer` lies outside of `inner`."""
    inner &= outer
    if inner.isEmpty():
        return [outer]
    left, top, right, bottom = inner.left(), inner.top(), inner.right() + 1, inner.bottom() + 1
    rects = (
        QRect(outer.left(), outer.top(), outer.width(), top - outer.top()),
        QRect(outer.left(), bottom, outer.width(), outer.bottom() + 1 - bottom),
        QRect(outer.left(), top, left - outer.left(), bottom - top),
        QRect(right, top, outer.right() + 1 - right, bottom - top),
    )
    return [rect for rect in rects if not rect.isEmpty()]
