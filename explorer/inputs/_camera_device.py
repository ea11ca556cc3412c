"""What the camera page knows of cameras, whether Qt's multimedia module is there or not."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal


@dataclass(frozen=True, slots=True)
class Device:
    """A camera: its key for the system, and what people call it."""

    key: str
    name: str


class FrameSource(QObject):
    """Delivers the pictures of one camera at a time. Lives in the GUI thread, works elsewhere.

    Signals:
        frame_arrived: uint8 (H, W, 3), upright, as the camera sees it, about 360 pixels at its shorter side. While
            nobody has time for it a picture is replaced by the next one.
        devices_changed: a camera was plugged in or out.
        failed: what the system says of a camera that cannot be used; may be empty.
        refused: the user, or the system, lets this program use no camera.
    """

    frame_arrived = Signal(object)
    devices_changed = Signal()
    failed = Signal(str)
    refused = Signal()

    def devices(self) -> tuple[Device, ...]:
        """The cameras that there are, the usual one first."""
        raise NotImplementedError

    def start(self, key: str) -> None:
        """Turn this camera on, and any other off; then `frame_arrived`, `failed` or `refused`."""
        raise NotImplementedError

    def stop(self) -> None:
        """Turn the camera off; no `frame_arrived` follows."""
        raise NotImplementedError

    def is_asking(self) -> bool:
        """Whether the system asks the user just now, who may take any time."""
        return False


def frame_source(parent: QObject) -> FrameSource:
    """The cameras of this machine.

    Raises ModuleNotFoundError without the extra `camera`, and ImportError where a system library is missing.
    """
    # Comes in a package of 175 MB that only this page needs.
    from explorer.inputs._qt_camera import QtCamera

    return QtCamera(parent)
