"""An opaque ground for what changes all the time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from explorer.widgets import theme
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class Ground(QWidget):
    """A widget in the colour of surfaces.

    Most widgets here have no ground of their own: for each that changes, Qt paints those of all around it, up to the
    window's. This one ends that.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def scrolled(self) -> QWidget:
        """A widget around this one for a QScrollArea, whose own widget the style sheet makes transparent again."""
        outside = QWidget()
        layout = QVBoxLayout(outside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self)
        return outside

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), theme.colour("surface"))
