"""The list of models that can be opened by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QListView, QPushButton, QVBoxLayout, QWidget

from explorer.widgets.icons import icon

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex

    from explorer.errors import ExplorerError
    from explorer.jobs import Job, Jobs


class ModelDialog(QDialog):
    """A filter field over a list of names; `model_chosen(name)`."""

    model_chosen = Signal(str)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Open model"))
        self.resize(420, 520)
        self._source = QStandardItemModel(self)
        self._proxy = QSortFilterProxyModel(self)
        self._proxy.setSourceModel(self._source)
        self._proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._build_layout()
        # The answer must not come to a dialog that is gone.
        self.finished.connect(lambda _result: jobs.cancel("names"))
        jobs.submit("names", self.tr("Listing models"), _names, self._on_names, self._on_failed)

    def _build_layout(self) -> None:
        self._filter = QLineEdit()
        self._filter.setPlaceholderText(self.tr("Filter, e.g. resnet"))
        self._filter.setClearButtonEnabled(True)
        self._filter.addAction(icon("magnifying-glass", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._filter.setAccessibleName(self.tr("Filter models"))
        self._filter.textChanged.connect(self._on_filter_changed)
        self._list = QListView()
        self._list.setModel(self._proxy)
        self._list.setAccessibleName(self.tr("Models"))
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._list.activated.connect(self._on_activated)
        self._note = QLabel(self.tr("Listing torchvision's models …"))
        self._note.setProperty("role", "caption")
        self._note.setWordWrap(True)
        open_, cancel = QDialogButtonBox.StandardButton.Open, QDialogButtonBox.StandardButton.Cancel
        self._buttons = QDialogButtonBox(open_ | cancel)
        self._buttons.button(open_).setProperty("primary", True)
        self._buttons.accepted.connect(lambda: self._on_activated(self._list.currentIndex()))
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        for widget in (self._filter, self._list, self._note, self._buttons):
            column.addWidget(widget)

    @property
    def open_button(self) -> QPushButton:
        """The button that opens the chosen model."""
        return self._buttons.button(QDialogButtonBox.StandardButton.Open)

    def _on_names(self, names: list[str]) -> None:
        for name in names:
            self._source.appendRow(QStandardItem(name))
        self._note.setText(
            self.tr(
                "Weights that torch has downloaded before are used if their hash is right; other models get random "
                "weights, and the window says so."
            )
        )
        self._select_first()

    def _on_failed(self, error: ExplorerError) -> None:
        self._note.setText(str(error))

    def _on_filter_changed(self, text: str) -> None:
        self._proxy.setFilterFixedString(text.strip())
        self._select_first()

    def _select_first(self) -> None:
        self._list.setCurrentIndex(self._proxy.index(0, 0))

    def _on_activated(self, index: QModelIndex) -> None:
        if index.isValid():
            self.model_chosen.emit(index.data())
            self.accept()


def _names(_job: Job) -> list[str]:
    from explorer.models import sources

    return [name for source in sources() for name in source.names()]
