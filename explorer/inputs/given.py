"""What a running program has given the window to show: the pictures or tensors of its own call."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from explorer.data.samples import Sample
from explorer.inputs._gallery import GalleryModel, GalleryView
from explorer.inputs.base import InputSource
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.said import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL import Image

    from explorer.data.pictures import Picture

_CAPTION_HEIGHT = 30
_MOST = 400
"""Thumbnails of a batch; who gives more can give another part."""


class GivenInput(InputSource):
    """A gallery of the given pictures; its tab is there once something has been given."""

    title = "Given"
    order = 40
    icon = "images"
    on_demand = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures: list[Picture] = []
        self._current = 0
        self._view: GalleryView | None = None
        self._caption = ElidedLabel("caption")
        self._caption.setFixedHeight(_CAPTION_HEIGHT)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self._caption)

    def picture(self) -> Picture | None:
        """The picked one of the given pictures."""
        return self._pictures[self._current] if self._pictures else None

    def step(self, step: int) -> bool:
        """The next of the given pictures."""
        return self._view is not None and self._view.step(step)

    def give(self, pictures: Sequence[Picture]) -> None:
        """Show these from now on; the place in the batch stays if it can. `picture_changed` follows."""
        self._pictures = list(pictures[:_MOST])
        self._current = min(self._current, len(self._pictures) - 1)
        if self._view is not None:
            self._layout.removeWidget(self._view)
            self._view.deleteLater()
        entries = [
            Sample(str(number), said(picture.label), self.tr("Given by the program"), partial(_image, picture))
            for number, picture in enumerate(self._pictures)
        ]
        model = GalleryModel(entries, self)
        self._view = GalleryView(model)
        self._view.setAccessibleName(self.tr("Given pictures"))
        self._view.setCurrentIndex(model.index_of(str(self._current)))
        self._view.picked.connect(self._on_view_picked)
        self.setFocusProxy(self._view)
        self._layout.insertWidget(0, self._view, 1)
        left_out = len(pictures) - len(self._pictures)
        self._more = self.tr(" ({0} more are not shown)").format(left_out) if left_out else ""
        self._show_current()

    def given(self) -> list[Picture]:
        """The pictures."""
        return list(self._pictures)

    def pick(self, number: int) -> None:
        """Take the picture at this place, from 0. Raises IndexError."""
        self._pictures[number]
        self._current = number
        self._show_current()

    def _on_view_picked(self, index: QModelIndex) -> None:
        self.pick(int(index.data(Qt.ItemDataRole.UserRole).name))

    def _show_current(self) -> None:
        picture = self._pictures[self._current]
        self._caption.set_whole_text(f"{said(picture.label)}{self._more}")
        self.picture_changed.emit(picture)


def _image(picture: Picture) -> Image.Image:
    return picture.image
