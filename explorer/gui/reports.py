"""Dialogs with text to read and to copy: the log, the system, and both for a report of a problem."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout

from explorer.gui.log_lines import KEPT
from explorer.gui.system_information import as_text, system_information
from explorer.widgets import theme

if TYPE_CHECKING:
    from explorer.gui.window import MainWindow

_LOOK_MS = 500
_REPORTED_LINES = 60


class TextDialog(QDialog):
    """A heading, a sentence, text that can be selected, Copy and Close."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.resize(640, 480)
        self._head = QLabel()
        self._head.setProperty("role", "card")
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setProperty("role", "label")
        self.page = QPlainTextEdit()
        self.page.setReadOnly(True)
        self.page.setFont(theme.font("code"))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(self._head)
        column.addWidget(self._words)
        column.addWidget(self.page, 1)
        column.addLayout(self._build_buttons())

    def _build_buttons(self) -> QHBoxLayout:
        self.copy_button = QPushButton(self.tr("&Copy"))
        self.copy_button.setDefault(True)
        self.copy_button.clicked.connect(self.copy)
        close = QPushButton(self.tr("Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        self._copied = QLabel()
        self._copied.setProperty("role", "muted")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._copied, 1)
        row.addWidget(close)
        row.addWidget(self.copy_button)
        return row

    def set_title(self, title: str, words: str) -> None:
        """What it is, and a sentence about it."""
        self.setWindowTitle(title)
        self._head.setText(title)
        self._words.setText(words)
        self.page.setAccessibleName(title)

    def copy(self) -> None:
        """All of the text to the clipboard."""
        QGuiApplication.clipboard().setText(self.page.toPlainText())
        self._copied.setText(self.tr("Copied"))


class LogDialog(TextDialog):
    """Follows the log while it is open."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        words = self.tr("Warnings and errors since the program was started ({0}); they are on stderr, too.")
        self.set_title(self.tr("Log"), words.format(KEPT.began))
        self.page.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.page.setPlaceholderText(self.tr("Nothing has gone wrong so far."))
        self._shown = -1
        self._look_again = QTimer(self)
        self._look_again.setInterval(_LOOK_MS)
        self._look_again.timeout.connect(self.look)
        self._look_again.start()
        self.look()

    def look(self) -> None:
        """Show what has come since."""
        if KEPT.count == self._shown:
            return
        self._shown = KEPT.count
        self.page.setPlainText(KEPT.text())
        self.page.moveCursor(QTextCursor.MoveOperation.End)
        self.page.moveCursor(QTextCursor.MoveOperation.StartOfLine)
        self.copy_button.setEnabled(bool(KEPT.count))


class SystemDialog(TextDialog):
    """Versions, the machine, and where the network runs."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        words = self.tr("Versions and the machine. No file, user or computer is named.")
        self.set_title(self.tr("System information"), words)
        self.page.setPlainText(as_text(system_information(window.controller.frame)))


class ProblemDialog(TextDialog):
    """The text of a report to be sent by the user: the program itself sends nothing."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        words = self.tr(
            "Say below what you did, what happened and what you expected. Copy puts the whole text on the clipboard; "
            "paste it where you got the program, into a new issue of the project. Nothing is sent from here. The log "
            "may name files of yours: look through it first."
        )
        self.set_title(self.tr("Report a problem"), words)
        self.page.setReadOnly(False)
        said = KEPT.text(_REPORTED_LINES) or self.tr("empty")
        parts = (
            self.tr("What I did:"),
            self.tr("What happened:"),
            self.tr("What I expected:"),
            as_text(system_information(window.controller.frame)),
            self.tr("Log:\n{0}").format(said),
        )
        self.page.setPlainText("\n\n".join(parts))
        self.page.setFocus()
        self.page.moveCursor(QTextCursor.MoveOperation.EndOfLine)
