"""A lesson's question: predict, then see what the program has worked out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from explorer.widgets import theme
from explorer.widgets.icons import paint_icon
from explorer.widgets.rich_text import emphasised
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

_SHORT = 7
"""Answers of so few letters stand side by side."""
_SIGN = 16
_PADDING, _ROOM = 18, 240
"""Of an answer's button with the space to the next one; the width of a row of them in the narrowest panel."""


class LessonQuestion(QFrame):
    """A card with a question and its answers; `answered(number)` tells which was chosen first."""

    answered = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", "card")
        self._title, self._question, self._verdict = QLabel(), QLabel(), QLabel()
        self._title.setProperty("role", "strong")
        for label in (self._question, self._verdict):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.RichText)
            label.setProperty("role", "label")
        self._sign = _Sign()
        self.buttons: list[QPushButton] = []
        self._answers = QGridLayout()
        self._answers.setSpacing(6)
        self._result = QWidget()
        row = QHBoxLayout(self._result)
        row.setContentsMargins(0, 2, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._verdict, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._question)
        column.addLayout(self._answers)
        column.addWidget(self._result)

    def ask(self, title: str, question: str, answers: Sequence[str]) -> None:
        """Ask, with nothing chosen."""
        self._title.setText(title)
        self._question.setText(emphasised(question))
        for button in self.buttons:
            self._answers.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = [self._built_button(number, text) for number, text in enumerate(answers)]
        columns = len(answers) if self._stand_side_by_side(answers) else 2
        for number, button in enumerate(self.buttons):
            self._answers.addWidget(button, *divmod(number, columns))
        self._result.hide()

    def _stand_side_by_side(self, answers: Sequence[str]) -> bool:
        """Whether all answers are short, and as large as the letters are, there is room for them in one row."""
        metrics = QFontMetrics(theme.font("strong"))
        widest = max(map(metrics.horizontalAdvance, answers), default=0) + _PADDING
        return all(len(answer) <= _SHORT for answer in answers) and widest * len(answers) <= _ROOM

    def reveal(self, chosen: int, right: bool, verdict: str) -> None:
        """Show what was chosen, whether it is right, and why."""
        self.buttons[chosen].setChecked(True)
        self._sign.show_right(right)
        self._verdict.setText(emphasised(verdict))
        self._result.show()

    def verdict(self) -> str:
        """What is said to the answer, empty before there is one."""
        return self._verdict.text() if not self._result.isHidden() else ""

    def _built_button(self, number: int, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setCheckable(True)
        button.setAutoExclusive(True)
        button.setProperty("answer", True)
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: self.answered.emit(number))
        return button


class _Sign(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._right = True
        self.setFixedSize(_SIGN, _SIGN)

    def show_right(self, right: bool) -> None:
        self._right = right
        self.update()

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        return QSize(_SIGN, _SIGN)

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        name, role = ("check-circle", "success") if self._right else ("info", "warning")
        paint_icon(QPainter(self), name, role, QRectF(0, 0, _SIGN, _SIGN))
