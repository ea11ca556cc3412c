"""The command palette: every action of every menu, found by a few letters, run by Enter."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow

from explorer.gui.command_palette import CommandPalette
from explorer.gui.fuzzy import match
from explorer.gui.menu_walk import entries, explain, mark_empty, plain

ENTER, ESCAPE, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down


# ---- fuzzy search


@pytest.mark.parametrize(
    ("query", "text", "places"),
    [
        ("om", "Open model", (0, 5)),  # beginnings of words before letters in the middle
        ("model", "Open model", (5, 6, 7, 8, 9)),
        ("MODEL open", "Open model", (0, 1, 2, 3, 5, 6, 7, 8, 9)),  # words in any order, any case
        ("nl", "Next layer", (0, 5)),
        ("ayer", "Next layer", (6, 7, 8, 9)),
        ("", "Next layer", ()),
    ],
)
def test_letters_are_found_where_one_would_look(query, text, places):
    assert match(query, text).places == places


@pytest.mark.parametrize("query", ["xyz", "ledom", "open xyz"])
def test_what_is_not_there_is_not_found(query):
    assert match(query, "Open model") is None


def test_beginnings_and_neighbours_count_more():
    better, worse = match("full", "Full screen"), match("full", "Find usual layer list")
    assert better.score > worse.score


def test_a_menus_text_without_its_mnemonics():
    assert [plain(text) for text in ("Open &model…", "R&&D", "plain")] == ["Open model…", "R&D", "plain"]
    assert plain("모델 열기(&M)…") == "모델 열기…"


# ---- the list


@pytest.fixture
def window(qtbot):
    """Two menus, one in the other, and what was run."""
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(700, 500)
    window.ran = []
    menu = window.menuBar().addMenu("&File")
    sub = menu.addMenu("&Recent")
    for parent, name, key in ((menu, "&Open model…", "Ctrl+M"), (sub, "One", ""), (menu, "Undo", "Ctrl+Z")):
        action = QAction(name, window)
        action.setShortcut(key)
        action.triggered.connect(lambda _checked=False, name=name: window.ran.append(name))
        parent.addAction(action)
    menu.addSeparator()
    undo = menu.actions()[2]
    undo.setEnabled(False)
    explain(undo, "nothing has been drawn")
    own = QAction("Find action", window)
    menu.addAction(own)
    window.palette_ = CommandPalette(window, own)
    window.show()
    window.activateWindow()
    return window


def names(palette):
    rows = palette.rows
    return [rows.index(number, 0).data() for number in range(rows.rowCount())]


def test_it_lists_every_action_with_key_and_menus(window):
    palette = window.palette_
    palette.open()
    assert names(palette) == ["One", "Open model…", "Undo"]
    found = {entry.name: (entry.place, entry.keys, entry.reason) for entry in entries(window.menuBar())}
    assert found["One"] == ("File › Recent", (), "")
    assert found["Open model…"] == ("File", ("Ctrl+M",), "")
    assert found["Undo"] == ("File", ("Ctrl+Z",), "nothing has been drawn")


def test_what_came_into_a_menu_later_is_found(window):
    window.menuBar().addMenu("Tools").addAction("Measure")
    window.palette_.open()
    assert "Measure" in names(window.palette_)


def test_a_menu_that_fills_itself_is_asked_to(window):
    menu = window.menuBar().addMenu("Devices")
    menu.aboutToShow.connect(lambda: menu.actions() or menu.addAction("CPU"))
    mark_empty(window.menuBar().addMenu("Recent").addAction("Nothing yet"))
    window.palette_.open()
    assert "CPU" in names(window.palette_)
    assert "Nothing yet" not in names(window.palette_)


def test_letters_and_enter_run_an_action(window, qtbot):
    palette = window.palette_
    palette.open()
    QTest.keyClicks(palette.field, "opmo")
    assert names(palette) == ["Open model…"]
    QTest.keyClick(palette.field, ENTER)
    qtbot.waitUntil(lambda: window.ran == ["&Open model…"])
    assert palette.isHidden()


def test_arrows_choose_a_row(window, qtbot):
    palette = window.palette_
    palette.open()
    QTest.keyClick(palette.field, DOWN)
    assert palette.current().name == "Open model…"
    QTest.keyClick(palette.field, ENTER)
    qtbot.waitUntil(lambda: window.ran == ["&Open model…"])


def test_menus_can_be_searched_too(window):
    palette = window.palette_
    palette.open()
    QTest.keyClicks(palette.field, "recent")
    assert names(palette) == ["One"]


def test_a_disabled_action_says_why_and_does_not_run(window):
    palette = window.palette_
    palette.open()
    QTest.keyClicks(palette.field, "undo")
    QTest.keyClick(palette.field, ENTER)
    QApplication.processEvents()
    assert window.ran == []
    assert palette.isVisible()
    row = palette.rows.index(0, 0)
    assert row.data(Qt.ItemDataRole.ToolTipRole) == "nothing has been drawn"
    assert row.data(Qt.ItemDataRole.AccessibleTextRole) == "Undo, File, Ctrl+Z, nothing has been drawn"


def test_an_action_in_a_disabled_menu_cannot_be_run(window):
    window.menuBar().actions()[0].menu().actions()[0].setEnabled(False)
    found = {entry.name: entry.enabled for entry in entries(window.menuBar())}
    assert found == {"One": False, "Open model…": True, "Undo": False, "Find action": True}


def test_escape_gives_the_keyboard_back(window):
    window.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window.setFocus()
    window.palette_.open()
    assert QApplication.focusWidget() is window.palette_.field
    QTest.keyClick(window.palette_.field, ESCAPE)
    assert window.palette_.isHidden()
    assert QApplication.focusWidget() is window


def test_it_closes_when_the_keyboard_goes_elsewhere(window, qtbot):
    window.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window.palette_.open()
    window.setFocus(Qt.FocusReason.MouseFocusReason)
    qtbot.waitUntil(window.palette_.isHidden)


def test_an_action_that_is_gone_by_then_is_not_run(window):
    menu = window.menuBar().addMenu("Devices")
    menu.addAction("CPU")
    palette = window.palette_
    palette.open()
    menu.clear()
    QTest.keyClicks(palette.field, "cpu")
    palette.grab()
    QTest.keyClick(palette.field, ENTER)
    assert palette.isVisible()


def test_nothing_found_is_said(window):
    palette = window.palette_
    palette.open()
    QTest.keyClicks(palette.field, "qqq")
    assert palette.list.isHidden()
    assert not palette._none.isHidden()
    QTest.keyClick(palette.field, ENTER)
    assert palette.isVisible()


def test_it_stays_within_a_narrow_window(window):
    window.resize(400, 500)
    window.palette_.open()
    assert window.rect().contains(window.palette_.geometry())
