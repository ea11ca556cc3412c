"""Pen strokes as points, and their rendering: anti-aliased, smooth, the same whether drawn live or again later."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPen

SIDE = 280
"""Width and height of the canvas in its own pixels: ten for one pixel of a 28 x 28 network."""

Point = tuple[float, float]
Picture = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Stroke:
    """One movement of the pen.

    Attributes:
        points: (x, y) in canvas pixels, 0..280 from the top left corner; may lie outside.
        width: the pen's diameter in canvas pixels.
        eraser: whether it takes ink away.
    """

    points: tuple[Point, ...]
    width: int
    eraser: bool = False

    def shifted(self, dx: float, dy: float) -> Stroke:
        """The same stroke `dx` to the right and `dy` down, in canvas pixels."""
        return replace(self, points=tuple((x + dx, y + dy) for x, y in self.points))


class StrokeRendering:
    """The picture (280, 280) of a list of strokes, white (255) on black, kept up to date with little work.

    A stroke is a chain of short curves: quadratic, from midpoint to midpoint of its points. Each is drawn on a mask of
    its own and joined to the picture by the greater coverage. Painting one over the other would add up the soft edges
    where they overlap and leave a bead at every point.
    """

    def __init__(self) -> None:
        self._strokes: list[Stroke] = []
        self._after: list[Picture] = [np.zeros((SIDE, SIDE), np.uint8)]
        self._live: list[Point] = []
        self._ink = self._after[0].copy()
        self.picture: Picture = self._ink
        # Qt paints on four bytes a pixel thrice as fast as on one; the white pen makes all four the coverage.
        self._mask = QImage(SIDE, SIDE, QImage.Format.Format_ARGB32_Premultiplied)
        self._mask.fill(Qt.GlobalColor.transparent)
        self._coverages = np.frombuffer(self._mask.bits(), np.uint8).reshape(SIDE, SIDE, 4)

    def show(self, strokes: list[Stroke]) -> None:
        """Make the picture that of `strokes`; those already drawn at the beginning of the list are not drawn again."""
        pairs = zip(strokes, self._strokes, strict=False)
        same = sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))
        del self._after[same + 1 :]
        for stroke in strokes[same:]:
            self._ink = self._after[-1].copy()
            self._draw_all(stroke)
            self._after.append(self._ink)
        self._strokes = list(strokes)
        self._ink = self.picture = self._after[-1]

    def begin(self, stroke: Stroke) -> QRect:
        """Start a live stroke with its first point; what of the picture changed, in canvas pixels."""
        self._live = list(stroke.points)
        self._ink = self._after[-1].copy()
        self.picture = self._ink.copy()
        return self._join(self.picture, _segment(self._live[0], self._live[0]), stroke)

    def extend(self, point: Point, stroke: Stroke) -> QRect:
        """Lead the live stroke on to `point`; what of the picture changed, in canvas pixels."""
        last = _tail(self._live)
        self._live.append(point)
        changed = self._join(self._ink, _curve(self._live, len(self._live) - 1), stroke)
        self.picture = self._ink.copy()
        # The end from the last midpoint to the pen: shown now, but only the last one stays.
        changed |= self._join(self.picture, _tail(self._live), stroke)
        return changed | _bounds(last, stroke.width)

    def end(self, stroke: Stroke) -> Stroke:
        """The finished live stroke; the caller shows it again as part of the list."""
        return replace(stroke, points=tuple(self._live))

    def _draw_all(self, stroke: Stroke) -> None:
        points = list(stroke.points)
        for index in range(1, len(points)):
            self._join(self._ink, _curve(points, index), stroke)
        self._join(self._ink, _tail(points), stroke)

    def _join(self, picture: Picture, path: QPainterPath, stroke: Stroke) -> QRect:
        box = _bounds(path, stroke.width)
        if box.isEmpty():
            return box
        area = np.s_[box.top() : box.bottom() + 1, box.left() : box.right() + 1]
        self._coverages[area] = 0
        painter = QPainter(self._mask)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(_pen(stroke.width))
        painter.drawPath(path)
        painter.end()
        coverage = self._coverages[..., 0][area]
        if stroke.eraser:
            np.minimum(picture[area], 255 - coverage, out=picture[area])
        else:
            np.maximum(picture[area], coverage, out=picture[area])
        return box


def _pen(width: float) -> QPen:
    return QPen(Qt.GlobalColor.white, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _curve(points: list[Point], index: int) -> QPainterPath:
    """The part that point `index` (from 1) adds: from the midpoint before to the midpoint behind the last point."""
    end = _middle(points[index - 1], points[index])
    if index == 1:
        return _segment(points[0], end)
    path = QPainterPath(QPointF(*_middle(points[index - 2], points[index - 1])))
    path.quadTo(QPointF(*points[index - 1]), QPointF(*end))
    return path


def _tail(points: list[Point]) -> QPainterPath:
    """From the last midpoint to the pen; a dot where there is one point only."""
    return _segment(_middle(points[-2], points[-1]) if len(points) > 1 else points[-1], points[-1])


def _segment(start: Point, end: Point) -> QPainterPath:
    path = QPainterPath(QPointF(*start))
    # Qt draws no cap on a line of length zero.
    path.lineTo(QPointF(end[0] + (0.01 if start == end else 0), end[1]))
    return path


def _middle(a: Point, b: Point) -> Point:
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2


def _bounds(path: QPainterPath, width: float) -> QRect:
    reach = width / 2 + 1
    box = path.controlPointRect().adjusted(-reach, -reach, reach, reach).toAlignedRect()
    return box & QRect(0, 0, SIDE, SIDE)
