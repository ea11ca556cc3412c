"""A sum in one line, and beside it whether the network says the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.widgets import theme
from explorer.widgets.calm import update_calmly
from explorer.widgets.fitted_font import SMALLEST
from explorer.widgets.icons import paint_icon
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFont, QPaintEvent, QResizeEvent

_HEIGHT, _LINE = 30, 22
_MARGINS, _GAPS = {False: 10.0, True: 7.0}, {False: 5, True: 3}
"""Before the words and between them, of large and small ones."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class SumLine(QWidget):
    """Paints words, some of them strong, and a chip that is green with a check only where the network agrees.

    Painted, because it changes with every move of a pen: a label would make the layouts around it work.
    """

    def __init__(self, parent: QWidget | None = None, *, small: bool = False) -> None:
        super().__init__(parent)
        self._small = small
        self._roles = ("caption", "caption-strong") if small else ("label", "strong")
        self._words: Sequence[tuple[str, bool]] = ()
        self._chip, self._agrees = "", True
        self._stacked = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_sum(self, words: Sequence[tuple[str, bool]], chip: str, agrees: bool) -> None:
        """Show a sum.

        Args:
            words: what is said, and whether it is strong, from left to right.
            chip: what the network says.
            agrees: whether that is the same.
        """
        if (words, chip, agrees) == (self._words, self._chip, self._agrees):
            return
        self._words, self._chip, self._agrees = words, chip, agrees
        text = self.text()
        self.setAccessibleName(text)
        self.setToolTip(text)
        self._fit()
        update_calmly(self)

    def _fit(self) -> None:
        """The chip goes below the words where it would cut them; back up only when there is another width."""
        words = sum(
            QFontMetricsF(theme.font(self._roles[strong])).horizontalAdvance(word) + _GAPS[self._small]
            for word, strong in self._words
        )
        chip = QFontMetricsF(theme.font("caption-strong")).horizontalAdvance(self._chip) + 16 + 14 + 14
        stacked = bool(self._chip) and _MARGINS[self._small] + words + chip > self.width()
        if stacked and not self._stacked:
            self._stacked = True
            self.setFixedHeight(_HEIGHT + _LINE)

    @safely
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._stacked = False
            self._fit()
            self.setFixedHeight(_HEIGHT + _LINE * self._stacked)

    def text(self) -> str:
        """All that it says."""
        return "  ".join([*(word for word, _ in self._words), self._chip])

    @property
    def agrees(self) -> bool:
        """Whether the chip is green."""
        return self._agrees

    @safely
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("surface-2"))
        painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        right = self._paint_chip(painter) if self._chip else float(self.width())
        self._paint_words(painter, float(self.width()) if self._stacked else right - (2 if self._small else 8))

    def _paint_chip(self, painter: QPainter) -> float:
        """Where the chip begins."""
        colour, icon = ("success", 14.0) if self._agrees else ("danger", 0.0)
        font = theme.font("caption-strong")
        width = QFontMetricsF(font).horizontalAdvance(self._chip) + 16 + icon
        left = _MARGINS[self._small] if self._stacked else self.width() - width - (4 if self._small else 6)
        rect = QRectF(left, self.height() - _LINE - 2 if self._stacked else (self.height() - 20) / 2, width, 20)
        painter.setBrush(theme.colour(f"{colour}-soft"))
        painter.drawRoundedRect(rect, 10, 10)
        if icon:
            paint_icon(painter, "check", colour, QRectF(rect.left() + 7, rect.center().y() - 5.5, 11, 11))
        painter.setFont(font)
        painter.setPen(theme.colour(colour))
        painter.drawText(rect.adjusted(8 + icon, 0, 0, 0), _LEFT, self._chip)
        return rect.left()

    def _paint_words(self, painter: QPainter, right: float) -> None:
        x, gap = _MARGINS[self._small], _GAPS[self._small]
        fonts = self._fonts(right - x)
        height = _HEIGHT - 2 if self._stacked else self.height()
        for word, strong in self._words:
            font = fonts[strong]
            metrics = QFontMetricsF(font)
            shown = metrics.elidedText(word, Qt.TextElideMode.ElideRight, max(0.0, right - x))
            painter.setFont(font)
            painter.setPen(theme.colour("text" if strong else "muted"))
            painter.drawText(QRectF(x, 0, max(0.0, right - x), height), _LEFT, shown)
            x += metrics.horizontalAdvance(word) + gap
            if x >= right:
                break

    def _fonts(self, room: float) -> dict[bool, QFont]:
        """Those of weak and strong words, smaller where all words together need it: a sum without its end is none."""
        fonts = {strong: theme.font(self._roles[strong]) for strong in (False, True)}
        while any(font.pixelSize() > SMALLEST for font in fonts.values()):
            widths = (QFontMetricsF(fonts[strong]).horizontalAdvance(word) for word, strong in self._words)
            if sum(widths) + _GAPS[self._small] * (len(self._words) - 1) <= room:
                break
            for font in fonts.values():
                font.setPixelSize(max(SMALLEST, font.pixelSize() - 1))
        return fonts

    @safely
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()
            self.update()

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        return QSize(240, _HEIGHT + _LINE * self._stacked)

    @safely(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(80, _HEIGHT + _LINE * self._stacked)
