"""The row of controls above a picture: 42 pixels high, with a hairline under it."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from explorer.widgets.safely import safely

HEIGHT = 42


class ToolRow(QFrame):
    """Holds a view's controls; a narrow view cuts it off instead of being held wide by it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", "surface")
        self.setFixedHeight(HEIGHT)
        self._row = QHBoxLayout()
        self._row.setContentsMargins(12, 0, 12, 0)
        self._row.setSpacing(8)
        line = QFrame(self)
        line.setProperty("line", "horizontal")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._row, 1)
        column.addWidget(line)

    def add(self, widget: QWidget, caption: str = "") -> QLabel | None:
        """Add a control at the right, behind the word that it is told by."""
        label = None
        if caption:
            label = QLabel(caption, self)
            label.setProperty("role", "label")
            label.setBuddy(widget)
            self._row.addWidget(label)
        self._row.addWidget(widget)
        return label

    def add_stretch(self) -> None:
        """What is added from now on stands at the right end."""
        self._row.addStretch(1)

    @safely(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(0, HEIGHT)
