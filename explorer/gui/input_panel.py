"""The input panel: the sources of pictures as tabs, and exactly what the network gets of the picture."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from explorer import inputs
from explorer.discover import discover
from explorer.gui.seen import Seen
from explorer.inputs.base import InputSource
from explorer.inputs.draw import DrawInput
from explorer.inputs.given import GivenInput
from explorer.widgets.drop_frame import DropFrame
from explorer.widgets.safely import safely
from explorer.widgets.segmented import SegmentedControl
from explorer.widgets.square import SMALLEST_SIDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QUndoStack

    from explorer.data.pictures import Picture
    from explorer.models.base import Model
    from explorer.widgets.draw_pad import DrawPad

MARGIN = 12


class InputPanel(QWidget):
    """Shows one source of pictures at a time; the one whose picture changes comes to the front."""

    picture_changed = Signal(object)
    """The Picture that the network is to be shown."""
    preprocessing_changed = Signal(object)
    """The model's preprocessing with a setting changed by the user."""
    preprocessing_wanted = Signal()
    """The user wants to see and change all of its settings."""
    failed = Signal(str)
    """One sentence: what could not be opened, and why."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: Model | None = None
        self._picture: Picture | None = None
        self._sources = [source() for source in discover(inputs, InputSource)]
        self._build_tabs()
        self._seen = Seen()
        self._seen.centre_clicked.connect(self._on_seen_centre_clicked)
        self._seen.settings_clicked.connect(self.preprocessing_wanted)
        self._build_layout()
        self._drop_frame = DropFrame(self.tr("Drop to open"), self._pages)
        self.setAcceptDrops(True)

    def picture(self) -> Picture | None:
        """The picture that the network is to be shown now."""
        return self._picture or self._front().picture()

    @property
    def draw_pad(self) -> DrawPad:
        """The drawing canvas."""
        return next(source for source in self._sources if isinstance(source, DrawInput)).pad

    @property
    def undo_stack(self) -> QUndoStack:
        """The canvas's own undo and redo."""
        return self.draw_pad.undo_stack

    def sources(self) -> list[InputSource]:
        """All sources, in the order of their tabs."""
        return list(self._sources)

    def show_model(self, model: Model) -> None:
        """Adapt to a model; one that reads digits, where it is new, brings the canvas to the front."""
        other = self._model is None or self._model.module is not model.module
        self._model = model
        self._seen.show_preprocessing(model.preprocessing.describe(), _centre(model))
        for source in self._sources:
            source.show_model(model)
        # What a program has given to its own network fits no other.
        given = self._picture is not None and self._picture.tensors is not None
        if other and (given or (model.input_shape[0] == 1 and not self._front().prefers_digits)):
            self.select_input(next(source.title for source in self._sources if source.prefers_digits))
        else:
            self._renew_drawn_picture()

    def _renew_drawn_picture(self) -> None:
        """A stimulus is drawn with as many pixels as the network takes: for another one it is drawn anew."""
        old, new = self._picture, self._front().picture()
        if old is None or new is None or not old.kind == new.kind == "stimulus":
            return
        if old.image.size != new.image.size:
            self._picture = new
            self.picture_changed.emit(new)

    def show_tensor(
        self,
        seen: NDArray[np.uint8] | None,
        mean: float,
        maximum: float,
        minimum: float = 0.0,
        preview: bool = False,
    ) -> None:
        """Show the input as a picture, uint8 (H, W) or (H, W, 3), with the tensor's own figures; None for none.

        Args:
            seen: the picture.
            mean: the tensor's mean.
            maximum: its greatest value.
            minimum: its least value.
            preview: whether it has half the height and width that the network is meant for.
        """
        self._seen.show_tensor(seen, mean, maximum, minimum, preview)

    def show_area(self, area: tuple[float, float, float, float] | None) -> None:
        """Frame (left, top, right, bottom), shares 0..1 of the input: what a picked cell depends on."""
        self._seen.show_area(area)

    def select_input(self, title: str) -> None:
        """Bring the source called `title` (English) to the front. Raises KeyError."""
        self._tabs.set_current(title)
        self._on_tabs_changed(title)

    def selected_input(self) -> str:
        """The title (English) of the source in front."""
        return self._tabs.current()

    def give(self, pictures: Sequence[Picture]) -> None:
        """Show what a running program has given, in a source of its own."""
        next(source for source in self._sources if isinstance(source, GivenInput)).give(pictures)

    def is_live(self) -> bool:
        """Whether the picture of the source in front changes by itself all the time."""
        return self._front().is_live()

    def open_path(self, path: Path | str) -> None:
        """Open a file in the source that takes it; then `picture_changed` or `failed`, now or later."""
        path = Path(path)
        takers = [source for source in self._sources if source.accepts_path(path)]
        takers += [source for source in self._sources if source.opens_files]
        takers[0].open_path(path)

    def step(self, step: int) -> bool:
        """The next picture of the source in front (the one before: -1); False where it has no other."""
        return self._front().step(step)

    def paste(self) -> None:
        """Take the picture or the picture file on the clipboard; `failed` where there is none."""
        mime = QGuiApplication.clipboard().mimeData()
        if mime is None or not self._take(mime):
            self.failed.emit(self.tr("There is no picture on the clipboard: copy one first."))

    def _build_tabs(self) -> None:
        self._tabs = SegmentedControl(icons_above=True)
        self._tabs.setAccessibleName(self.tr("Sources of pictures"))
        self._pages = QStackedWidget()
        for source in self._sources:
            self._tabs.add_segment(source.title, source.label(), source.icon)
            self._pages.addWidget(source)
            source.picture_changed.connect(partial(self._on_source_picture_changed, source))
            source.failed.connect(self.failed)
            self._tabs.set_segment_visible(source.title, not source.on_demand)
        self._tabs.changed.connect(self._on_tab_chosen)

    def _build_layout(self) -> None:
        sources = QVBoxLayout()
        sources.setContentsMargins(MARGIN, 0, MARGIN, 0)
        sources.setSpacing(8)
        sources.addWidget(self._tabs)
        sources.addWidget(self._pages, 1)
        line = QFrame()
        line.setProperty("line", "horizontal")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(sources, 1)
        layout.addWidget(line)
        layout.addWidget(self._seen)

    def _front(self) -> InputSource:
        return next(source for source in self._sources if source.title == self._tabs.current())

    def _on_tab_chosen(self, title: str) -> None:
        self._on_tabs_changed(title)
        front = self._front()
        takes_keys = (front.focusProxy() or front).focusPolicy() != Qt.FocusPolicy.NoFocus
        # After a click keys act on the page; who walks through the tabs by keys stays there.
        if takes_keys and not self._tabs.hasFocus():
            front.setFocus()

    def _on_tabs_changed(self, title: str) -> None:
        """The source is in front, and with it the picture it has."""
        front = self._front()
        self._pages.setCurrentWidget(front)
        picture = front.picture()
        if picture is not None:
            self._picture = picture
            self.picture_changed.emit(picture)

    def _on_source_picture_changed(self, source: InputSource, picture: Picture) -> None:
        self._tabs.set_segment_visible(source.title, True)
        if source is not self._front():
            self._tabs.set_current(source.title)
            self._pages.setCurrentWidget(source)
        self._picture = picture
        self.picture_changed.emit(picture)

    def _on_seen_centre_clicked(self, on: bool) -> None:
        if self._model is not None and _centre(self._model) is not None:
            preprocessing: Any = self._model.preprocessing
            self.preprocessing_changed.emit(replace(preprocessing, centre=on))

    def _take(self, mime: QMimeData) -> bool:
        for source in self._sources:
            if source.accepts_mime(mime):
                source.open_mime(mime)
                return True
        return False

    @safely
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(source.accepts_mime(event.mimeData()) for source in self._sources):
            event.acceptProposedAction()
            self._drop_frame.show_over()

    @safely
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drop_frame.hide()

    @safely
    def dropEvent(self, event: QDropEvent) -> None:
        self._drop_frame.hide()
        if self._take(event.mimeData()):
            event.acceptProposedAction()

    @safely
    def resizeEvent(self, event: QResizeEvent) -> None:
        # Higher than with a square canvas it would only have an empty band in the middle.
        others = self.minimumSizeHint().height() - SMALLEST_SIDE
        self.setMaximumHeight(others + max(SMALLEST_SIDE, self.width() - 2 * MARGIN))


def _centre(model: Model) -> bool | None:
    """The model's `centre` setting, None where its preprocessing has none."""
    preprocessing: Any = model.preprocessing
    if is_dataclass(preprocessing) and any(field.name == "centre" for field in fields(preprocessing)):
        return bool(getattr(preprocessing, "centre"))  # noqa: B009  the protocol does not name it
    return None
