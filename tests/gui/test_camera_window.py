"""The camera in the window: its frames reach the network, the newest wins, and only a frozen one is kept."""

import numpy as np
import pytest
from cameras import DrawnCamera, frame_with
from hand import Hand, end
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest

from explorer.gui.lesson_stage import LessonStage
from explorer.gui.refilling import refill
from explorer.gui.session_content import content_of, save, session_of
from explorer.gui.tour import settle
from explorer.gui.window import MainWindow
from explorer.inputs import _camera_device
from explorer.inputs.camera import CameraInput
from explorer.lessons.base import Scene
from explorer.widgets import theme


@pytest.fixture(scope="module")
def cameras():
    """The frame sources that windows have made, newest last."""
    made = []

    def make(parent):
        made.append(DrawnCamera(parent))
        return made[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_camera_device, "frame_source", make)
        yield made


@pytest.fixture(scope="module")
def window(qapp, cameras, tmp_path_factory):
    """A window that shows the shipped network, for all tests of this file."""
    folder = tmp_path_factory.mktemp("camera")
    theme.apply(qapp, "light")
    window = MainWindow(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat), data=folder)
    window.resize(1440, 900)
    window.show()
    window.activateWindow()
    window.open_model("digits")
    settle(window)
    yield window
    end(window)


@pytest.fixture
def hand(window, qtbot):
    """A hand on the window, with the canvas in front."""
    hand = Hand(window, qtbot)
    hand.do(window.panels.left.input.select_input, "Draw")
    page(hand).freeze(False)
    hand.do(hand.pad.clear)
    return hand


def page(hand):
    return next(one for one in hand.window.panels.left.input.sources() if isinstance(one, CameraInput))


@pytest.fixture
def camera(hand, cameras, qtbot):
    """The running camera of the window, with its tab in front."""
    page(hand)._rest.setInterval(0)
    tabs = hand.window.panels.left.input._tabs
    QTest.mouseClick(tabs._buttons["Camera"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(cameras) and cameras[-1].running is not None)
    return cameras[-1]


def seven(height=360, width=640):
    """(H, W, 3): a white seven on a black wall, in the middle of the frame."""
    frame = np.zeros((height, width, 3), np.uint8)
    frame[70:100, 240:400] = 255
    for row in range(100, 290):
        left = 370 - (row - 100) * 100 // 190
        frame[row, left : left + 30] = 255
    return frame


def test_frames_reach_the_prediction(hand, camera):
    hand.do(camera.send, seven())
    assert hand.state.picture.kind == "camera"
    assert hand.frame.request.picture is hand.state.picture
    assert int(np.argmax(hand.frame.scores)) == 7
    assert hand.window.panels.left.prediction._bars.isVisible()


def test_of_frames_that_come_faster_than_the_network_the_newest_is_shown_and_none_wait(hand, camera):
    ran = []
    hand.window.controller.frame_shown.connect(lambda frame: ran.append(frame.request.picture))
    steps = len(hand.window.session.history()[0])
    for value in range(200):
        camera.send(np.full((360, 640, 3), value, np.uint8))
    hand.settle()
    assert ran[-1].image.getpixel((0, 0)) == (199, 199, 199)
    assert len(ran) < 150
    assert hand.window.jobs.is_idle()
    assert len(hand.window.session.history()[0]) == steps
    assert not hand.window.session.can_go_back
    assert not hand.window.panels.left.input.undo_stack.canUndo()


def test_a_click_on_the_tab_gives_the_keys_to_the_camera(hand, camera):
    hand.do(camera.send, frame_with())
    hand.key(hand.window.focusWidget(), Qt.Key.Key_Space)
    assert page(hand).frozen
    assert camera.running is None


def test_another_tab_turns_the_camera_off_and_its_own_on_again(hand, camera, qtbot):
    panel = hand.window.panels.left.input
    hand.do(camera.send, frame_with())
    hand.do(panel.select_input, "Draw")
    assert camera.running is None
    assert hand.state.picture.kind == "drawing"
    hand.do(panel.select_input, "Camera")
    qtbot.waitUntil(lambda: camera.running is not None)
    hand.stroke([(0.2, 0.2), (0.8, 0.8)])
    hand.settle()
    assert hand.state.picture.kind == "drawing"
    assert camera.running is None


def test_a_hidden_dock_turns_it_off(hand, camera, qtbot):
    hand.window.input_dock.hide()
    assert camera.running is None
    hand.window.input_dock.show()
    qtbot.waitUntil(lambda: camera.running is not None)


def test_a_session_keeps_a_frozen_picture_as_its_pixels(hand, camera):
    hand.do(camera.send, seven())
    assert content_of(hand.window).shown == ()
    hand.do(page(hand).freeze, True)
    part = session_of(content_of(hand.window)).input
    assert (part.label, part.origin) == ("Camera picture", "pasted")
    assert part.png.startswith(b"\x89PNG")


def test_a_frozen_picture_comes_back_with_its_session(hand, camera, tmp_path):
    hand.do(camera.send, seven())
    hand.do(page(hand).freeze, True)
    kept = np.asarray(hand.state.picture.image)
    save(content_of(hand.window), tmp_path / "camera.fmx")
    hand.do(hand.window.panels.left.input.select_input, "Draw")
    hand.window.sessions.open(tmp_path / "camera.fmx")
    hand.wait_for(lambda: hand.state.picture.kind == "pasted")
    assert np.array_equal(np.asarray(hand.state.picture.image), kept)
    assert hand.window.panels.left.input.selected_input() == "Image"
    assert int(np.argmax(hand.frame.scores)) == 7


def test_a_scene_of_a_lesson_shows_its_own_picture_while_a_camera_is_on(hand, camera, qtbot):
    hand.do(camera.send, seven())
    stage = LessonStage(hand.window)
    hand.do(stage.set, Scene(model="digits", sample="ball", layer="conv1", view="Filters", docks=("unit",)))
    assert camera.running is None
    assert hand.state.picture.label == "Beach ball"
    hand.do(stage.restore)
    assert hand.window.panels.left.input.selected_input() == "Camera"
    qtbot.waitUntil(lambda: camera.running is not None)


def test_another_language_keeps_the_frozen_picture_and_the_camera_off(hand, camera, cameras):
    hand.do(camera.send, seven())
    hand.do(page(hand).freeze, True)
    kept, made = np.asarray(hand.state.picture.image), list(cameras)
    refill(hand.window, lambda: None)
    hand.settle()
    assert hand.window.panels.left.input.selected_input() == "Camera"
    assert page(hand).frozen
    assert np.array_equal(np.asarray(page(hand).picture().image), kept)
    assert cameras == made
