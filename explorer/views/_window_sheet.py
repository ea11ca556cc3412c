"""One window of a pooling layer worked out: its values, the three results, and who gets the gradient."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from explorer.core.pooling_comparison import OPERATIONS, window_sum
from explorer.views._sheet import CENTRE, LEFT, MARGIN, RIGHT, Sheet
from explorer.widgets import theme
from explorer.widgets.calm import update_calmly
from explorer.widgets.cell_marks import text_colour
from explorer.widgets.icons import paint_icon
from explorer.widgets.number_cells import plain_number
from explorer.widgets.numbers import number_text
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from explorer.core.pooling_comparison import Operation, WindowSum
    from explorer.views._pooled import Pooled

_AT = 22
"""Before the place of the window: a square in the colour of the probe."""
_GRID = 116
_SMALL = 64
_NUMBERS_FROM = 24
_HEIGHT = 300
_TOLERANCE = 1e-5


class WindowSheet(Sheet):
    """Painted, because it changes with every move of a pen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_HEIGHT, parent)
        self._result: Pooled | None = None
        self._colours = np.zeros((256, 3), np.uint8)
        self._cell: tuple[int, int] | None = None
        self._at = (0, 0)
        self._sum: WindowSum | None = None

    def show_pooled(self, result: Pooled | None, colours: np.ndarray) -> None:
        """Show a window of a result in the colours (256, 3) of its indices."""
        self._result, self._colours = result, colours
        self._work_out()

    def set_cell(self, cell: tuple[int, int] | None) -> None:
        """Whose window: a cell of the map after pooling. Where there is none, the window of the largest value."""
        self._cell = cell
        self._work_out()

    def words(self) -> list[str]:
        """What it says of the window, one fact each."""
        found, result = self._sum, self._result
        if found is None or result is None or not found.values.size:
            return []
        lines = [f"{name} {number}: {how}" for name, number, how in self._results(found).values()]
        return [self._place(result), *lines, *self._check(result, found)]

    def _work_out(self) -> None:
        result = self._result
        self._sum = None
        if result is not None:
            after = result.windows.after
            largest = np.unravel_index(int(np.argmax(np.nan_to_num(after, nan=-np.inf))), after.shape)
            cell = self._cell
            inside = cell is not None and cell[0] < after.shape[0] and cell[1] < after.shape[1]
            self._at = cell if cell is not None and inside else (int(largest[0]), int(largest[1]))
            self._sum = window_sum(result.windows, *self._at)
        self.setAccessibleName("; ".join(self.words()))
        update_calmly(self)

    # ---- words

    def _place(self, result: Pooled) -> str:
        top, bottom, left, right = result.area(*self._at)
        return self.tr("rows {0}–{1}, columns {2}–{3}").format(top, bottom - 1, left, right - 1)

    def _results(self, found: WindowSum) -> dict[Operation, tuple[str, str, str]]:
        """(name, number, how) of each operation."""
        how = {
            "max": self.tr("largest of {0}").format(found.values.size),
            "average": f"{plain_number(found.total)} / {found.divisor}",
            "strided": self.tr("top-left cell"),
        }
        names = {"max": self.tr("Max"), "average": self.tr("Average"), "strided": self.tr("Strided")}
        if found.tied:
            how["max"] = self.tr("tie among {0}").format(found.values.size)
        return {key: (names[key], plain_number(found.results[key]), how[key]) for key in OPERATIONS}

    def _check(self, result: Pooled, found: WindowSum) -> list[str]:
        """What the network says, and by how much it differs; that is missing where the operation is none of these."""
        network = float(result.windows.after[self._at])
        words = [self.tr("network {0}").format(plain_number(network, 3))]
        if result.operation is not None:
            words.append(self.tr("difference {0}").format(number_text(found.results[result.operation] - network, 2)))
        return words

    def _agrees(self, result: Pooled, found: WindowSum) -> bool:
        if result.operation is None:
            return False
        network, ours = float(result.windows.after[self._at]), found.results[result.operation]
        if network == ours or (math.isnan(network) and math.isnan(ours)):
            return True
        return abs(ours - network) <= _TOLERANCE * (float(np.abs(found.values).sum()) / found.divisor + 1)

    # ---- painting

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        result, found = self._result, self._sum
        if result is None or found is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_head(
            painter, 0, self.tr("Window"), self._place(result) if found.values.size else "", _AT + self._at_width()
        )
        self._paint_at(painter)
        if found.values.size:
            self._paint_window(painter, result, found)
        else:
            painter.drawText(self.line(28, 18), LEFT, self.tr("Nothing but padding lies in it."))
        self._paint_gradient(painter, 186, found)

    def _at_text(self) -> str:
        return f"({self._at[0]}, {self._at[1]})"

    def _at_width(self) -> float:
        return QFontMetricsF(theme.font("caption-strong")).horizontalAdvance(self._at_text())

    def _paint_at(self, painter: QPainter) -> None:
        left = MARGIN + QFontMetricsF(theme.font("section")).horizontalAdvance(self.tr("Window")) + 8
        painter.setPen(QPen(theme.colour("halo"), 1))
        painter.setBrush(theme.colour("probe"))
        painter.drawRoundedRect(QRectF(left, 5, 9, 9), 2, 2)
        painter.setFont(theme.font("caption-strong"))
        painter.setPen(theme.colour("text"))
        painter.drawText(QRectF(left + 14, 0, 80, 20), LEFT, self._at_text())

    def _paint_window(self, painter: QPainter, result: Pooled, found: WindowSum) -> None:
        top, bottom, left, right = result.area(*self._at)
        down, across = result.windows.dilation
        colours = self._colours[result.before_indices[top:bottom:down, left:right:across]]
        grid = self._paint_grid(painter, QRectF(MARGIN, 26, _GRID, _GRID), found.values, colours)
        winner = found.winner
        if winner is not None and not found.tied and result.windows.is_max:
            _paint_ring(painter, _cell(grid, found.values.shape, *winner))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in (("halo", 4.0), ("probe", 2.0)):
            painter.setPen(QPen(theme.colour(colour), width))
            painter.drawRect(grid)
        for number, (key, words) in enumerate(self._results(found).items()):
            line = QRectF(MARGIN + _GRID + 12, 24 + 41 * number, self.width() - 2 * MARGIN - _GRID - 12, 37)
            self._paint_result(painter, line, words, key == result.operation)
        self._paint_check(painter, 150, result, found)

    def _paint_grid(self, painter: QPainter, room: QRectF, values: np.ndarray, colours: np.ndarray) -> QRectF:
        """Coloured cells with numbers where they fit; where they lie."""
        height, width = values.shape
        side = min(room.width() / width, room.height() / height)
        grid = QRectF(room.left(), room.top(), side * width, side * height)
        painter.setFont(theme.font("label" if side >= 50 else "caption" if side >= 34 else "tile"))
        for (row, column), value in np.ndenumerate(values):
            rect, colour = _cell(grid, values.shape, row, column), colours[row, column]
            painter.fillRect(rect, QColor(*colour.tolist()))
            if side >= _NUMBERS_FROM:
                painter.setPen(text_colour(colour))
                painter.drawText(rect, CENTRE, plain_number(float(value), 2 if side >= 30 else 1))
        return grid

    def _paint_result(self, painter: QPainter, line: QRectF, words: tuple[str, str, str], own: bool) -> None:
        name, number, how = words
        painter.setBrush(theme.colour("accent-soft" if own else "surface-2"))
        painter.setPen(QPen(theme.colour("accent"), 1.2) if own else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(line.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        inner = line.adjusted(8, 2, -8, -2)
        upper, lower = QRectF(inner.topLeft(), QSize(int(inner.width()), 17)), inner.adjusted(0, 16, 0, 0)
        painter.setFont(theme.font("caption-strong"))
        painter.setPen(theme.colour("accent" if own else "text-2"))
        painter.drawText(upper, LEFT, name)
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.colour("text"))
        painter.drawText(upper, RIGHT, number)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("muted"))
        metrics = QFontMetricsF(painter.font())
        painter.drawText(lower, LEFT, metrics.elidedText(how, Qt.TextElideMode.ElideRight, lower.width()))

    def _paint_check(self, painter: QPainter, top: float, result: Pooled, found: WindowSum) -> None:
        network, *difference = self._check(result, found)
        agrees = self._agrees(result, found)
        painter.setFont(theme.font("caption"))
        width = QFontMetricsF(painter.font()).horizontalAdvance(network) + (34 if agrees else 18)
        chip = QRectF(MARGIN, top, width, 20)
        painter.setPen(Qt.PenStyle.NoPen)
        plain = result.operation is None
        painter.setBrush(theme.colour("success-soft" if agrees else "surface-3" if plain else "danger-soft"))
        painter.drawRoundedRect(chip, 10, 10)
        painter.setPen(theme.colour("success" if agrees else "text-2" if plain else "danger"))
        painter.drawText(chip.adjusted(0, 0, -9, 0), RIGHT, network)
        if agrees:
            paint_icon(painter, "check", "success", QRectF(chip.left() + 8, chip.top() + 4, 12, 12))
        painter.setPen(theme.colour("muted"))
        painter.drawText(self.line(top, 20).adjusted(width + 8, 0, 0, 0), LEFT, "".join(difference))

    def _paint_gradient(self, painter: QPainter, top: int, found: WindowSum) -> None:
        self.paint_rule(painter, top - 8)
        self.paint_head(painter, top, self.tr("Backward pass"), self.tr("who gets the gradient"))
        if not found.values.size:
            return
        names = {key: name for key, (name, _, _) in self._results(found).items()}
        step = (self.width() - 2 * MARGIN) / len(OPERATIONS)
        ground, full = _rgb("surface-2"), _rgb("accent")
        for number, key in enumerate(OPERATIONS):
            shares = found.shares[key]
            # The root: a quarter of the gradient is still to be seen.
            mixed = ground + (full - ground) * np.sqrt(np.clip(shares, 0, 1))[..., None] * 0.8
            room = QRectF(MARGIN + number * step, top + 24, min(_SMALL, step - 8), _SMALL)
            grid = self._paint_grid(painter, room, shares, mixed.astype(np.uint8))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("border-2"), 1))
            painter.drawRect(grid)
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.colour("muted"))
            share = "" if grid.width() / shares.shape[1] >= _NUMBERS_FROM else f" {plain_number(shares.max(), 3)}"
            painter.drawText(QRectF(room.left(), top + 91, step - 4, 16), LEFT, names[key] + share)


def _rgb(token: str) -> np.ndarray:
    colour = theme.colour(token)
    return np.array([colour.red(), colour.green(), colour.blue()], np.float64)


def _cell(grid: QRectF, shape: tuple[int, ...], row: int, column: int) -> QRectF:
    down, across = grid.height() / shape[0], grid.width() / shape[1]
    return QRectF(grid.left() + column * across, grid.top() + row * down, across, down)


def _paint_ring(painter: QPainter, rect: QRectF) -> None:
    radius = min(rect.width(), rect.height()) / 2 - 3
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in (("#14171D", 3.2), ("#FFFFFF", 1.6)):
        painter.setPen(QPen(QColor(colour), width))
        painter.drawEllipse(QPointF(rect.center()), max(1.0, radius), max(1.0, radius))
