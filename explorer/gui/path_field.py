"""A line for a file's path with a button that asks for it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget


class PathField(QWidget):
    """The path may be typed, pasted, or chosen; it need not exist."""

    changed = Signal()

    def __init__(self, name: str, kinds: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        """Make an empty one.

        Args:
            name: what the file is, for the dialog's title and for screen readers.
            kinds: Qt's filters of the dialog, `Weights (*.pt);;All files (*)`.
            placeholder: what stands there while it is empty.
            parent: Qt's.
        """
        super().__init__(parent)
        self._name, self._kinds = name, kinds
        self.line = QLineEdit()
        self.line.setPlaceholderText(placeholder)
        self.line.setAccessibleName(name)
        self.line.setClearButtonEnabled(True)
        self.line.textChanged.connect(self.changed)
        self.button = QPushButton(self.tr("Choose…"))
        self.button.setAutoDefault(False)
        self.button.setAccessibleDescription(name)
        self.button.clicked.connect(self.choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self.button)
        self.setFocusProxy(self.line)

    def path(self) -> Path | None:
        """The file, None where none is named."""
        text = self.line.text().strip()
        return Path(text).expanduser() if text else None

    def set_path(self, path: Path | None) -> None:
        """Name a file, or none."""
        self.line.setText("" if path is None else str(path))

    def choose(self) -> None:
        """Ask for the file in a dialog."""
        dialog = QFileDialog(self, self._name)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(self._kinds.split(";;"))
        path = self.path()
        if path is not None:
            dialog.setDirectory(str(path.parent))
        dialog.fileSelected.connect(self.line.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
