"""What the image page shows before there is a picture: one sentence and one button."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from explorer.widgets.icons import paint_icon
from explorer.widgets.safely import safely
from explorer.widgets.theme import colour


class EmptyPicture(QWidget):
    """A dashed frame that invites a picture."""

    open_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        text = QLabel(self.tr("Drop a picture here, paste it with Ctrl+V, or open a file."))
        text.setProperty("role", "muted")
        text.setWordWrap(True)
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        button = QPushButton(self.tr("Open image…"))
        button.clicked.connect(self.open_clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 8, 20, 8)
        layout.setSpacing(8)
        layout.addStretch(1)
        layout.addWidget(_Sign(), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(text)
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("border-2"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(colour("surface-2"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)


class _Sign(QWidget):
    """The icon, in the theme's colour of the moment."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(20, 20)

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        paint_icon(QPainter(self), "image", "muted", QRectF(self.rect()))
