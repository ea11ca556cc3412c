"""The menus: what their entries do, that each can be reached by keyboard, and that Help tells the truth."""

from __future__ import annotations

import logging
import re
import sys
from collections import Counter
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hand import Hand
from PIL import Image
from PySide6.QtCore import QEvent
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication

import explorer
from explorer.gui import log_lines, reports
from explorer.gui.about_dialog import licence_text
from explorer.gui.menu_walk import entries, menu_with, submenu
from explorer.gui.shortcut_dialog import ShortcutDialog
from explorer.gui.system_information import as_text, system_information
from explorer.gui.tour import draw, settle
from explorer.gui.widget_keys import places

README = Path(explorer.__file__).parents[1] / "README.md"


def action(hand, name):
    """The action that a menu calls so."""
    return next(entry.action for entry in entries(hand.window.menuBar()) if entry.name == name)


def clipboard():
    return QGuiApplication.clipboard().text()


@pytest.fixture(scope="module")
def shared(shared):
    """The window of all these tests shows a drawn 7."""
    draw(shared, 7)
    settle(shared)
    return shared


@pytest.fixture
def hand(shared, qtbot):
    """A hand on the shared window, which shows a drawn 7 and has no cell selected."""
    hand = Hand(shared, qtbot)
    shared.panels.left.input.select_input("Draw")
    hand.do(shared.session.set, layer="conv1", view="Feature maps", channel=0, cell=None)
    return hand


# ---- reached by keyboard


def all_menus(menu):
    yield menu
    for one in menu.actions():
        if submenu(one) is not None:
            yield from all_menus(submenu(one))


def test_mnemonics_are_unique_in_every_menu(shared):
    window = shared
    clashes = {}
    for top in [None, *(submenu(one) for one in window.menuBar().actions())]:
        for menu in [window.menuBar()] if top is None else all_menus(top):
            letters = Counter(
                found[1].lower() for one in menu.actions() if (found := re.search(r"(?<!&)&([^&])", one.text()))
            )
            if twice := [letter for letter, count in letters.items() if count > 1]:
                clashes["bar" if top is None else menu.title()] = twice
    assert clashes == {}


def test_every_menu_of_the_bar_has_a_mnemonic(shared):
    assert [one.text() for one in shared.menuBar().actions() if "&" not in one.text()] == []


def test_the_palette_knows_the_window(hand):
    action(hand, "Find action").trigger()
    palette = hand.window.actions_.more._palette
    assert palette.isVisible()
    found = {entry.name for entry in entries(hand.window.menuBar())}
    assert {"Quit", "Next layer", "Feature maps", "Dark", "Convolution lab", "CPU", "Zoom in"} <= found
    palette.field.setText("dark")
    assert palette.current().place == "View › Theme"
    palette.leave()


# ---- File, Edit, View, Go


def test_close_leaves_the_laboratory_first(hand, monkeypatch):
    closed = []
    monkeypatch.setattr(hand.window, "close", lambda: closed.append(True))
    hand.do(action(hand, "Convolution lab").trigger)
    hand.do(action(hand, "Close").trigger)
    assert hand.window.labs.current() is None
    assert closed == []
    action(hand, "Close").trigger()
    assert closed == [True]


def test_copies_of_a_value_and_of_a_map(hand):
    assert not action(hand, "Copy value").isEnabled()
    unit = hand.frame.unit
    hand.do(action(hand, "Copy map").trigger)
    read = np.array([line.split("\t") for line in clipboard().split("\n")]).astype(np.float32)
    assert np.array_equal(read, unit.values)
    row, column = (int(place) for place in np.argwhere(unit.values < 0)[0])
    hand.do(hand.window.session.amend, cell=(row, column))
    hand.do(action(hand, "Copy value").trigger)
    assert np.float32(clipboard()) == unit.values[row, column]


def test_a_picture_of_the_window_is_copied(hand):
    hand.do(action(hand, "Copy screenshot").trigger)
    assert QGuiApplication.clipboard().image().width() == hand.window.width() * hand.window.devicePixelRatio()


