"""A mosaic of maps as a figure that tells by itself what it shows: title, tiles, labels, colour bar, small print."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from explorer.core.colour_maps import lut
from explorer.core.mosaic import LAST, NOT_A_NUMBER
from explorer.widgets import theme
from explorer.widgets.numbers import number_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from explorer.widgets.tokens import Tokens

MARGIN = 24.0
_LINE = 17.0
_TITLE = 24.0
_LABEL = 17.0
_BETWEEN = 8.0
_BAR = 14.0
_BAR_HEIGHT = 220.0
_BAR_ROOM = 96.0
_SMALLEST_BODY = 300.0
_TILE, _SMALLER_TILE = 96, 64
_MANY = 128
_LARGEST_CELL = 24
_LABELLED_FROM = 24
_RANGED_FROM = 76
_LONGEST = 6000
"""Points that the tiles may take in each direction; cells shrink to one point before that is gone beyond."""
_PROPORTION = 1.5
"""Tiles stand so much wider than high."""


@dataclass(frozen=True, slots=True)
class Bar:
    """What the colours stand for.

    Attributes:
        colour_map: its name (`explorer.core.colour_maps`); empty for grey levels.
        low: the value of the first colour.
        high: the value of the last colour.
        lines: what is printed under it.
    """

    colour_map: str
    low: float
    high: float
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """What is painted.

    Attributes:
        title: one line.
        lines: small lines under it.
        tiles: uint8 (N, h, w) colour indices, or uint8 (N, h, w, 3) RGB; empty for a figure of words alone.
        bar: what their colours stand for; None where nothing is to be said.
        labels: under each tile at the left; by tile, empty for none.
        ranges: under each tile at the right, where there is room.
        order: tile numbers by position, None for 0, 1, 2, ...
        columns: tiles in a row, None for as many as make it a little wider than high.
        hatched: tiles (N,) that are all zero.
        note: the small print at the bottom.
    """

    title: str
    lines: tuple[str, ...]
    tiles: np.ndarray
    bar: Bar | None = None
    labels: Sequence[str] = ()
    ranges: Sequence[str] = ()
    order: np.ndarray | None = None
    columns: int | None = None
    hatched: np.ndarray = field(default_factory=lambda: np.zeros(0, bool))
    note: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """Where a figure's parts lie, in points of 1/96 inch.

    Attributes:
        cell: points a value is wide and high.
        columns: tiles in a row.
        gap: points between tiles.
        below: points under each tile, its label among them.
        top: where the tiles begin.
        size: the whole figure.
    """

    cell: int
    columns: int
    gap: float
    below: float
    top: float
    size: QSizeF


@dataclass(frozen=True, slots=True)
class Ink:
    """How a figure is painted.

    Attributes:
        tokens: the colours of its theme.
        ground: whether it has a ground of its own; else what lies behind shows.
        outlines: whether texts are drawn as outlines, for readers that do not have the font.
        detail: device pixels per point for which the tiles are made: cells stay squares without being smoothed.
    """

    tokens: Tokens
    ground: bool = True
    outlines: bool = False
    detail: int = 1


def plan_of(figure: Figure) -> Plan:
    """Where everything goes."""
    count, height, width = figure.tiles.shape[:3]
    side = _TILE if count <= _MANY else _SMALLER_TILE
    cell = max(1, min(_LARGEST_CELL, side // max(height, width, 1))) if count > 1 else _alone(height, width)
    while True:
        gap, below = (6.0, 6.0) if cell * width >= _LABELLED_FROM else (2.0, 2.0)
        if figure.labels and cell * width >= _LABELLED_FROM:
            below += _LABEL
        across, down = cell * width + gap, cell * height + below
        columns = figure.columns or max(1, min(count, round(math.sqrt(_PROPORTION * count * down / across))))
        wide, high = columns * across - gap, math.ceil(count / columns) * down
        if cell == 1 or max(wide, high) <= _LONGEST:
            break
        cell -= 1
    top = MARGIN + _TITLE + _LINE * len(figure.lines) + 12
    bar = _bar_height(figure) if figure.bar is not None else 0.0
    across = max(
        wide + (_BETWEEN * 2 + _BAR_ROOM if figure.bar is not None else 0), _SMALLEST_BODY, _text_width(figure)
    )
    bottom = top + max(high, bar) + (_LINE if figure.note else 0) + MARGIN
    return Plan(cell, columns, gap, below, top, QSizeF(math.ceil(across + 2 * MARGIN), math.ceil(bottom)))


def _alone(height: int, width: int) -> int:
    """A single map has the room of several."""
    return max(1, min(48, 448 // max(height, width, 1)))


def _bar_height(figure: Figure) -> float:
    return _BAR_HEIGHT + 12 + _LINE * (len(figure.bar.lines) if figure.bar is not None else 0)


def _text_width(figure: Figure) -> float:
    title, small = QFontMetricsF(theme.font("card")), QFontMetricsF(theme.font("caption"))
    widths = [small.horizontalAdvance(line) for line in (*figure.lines, figure.note)]
    return max([title.horizontalAdvance(figure.title), *widths]) + 2


def paint(painter: QPainter, figure: Figure, ink: Ink, plan: Plan | None = None) -> None:
    """Paint the figure from the painter's origin, in points."""
    plan = plan or plan_of(figure)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    # Else Qt writes photographs' compression into PDF files, which smears cells.
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    if ink.ground:
        painter.fillRect(QRectF(QPointF(0, 0), plan.size), QColor(ink.tokens.surface))
    pen = Pen(painter, ink)
    paint_head(pen, figure)
    _paint_tiles(pen, figure, plan)
    if figure.bar is not None:
        _paint_bar(pen, figure.bar, QPointF(plan.size.width() - MARGIN - _BAR_ROOM, plan.top))
    if figure.note:
        place = QPointF(MARGIN, plan.size.height() - MARGIN - 4)
        pen.write(place, figure.note, "caption", "muted")


