"""A bar of tabs that stand closer where they would not all fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QTabBar

from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

_PADDING = 10
"""Of a tab on each side, as the style sheet has it."""


class FittingTabs(QTabBar):
    """Tabs as wide as their texts; where that is too much, the property `compact` takes half of their padding."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setDocumentMode(True)
        self.setUsesScrollButtons(True)
        self._fit(self.width())

    @safely
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit(event.size().width())
        super().resizeEvent(event)

    def _fit(self, width: int) -> None:
        compact = self._roomy_width() > width
        if self.property("compact") != compact:
            self.setProperty("compact", compact)
            # Rules for a property are looked up when a widget is polished.
            self.style().unpolish(self)
            self.style().polish(self)

    def _roomy_width(self) -> int:
        """What all tabs take with their whole padding; the selected one's text is bold."""
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        bold, plain = QFontMetrics(font), self.fontMetrics()
        texts = [self.tabText(index) for index in range(self.count())]
        most = max((bold.horizontalAdvance(text) - plain.horizontalAdvance(text) for text in texts), default=0)
        return sum(plain.horizontalAdvance(text) + 2 * _PADDING for text in texts) + most
