"""What was open before, on the welcome page: opened, taken away and cleared, by mouse and keyboard."""

from __future__ import annotations

import time

import pytest
import torch
from hand import Hand, end
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from explorer import models
from explorer.gui.menu_walk import plain
from explorer.gui.welcome_recent import about, cross_of, moment, place_of
from explorer.gui.window import MainWindow
from explorer.models.remembered import Recent
from explorer.widgets import theme
from explorer.words import Words


@pytest.fixture
def mine(tmp_path):
    path = tmp_path / "mine.pt"
    torch.save(models.load("digits").module.state_dict(), path)
    return path


@pytest.fixture(scope="module")
def shared(qapp, tmp_path_factory):
    """One window for all of them, with settings of its own."""
    theme.apply(qapp, "light")
    folder = tmp_path_factory.mktemp("recent")
    window = MainWindow(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat), data=folder / "data")
    window.resize(1280, 800)
    window.show()
    yield window
    end(window)


@pytest.fixture
def hand(shared, qtbot, mine, tmp_path):
    """A hand on the page, on which a file that is gone, a network of torchvision and a file are listed."""
    hand = Hand(shared, qtbot)
    shared.front.close()
    shared.activateWindow()
    remembered = hand.window.controller.opener.remembered
    remembered.forget_recent()
    remembered.met(str(tmp_path / "gone.pt"), "gone.pt")
    remembered.met("squeezenet1_1:random", "SqueezeNet 1.1", Words("random weights"))
    remembered.met(str(mine), "mine.pt", "PyTorch")
    hand.open_model("digits")
    hand.do(hand.window.actions_.more.welcome.open)
    return hand


def panel(hand):
    return hand.window.actions_.more.welcome._page.recent


def titles(hand):
    rows = panel(hand).rows
    return [rows.index(number).data() for number in range(rows.rowCount())]


def click(hand, number, place=None):
    view = panel(hand).list
    rect = view.visualRect(panel(hand).rows.index(number))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place(rect).center() if place else rect.center())
    hand.settle()


def test_a_click_opens_what_was_open(hand, mine):
    assert titles(hand) == ["mine.pt", "SqueezeNet 1.1", "gone.pt"]
    click(hand, 0)
    assert hand.state.model.path == mine
    assert not hand.window.actions_.more.welcome.is_open


def test_arrows_walk_and_enter_opens(hand):
    view = panel(hand).list
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Down)
    hand.key(view, Qt.Key.Key_Return)
    assert hand.state.model.name == "squeezenet1_1:random"


def test_what_is_gone_says_so_and_stays_until_it_is_taken_away(hand):
    rows, window = panel(hand).rows, hand.window
    said = rows.index(2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "File not found" in said
    click(hand, 2)
    assert window.actions_.more.welcome.is_open
    assert "gone.pt is not there" in window.status._hint.text()
    assert titles(hand)[2] == "gone.pt"
    click(hand, 2, cross_of)
    assert titles(hand) == ["mine.pt", "SqueezeNet 1.1"]
    assert window.actions_.more.welcome.is_open


def test_delete_takes_a_row_away_and_goes_on_with_the_next(hand):
    view = panel(hand).list
    view.setFocus()
    hand.key(view, Qt.Key.Key_Delete)
    assert titles(hand) == ["SqueezeNet 1.1", "gone.pt"]
    assert view.currentIndex().data() == "SqueezeNet 1.1"
    hand.key(view, Qt.Key.Key_Delete)
    hand.key(view, Qt.Key.Key_Delete)
    assert titles(hand) == []
    assert panel(hand)._note.isVisible()
    assert not view.isVisible()


def test_the_list_is_cleared_in_the_menu_too(hand):
    hand.click(panel(hand).clear)
    assert titles(hand) == []
    assert not panel(hand).clear.isVisible()
    menu = hand.window.actions_.recent
    menu.aboutToShow.emit()
    assert [(plain(action.text()), action.isEnabled()) for action in menu.actions()] == [("Nothing yet", False)]


def test_a_saved_session_is_listed_with_its_network_and_opened(hand, tmp_path):
    hand.window.front.close()
    hand.draw(3)
    hand.do(hand.window.sessions.save_to, tmp_path / "three.fmx")
    hand.pad.clear()
    hand.do(hand.window.actions_.more.welcome.open)
    row = panel(hand).rows.index(0)
    assert row.data(Qt.ItemDataRole.AccessibleTextRole).startswith("three.fmx, ")
    assert "Session, Digit CNN, today" in row.data(Qt.ItemDataRole.AccessibleTextRole)
    click(hand, 0)
    hand.wait_for(lambda: len(hand.pad.strokes()) == 1)
    assert not hand.window.actions_.more.welcome.is_open


def test_rows_have_names_for_screen_readers(hand):
    view = panel(hand).list
    interface = QAccessible.queryAccessibleInterface(view)
    assert interface.text(QAccessible.Text.Name) == "Recent models and sessions"
    assert interface.child(1).text(QAccessible.Text.Name).startswith("SqueezeNet 1.1, squeezenet1_1:random, random")


# ---- words


DAY = 86_400


def entry(when=None, reference="resnet18", what="", gone=False):
    return Recent(reference, "title", what, when, gone)


def test_moments_are_told_by_their_distance():
    noon = time.mktime((*time.localtime()[:3], 12, 5, 0, 0, 0, -1))
    assert moment(entry(noon)) == "today 12:05"
    assert moment(entry(noon - DAY)) == "yesterday"
    assert moment(entry(None)) == ""
    long_ago = time.mktime((2019, 3, 12, 12, 0, 0, 0, 0, -1))
    assert "19" in moment(entry(long_ago))


def test_places_and_kinds(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert place_of(entry(reference=str(tmp_path / "models" / "a.pt"))) == "~/models"
    assert place_of(entry(reference=str(tmp_path / "a.py:Net(3)"))) == "~"
    assert place_of(entry(reference="/srv/nets/a.pt")) == "/srv/nets"
    assert place_of(entry(reference="resnet18:random")) == "resnet18:random"
    assert about(entry(what="ONNX")) == "ONNX"
    assert about(entry(what="ResNet-18", reference="/a/b.fmx")) == "Session, ResNet-18"
    assert about(entry(what="ONNX", gone=True)) == "File not found"
