"""The camera page: live and frozen pictures, when the camera is on, and what the page says where there is none."""

import subprocess
import sys

import numpy as np
import pytest
from cameras import DrawnCamera, NoCameras, frame_with
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QPushButton
from torch import nn

from explorer.data.pictures import Picture
from explorer.data.preprocess import DigitPreprocessing
from explorer.inputs import _camera_device
from explorer.inputs._camera_device import Device
from explorer.inputs.camera import CameraInput
from explorer.models.base import Model

TWO = Device("a", "Built-in camera"), Device("b", "USB camera")


@pytest.fixture
def cameras(monkeypatch):
    """The frame sources that pages have made, newest last."""
    made = []

    def make(parent):
        made.append(DrawnCamera(parent))
        return made[-1]

    monkeypatch.setattr(_camera_device, "frame_source", make)
    return made


@pytest.fixture
def page(qtbot):
    window = QMainWindow()
    page = CameraInput()
    page._rest.setInterval(0)
    window.setCentralWidget(page)
    qtbot.addWidget(window)
    window.resize(256, 298)
    yield page
    window.close()


@pytest.fixture
def camera(page, cameras, qtbot):
    """The camera of the page, which is shown and waits for its first frame."""
    page.window().show()
    qtbot.waitUntil(lambda: bool(cameras) and cameras[-1].running == "a")
    return cameras[-1]


@pytest.fixture
def pictures(page):
    emitted = []
    page.picture_changed.connect(emitted.append)
    return emitted


def text(page):
    return page._stage.sentence()


def button(page):
    return page._stage.findChild(QPushButton)


def pixels(picture):
    return np.asarray(picture.image)


# ---- live


def test_nothing_is_asked_of_cameras_before_the_page_is_shown(page, cameras):
    assert cameras == []
    assert page.picture() is None
    assert not page.is_live()


def test_every_frame_is_a_picture_mirrored_as_it_is_shown(page, camera, pictures):
    assert "turned on" in text(page)
    frame = frame_with()
    camera.send(frame)
    camera.send(frame_with((0, 255, 0)))
    assert [picture.kind for picture in pictures] == ["camera", "camera"]
    assert pixels(pictures[0]).tolist() == frame[:, ::-1].tolist()
    assert page.picture() is pictures[1]
    assert page.is_live()
    shown = page._stage.pane.grab().toImage()
    rect = page._stage.pane.image_rect()
    at = [shown.pixelColor(int(rect.left() + share * rect.width()), int(rect.center().y())) for share in (0.1, 0.9)]
    assert at[0].getRgb()[:3] == (60, 60, 60)
    assert at[1].getRgb()[:3] == (0, 255, 0)


def test_unmirrored_the_network_sees_what_the_camera_sees(page, camera, pictures):
    frame = frame_with()
    camera.send(frame)
    page._row._mirror.click()
    assert pixels(pictures[-1]).tolist() == frame.tolist()


def test_for_a_network_of_digits_a_seven_stays_a_seven_unless_it_is_wanted_otherwise(page, camera, pictures):
    preparing = DigitPreprocessing()
    digits = Model("m", "M", "test", "random", True, nn.Identity(), preparing.input_shape, (), preparing)
    page.show_model(digits)
    frame = frame_with()
    camera.send(frame)
    assert pixels(pictures[-1]).tolist() == frame.tolist()
    page._row._mirror.click()
    page.show_model(digits)
    assert pixels(pictures[-1]).tolist() == frame[:, ::-1].tolist()
    assert page._row.is_mirrored()


# ---- frozen


def test_freezing_keeps_the_picture_and_turns_the_camera_off(page, camera, pictures):
    camera.send(frame_with())
    page._row._freeze.click()
    assert page.frozen
    assert not page.is_live()
    assert camera.running is None
    kept = page.picture()
    assert pixels(kept).tolist() == frame_with()[:, ::-1].tolist()
    # One that was under way.
    camera.send(frame_with((1, 2, 3)))
    assert page.picture() is kept is pictures[-1]


def test_space_freezes_and_goes_on(page, camera):
    QTest.keyClick(page.focusProxy(), Qt.Key.Key_Space)
    assert not page.frozen  # there is nothing yet
    camera.send(frame_with())
    QTest.keyClick(page.focusProxy(), Qt.Key.Key_Space)
    assert page.frozen
    assert page._row._freeze.isChecked()
    QTest.keyClick(page.focusProxy(), Qt.Key.Key_Space)
    assert not page._row._freeze.isChecked()
    assert camera.running == "a"
    # The last picture stands until the camera sees something again.
    assert text(page) == ""


def test_space_on_another_button_presses_that_one(page, camera):
    camera.send(frame_with())
    QTest.keyClick(page._row._mirror, Qt.Key.Key_Space)
    assert not page.frozen
    assert not page._row.is_mirrored()


def test_a_frozen_picture_can_still_be_mirrored(page, camera, pictures):
    camera.send(frame_with())
    page.freeze(True)
    page._row._mirror.click()
    assert pixels(page.picture()).tolist() == frame_with().tolist()
    assert page.frozen


@pytest.mark.parametrize("mirrored", [False, True])
def test_a_frozen_picture_comes_back_as_it_was(page, cameras, qtbot, mirrored):
    page._row.set_mirrored(mirrored)
    page.show_frozen(Picture(Image.fromarray(frame_with()), "Camera picture", "camera"))
    assert page.frozen
    assert pixels(page.picture()).tolist() == frame_with().tolist()
    page.window().show()
    qtbot.waitExposed(page.window())
    assert cameras == []