def test_maps_are_zoomed_from_the_menu(hand):
    mosaic = hand.view("Feature maps")._mosaic
    hand.do(action(hand, "Zoom in").trigger)
    assert mosaic._zoom == pytest.approx(1.25)
    hand.do(action(hand, "Zoom out").trigger)
    assert mosaic._zoom == pytest.approx(1)
    hand.do(action(hand, "Zoom in").trigger)
    hand.do(action(hand, "Show all").trigger)
    assert mosaic._zoom == 1


def test_next_and_previous_picture(hand, tmp_path):
    panel = hand.window.panels.left.input
    panel.select_input("Samples")
    hand.do(action(hand, "Next picture").trigger)
    first = hand.state.picture
    hand.do(action(hand, "Next picture").trigger)
    assert hand.state.picture is not first
    hand.do(action(hand, "Previous picture").trigger)
    assert hand.state.picture.label == first.label
    for number in range(2):
        Image.fromarray(np.full((28, 28), 100 * number, np.uint8)).save(tmp_path / f"{number}.png")
    hand.window.open_picture(str(tmp_path / "0.png"))
    hand.wait_for(lambda: hand.state.picture.label == "0.png")
    action(hand, "Next picture").trigger()
    hand.wait_for(lambda: hand.state.picture.label == "1.png")
    panel.select_input("Draw")
    hand.do(action(hand, "Next picture").trigger)
    assert "no other picture" in hand.window.status._hint.text()


# ---- the list of keys


def test_the_list_of_keys_has_every_key_of_the_menus(shared):
    window = shared
    rows = ShortcutDialog(window).rows()
    listed = {key for _, _, keys in rows for key in keys}
    for entry in entries(window.menuBar()):
        assert set(entry.keys) <= listed
    assert ("File", "New drawing", ["Ctrl+N"]) in rows
    assert {place.title for place in places()} < {group for group, _, _ in rows}


def test_the_list_of_keys_is_searched_and_copied(shared):
    dialog = ShortcutDialog(shared)
    dialog.search.setText("full ctrl")
    assert dialog.rows() == []
    dialog.search.setText("f11")
    assert dialog.rows() == [("View", "Full screen", ["F11"])]
    assert dialog.text() == "View\tFull screen\tF11"


def parts(hand):
    """The widget of each place that has keys of its own."""
    panels = hand.window.panels
    samples = next(source for source in panels.left.input.sources() if source.title == "Samples")
    return {
        "canvas": hand.pad,
        "strip": panels.network.strip,
        "mosaic": hand.view("Feature maps")._mosaic._canvas,
        "map": panels.unit.map_pane,
        "gallery": samples._view,
        "lab": hand.window.labs.open(hand.window.labs.kinds[0]),
        "table": hand.view("Values")._table,
    }


def test_every_listed_key_of_a_place_is_answered_there(hand):
    hand.do(hand.window.session.set, view="Values", cell=(2, 3))
    hand.view("Values")._table.selectAll()
    widgets = parts(hand)
    hand.settle()
    unanswered = []
    for place in places():
        if place.key not in widgets:
            continue
        for key in (key for keys, _ in place.keys for key in keys):
            combined = QKeySequence(key)[0]
            event = QKeyEvent(QEvent.Type.KeyPress, combined.key(), combined.keyboardModifiers())
            QApplication.sendEvent(widgets[place.key], event)
            if not event.isAccepted():
                unanswered.append((place.key, key))
    hand.do(hand.window.labs.close)
    assert unanswered == []
    # tests/inputs/test_image.py, tests/gui/test_detached.py
    assert {place.key for place in places()} - set(widgets) == {"folder", "detached"}


def readme_keys():
    """(cell of the first column, its keys) of the table of keys."""
    table = README.read_text("utf-8").split("## Keys")[1].split("\n## ")[0]
    cells = [line.split("|")[1].strip() for line in table.splitlines() if line.startswith("|")][2:]
    return {cell: re.split(r",\s*(?=\S)| \.\.\. ", cell) for cell in cells}


def test_every_key_in_the_readme_is_one_of_the_program(shared):
    listed = {key for _, _, keys in ShortcutDialog(shared).rows() for key in keys}
    unknown = []
    for keys in readme_keys().values():
        named = [key.split(";")[0] for key in keys if not key.startswith("arrows")]
        unknown += [key for key in named if QKeySequence(key).toString() not in listed]
    assert len(readme_keys()) > 10
    assert unknown == []


