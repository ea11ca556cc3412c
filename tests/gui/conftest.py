"""A real window with the shipped network and settings of its own."""

import sys
from pathlib import Path

import pytest
from hand import Hand, end
from PySide6.QtCore import QSettings
from zoo_fixtures import checkpoints, offer, plant, server, set_url  # noqa: F401

from explorer.gui.tour import settle
from explorer.gui.window import MainWindow
from explorer.widgets import theme


@pytest.fixture
def make_window(qapp, qtbot, tmp_path):
    """Opens windows that share their settings and what they remember; closes those that the test left open."""
    theme.apply(qapp, "light")
    windows = []

    def make(resized=True):
        window = MainWindow(
            QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat), data=tmp_path / "data"
        )
        windows.append(window)
        if resized:
            window.resize(1440, 900)
        window.show()
        return window

    yield make
    for window in windows:
        end(window)
    theme.apply(qapp, "light")


@pytest.fixture
def hand(make_window, qtbot):
    """A hand on a window that shows the shipped network and an empty canvas."""
    hand = Hand(make_window(), qtbot)
    hand.open_model("digits")
    return hand


@pytest.fixture(scope="module")
def shared(qapp, tmp_path_factory):
    """One window with the shipped network, for all tests of a file that leave it as it was."""
    theme.apply(qapp, "light")
    folder = tmp_path_factory.mktemp("shared")
    window = MainWindow(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat), data=folder / "data")
    window.resize(1440, 900)
    window.show()
    window.open_model("digits")
    settle(window)
    yield window
    end(window)


@pytest.fixture
def own_imports(monkeypatch, tmp_path):
    """The test runs Python files of its own: they are forgotten afterwards."""
    monkeypatch.setattr(sys, "path", list(sys.path))
    yield
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if file and Path(file).is_relative_to(tmp_path):
            del sys.modules[name]