class Pen:
    """Writes and draws in a figure's ink."""

    def __init__(self, painter: QPainter, ink: Ink) -> None:
        self.painter, self.ink = painter, ink

    def write(self, place: QPointF, text: str, role: str, token: str) -> None:
        """A line of text that begins at a place of its base line."""
        font, colour = theme.font(role), QColor(self.ink.tokens[token])
        if not self.ink.outlines:
            self.painter.setFont(font)
            self.painter.setPen(colour)
            self.painter.drawText(place, text)
            return
        path = QPainterPath()
        path.addText(place, font, text)
        self.painter.fillPath(path, QBrush(colour))

    def width(self, text: str, role: str) -> float:
        """Of a line, in points."""
        return QFontMetricsF(theme.font(role)).horizontalAdvance(text)

    def image(self, pixels: np.ndarray) -> QImage:
        """RGB uint8 (h, w, 3), C-contiguous."""
        height, width = pixels.shape[:2]
        return QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def paint_head(pen: Pen, figure: Figure) -> None:
    """The title and the lines under it."""
    pen.write(QPointF(MARGIN, MARGIN + 15), figure.title, "card", "text")
    for number, line in enumerate(figure.lines):
        pen.write(QPointF(MARGIN, MARGIN + _TITLE + _LINE * number + 11), line, "caption", "muted")


def _paint_tiles(pen: Pen, figure: Figure, plan: Plan) -> None:
    painter, tokens = pen.painter, pen.ink.tokens
    count, height, width = figure.tiles.shape[:3]
    wide, high = plan.cell * width, plan.cell * height
    table = None if figure.tiles.ndim == 4 else colours_of(figure.bar.colour_map if figure.bar else "grey", tokens)
    labelled = bool(figure.labels) and wide >= _LABELLED_FROM
    for position in range(count):
        index = position if figure.order is None else int(figure.order[position])
        row, column = divmod(position, plan.columns)
        place = QRectF(MARGIN + column * (wide + plan.gap), plan.top + row * (high + plan.below), wide, high)
        tile = figure.tiles[index]
        pixels = tile if table is None else table[tile]
        times = plan.cell * pen.ink.detail
        painter.drawImage(place, pen.image(np.ascontiguousarray(pixels.repeat(times, axis=0).repeat(times, axis=1))))
        if len(figure.hatched) and figure.hatched[index]:
            painter.fillRect(place, QBrush(QColor(tokens.muted), Qt.BrushStyle.BDiagPattern))
        if wide >= _LABELLED_FROM:
            painter.setPen(QPen(QColor(tokens.border_2), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place.adjusted(-0.5, -0.5, 0.5, 0.5))
        if labelled:
            _paint_label(pen, figure, index, place)


def _paint_label(pen: Pen, figure: Figure, index: int, place: QRectF) -> None:
    base = place.bottom() + 13
    label = figure.labels[index]
    pen.write(QPointF(place.left(), base), label, "tile", "text")
    if figure.ranges and place.width() >= _RANGED_FROM:
        shown = figure.ranges[index]
        room = pen.width(shown, "tile")
        if room + pen.width(label, "tile") + 6 <= place.width():
            pen.write(QPointF(place.right() - room, base), shown, "tile", "muted")


def _paint_bar(pen: Pen, bar: Bar, corner: QPointF) -> None:
    """Upright, from the highest value down, with its numbers beside it."""
    painter, tokens = pen.painter, pen.ink.tokens
    colours = (
        np.repeat(np.arange(256, dtype=np.uint8)[:, None], 3, 1)
        if not bar.colour_map
        else lut(bar.colour_map, tokens.dark)
    )
    strip = QRectF(corner.x(), corner.y() + 6, _BAR, _BAR_HEIGHT)
    painter.drawImage(strip, pen.image(np.ascontiguousarray(np.repeat(colours[::-1, None], 4, 1))))
    painter.setPen(QPen(QColor(tokens.border_2), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(strip.adjusted(-0.5, -0.5, 0.5, 0.5))
    for step in range(5):
        value, y = bar.high + (bar.low - bar.high) * step / 4, strip.top() + strip.height() * step / 4
        painter.setPen(QPen(QColor(tokens.border_2), 1))
        painter.drawLine(QPointF(strip.right() + 1, y), QPointF(strip.right() + 5, y))
        text = number_text(value, sign=bar.low < 0 < bar.high)
        pen.write(QPointF(strip.right() + 9, y + 4), text, "caption", "text-2")
    for number, line in enumerate(bar.lines):
        pen.write(QPointF(strip.left(), strip.bottom() + 12 + _LINE * (number + 1) - 4), line, "caption", "muted")


def colours_of(name: str, tokens: Tokens) -> np.ndarray:
    """(256, 3) uint8: the colour map at the indices 0..LAST, the ground for what lies between, and NaN's colour."""
    table = np.empty((256, 3), np.uint8)
    table[: LAST + 1] = lut(name, tokens.dark)[np.rint(np.linspace(0, 255, LAST + 1)).astype(int)]
    for index, colour in ((LAST + 1, tokens.surface), (NOT_A_NUMBER, tokens.invalid)):
        table[index] = QColor(colour).red(), QColor(colour).green(), QColor(colour).blue()
    return table


def only(figure: Figure, index: int) -> Figure:
    """The same figure of one tile."""
    one = slice(index, index + 1)
    return replace(
        figure,
        tiles=figure.tiles[one],
        labels=figure.labels[one] if figure.labels else (),
        ranges=(),
        order=None,
        columns=None,
        hatched=figure.hatched[one],
    )
