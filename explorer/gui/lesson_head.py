"""The title of the lessons' column: all lessons, language, once more, leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from explorer.lessons.texts import LANGUAGES, panel_words
from explorer.widgets.icons import icon
from explorer.widgets.segmented import SegmentedControl

if TYPE_CHECKING:
    from collections.abc import Sequence, Set

_HEIGHT = 37
_SHORT = {"en": "EN", "ko": "한"}


class LessonHead(QWidget):
    """A title bar for the dock."""

    lesson_picked = Signal(int)
    language_picked = Signal(str)
    again_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(_HEIGHT)
        self._title = QLabel()
        self._title.setProperty("role", "strong")
        self.language = SegmentedControl()
        for key in LANGUAGES:
            self.language.add_segment(key, _SHORT[key], tool_tip=LANGUAGES[key])
        self.language.changed.connect(self.language_picked)
        self.list = _button("list")
        self.menu = QMenu(self)
        self.list.clicked.connect(self._on_list_clicked)
        self.again, self.close_button = _button("arrow-counter-clockwise"), _button("x")
        self.again.clicked.connect(self.again_wanted)
        self.close_button.clicked.connect(self.close_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 6, 0)
        row.setSpacing(2)
        row.addWidget(self._title)
        row.addStretch(1)
        row.addWidget(self.language)
        row.addSpacing(4)
        for button in (self.list, self.again, self.close_button):
            row.addWidget(button)

    def show_lessons(self, language: str, titles: Sequence[str], current: int, done: Set[int]) -> None:
        """Show the head in a language; `done` are the numbers of the lessons that are."""
        words = panel_words(language)
        self._title.setText(words["lessons"])
        self.language.set_current(language)
        self.language.setAccessibleName(words["language"])
        for button, name in ((self.list, "all"), (self.again, "again"), (self.close_button, "close")):
            button.setToolTip(words[name])
            button.setAccessibleName(words[name])
        self.menu.clear()
        group = QActionGroup(self.menu)
        for number, title in enumerate(titles):
            action = self.menu.addAction(f"{number + 1}  {title}" + ("  ✓" if number in done else ""))
            action.setCheckable(True)
            group.addAction(action)
            action.setChecked(number == current)
            action.triggered.connect(lambda _checked=False, number=number: self.lesson_picked.emit(number))

    def _on_list_clicked(self) -> None:
        self.menu.popup(self.list.mapToGlobal(self.list.rect().bottomLeft()))


def _button(name: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(name))
    button.setIconSize(QSize(16, 16))
    button.setProperty("iconOnly", True)
    button.setFixedSize(26, 26)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
