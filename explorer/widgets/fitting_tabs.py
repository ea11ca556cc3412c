"""A bar of tabs that stand closer, and have shorter texts, where they would not all fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QTabBar

from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

_PADDING, _CLOSE_PADDING, _TIGHT_PADDING = 10, 5, 3
"""Of a tab on each side, as the style sheet has it."""


class FittingTabs(QTabBar):
    """Tabs as wide as their texts; where that is too much, the property `compact` takes their padding away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts: dict[int, tuple[str, str]] = {}
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setDocumentMode(True)
        self.setUsesScrollButtons(True)
        self._fit(self.width())

    def add_tab(self, text: str, short: str = "") -> int:
        """Add a tab at the end, with a shorter text for bars that are narrow; its number."""
        number = self.addTab(text)
        self._texts[number] = text, short or text
        self.setAccessibleTabName(number, text)
        return number

    @safely
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit(event.size().width())
        super().resizeEvent(event)

    @safely
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_texts"):
            self._fit(self.width())

    def _fit(self, width: int) -> None:
        whole = [self._texts.get(index, (self.tabText(index), ""))[0] for index in range(self.count())]
        close = self._width_of(whole, _PADDING) > width
        short = close and self._width_of(whole, _CLOSE_PADDING) > width
        brief = [self._texts.get(index, ("", text))[1] for index, text in enumerate(whole)]
        tight = short and self._width_of(brief, _CLOSE_PADDING) > width
        compact = "tight" if tight else "true" if close else "false"
        for index, texts in self._texts.items():
            if self.tabText(index) != texts[short]:
                self.setTabText(index, texts[short])
        if self.property("compact") != compact:
            self.setProperty("compact", compact)
            # Rules for a property are looked up when a widget is polished.
            self.style().unpolish(self)
            self.style().polish(self)

    def _width_of(self, texts: list[str], padding: int) -> int:
        """What all tabs take; the selected one's text is bold."""
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        bold, plain = QFontMetrics(font), self.fontMetrics()
        most = max((bold.horizontalAdvance(text) - plain.horizontalAdvance(text) for text in texts), default=0)
        # Each tab is a whole number of pixels.
        return sum(plain.horizontalAdvance(text) + 2 * padding + 1 for text in texts) + most
