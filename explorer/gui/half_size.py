"""Half the height and width while the pen is down: a preview for networks that are slower than the hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from explorer.gui.frames import Frame
    from explorer.models.base import Model
    from explorer.widgets.draw_pad import DrawPad

_SMALLEST = 64
_SLOW_MS = 100.0
_SLOW_UPDATES = 3


class HalfSize(QObject):
    """Knows whether the user wants it, when it would help, and which network does not take it."""

    worth_it = Signal(float)
    """Drawing is slow with this network: what an update takes, in ms. Told once for each."""
    refused = Signal(object, str)
    """A Model that takes its full size only, and what it said."""

    def __init__(self, pad: DrawPad, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pad = pad
        self.wanted = False
        """Whether the user has switched it on."""
        self._refusing: Model | None = None
        self._slow = 0
        self._told: Model | None = None

    def suits(self, model: Model) -> bool:
        """Whether half the input is still a picture, and the network has not refused it."""
        refused = self._refusing is not None and self._refusing.module is model.module
        return min(model.input_shape[1:]) >= _SMALLEST and not refused

    def applies_to(self, model: Model) -> bool:
        """Whether the picture that is asked for now is to be shown to the network at half size."""
        return self.wanted and self._pad.drawing and self.suits(model)

    def learn_from(self, frame: Frame) -> None:
        """Ask a network that refused no more."""
        if frame.run.refused and self.suits(frame.request.model):
            self._refusing = frame.request.model
            self.refused.emit(frame.request.model, frame.run.refused)

    def consider(self, frame: Frame, ms: float) -> None:
        """A frame was on the screen `ms` after the hand had moved."""
        model = frame.request.model
        if not self._pad.drawing or frame.run.preview or not self.suits(model):
            return
        self._slow = self._slow + 1 if ms > _SLOW_MS else 0
        told = self._told is not None and self._told.module is model.module
        if self._slow >= _SLOW_UPDATES and not told:
            self._told, self._slow = model, 0
            self.worth_it.emit(ms)
