"""A download that the window watches: in a thread of its own, so that drawing goes on; with speed and Cancel."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from explorer.jobs import Jobs
from explorer.widgets.said import said

if TYPE_CHECKING:
    from explorer.errors import ExplorerError
    from explorer.jobs import Job

_SLOT = "download"
_BEAT_MS = 100
_LOOK_BACK = 3.0
"""The speed is that of the last so many seconds."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a download is.

    Attributes:
        done: bytes that are on the disk.
        whole: bytes of the whole file, None as long as the server has not said.
        speed: bytes in a second, 0 as long as nothing came.
    """

    done: int
    whole: int | None
    speed: float


class Download(QObject):
    """Brings weights into torch's cache, one reference at a time."""

    progressed = Signal(object)
    """A Progress, some times a second."""
    finished = Signal(str)
    """The weights of this reference are there."""
    failed = Signal(str)
    """One sentence."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: Jobs | None = None
        self._told: tuple[int, int | None] = (0, None)
        self._seen: deque[tuple[float, int]] = deque()
        self._timer = QTimer(self)
        self._timer.setInterval(_BEAT_MS)
        self._timer.timeout.connect(self._on_beat)

    @property
    def running(self) -> bool:
        """Whether something is being downloaded."""
        return self._timer.isActive()

    def start(self, reference: str) -> None:
        """Download the weights of `resnet50:IMAGENET1K_V2`; `finished` or `failed` tell how it went."""

        def download(job: Job) -> None:
            from explorer.models.zoo import download

            def progress(done: int, whole: int | None) -> None:
                job.check()
                self._told = done, whole

            download(reference, progress)

        if self._jobs is None:
            self._jobs = Jobs(self)
        self._told = (0, None)
        self._seen.clear()
        self._timer.start()
        title = self.tr("Downloading {0}").format(reference)
        self._jobs.submit(_SLOT, title, download, lambda _none: self._on_done(reference), self._on_failed)

    def cancel(self) -> None:
        """Stop; what has come is kept for the next time. Nothing is told any more."""
        self._timer.stop()
        if self._jobs is not None:
            self._jobs.cancel(_SLOT)

    def stop(self) -> None:
        """Stop, and end the thread."""
        self.cancel()
        if self._jobs is not None:
            self._jobs.stop()

    def _on_beat(self) -> None:
        done, whole = self._told
        now = time.monotonic()
        if whole is not None:
            self._seen.append((now, done))
        while self._seen and self._seen[0][0] < now - _LOOK_BACK:
            self._seen.popleft()
        speed = 0.0
        if len(self._seen) > 1:
            (since, before), (now, done) = self._seen[0], self._seen[-1]
            speed = (done - before) / (now - since)
        self.progressed.emit(Progress(done, whole, speed))

    def _on_done(self, reference: str) -> None:
        self._timer.stop()
        self.finished.emit(reference)

    def _on_failed(self, error: ExplorerError) -> None:
        self._timer.stop()
        self.failed.emit(said(error))
