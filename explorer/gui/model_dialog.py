"""The dialog in which a model is chosen: one page for each way of finding one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QPushButton, QTabWidget, QVBoxLayout, QWidget

from explorer.gui.file_page import FilePage
from explorer.gui.zoo_page import ZooPage
from explorer.models.remembered import Choice
from explorer.widgets import theme

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from explorer.gui.opening import Opener
    from explorer.jobs import Jobs


class ModelDialog(QDialog):
    """Pages beside each other; `model_chosen(reference)` when one of them has found a model.

    For a file, `file_chosen(reference, choice)` comes first, and the dialog stays until `show_opened`.
    """

    model_chosen = Signal(str)
    file_chosen = Signal(str, object)

    def __init__(
        self, jobs: Jobs, parent: QWidget | None = None, choice_of: Callable[[str], Choice] | None = None
    ) -> None:
        super().__init__(parent)
        self._waiting = False
        self.setWindowTitle(self.tr("Open model"))
        self.resize(round(1040 * theme.text_scale()), round(660 * theme.text_scale()))
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
        self.files = FilePage(jobs, choice_of or (lambda _reference: Choice()))
        self.add_page(self.files, self.tr("From file"), self.files.open_button)
        self.files.chosen.connect(self._on_file_chosen)
        self.files.closed.connect(self.reject)
        self.finished.connect(self.files.stop)

    @property
    def open_button(self) -> QPushButton:
        """The button that opens the model chosen by name."""
        return self.zoo.open_button

    def add_page(self, page: QWidget, title: str, button: QPushButton) -> None:
        """Put another page beside the others; Enter presses its `button`."""
        self._buttons.append(button)
        self._pages.addTab(page, title)

    def show_file(self, path: Path | None = None, weights: Path | None = None) -> None:
        """Ask for a file; `path` and its `weights` are filled in where they are known."""
        self._pages.setCurrentWidget(self.files)
        self.files.show_file(path, weights)

    def show_opened(self) -> None:
        """The chosen file has been opened."""
        if self._waiting:
            self.accept()

    def show_failure(self, sentence: str) -> None:
        """The chosen file has not been opened."""
        if self._waiting:
            self._waiting = False
            self.files.show_failure(sentence)

    def _on_page_changed(self, number: int) -> None:
        self._buttons[number].setDefault(True)

    def _on_file_chosen(self, reference: str, choice: Choice) -> None:
        self._waiting = True
        self.file_chosen.emit(reference, choice)

    def _on_model_chosen(self, reference: str) -> None:
        self.model_chosen.emit(reference)
        self.accept()


def model_dialog_of(window: QWidget, jobs: Jobs, opener: Opener) -> ModelDialog:
    """The window's dialog, brought to the front or made."""
    dialog = next((dialog for dialog in window.findChildren(ModelDialog) if dialog.isVisible()), None)
    if dialog is None:
        dialog = ModelDialog(jobs, window, opener.remembered.choice)
        dialog.model_chosen.connect(opener.open)
        dialog.file_chosen.connect(opener.choose)
        opener.opened.connect(dialog.show_opened)
        opener.failed.connect(dialog.show_failure)
        opener.refused.connect(dialog.show_failure)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.show()
    dialog.activateWindow()
    return dialog
