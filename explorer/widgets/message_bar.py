"""An inline strip that says what went wrong, near its cause: an icon, one sentence, details and an action."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from explorer.widgets.icons import icon, paint_icon
from explorer.widgets.safely import safely

MessageKind = Literal["danger", "warning", "info"]
_ICONS: dict[MessageKind, str] = {"danger": "warning-circle", "warning": "warning", "info": "info"}
_ROLES: dict[MessageKind, str] = {"danger": "danger", "warning": "warning", "info": "accent"}
DETAILS_HEIGHT = 120


class MessageBar(QFrame):
    """Hidden until there is something to say; never takes the focus."""

    closed = Signal()
    """The user closed the strip."""
    action_requested = Signal()
    """The user pressed the action's button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = _Sign()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._action = QPushButton(flat=True)
        self._action.hide()
        self._action.clicked.connect(self.action_requested)
        self._more = QPushButton(self.tr("Details"), flat=True)
        self._more.setCheckable(True)
        self._details = QPlainTextEdit(readOnly=True)
        self._details.setMaximumHeight(DETAILS_HEIGHT)
        self._details.setAccessibleName(self.tr("Details"))
        self._more.toggled.connect(self._details.setVisible)
        self._build_layout(self._build_close_button())
        self.hide()

    def _build_close_button(self) -> QToolButton:
        button = QToolButton()
        button.setToolTip(self.tr("Close"))
        button.setAccessibleName(self.tr("Close message"))
        button.setProperty("iconOnly", True)
        button.setIcon(icon("x"))
        button.setIconSize(QSize(13, 13))
        button.clicked.connect(self._on_close_clicked)
        return button

    def _build_layout(self, close: QToolButton) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._sign)
        row.addWidget(self._text, 1)
        for button in (self._action, self._more, close):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 4, 6, 4)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._details)

    def show_message(self, kind: MessageKind, text: str, details: str = "", action: str = "") -> None:
        """Say `text`; `details` (a traceback) unfold on demand, `action` names a button such as "Try again"."""
        self.setProperty("message", kind)
        self._text.setProperty("message", kind)
        self.style().polish(self)
        self._text.style().polish(self._text)
        self._sign.show_sign(_ICONS[kind], _ROLES[kind])
        self._text.setText(text)
        self._details.setPlainText(details)
        self._more.setChecked(False)
        self._more.setVisible(bool(details))
        self._details.hide()
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(text)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def clear(self) -> None:
        """Say nothing any more."""
        self._text.clear()
        self._details.clear()
        self.hide()

    def text(self) -> str:
        """The sentence that is shown, empty if there is none."""
        return self._text.text()

    def _on_close_clicked(self) -> None:
        self.clear()
        self.closed.emit()


class _Sign(QWidget):
    """The icon of the strip, in the colour of its kind."""

    def __init__(self) -> None:
        super().__init__()
        self._name = "info"
        self._role = "accent"
        self.setFixedSize(16, 16)

    def show_sign(self, name: str, role: str) -> None:
        self._name = name
        self._role = role
        self.update()

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_icon(painter, self._name, self._role, QRectF(self.rect()))
