"""What the image page shows before there is a picture: one sentence and one button."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from explorer.widgets.safely import safely
from explorer.widgets.theme import colour
from explorer.widgets.wrapped_text import WrappedText


class EmptyPicture(QWidget):
    """A dashed frame that invites a picture."""

    open_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        invitation = WrappedText("label", centred_under="image")
        invitation.set_text(self.tr("Drop a picture here, paste it with Ctrl+V, or open a file."))
        button = QPushButton(self.tr("Open image…"))
        button.clicked.connect(self.open_clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(invitation, 1)
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("border-2"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(colour("surface-2"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
