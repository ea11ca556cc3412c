"""The row of controls above a picture: 42 pixels high, with a hairline under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

HEIGHT = 42


class ToolRow(QFrame):
    """Holds a view's controls; a narrow view cuts it off instead of being held wide by it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", "surface")
        self.setFixedHeight(HEIGHT)
        self._optional: list[QWidget] = []
        self._row = QHBoxLayout()
        self._row.setContentsMargins(12, 0, 12, 0)
        self._row.setSpacing(8)
        # Otherwise the lowest control would decide how high the row may be, and the line would not lie at the foot.
        self._row.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        line = QFrame(self)
        line.setProperty("line", "horizontal")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._row, 1)
        column.addWidget(line)

    def add(self, widget: QWidget, caption: str = "", *, optional: bool = False) -> QLabel | None:
        """Add a control at the right, behind the word that it is told by.

        Where the row is too narrow, `optional` ones are left out, the last first.
        """
        if optional:
            self._optional.append(widget)
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

    def fit(self) -> None:
        """Leave out what does not fit; to be called when a control comes or goes."""
        placed = (self._row.itemAt(place) for place in range(self._row.count()))
        items = [item.widget() for item in placed if item is not None]
        shown = [item for item in items if item is not None and (not item.isHidden() or item in self._optional)]
        margins = self._row.contentsMargins()
        free = self.width() - margins.left() - margins.right() + self._row.spacing()
        free -= sum(item.sizeHint().expandedTo(item.minimumSize()).width() + self._row.spacing() for item in shown)
        for widget in reversed(self._optional):
            widget.setVisible(free >= 0)
            if free < 0:
                free += widget.sizeHint().width() + self._row.spacing()

    @safely
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    @safely(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(0, HEIGHT)
