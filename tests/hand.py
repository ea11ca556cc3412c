"""A hand on the real window, and how a window ends."""

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from explorer.data.strokes import DIGITS
from explorer.widgets.calm import is_calm

PATIENCE_MS = 60_000


class Hand:
    """Drives a window; every move ends when all answers are on the screen."""

    def __init__(self, window, qtbot):
        self.window, self._qtbot = window, qtbot

    @property
    def state(self):
        return self.window.session.state

    @property
    def frame(self):
        return self.window.controller.frame

    @property
    def pad(self):
        return self.window.panels.left.input.draw_pad

    def view(self, title):
        return self.window.panels.views.view_called(title)

    def settle(self):
        """Until no job waits, runs or has its answer under way, also those that follow a moment's rest."""
        panel = self.window.panels.network
        jobs = self.window.jobs
        self._qtbot.waitUntil(lambda: jobs.is_idle() and not panel._rest.isActive() and is_calm(), timeout=PATIENCE_MS)

    def wait_for(self, condition):
        self._qtbot.waitUntil(condition, timeout=PATIENCE_MS)
        self.settle()

    def open_model(self, name):
        self.window.open_model(name)
        self.settle()

    def draw(self, digit):
        for stroke in DIGITS[digit]:
            self.stroke(stroke)
        self.settle()

    def stroke(self, points):
        """One line of the pen through points in 0..1 of the canvas."""
        places = [QPoint(round(x * self.pad.width()), round(y * self.pad.height())) for x, y in points]
        QTest.mousePress(self.pad, Qt.MouseButton.LeftButton, pos=places[0])
        for place in places[1:]:
            QTest.mouseMove(self.pad, place)
            QApplication.processEvents()
        QTest.mouseRelease(self.pad, Qt.MouseButton.LeftButton, pos=places[-1])

    def click(self, widget, point=None):
        place = point.toPoint() if hasattr(point, "toPoint") else point
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place or widget.rect().center())
        self.settle()

    def key(self, widget, key, modifier=Qt.KeyboardModifier.NoModifier):
        QTest.keyClick(widget, key, modifier)
        self.settle()

    def do(self, function, *args, **kwargs):
        function(*args, **kwargs)
        self.settle()


def end(window):
    """Close a window and delete it now: those that only wait to be deleted would be dressed with the next."""
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
