"""Tells how long it took from the hand's move until the window had painted the answer."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal

from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_PAINTED = QEvent.Type(QEvent.registerEventType())


class PaintWatch(QObject):
    """Watches one window. Qt paints all that has changed in answer to one event: what is posted then comes after it."""

    painted = Signal(float, float)
    """(ms since the moment, when it was painted in `time.perf_counter()` seconds)."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._moment: float | None = None
        window.installEventFilter(self)

    def expect(self, moment: float) -> None:
        """What has just been shown answers to the hand's move at `moment`, in `time.perf_counter()` seconds."""
        # A window that is not on the screen is painted some day.
        seen = self._window.isVisible() and not self._window.isMinimized()
        self._moment = moment if seen else None

    @safely(default=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._moment is not None and event.type() == QEvent.Type.UpdateRequest:
            QCoreApplication.postEvent(self, QEvent(_PAINTED), Qt.EventPriority.HighEventPriority.value)
        return False

    @safely
    def customEvent(self, event: QEvent) -> None:
        if self._moment is not None:
            now = time.perf_counter()
            moment, self._moment = self._moment, None
            self.painted.emit((now - moment) * 1e3, now)
