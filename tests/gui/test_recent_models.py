"""The menu of recent models, and files opened through a dialog of the desktop."""

from __future__ import annotations

import pytest
import torch
from PySide6.QtWidgets import QFileDialog

from explorer import models
from explorer.gui.menu_walk import plain
from explorer.models.remembered import Remembered


@pytest.fixture
def mine(tmp_path):
    path = tmp_path / "a & b.pt"
    torch.save(models.load("digits").module.state_dict(), path)
    return path


def entries(hand):
    menu = hand.window.actions_.recent
    menu.aboutToShow.emit()
    return [action for action in menu.actions() if not action.isSeparator()]


def test_at_first_the_list_is_empty(hand):
    assert [(plain(action.text()), action.isEnabled()) for action in entries(hand)] == [("Nothing yet", False)]


def test_what_was_open_is_opened_again_newest_first(hand, mine, make_window, tmp_path):
    hand.open_model(str(mine))
    hand.open_model("squeezenet1_1:random")
    first, second, clear = entries(hand)
    assert plain(first.text()).startswith("SqueezeNet 1.1")
    assert second.toolTip() == str(mine)
    assert "a & b.pt" in plain(second.text())
    hand.do(second.trigger)
    assert hand.state.model.path == mine
    assert [entry.reference for entry in Remembered(tmp_path / "data").recent()] == [str(mine), "squeezenet1_1:random"]
    clear.trigger()
    assert [plain(action.text()) for action in entries(hand)] == ["Nothing yet"]


def test_what_has_been_deleted_or_did_not_open_is_not_in_it(hand, mine, tmp_path):
    hand.open_model(str(mine))
    (tmp_path / "bad.pt").write_text("no weights")
    hand.open_model(str(tmp_path / "bad.pt"))
    assert next(action.toolTip() for action in entries(hand)) == str(mine)
    mine.unlink()
    assert [plain(action.text()) for action in entries(hand)] == ["Nothing yet"]


def test_a_file_is_chosen_and_its_folder_remembered(hand, mine, monkeypatch):
    asked = []

    def choose(_window, _title, folder, kinds):
        asked.append((folder, kinds))
        return str(mine), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    hand.do(hand.window.actions_.open_model_file.trigger)
    assert hand.state.model.path == mine
    hand.do(hand.window.actions_.open_model_file.trigger)
    assert [folder for folder, _ in asked] == ["", str(mine.parent)]
    assert "*.safetensors" in asked[0][1]
