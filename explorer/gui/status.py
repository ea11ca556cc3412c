"""The status bar: what runs on what, how quickly, and the job under way with its Cancel."""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, QTimer
from PySide6.QtWidgets import QLabel, QProgressBar, QStatusBar, QToolButton

from explorer.gui.controller import FRAME, MODEL
from explorer.widgets.icons import icon

if TYPE_CHECKING:
    from explorer.gui.frames import Frame
    from explorer.jobs import Job, Jobs
    from explorer.models.base import Model

_PATIENCE_MS = 200


class StatusLine(QObject):
    """Fills a QStatusBar. A job is shown when it has taken longer than a moment."""

    def __init__(self, bar: QStatusBar, jobs: Jobs) -> None:
        super().__init__(bar)
        self._jobs = jobs
        self._moments: deque[float] = deque(maxlen=240)
        bar.setSizeGripEnabled(False)
        self._labels = {name: QLabel() for name in ("model", "parameters", "network", "rate", "device")}
        for label in self._labels.values():
            label.setContentsMargins(6, 0, 8, 0)
            bar.addWidget(label)
        self._title = QLabel()
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setFixedWidth(100)
        self._progress.setTextVisible(False)
        self._cancel = QToolButton()
        self._cancel.setIcon(icon("x", "muted"))
        self._cancel.setIconSize(QSize(12, 12))
        self._cancel.setToolTip(self.tr("Cancel"))
        self._cancel.setAccessibleName(self.tr("Cancel the job"))
        self._cancel.clicked.connect(lambda: jobs.cancel(FRAME, MODEL))
        for widget in (self._title, self._progress, self._cancel):
            bar.addPermanentWidget(widget)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PATIENCE_MS)
        self._timer.timeout.connect(self._on_timer)
        jobs.started.connect(self._on_job_started)
        jobs.idle.connect(self._on_idle)
        self._set_busy(False)

    def show_model(self, model: Model) -> None:
        """The network that is loaded."""
        self._labels["model"].setText(model.title)
        self._labels["parameters"].setText(self.tr("{0:,} parameters").format(model.parameter_count))
        self._labels["network"].clear()
        self._labels["rate"].clear()

    def show_frame(self, frame: Frame) -> None:
        """How long the network and the frame took, and how many frames the last second had; all measured."""
        now = time.monotonic()
        self._moments.append(now)
        rate = sum(now - moment < 1.0 for moment in self._moments)
        self._labels["network"].setText(self.tr("network with capture {0:.1f} ms").format(frame.run_ms))
        self._labels["rate"].setText(self.tr("frame {0:.1f} ms, {1}/s").format(frame.total_ms, rate))
        one, more = self.tr("CPU, 1 thread, float32"), self.tr("CPU, {0} threads, float32")
        self._labels["device"].setText(one if frame.threads == 1 else more.format(frame.threads))

    def _on_job_started(self, job: Job) -> None:
        self._title.setText(job.title)
        if not self._timer.isActive():
            self._timer.start()

    def _on_timer(self) -> None:
        self._set_busy(self._jobs.busy is not None)

    def _on_idle(self) -> None:
        self._timer.stop()
        self._set_busy(False)

    def _set_busy(self, busy: bool) -> None:
        for widget in (self._title, self._progress, self._cancel):
            widget.setVisible(busy)