def test_the_frozen_picture_of_a_session_takes_the_place_of_a_live_one(page, camera):
    camera.send(frame_with())
    page.show_frozen(page.picture())
    assert page._row._freeze.isChecked()
    assert camera.running is None


def test_what_a_camera_says_after_it_was_turned_off_leaves_the_frozen_picture_in_sight(page, camera):
    camera.send(frame_with())
    page.freeze(True)
    camera.failed.emit("No such device.")
    camera.refused.emit()
    assert text(page) == ""
    assert page._stage.pane.isVisible()


# ---- when it is on


def test_the_camera_is_off_while_the_page_is_out_of_sight(page, camera, qtbot):
    camera.send(frame_with())
    page.hide()
    assert camera.running is None
    page.show()
    qtbot.waitUntil(lambda: camera.running == "a")
    page.window().hide()
    assert camera.running is None


def test_walking_past_the_tab_turns_nothing_on(page, cameras, qtbot):
    page.window().show()
    page.hide()
    assert not page._rest.isActive()
    assert cameras == []


def test_a_minimised_window_has_no_camera_on(page, camera, qtbot):
    window = page.window()
    window.showMinimized()
    qtbot.waitUntil(lambda: camera.running is None)
    window.showNormal()
    qtbot.waitUntil(lambda: camera.running == "a")


def test_a_closed_window_has_no_camera_on(page, camera):
    page.window().close()
    assert camera.running is None


def test_a_frozen_page_that_comes_back_stays_frozen_and_off(page, camera):
    camera.send(frame_with())
    page.freeze(True)
    page.hide()
    page.show()
    page._follow()
    assert camera.running is None
    assert page.frozen


# ---- which camera


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_with_several_cameras_one_can_be_chosen(page, camera):
    row = page._row
    assert not row._choose.isVisible()
    camera.plug(*TWO)
    assert row._choose.isVisible()
    row._choose.click()
    assert row._menu.isVisible()
    row._menu.close()
    choices = row._menu.actions()
    assert [(choice.text(), choice.isChecked()) for choice in choices] == [
        ("Built-in camera", True),
        ("USB camera", False),
    ]
    assert camera.started == ["a"]
    choices[1].trigger()
    assert camera.running == "b"
    assert row._name.accessibleName() == "USB camera"


def test_another_camera_ends_the_freezing(page, camera):
    camera.plug(*TWO)
    camera.send(frame_with())
    page.freeze(True)
    page._row._menu.actions()[1].trigger()
    assert not page.frozen
    assert camera.running == "b"


def test_a_camera_that_is_pulled_out_gives_way_to_another(page, camera):
    camera.plug(*TWO)
    camera.plug(TWO[1])
    assert camera.running == "b"
    assert not page._row._choose.isVisible()
    camera.plug()
    assert camera.running is None
    assert "No camera was found" in text(page)
    camera.plug(TWO[0])
    assert camera.running == "a"
    assert "turned on" in text(page)


# ---- where it cannot be used


def test_without_a_camera_the_page_says_so(page, qtbot, monkeypatch):
    monkeypatch.setattr(_camera_device, "frame_source", NoCameras)
    page.window().show()
    qtbot.waitUntil(lambda: "No camera was found" in text(page))
    assert button(page).isVisible()
    assert not page._row._freeze.isEnabled()
    button(page).click()
    assert "No camera was found" in text(page)


def test_without_the_extra_the_page_says_what_to_install(page, qtbot, monkeypatch):
    def missing(parent):
        raise ModuleNotFoundError("No module named 'PySide6.QtMultimedia'")

    monkeypatch.setattr(_camera_device, "frame_source", missing)
    page.window().show()
    qtbot.waitUntil(lambda: "pip install 'feature-map-explorer[camera]'" in text(page))
    button(page).click()
    assert QGuiApplication.clipboard().text() == "pip install 'feature-map-explorer[camera]'"


def test_a_missing_library_is_named(page, qtbot, monkeypatch):
    def broken(parent):
        raise ImportError("libpulse.so.0: cannot open shared object file")

    monkeypatch.setattr(_camera_device, "frame_source", broken)
    page.window().show()
    qtbot.waitUntil(lambda: "libpulse.so.0" in text(page))
    assert not button(page).isVisible()


def test_a_busy_camera_can_be_tried_again(page, camera):
    camera.failed.emit("Device or resource busy.")
    assert camera.running is None
    assert "(Device or resource busy)" in text(page)
    button(page).click()
    assert camera.running == "a"
    camera.send(frame_with())
    assert text(page) == ""


def test_a_camera_that_sends_nothing_is_given_up(page, camera):
    page._patience.timeout.emit()
    assert camera.running is None
    assert "gives no picture" in text(page)
    assert "()" not in text(page)


def test_while_the_user_is_asked_nothing_is_given_up(page, camera, monkeypatch):
    monkeypatch.setattr(camera, "is_asking", lambda: True)
    page._patience.timeout.emit()
    assert camera.running == "a"
    assert page._patience.isActive()
    assert "turned on" in text(page)


def test_a_refused_permission_is_explained(page, camera):
    camera.refused.emit()
    assert camera.running is None
    assert "may not use the camera" in text(page)
    button(page).click()
    assert camera.running == "a"


def test_without_the_extra_only_the_attempt_to_use_a_camera_fails():
    code = (
        "import sys; sys.modules['PySide6.QtMultimedia'] = None\n"
        "import explorer.gui.input_panel\n"
        "from explorer.inputs._camera_device import frame_source\n"
        "try:\n    frame_source(None)\n"
        "except ModuleNotFoundError:\n    sys.exit(7)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 7


def test_the_window_does_not_wait_for_qts_multimedia_module():
    code = "import sys, explorer.gui.input_panel; sys.exit('PySide6.QtMultimedia' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
