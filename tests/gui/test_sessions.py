"""Sessions in the window: saved and opened again, after a crash, and with files that are missing or have changed."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import threading
import time
from dataclasses import replace
from importlib.resources import files

import numpy as np
import pytest
import torch
from hand import Hand, end
from PIL import Image
from PySide6.QtCore import QLockFile, QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from explorer import models
from explorer.__main__ import main
from explorer.data import digests
from explorer.data.pictures import Picture
from explorer.data.stimuli import Stimulus
from explorer.gui import autosaving
from explorer.gui.export_wishes import NumbersWish
from explorer.gui.missing_file_dialog import MissingFileDialog
from explorer.gui.refilling import refill
from explorer.gui.trust_dialog import TrustDialog
from explorer.gui.window import MainWindow
from explorer.inputs.image import ImageInput
from explorer.inputs.samples import SamplesInput
from explorer.inputs.stimulus import StimulusInput
from explorer.models.remembered import Choice
from explorer.widgets import theme
from explorer.widgets.strokes import Stroke

OTHERS = [Stroke(((10.0, 10.0), (20.0, 200.0)), 30)]
EMPTY: list[Stroke] = []
STROKES = [Stroke(((60.25, 50.0), (140.1, 60.7), (200.0, 70.3)), 18), Stroke(((150.0, 60.0),), 9, eraser=True)]


def opened_window(folder):
    window = MainWindow(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat), data=folder / "data")
    window.resize(1000, 700)
    window.show()
    window.open_model("digits")
    return window


@pytest.fixture(scope="module")
def window(qapp, tmp_path_factory):
    """One for all tests that can bring it back to its beginning."""
    theme.apply(qapp, "light")
    window = opened_window(tmp_path_factory.mktemp("sessions"))
    yield window
    end(window)


@pytest.fixture
def hand(window, qtbot):
    """A hand on a window that shows the shipped network and an empty canvas."""
    hand = Hand(window, qtbot)
    hand.settle()
    model = window.session.state.model
    if model.name != "digits" or model.opened is not None or model.source == "live":
        window.controller.opener.remembered.choose("digits", Choice())
        hand.open_model("digits")
    window.sessions.path = None
    disturb(hand, EMPTY)
    window.sessions.bar.clear()
    return hand


@pytest.fixture
def data(window):
    """Where it keeps its session by itself."""
    return window.sessions.autosaving.last.parent


def source(hand, kind):
    return next(one for one in hand.window.panels.left.input.sources() if isinstance(one, kind))


def save(hand, path):
    hand.do(hand.window.sessions.save_to, path)
    assert path.is_file(), hand.window.sessions.bar.text()
    return path


def open_(hand, path):
    hand.do(hand.window.sessions.open, path)


def shown(hand):
    return np.asarray(hand.state.picture.image)


def said(hand):
    return hand.window.sessions.bar.text()


def dialog_of(hand, kind):
    hand.wait_for(lambda: any(dialog.isVisible() for dialog in hand.window.findChildren(kind)))
    return next(dialog for dialog in hand.window.findChildren(kind) if dialog.isVisible())


def disturb(hand, strokes=OTHERS):
    """Another drawing, layer, view, channel and colours than before."""
    hand.pad.set_strokes(strokes)
    hand.window.panels.left.input.select_input("Draw")
    hand.window.session.set(
        layer="conv1", view="Values", channel=0, cell=None, scale="channel", signed_map="RdBu", positive_map="magma"
    )
    hand.settle()


# ---- what comes back


def test_a_drawing_and_everything_that_is_looked_at_come_back(hand, tmp_path):
    hand.pad.set_strokes(STROKES)
    hand.do(hand.window.controller.pick_layer, "conv2")
    look = {"view": "Pooling", "channel": 5, "cell": (3, 2), "scale": "fixed", "fixed": 2.5}
    look |= {"signed_map": "CET-D4", "positive_map": "viridis"}
    hand.do(hand.window.session.set, **look)
    before, maps = shown(hand), hand.frame.trace["conv2"].output.clone()
    path = save(hand, tmp_path / "seven.fmx")
    disturb(hand)
    assert not np.array_equal(shown(hand), before)
    open_(hand, path)
    assert np.array_equal(shown(hand), before)
    assert hand.pad.strokes() == STROKES
    assert torch.equal(hand.frame.trace["conv2"].output, maps)
    assert hand.frame.call.name == "conv2"
    state = hand.state
    assert {name: getattr(state, name) for name in look} == look
    assert state.probe.cell == (3, 2)
    assert said(hand) == ""


def test_the_network_s_preparing_and_names_come_back(hand, tmp_path):
    names = tuple(f"number {digit}" for digit in range(10))
    model = hand.state.model.prepared_by(replace(hand.state.model.preprocessing, centre=False)).with_names(names)
    hand.do(hand.window.controller.change_model, model)
    path = save(hand, tmp_path / "a.fmx")
    hand.open_model("digits-mlp")
    open_(hand, path)
    assert hand.state.model.name == "digits"
    assert hand.state.model.preprocessing.centre is False
    assert hand.state.model.class_names == names


def test_a_stimulus_comes_back(hand, tmp_path):
    wanted = Stimulus("grating", 30.0, 4.5, 90.0, 0.5, (0.25, 0.75), 0.1, 0.6)
    hand.do(source(hand, StimulusInput).show_stimulus, wanted)
    before = shown(hand)
    path = save(hand, tmp_path / "a.fmx")
    source(hand, StimulusInput).show_stimulus(Stimulus())
    disturb(hand)
    open_(hand, path)
    assert source(hand, StimulusInput).stimulus == wanted
    assert np.array_equal(shown(hand), before)


@pytest.mark.parametrize("kind", ["sample", "pasted"])
def test_a_picture_without_a_file_comes_back_pixel_for_pixel(hand, tmp_path, kind):
    if kind == "sample":
        hand.do(source(hand, SamplesInput).pick, "digit-7")
    else:
        pixels = np.random.randint(0, 256, (30, 40, 3), np.uint8)
        picture = Picture(Image.fromarray(pixels), "Pasted picture", "pasted")
        source(hand, ImageInput).show_picture(picture)
        hand.wait_for(lambda: hand.state.picture is picture)
    before, label = shown(hand), hand.state.picture.label
    path = save(hand, tmp_path / "a.fmx")
    disturb(hand)
    open_(hand, path)
    hand.wait_for(lambda: hand.state.picture.kind == kind)
    assert np.array_equal(shown(hand), before)
    assert hand.state.picture.label == label


@pytest.fixture
def photo(hand, tmp_path):
    """A session on a picture file in a folder of its own; the window shows something else by now."""
    folder = tmp_path / "photos"
    folder.mkdir()
    path = folder / "photo.png"
    Image.fromarray(np.arange(1200, dtype=np.uint16).astype(np.uint8).reshape(30, 40)).save(path)
    hand.window.open_picture(str(path))
    hand.wait_for(lambda: hand.state.picture.path == path)
    save(hand, tmp_path / "a.fmx")
    disturb(hand)
    return path


def test_a_picture_file_is_read_again(hand, photo, tmp_path):
    assert "photo" not in hand.state.picture.label
    open_(hand, tmp_path / "a.fmx")
    hand.wait_for(lambda: hand.state.picture.path == photo)
    assert said(hand) == ""


def test_a_network_from_a_file_keeps_the_way_it_was_opened(hand, tmp_path):
    path = tmp_path / "mine.pt"
    torch.save(models.load("digits").module.state_dict(), path)
    hand.open_model(str(path))
    save(hand, tmp_path / "a.fmx")
    content = json.loads((tmp_path / "a.fmx").read_text(encoding="utf-8"))["model"]
    assert content["file"] == {"path": str(path), "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
    hand.open_model("digits")
    open_(hand, tmp_path / "a.fmx")
    assert hand.state.model.path == path


def test_a_session_does_not_change_how_its_network_is_opened_elsewhere(hand, tmp_path):
    weights = models.load("digits").module.state_dict()
    path, other = tmp_path / "mine.pt", tmp_path / "other.pt"
    torch.save(weights, path)
    torch.save({name: value + 1 for name, value in weights.items()}, other)
    remembered = hand.window.controller.opener.remembered
    theirs = Choice(weights=other, class_names=tuple("abcdefghij"))
    remembered.choose("digits", theirs)
    hand.open_model("digits")
    save(hand, tmp_path / "a.fmx")
    mine = Choice(class_names=tuple("0123456789"))
    remembered.choose("digits", mine)
    hand.open_model("digits")
    own = hand.state.model.module.state_dict()
    open_(hand, tmp_path / "a.fmx")
    assert hand.state.model.class_names == theirs.class_names
    assert not torch.equal(hand.state.model.module.state_dict()["conv1.weight"], own["conv1.weight"])
    assert remembered.choice("digits") == mine
    # What is saved of it is what is shown, not what is remembered.
    save(hand, tmp_path / "b.fmx")
    first, second = (json.loads((tmp_path / name).read_text(encoding="utf-8"))["model"] for name in ("a.fmx", "b.fmx"))
    assert second == first
    assert second["weights"]["path"] == str(other)


# ---- files that are not what they were


def test_a_changed_file_is_said(hand, photo, tmp_path):
    Image.new("L", (40, 30), 200).save(photo)
    open_(hand, tmp_path / "a.fmx")
    hand.wait_for(lambda: hand.state.picture.path == photo)
    assert said(hand).startswith(f"{photo} is no longer what it was when a.fmx was saved")


def test_a_picture_that_has_moved_is_asked_for(hand, photo, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    moved = shutil.move(photo, tmp_path / "elsewhere" / "other.png")
    open_(hand, tmp_path / "a.fmx")
    dialog = dialog_of(hand, MissingFileDialog)
    dialog.find_button.click()
    chooser = dialog.findChild(QFileDialog)
    assert chooser.directory().absolutePath() == str(photo.parent)
    chooser.fileSelected.emit(str(moved))
    chooser.close()
    hand.wait_for(lambda: hand.state.picture.path == moved)
    assert said(hand) == ""


def test_a_picture_that_lies_beside_its_session_is_found(hand, photo, tmp_path):
    shutil.move(photo, tmp_path / "photo.png")
    open_(hand, tmp_path / "a.fmx")
    hand.wait_for(lambda: hand.state.picture.path == tmp_path / "photo.png")


def test_without_its_picture_a_session_shows_the_present_one(hand, photo, tmp_path):
    photo.unlink()
    picture = shown(hand)
    hand.do(hand.window.session.set, layer="conv2")
    open_(hand, tmp_path / "a.fmx")
    dialog_of(hand, MissingFileDialog).without_button.click()
    hand.wait_for(lambda: hand.window.sessions.path == tmp_path / "a.fmx")
    assert np.array_equal(shown(hand), picture)


def test_without_its_network_nothing_changes(hand, tmp_path):
    path = tmp_path / "mine.pt"
    torch.save(models.load("digits").module.state_dict(), path)
    hand.open_model(str(path))
    save(hand, tmp_path / "a.fmx")
    hand.open_model("digits")
    disturb(hand)
    path.unlink()
    before = hand.state
    open_(hand, tmp_path / "a.fmx")
    dialog = dialog_of(hand, MissingFileDialog)
    assert dialog.without_button.isHidden()
    dialog.cancel_button.click()
    hand.settle()
    assert said(hand) == f"{tmp_path / 'a.fmx'} was not opened, because {path} is missing."
    assert hand.state == before


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"version": 99, "program": "9.9"}, "was saved by a newer program (9.9)"),
        ({"look": {"channel": "seven"}}, "is damaged: Expected `int`, got `str` - at `$.look.channel`."),
    ],
)
def test_what_cannot_be_read_is_said_and_what_was_open_stays(hand, tmp_path, changes, sentence):
    path = save(hand, tmp_path / "a.fmx")
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | changes), encoding="utf-8")
    disturb(hand)
    before = hand.state
    open_(hand, path)
    assert said(hand).startswith(f"{path} {sentence}")
    assert hand.state == before


def test_a_layer_that_is_gone_is_said(hand, tmp_path):
    path = save(hand, tmp_path / "a.fmx")
    content = json.loads(path.read_text(encoding="utf-8"))
    content["look"] |= {"layer": "conv9", "channel": 1000, "cell": [900, 900], "view": "Tea leaves"}
    path.write_text(json.dumps(content), encoding="utf-8")
    open_(hand, path)
    assert said(hand) == "Digit CNN has no layer 'conv9' any more: conv1 is shown."
    assert hand.state.layer == "conv1"


def test_a_cell_outside_the_map_is_left_out(hand, tmp_path):
    path = save(hand, tmp_path / "a.fmx")
    content = json.loads(path.read_text(encoding="utf-8"))
    content["look"] |= {"layer": "conv2", "channel": 1000, "cell": [2, 900]}
    path.write_text(json.dumps(content), encoding="utf-8")
    open_(hand, path)
    assert hand.frame.unit is not None
    assert (hand.state.layer, hand.state.channel, hand.state.cell) == ("conv2", hand.frame.unit.count - 1, None)


# ---- code


NET = """
from pathlib import Path
from torch import nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        Path(__file__).with_suffix(".ran").touch()
        self.conv = nn.Conv2d(1, 4, 3)
    def forward(self, x):
        return self.conv(x).mean((2, 3))
