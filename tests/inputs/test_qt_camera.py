"""Cameras by Qt's own classes, without a camera: frames that nobody has time for, formats, and where it ends."""

import threading
from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QSize, Qt
from shiboken6 import delete

pytest.importorskip(
    "explorer.inputs._qt_camera", reason="the extra `camera` or a system library of it is missing", exc_type=ImportError
)

from PySide6.QtMultimedia import QCamera, QCameraDevice, QVideoFrame, QVideoFrameFormat

from explorer.inputs._qt_camera import QtCamera, fitting_format

Pixels = QVideoFrameFormat.PixelFormat


@pytest.fixture
def camera(qapp):
    """Deleted with its thread, which must not wait for frames that nobody wants."""
    camera = QtCamera()
    yield camera
    camera.stop()
    camera._executor.shutdown()
    camera.deleteLater()


def grey(value, size=(64, 48)):
    frame = QVideoFrame(QVideoFrameFormat(QSize(*size), Pixels.Format_Y8))
    assert frame.map(QVideoFrame.MapMode.WriteOnly)
    np.frombuffer(frame.bits(0), np.uint8)[:] = value
    frame.unmap()
    return frame


@pytest.fixture
def arrived(camera):
    values = []
    camera.frame_arrived.connect(lambda pixels: values.append(int(pixels[0, 0, 0])))
    return values


@pytest.fixture
def busy(camera):
    """Its thread has other work until this is set."""
    free = threading.Event()
    camera._executor.submit(free.wait)
    yield free
    free.set()


def test_a_frame_becomes_an_array(camera, qtbot):
    with qtbot.waitSignal(camera.frame_arrived) as signal:
        camera._sink.setVideoFrame(grey(7))
    assert signal.args[0].shape == (48, 64, 3)
    assert np.unique(signal.args[0]).tolist() == [7]


def test_while_one_is_converted_only_the_newest_waits(camera, qtbot, arrived, busy):
    for value in range(1, 9):
        camera.take(grey(value))
    busy.set()
    qtbot.waitUntil(lambda: len(arrived) == 2)
    assert arrived == [1, 8]
    qtbot.waitUntil(lambda: camera._future is None)
    assert arrived == [1, 8]


def test_after_stopping_nothing_arrives_any_more(camera, qtbot, arrived, busy):
    camera.take(grey(1))
    camera.take(grey(2))
    camera.stop()
    busy.set()
    qtbot.waitUntil(lambda: camera._future is None)
    assert arrived == []


def test_what_is_converted_when_the_window_goes_is_dropped_quietly(qapp, caplog):
    camera = QtCamera()
    delete(camera)
    # As its thread does that has begun before.
    camera._convert(0, grey(1))
    assert caplog.text == ""


@pytest.mark.qt_log_ignore("No RHI backend", extend=True)
def test_a_frame_that_cannot_be_decoded_ends_the_camera(camera, qtbot, caplog):
    frame = QVideoFrame(QVideoFrameFormat(QSize(64, 48), Pixels.Format_Jpeg))
    with qtbot.waitSignal(camera.failed):
        camera.take(frame)
    assert "cannot be read" in caplog.text


def test_a_camera_that_is_gone_fails(camera, qtbot):
    with qtbot.waitSignal(camera.failed):
        camera.start("no such camera")


def test_it_asks_until_the_answer_comes(camera, qapp, monkeypatch):
    asked = []
    status = Qt.PermissionStatus
    application = SimpleNamespace(
        checkPermission=lambda _permission: status.Undetermined,
        requestPermission=lambda _permission, _context, answer: asked.append(answer),
    )
    refusals = []
    camera.refused.connect(lambda: refusals.append(camera.is_asking()))
    with monkeypatch.context() as patch:
        patch.setattr(QCoreApplication, "instance", lambda: application)
        camera.start("a")
    assert camera.is_asking()
    asked[0](SimpleNamespace(status=lambda: status.Denied))
    assert refusals == [False]


def test_the_error_of_a_camera_that_was_turned_off_is_not_the_next_ones(camera, arrived):
    told = []
    camera.failed.connect(told.append)
    camera._turn_on(QCameraDevice())
    before = camera._camera
    camera.stop()
    told.clear()
    before.errorOccurred.emit(QCamera.Error.CameraError, "No such device")
    assert told == []


def test_the_cameras_of_this_machine_have_names_and_keys(camera):
    assert all(device.key and device.name for device in camera.devices())


def form(width, height, fps, pixels=Pixels.Format_YUYV):
    return SimpleNamespace(
        resolution=lambda: QSize(width, height), maxFrameRate=lambda: fps, pixelFormat=lambda: pixels
    )


def test_the_smallest_fluent_format_that_is_large_enough_is_used():
    small, slow, right, large = form(320, 240, 30), form(640, 360, 5), form(640, 480, 30), form(1280, 720, 30)
    assert fitting_format([large, small, slow, right]) is right


def test_of_the_same_size_it_is_the_one_that_need_not_be_decoded():
    packed, plain = form(640, 480, 30, Pixels.Format_Jpeg), form(640, 480, 30)
    assert fitting_format([packed, plain]) is plain


def test_without_a_fitting_one_it_is_left_to_the_camera():
    assert fitting_format([form(320, 240, 30)]) is None
    assert fitting_format([]) is None
