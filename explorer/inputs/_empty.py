"""What a page shows while it has no picture: a sentence in a dashed frame, and a button."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from explorer.widgets.safely import safely
from explorer.widgets.theme import colour
from explorer.widgets.wrapped_text import WrappedText


class DashedNote(QWidget):
    """A sentence under an icon, and a button if there is something to do."""

    clicked = Signal()

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = WrappedText("label", centred_under=icon)
        self._button = QPushButton(self.tr("Try again"))
        self._button.hide()
        self._button.clicked.connect(self.clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self._sentence, 1)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)

    def say(self, sentence: str, button: str = "") -> None:
        """Another sentence; without the text of a button there is none."""
        self._sentence.set_text(sentence)
        if button:
            self._button.setText(button)
        self._button.setVisible(bool(button))

    def text(self) -> str:
        """The sentence."""
        return self._sentence.text()

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("border-2"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(colour("surface-2"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)


class EmptyPicture(DashedNote):
    """Invites a picture."""

    open_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("image", parent)
        self.say(self.tr("Drop a picture here, paste it with Ctrl+V, or open a file."), self.tr("Open image…"))
        self.clicked.connect(self.open_clicked)
