"""The menu of text sizes: larger letters for tired eyes, and for a room that looks at one screen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QApplication, QMenu

from explorer.gui.languages import may_refill
from explorer.gui.settings import TEXT_SIZE
from explorer.widgets import theme

if TYPE_CHECKING:
    from explorer.gui.window import MainWindow


class TextSize(QObject):
    """Another size holds at once: the window is filled anew, as for another language, and shows what it has shown."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.menu = QMenu(self.tr("Te&xt size"), window)
        group = QActionGroup(self)
        texts = {1.0: self.tr("&Normal"), 1.1: self.tr("&Large"), 1.2: self.tr("L&arger")}
        self.actions: dict[float, QAction] = {}
        for scale, text in texts.items():
            action = QAction(text, window)
            action.setCheckable(True)
            action.triggered.connect(partial(self._on_triggered, scale))
            group.addAction(action)
            self.menu.addAction(action)
            self.actions[scale] = action
        self._show()

    def set(self, scale: float) -> None:
        """Make texts so many times as large as the look's; remembered. While a download runs a sentence refuses."""
        window = self._window
        if scale != theme.text_scale() and may_refill(window):
            TEXT_SIZE.write(window._settings, scale)
            # The menu that this comes from is one of the things that go.
            QTimer.singleShot(0, window, lambda: _change(window, scale))
        self._show()

    def _show(self) -> None:
        self.actions[TEXT_SIZE.read(self._window._settings)].setChecked(True)

    def _on_triggered(self, scale: float, _checked: bool = False) -> None:
        self.set(scale)


def _change(window: MainWindow, scale: float) -> None:
    from explorer.gui.refilling import refill

    refill(window, lambda: _dress(scale))


def _dress(scale: float) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.prefer_text_scale(scale)
    theme.apply(app, "dark" if theme.tokens().dark else "light")
