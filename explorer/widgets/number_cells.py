"""What a grid of numbers shows, and how its cells are painted: colours, numbers where they fit, hatch, frames."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen, QPolygonF

from explorer.widgets import theme
from explorer.widgets.cell_marks import text_colour
from explorer.widgets.numbers import MINUS, number_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QFont

NUMBERS_FROM = 19
"""Cells of at least so many pixels have their number written into them."""
LINES_FROM = 12
"""Smaller cells have no lines between them."""
_LARGE_FROM, _TWO_DECIMALS_FROM = 34, 40
_LEADING_ZEROS_FROM = 30
_CROWDED_BELOW = 24
_NO_CELLS = np.zeros((0, 2), np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class NumberCells:
    """A map and how each cell looks.

    Attributes:
        values: (H, W) float64.
        colours: (H, W, 3) uint8.
        blank: (H, W) bool, cells that are not there yet; None: all are.
        hatched: (H, W) bool, cells around the map; None: there are none.
        crossed: (H, W) bool, cells that nothing reads; None: there are none.
        frames: the colours of cells that stand apart in frames of their own.
        inner: row start and stop, column start and stop of what has an outline, None for nothing.
    """

    values: np.ndarray
    colours: np.ndarray
    blank: np.ndarray | None = None
    hatched: np.ndarray | None = None
    crossed: np.ndarray | None = None
    frames: Mapping[tuple[int, int], str] = field(default_factory=dict)
    inner: tuple[int, int, int, int] | None = None

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return int(self.values.shape[0]), int(self.values.shape[1])


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """What is laid over a grid and follows the hand.

    Attributes:
        area: row start and stop, column start and stop of the probe's frame; None for none.
        cells: (n, 2) int, rows and columns of cells that are outlined.
        colour: of these outlines.
        rows: where small arrows at the left point, and which of them is the present one (-1: none).
        columns: the same below.
    """

    area: tuple[int, int, int, int] | None = None
    cells: np.ndarray = field(default_factory=lambda: _NO_CELLS)
    colour: str = "#000000"
    rows: tuple[np.ndarray, int] | None = None
    columns: tuple[np.ndarray, int] | None = None


def short_number(value: float, decimals: int, tight: bool = True) -> str:
    """A number for a small cell: `1`, `.3`, `−1.6`, `12`; at most so many decimals, and only an exact zero is `0`.

    Where it need not be `tight` a fraction keeps its leading zero: `0.3`.
    """
    if value == 0 or not math.isfinite(value):
        return number_text(value)
    if abs(value) >= 1000:
        return number_text(value, 1)
    if abs(value) >= 100:
        decimals = 0
    text = f"{abs(value):.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".") if float(text) else text
        text = text[1:] if tight and text.startswith("0.") else text
    return f"{MINUS}{text}" if value < 0 else text


def plain_number(value: float, decimals: int = 2) -> str:
    """A number for a line of text: `0.7`, `−2`, `1.44`; no zeros at its end, and only an exact zero is `0`."""
    if value == 0 or not math.isfinite(value) or abs(value) >= 1e6:
        return number_text(value)
    if abs(value) < 0.5 * 10**-decimals:
        return number_text(value, 1)
    text = f"{value:,.{decimals}f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", MINUS)


@dataclass(frozen=True, slots=True)
class NumberPainter:
    """Paints NumberCells with square cells of `side` pixels from `origin` on."""

    cells: NumberCells
    origin: QPointF
    side: float
    with_numbers: bool

    def rect(self, area: tuple[int, int, int, int]) -> QRectF:
        """Where an area of cells lies."""
        top, bottom, left, right = area
        corner = self.origin + QPointF(left * self.side, top * self.side)
        return QRectF(corner.x(), corner.y(), (right - left) * self.side, (bottom - top) * self.side)

    def cell(self, row: int, column: int) -> QRectF:
        """Where one cell lies."""
        return self.rect((row, row + 1, column, column + 1))

    def paint(self, painter: QPainter) -> None:
        """Paint all that does not follow the hand."""
        height, width = self.cells.shape
        whole = self.rect((0, height, 0, width))
        if not self.cells.frames:
            painter.drawImage(whole, _image(self._grounds()))
        self._paint_hatch(painter)
        if not self.cells.frames:
            self._paint_lines(painter, whole)
        self._paint_frames(painter)
        self._paint_crossed(painter)
        if self.cells.inner is not None:
            painter.setPen(QPen(theme.colour("muted", 0.75), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect(self.cells.inner))
        if self.with_numbers and self.side >= NUMBERS_FROM:
            self._paint_numbers(painter)

    def _grounds(self) -> np.ndarray:
        if self.cells.blank is None:
            return self.cells.colours
        return np.where(self.cells.blank[..., None], _rgb("surface-2"), self.cells.colours).astype(np.uint8)

    def _paint_hatch(self, painter: QPainter) -> None:
        if self.cells.hatched is None or not self.cells.hatched.any():
            return
        painter.save()
        painter.setPen(QPen(theme.colour("muted", 0.28), 1))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row, column in np.argwhere(self.cells.hatched).tolist():
            rect = self.cell(row, column)
            painter.drawLines(_diagonals(rect, 2 if self.side < 16 else 4))
        painter.restore()

    def _paint_lines(self, painter: QPainter, whole: QRectF) -> None:
        painter.setPen(QPen(theme.colour("border"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        height, width = self.cells.shape
        if self.side >= LINES_FROM:
            xs = [whole.left() + column * self.side for column in range(1, width)]
            ys = [whole.top() + row * self.side for row in range(1, height)]
            painter.drawLines([QLineF(x, whole.top(), x, whole.bottom()) for x in xs])
            painter.drawLines([QLineF(whole.left(), y, whole.right(), y) for y in ys])
        painter.setPen(QPen(theme.colour("border-2"), 1))
        painter.drawRect(whole)

    def _paint_frames(self, painter: QPainter) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for (row, column), colour in self.cells.frames.items():
            painter.setPen(QPen(QColor(colour), 2 if self.side >= 16 else 1))
            painter.setBrush(QColor(*self.cells.colours[row, column].tolist()))
            inset = 1.5 if self.side >= 16 else 1
            radius = min(4.0, self.side / 5)
            painter.drawRoundedRect(self.cell(row, column).adjusted(inset, inset, -inset, -inset), radius, radius)
        painter.restore()

    def _paint_crossed(self, painter: QPainter) -> None:
        if self.cells.crossed is None or not self.cells.crossed.any():
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("danger", 0.85), 1.2))
        for row, column in np.argwhere(self.cells.crossed).tolist():
            rect = self.cell(row, column).adjusted(2, 2, -2, -2)
            painter.drawLine(rect.bottomLeft(), rect.topRight())
        painter.restore()

    def _paint_numbers(self, painter: QPainter) -> None:
        painter.setFont(self._font())
        texts = self._texts(QFontMetricsF(painter.font()))
        grounds, hatched = self._grounds(), self.cells.hatched
        for (row, column), text in texts.items():
            ink = text_colour(grounds[row, column])
            if text == "0" and not self.cells.frames:
                ink.setAlphaF(0.4 if hatched is not None and hatched[row, column] else 0.55)
            painter.setPen(ink)
            painter.drawText(self.cell(row, column), Qt.AlignmentFlag.AlignCenter, text)

    def _texts(self, metrics: QFontMetricsF) -> dict[tuple[int, int], str]:
        """The numbers of all cells; none where small cells would have numbers that touch each other."""
        decimals = 2 if self.side >= _TWO_DECIMALS_FROM else 1
        tight = self.side < _LEADING_ZEROS_FROM
        room = self.side - 3
        texts: dict[tuple[int, int], str] = {}
        for cell, value in np.ndenumerate(self.cells.values):
            if self.cells.blank is not None and self.cells.blank[cell]:
                continue
            text = short_number(float(value), decimals, tight)
            if metrics.horizontalAdvance(text) > room:
                # What is left out must not count: 1.6 is no 2, but -12.3 may be -12.
                text = short_number(float(value), 0 if abs(value) >= 10 else 1, True)
                if self.side < _CROWDED_BELOW and metrics.horizontalAdvance(text) > room:
                    return {}
            texts[cell[0], cell[1]] = text
        return texts

    def _font(self) -> QFont:
        if self.cells.frames:
            return theme.font("strong" if self.side >= _LARGE_FROM else "tile-strong")
        return theme.font("label" if self.side >= _LARGE_FROM else "caption" if self.side >= 27 else "tile")


def paint_marks(painter: QPainter, marks: Marks, cells: NumberPainter) -> None:
    """Paint what follows the hand."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(marks.colour), 2))
    inset = 1.0 if cells.side >= 6 else 0.0
    for row, column in marks.cells.tolist():
        painter.drawRect(cells.cell(row, column).adjusted(inset, inset, -inset, -inset))
    if marks.area is not None:
        rect = cells.rect(marks.area)
        for colour, width in (("halo", 4.0), ("probe", 2.0)):
            painter.setPen(QPen(theme.colour(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap,
                                Qt.PenJoinStyle.MiterJoin))  # fmt: skip
            painter.drawRect(rect)
    _paint_arrows(painter, marks, cells)


def _paint_arrows(painter: QPainter, marks: Marks, cells: NumberPainter) -> None:
    """Small triangles at the left and below, where windows have their middle."""
    painter.setPen(Qt.PenStyle.NoPen)
    bottom = cells.rect((0, cells.cells.shape[0], 0, 1)).bottom()
    size = max(2.5, min(4.0, cells.side / 4))
    for lines, down in ((marks.rows, True), (marks.columns, False)):
        if lines is None:
            continue
        for number, middle in enumerate(lines[0].tolist()):
            painter.setBrush(theme.colour("text" if number == lines[1] else "border-2"))
            at = (middle + 0.5) * cells.side
            if down:
                tip = cells.origin + QPointF(-4, at)
                points = [tip, tip + QPointF(-1.5 * size, -size), tip + QPointF(-1.5 * size, size)]
            else:
                tip = QPointF(cells.origin.x() + at, bottom + 5)
                points = [tip, tip + QPointF(-size, 1.5 * size), tip + QPointF(size, 1.5 * size)]
            painter.drawPolygon(QPolygonF(points))


def _diagonals(rect: QRectF, count: int) -> list[QLineF]:
    """Lines from lower left to upper right that go on from cell to cell."""
    side, lines = rect.width(), []
    for step in range(1, 2 * count):
        near, far = max(0.0, side * (step - count) / count), min(side, side * step / count)
        lines.append(QLineF(rect.left() + near, rect.top() + far, rect.left() + far, rect.top() + near))
    return lines


def _image(colours: np.ndarray) -> QImage:
    pixels = np.ascontiguousarray(colours)
    height, width = pixels.shape[:2]
    image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    return image.convertToFormat(QImage.Format.Format_RGB32)


def _rgb(token: str) -> np.ndarray:
    colour = theme.colour(token)
    return np.array([colour.red(), colour.green(), colour.blue()], np.uint8)
