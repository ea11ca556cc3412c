"""The question where a file is that a session needs and that is not where it was."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from explorer.widgets.icons import icon

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_ICON = 24


class MissingFileDialog(QDialog):
    """Names session and file; offers to look for it and, where it is a picture only, to go on without it."""

    found = Signal(Path)
    """Where the user says it is."""
    left_out = Signal()
    """The user goes on without it."""

    def __init__(self, session: Path, missing: Path, is_picture: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._missing = missing
        self.setWindowTitle(self.tr("Where is {0}?").format(missing.name))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(520)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(16)
        column.addLayout(self._build_question(session))
        column.addWidget(self._build_buttons(is_picture))
        self.find_button.setFocus()

    def _build_question(self, session: Path) -> QHBoxLayout:
        mark = QLabel()
        mark.setPixmap(icon("question", "accent").pixmap(QSize(_ICON, _ICON), self.devicePixelRatioF()))
        title = QLabel(self.tr("Where is {0}?").format(self._missing.name))
        title.setProperty("role", "card")
        text = QLabel(
            self.tr("The session {0} needs it, and it is no longer in\n{1}").format(session.name, self._missing.parent)
        )
        text.setProperty("role", "label")
        text.setWordWrap(True)
        for label in (title, text):
            label.setTextFormat(Qt.TextFormat.PlainText)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(title)
        words.addWidget(text)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return row

    def _build_buttons(self, is_picture: bool) -> QDialogButtonBox:
        role = QDialogButtonBox.ButtonRole
        buttons = QDialogButtonBox()
        self.find_button: QPushButton = buttons.addButton(self.tr("&Find it…"), role.ActionRole)
        self.without_button: QPushButton = buttons.addButton(self.tr("Go on &without it"), role.ActionRole)
        self.cancel_button: QPushButton = buttons.addButton(self.tr("&Do not open"), role.RejectRole)
        self.without_button.setVisible(is_picture)
        self.find_button.setDefault(True)
        self.find_button.clicked.connect(self._on_find_clicked)
        self.without_button.clicked.connect(self._on_without_clicked)
        buttons.rejected.connect(self.reject)
        return buttons

    def _on_find_clicked(self) -> None:
        chooser = QFileDialog(self, self.windowTitle())
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        suffix = self._missing.suffix
        same = [self.tr("Files like it ({0})").format(f"*{suffix}")] if suffix else []
        chooser.setNameFilters([*same, self.tr("All files (*)")])
        folder = next((one for one in self._missing.parents if one.is_dir()), Path.home())
        chooser.setDirectory(str(folder))
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.fileSelected.connect(self._on_file_selected)
        chooser.open()

    def _on_file_selected(self, name: str) -> None:
        self.found.emit(Path(name))
        self.accept()

    def _on_without_clicked(self) -> None:
        self.left_out.emit()
        self.accept()
