"""The dialog for how pictures become the network's input, with a preview of the present picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from explorer.errors import InputError
from explorer.gui.class_names_field import ClassNamesField
from explorer.gui.preprocess_form import PreprocessForm, settings_of
from explorer.widgets.image_pane import ImagePane
from explorer.widgets.message_bar import MessageBar
from explorer.widgets.numbers import MINUS, number_text
from explorer.widgets.said import said

if TYPE_CHECKING:
    import numpy as np

    from explorer.data.pictures import Picture
    from explorer.errors import ExplorerError
    from explorer.gui.preparing import Preparing
    from explorer.jobs import Jobs
    from explorer.models.base import Preprocessing
    from explorer.session import Session, State

_SLOT = "preview"
_REST_MS = 120
_SIDE = 288


@dataclass(frozen=True, slots=True, eq=False)
class _Preview:
    seen: np.ndarray
    lowest: float
    mean: float
    highest: float
    text: str


class PreprocessDialog(QDialog):
    """Nothing changes until Apply; Reset brings the model's own settings back at once."""

    def __init__(self, session: Session, jobs: Jobs, preparing: Preparing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs, self._preparing = session, jobs, preparing
        self.setWindowTitle(self.tr("Preprocessing"))
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._show_preview)
        self.form = PreprocessForm()
        self.names = ClassNamesField()
        self.message = MessageBar()
        self._build_preview()
        self._build_layout()
        self.form.changed.connect(self._rest.start)
        session.changed.connect(self._on_session_changed)
        preparing.applied.connect(self._show_model)
        preparing.failed.connect(self._on_failed)
        self.finished.connect(self._on_finished)
        self._show_model()

    # ---- building

    def _build_preview(self) -> None:
        self.pane = ImagePane(radius=2)
        self.pane.setFixedSize(_SIDE, _SIDE)
        self.pane.setAccessibleName(self.tr("The picture as the network will see it"))
        self.figures = QLabel()
        self.figures.setProperty("role", "label")
        self.figures.setTextFormat(Qt.TextFormat.PlainText)
        self.figures.setWordWrap(True)
        self.figures.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.figures.setFixedWidth(_SIDE)
        # Its two lines come when the picture has been worked out; the dialog has its size by then.
        self.figures.setText("\n")
        self.figures.setMinimumHeight(self.figures.heightForWidth(_SIDE))

    def _build_layout(self) -> None:
        head = QLabel(self.tr("What the network will see"))
        head.setProperty("role", "section")
        names_head = QLabel(self.tr("Class names"))
        names_head.setProperty("role", "section")
        names_head.setBuddy(self.names)
        right = QVBoxLayout()
        right.setSpacing(8)
        for widget in (head, self.pane, self.figures):
            right.addWidget(widget)
        right.addSpacing(8)
        right.addWidget(names_head)
        right.addWidget(self.names)
        right.addStretch(1)
        body = QHBoxLayout()
        body.setSpacing(24)
        body.addWidget(self.form, 1)
        body.addLayout(right)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(14)
        column.addLayout(body, 1)
        column.addWidget(self.message)
        column.addLayout(self._build_buttons())

    def _build_buttons(self) -> QHBoxLayout:
        self.reset_button = QPushButton(self.tr("&Reset"))
        self.reset_button.setToolTip(self.tr("The preprocessing and names that the model came with"))
        self.close_button = QPushButton(self.tr("Close"))
        self.apply_button = QPushButton(self.tr("&Apply"))
        self.apply_button.setProperty("primary", True)
        self.apply_button.setDefault(True)
        for button in (self.reset_button, self.close_button):
            button.setAutoDefault(False)
        self.reset_button.clicked.connect(self._preparing.reset)
        self.close_button.clicked.connect(self.reject)
        self.apply_button.clicked.connect(self._on_apply_clicked)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.reset_button)
        row.addStretch(1)
        row.addWidget(self.close_button)
        row.addWidget(self.apply_button)
        return row

    # ---- showing

    def _show_model(self) -> None:
        """The open model's settings."""
        model = self._session.state.model
        if model is None:
            return
        self.message.clear()
        self._shown = settings_of(model)
        self.form.show_settings(self._shown)
        self.names.show_own(len(model.class_names))

    def _show_preview(self) -> None:
        picture = self._session.state.picture
        try:
            settings = self.form.settings()
        except InputError as error:
            self._say(said(error))
            return
        self.message.clear()
        self.apply_button.setEnabled(True)
        if picture is not None:
            self._jobs.submit(_SLOT, "", lambda _job: _preview(settings, picture), self._on_preview, self._on_failed)

    def _on_preview(self, preview: _Preview) -> None:
        self.pane.show_image(preview.seen)
        low, mean, high = (number_text(value, 3) for value in (preview.lowest, preview.mean, preview.highest))
        text = said(preview.text).replace("-", MINUS)
        self.figures.setText(self.tr("{0}\n{1} to {2}, mean {3}").format(text, low, high, mean))

    def _say(self, sentence: str) -> None:
        self.message.show_message("danger", sentence)
        self.apply_button.setEnabled(False)

    # ---- what happens

    def _on_apply_clicked(self) -> None:
        try:
            settings = self.form.settings()
        except InputError as error:
            self._say(said(error))
            return
        # What nobody has touched stays the very thing that it is: torchvision's is not quite the form's.
        self._preparing.apply(None if settings == self._shown else settings, self.names.source())

    def _on_failed(self, error: ExplorerError | str) -> None:
        self.message.show_message("danger", said(error))

    def _on_session_changed(self, old: State, new: State) -> None:
        if new.picture is not old.picture:
            self._rest.start()
        if old.model is not None and new.model is not None and new.model.module is not old.model.module:
            self._show_model()

    def _on_finished(self) -> None:
        self._rest.stop()
        self._jobs.cancel(_SLOT)
        self._session.changed.disconnect(self._on_session_changed)


def _preview(settings: Preprocessing, picture: Picture) -> _Preview:
    """In the model thread. Raises InputError."""
    tensor = settings(picture.image)
    low, mean, high = float(tensor.min()), float(tensor.mean()), float(tensor.max())
    return _Preview(settings.denormalise(tensor), low, mean, high, settings.describe())
