"""The window appears empty, and what comes into it makes it the window that it would have been at once."""

from __future__ import annotations

import os
import signal

import pytest
from hand import end
from PySide6.QtCore import QSettings, QSize
from PySide6.QtWidgets import QDockWidget

from explorer.gui import application
from explorer.gui.window import MainWindow, _first_size
from explorer.widgets import theme


@pytest.fixture
def settings(qapp, tmp_path):
    """Those of a window whose docks were not left as they were at first."""
    theme.apply(qapp, "light")
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    window = MainWindow(settings)
    window.show()
    window.resize(760, 700)
    window.input_dock.setFloating(False)
    window.layers_dock.show()
    window.unit_dock.hide()
    end(window)
    yield settings
    theme.apply(qapp, "light")


def places(window, qapp):
    qapp.processEvents()
    return {dock.objectName(): dock.geometry() for dock in window.findChildren(QDockWidget) if dock.isVisible()}


def test_an_empty_window_is_painted_and_filled_like_one_that_was_full_at_first(qapp, qtbot, settings):
    full = MainWindow(settings)
    full.show()
    wanted = places(full, qapp)
    end(full)
    assert set(wanted) == {"input", "layers"}
    window = MainWindow(settings, empty=True)
    with qtbot.waitSignal(window.painted):
        application._paint_empty(window, qapp, "light")
    assert window.centralWidget() is None
    window.fill()
    assert places(window, qapp) == wanted
    end(window)


@pytest.mark.parametrize(("name", "colour"), [("light", theme.LIGHT.surface), ("dark", theme.DARK.surface)])
def test_an_empty_window_has_the_colour_of_its_theme(qapp, settings, name, colour):
    qapp.setStyleSheet("")  # there is none yet when the program starts
    window = MainWindow(settings, empty=True)
    application._paint_empty(window, qapp, name)
    assert window.grab().toImage().pixelColor(300, 300).name().upper() == colour
    end(window)


@pytest.mark.parametrize(
    ("screen", "size"), [((1920, 1080), (1440, 900)), ((1280, 800), (1280, 760)), ((1024, 768), (1024, 728))]
)
def test_the_first_window_fits_on_the_screen_with_its_title_bar(screen, size):
    assert _first_size(QSize(*screen)) == QSize(*size)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_program_in_order_so_that_its_session_is_kept(qapp, qtbot, monkeypatch, number):
    before = {one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)}
    codes = []
    monkeypatch.setattr(type(qapp), "exit", lambda _app, code: codes.append(code))
    timer = application._interruptible(qapp)
    try:
        os.kill(os.getpid(), number)
        qtbot.waitUntil(lambda: codes == [128 + number])
    finally:
        timer.stop()
        for one, handler in before.items():
            signal.signal(one, handler)
