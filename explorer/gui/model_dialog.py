"""The dialog in which a model is chosen: one page for each way of finding one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QPushButton, QTabWidget, QVBoxLayout, QWidget

from explorer.gui.zoo_page import ZooPage

if TYPE_CHECKING:
    from pathlib import Path

    from explorer.gui.opening import Opener
    from explorer.jobs import Jobs


class ModelDialog(QDialog):
    """Pages beside each other; `model_chosen(reference)` when one of them has found a model."""

    model_chosen = Signal(str)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Open model"))
        self.resize(1040, 660)
        self._pages = QTabWidget()
        # A single page needs no tab.
        self._pages.setTabBarAutoHide(True)
        self._pages.tabBar().setAccessibleName(self.tr("Ways of choosing a model"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self.zoo = ZooPage(jobs)
        self._buttons: list[QPushButton] = []
        self._pages.currentChanged.connect(self._on_page_changed)
        self.add_page(self.zoo, self.tr("By name"), self.zoo.open_button)
        self.zoo.model_chosen.connect(self._on_model_chosen)
        self.zoo.closed.connect(self.reject)
        # No answer may come to a dialog that is gone, and its thread must have ended.
        self.finished.connect(self.zoo.stop)

    @property
    def open_button(self) -> QPushButton:
        """The button that opens the model chosen by name."""
        return self.zoo.open_button

    def add_page(self, page: QWidget, title: str, button: QPushButton) -> None:
        """Put another page beside the others; Enter presses its `button`."""
        self._buttons.append(button)
        self._pages.addTab(page, title)

    def show_file(self, path: Path | None = None, weights: Path | None = None) -> None:
        """Ask for a file; `path` and its `weights` are filled in."""

    def _on_page_changed(self, number: int) -> None:
        self._buttons[number].setDefault(True)

    def _on_model_chosen(self, reference: str) -> None:
        self.model_chosen.emit(reference)
        self.accept()


def model_dialog_of(window: QWidget, jobs: Jobs, opener: Opener) -> ModelDialog:
    """The window's dialog, brought to the front or made."""
    dialog = next((dialog for dialog in window.findChildren(ModelDialog) if dialog.isVisible()), None)
    if dialog is None:
        dialog = ModelDialog(jobs, window)
        dialog.model_chosen.connect(opener.open)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.show()
    dialog.activateWindow()
    return dialog
