"""The welcome page: what its cards open, what is listed on it, and what leads away from it."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from hand import Hand, end
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDockWidget, QFileDialog

from explorer.discover import discover
from explorer.gui.settings import WELCOME
from explorer.gui.welcome_lessons import lesson_names
from explorer.gui.window import MainWindow
from explorer.widgets import theme
from explorer.widgets.drop_frame import DropFrame
from explorer.widgets.switch import Switch


@pytest.fixture(scope="module")
def shared(qapp, tmp_path_factory):
    """One window for all of them, with settings of its own."""
    theme.apply(qapp, "light")
    folder = tmp_path_factory.mktemp("welcome")
    window = MainWindow(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat), data=folder / "data")
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    window.open_model("digits")
    yield window
    end(window)
    theme.apply(qapp, "light")


@pytest.fixture
def hand(shared, qtbot):
    """A hand on the window with the page in front; the network's own things are as they were at first afterwards."""
    hand = Hand(shared, qtbot)
    shared.activateWindow()  # a dialog of the test before had the keyboard
    hand.settle()
    hand.do(shared.actions_.more.welcome.open)
    yield hand
    shared.lessons.close()
    shared.front.close()
    hand.settle()
    hand.do(shared.panels.left.input.select_input, "Draw")
    remembered(hand).forget_recent()
    if hand.state.model.name != "digits":
        hand.open_model("digits")


def welcome(hand):
    return hand.window.actions_.more.welcome


def page(hand):
    return welcome(hand)._page


def remembered(hand):
    return hand.window.controller.opener.remembered


def is_network(hand):
    """Whether strip, views and docks are back."""
    window = hand.window
    return not welcome(hand).is_open and window.panels.network.isVisible() and window.input_dock.isVisible()


def places(window):
    return {dock.objectName(): (dock.isVisible(), dock.geometry()) for dock in window.findChildren(QDockWidget)}


# ---- what it shows


def test_the_network_runs_behind_it_and_the_card_says_that_it_is_ready(hand):
    assert hand.state.model.name == "digits"
    assert page(hand).draw.chip.isVisible()
    assert welcome(hand)._is_ready()
    assert hand.window.statusBar().isVisible()
    assert not any(dock.isVisible() for dock in hand.window.findChildren(QDockWidget))


def test_its_maps_are_those_that_the_network_computes(hand):
    """Compared with a run of its own: the strongest colours stand where the values are greatest."""
    import numpy as np

    from explorer import models
    from explorer.core.capture import capture

    sight = page(hand).draw.art.sight
    model = models.load("digits")
    trace = capture(model.module, model.prepare(Image.fromarray(sight.drawn)))
    assert int(trace.scores.argmax()) == 7
    values = trace["conv2"].output[0].numpy()
    spread = values.reshape(len(values), -1).std(axis=1)
    chosen = sorted(np.argsort(-spread)[:3])
    for channel, indices in zip(chosen, sight.maps[1], strict=True):
        order = np.argsort(values[channel].reshape(-1))
        shown = indices.reshape(-1)[order].astype(int)
        assert indices.shape == values[channel].shape
        assert (np.diff(shown) >= 0).all()
        assert shown[0] < 128 < shown[-1]
    assert [name for name, _ in sight.chain[:3]] == ["input", "conv1", "relu1"]


def test_its_lessons_are_the_lessons(hand):
    from explorer import lessons
    from explorer.lessons.base import Lesson

    found = discover(lessons, Lesson)
    assert lesson_names("en") == lesson_names("ko") == [kind.name for kind in found]
    assert page(hand).lessons_art._titles[0] == "Cells that like a line"
    assert f"{len(found)} short lessons" in page(hand).lessons._text.text()


def test_keys_on_the_cards_are_those_of_the_actions(hand):
    actions = hand.window.actions_
    assert page(hand).draw._key.keys() == ["Ctrl+N"]
    actions.new_drawing.setShortcut("Ctrl+Alt+N")
    assert page(hand).draw._key.keys() == ["Ctrl+Alt+N"]
    actions.new_drawing.setShortcut("Ctrl+N")


