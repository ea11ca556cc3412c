"""What stands where there is nothing to show: an icon and one sentence."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from explorer.widgets.icons import icon


class EmptyNote(QWidget):
    """A calm page with one sentence."""

    def __init__(self, text: str, name: str = "squares-four", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        sign = QLabel()
        sign.setPixmap(icon(name, "muted").pixmap(QSize(20, 20)))
        sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text = QLabel(text)
        self._text.setProperty("role", "muted")
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text.setWordWrap(True)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(sign)
        column.addWidget(self._text)
        column.addStretch(1)

    def set_text(self, text: str) -> None:
        """Another sentence."""
        self._text.setText(text)
