"""Larger letters: chosen in a menu or in Preferences, at once, with everything where it was."""

import pytest
from PySide6.QtCore import QSettings

from explorer.gui import application
from explorer.gui.downloads import Download
from explorer.gui.preferences_dialog import PreferencesDialog
from explorer.gui.settings import TEXT_SIZE
from explorer.widgets import theme


@pytest.fixture(autouse=True)
def _as_before(qapp):
    yield
    theme.prefer_text_scale(1.0)
    theme.apply(qapp, "light")


def choose(hand, scale):
    hand.window.actions_.more.text_size.actions[scale].trigger()
    hand.wait_for(lambda: theme.text_scale() == scale)


def height(hand):
    return hand.window.panels.unit.fontMetrics().height()


def test_letters_grow_at_once_and_everything_stays_where_it_was(hand):
    hand.draw(7)
    hand.do(hand.window.session.set, layer="conv2", channel=3)
    strokes, before = hand.pad.strokes(), height(hand)
    choose(hand, 1.2)
    assert height(hand) == pytest.approx(1.2 * before, abs=1)
    assert hand.window.actions_.more.text_size.actions[1.2].isChecked()
    assert hand.pad.strokes() == strokes
    assert (hand.state.layer, hand.state.channel) == ("conv2", 3)
    hand.do(hand.window.set_theme, "dark")
    assert theme.text_scale() == 1.2, "another theme leaves letters as large as they are"


def test_the_choice_holds_at_the_next_start(qapp, tmp_path, make_window):
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    TEXT_SIZE.write(settings, 1.1)
    settings.sync()
    window = application.MainWindow(settings, empty=True)
    application._fill(window, QSettings(settings.fileName(), QSettings.Format.IniFormat), "light")
    assert theme.text_scale() == 1.1
    assert window.actions_.more.text_size.actions[1.1].isChecked()
    window.close()
    window.deleteLater()


def test_preferences_choose_and_restore_it(hand):
    def dialog():
        return next(one for one in hand.window.findChildren(PreferencesDialog) if one.isVisible())

    hand.window.actions_.more.preferences.trigger()
    dialog().text_size.changed.emit("1.2")
    hand.wait_for(lambda: theme.text_scale() == 1.2)
    assert dialog().text_size.current() == "1.2"
    dialog().restore_button.click()
    hand.wait_for(lambda: theme.text_scale() == 1.0)
    assert dialog().text_size.current() == "1.0"


def test_a_download_is_not_cut_off(hand, monkeypatch):
    download = Download(hand.window)
    monkeypatch.setattr(Download, "running", True)
    hand.do(hand.window.actions_.more.text_size.actions[1.2].trigger)
    assert theme.text_scale() == 1.0
    assert hand.window.actions_.more.text_size.actions[1.0].isChecked()
    assert "download" in hand.window.message.text()
    monkeypatch.setattr(Download, "running", False)
    download.deleteLater()
