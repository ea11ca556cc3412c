"""Walks through the cells of a map by itself, one after the other; waits while somebody points at one."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

STEP_MS = 450


class Stepper(QObject):
    """Asks for the next cell once the last one is shown. `stepped(row, column)`."""

    stepped = Signal(int, int)
    running_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shape, self._cell = (0, 0), (0, 0)
        self._held = self._waiting = False
        self._timer = QTimer(self)
        self._timer.setInterval(STEP_MS)
        self._timer.timeout.connect(self.step)

    @property
    def running(self) -> bool:
        """Whether it walks, or waits only for the pointer to leave."""
        return self._timer.isActive()

    def set_running(self, running: bool) -> None:
        """Walk or stand still."""
        if running != self.running:
            self._waiting = False
            if running:
                self._timer.start()
            else:
                self._timer.stop()
            self.running_changed.emit(running)

    def shown(self, shape: tuple[int, int], cell: tuple[int, int]) -> None:
        """A cell (row, column) of a map of (rows, columns) is on the screen."""
        self._shape, self._cell, self._waiting = shape, cell, False

    def hold(self, held: bool) -> None:
        """Wait, as long as somebody points at a cell."""
        self._held = held

    def step(self, by: int = 1) -> None:
        """Ask for the next cell in reading order; after the last comes the first."""
        rows, columns = self._shape
        if self._held or self._waiting or rows * columns == 0:
            return
        # Only one is under way at a time.
        self._waiting = self.running
        place = (self._cell[0] * columns + self._cell[1] + by) % (rows * columns)
        self.stepped.emit(*divmod(place, columns))
