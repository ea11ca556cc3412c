"""Opening models through the window: consent, weights that fit nothing whole, progress, cancelling, and failures."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
import torch
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from explorer import models
from explorer.gui.misfit_dialog import MisfitDialog
from explorer.gui.trust_dialog import TrustDialog
from explorer.models.opening import PLAIN, Opening
from explorer.models.remembered import Remembered
from explorer.models.trust import Trust

if TYPE_CHECKING:
    from pathlib import Path

TINY = """
from pathlib import Path
from torch import nn
class Tiny(nn.Module):
    def __init__(self, classes=3):
        super().__init__()
        Path(__file__).with_suffix(".ran").touch()
        self.conv = nn.Conv2d(1, 4, 3)
        self.head = nn.Linear(4, classes)
    def forward(self, x):
        return self.head(self.conv(x).relu().mean((2, 3)))
"""
pytestmark = pytest.mark.usefixtures("own_imports")
TRUSTED = Opening(trust=Trust(everything=True))


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.py"
    path.write_text(TINY)
    return path


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """Weights that fit no known network, but some of them the shipped one's first layer."""
    state = models.load("digits").module.state_dict()
    first = next(iter(state))
    path = tmp_path / "foreign.pt"
    torch.save({first: state[first].clone(), "other.weight": torch.ones(3, 3)}, path)
    return path


def dialog_of(hand, kind):
    hand.wait_for(lambda: any(dialog.isVisible() for dialog in hand.window.findChildren(kind)))
    return next(dialog for dialog in hand.window.findChildren(kind) if dialog.isVisible())


def said(hand):
    return hand.window.message.text()


# ---- consent


def test_a_python_file_runs_only_after_consent_which_is_remembered(hand, tiny):
    hand.window.open_model(str(tiny))
    dialog = dialog_of(hand, TrustDialog)
    assert dialog.code.toPlainText() == TINY
    assert not tiny.with_suffix(".ran").exists()
    dialog.run_button.click()
    hand.wait_for(lambda: hand.state.model.title == "Tiny")
    assert tiny.with_suffix(".ran").exists()
    assert {call.name for call in hand.frame.trace} >= {"conv", "head"}
    assert "weights as its code makes them (random, it loads none)" in said(hand)
    assert "1 × 28 × 28 was guessed" in said(hand)
    hand.open_model("digits")
    hand.open_model(str(tiny))
    assert hand.state.model.title == "Tiny"


def test_enter_refuses_and_the_model_before_stays(hand, tiny):
    model = hand.state.model
    hand.window.open_model(f"{tiny}:Tiny")
    QTest.keyClick(dialog_of(hand, TrustDialog), Qt.Key.Key_Return)
    hand.settle()
    assert said(hand) == f"{tiny} was not opened, because its code may not run."
    assert hand.state.model is model
    assert not tiny.with_suffix(".ran").exists()


def test_a_changed_file_asks_again(hand, tiny):
    hand.window.open_model(str(tiny))
    dialog_of(hand, TrustDialog).run_button.click()
    hand.wait_for(lambda: hand.state.model.title == "Tiny")
    tiny.write_text(TINY + "\n# changed")
    hand.window.open_model(str(tiny))
    dialog_of(hand, TrustDialog).refuse_button.click()
    hand.settle()
    assert "may not run" in said(hand)


def test_a_question_is_taken_back_when_another_model_is_wanted(hand, tiny):
    hand.window.open_model(str(tiny))
    dialog_of(hand, TrustDialog)
    hand.open_model("digits")
    assert not any(dialog.isVisible() for dialog in hand.window.findChildren(TrustDialog))
    assert said(hand) == ""


def test_where_nothing_was_open_a_refusal_brings_the_shipped_network(make_window, qtbot, tiny, capfd):
    window = make_window()
    window.open_model(str(tiny))
    qtbot.waitUntil(lambda: bool(window.findChildren(TrustDialog)), timeout=20_000)
    window.findChild(TrustDialog).reject()
    qtbot.waitUntil(lambda: window.controller.frame is not None, timeout=20_000)
    assert window.session.state.model.name == "digits"
    assert "may not run. The digit network is shown instead." in window.message.text()
    assert "tiny.py was not opened" in capfd.readouterr().err


