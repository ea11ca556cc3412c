"""Menus to the last entry: letters for all, a folder to open, keys that work in fields, tools found by their names."""

import re
from collections import Counter

import numpy as np
import pytest
from hand import Hand
from PIL import Image
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMainWindow, QMenu, QSpinBox

from explorer.gui import languages
from explorer.gui.field_keys import FieldKeys
from explorer.gui.menu_walk import entries, menu_with, submenu
from explorer.gui.mnemonics import give_mnemonics, mnemonic
from explorer.gui.shortcut_dialog import ShortcutDialog
from explorer.gui.view_tools import tool_entries

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def hand(shared, qtbot):
    hand = Hand(shared, qtbot)
    shared.panels.left.input.select_input("Draw")
    hand.do(shared.session.set, layer="pool1", view="Pooling", channel=2, cell=None)
    shared.activateWindow()
    return hand


# ---- letters


def letters(menu_bar):
    """(menu, its entries' texts) of every menu, as it is when it is shown."""

    def below(action):
        menu = submenu(action)
        if menu is None:
            return
        menu.aboutToShow.emit()
        there = [one for one in menu.actions() if one.isVisible() and not one.isSeparator()]
        yield action.text(), [one.text() for one in there]
        for one in there:
            yield from below(one)

    yield "bar", [one.text() for one in menu_bar.actions()]
    for one in menu_bar.actions():
        yield from below(one)


def faults(window):
    """Entries without a letter, and letters that two entries of a menu have."""
    found = []
    for menu, texts in letters(window.menuBar()):
        found += [(menu, text) for text in texts if not mnemonic(text)]
        count = Counter(map(mnemonic, texts))
        found += [(menu, text) for text in texts if count[mnemonic(text)] > 1]
    return found


def test_every_entry_of_every_menu_has_a_letter_of_its_own(shared):
    assert len(list(letters(shared.menuBar()))) >= 10
    assert faults(shared) == []


