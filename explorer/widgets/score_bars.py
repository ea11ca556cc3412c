"""Class scores as one painted list: name, bar and percentage; for ten digits in single lines, for long names in two."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.widgets import theme
from explorer.widgets.calm import update_calmly
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from collections.abc import Sequence

SHORT_NAME = 3
SHORT_ROW = 18
LONG_ROW = 25
SHORT_BAR = 8
LONG_BAR = 3
VALUE_WIDTH = 40
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Row:
    """One class: its name and its probability 0..1."""

    name: str
    probability: float

    @property
    def value(self) -> str:
        """The probability as a percentage with one decimal, without the sign."""
        return "NaN" if math.isnan(self.probability) else f"{100 * self.probability:.1f}"


class ScoreBars(QWidget):
    """The bars of a prediction. A click or Enter picks a row."""

    picked = Signal(int)
    """The index of the row that was picked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._winner = -1
        self._short = True
        self._name_width = 16.0
        self._current = 0
        self._hovered = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Class scores"))

    def set_scores(self, rows: Sequence[tuple[str, float]], winner: int = -1) -> None:
        """Show (name, probability 0..1) from top to bottom, row `winner` in the accent; -1 for none."""
        before, before_winner, before_short = self._rows, self._winner, self._short
        self._rows = [Row(name, float(probability)) for name, probability in rows]
        self._winner = winner
        self._current = min(self._current, max(len(rows) - 1, 0))
        self.setAccessibleDescription(", ".join(f"{row.name}: {row.value} %" for row in self._rows))
        if [row.name for row in before] != [row.name for row in self._rows]:
            self._short = all(len(row.name) <= SHORT_NAME for row in self._rows)
            if (len(before), before_short) != (len(self._rows), self._short):
                self.updateGeometry()
            self.update()
        elif self._rows != before or winner != before_winner:
            update_calmly(self)

    @property
    def _row_height(self) -> int:
        return SHORT_ROW if self._short else LONG_ROW

    def _row_at(self, y: float) -> int:
        """The row under widget height `y`, -1 below the last."""
        row = int(y // self._row_height)
        return row if 0 <= row < len(self._rows) else -1

    def _choose(self, row: int) -> None:
        self._current = row
        self.update()
        self.picked.emit(row)

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        metrics = QFontMetricsF(theme.font("label"))
        self._name_width = max(16.0, *(metrics.horizontalAdvance(row.name) + 6 for row in self._rows), 0.0)
        paint = self._paint_short if self._short else self._paint_long
        for index, row in enumerate(self._rows):
            area = QRectF(0, index * self._row_height, self.width(), self._row_height)
            if index == self._hovered:
                painter.setBrush(theme.colour("surface-2"))
                painter.drawRoundedRect(area, 4, 4)
            paint(painter, area, row, index == self._winner)
        if self.hasFocus() and self._rows:
            area = QRectF(0, self._current * self._row_height, self.width(), self._row_height)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 1.5))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 4, 4)

    def _paint_short(self, painter: QPainter, area: QRectF, row: Row, winner: bool) -> None:
        name_width = self._name_width
        self._paint_texts(painter, area, row, winner)
        left = area.x() + name_width
        width = area.width() - name_width - VALUE_WIDTH
        top = area.center().y() - SHORT_BAR / 2
        self._paint_bar(painter, QRectF(left, top, max(width, 0), SHORT_BAR), row, winner)

    def _paint_long(self, painter: QPainter, area: QRectF, row: Row, winner: bool) -> None:
        self._paint_texts(painter, area.adjusted(0, 0, 0, -LONG_BAR - 4), row, winner)
        self._paint_bar(painter, QRectF(area.x(), area.bottom() - LONG_BAR - 3, area.width(), LONG_BAR), row, winner)

    def _paint_texts(self, painter: QPainter, area: QRectF, row: Row, winner: bool) -> None:
        font = theme.font("section" if winner else "label")
        painter.setFont(font)
        painter.setPen(theme.colour("text" if winner else "text-2"))
        name, room = row.name, area.width() - VALUE_WIDTH
        if not self._short or self._name_width > room:
            name = QFontMetricsF(font).elidedText(name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(area.adjusted(2, 0, 0, 0), _LEFT, name)
        painter.drawText(area.adjusted(0, 0, -2, 0), _RIGHT, row.value)
        painter.setPen(Qt.PenStyle.NoPen)

    def _paint_bar(self, painter: QPainter, track: QRectF, row: Row, winner: bool) -> None:
        radius = min(2.0, track.height() / 2)
        painter.setBrush(theme.colour("surface-3"))
        painter.drawRoundedRect(track, radius, radius)
        share = 0.0 if math.isnan(row.probability) else min(max(row.probability, 0.0), 1.0)
        # The foot of a bar shows where zero is, also where there is nothing to show.
        track.setWidth(max(track.width() * share, 1.5))
        painter.setBrush(theme.colour("accent" if winner else "bar"))
        painter.drawRoundedRect(track, radius, radius)

    @safely(default=QSize(220, 180))
    def sizeHint(self) -> QSize:
        return QSize(220, max(len(self._rows), 1) * self._row_height)

    @safely(default=QSize(120, 180))
    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    @safely
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().y())
        if row != self._hovered:
            self._hovered = row
            self.setToolTip(f"{self._rows[row].name}: {100 * self._rows[row].probability:.4g} %" if row >= 0 else "")
            self.update()

    @safely
    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = -1
        self.update()

    @safely
    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().y())
        if row >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self._choose(row)

    @safely
    def keyPressEvent(self, event: QKeyEvent) -> None:
        count = len(self._rows)
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Home: -count, Qt.Key.Key_End: count}
        key = Qt.Key(event.key())
        if key in steps and self._rows:
            self._current = min(max(self._current + steps[key], 0), count - 1)
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._rows:
            self._choose(self._current)
        else:
            super().keyPressEvent(event)
