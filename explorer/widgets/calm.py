"""Changes that may wait: numbers and small pictures beside the maps, renewed thirty times a second at most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from shiboken6 import isValid

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

_EVERY_MS = 33


def update_calmly(widget: QWidget) -> None:
    """Repaint a widget: at once after a rest; while a pen makes it change all the time, with others, within 33 ms.

    The widget keeps its newest state itself: whatever paints it in between, `grab` for one, paints that.
    """
    change_calmly(widget, widget.update)


def change_calmly(owner: QObject, change: Callable[[], object]) -> None:
    """Call `change()`, or only the last of those that `owner` asked for within 33 ms."""
    _calm().ask_for(owner, change)


def change_now(owner: QObject, change: Callable[[], object]) -> None:
    """Call `change()` in place of what of `owner` still waits."""
    _calm().forget(owner)
    change()


def is_calm() -> bool:
    """Whether no change waits."""
    return _calm().is_empty()


def _calm() -> _Calm:
    if _Calm.one is None or not isValid(_Calm.one):
        _Calm.one = _Calm(QCoreApplication.instance())
    return _Calm.one


class _Calm(QObject):
    """Collects changes between two beats of a timer that runs only while there are some."""

    one: _Calm | None = None

    def __init__(self, parent: QObject | None) -> None:
        super().__init__(parent)
        self._waiting: dict[QObject, Callable[[], object]] = {}
        self._at_once = False
        self._beat = QTimer(self)
        self._beat.setInterval(_EVERY_MS)
        self._beat.timeout.connect(self._on_beat)

    def ask_for(self, owner: QObject, change: Callable[[], object]) -> None:
        if not self._beat.isActive():
            self._beat.start()
            # All that changes in answer to the same event is painted together.
            self._at_once = True
            QTimer.singleShot(0, self._end_at_once)
        if self._at_once:
            change()
        else:
            self._waiting[owner] = change

    def is_empty(self) -> bool:
        return not self._waiting

    def forget(self, owner: QObject) -> None:
        self._waiting.pop(owner, None)

    def _end_at_once(self) -> None:
        self._at_once = False

    def _on_beat(self) -> None:
        waiting, self._waiting = self._waiting, {}
        if not waiting:
            self._beat.stop()
        # What a change asks for in its turn has waited long enough.
        self._at_once = True
        for owner, change in waiting.items():
            if isValid(owner):
                change()
        self._at_once = False
