"""A small gallery of pictures that the program draws itself: digits, gratings, edges, patterns, colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from explorer.data.pictures import Picture
from explorer.data.samples import Sample, samples
from explorer.inputs._gallery import GalleryModel, GalleryView
from explorer.inputs.base import InputSource
from explorer.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:
    from explorer.models.base import Model

CAPTION_HEIGHT = 30
# What a network is likely to have been trained on stands first.
_FIRST_GROUPS = {1: ("Digits",), 3: ("Colour", "Patterns")}


class SamplesInput(InputSource):
    """Pictures to begin with, each made by a formula."""

    title = "Samples"
    order = 30
    icon = "squares-four"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: Picture | None = None
        self._channels = 0
        self._model = GalleryModel(samples(), self)
        self._view = GalleryView(self._model)
        self._view.setAccessibleName(self.tr("Sample pictures"))
        self._view.picked.connect(self._on_view_picked)
        self._caption = ElidedLabel("caption")
        self._caption.setFixedHeight(CAPTION_HEIGHT)
        self._caption.set_whole_text(self.tr("{count} pictures, each made by a formula").format(count=len(samples())))
        self.setFocusProxy(self._view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._view, 1)
        layout.addWidget(self._caption)

    def picture(self) -> Picture | None:
        """The sample that was picked last."""
        return self._picture

    def step(self, step: int) -> bool:
        """The next sample."""
        return self._view.step(step)

    def show_model(self, model: Model) -> None:
        """Put the groups first that this network is most likely to know."""
        channels = model.input_shape[0]
        if channels != self._channels:
            self._channels = channels
            self._model.show_first(_FIRST_GROUPS.get(channels, ()))

    def pick(self, name: str) -> None:
        """Take the sample called `name` (`digit-7`). Raises KeyError."""
        index = self._model.index_of(name)
        self._view.setCurrentIndex(index)

    def picked(self) -> str:
        """The name of the sample that was picked last; empty for none."""
        sample = self._view.currentIndex().data(Qt.ItemDataRole.UserRole)
        return sample.name if isinstance(sample, Sample) else ""

    def _on_view_picked(self, index: QModelIndex) -> None:
        sample: Sample = index.data(Qt.ItemDataRole.UserRole)
        self._picture = Picture(self._model.image(sample), self.tr(sample.title), "sample")
        self._caption.set_whole_text(self.tr(sample.title))
        self.picture_changed.emit(self._picture)
