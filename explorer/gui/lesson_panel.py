"""The lessons' column: the text of one lesson, what to try, a question, and the way to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from explorer.gui.lesson_head import LessonHead
from explorer.gui.lesson_question import LessonQuestion
from explorer.gui.lesson_steps import LessonSteps
from explorer.lessons.texts import filled, lesson_text, panel_words, value_text
from explorer.widgets.ground import Ground
from explorer.widgets.icons import icon
from explorer.widgets.rich_text import RichText
from explorer.widgets.safely import safely
from explorer.widgets.step_segments import StepSegments

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence, Set

    from explorer.lessons.base import Question, Value

WIDTH = 304
_LEAST_WIDTH = 256
_MARGIN = 14


class LessonPanel(QWidget):
    """Shows what it is told; everything else belongs to `Lessons`."""

    step_wanted = Signal(int)
    """-1 for the lesson before, 1 for the next."""
    answered = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaximumWidth(WIDTH)
        self.head = LessonHead()
        self.segments, self._place, self.title = StepSegments(), QLabel(), QLabel()
        self._place.setProperty("role", "muted")
        self.title.setProperty("role", "title")
        self.title.setWordWrap(True)
        self.body, self.steps, self.question = RichText(), LessonSteps(), LessonQuestion()
        self.body.setAccessibleName(self.tr("Lesson"))
        self.question.answered.connect(self.answered)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._built_page(), 1)
        column.addWidget(_line())
        column.addWidget(self._built_foot())

    def _built_page(self) -> QScrollArea:
        page = Ground()
        column = QVBoxLayout(page)
        column.setContentsMargins(_MARGIN, 6, _MARGIN, 12)
        column.setSpacing(6)
        for part in (self.segments, self._place, self.title):
            column.addWidget(part)
        column.addSpacing(4)
        column.addWidget(self.body)
        column.addSpacing(4)
        column.addWidget(self.steps)
        column.addSpacing(6)
        column.addWidget(self.question)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidget(page.scrolled())
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return self.area

    def _built_foot(self) -> QWidget:
        self.back, self.next = QPushButton(), QPushButton()
        self.back.setIcon(icon("arrow-left"))
        self.next.setProperty("primary", True)
        self.back.clicked.connect(lambda: self.step_wanted.emit(-1))
        self.next.clicked.connect(lambda: self.step_wanted.emit(1))
        foot = Ground()
        row = QHBoxLayout(foot)
        row.setContentsMargins(_MARGIN, 10, _MARGIN, 10)
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.next)
        return foot

    # ---- showing

    def show_place(self, language: str, names: Sequence[str], current: int, done: Set[int]) -> None:
        """Which of the lessons `names` this is, and which of them are done."""
        words, count = panel_words(language), len(names)
        titles = [lesson_text(name, language).title for name in names]
        self.head.show_lessons(language, titles, current, done)
        self.segments.show_steps(count, current, done)
        place = words["lesson"].format(number=current + 1, count=count)
        self._place.setText(place)
        self.segments.setAccessibleName(place)
        self.title.setText(titles[current])
        self.back.setText(words["back"])
        self.back.setEnabled(current > 0)
        self.next.setText(words["next" if current + 1 < count else "finish"])

    def show_working(self, language: str) -> None:
        """The numbers are not there yet."""
        self.body.show_text(f"*{panel_words(language)['working']}*")
        self.steps.hide()
        self.question.hide()
        self.area.verticalScrollBar().setValue(0)

    def show_failure(self, language: str, reason: str) -> None:
        """Say why there are no numbers."""
        self.show_working(language)
        self.body.show_text(panel_words(language)["failed"].format(reason=reason))

    def show_lesson(
        self, language: str, name: str, numbers: Mapping[str, Value], question: Question, done: Sequence[bool]
    ) -> None:
        """The lesson's text with its numbers, the steps that are `done`, and the question."""
        text, words = lesson_text(name, language), panel_words(language)
        self.body.show_text(filled(text.body, numbers))
        self.steps.show_steps(words["try"], words["done"], [filled(step, numbers) for step in text.steps], done)
        answers = [_answer(value, text.words) for value in question.answers]
        self.question.ask(words["check"], filled(text.question, numbers), answers)
        self.question.show()

    def reveal(self, language: str, name: str, numbers: Mapping[str, Value], question: Question, chosen: int) -> None:
        """What was chosen, and what is right."""
        text, words = lesson_text(name, language), panel_words(language)
        right = question.answers[chosen] == question.right
        said = words["right" if right else "wrong"]
        self.question.reveal(chosen, right, f"**{said}** {filled(text.answer, numbers)}")
        # Once it has its place.
        QTimer.singleShot(0, self, lambda: self.area.ensureWidgetVisible(self.question, 0, 0))

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 600)

    @safely(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST_WIDTH, 200)


def _answer(value: Value, words: Mapping[str, str]) -> str:
    return words.get(value, value) if isinstance(value, str) else value_text(value)


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("line", "horizontal")
    return line
