"""The lessons in the window: opened, walked through, remembered, and left with everything as it was."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Qt, Signal
from PySide6.QtWidgets import QDockWidget

from explorer.widgets.said import said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from explorer.errors import ExplorerError
    from explorer.gui.lesson_panel import LessonPanel
    from explorer.gui.lesson_stage import LessonStage
    from explorer.gui.window import MainWindow
    from explorer.lessons._shown import Shown
    from explorer.lessons.base import Lesson, Look, Question, Value
    from explorer.session import State

_SLOT = "lesson"
_INPUT_WIDTH = 280
_DONE, _LAST, _LANGUAGE = "lessons/done", "lessons/last", "lessons/language"


@dataclass(slots=True, eq=False)
class Present:
    """The lesson on the screen: its numbers, question, which steps are done, which answer was chosen first."""

    lesson: Lesson
    start: State
    numbers: Mapping[str, Value]
    question: Question
    done: list[bool]
    chosen: int | None = field(default=None)


class Lessons(QObject):
    """Knows nothing of any lesson before it is opened: starting the program must not wait for that."""

    switched = Signal(bool)
    """They have been opened or left."""
    shown = Signal()
    """A lesson stands there with its numbers."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._settings = window, window._settings
        self.lessons: list[Lesson] = []
        self.panel: LessonPanel | None = None
        self.present: Present | None = None
        self._dock: QDockWidget | None = None
        self._stage: LessonStage | None = None
        self._number = 0

    @property
    def is_open(self) -> bool:
        """Whether the window shows what a lesson wants: not what the user has left."""
        return self._stage is not None

    # ---- what the user can ask for

    def toggle(self) -> None:
        """Open them, or leave them."""
        if self.is_open:
            self.close()
        else:
            self.open()

    def open(self) -> None:
        """Show the lesson that was shown last, and remember how the window is."""
        if self._stage is not None:
            return
        if self.panel is None:
            self._build()
        from explorer.gui.lesson_stage import LessonStage

        self._stage = LessonStage(self._window)
        self._stage.ready.connect(self._on_stage_ready)
        self._stage.failed.connect(self._on_failed)
        self._stage.lab_changed.connect(self._look)
        self._show_dock()
        self.switched.emit(True)
        last = str(self._settings.value(_LAST, ""))
        self.go(next((n for n, lesson in enumerate(self.lessons) if lesson.name == last), 0))

    def close(self) -> None:
        """The window as it was before."""
        if self._stage is None or self._dock is None:
            return
        self._window.jobs.cancel(_SLOT)
        stage, self._stage, self.present = self._stage, None, None
        self._dock.hide()
        stage.restore()
        self._dock.hide()  # the layout from before may know it as shown
        self.switched.emit(False)

    def go(self, number: int) -> None:
        """Show a lesson from its beginning."""
        assert self._stage is not None
        assert self.panel is not None
        self._window.jobs.cancel(_SLOT)
        self._number, self.present = number, None
        self._settings.setValue(_LAST, self._lesson.name)
        self._show_place()
        self.panel.show_working(self.language)
        self._stage.set(self._lesson.scene())
        self._fit_docks()

    @property
    def language(self) -> str:
        """`en` or `ko`: as chosen, else as the window speaks."""
        window = "ko" if QLocale().language() == QLocale.Language.Korean else "en"
        return str(self._settings.value(_LANGUAGE, window))

    def set_language(self, language: str) -> None:
        """Show the lessons in `en` or `ko`; remembered."""
        self._settings.setValue(_LANGUAGE, language)
        self._show_place()
        self._show_present()

    def remembered(self) -> tuple[set[str], str]:
        """The names of the lessons that are done, and of the one that was shown last; empty where none was."""
        return self._done(), str(self._settings.value(_LAST, ""))

    # ---- building

    def _build(self) -> None:
        from explorer import lessons
        from explorer.discover import discover
        from explorer.gui.lesson_panel import LessonPanel
        from explorer.lessons.base import Lesson

        window = self._window
        self.lessons = [kind() for kind in discover(lessons, Lesson)]
        self.panel = LessonPanel()
        self.panel.step_wanted.connect(self._on_step_wanted)
        self.panel.answered.connect(self._on_answered)
        self.panel.head.lesson_picked.connect(self.go)
        self.panel.head.language_picked.connect(self.set_language)
        self.panel.head.again_wanted.connect(lambda: self.go(self._number))
        self.panel.head.close_wanted.connect(self.close)
        self._dock = QDockWidget(self.tr("Lessons"), window)
        self._dock.setObjectName("lessons")
        self._dock.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
        self._dock.setTitleBarWidget(self.panel.head)
        self._dock.setWidget(self.panel)
        window.session.changed.connect(self._look)
        window.controller.frame_shown.connect(self._look)
        window.labs.switched.connect(self._on_labs_switched)

    def _show_dock(self) -> None:
        """At the very left, the input beside it."""
        window, dock = self._window, self._dock
        assert dock is not None
        window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
        if not window.input_dock.isFloating():
            window.splitDockWidget(dock, window.input_dock, Qt.Orientation.Horizontal)
        dock.show()

    def _fit_docks(self) -> None:
        """As wide as they should be, where there is room; others have come and gone."""
        from explorer.gui.lesson_panel import WIDTH

        assert self._dock is not None
        wanted = {self._dock: WIDTH, self._window.input_dock: _INPUT_WIDTH}
        docks = [dock for dock in wanted if not dock.isHidden()]
        self._window.resizeDocks(docks, [wanted[dock] for dock in docks], Qt.Orientation.Horizontal)

    # ---- the present lesson

    @property
    def _lesson(self) -> Lesson:
        return self.lessons[self._number]

    def _on_stage_ready(self) -> None:
        """The window shows the scene: work out the numbers, in the model thread."""
        from explorer.lessons._shown import Shown

        lesson, start = self._lesson, self._window.session.state
        shown: Shown | None = None
        if self._window.labs.current() is None and start.model is not None and start.picture is not None:
            shown = Shown(start.model, start.picture)
        title = self.tr("Working out the lesson's numbers")
        self._window.jobs.submit(
            _SLOT, title, lambda _job: lesson.numbers(shown), lambda numbers: self._on_numbers(lesson, start, numbers),
            lambda error: self._on_error(error),
        )  # fmt: skip

    def _on_numbers(self, lesson: Lesson, start: State, numbers: Mapping[str, Value]) -> None:
        self.present = Present(lesson, start, numbers, lesson.question(numbers), [False] * len(lesson.steps))
        self._show_present()
        self._look()
        self.shown.emit()

    def _on_error(self, error: ExplorerError) -> None:
        self._on_failed(said(error))

    def _on_failed(self, reason: str) -> None:
        if self.panel is not None:
            self.panel.show_failure(self.language, reason)

    def _show_place(self) -> None:
        if self.panel is not None:
            names = [lesson.name for lesson in self.lessons]
            done = {number for number, name in enumerate(names) if name in self._done()}
            self.panel.show_place(self.language, names, self._number, done)

    def _show_present(self) -> None:
        present, panel = self.present, self.panel
        if present is None or panel is None:
            return
        told = self.language, present.lesson.name, present.numbers, present.question
        panel.show_lesson(*told, present.done)
        if present.chosen is not None:
            panel.reveal(*told, present.chosen)

    def _look(self, *_what: object) -> None:
        """Which steps are done now; one that was done stays so."""
        present, panel = self.present, self.panel
        if present is None or panel is None:
            return
        present.done = panel.steps.done()
        look = self._look_now(present.start)
        for number, is_done in enumerate(present.lesson.steps):
            if is_done is not None and not present.done[number] and is_done(look):
                present.done[number] = True
                panel.steps.tick(number)

    def _look_now(self, start: State) -> Look:
        from explorer.lessons.base import Look

        frame, lab = self._window.controller.frame, self._window.labs.current()
        trace = None if frame is None else frame.trace
        return Look(start, self._window.session.state, trace, None if lab is None else lab.setup())

    # ---- the hand

    def _on_step_wanted(self, step: int) -> None:
        if step > 0 and self._number + step == len(self.lessons):
            self.close()
        else:
            self.go(min(max(0, self._number + step), len(self.lessons) - 1))

    def _on_answered(self, chosen: int) -> None:
        present = self.present
        if present is None or self.panel is None:
            return
        present.chosen = chosen
        present.done = self.panel.steps.done()
        # A list of one would come back from the settings as a string.
        self._settings.setValue(_DONE, ",".join(sorted(self._done() | {present.lesson.name})))
        self._show_place()
        self.panel.reveal(self.language, present.lesson.name, present.numbers, present.question, chosen)

    def _on_labs_switched(self) -> None:
        """A laboratory hides all docks; this one stays."""
        if self._stage is not None and self._dock is not None:
            self._dock.show()

    def _done(self) -> set[str]:
        return {name for name in str(self._settings.value(_DONE, "")).split(",") if name}
