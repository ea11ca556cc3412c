"""The question whether a file may run its code; the answer that does no harm is the one under the Enter key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout

from explorer.widgets.icons import icon
from explorer.widgets.said import said

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from explorer.models.trust import TrustNeeded

_ICON = 24


class TrustDialog(QDialog):
    """Names the file, says what it is, and shows what it would run."""

    consented = Signal(object)
    """The TrustNeeded that the user has agreed to."""

    def __init__(self, asked: TrustNeeded, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked = asked
        self.setWindowTitle(self.tr("Run the code in {0}?").format(asked.path.name))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(680, 560)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        column.addLayout(self._build_question())
        column.addWidget(self._build_code(), 1)
        column.addWidget(self._build_note())
        column.addWidget(self._build_buttons())
        self.refuse_button.setFocus()

    def _build_question(self) -> QHBoxLayout:
        mark = QLabel()
        mark.setPixmap(icon("warning", "warning").pixmap(QSize(_ICON, _ICON), self.devicePixelRatioF()))
        title = QLabel(self.tr("Opening this {0} runs code").format(said(self._asked.kind)))
        title.setProperty("role", "card")
        text = _wrapped(
            self.tr(
                "{0}\nIts code can do anything that you can do: read, change and send your files. Go on only if you "
                "wrote it or trust whoever did."
            ).format(self._asked.path)
        )
        text.setProperty("role", "label")
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(title)
        words.addWidget(text)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return row

    def _build_code(self) -> QPlainTextEdit:
        self.code = QPlainTextEdit(said(self._asked.shown))
        self.code.setReadOnly(True)
        self.code.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.code.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.code.setAccessibleName(self.tr("What would run"))
        return self.code

    def _build_note(self) -> QLabel:
        note = _wrapped(
            self.tr(
                "Your consent is remembered for exactly this content (SHA-256 {0}…): a changed file asks again."
            ).format(self._asked.digest[:12])
        )
        note.setProperty("role", "caption")
        return note

    def _build_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        self.run_button: QPushButton = buttons.addButton(
            self.tr("&Run it and open"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.refuse_button: QPushButton = buttons.addButton(
            self.tr("&Do not open"), QDialogButtonBox.ButtonRole.RejectRole
        )
        self.run_button.setAutoDefault(False)
        self.refuse_button.setDefault(True)
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        return buttons

    def _on_accepted(self) -> None:
        self.consented.emit(self._asked)
        self.accept()


def _wrapped(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
