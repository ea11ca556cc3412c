"""The numbers beside the rows, or above the columns, of a matrix of tiles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.widgets import theme
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

_STEPS = (1, 2, 4, 5, 8, 10, 16, 20, 32, 50, 64, 100, 128, 200, 256, 500, 512, 1000, 1024, 2048, 4096, 8192)
_LINE = 14


@dataclass(frozen=True, slots=True)
class Ticks:
    """Where the lines of a matrix lie.

    Attributes:
        count: how many lines there are.
        first: the middle of line 0, in pixels along the ruler.
        pitch: pixels from line to line.
        per_line: how many rows or columns one line stands for; a label is that many times the line's number.
        selected: the row or column that is marked, None for none.
        notes: a word behind each label, where there is room for every line.
    """

    count: int
    first: float
    pitch: float
    per_line: int = 1
    selected: int | None = None
    notes: Sequence[str] = ()


class TileRuler(QWidget):
    """Paints as many labels as do not touch, and the selected one always."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._upright = orientation == Qt.Orientation.Vertical
        self._title = ""
        self._ticks: Ticks | None = None
        self._wide = False
        fixed, free = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred
        self.setSizePolicy(*((fixed, free) if self._upright else (free, fixed)))

    def set_title(self, title: str) -> None:
        """A word above the numbers of columns."""
        self._title = title
        self.update()

    def show_ticks(self, ticks: Ticks | None) -> None:
        """Show the numbers of lines; None for none."""
        self._ticks = ticks
        wide = ticks is not None and bool(ticks.notes)
        if wide != self._wide:
            self._wide = wide
            self.updateGeometry()
        self.update()

    def labelled(self) -> list[int]:
        """The lines that have a label now."""
        ticks = self._ticks
        if ticks is None or ticks.pitch <= 0 or not ticks.count:
            return []
        room = _LINE if self._upright else 30
        step = next((step for step in _STEPS if step * ticks.pitch >= room), ticks.count)
        length = self.height() if self._upright else self.width()
        first = max(0, int((-ticks.first) / ticks.pitch))
        last = min(ticks.count, int((length - ticks.first) / ticks.pitch) + 2)
        lines = [line for line in range(first - first % step, last, step) if line >= 0]
        if ticks.selected is None:
            return lines
        marked = ticks.selected // ticks.per_line
        return [line for line in lines if abs(line - marked) * ticks.pitch >= room] + [marked]

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        ticks = self._ticks
        if ticks is None:
            return
        painter = QPainter(self)
        painter.setFont(theme.font("tile"))
        painter.setPen(theme.colour("muted"))
        if not self._upright:
            painter.drawText(QRectF(0, 0, self.width(), _LINE), Qt.AlignmentFlag.AlignLeft, self._title)
        with_notes = bool(ticks.notes) and ticks.pitch >= _LINE
        for line in self.labelled():
            place = ticks.first + line * ticks.pitch
            chosen = ticks.selected is not None and line == ticks.selected // ticks.per_line
            painter.setFont(theme.font("tile-strong" if chosen else "tile"))
            painter.setPen(theme.colour("accent" if chosen else "text-2"))
            text = str(ticks.selected if chosen else line * ticks.per_line)
            if not self._upright:
                painter.drawText(QRectF(place - 30, _LINE, 60, _LINE), Qt.AlignmentFlag.AlignCenter, text)
                continue
            if place > self.height():
                # Half of its line is out of sight, and so would half of its number be.
                continue
            row = QRectF(8, place - _LINE / 2, self.width() - 10, _LINE)
            side = Qt.AlignmentFlag.AlignLeft if with_notes else Qt.AlignmentFlag.AlignRight
            painter.drawText(row, side | Qt.AlignmentFlag.AlignVCenter, text)
            if with_notes:
                painter.setFont(theme.font("tile"))
                painter.setPen(theme.colour("muted"))
                painter.drawText(row, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, ticks.notes[line])

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        return QSize(92 if self._wide else 36, 48) if self._upright else QSize(48, 2 * _LINE)

    @safely(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
