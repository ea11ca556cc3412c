"""How what a thread has made reaches an object that may be gone by then."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Sender(QObject):
    """Sends from any thread; what a deleted object would have received is dropped.

    An object's own signal will not do: a thread that emits it while the GUI thread deletes the object ends the process.
    This one has no parent and lives as long as the thread holds it.
    """

    sent = Signal(object, object)
    """What it is about, and what came of it."""
