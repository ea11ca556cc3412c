"""Another way from the picture to the network: tried on the network before it counts, and remembered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from explorer.data.picture_preprocess import PicturePreprocessing
from explorer.widgets.said import said

if TYPE_CHECKING:
    from explorer.data.pictures import Picture
    from explorer.errors import ExplorerError
    from explorer.gui.controller import Controller
    from explorer.jobs import Job, Jobs
    from explorer.models.base import Model, Preprocessing
    from explorer.session import Session

_SLOT = "prepare-as"


class Preparing(QObject):
    """Changes the preprocessing and the class names of the open model."""

    applied = Signal()
    failed = Signal(str)
    """One sentence; nothing has changed."""

    def __init__(self, session: Session, jobs: Jobs, controller: Controller) -> None:
        super().__init__(controller)
        self._session, self._jobs, self._controller = session, jobs, controller

    def apply(self, preprocessing: Preprocessing | None, names: str) -> None:
        """Prepare pictures like this, and call the classes so; None and empty leave them as they are.

        Args:
            preprocessing: picture -> tensor.
            names: a preset or file of class names.
        """
        state = self._session.state
        model, picture = state.model, state.picture
        if model is None:
            return
        title = self.tr("Trying the preprocessing")
        self._jobs.submit(
            _SLOT, title, lambda job: _tried(model, picture, preprocessing, names, job), self._on_tried, self._on_failed
        )

    def change(self, preprocessing: Preprocessing) -> None:
        """Prepare pictures like this from now on, as the network is known to take them."""
        model = self._session.state.model
        if model is not None:
            self._show(model.prepared_by(preprocessing))

    def reset(self) -> None:
        """The model's own preprocessing and names again."""
        model = self._session.state.model
        if model is not None:
            self._show(model.as_opened())
            self._remember(model.as_opened(), None, None)
            self.applied.emit()

    def _on_tried(self, model: Model) -> None:
        present = self._session.state.model
        if present is None or present.module is not model.module:
            return
        self._show(model)
        own = model.as_opened()
        preprocessing, names = model.preprocessing, model.class_names
        self._remember(
            model,
            preprocessing
            if isinstance(preprocessing, PicturePreprocessing) and preprocessing != own.preprocessing
            else None,
            names if names != own.class_names else None,
        )
        self.applied.emit()

    def _on_failed(self, error: ExplorerError) -> None:
        self.failed.emit(said(error))

    def _show(self, model: Model) -> None:
        self._controller.change_model(model)

    def _remember(
        self, model: Model, preprocessing: PicturePreprocessing | None, names: tuple[str, ...] | None
    ) -> None:
        if model.source == "live":
            return
        remembered = self._controller.opener.remembered
        choice = replace(remembered.choice(model.name), preprocessing=preprocessing, class_names=names)
        remembered.choose(model.name, choice)


def _tried(model: Model, picture: Picture | None, preprocessing: Preprocessing | None, names: str, job: Job) -> Model:
    """The model changed, once the network has taken a picture prepared so. Raises ExplorerError."""
    from explorer.core.capture import capture
    from explorer.data.class_names import class_names

    if names:
        model = model.with_names(class_names(names))
    if preprocessing is not None and preprocessing != model.preprocessing:
        model = model.prepared_by(preprocessing)
        job.check()
        if picture is not None:
            capture(model.module, model.network_input(picture))
    return model
