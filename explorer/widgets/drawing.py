"""A drawing that can be undone: the list of strokes, its picture, and the steps between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from explorer.widgets.safely import safely
from explorer.widgets.strokes import Picture, Point, Stroke, StrokeRendering

if TYPE_CHECKING:
    from collections.abc import Iterable

STEPS = 200
"""So many steps can be undone."""


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

    def set_strokes(self, strokes: Iterable[Stroke], text: str) -> None:
        """Replace the drawing by one step that undo calls `text`."""
        self.undo_stack.push(_Change(self, text, self._strokes, list(strokes)))

    def shift(self, dx: float, dy: float) -> None:
        """Move the drawing, in canvas pixels."""
        if self._strokes:
            self.set_strokes([stroke.shifted(dx, dy) for stroke in self._strokes], self.tr("Shift drawing"))

    def clear(self) -> None:
        """Take all strokes away."""
        if self._strokes:
            self.set_strokes([], self.tr("Clear drawing"))

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
        self.set_strokes([*self._strokes, stroke], self.tr("Erase") if stroke.eraser else self.tr("Draw"))
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

    def __init__(self, drawing: Drawing, text: str, before: list[Stroke], after: list[Stroke]) -> None:
        super().__init__(text)
        self._drawing = drawing
        self._before = before
        self._after = after

    @safely
    def redo(self) -> None:
        self._drawing._show(self._after)

    @safely
    def undo(self) -> None:
        self._drawing._show(self._before)
