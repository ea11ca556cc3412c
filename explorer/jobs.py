"""The model thread: jobs run one at a time, the latest of a slot wins, answers come back on the GUI thread."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from explorer.errors import Cancelled, ExplorerError

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)


@dataclass(eq=False)
class Job:
    """One piece of work for the model thread, handed to its function so that it can stop early.

    Attributes:
        began: when it began to run, in `time.monotonic()` seconds.
        must_run: whether it writes what the user asked for: not dropped when the thread is stopped.
        others_wait: whether another job waits for this one to end: what can be done later should be.
        told: how much of how much (None: unknown) is done, as the function has told it last.
    """

    slot: str
    title: str
    function: Callable[[Job], Any]
    done: Callable[[Any], None]
    failed: Callable[[ExplorerError], None]
    must_run: bool = False
    result: Any = None
    error: ExplorerError | None = None
    began: float = 0.0
    others_wait: bool = False
    told: tuple[int, int | None] = (0, None)
    _cancelled: bool = False

    @property
    def cancelled(self) -> bool:
        """Whether nobody wants the answer any more."""
        return self._cancelled

    def cancel(self) -> None:
        """Drop the answer; the function notices at its next `check`."""
        self._cancelled = True

    def check(self) -> None:
        """Raises Cancelled where the answer is no longer wanted."""
        if self.cancelled:
            raise Cancelled("The job was cancelled.")

    def tell(self, done: int, whole: int | None) -> None:
        """Say how far the function is. Raises Cancelled where the answer is no longer wanted."""
        self.check()
        self.told = done, whole


class Jobs(QObject):
    """Runs jobs in one thread of its own. A waiting job is replaced by the next of its slot; a running one goes on."""

    submitted = Signal()
    started = Signal(object)
    """Sent from the model thread. Nothing in the window listens: it would wake the GUI thread before every frame."""
    ended = Signal(object)
    idle = Signal()
    stopped = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: dict[str, Job] = {}
        # The running one, and those whose answers are under way to the GUI thread.
        self._unanswered: list[Job] = []
        self._running: Job | None = None
        self._condition = threading.Condition()
        self._stopping = False
        self._thread = _Worker(self)
        self.ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)
        self._thread.start()

    def submit(
        self,
        slot: str,
        title: str,
        function: Callable[[Job], Any],
        done: Callable[[Any], None],
        failed: Callable[[ExplorerError], None],
        must_run: bool = False,
    ) -> Job:
        """Run `function(job)` in the model thread, then `done(result)` or `failed(error)` on the GUI thread.

        What `must_run` is done before the thread is stopped, though nobody is answered then.
        """
        job = Job(slot, title, function, done, failed, must_run)
        with self._condition:
            self._waiting[slot] = job
            if self._running is not None:
                self._running.others_wait = True
            self._condition.notify()
        self.submitted.emit()
        return job

    def cancel(self, *slots: str) -> None:
        """Nobody wants the answers of these slots any more, also of what runs or has just run."""
        with self._condition:
            for slot in slots:
                self._waiting.pop(slot, None)
            for job in self._unanswered:
                if job.slot in slots:
                    job.cancel()

    def stop(self) -> None:
        """End the thread after the job that runs, and those that must run; their answers are dropped."""
        with self._condition:
            self._stopping = True
            self._waiting = {slot: job for slot, job in self._waiting.items() if job.must_run}
            for job in self._unanswered:
                if not job.must_run:
                    job.cancel()
            self._condition.notify()
        self._thread.wait()
        for job in self._unanswered:
            if job.must_run and not job.cancelled and job.error is not None:
                log.warning("%s: %s", job.title, job.error)
        self.stopped.emit()

    @property
    def busy(self) -> Job | None:
        """The job that runs now."""
        return self._running

    def is_idle(self) -> bool:
        """Whether nothing waits, runs or has an answer under way."""
        with self._condition:
            return not self._waiting and not self._unanswered

    def has(self, slot: str) -> bool:
        """Whether a job of this slot waits, runs or has its answer under way."""
        with self._condition:
            return slot in self._waiting or any(job.slot == slot and not job.cancelled for job in self._unanswered)

    def _next(self) -> Job | None:
        with self._condition:
            while not self._waiting and not self._stopping:
                self._condition.wait()
            if not self._waiting:
                return None
            job = self._waiting.pop(next(iter(self._waiting)))
            self._unanswered.append(job)
            self._running, job.began, job.others_wait = job, time.monotonic(), bool(self._waiting)
            return job

    def _work(self) -> None:
        while (job := self._next()) is not None:
            self.started.emit(job)
            try:
                job.result = job.function(job)
            except ExplorerError as error:
                job.error = error
            except (Exception, SystemExit) as error:  # a network may call sys.exit(): that is no end of ours
                log.exception("The job '%s' failed", job.title)
                job.error = ExplorerError("{0} failed: {1}", job.title, error)
            self._running = None
            self.ended.emit(job)

    @Slot(object)
    def _on_ended(self, job: Job) -> None:
        with self._condition:
            self._unanswered.remove(job)
        if not job.cancelled and not self._stopping:
            if job.error is None:
                job.done(job.result)
            elif not isinstance(job.error, Cancelled):
                job.failed(job.error)
        if self.is_idle():
            self.idle.emit()


class _Worker(QThread):
    def __init__(self, jobs: Jobs) -> None:
        super().__init__(jobs)
        self._jobs = jobs
        # Scripted and compiled operations recurse deeply; 512 KiB, the default of some systems, is too little.
        self.setStackSize(16 << 20)

    def run(self) -> None:
        self._jobs._work()