def test_the_computer_is_told_of_by_torch_and_its_cache(hand, tmp_path, monkeypatch):
    import torch

    assert page(hand).computer.torch.whole_text() == torch.__version__
    assert page(hand).computer.weights.whole_text() == "none on disk yet"
    cache = tmp_path / "checkpoints"
    cache.mkdir()
    (cache / "resnet18-f37072fd.pth").write_bytes(bytes(3_000_000))
    (cache / "notes.txt").touch()
    monkeypatch.setattr(torch.hub, "get_dir", lambda: str(tmp_path))
    hand.window.front.close()
    hand.do(welcome(hand).open)
    assert page(hand).computer.weights.whole_text() == "resnet18 (3 MB)"
    page(hand).computer.manage.click()
    dialog = next(one for one in hand.window.children() if type(one).__name__ == "ModelDialog")
    assert dialog.isVisible()
    assert welcome(hand).is_open
    dialog.close()
    hand.settle()


# ---- its cards


def test_a_click_anywhere_on_the_card_begins_a_drawing(hand):
    before = places(hand.window)
    hand.click(page(hand).draw, QPoint(12, 140))
    assert is_network(hand)
    assert before != places(hand.window)
    assert hand.pad.hasFocus()
    hand.draw(7)
    assert int(hand.frame.scores.argmax()) == 7


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Enter])
def test_each_key_presses_the_card_that_has_the_keyboard(hand, key):
    assert page(hand).draw.button.hasFocus()
    hand.key(page(hand).draw.button, key)
    assert is_network(hand)


def test_drawing_brings_the_built_in_network_back(hand):
    hand.open_model("digits-mlp")
    assert not welcome(hand).is_open
    hand.do(welcome(hand).open)
    assert not page(hand).draw.chip.isVisible()
    hand.click(page(hand).draw.button)
    assert hand.state.model.name == "digits"


def test_a_picture_is_chosen_and_one_that_is_not_leaves_the_page(hand, monkeypatch, tmp_path):
    Image.new("L", (40, 30), 200).save(tmp_path / "grey.png")
    chosen = ["", str(tmp_path / "grey.png")]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (chosen.pop(0), ""))
    hand.click(page(hand).picture.button)
    assert welcome(hand).is_open
    hand.click(page(hand).picture)
    hand.wait_for(lambda: hand.state.picture.label == "grey.png")
    assert is_network(hand)


def test_a_model_is_chosen(hand, monkeypatch, tmp_path):
    import torch

    from explorer import models

    path = tmp_path / "mine.pt"
    torch.save(models.load("digits").module.state_dict(), path)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (str(path), ""))
    hand.click(page(hand).model)
    assert hand.state.model.path == path
    assert is_network(hand)


def test_the_tour_begins_with_its_first_lesson_and_the_page_knows_how_far_it_went(hand):
    hand.window._settings.remove("lessons")
    hand.window.front.close()
    welcome(hand).open()
    assert page(hand).lessons.button.text() == "Start lesson 1"
    hand.click(page(hand).lessons)
    assert hand.window.lessons.is_open
    assert not welcome(hand).is_open
    hand.do(hand.window.lessons.go, 2)
    hand.do(welcome(hand).open)
    assert not hand.window.lessons.is_open
    assert page(hand).lessons.button.text() == "Go on with lesson 3"
    hand.window.front.close()
    assert is_network(hand)


# ---- what leads away


def test_it_gives_the_window_back_as_it_was(hand):
    window = hand.window
    window.front.close()
    hand.settle()
    before, state = places(window), hand.state
    hand.do(window.actions_.more.help.welcome.trigger)
    assert welcome(hand).is_open
    hand.key(page(hand).recent.list, Qt.Key.Key_Escape)
    assert places(window) == before
    assert hand.state == state
    hand.do(welcome(hand).open)
    hand.do(window.actions_.more.close.trigger)
    assert places(window) == before
    assert window.isVisible()


@pytest.mark.parametrize(
    "wish",
    [
        lambda window: window.actions_.views[0].trigger(),
        lambda window: window.actions_.next_channel.trigger(),
        lambda window: window.actions_.docks[window.layers_dock].trigger(),
        lambda window: window.actions_.reset_layout.trigger(),
        lambda window: window.actions_.new_drawing.trigger(),
        lambda window: window.controller.pick_layer("conv3"),
        lambda window: window.panels.left.input.select_input("Stimulus"),
        lambda window: window.open_model("digits"),
    ],
    ids=["view", "channel", "dock", "layout", "drawing", "layer", "picture", "model"],
)
def test_whatever_shows_something_of_the_network_leaves_it(hand, wish):
    hand.do(wish, hand.window)
    assert is_network(hand)
    hand.window.reset_layout()


def test_a_search_for_the_layer_that_is_selected_leaves_it(hand):
    search = hand.window.actions_.search
    search.setText(hand.state.layer)
    hand.key(search, Qt.Key.Key_Return)
    assert is_network(hand)


