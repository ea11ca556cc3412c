"""Torch's own numbers for a setup, computed in the model thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from explorer.core.lab_check import agree, torch_sums
from explorer.widgets.said import said

if TYPE_CHECKING:
    import numpy as np

    from explorer.core.lab import LabMaps, LabSetup
    from explorer.errors import ExplorerError
    from explorer.jobs import Jobs

_SLOT = "lab"


class TorchCheck(QObject):
    """Asks for the sums of the latest setup."""

    answered = Signal()

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._asked: LabSetup | None = None
        self._sums: np.ndarray | None = None
        self._equal = False
        self.failure = ""
        """Why there is no answer."""

    def ask(self, setup: LabSetup, maps: LabMaps) -> None:
        """Have a setup computed; what was known of another is forgotten."""
        self._asked, self._sums, self._equal, self.failure = setup, None, False, ""

        def on_answer(sums: np.ndarray) -> None:
            if setup is self._asked:
                self._sums, self._equal = sums, agree(maps, sums)
                self.answered.emit()

        def on_failure(error: ExplorerError) -> None:
            if setup is self._asked:
                self.failure = said(error)
                self.answered.emit()

        # Without a title: nobody asked for it, and it is no matter for the status bar.
        self._jobs.submit(_SLOT, "", lambda _job: torch_sums(setup), on_answer, on_failure)

    def value(self, number: int, place: tuple[int, int] | None) -> float | None:
        """The sum at a place of the map of filter `number`; None before the answer."""
        return None if self._sums is None or place is None else float(self._sums[number, place[0], place[1]])

    @property
    def equal(self) -> bool:
        """Whether all of torch's numbers are the laboratory's."""
        return self._equal
