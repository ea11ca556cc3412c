"""Pictures from files, by dialog, drag and drop or paste, with the rest of their folder one key away."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QStandardPaths, Qt, QTimer
from PySide6.QtGui import QImage, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from explorer.data.pictures import SUFFIXES
from explorer.inputs import _reading
from explorer.inputs._empty import EmptyPicture
from explorer.inputs._region import seen_region
from explorer.inputs.base import InputSource
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.icons import icon
from explorer.widgets.image_pane import ImagePane
from explorer.widgets.square import SMALLEST_SIDE

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QMimeData

    from explorer.data.pictures import Picture
    from explorer.models.base import Model

_SLOW_MS = 200


class ImageInput(InputSource):
    """A photo or any other picture file; the corners mark what the network sees of it."""

    title = "Image"
    order = 20
    icon = "image"
    opens_files = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: Picture | None = None
        self._files: tuple[Path, ...] = ()
        self._target = 0
        self._model: Model | None = None
        self._reader = _reading.PictureReader(self)
        self._reader.finished.connect(self._on_reader_finished)
        self._slow = QTimer(self, singleShot=True, interval=_SLOW_MS)
        self._build_page()
        self._build_keys()
        self._show_place()

    def picture(self) -> Picture | None:
        """The picture that was read last."""
        return self._picture

    def accepts_path(self, path: Path) -> bool:
        """Whether its suffix is a picture's."""
        return path.suffix.lower() in SUFFIXES

    def open_path(self, path: Path) -> None:
        """Read the picture in a thread of its own, then `picture_changed` or `failed`."""
        path = Path(path).absolute()
        self._start(path.name, partial(_reading.file_reading, path))

    def show_picture(self, picture: Picture) -> None:
        """Show a picture that has been read already; then `picture_changed`."""
        self._start(picture.label, lambda: _reading.Reading(picture, _reading.preview(picture.image)))

    def accepts_mime(self, mime: QMimeData) -> bool:
        """Whether there is a picture file or a picture in it."""
        return _path_in(mime) is not None or mime.hasImage()

    def open_mime(self, mime: QMimeData) -> None:
        """Read the file or the picture in it."""
        path = _path_in(mime)
        if path is not None:
            self.open_path(path)
            return
        # A pixmap may only be touched on this thread, a QImage on any.
        data = mime.imageData()
        image = data.toImage() if isinstance(data, QPixmap) else QImage(data) if data is not None else QImage()
        label = self.tr("Pasted picture")
        self._start(label, partial(_reading.pasted_reading, image, label))

    def show_model(self, model: Model) -> None:
        """Move the corner marks to what this network's preprocessing keeps."""
        self._model = model
        self._show_region()

    def step(self, step: int) -> bool:
        """The next readable picture of the folder, in a circle."""
        self._step(step)
        return len(self._files) > 1

    def show_next(self) -> None:
        """The next readable picture of the folder; after the last comes the first."""
        self._step(1)

    def show_previous(self) -> None:
        """The readable picture before this one; before the first comes the last."""
        self._step(-1)

    def choose_file(self) -> None:
        """Ask for a picture file in a dialog."""
        dialog = QFileDialog(self, self.tr("Open image"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        patterns = " ".join(f"*{suffix}" for suffix in sorted(SUFFIXES))
        dialog.setNameFilters([self.tr("Pictures ({patterns})").format(patterns=patterns), self.tr("All files (*)")])
        dialog.setDirectory(self._usual_folder())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.open_path(Path(name)))
        dialog.open()

    def _usual_folder(self) -> str:
        if self._picture is not None and self._picture.path is not None:
            return str(self._picture.path.parent)
        return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)

    def _build_page(self) -> None:
        self._pane = ImagePane()
        self._pane.setAccessibleName(self.tr("The picture"))
        self._empty = EmptyPicture()
        self._empty.open_clicked.connect(self.choose_file)
        self._front = QStackedWidget()
        self._front.addWidget(self._empty)
        self._front.addWidget(self._pane)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._front.setMinimumHeight(SMALLEST_SIDE)
        layout.addWidget(self._front, 1)
        layout.addWidget(self._built_row())

    def _built_row(self) -> QWidget:
        row = QWidget()
        row.setFixedHeight(42)
        self._previous = self._button("caret-left", self.tr("Previous picture in the folder (PgUp)"))
        self._next = self._button("caret-right", self.tr("Next picture in the folder (PgDown)"))
        self._open = self._button("folder-open", self.tr("Open image…"))
        self._previous.clicked.connect(self.show_previous)
        self._next.clicked.connect(self.show_next)
        self._open.clicked.connect(self.choose_file)
        self._name = ElidedLabel("label", Qt.TextElideMode.ElideMiddle)
        self._place = QLabel()
        self._place.setProperty("role", "muted")
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self._previous, self._name, self._place, None, self._next, self._open):
            layout.addStretch(1) if widget is None else layout.addWidget(widget)
        return row

    def _button(self, name: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(name))
        button.setIconSize(QSize(16, 16))
        button.setProperty("iconOnly", True)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        return button

    def _build_keys(self) -> None:
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence(Qt.Key.Key_PageUp), self, self.show_previous, context=here)
        QShortcut(QKeySequence(Qt.Key.Key_PageDown), self, self.show_next, context=here)
        self._slow.timeout.connect(self._on_slow_timeout)

    def _start(self, name: str, function: Callable[[], _reading.Reading]) -> None:
        self._slow.setProperty("name", name)
        self._slow.start()
        self._reader.start(function)

    def _step(self, step: int) -> None:
        if len(self._files) < 2:
            return
        # Keys may come faster than pictures: the next one counts from what was asked for last.
        self._target = (self._target + step) % len(self._files)
        name = self._files[self._target].name
        self._start(name, partial(_reading.neighbour_reading, self._files, self._target, step))

    def _on_slow_timeout(self) -> None:
        self._name.set_whole_text(self.tr("Reading {name}…").format(name=self._slow.property("name")))

    def _on_reader_finished(self, reading: _reading.Reading) -> None:
        self._slow.stop()
        if reading.picture is not None:
            self._picture, self._files = reading.picture, reading.files
            self._pane.show_image(reading.preview)
            self._front.setCurrentWidget(self._pane)
            self._show_region()
        if self._picture is not None and self._picture.path in self._files:
            self._target = self._files.index(self._picture.path)
        self._show_place()
        for sentence in reading.sentences:
            self.failed.emit(sentence)
        if reading.picture is not None:
            self.picture_changed.emit(reading.picture)

    def _show_place(self) -> None:
        count = len(self._files)
        self._name.set_whole_text(self._picture.label if self._picture else self.tr("No picture yet"))
        place = self.tr("{index} of {count}").format(index=self._target + 1, count=count)
        self._place.setText(place if count > 1 else "")
        for button in (self._previous, self._next):
            button.setEnabled(count > 1)

    def _show_region(self) -> None:
        picture = self._picture
        self._pane.show_region(None if picture is None else seen_region(self._model, picture.image.size))


def _path_in(mime: QMimeData) -> Path | None:
    """The first local file whose suffix is a picture's."""
    paths = (Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())
    return next((path for path in paths if path.suffix.lower() in SUFFIXES), None)