"""


@pytest.mark.usefixtures("own_imports")
def test_a_session_that_names_a_python_file_asks_first_and_runs_nothing(hand, tmp_path):
    net = tmp_path / "net.py"
    net.write_text(NET, encoding="utf-8")
    path = save(hand, tmp_path / "a.fmx")
    content = json.loads(path.read_text(encoding="utf-8"))
    content["model"] = {
        "reference": f"{net}:Net",
        "file": {"path": str(net), "sha256": hashlib.sha256(net.read_bytes()).hexdigest()},
    }
    content["look"] |= {"layer": "conv", "channel": 2, "cell": [1, 2]}
    path.write_text(json.dumps(content), encoding="utf-8")
    before = hand.state
    open_(hand, path)
    dialog = dialog_of(hand, TrustDialog)
    assert not net.with_suffix(".ran").exists()
    dialog.refuse_button.click()
    hand.settle()
    assert hand.state == before
    assert not net.with_suffix(".ran").exists()
    open_(hand, path)
    dialog_of(hand, TrustDialog).run_button.click()
    hand.wait_for(lambda: hand.state.model.title == "Net" and hand.state.cell is not None)
    assert (hand.state.layer, hand.state.channel, hand.state.cell) == ("conv", 2, (1, 2))


def test_another_model_that_is_wanted_meanwhile_wins(hand, tmp_path, monkeypatch):
    hand.pad.set_strokes(STROKES)
    path = save(hand, tmp_path / "a.fmx")
    disturb(hand)
    opener = hand.window.controller.opener
    choose = opener.choose

    def chosen(*wish, **how):
        choose(*wish, **how)
        opener.open("digits-mlp")

    monkeypatch.setattr(opener, "choose", chosen)
    open_(hand, path)
    assert hand.state.model.name == "digits-mlp"
    assert hand.pad.strokes() == OTHERS


# ---- kept by itself


def tick(hand):
    hand.do(hand.window.sessions.autosaving._on_timeout)


def test_after_a_crash_the_next_start_offers_the_session_and_opens_it_only_when_asked(hand, data, qtbot, tmp_path):
    hand.pad.set_strokes(STROKES)
    hand.do(hand.window.controller.pick_layer, "conv2")
    tick(hand)
    # What a killed program leaves: this file, and at most a lock that nobody holds any more.
    (tmp_path / "data").mkdir()
    left = (data / "autosave.fmx").read_bytes()
    (tmp_path / "data" / "autosave.fmx").write_bytes(left)
    second = Hand(opened_window(tmp_path), qtbot)
    second.settle()
    assert "did not end well" in said(second)
    assert (second.pad.strokes(), second.state.layer) == ([], "conv1")
    end(second.window)
    # The offer was not taken, and nothing done that would be worth keeping instead.
    assert [path.name for path in (tmp_path / "data").glob("*.fmx")] == ["last-session.fmx"]
    assert (tmp_path / "data" / "last-session.fmx").read_bytes() == left


def test_the_button_of_the_offer_restores_the_session(hand, data, tmp_path):
    (data / "last-session.fmx").unlink(missing_ok=True)
    hand.do(hand.window.sessions.last_action.trigger)
    assert "no last session yet" in said(hand)
    hand.do(hand.pad.set_strokes, STROKES)
    tick(hand)
    os.replace(data / "autosave.fmx", data / "last-session.fmx")
    disturb(hand)
    hand.window.sessions._offer()
    hand.open_model("digits-mlp")
    own = save(hand, tmp_path / "own.fmx")
    open_(hand, own)
    assert "did not end well" in said(hand)  # it stays until it is answered
    hand.do(hand.window.sessions.bar._action.click)
    hand.wait_for(lambda: hand.pad.strokes() == STROKES)
    assert hand.state.model.name == "digits"
    # The one that is kept by itself is nobody's file to save to, and `own` holds another session.
    assert hand.window.sessions.path is None
    assert said(hand) == ""


def test_the_last_session_s_file_is_known_by_any_of_its_names(hand, data, tmp_path):
    own = save(hand, tmp_path / "own.fmx")
    shutil.copy(own, data / "last-session.fmx")
    (tmp_path / "link").symlink_to(data, target_is_directory=True)
    open_(hand, tmp_path / "link" / "last-session.fmx")
    assert hand.window.sessions.path is None


def test_programs_that_run_at_once_write_files_of_their_own(hand, data, qtbot, tmp_path):
    autosaving = hand.window.sessions.autosaving
    autosaving._on_window_closed()
    lock = QLockFile(str(data / "autosave.lock"))
    assert lock.tryLock(0)
    hand.do(hand.pad.set_strokes, STROKES)
    tick(hand)
    assert not (data / "autosave.fmx").exists()
    # What a program leaves that was the second one, and is killed; the first may still be running.
    (tmp_path / "data").mkdir()
    left = (data / "autosave-2.fmx").read_bytes()
    (tmp_path / "data" / "autosave-2.fmx").write_bytes(left)
    running = QLockFile(str(tmp_path / "data" / "autosave.lock"))
    assert running.tryLock(0)
    (tmp_path / "data" / "autosave.fmx").write_bytes(b"{}")
    third = Hand(opened_window(tmp_path), qtbot)
    third.settle()
    assert "did not end well" in said(third)
    assert (tmp_path / "data" / "last-session.fmx").read_bytes() == left
    assert (tmp_path / "data" / "autosave.fmx").read_bytes() == b"{}"
    end(third.window)
    autosaving._on_window_closed()
    assert not (data / "autosave-2.fmx").exists()
    assert len(json.loads(autosaving.last.read_text(encoding="utf-8"))["input"]["strokes"]) == len(STROKES)


def test_nothing_is_written_where_nothing_has_changed(hand, data):
    autosaving, file = hand.window.sessions.autosaving, data / "autosave.fmx"
    autosaving._on_window_closed()
    hand.do(hand.pad.set_strokes, OTHERS)
    tick(hand)
    written = file.stat().st_mtime_ns
    tick(hand)
    assert file.stat().st_mtime_ns == written
    hand.do(hand.pad.set_strokes, STROKES[:1])
    autosaving._on_window_closed()
    assert not file.exists()
    assert len(json.loads(autosaving.last.read_text(encoding="utf-8"))["input"]["strokes"]) == 1


def test_a_models_file_is_hashed_when_it_is_opened_and_not_while_the_window_closes(hand, tmp_path, monkeypatch):
    threads = []

    class Noting:
        def __init__(self):
            self._hash = hashlib.sha256()

        def update(self, piece):
            threads.append(threading.get_ident())
            self._hash.update(piece)

        def hexdigest(self):
            return self._hash.hexdigest()

    monkeypatch.setattr(digests, "_new_hash", Noting)
    monkeypatch.setattr(digests, "_sums", {})
    path = tmp_path / "own.safetensors"
    shutil.copy(str(files("explorer.resources").joinpath("models/digits.safetensors")), path)
    hand.open_model(str(path))
    read = len(threads)
    assert read
    hand.do(hand.pad.set_strokes, STROKES)
    autosaving = hand.window.sessions.autosaving
    autosaving._on_window_closed()
    assert (
        json.loads(autosaving.last.read_text(encoding="utf-8"))["model"]["file"]["sha256"]
        == hashlib.sha256(path.read_bytes()).hexdigest()
    )
    assert len(threads) == read
    assert threading.get_ident() not in threads


def test_a_full_disk_neither_stops_the_window_nor_harms_what_was_kept(hand, data, tmp_path, monkeypatch, caplog):
    hand.do(hand.pad.set_strokes, STROKES[:1])
    tick(hand)
    before = (data / "autosave.fmx").read_bytes()

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    hand.do(hand.pad.set_strokes, STROKES)
    tick(hand)
    assert "No space left" in caplog.text
    assert (data / "autosave.fmx").read_bytes() == before
    hand.do(hand.window.sessions.save_to, tmp_path / "own.fmx")
    assert "own.fmx cannot be written: No space left" in said(hand)


def test_others_may_keep_theirs_though_this_one_could_not_be_written(hand, data, monkeypatch):
    hand.do(hand.pad.set_strokes, STROKES[:1])
    tick(hand)
    hand.do(hand.pad.set_strokes, STROKES)

    def fails(_content, _path):
        raise RuntimeError("not foreseen")

    monkeypatch.setattr(autosaving, "save", fails)
    with pytest.raises(RuntimeError, match="not foreseen"):
        hand.window.sessions.autosaving.end()
    lock = QLockFile(str(data / "autosave.lock"))
    assert lock.tryLock(0)
    lock.unlock()


def test_a_window_filled_anew_keeps_its_session_once_none_is_being_written(qtbot, tmp_path, monkeypatch):
    window = opened_window(tmp_path)
    hand = Hand(window, qtbot)
    hand.settle()
    hand.do(hand.pad.set_strokes, STROKES)
    writing, stopping = threading.Event(), threading.Event()
    save, stop = autosaving.save, window.jobs.stop

    def slow(content, path):
        if threading.current_thread() is not threading.main_thread():
            writing.set()
            assert stopping.wait(10)
        save(content, path)

    monkeypatch.setattr(autosaving, "save", slow)
    monkeypatch.setattr(window.jobs, "stop", lambda: stopping.set() or stop())
    window.sessions.autosaving._on_timeout()
    assert writing.wait(10)
    refill(window, lambda: None)
    assert not window.sessions.autosaving.crashed
    assert not (tmp_path / "data" / "autosave.fmx").exists()
    assert (tmp_path / "data" / "last-session.fmx").is_file()
    hand.settle()
    end(window)


# ---- ways in


def test_saving_asks_for_a_file_once(hand, tmp_path):
    sessions = hand.window.sessions
    sessions.save_action.trigger()
    dialog = hand.window.findChild(QFileDialog)
    assert dialog.defaultSuffix() == "fmx"
    dialog.fileSelected.emit(str(tmp_path / "a.fmx"))
    dialog.close()
    hand.wait_for(lambda: sessions.path == tmp_path / "a.fmx")
    hand.do(hand.pad.set_strokes, STROKES)
    hand.do(sessions.save_action.trigger)
    assert len(json.loads((tmp_path / "a.fmx").read_text(encoding="utf-8"))["input"]["strokes"]) == 2
    assert hand.window.controller.opener.remembered.recent()[0].title == "a.fmx"


def test_a_window_that_is_closed_writes_what_was_to_be_saved(qtbot, tmp_path):
    window = opened_window(tmp_path)
    hand = Hand(window, qtbot)
    hand.settle()
    started = threading.Event()

    def busy(job):
        started.set()
        while not job.cancelled:
            time.sleep(0.001)

    window.jobs.submit("busy", "", busy, print, print)
    assert started.wait(10)
    window.sessions.save_to(tmp_path / "a.fmx")
    window.sessions.save_to(tmp_path / "b.fmx")
    numbers = NumbersWish("map", "npy")
    window.actions_.exports.save(hand.frame, numbers, tmp_path / "map.npy")
    end(window)
    assert {path.name for path in tmp_path.iterdir() if path.is_file()} >= {"a.fmx", "b.fmx", "map.npy"}


def test_a_dropped_session_and_a_recent_one_are_opened(hand, tmp_path):
    hand.do(hand.pad.set_strokes, STROKES)
    path = save(hand, tmp_path / "a.fmx")
    disturb(hand)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(hand.window, QDragEnterEvent(QPoint(50, 50), copy, mime, left, keys))
    QApplication.sendEvent(hand.window, QDropEvent(QPointF(50, 50), copy, mime, left, keys))
    hand.wait_for(lambda: hand.pad.strokes() == STROKES)
    disturb(hand)
    recent = hand.window.actions_.recent
    recent.aboutToShow.emit()
    next(action for action in recent.actions() if action.toolTip() == str(path)).trigger()
    hand.wait_for(lambda: hand.pad.strokes() == STROKES)


def test_a_network_of_a_running_program_is_not_saved(hand, tmp_path):
    hand.do(hand.window.session.amend, model=replace(hand.state.model, source="live"))
    hand.do(hand.window.sessions.save_to, tmp_path / "a.fmx")
    assert said(hand).startswith("There is no network here that a session could open again")
    assert not (tmp_path / "a.fmx").exists()


def test_the_command_line_says_what_is_wrong_with_a_session(tmp_path, capsys):
    (tmp_path / "a.fmx").write_text("{}", encoding="utf-8")
    assert main([str(tmp_path / "a.fmx"), "--device", "cpu"]) == 2
    assert "leave out the options" in capsys.readouterr().err
    assert main([str(tmp_path / "gone.fmx")]) == 1
    assert capsys.readouterr().err.count("\n") == 1
