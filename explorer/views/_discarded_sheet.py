"""What pooling discards of a map: how many cells, and how much of what they held."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from explorer.views._sheet import LEFT, RIGHT, Sheet
from explorer.widgets import theme
from explorer.widgets.calm import update_calmly
from explorer.widgets.numbers import percent_text
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from explorer.views._pooled import Pooled

_HEIGHT = 134


class DiscardedSheet(Sheet):
    """Painted, because it changes with every move of a pen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_HEIGHT, parent)
        self._pooled: Pooled | None = None

    def show_pooled(self, pooled: Pooled | None) -> None:
        """Show what an operation discards."""
        self._pooled = pooled
        self.setAccessibleName("; ".join(self.words()))
        update_calmly(self)

    def words(self) -> list[str]:
        """What it says, one fact each."""
        if self._pooled is None:
            return []
        share = self._pooled.share
        gone = self.tr("of cells, {0} of {1}").format(f"{share.total - share.cells:,}", f"{share.total:,}")
        rows = [f"{left} {right}" for left, right in self._rows()]
        return [f"{percent_text(share.discarded)} {gone}", *rows]

    def _rows(self) -> list[tuple[str, str]]:
        if self._pooled is None:
            return []
        share = self._pooled.share
        return [
            (self.tr("Activation kept (sum)"), _percent(share.activation)),
            (self.tr("Energy kept (sum of squares)"), _percent(share.energy)),
        ]

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._pooled is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_rule(painter, 0)
        names = {"max": self.tr("by max"), "average": self.tr("by average"), "strided": self.tr("by strided picks")}
        self.paint_head(painter, 8, self.tr("Discarded"), names.get(self._pooled.operation or "", ""))
        self._paint_share(painter, 26)
        self._paint_bar(painter, 60)
        for number, (left, right) in enumerate(self._rows()):
            line = self.line(92 + 19 * number, 18)
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.colour("text-2"))
            painter.drawText(line, LEFT, left)
            painter.setFont(theme.font("caption-strong"))
            painter.setPen(theme.colour("text"))
            painter.drawText(line, RIGHT, right)

    def _paint_share(self, painter: QPainter, top: int) -> None:
        assert self._pooled is not None
        share = self._pooled.share
        painter.setFont(theme.font("title"))
        painter.setPen(theme.colour("text"))
        percent = percent_text(share.discarded)
        painter.drawText(self.line(top, 28), LEFT, percent)
        width = QFontMetricsF(painter.font()).horizontalAdvance(percent)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("muted"))
        words = self.tr("of cells, {0} of {1}").format(f"{share.total - share.cells:,}", f"{share.total:,}")
        painter.drawText(self.line(top + 1, 28).adjusted(width + 8, 0, 0, 0), LEFT, words)

    def _paint_bar(self, painter: QPainter, top: int) -> None:
        assert self._pooled is not None
        share = self._pooled.share
        bar = self.line(top, 7)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("border-2"))
        painter.drawRoundedRect(bar, 3, 3)
        painter.setBrush(theme.colour("accent"))
        painter.drawRoundedRect(QRectF(bar.left(), bar.top(), max(3.0, bar.width() * (1 - share.discarded)), 7), 3, 3)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("muted"))
        line = self.line(top + 10, 18)
        painter.drawText(line, LEFT, self.tr("kept {0}").format(f"{share.cells:,}"))
        painter.drawText(line, RIGHT, self.tr("discarded {0}").format(f"{share.total - share.cells:,}"))


def _percent(share: float) -> str:
    return "–" if math.isnan(share) else percent_text(share)
