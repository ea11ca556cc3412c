"""Reference cycles are collected in the GUI thread only: Qt's objects may be among them, and are destroyed there."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_INTERVAL_MS = 500


class Collecting(QObject):
    """Collects as Python does by itself, by the same thresholds, but between two events of the GUI thread.

    Left alone, Python collects in whatever thread makes the next object: the model thread would destroy widgets.
    """

    def __init__(self, parent: QObject | None = None, interval_ms: int = _INTERVAL_MS) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_timeout)
        self._timer.start(interval_ms)

    def stop(self) -> None:
        """Python collects by itself again."""
        self._timer.stop()
        gc.enable()

    def _on_timeout(self) -> None:
        counts, thresholds = gc.get_count(), gc.get_threshold()
        due = [number for number in range(3) if counts[number] > thresholds[number]]
        if due:
            gc.collect(due[-1])
