"""Cameras that the tests hold: none at all, and one whose frames are drawn here."""

import numpy as np

from explorer.inputs._camera_device import Device, FrameSource


class NoCameras(FrameSource):
    """A machine without a camera."""

    def devices(self):
        return ()

    def start(self, key):
        raise AssertionError(f"there is no camera {key!r} to start")

    def stop(self):
        pass


class DrawnCamera(FrameSource):
    """Writes down what it is asked for; its frames come when the test says so."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.present = (Device("a", "Built-in camera"),)
        self.started = []
        self.running = None

    def devices(self):
        return self.present

    def start(self, key):
        assert key in [device.key for device in self.present]
        self.started.append(key)
        self.running = key

    def stop(self):
        self.running = None

    def plug(self, *devices):
        self.present = devices
        self.devices_changed.emit()

    def send(self, frame):
        self.frame_arrived.emit(frame)


def frame_with(colour=(200, 100, 50), width=640, height=360):
    """(H, W, 3) uint8: a grey wall with a bright field at the left edge."""
    frame = np.full((height, width, 3), 60, np.uint8)
    frame[height // 4 : 3 * height // 4, : width // 4] = colour
    return frame
