"""Where a network's class names come from: itself, a well-known dataset, or a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QWidget

_OTHER = "other"


class ClassNamesField(QComboBox):
    """A list whose last entry asks for a file."""

    source_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Class names"))
        self.addItem("", "")
        self.show_own(0)
        for title, preset in (
            ("MNIST", "mnist"),
            ("Fashion-MNIST", "fashion-mnist"),
            ("CIFAR-10", "cifar10"),
            ("ImageNet", "imagenet"),
        ):
            self.addItem(title, preset)
        self.addItem(self.tr("From a file…"), _OTHER)
        self._before = 0
        self.activated.connect(self._on_activated)

    def source(self) -> str:
        """A preset or a file's path; empty where the names stay as they are."""
        data = str(self.currentData())
        return "" if data == _OTHER else data

    def show_own(self, count: int) -> None:
        """Say how many names there are now, and choose to keep them."""
        own = self.tr("As they are ({0:,} names)").format(count) if count else self.tr("The model's own")
        self.setItemText(0, own)
        self.setCurrentIndex(0)
        self._before = 0

    def choose_file(self, path: str) -> None:
        """Take the names in a file; it is read by whoever asks for `source`."""
        number = self.findData(path)
        if number < 0:
            number = self.count() - 1
            self.insertItem(number, Path(path).name, path)
        self.setCurrentIndex(number)
        self._on_activated(number)

    def _on_activated(self, number: int) -> None:
        if self.itemData(number) != _OTHER:
            self._before = number
            self.source_changed.emit()
            return
        # Until a file is chosen it is as it was.
        self.setCurrentIndex(self._before)
        dialog = QFileDialog(self, self.tr("Class names"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Class names (*.txt *.json)"), self.tr("All files (*)")])
        dialog.fileSelected.connect(self.choose_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