def test_a_laboratory_takes_its_place_and_leads_back_to_the_network(hand):
    labs = hand.window.labs
    hand.do(labs.toggle, labs.kinds[0])
    assert not welcome(hand).is_open
    assert labs.current() is not None
    assert not welcome(hand)._foot.isVisible()
    hand.do(welcome(hand).open)
    assert labs.current() is None
    assert not hand.window.actions_.labs[labs.kinds[0]].isChecked()
    hand.window.front.close()
    assert is_network(hand)


# ---- dropping


def drag(window, path):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(700, 300), copy, mime, left, keys))
    return lambda: QApplication.sendEvent(window, QDropEvent(QPointF(700, 300), copy, mime, left, keys))


def test_its_area_is_bright_while_a_file_is_over_the_window_and_takes_it(hand, tmp_path):
    window, area = hand.window, page(hand).drop_area
    Image.new("L", (40, 30), 90).save(tmp_path / "dark.png")
    drag(window, tmp_path / "dark.png")
    assert area.is_bright
    assert not any(frame.isVisible() for frame in window.findChildren(DropFrame))
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert not area.is_bright
    drag(window, tmp_path / "dark.png")()
    hand.wait_for(lambda: hand.state.picture.label == "dark.png")
    assert is_network(hand)
    assert window.drops.framed


# ---- at the start


def test_whether_it_comes_at_the_start_is_the_users_choice(hand):
    settings, at_start = hand.window._settings, welcome(hand).at_start
    (switch,) = welcome(hand)._foot.findChildren(Switch)
    assert WELCOME.read(settings)
    QTest.keyClick(switch, Qt.Key.Key_Space)
    assert not WELCOME.read(settings)
    assert not at_start.isChecked()
    at_start.setChecked(True)
    assert switch.isChecked()
    assert WELCOME.read(settings)


def test_a_window_of_a_script_begins_without_it_and_another_language_keeps_it(make_window, qtbot):
    window = make_window()
    assert not window.actions_.more.welcome.is_open
    hand = Hand(window, qtbot)
    hand.open_model("digits")
    hand.do(window.actions_.more.welcome.open)
    for language, ready in (("ko", "준비됨"), ("en", "ready")):
        window.actions_.more.languages.set(language)
        hand.wait_for(lambda ready=ready: page(hand) is not None and page(hand).draw.chip.text() == ready)
        assert welcome(hand).is_open
        assert page(hand).draw.chip.isVisible()


_START = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from explorer.gui import application
from explorer.gui.welcome import Welcome

# What is computed for the page comes when nothing else is to be done, in the model thread.
Welcome._on_idle = lambda self: None

class Watched(application.MainWindow):
    def open_model(self, reference, opening=None):
        QTimer.singleShot(0, self.tell)

    def tell(self):
        page = self.actions_.more.welcome
        dear = [name for name in ("explorer.lessons.base", "torch") if name in sys.modules]
        said = {"open": page.is_open, "imported": dear}
        page.close()
        QApplication.processEvents()
        docks = (self.input_dock, self.unit_dock)
        print(json.dumps({**said, "docks": [(dock.isVisible(), dock.geometry().getRect()) for dock in docks]}))
        self.close()

application.MainWindow = Watched
application.run_window(settings_file=Path(sys.argv[1]))
"""


@pytest.fixture(scope="module")
def starts(tmp_path_factory):
    """What windows say that were opened as by the command line without anything, with the page and without it."""
    folder = tmp_path_factory.mktemp("starts")
    environment = {**os.environ, "XDG_CONFIG_HOME": str(folder / "other"), "XDG_DATA_HOME": str(folder / "data")}
    said = {}
    for name, text in (("first", ""), ("switched off", "[start]\nwelcome=false\n")):
        file = folder / f"{name}.ini"
        file.write_text(text, encoding="utf-8")
        command = [sys.executable, "-c", _START, str(file)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=110, check=False, env=environment)
        assert done.returncode == 0, done.stderr
        said[name] = json.loads(done.stdout)
    return said


def test_a_start_with_nothing_to_show_begins_with_it_and_does_not_wait_for_torch(starts):
    assert (starts["first"]["open"], starts["switched off"]["open"]) == (True, False)
    assert starts["first"]["imported"] == []


def test_docks_that_it_hides_before_they_were_ever_shown_come_back_where_they_would_have_been(starts):
    assert starts["first"]["docks"] == starts["switched off"]["docks"]
    assert all(visible for visible, _ in starts["first"]["docks"])
