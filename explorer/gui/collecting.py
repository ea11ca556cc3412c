"""Reference cycles are collected in the GUI thread only: Qt's objects may be among them, and are destroyed there."""

from __future__ import annotations

import gc
import threading

from PySide6.QtCore import QObject, QTimer

_INTERVAL_MS = 500
_aside = False
"""Whether what stays has been set aside: no collection walks through it."""


def set_aside() -> None:
    """Let collections leave out everything that there is now (`gc.freeze`)."""
    global _aside
    gc.freeze()
    _aside = True


def take_back() -> None:
    """The opposite of `set_aside`."""
    global _aside
    gc.unfreeze()
    _aside = False


def collect_frozen() -> None:
    """A full collection, also of what was set aside; all that is left is. Holds every thread up meanwhile."""
    gc.unfreeze()
    gc.collect()
    set_aside()


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


class CollectingInGuiThread(QObject):
    """In somebody else's process: Python goes on collecting by itself, but what other threads begin finds nothing.

    While a collection runs that another thread has begun, all objects are set aside (`gc.freeze`, 0.1 µs); after many
    such the GUI thread collects in their place. Nothing is switched off: where the GUI thread works on without its
    event loop, as in a training loop, Python collects there as ever.
    """

    def __init__(self, parent: QObject | None = None, interval_ms: int = _INTERVAL_MS) -> None:
        super().__init__(parent)
        self._thread = threading.get_ident()
        self._put_off = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_timeout)
        self._timer.start(interval_ms)
        gc.callbacks.append(self._on_collection)

    def stop(self) -> None:
        """Every thread collects again; what the window has left behind is collected before."""
        if self._on_collection in gc.callbacks:
            self._timer.stop()
            gc.collect()
            gc.callbacks.remove(self._on_collection)

    def _on_collection(self, phase: str, _about: object) -> None:
        """In any thread. What was set aside comes back as old: only a whole collection looks at it again."""
        if threading.get_ident() == self._thread:
            return
        if phase == "start":
            self._put_off += 1
            gc.freeze()
        elif not _aside:
            gc.unfreeze()

    def _on_timeout(self) -> None:
        _young, middle, old = gc.get_threshold()
        # As often as Python would look at everything that these threads have made.
        if self._put_off > middle * old:
            self._put_off = 0
            if _aside:
                collect_frozen()
            else:
                gc.collect()
