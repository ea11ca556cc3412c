"""What follows a model's first maps while nobody draws: quick captures, short collections, the price of capturing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from explorer.gui.collecting import collect_frozen, set_aside, take_back

if TYPE_CHECKING:
    from explorer.errors import ExplorerError
    from explorer.gui.frames import FrameComputer
    from explorer.gui.running import CaptureCost
    from explorer.jobs import Jobs
    from explorer.widgets.draw_pad import DrawPad

PREPARE, MEASURE = "prepare", "measure"
_REST_MS = 1000
_TRIES = 3


class AfterLoading(QObject):
    """Does in turn, for every model that is shown: prepare, freeze, collect what a replaced model left, measure.

    torch and Qt make hundreds of thousands of objects that stay. A collection that walks through them takes the
    window a tenth of a second, in the middle of a stroke; frozen, they are left out. What of a model lies in
    reference cycles would then stay for ever, so all is thawed and collected once after a model was replaced, at rest.
    """

    capture_measured = Signal(object)
    """A CaptureCost of the present model."""
    failed = Signal(object)

    def __init__(self, jobs: Jobs, pad: DrawPad, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._pad = jobs, pad
        self._computer: FrameComputer | None = None
        self._replaced = False
        self._prepared = True
        self._tries = 0
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._on_rest)
        jobs.stopped.connect(self._on_jobs_stopped)

    def begin(self, computer: FrameComputer) -> None:
        """The first maps of a model are on the screen."""
        self._replaced = self._replaced or self._computer is not None
        self._computer, self._tries, self._prepared = computer, _TRIES, False
        self._prepare(computer)

    def postpone(self) -> None:
        """Somebody draws or clicks: what is left to do waits."""
        if self._rest.isActive():
            self._rest.start()

    def _prepare(self, computer: FrameComputer) -> None:
        title = self.tr("Preparing quick captures")
        self._jobs.submit(PREPARE, title, computer.prepare, self._on_prepared, self.failed.emit)

    def _on_prepared(self, done: bool) -> None:
        self._prepared = done
        if done:
            set_aside()
        self._rest.start()

    def _on_rest(self) -> None:
        computer = self._computer
        if self._pad.drawing or not self._jobs.is_idle():
            self._rest.start()
        elif computer is not None and not self._prepared:
            self._prepare(computer)
        elif self._replaced:
            self._replaced = False
            collect_frozen()
            self._rest.start()
        elif computer is not None and self._tries:
            self._tries -= 1
            # Without a title: nobody asked for it, so the status bar does not show it.
            self._jobs.submit(MEASURE, "", computer.capture_cost, self._on_measured, self._on_measuring_failed)

    def _on_measured(self, cost: CaptureCost | None) -> None:
        if cost is not None:
            self.capture_measured.emit(cost)
        elif self._tries:
            self._rest.start()

    def _on_measuring_failed(self, _error: ExplorerError) -> None:
        """A network that fails says so when it is shown a picture; it has no price then."""

    def _on_jobs_stopped(self) -> None:
        self._rest.stop()
        take_back()
