"""A drawing that can be undone: the list of strokes, its picture, and the steps between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from explorer.widgets.safely import safely
from explorer.widgets.strokes import Picture, Point, Stroke, StrokeRendering

if TYPE_CHECKING:
    from collections.abc import Iterable

STEPS = 200
"""So many steps can be undone."""

Kind = Literal["draw", "erase", "shift", "clear", "replace"]


@dataclass(frozen=True, slots=True)
class History:
    """A drawing and how it came about.

    Attributes:
        strokes: the finished ones, oldest first.
        steps: what was done, oldest first, with the strokes before and after.
        index: so many of them are done; the others have been undone.
    """

    strokes: list[Stroke]
    steps: list[tuple[Kind, list[Stroke], list[Stroke]]]
    index: int


class Drawing(QObject):
    """The strokes are the truth, the picture is their rendering; every change of theirs is a step on `undo_stack`."""

    changed = Signal(QRect)
    """The picture changed within this rectangle (canvas pixels; null: everywhere)."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        # Every step keeps its strokes: hours of drawing would add up.
        self.undo_stack.setUndoLimit(STEPS)
        self._rendering = StrokeRendering()
        self._strokes: list[Stroke] = []
        self._live: Stroke | None = None

    @property
    def picture(self) -> Picture:
        """The picture (280, 280) now, the live stroke included; not to be written to."""
        return self._rendering.picture

    @property
    def strokes(self) -> list[Stroke]:
        """The finished strokes, oldest first."""
        return list(self._strokes)

    @property
    def live(self) -> bool:
        """Whether a stroke is being made."""
        return self._live is not None

    def set_strokes(self, strokes: Iterable[Stroke], kind: Kind = "replace") -> None:
        """Replace the drawing in one step."""
        self.undo_stack.push(_Change(self, kind, self._strokes, list(strokes)))

    def history(self) -> History:
        """The drawing with its steps, for `take_over`."""
        changes = [self.undo_stack.command(number) for number in range(self.undo_stack.count())]
        steps = [(change.kind, change.before, change.after) for change in changes if isinstance(change, _Change)]
        return History(self.strokes, steps, self.undo_stack.index())

    def take_over(self, history: History) -> None:
        """Be another drawing, whose steps can be undone and done again here."""
        self.blockSignals(True)
        self.undo_stack.clear()
        for kind, before, after in history.steps:
            self.undo_stack.push(_Change(self, kind, before, after, done=True))
        self.undo_stack.setIndex(history.index)
        self.blockSignals(False)
        self._show(list(history.strokes))

    def named(self, kind: Kind) -> str:
        """What undo calls such a step."""
        return {
            "draw": self.tr("Draw"),
            "erase": self.tr("Erase"),
            "shift": self.tr("Shift drawing"),
            "clear": self.tr("Clear drawing"),
            "replace": self.tr("Replace drawing"),
        }[kind]

    def shift(self, dx: float, dy: float) -> None:
        """Move the drawing, in canvas pixels."""
        if self._strokes:
            self.set_strokes([stroke.shifted(dx, dy) for stroke in self._strokes], "shift")

    def clear(self) -> None:
        """Take all strokes away."""
        if self._strokes:
            self.set_strokes([], "clear")

    def begin(self, point: Point, width: int, eraser: bool) -> None:
        """Put the pen down."""
        self._live = Stroke((point,), width, eraser)
        self.changed.emit(self._rendering.begin(self._live))

    def extend(self, point: Point) -> None:
        """Lead the pen on to `point`, if it is down."""
        if self._live is not None:
            self.changed.emit(self._rendering.extend(point, self._live))

    def end(self) -> bool:
        """Lift the pen; False if it was not down."""
        if self._live is None:
            return False
        stroke = self._rendering.end(self._live)
        self.set_strokes([*self._strokes, stroke], "erase" if stroke.eraser else "draw")
        return True

    def cancel(self) -> None:
        """Drop the stroke that is being made."""
        self._show(self._strokes)

    def _show(self, strokes: list[Stroke]) -> None:
        # A step back in the middle of a stroke drops that stroke.
        self._live = None
        self._strokes = strokes
        self._rendering.show(strokes)
        self.changed.emit(QRect())


class _Change(QUndoCommand):
    """One step from a list of strokes to another."""

    def __init__(
        self, drawing: Drawing, kind: Kind, before: list[Stroke], after: list[Stroke], done: bool = False
    ) -> None:
        super().__init__(drawing.named(kind))
        self._drawing = drawing
        self.kind, self.before, self.after = kind, before, after
        # A stack does what is pushed on it: not what another has done already.
        self._done = done

    @safely
    def redo(self) -> None:
        if not self._done:
            self._drawing._show(self.after)
        self._done = False

    @safely
    def undo(self) -> None:
        self._drawing._show(self.before)