def test_consent_from_the_command_line_is_for_this_time_only(hand, tiny, tmp_path):
    hand.window.open_model(str(tiny), TRUSTED)
    hand.wait_for(lambda: hand.state.model.title == "Tiny")
    assert Remembered(tmp_path / "data").trust() == Trust()


# ---- weights that fit nothing whole


def test_what_fits_is_loaded_into_the_nearest_and_said(hand, foreign, tmp_path):
    hand.window.open_model(str(foreign))
    dialog = dialog_of(hand, MisfitDialog)
    row = dialog.table.topLevelItem(0)
    groups = [row.child(number).text(0) for number in range(row.childCount())]
    assert dialog.chosen().name == "digits"
    assert groups[1] == "Unexpected in the file (1)"
    assert row.child(1).child(0).text(0) == "other.weight"
    dialog.load_button.click()
    hand.wait_for(lambda: hand.state.model.name == str(foreign))
    assert "Loaded 1 of " in said(hand)
    assert "predictions mean nothing" in said(hand)
    assert not hand.state.model.trained
    hand.open_model("digits")
    hand.open_model(str(foreign))
    assert hand.state.model.name == str(foreign)


def test_not_to_load_them_leaves_the_model_and_one_sentence(hand, foreign):
    model = hand.state.model
    hand.window.open_model(str(foreign))
    dialog_of(hand, MisfitDialog).refuse_button.click()
    hand.settle()
    assert hand.state.model is model
    assert str(foreign) in said(hand)
    assert "fit no known architecture whole" in said(hand)


# ---- how far, and cancelling


class Slow:
    """Stands for a source whose model takes long: tells how far it is and goes on when it is let."""

    def __init__(self):
        self.go_on = threading.Event()

    def load(self, _reference, opening):
        while not self.go_on.wait(0.01):
            opening.progress(3 << 20, 12 << 20)
        raise AssertionError("nobody has cancelled it")


@pytest.fixture
def slow(hand, monkeypatch):
    source, load = Slow(), models.load

    def chosen(reference, opening=PLAIN):
        return (source.load if reference == "slow" else load)(reference, opening)

    monkeypatch.setattr(models, "load", chosen)
    yield source
    source.go_on.set()
    hand.settle()


def test_the_status_bar_tells_how_far_an_opening_is_and_cancels_it(hand, slow, qtbot):
    model, status = hand.state.model, hand.window.status
    hand.window.open_model("slow")
    qtbot.waitUntil(lambda: status._title.text() == "Opening slow, 3.0 of 12.0 MB", timeout=20_000)
    assert status._progress.value() / status._progress.maximum() == 0.25
    status._cancel.click()
    hand.settle()
    assert hand.state.model is model
    assert said(hand) == ""


def test_a_newer_wish_replaces_one_that_is_under_way(hand, slow, qtbot):
    hand.window.open_model("slow")
    qtbot.waitUntil(lambda: hand.window.jobs.busy is not None)
    hand.open_model("squeezenet1_1:random")
    assert hand.state.model.name == "squeezenet1_1:random"


# ---- dropping


def drop(hand, path, widget):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 50), copy, mime, left, keys)
    QApplication.sendEvent(widget, enter)
    if enter.isAccepted():
        QApplication.sendEvent(widget, QDropEvent(QPointF(50, 50), copy, mime, left, keys))
    hand.settle()
    return enter.isAccepted()


def test_weights_dropped_on_the_window_are_opened(hand, tmp_path):
    path = tmp_path / "mine.pt"
    torch.save(models.load("digits").module.state_dict(), path)
    assert drop(hand, path, hand.window)
    assert hand.state.model.path == path


def test_the_input_panel_leaves_models_to_the_window_and_the_window_other_files_alone(hand, tmp_path):
    path = tmp_path / "mine.pt"
    torch.save(models.load("digits").module.state_dict(), path)
    (tmp_path / "notes.txt").write_text("no model")
    model = hand.state.model
    assert drop(hand, path, hand.window.panels.left.input)
    assert hand.state.model.path == path
    hand.open_model("digits")
    assert not drop(hand, tmp_path / "notes.txt", hand.window)
    assert hand.state.model.name == model.name