# ---- what Help tells


def test_the_log_shows_what_is_logged_and_what_nobody_caught(shared, monkeypatch):
    lines = log_lines.LogLines()
    monkeypatch.setattr(reports, "KEPT", lines)
    dialog = reports.LogDialog(shared)
    assert dialog.page.toPlainText() == ""
    assert not dialog.copy_button.isEnabled()
    record = logging.makeLogRecord(
        {"name": "explorer.jobs", "levelname": "WARNING", "msg": "it went %s", "args": ("wrong",)}
    )
    lines.handle(record)
    dialog.look()
    assert dialog.page.toPlainText().endswith("WARNING explorer.jobs: it went wrong")
    dialog.copy()
    assert clipboard() == dialog.page.toPlainText()


def test_exceptions_that_nobody_caught_are_logged(monkeypatch, caplog):
    with caplog.at_level(logging.ERROR, logger="explorer"):
        log_lines._log_exception(ValueError, ValueError("of no use"), None)
    assert "ValueError: of no use" in caplog.text


def test_logging_begins_once(monkeypatch):
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", list(root.handlers))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    log_lines.start_logging()
    log_lines.start_logging()
    assert root.handlers.count(log_lines.KEPT) == 1


def test_old_lines_of_the_log_are_forgotten():
    lines = log_lines.LogLines()
    for number in range(600):
        lines.handle(logging.makeLogRecord({"msg": f"line {number}"}))
    assert lines.count == 600
    assert len(lines.text().splitlines()) == 500
    assert lines.text(2).splitlines()[-1].endswith("line 599")


def test_system_information_names_versions_and_no_files(hand):
    text = as_text(system_information(hand.frame))
    for package in ("torch", "pyqtgraph", "numpy"):
        assert f"{package}: {version(package)}" in text
    assert "Network runs on: cpu, float32" in text
    assert str(Path.home()) not in text
    assert "nothing yet" in as_text(system_information(None))


def test_a_report_has_room_for_words_the_system_and_the_log(shared, monkeypatch):
    lines = log_lines.LogLines()
    lines.handle(logging.makeLogRecord({"msg": "it broke"}))
    monkeypatch.setattr(reports, "KEPT", lines)
    dialog = reports.ProblemDialog(shared)
    dialog.page.insertPlainText(" drew a seven")
    dialog.copy()
    assert clipboard().startswith("What I did: drew a seven")
    assert "it broke" in clipboard()
    assert f"numpy: {version('numpy')}" in clipboard()


@pytest.mark.parametrize(
    ("part", "words"), [("program", "BSD 3-Clause"), ("inter", "SIL OPEN FONT LICENSE"), ("phosphor", "MIT License")]
)
def test_about_has_every_licence_in_full(part, words):
    assert words in licence_text(part)
    assert len(licence_text(part)) > 900


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Getting started", "GettingStarted"),
        ("Keyboard shortcuts", "ShortcutDialog"),
        ("Show log", "LogDialog"),
        ("System information", "SystemDialog"),
        ("Report a problem…", "ProblemDialog"),
        ("About", "AboutDialog"),
    ],
)
def test_help_opens(hand, name, kind):
    action(hand, name).trigger()
    action(hand, name).trigger()
    shown = [one for one in QApplication.topLevelWidgets() if type(one).__name__ == kind and one.isVisible()]
    assert len(shown) == 1
    shown[0].close()


def test_help_has_no_doubled_lines(shared):
    menu = menu_with(shared.actions_.about)
    kinds = [one.isSeparator() for one in menu.actions()]
    assert not kinds[0]
    assert not kinds[-1]
    assert not any(one and other for one, other in pairwise(kinds))


def test_getting_started_names_the_keys_of_today(hand):
    from PySide6.QtWidgets import QLabel

    from explorer.gui.getting_started import GettingStarted

    page = GettingStarted(hand.window)
    chips = [label.text() for label in page.findChildren(QLabel) if label.property("chip") == "key"]
    assert chips == ["Ctrl+N", "Ctrl+Right", "Ctrl+M", "Ctrl+Shift+P"]
    assert page.sizeHint().height() <= 560
