"""A page for choosing a model by name: a table that can be searched and sorted, its weights, and their download."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from explorer.gui.downloads import Download
from explorer.gui.zoo_list import ZooList
from explorer.gui.zoo_rows import accuracy_text, megabytes
from explorer.widgets.message_bar import MessageBar
from explorer.widgets.said import said

if TYPE_CHECKING:
    from explorer.errors import ExplorerError
    from explorer.gui.downloads import Progress
    from explorer.jobs import Job, Jobs
    from explorer.models.zoo_table import ZooEntry, ZooWeights

_LIST = "names"
_WHOLE = 1000


class ZooPage(QWidget):
    """Emits the reference of what was chosen, once its weights are there: `resnet50:IMAGENET1K_V2`."""

    model_chosen = Signal(str)
    closed = Signal()
    """The user wants none."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._list = ZooList()
        self._download = Download(self)
        self._build_choice()
        self._build_buttons()
        self._build_layout()
        self._connect()
        self._show_choice()
        jobs.submit(_LIST, self.tr("Listing models"), _listed, self._on_listed, self._on_list_failed)

    @property
    def open_button(self) -> QPushButton:
        """The button that opens the chosen model, after a download where that is needed."""
        return self._open

    def stop(self) -> None:
        """The page is gone: no list is wanted any more, and no download."""
        self._jobs.cancel(_LIST)
        self._download.stop()

    # ---- building

    def _build_choice(self) -> None:
        self._name = QLabel()
        self._name.setProperty("role", "card")
        self._weights = QComboBox()
        self._weights.setAccessibleName(self.tr("Weights"))
        self._weights.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._state = QLabel(self.tr("Listing models …"))
        self._state.setProperty("role", "caption")
        self._message = MessageBar()

    def _build_buttons(self) -> None:
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setFixedWidth(160)
        self._progress.setAccessibleName(self.tr("Download"))
        self._cancel = QPushButton(self.tr("Cancel download"))
        self._close = QPushButton(self.tr("Close"))
        self._open = QPushButton(self.tr("Open"))
        self._open.setProperty("primary", True)
        for button in (self._cancel, self._close):
            button.setAutoDefault(False)

    def _build_layout(self) -> None:
        choice = QHBoxLayout()
        choice.setSpacing(12)
        choice.addWidget(self._name)
        choice.addStretch(1)
        choice.addWidget(self._weights)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._progress)
        foot.addWidget(self._state, 1)
        for button in (self._cancel, self._close, self._open):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        column.addWidget(self._list, 1)
        column.addLayout(choice)
        column.addWidget(self._message)
        column.addLayout(foot)

    def _connect(self) -> None:
        self._list.entry_changed.connect(self._on_entry_changed)
        self._list.entry_opened.connect(self._open.click)
        self._weights.currentIndexChanged.connect(self._show_choice)
        self._open.clicked.connect(self._on_open_clicked)
        self._close.clicked.connect(self.closed)
        self._cancel.clicked.connect(self._on_cancel_clicked)
        self._download.progressed.connect(self._show_progress)
        self._download.finished.connect(self._on_downloaded)
        self._download.failed.connect(self._on_download_failed)

    # ---- the list

    def _on_listed(self, entries: list[ZooEntry]) -> None:
        self._list.show_entries(entries)

    def _on_list_failed(self, error: ExplorerError) -> None:
        self._message.show_message("danger", said(error))

    def _on_entry_changed(self) -> None:
        """Offer the weights of the chosen model: the first that are on this computer, or else torchvision's default."""
        entry = self._list.entry()
        self._message.clear()
        self._name.setText(entry.title if entry else "")
        self._weights.blockSignals(True)
        self._weights.clear()
        if entry is not None and entry.weights:
            for weights in entry.weights:
                self._weights.addItem(self._described(weights), (f"{entry.name}:{weights.name}", weights))
            self._weights.addItem(self.tr("Random weights"), (f"{entry.name}:random", None))
            here = next((number for number, weights in enumerate(entry.weights) if weights.cached), 0)
            self._weights.setCurrentIndex(here)
        self._weights.blockSignals(False)
        self._weights.setVisible(self._weights.count() > 0)
        self._show_choice()

    def _described(self, weights: ZooWeights) -> str:
        parts = [weights.name, accuracy_text(weights), megabytes(weights.megabytes)]
        return "  ·  ".join([*parts, self.tr("on disk")] if weights.cached else parts)

    # ---- what is chosen

    def _choice(self) -> tuple[str, ZooWeights | None]:
        """The reference (empty for none), and the weights that it needs (None where it needs none)."""
        entry = self._list.entry()
        if entry is None:
            return "", None
        reference, weights = self._weights.currentData() or (entry.name, None)
        return reference, weights

    def _show_choice(self) -> None:
        reference, weights = self._choice()
        missing = weights is not None and not weights.cached
        busy = self._download.running
        self._open.setText(self.tr("Download and open") if missing else self.tr("Open"))
        self._open.setEnabled(bool(reference) and not busy)
        self._list.setEnabled(not busy)
        self._weights.setEnabled(not busy)
        self._progress.setVisible(busy)
        self._cancel.setVisible(busy)
        if not busy:
            self._state.setText(self._state_text(reference, weights))

    def _state_text(self, reference: str, weights: ZooWeights | None) -> str:
        if not reference:
            return (
                self.tr("No model has that in its name.") if not self._list.is_empty() else self.tr("Listing models …")
            )
        if weights is None:
            by_chance = reference.endswith(":random")
            return self.tr("Its maps are true, its predictions mean nothing.") if by_chance else ""
        if weights.cached:
            return self.tr("Downloaded before; used if its hash is right.")
        return self.tr("{0} to download, into torch's own folder.").format(megabytes(weights.megabytes))

    def _on_open_clicked(self) -> None:
        reference, weights = self._choice()
        if weights is None or weights.cached:
            self.model_chosen.emit(reference)
            return
        self._message.clear()
        self._progress.setRange(0, 0)
        self._download.start(reference)
        self._show_choice()
        self._state.setText(self.tr("Connecting …"))

    # ---- the download

    def _show_progress(self, progress: Progress) -> None:
        if progress.whole is None:
            return
        self._progress.setRange(0, _WHOLE)
        self._progress.setValue(_WHOLE * progress.done // max(1, progress.whole))
        done, whole, speed = (size / (1 << 20) for size in (progress.done, progress.whole, progress.speed))
        text = self.tr("{0:.1f} of {1:.1f} MB").format(done, whole)
        if progress.speed > 0:
            text = self.tr("{0}  ·  {1:.1f} MB/s  ·  {2:.0f} s left").format(text, speed, (whole - done) / speed)
        self._state.setText(text)

    def _on_cancel_clicked(self) -> None:
        self._download.cancel()
        self._show_choice()
        self._state.setText(self.tr("Stopped. The next try goes on from here where the server allows that."))

    def _on_downloaded(self, reference: str) -> None:
        self._show_choice()
        self.model_chosen.emit(reference)

    def _on_download_failed(self, sentence: str) -> None:
        self._show_choice()
        self._message.show_message("danger", sentence)


def _listed(_job: Job) -> list[ZooEntry]:
    """Everything that can be opened by name, what comes with the program first."""
    from explorer.models import sources
    from explorer.models.bundled import Bundled
    from explorer.models.zoo import Zoo
    from explorer.models.zoo_table import ZooEntry, zoo_table

    entries = []
    for name in Bundled.names():
        model = Bundled.load(name)
        entries.append(ZooEntry(name, model.title, "classification", model.parameter_count, model.input_shape[1], ()))
    others = [source for source in sources() if source not in (Bundled, Zoo)]
    entries += [ZooEntry(name, name, "", 0, 0, ()) for source in others for name in source.names()]
    return [*entries, *zoo_table()]
