"""Cameras by Qt's multimedia module: frames become arrays in a thread of their own, and only the newest waits."""

from __future__ import annotations

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

from PySide6.QtCore import QCameraPermission, QCoreApplication, QLoggingCategory, QObject, Qt

# It names every library of the desktop's that it does without, each time it is loaded.
QLoggingCategory.setFilterRules("qt.multimedia.symbolsresolver.warning=false\nqt.multimedia.ffmpeg.info=false")

from PySide6.QtMultimedia import (  # noqa: E402  the rules come before what they hold for
    QCamera,
    QMediaCaptureSession,
    QMediaDevices,
    QVideoFrame,
    QVideoFrameFormat,
    QVideoSink,
)

from explorer.inputs._camera_device import Device, FrameSource  # noqa: E402
from explorer.inputs._sender import Sender  # noqa: E402
from explorer.inputs._video_frames import SIDE, array_of  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QPermission
    from PySide6.QtMultimedia import QCameraDevice, QCameraFormat

log = logging.getLogger(__name__)
_FLUENT = 20
"""Frames a second."""


class QtCamera(FrameSource):
    """One camera at a time, in the smallest of its formats that is large enough."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._media = QMediaDevices(self)
        self._media.videoInputsChanged.connect(self.devices_changed)
        self._capture = QMediaCaptureSession(self)
        self._sink = QVideoSink(self)
        self._capture.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(self.take)
        self._camera: QCamera | None = None
        self._wanted, self._asking = "", False
        executor = ThreadPoolExecutor(1, thread_name_prefix="camera-frames")
        self._executor = executor
        self._future: Future[None] | None = None
        self._waiting: QVideoFrame | None = None
        self._turn = 0
        self._converted, self._broken = Sender(), Sender()
        self._converted.sent.connect(self._on_converted, Qt.ConnectionType.QueuedConnection)
        self._broken.sent.connect(self._on_broken, Qt.ConnectionType.QueuedConnection)
        self.destroyed.connect(lambda: executor.shutdown(wait=False, cancel_futures=True))

    # ---- contract

    def devices(self) -> tuple[Device, ...]:
        """As the system names them."""
        usual = QMediaDevices.defaultVideoInput().id()
        inputs = sorted(QMediaDevices.videoInputs(), key=lambda one: one.id() != usual)
        return tuple(Device(_key(one), one.description()) for one in inputs)

    def start(self, key: str) -> None:
        """Ask for the permission where the system wants that, then turn the camera on."""
        self.stop()
        self._wanted = key
        app, permission = QCoreApplication.instance(), QCameraPermission()
        assert app is not None
        if app.checkPermission(permission) == Qt.PermissionStatus.Undetermined:
            self._asking = True
            app.requestPermission(permission, self, self._on_permission)
        else:
            self._on_permission_told(app.checkPermission(permission))

    def stop(self) -> None:
        """Turn the camera off, and forget what has not been converted."""
        self._turn += 1
        self._wanted, self._waiting = "", None
        camera, self._camera = self._camera, None
        if camera is not None:
            # What it still says would be taken for the next one's.
            camera.errorOccurred.disconnect(self._on_camera_error)
            camera.stop()
            self._capture.setCamera(None)  # type: ignore[arg-type]
            camera.deleteLater()

    def is_asking(self) -> bool:
        """Until the answer comes."""
        return self._asking

    # ---- the camera

    def _on_permission(self, permission: QPermission) -> None:
        self._asking = False
        self._on_permission_told(permission.status())

    def _on_permission_told(self, status: Qt.PermissionStatus) -> None:
        if not self._wanted:
            return
        if status != Qt.PermissionStatus.Granted:
            self.refused.emit()
            return
        device = next((one for one in QMediaDevices.videoInputs() if _key(one) == self._wanted), None)
        if device is None:
            self.failed.emit("")
            return
        self._turn_on(device)

    def _turn_on(self, device: QCameraDevice) -> None:
        camera = self._camera = QCamera(device, self)
        form = fitting_format(device.videoFormats())
        if form is not None:
            camera.setCameraFormat(form)
        camera.errorOccurred.connect(self._on_camera_error)
        self._capture.setCamera(camera)
        camera.start()

    def _on_camera_error(self, error: QCamera.Error, text: str) -> None:
        if error != QCamera.Error.NoError:
            log.warning("The camera failed: %s", text)
            self.failed.emit(text)

    # ---- its frames

    def take(self, frame: QVideoFrame) -> None:
        """Convert a frame when the one before is done; until then a newer one takes its place."""
        self._waiting = QVideoFrame(frame)
        if self._future is None:
            self._convert_next()

    def _convert_next(self) -> None:
        frame, self._waiting = self._waiting, None
        self._future = None if frame is None else self._executor.submit(self._convert, self._turn, frame)

    def _convert(self, turn: int, frame: QVideoFrame) -> None:
        try:
            pixels = array_of(frame)
        except Exception:
            log.exception("A frame of the camera cannot be read")
            self._broken.sent.emit(turn, None)
        else:
            self._converted.sent.emit(turn, pixels)

    def _on_converted(self, turn: int, pixels: object) -> None:
        self._convert_next()
        if turn == self._turn and pixels is not None:
            self.frame_arrived.emit(pixels)

    def _on_broken(self, turn: int, _nothing: object) -> None:
        self._convert_next()
        if turn == self._turn:
            # The next frames would be no better.
            self.stop()
            self.failed.emit("")


def fitting_format(formats: Iterable[QCameraFormat]) -> QCameraFormat | None:
    """The smallest that is fluent and has SIDE pixels at its shorter side; None where there is none."""
    fitting = [form for form in formats if _is_large(form) and form.maxFrameRate() >= _FLUENT]
    return min(fitting, key=_costs, default=None)


def _is_large(form: QCameraFormat) -> bool:
    return min(form.resolution().width(), form.resolution().height()) >= SIDE


def _costs(form: QCameraFormat) -> tuple[int, bool, float]:
    """Fewer pixels first, then what need not be decoded, then what comes more often."""
    pixels = form.resolution().width() * form.resolution().height()
    return pixels, form.pixelFormat() == QVideoFrameFormat.PixelFormat.Format_Jpeg, -form.maxFrameRate()


def _key(device: QCameraDevice) -> str:
    return bytes(device.id().data()).hex()
