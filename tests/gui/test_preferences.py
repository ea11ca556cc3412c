"""The Preferences dialog: what is chosen holds at once and until defaults are restored."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from hand import Hand, end
from PySide6.QtCore import QSettings

from explorer import __main__
from explorer.gui import application
from explorer.gui import settings as known
from explorer.gui.preferences_dialog import PreferencesDialog
from explorer.gui.window import MainWindow
from explorer.widgets import theme
from explorer.widgets.switch import Switch


@pytest.fixture
def file(tmp_path):
    return tmp_path / "settings.ini"


@pytest.fixture(scope="module")
def shared(qapp, tmp_path_factory):
    """One window for all of them, with settings of its own."""
    theme.apply(qapp, "light")
    folder = tmp_path_factory.mktemp("preferences")
    window = MainWindow(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat), data=folder / "data")
    window.show()
    yield window
    end(window)
    theme.apply(qapp, "light")


@pytest.fixture
def hand(shared, qtbot):
    """A hand on the window, which shows no network."""
    yield Hand(shared, qtbot)
    for dialog in shared.findChildren(PreferencesDialog):
        dialog.close()


def opened(hand):
    hand.window.actions_.more.preferences.trigger()
    return next(one for one in hand.window.findChildren(PreferencesDialog) if one.isVisible())


def test_consents_are_counted_and_forgotten_at_a_click(hand, tmp_path):
    remembered = hand.window.controller.opener.remembered
    assert not opened(hand).forget.isEnabled()
    remembered.consent(tmp_path / "net.py", "1f" * 32)
    dialog = opened(hand)
    dialog.show_settings()
    assert dialog._trusted.text() == "1"
    hand.click(dialog.forget)
    assert not remembered.trust().digests
    assert dialog._trusted.text() == "none"
    assert not dialog.forget.isEnabled()


def pick(box, name):
    box.setCurrentIndex(box.findText(name))
    box.activated.emit(box.currentIndex())


def test_choices_hold_at_once_and_are_kept_until_defaults_are_restored(hand):
    dialog, settings = opened(hand), hand.window._settings
    pick(dialog.signed, "CET-D4")
    pick(dialog.positive, "cividis")
    dialog.scale.changed.emit("network")
    dialog.theme.changed.emit("dark")
    dialog.model.setEditText("resnet18")
    assert theme.tokens().dark
    assert (hand.state.signed_map, hand.state.positive_map, hand.state.scale) == ("CET-D4", "cividis", "network")
    assert [one.read(settings) for one in (known.THEME, known.SCALE, known.MODEL)] == ["dark", "network", "resnet18"]
    dialog.close()
    again = opened(hand)
    assert again.model.currentText() == "resnet18"
    assert (again.theme.current(), again.scale.current()) == ("dark", "network")
    again.restore_button.click()
    assert (hand.state.signed_map, hand.state.positive_map, hand.state.scale) == ("RdBu", "magma", "layer")
    assert (again.theme.current(), again.scale.current()) == ("system", "layer")
    assert again.model.currentText() == "digits"
    assert not theme.tokens().dark
    assert [setting.key for setting in known.PREFERENCES if settings.contains(setting.key)] == []


def test_switches_are_those_of_the_menus(hand):
    dialog, actions = opened(hand), hand.window.actions_
    switches = {switch.text(): switch for switch in dialog.findChildren(Switch)}
    assert {"High contrast", "Reduce motion", "Half resolution while drawing"} < set(switches)
    switches["Half resolution while drawing"].click()
    assert actions.half_size.isChecked()
    actions.comfort.reduced_motion.trigger()
    assert switches["Reduce motion"].isChecked()
    dialog.restore_button.click()
    assert [switch.text() for switch in switches.values() if switch.isChecked()] == [
        "Show the welcome page",
        "Keep the session by itself",
    ]
    assert not actions.half_size.isChecked()
    assert not hand.window._settings.contains("theme/reduced-motion")


def test_the_open_network_becomes_the_one_to_start_with(hand):
    dialog = opened(hand)
    assert not dialog.open_one.isEnabled()
    dialog.close()
    hand.open_model("digits-mlp")
    dialog = opened(hand)
    dialog.open_one.click()
    assert known.MODEL.read(hand.window._settings) == "digits-mlp"
    dialog.model.setEditText("  ")
    assert known.MODEL.read(hand.window._settings) == "digits"


def test_a_session_is_kept_by_itself_only_where_that_is_wanted(hand):
    hand.open_model("digits")
    hand.do(hand.window.session.set, layer="conv2")
    autosaving = hand.window.sessions.autosaving
    dialog = opened(hand)
    assert dialog.autosave.isChecked()
    assert autosaving._changed() is not None
    dialog.autosave.click()
    assert autosaving._changed() is None
    dialog.restore_button.click()
    assert autosaving._changed() is not None


# ---- the command line


def test_the_command_line_says_where_settings_are_kept(monkeypatch, file):
    asked = {}
    monkeypatch.setattr("explorer.cli._screen.check_screen", lambda: None)
    monkeypatch.setattr(application, "run_window", lambda **wanted: asked.update(wanted) or 0)
    assert __main__.main(["--settings", str(file), "--reset"]) == 0
    assert (asked["settings_file"], asked["reset"]) == (file, True)
    assert __main__.main([]) == 0
    assert (asked["settings_file"], asked["reset"]) == (None, False)


_START = """
import json, sys
from pathlib import Path
from explorer.gui import application
from explorer.widgets import theme

class Watched(application.MainWindow):
    def open_model(self, reference, opening=None):
        from PySide6.QtCore import QTimer

        said = {"model": reference, "map": self.session.state.signed_map, "dark": theme.tokens().dark}
        print(json.dumps(said))
        QTimer.singleShot(0, self.close)

application.MainWindow = Watched
application.run_window(settings_file=Path(sys.argv[1]))
"""


def test_a_window_starts_with_the_settings_of_a_file(file, tmp_path):
    file.write_text("[General]\ntheme=dark\n[start]\nmodel=digits-mlp\n[maps]\nsigned=CET-D4\n")
    environment = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path / "other"), "XDG_DATA_HOME": str(tmp_path / "data")}
    command = [sys.executable, "-c", _START, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=110, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"model": "digits-mlp", "map": "CET-D4", "dark": True}
