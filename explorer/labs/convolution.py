"""The convolution laboratory: how a kernel goes over an input, cell by cell, and what every setting does to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QVBoxLayout

from explorer.labs.base import Given, Lab
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from explorer.core.lab import LabSetup
    from explorer.jobs import Jobs


class ConvolutionLab(Lab):
    """Input, kernel and output side by side, with the arithmetic of one position."""

    title: ClassVar[str] = "Convolution lab"
    order: ClassVar[int] = 10
    icon: ClassVar[str] = "flask"
    keys: ClassVar[str] = "Ctrl+L"

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(jobs, parent)
        from explorer.labs._bench import Bench

        self.bench = Bench(jobs, self)
        self.bench.close_wanted.connect(self.close_wanted)
        self.bench.changed.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.bench)

    def take(self, given: Given) -> None:
        """What is in the window now, for the inputs that are made of it."""
        self.bench.take(given)

    def setup(self) -> LabSetup:
        """The convolution that is shown."""
        return self.bench.setup

    def set_up(self, setup: LabSetup) -> None:
        """Show a convolution, with all of its output done. Raises ValueError where it is none."""
        from explorer.core.lab import LabSetup

        if not isinstance(setup, LabSetup):
            raise ValueError(f"a LabSetup is wanted, not {type(setup).__name__}")
        self.bench.set_up(setup)

    def rest(self) -> None:
        """Playing stops."""
        self.bench.transport.stop()

    @safely
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.bench.transport.answer_key(event.key()):
            super().keyPressEvent(event)
