"""Keys of the window that fields would keep to themselves: a number field has no words for Ctrl+Left to walk over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QWidget
from shiboken6 import isValid

from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction, QKeyEvent
    from PySide6.QtWidgets import QMainWindow


class FieldKeys(QObject):
    """Lets some actions have their keys while a field of their window has the keyboard.

    Args:
        window: the window.
        everywhere: actions whose keys edit no text, also not in a line of it.
        in_numbers: actions whose keys edit text, but not a number.
    """

    def __init__(self, window: QMainWindow, everywhere: Sequence[QAction], in_numbers: Sequence[QAction]) -> None:
        super().__init__(window)
        self._window, self._everywhere, self._in_numbers = window, list(everywhere), list(in_numbers)
        self._field: QWidget | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        # Only the field that has the keyboard is watched: every event of the program would be too many.
        app.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._field is not None and isValid(self._field):
            self._field.removeEventFilter(self)
        field = isinstance(new, (QAbstractSpinBox, QLineEdit, QComboBox)) and new.window() is self._window
        self._field = new if field else None
        if self._field is not None:
            self._field.installEventFilter(self)

    @safely(default=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ShortcutOverride:
            return False
        number = isinstance(watched, QAbstractSpinBox)
        actions = [*self._everywhere, *self._in_numbers] if number else self._everywhere
        if not self._is_key_of(event, actions):  # type: ignore[arg-type]
            return False
        # Not accepted: then it is no key for the field, and its action is looked for.
        event.ignore()
        return True

    @staticmethod
    def _is_key_of(event: QKeyEvent, actions: Sequence[QAction]) -> bool:
        pressed = QKeySequence(event.keyCombination())
        return any(pressed in action.shortcuts() for action in actions if action.isEnabled())
