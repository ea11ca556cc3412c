"""A student who walks through the lessons in a real window."""

import time

from hand import PATIENCE_MS
from PySide6.QtCore import QEventLoop, QSettings, QTimer

from explorer.gui.window import MainWindow
from explorer.widgets.calm import is_calm


class Student:
    """Drives a window with settings in `folder`; every move ends when all answers are on the screen."""

    def __init__(self, folder):
        settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
        self.window = MainWindow(settings, data=folder / "data")
        self.window.resize(1440, 900)
        self.window.show()

    @property
    def lessons(self):
        return self.window.lessons

    @property
    def panel(self):
        return self.window.lessons.panel

    @property
    def state(self):
        return self.window.session.state

    @property
    def lab(self):
        return self.window.labs.current()

    @property
    def pad(self):
        return self.window.panels.left.input.draw_pad

    def do(self, function, *arguments):
        function(*arguments)
        loop, end = QEventLoop(), time.monotonic() + PATIENCE_MS / 1000
        while True:
            QTimer.singleShot(2, loop.quit)
            loop.exec()
            resting = self.window.panels.network._rest.isActive()
            if self.window.jobs.is_idle() and is_calm() and not resting:
                return
            assert time.monotonic() < end, "the window did not come to rest"

    def go(self, name):
        """To the lesson of this name, from its beginning."""
        if not self.panel or not self.panel.isVisible():
            self.do(self.lessons.open)
        self.do(self.lessons.go, [lesson.name for lesson in self.lessons.lessons].index(name))

    def set_lab(self, name, value):
        self.do(self.lab.bench.settings.wanted.emit, name, value)
