"""What the window keeps from run to run, how it ends, and that every action and control can be reached and named."""

import threading
from collections import Counter

import pytest
from hand import end
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QMainWindow,
    QScrollBar,
    QTabBar,
)

from explorer.gui import application
from explorer.widgets import theme


def menu_actions(menu):
    for action in menu.actions():
        if action.menu() is not None:
            yield action
            yield from menu_actions(action.menu())
        elif not action.isSeparator():
            yield action


# ---- settings


@pytest.fixture
def renamed(qapp):
    """The application under the program's own name, with settings that are gone afterwards."""
    names = qapp.organizationName(), qapp.applicationName(), qapp.applicationVersion()
    application.application()
    yield
    QSettings().clear()
    qapp.setOrganizationName(names[0])
    qapp.setApplicationName(names[1])
    qapp.setApplicationVersion(names[2])
    theme.apply(qapp, "light")


def test_size_docks_and_splitter_are_kept(make_window, qtbot):
    first = make_window()
    # The screen of the tests is 800 pixels wide and high: a window is brought back within its screen.
    first.setMinimumWidth(600)
    first.resize(780, 720)
    first._splitter.setSizes([330, 250])
    first.unit_dock.hide()
    first.layers_dock.show()
    qtbot.waitUntil(lambda: first._splitter.sizes()[0] > 300)
    sizes = first._splitter.sizes()
    first.close()
    second = make_window(resized=False)
    qtbot.waitUntil(lambda: second._splitter.sizes() == sizes)
    assert (second.width(), second.height()) == (first.width(), first.height())
    assert second.unit_dock.isHidden()
    assert not second.layers_dock.isHidden()
    second.reset_layout()
    assert not second.unit_dock.isHidden()
    assert second.layers_dock.isHidden()


@pytest.mark.parametrize("nonsense", ["three", 7, True])
def test_settings_that_make_no_sense_are_overlooked(make_window, tmp_path, nonsense):
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    for key in ("window/geometry", "window/docks", "window/splitter"):
        settings.setValue(key, nonsense)
    settings.sync()
    window = make_window(resized=False)
    assert window.width() >= 640
    assert not window.input_dock.isHidden()


@pytest.mark.parametrize(("stored", "dark"), [("dark", True), ("light", False), ("purple", False), (5, False)])
def test_the_theme_is_kept(renamed, qtbot, stored, dark):
    QSettings().setValue("theme", stored)
    window = application.make_window()
    assert theme.tokens().dark is dark
    end(window)


# ---- the end


def test_closing_while_a_job_runs_neither_hangs_nor_answers(make_window, qtbot):
    window = make_window()
    started, said = threading.Event(), []

    def work(job):
        started.set()
        while not job.cancelled:
            threading.Event().wait(0.001)
        return "late"

    window.jobs.submit("frame", "Working", work, said.append, said.append)
    assert started.wait(10)
    window.close()
    qtbot.wait(20)
    assert said == []
    assert not window.isVisible()


def test_closing_while_a_network_is_being_opened(make_window, qtbot):
    window = make_window()
    with qtbot.waitSignal(window.jobs.started, timeout=10_000):
        window.open_model("resnet18")
    window.close()
    qtbot.wait(20)
    assert window.session.state.model is None


def test_closing_in_the_middle_of_a_stroke(hand, qtbot):
    QTest.mousePress(hand.pad, Qt.MouseButton.LeftButton)
    QTest.mouseMove(hand.pad, hand.pad.rect().center() * 1.5)
    hand.window.close()
    qtbot.wait(20)
    assert not hand.window.isVisible()


# ---- names


def test_every_action_has_a_text_and_a_key_of_its_own(make_window):
    window = make_window()
    found = [action for menu in window.menuBar().actions() for action in menu_actions(menu.menu())] + window.actions()
    assert len(found) > 25
    assert [action for action in found if not action.text().replace("&", "").strip()] == []
    keys = Counter()
    for action in {id(action): action for action in found}.values():
        keys.update(key.toString() for key in action.shortcuts())
    assert [key for key, count in keys.items() if count > 1] == []
    assert len(keys) > 15


def test_every_action_is_in_a_menu(make_window):
    window = make_window()
    listed = {id(action) for menu in window.menuBar().actions() for action in menu_actions(menu.menu())}
    missing = [action.text() for action in window.actions() if id(action) not in listed]
    assert missing == []


def test_no_two_entries_of_a_menu_share_a_letter(make_window):
    window = make_window()
    menus = [window.menuBar(), *(action.menu() for action in window.menuBar().actions())]
    for menu in menus:
        letters = [_letter(action.text()) for action in menu.actions() if "&" in action.text()]
        assert [letter for letter, count in Counter(letters).items() if count > 1] == [], menu.title()


def _letter(text):
    return text[text.index("&") + 1].lower()


KINDS = (QAbstractButton, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit, QAbstractItemView, QTabBar)


def test_every_control_has_a_name(hand):
    hand.draw(7)
    nameless = set()
    for kind in KINDS:
        for control in hand.window.findChildren(kind):
            named = control.accessibleName() or (isinstance(control, QAbstractButton) and control.text())
            if not named and not control.isHidden() and not _is_a_part(control):
                nameless.add((type(control.parent()).__name__, type(control).__name__, control.objectName()))
    assert nameless == set()


def _is_a_part(control):
    """What Qt makes for its own widgets, and names or hides itself."""
    return (
        isinstance(control, QScrollBar)
        or control.objectName().startswith("qt_")
        or type(control).__name__ in ("QHeaderView", "QTableCornerButton", "QComboBoxListView", "QListView")
        or isinstance(control.parent(), (QAbstractSpinBox, QComboBox, QTabBar, QLineEdit))
        or (isinstance(control, QTabBar) and isinstance(control.parent(), QMainWindow))  # of docks that share a place
    )


def test_whatever_takes_the_keyboard_has_a_name(hand):
    nameless = [
        type(widget).__name__
        for widget in _tab_chain(hand.window)
        if not widget.accessibleName() and not (isinstance(widget, QAbstractButton) and widget.text())
    ]
    assert nameless == []


def _tab_chain(window):
    widget = window.nextInFocusChain()
    while widget is not window:
        reachable = widget.isVisibleTo(window) and widget.isEnabled() and widget.window() is window
        takes_keys = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        if reachable and takes_keys and not _is_a_part(widget):
            yield widget
        widget = widget.nextInFocusChain()