def test_letters_are_words_first_then_any_then_a_digit_behind_it(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    menu = window.menuBar().addMenu("Menu")
    for text in ("&Find", "Find next", "Next", "R&&D", "한국어", "열기…"):
        menu.addAction(text)
    give_mnemonics(window.menuBar())
    assert submenu(window.menuBar().actions()[0]) is menu
    texts = [one.text() for one in menu.actions()]
    assert texts == ["&Find", "F&ind next", "&Next", "&R&&D", "한국어(&1)", "열기(&2)…"]
    assert window.menuBar().actions()[0].text() == "&Menu"


def test_a_menu_that_fills_itself_has_letters_each_time(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    menu = QMenu("Recent", window)
    window.menuBar().addMenu(menu)

    def fill():
        menu.clear()
        for name in ("one", "other"):
            menu.addAction(name)

    menu.aboutToShow.connect(fill)
    give_mnemonics(window.menuBar())
    for _ in range(2):
        menu.aboutToShow.emit()
        assert [one.text() for one in menu.actions()] == ["&one", "o&ther"]


def test_names_in_tool_tips_and_buttons_stay_free_of_marks(shared):
    marked = [one.text() for one in shared.actions() if "&" in one.iconText() or re.search(r"&\w", one.toolTip())]
    assert marked == []


# ---- File


def test_a_folder_is_opened_at_its_first_picture_and_walked_through(hand, monkeypatch, tmp_path):
    for number in (2, 10, 1):
        Image.fromarray(np.full((28, 28), 20 * number, np.uint8)).save(tmp_path / f"{number}.png")
    (tmp_path / "notes.txt").write_text("no picture")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    hand.window.actions_.more.remaining.open_folder.trigger()
    hand.wait_for(lambda: hand.state.picture.label == "1.png")
    for label in ("2.png", "10.png", "1.png"):
        hand.window.actions_.more.next_picture.trigger()
        hand.wait_for(lambda label=label: hand.state.picture.label == label)


def test_a_folder_without_pictures_says_so(hand, monkeypatch, tmp_path):
    before = hand.state.picture
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    hand.window.actions_.more.remaining.open_folder.trigger()
    hand.wait_for(lambda: "no pictures" in hand.window.message.text())
    assert str(tmp_path) in hand.window.message.text()
    assert hand.state.picture is before
    hand.window.message.clear()


def test_copying_a_screenshot_stands_in_the_file_menu(shared):
    actions = shared.actions_
    assert menu_with(actions.more.copy_window) is menu_with(actions.open_picture)


# ---- keys in fields


def box(hand):
    box = hand.view("Pooling")._channel
    box.setFocus()
    assert box.hasFocus()
    return box


def test_layers_and_channels_are_walked_from_a_number_field(hand):
    field = box(hand)
    hand.key(field, Qt.Key.Key_Down, CTRL)
    assert hand.state.channel == 3
    hand.key(field, Qt.Key.Key_Up, CTRL)
    assert hand.state.channel == 2
    hand.key(field, Qt.Key.Key_Right, CTRL)
    assert hand.state.layer == "conv2"
    hand.do(hand.window.session.set, layer="pool1", view="Pooling")
    hand.key(box(hand), Qt.Key.Key_Left, CTRL)
    assert hand.state.layer == "relu1"


def test_export_is_reached_from_every_field(hand):
    exports = hand.window.actions_.exports
    for field in (box(hand), hand.window.actions_.search):
        hand.window.activateWindow()
        hand.wait_for(hand.window.isActiveWindow)
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_E, CTRL)
        assert exports._dialog is not None
        hand.do(exports._dialog.reject)
        assert exports._dialog is None


def test_in_a_line_of_text_keys_edit_the_text(hand):
    search = hand.window.actions_.search
    search.setFocus()
    search.setText("conv two")
    before = hand.state
    hand.key(search, Qt.Key.Key_Left, CTRL)
    assert search.cursorPosition() == len("conv ")
    assert hand.state == before
    search.clear()


def test_only_the_field_that_has_the_keyboard_is_listened_to(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    one, other, text = QSpinBox(window), QSpinBox(window), QLineEdit(window)
    other.move(0, 40), text.move(0, 80)
    ran = []
    action = QAction("Walk", window)
    action.setShortcut("Ctrl+Right")
    action.triggered.connect(lambda: ran.append(True))
    window.addAction(action)
    keys = FieldKeys(window, [], [action])
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for field, count in ((one, 1), (other, 2), (text, 2), (one, 3)):
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_Right, CTRL)
        assert len(ran) == count
    assert keys._field is one
    # An editing key stays one.
    one.setValue(7)
    one.selectAll()
    QTest.keyClick(one, Qt.Key.Key_C, CTRL)
    assert len(ran) == 3


# ---- tools of the view in front


def test_the_palette_finds_what_can_be_switched_in_the_view_in_front(hand):
    more = hand.window.actions_.more
    more.palette.trigger()
    palette = more._palette
    palette.field.setText("shift test")
    entry = palette.current()
    assert (entry.name, entry.place) == ("Shift test", "Pooling")
    panel = hand.view("Pooling")._test
    palette.run()
    hand.wait_for(lambda: panel.unfolded)
    assert hand.frame.result.test is not None
    hand.do(entry.action.trigger)
    assert not panel.unfolded


def test_segments_are_found_with_the_name_of_their_control(hand):
    found = {(one.name, one.place): one for one in hand.window.actions_.more._tools()}
    average = found["Average", "Pooling › Operation"]
    assert not average.action.isChecked()
    hand.do(average.action.trigger)
    assert hand.view("Pooling")._chosen == "average"
    again = {one.name: one.action for one in hand.window.actions_.more._tools()}
    assert again["Average"] is average.action
    assert again["Average"].isChecked()
    names = [one.name for one in hand.window.actions_.more._tools()]
    assert len(names) == len(set(names))
    # What is folded away is no tool; its fold is one.
    assert "Shift test" in names
    assert "Rotate" not in names
    hand.do(again["Max"].trigger)


@pytest.mark.parametrize(
    ("layer", "view", "name"),
    [
        ("conv1", "Feature maps", "Make all tiles fit"),
        ("conv2", "Arithmetic", "All terms"),
        ("conv3", "Receptive field", "Effective field"),
        ("conv2", "Tuning", "Measure"),
        ("conv2", "Channels", "Copy table"),
        ("conv2", "Values", "Copy as NumPy"),
    ],
)
def test_every_view_has_its_tools_in_the_palette(hand, layer, view, name):
    hand.do(hand.window.session.set, layer=layer, view=view)
    found = tool_entries(hand.view(view), view)
    assert name in [one.name for one in found]
    assert all(one.name and one.place.startswith(view) for one in found)


def test_what_a_narrow_row_leaves_out_is_found_and_what_does_not_apply_is_not(hand, shared):
    hand.do(shared.session.set, layer="conv1", view="Feature maps")
    controls = hand.view("Feature maps")._controls
    controls.resize(300, controls.height())
    assert controls._fit.isHidden() or controls._fit.parentWidget().isHidden()
    assert "Make all tiles fit" in [one.name for one in shared.actions_.more._tools()]
    hand.do(shared.session.set, layer="fc1", view="Filters")
    places = {one.place for one in shared.actions_.more._tools()}
    assert "Filters › How weights are shown" in places
    assert "Filters › How filters are shown" not in places


def test_the_laboratory_in_front_has_its_own(hand):
    labs = hand.window.labs
    hand.do(labs.open, labs.kinds[0])
    found = hand.window.actions_.more._tools()
    assert {one.path[0] for one in found} == {labs.kinds[0].label()}
    assert len(found) > 5
    hand.do(labs.close)


# ---- Preferences, keys


def test_the_language_is_chosen_in_the_preferences_too(make_window, qtbot, qapp):
    hand = Hand(make_window(), qtbot)
    hand.window.actions_.more.preferences.trigger()
    (dialog,) = preferences(hand.window)
    box = dialog.language
    assert [box.itemText(place) for place in range(box.count())] == ["System language", "English", "한국어"]
    try:
        box.setCurrentIndex(2)
        box.activated.emit(2)
        hand.wait_for(lambda: any(one.windowTitle() != "Preferences" for one in preferences(hand.window)))
        assert languages.chosen(hand.window._settings) == "ko"
        (again,) = preferences(hand.window)
        assert again.language.currentData() == "ko"
        again.reject()
        # Letters in a language that is not written with them stand behind the words.
        assert faults(hand.window) == []
    finally:
        languages.speak(qapp, "en")
        QLocale.setDefault(QLocale.system())


def preferences(window):
    from explorer.gui.preferences_dialog import PreferencesDialog

    return [one for one in window.findChildren(PreferencesDialog) if one.isVisible()]


def test_new_keys_are_in_the_list_of_keys(shared):
    rows = ShortcutDialog(shared).rows()
    assert ("View", "Detach view", ["Ctrl+Shift+D"]) in rows
    assert {"Ctrl+W", "Esc", "Ctrl+Down", "Ctrl+E"} <= {
        key for group, _, keys in rows if group == "In a detached view" for key in keys
    }
    assert all(entry.name for entry in entries(shared.menuBar()))
