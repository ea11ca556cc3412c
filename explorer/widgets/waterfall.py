"""How a sum comes about: each part as a bar that begins where the one before ended."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from explorer.widgets import theme
from explorer.widgets.calm import update_calmly
from explorer.widgets.index_colours import index_colours
from explorer.widgets.numbers import number_text
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QMouseEvent, QPaintEvent

_TICKS = 16
_NARROWEST = 9.0
_WIDEST = 44.0
_TOP = 4.0


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """The parts of a sum.

    Attributes:
        amounts: (n,) what each adds.
        first: the number that stands under the first; the others count on.
        bias: what is added at the end, None for nothing.
        selected: the position of the part that is shown elsewhere, -1 for none.
        colour_map: the colour map of signed values, whose ends colour the bars.
    """

    amounts: np.ndarray
    first: int = 0
    bias: float | None = None
    selected: int = -1
    colour_map: str = "RdBu"


@dataclass(frozen=True, slots=True)
class _Bar:
    """One bar: which part (-1 the rest, -2 the bias), where it begins and ends, what stands under it."""

    part: int
    start: float
    stop: float
    label: str


class Waterfall(QWidget):
    """Paints Steps; where they are too many the largest, and one bar for all others. A click picks a part."""

    picked = Signal(int)

    def __init__(self, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._height = height
        self._steps: Steps | None = None
        self._bars: list[_Bar] = []
        self._folded = 0
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Partial sums"))

    def show_steps(self, steps: Steps | None) -> None:
        """Show a sum, None for nothing."""
        self._steps = steps
        self._make_bars()
        update_calmly(self)

    @property
    def folded(self) -> int:
        """How many parts share one bar."""
        return self._folded

    def _make_bars(self) -> None:
        self._bars, self._folded = [], 0
        if self._steps is None:
            return
        steps, count = self._steps, len(self._steps.amounts)
        amounts = np.nan_to_num(steps.amounts, posinf=0.0, neginf=0.0)
        most = max(1, int(self.width() / _NARROWEST) - 2)
        chosen: Sequence[int] = range(count)
        if count > most:
            chosen = np.sort(np.argpartition(-np.abs(amounts), most)[:most]).tolist()
            self._folded = count - most
        level = 0.0
        for part in chosen:
            self._bars.append(_Bar(part, level, level + float(amounts[part]), str(steps.first + part)))
            level += float(amounts[part])
        if self._folded:
            rest = float(amounts.sum()) - level
            self._bars.append(_Bar(-1, level, level + rest, "…"))
            level += rest
        if steps.bias is not None:
            self._bars.append(_Bar(-2, level, level + steps.bias, self.tr("b", "bias")))

    def _spot(self, number: int) -> QRectF:
        """The room of one bar."""
        width = min(_WIDEST, self.width() / max(1, len(self._bars)))
        return QRectF(number * width, 0, width, self.height())

    # ---- painting

    @safely
    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._steps is None or not self._bars:
            return
        painter = QPainter(self)
        levels = [0.0, *(bar.start for bar in self._bars), *(bar.stop for bar in self._bars)]
        low, high = min(levels), max(levels)
        room = self.height() - _TICKS - 2 * _TOP
        scale = room / (high - low) if high > low else 0.0

        def y(level: float) -> float:
            return _TOP + (high - level) * scale

        painter.setPen(QPen(theme.colour("border-2"), 1))
        painter.drawLine(QLineF(0, y(0), self._spot(len(self._bars) - 1).right(), y(0)))
        table = index_colours(self._steps.colour_map)
        colours = QColor(*table[230].tolist()), QColor(*table[23].tolist())
        painter.setFont(theme.font("tile-strong"))
        # Digits are all of one width.
        widest = painter.fontMetrics().horizontalAdvance(max((bar.label for bar in self._bars), key=len))
        every = max(1, math.ceil((widest + 5) / self._spot(0).width()))
        strong = [n for n, bar in enumerate(self._bars) if bar.part < 0 or bar.part == self._steps.selected]
        for number, bar in enumerate(self._bars):
            self._paint_bar(painter, number, bar, (y(bar.start), y(bar.stop)), colours)
            special = bar.part < 0 or bar.part == self._steps.selected
            # What stands out leaves no room for its neighbours.
            near = any(abs(number - place) < every for place in strong if place != number)
            if bar.part == -1 and any(abs(number - place) < every for place in strong if self._bars[place].part >= 0):
                # Beside the selected bar its sign would lie on the number.
                continue
            if special or (number % every == 0 and not near):
                self._paint_label(painter, number, bar, special)

    def _paint_bar(
        self, painter: QPainter, number: int, bar: _Bar, ends: tuple[float, float], colours: tuple[QColor, QColor]
    ) -> None:
        spot = self._spot(number)
        gap = 1.0 if spot.width() > 4 else 0.0
        top, bottom = min(ends), max(ends)
        rect = QRectF(spot.left() + gap, top, spot.width() - 2 * gap, max(1.5, bottom - top))
        amount = bar.stop - bar.start
        fill = theme.colour("muted") if amount == 0 or bar.part < 0 else colours[0] if amount > 0 else colours[1]
        painter.fillRect(rect, fill)
        if self._steps is not None and bar.part == self._steps.selected and bar.part >= 0:
            painter.setPen(QPen(theme.colour("accent"), 1.5))
            painter.drawRect(rect.adjusted(-2, -2, 2, 2))
        if number + 1 < len(self._bars):
            painter.setPen(QPen(theme.colour("border-2"), 1))
            painter.drawLine(QPointF(spot.right() - gap, ends[1]), QPointF(spot.right() + gap, ends[1]))

    def _paint_label(self, painter: QPainter, number: int, bar: _Bar, strong: bool) -> None:
        painter.setFont(theme.font("tile-strong" if strong else "tile"))
        painter.setPen(theme.colour("text" if strong else "muted"))
        spot = self._spot(number)
        half = painter.fontMetrics().horizontalAdvance(bar.label) / 2 + 1
        # The numbers of the first and last bars are wider than these.
        middle = max(half, min(spot.center().x(), self.width() - half))
        rect = QRectF(middle - half, self.height() - _TICKS + 1, 2 * half, _TICKS - 2)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, bar.label)

    # ---- the hand

    def _bar_at(self, point: QPointF) -> _Bar | None:
        return next((bar for number, bar in enumerate(self._bars) if self._spot(number).contains(point)), None)

    @safely
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        bar = self._bar_at(event.position())
        if bar is None:
            QToolTip.hideText()
            return
        amount, total = number_text(bar.stop - bar.start, 6, sign=True), number_text(bar.stop, 6)
        if bar.part == -1:
            text = self.tr("and {0} more: {1}, together {2}").format(f"{self._folded:,}", amount, total)
        elif bar.part == -2:
            text = self.tr("bias {0}, together {1}").format(amount, total)
        else:
            text = self.tr("{0}: {1}, together {2}").format(bar.label, amount, total)
        QToolTip.showText(event.globalPosition().toPoint(), text, self)

    @safely
    def mousePressEvent(self, event: QMouseEvent) -> None:
        bar = self._bar_at(event.position())
        if bar is not None and bar.part >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.picked.emit(bar.part)

    @safely
    def resizeEvent(self, _event: object) -> None:
        self._make_bars()

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        return QSize(240, self._height)

    @safely(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(60, self._height)
