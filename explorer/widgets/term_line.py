"""A formula in one line whose numbers stand out and say below what they are."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.widgets import theme
from explorer.widgets.hues import setting_colour
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from collections.abc import Sequence

HEIGHT = 46
_STEPS = (("title", 6.0), ("card", 5.0), ("body", 3.0), ("label", 1.0))
"""Roles of letters and the gaps between terms, from the roomiest on."""
_CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True)
class Term:
    """A piece of a formula: a sign, or a number with a caption in the colour of a setting (`explorer.widgets.hues`)."""

    text: str
    caption: str = ""
    colour: str = ""


class TermLine(QWidget):
    """Paints terms from the left; where it is too narrow with smaller gaps and letters."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._terms: tuple[Term, ...] = ()
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_terms(self, terms: Sequence[Term]) -> None:
        """Show a formula."""
        self._terms = tuple(terms)
        self.setAccessibleName(self.text())
        self.update()

    def text(self) -> str:
        """The formula as plain text."""
        return " ".join(term.text for term in self._terms)

    def least_width(self) -> int:
        """The pixels that the formula takes with its smallest letters."""
        role, gap = _STEPS[-1]
        widths = self._widths(role)
        return math.ceil(sum(widths) + gap * len(widths)) + 1

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for role, gap in _STEPS:
            widths = self._widths(role)
            if sum(widths) + gap * len(widths) <= self.width() or role == _STEPS[-1][0]:
                self._paint(painter, role, gap, widths)
                return

    def _widths(self, role: str) -> list[float]:
        large, small = QFontMetricsF(theme.font(role)), QFontMetricsF(theme.font("tile"))
        return [max(large.horizontalAdvance(term.text), small.horizontalAdvance(term.caption)) for term in self._terms]

    def _paint(self, painter: QPainter, role: str, gap: float, widths: list[float]) -> None:
        left = 0.0
        plain = theme.font(role)
        plain.setWeight(theme.font("regular").weight())
        for term, width in zip(self._terms, widths, strict=True):
            painter.setFont(theme.font(role) if term.caption else plain)
            painter.setPen(setting_colour(term.colour) if term.colour else theme.colour("text-2"))
            painter.drawText(QRectF(left, 0, width + 1, 27), _CENTRE, term.text)
            painter.setFont(theme.font("tile"))
            painter.setPen(theme.colour("muted"))
            painter.drawText(QRectF(left, 28, width + 1, 15), _CENTRE, term.caption)
            left += width + gap

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        return QSize(420, HEIGHT)

    @safely(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(120, HEIGHT)
