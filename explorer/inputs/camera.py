"""What a camera sees, live or frozen. The camera is on only while its page is in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from explorer.data.pictures import Picture
from explorer.inputs import _camera_device
from explorer.inputs._camera_row import CameraRow
from explorer.inputs._camera_stage import CameraStage
from explorer.inputs._region import seen_region
from explorer.inputs.base import InputSource
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from explorer.inputs._camera_device import FrameSource
    from explorer.models.base import Model

_INSTALL = "pip install 'feature-map-explorer[camera]'"
_REST_MS = 250
"""Whoever only walks past this tab with the arrow keys turns no camera on."""
_PATIENCE_MS = 6000


class CameraInput(InputSource):
    """Every frame is a new picture; Freeze keeps one and turns the camera off."""

    title = "Camera"
    order = 38
    icon = "camera"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source: FrameSource | None = None
        self._running = self._frozen = self._mirror_chosen = False
        self._pixels: NDArray[np.uint8] | None = None
        self._picture: Picture | None = None
        self._model: Model | None = None
        self._watched: QWidget | None = None
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._follow)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._on_patience_timeout)
        self._build_page()
        self._say_starting()
        self._show_state()

    # ---- contract

    def picture(self) -> Picture | None:
        """The last frame, as it is shown."""
        return self._picture

    def is_live(self) -> bool:
        """Unless it is frozen."""
        return self._picture is not None and not self._frozen

    def show_model(self, model: Model) -> None:
        """Move the corner marks; until somebody says otherwise, a network of digits gets what can be read."""
        self._model = model
        if not self._mirror_chosen and not self._frozen:
            self._row.set_mirrored(model.input_shape[0] != 1)
        self._show_region()

    # ---- what the user can ask for

    @property
    def frozen(self) -> bool:
        """Whether a frame is kept and the camera is off."""
        return self._frozen

    def freeze(self, on: bool) -> None:
        """Keep the frame that is shown and turn the camera off; or go on."""
        if on == self._frozen or (on and self._picture is None):
            return
        self._frozen = on
        self._follow()
        self._show_state()
        if on:
            # A picture of its own: what asks for the present one learns that it stays.
            self._show_frame()

    def show_frozen(self, picture: Picture) -> None:
        """Show a frame that was kept before, as it was shown then."""
        self._pixels = np.asarray(self._mirrored(picture.image.convert("RGB")))
        self._frozen = True
        self._follow()
        self._show_frame()
        self._show_state()

    # ---- building

    def _build_page(self) -> None:
        self._stage = CameraStage()
        self._stage.setAccessibleName(self.label())
        self._stage.clicked.connect(self._on_stage_clicked)
        self.setFocusProxy(self._stage)
        self._row = CameraRow()
        self._row.freeze_wanted.connect(self.freeze)
        self._row.mirror_wanted.connect(self._on_mirror_wanted)
        self._row.device_wanted.connect(self._on_device_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._stage, 1)
        layout.addWidget(self._row)

    # ---- turning the camera on and off

    def _follow(self) -> None:
        """The camera is on as long as its page is in sight and nothing is frozen."""
        wanted = self.isVisible() and not self.window().isMinimized() and not self._frozen
        if not wanted:
            self._stop()
        elif not self._running:
            self._start()

    def _start(self) -> None:
        source = self._opened()
        if source is None:
            return
        self._row.show_devices(source.devices())
        key = self._row.device()
        if key is None:
            self._stage.say(self.tr("No camera was found. Connect one: it is used at once."), self.tr("Try again"))
            return
        if self._stage.sentence():
            self._say_starting()
        self._running = True
        self._patience.start()
        source.start(key)

    def _stop(self) -> None:
        self._rest.stop()
        self._patience.stop()
        if self._running and self._source is not None:
            self._source.stop()
        self._running = False

    def _opened(self) -> FrameSource | None:
        """The cameras of this machine; None where they cannot be used, and the page says why."""
        if self._source is None:
            try:
                source = _camera_device.frame_source(self)
            except ModuleNotFoundError:
                sentence = self.tr("To use a camera, install one more package and start the program again:")
                self._stage.say(f"{sentence}\n\n{_INSTALL}", self.tr("Copy command"))
                return None
            except ImportError as error:
                self._stage.say(self.tr("Cameras cannot be used here: {0}").format(error))
                return None
            source.frame_arrived.connect(self._on_source_frame_arrived)
            source.devices_changed.connect(self._on_source_devices_changed)
            source.failed.connect(self._on_source_failed)
            source.refused.connect(self._on_source_refused)
            self._source = source
        return self._source

    # ---- showing

    def _say_starting(self) -> None:
        self._stage.say(self.tr("The camera is being turned on. Its pictures stay on this machine."))

    def _show_state(self) -> None:
        self._row.show_frozen(self._frozen, self._picture is not None)

    def _show_frame(self) -> None:
        if self._pixels is None:
            return
        image = self._mirrored(Image.fromarray(self._pixels))
        known = self._picture is not None and self._picture.image.size == image.size
        self._picture = Picture(image, self.tr("Camera picture"), "camera")
        self._stage.show_image(np.asarray(image))
        if not known:
            self._show_state()
            self._show_region()
        self.picture_changed.emit(self._picture)

    def _mirrored(self, image: Image.Image) -> Image.Image:
        """Where that is wanted; Pillow turns three bytes at a time, which numpy takes twenty times as long for."""
        return image.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if self._row.is_mirrored() else image

    def _show_region(self) -> None:
        size = None if self._picture is None else self._picture.image.size
        self._stage.pane.show_region(None if size is None else seen_region(self._model, size))

    # ---- what happens

    def _on_source_frame_arrived(self, pixels: NDArray[np.uint8]) -> None:
        # What was under way when the camera was turned off is nobody's any more.
        if self._running:
            self._patience.stop()
            self._pixels = pixels
            self._show_frame()

    def _on_source_devices_changed(self) -> None:
        if self._source is None:
            return
        before = self._row.device()
        self._row.show_devices(self._source.devices())
        if self._row.device() != before:
            self._stop()
        self._follow()

    def _on_source_failed(self, reason: str) -> None:
        if not self._running:
            return  # it was turned off before: what is frozen stays in sight
        self._stop()
        said = f" ({reason.rstrip('.')})" if reason else ""
        text = self.tr("The camera gives no picture{0}. If another program uses it, close that one.").format(said)
        self._stage.say(text, self.tr("Try again"))

    def _on_source_refused(self) -> None:
        if not self._running:
            return
        self._stop()
        text = self.tr("This program may not use the camera. Allow it in the settings of your system.")
        self._stage.say(text, self.tr("Try again"))

    def _on_patience_timeout(self) -> None:
        if self._source is not None and self._source.is_asking():
            self._patience.start()
        else:
            self._on_source_failed("")

    def _on_stage_clicked(self) -> None:
        if self._source is None:
            QGuiApplication.clipboard().setText(_INSTALL)
        else:
            self._follow()

    def _on_device_wanted(self) -> None:
        self._stop()
        self._frozen = False
        self._show_state()
        self._follow()

    def _on_mirror_wanted(self) -> None:
        self._mirror_chosen = True
        self._show_frame()

    @safely
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.freeze(not self._frozen)
        else:
            super().keyPressEvent(event)

    @safely
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        window = self.window()
        if window is not self._watched:
            if self._watched is not None and isValid(self._watched):
                self._watched.removeEventFilter(self)
            self._watched = window
            window.installEventFilter(self)
        self._rest.start()

    @safely
    def hideEvent(self, event: QHideEvent) -> None:
        self._stop()
        super().hideEvent(event)

    @safely(default=False)
    def eventFilter(self, window: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowStateChange:
            self._follow()
        return False
