"""The status bar: what runs on what, how quickly, and the job under way with its Cancel."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QStatusBar, QToolButton

from explorer.gui.controller import FRAME
from explorer.gui.figures import Figures
from explorer.gui.opening import MODEL
from explorer.gui.paint_watch import PaintWatch
from explorer.widgets import theme
from explorer.widgets.icons import icon
from explorer.widgets.numbers import number_text

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from explorer.gui.frames import Frame
    from explorer.gui.running import CaptureCost
    from explorer.jobs import Job, Jobs
    from explorer.models.base import Model

_PATIENCE_MS = 200
# Figures that change with every frame cannot be read.
_CALM_MS = 250
_HINT_MS = 12_000
_WHOLE = 1000
_MEGABYTE = 1 << 20
_MOST_RUNS = 10_000


class StatusLine(QObject):
    """Fills a QStatusBar. A job is shown when it has taken longer than a moment."""

    painted = Signal(object, float)
    """A Frame is on the screen, so many ms after the hand had moved."""
    cancelled = Signal()
    """The user has cancelled the job under way."""

    def __init__(self, bar: QStatusBar, jobs: Jobs) -> None:
        super().__init__(bar)
        self._jobs = jobs
        self._frame: Frame | None = None
        self._place: tuple[Any, ...] = ()
        self._figures = Figures()
        self._cost: CaptureCost | None = None
        self._watch = PaintWatch(bar.window())
        self._watch.painted.connect(self._on_painted)
        bar.setSizeGripEnabled(False)
        self._labels = {name: QLabel() for name in ("model", "parameters", "forward", "update", "device")}
        for label in self._labels.values():
            label.setContentsMargins(6, 0, 8, 0)
            bar.addWidget(label)
        self._build_offer(bar)
        self._build_job(bar)
        self._calm = self._timer(_CALM_MS, self._show_figures)
        self._patience = self._timer(_PATIENCE_MS, self._on_patience_ended)
        jobs.submitted.connect(self._on_job_submitted)
        jobs.idle.connect(self._on_idle)
        self._set_busy(False)

    def _build_offer(self, bar: QStatusBar) -> None:
        self._hint = QLabel()
        self._hint.setContentsMargins(6, 0, 8, 0)
        self._hint.hide()
        self._offer = QToolButton()
        self._offer.setFont(theme.font("caption"))
        self._offer.hide()
        self._hint_timer = self._timer(_HINT_MS, self._hint.hide)
        for widget in (self._hint, self._offer):
            bar.addPermanentWidget(widget)

    def _build_job(self, bar: QStatusBar) -> None:
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
        self._cancel.clicked.connect(self._on_cancel_clicked)
        for widget in (self._title, self._progress, self._cancel):
            bar.addPermanentWidget(widget)

    def _timer(self, interval: int, answer: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(answer)
        return timer

    # ---- the model and its figures

    def show_model(self, model: Model) -> None:
        """The network that is loaded."""
        self._frame, self._figures, self._place, self._cost = None, Figures(), (), None
        self._calm.stop()
        for name in ("forward", "update", "device"):
            self._labels[name].setMinimumWidth(0)
            self._labels[name].clear()
            self._labels[name].hide()
        self._labels["model"].setText(model.title)
        self._labels["parameters"].setText(self.tr("{0:,} parameters").format(model.parameter_count))
        self._hint.hide()
        self._offer.hide()

    def show_frame(self, frame: Frame) -> None:
        """What has just been shown; its figures follow, a few times a second and only those of drawing."""
        place = frame.threads, frame.run.tensor.device, frame.run.tensor.dtype
        if place != self._place:
            self._place = place
            self._say("device", self._where(frame), "")
        if not frame.live:
            return
        if self._frame is not None and self._frame.run.preview != frame.run.preview:
            self._figures = Figures()
        self._frame = frame
        self._figures.add_forward(frame.run.ms)
        self._watch.expect(frame.request.moment)

    def _where(self, frame: Frame) -> str:
        """What the network runs on, and in which precision."""
        device, precision = frame.run.tensor.device, str(frame.run.tensor.dtype).removeprefix("torch.")
        if device.type != "cpu":
            return f"{device}, {precision}"
        one, more = self.tr("CPU, 1 thread, {0}"), self.tr("CPU, {1} threads, {0}")
        return (one if frame.threads == 1 else more).format(precision, frame.threads)

    def show_capture(self, cost: CaptureCost) -> None:
        """What capturing costs with this network."""
        self._cost = cost
        half = self._frame is not None and self._frame.run.preview
        self._show_forward(self._figures.forward or cost.capture_ms, half)

    def _on_painted(self, ms: float, moment: float) -> None:
        if self._frame is not None:
            self._figures.add_update(ms, moment)
            if not self._calm.isActive():
                self._calm.start()
            self.painted.emit(self._frame, ms)

    def _show_figures(self) -> None:
        figures, frame = self._figures, self._frame
        if frame is None or figures.forward is None or figures.update is None:
            return
        self._show_forward(figures.forward, frame.run.preview)
        text = self.tr("update {0} ms").format(number_text(figures.update, 2))
        if figures.rate is not None:
            text = self.tr("{0}, {1:.0f}/s").format(text, figures.rate)
        tip = self.tr(
            "From the move of the hand until the maps that it changed were painted, and how often a second they\n"
            "were: medians of the last updates while drawing. What stands beside them follows 30 times a second."
        )
        self._say("update", text, tip)

    def _show_forward(self, ms: float, half: bool) -> None:
        text = self.tr("forward {0} ms at half size") if half else self.tr("forward {0} ms")
        tip = self.tr("The network's forward pass alone, with every value captured. Median of the last ones.")
        if self._cost is not None:
            cost = self.tr(
                "Keeping every value it takes {0:.2f} times as long as when called without looking: {1} instead of {2} "
                "ms,\nmeasured side by side after loading. Below 1: its operations run here without the modules "
                "around them."
            ).format(self._cost.ratio, number_text(self._cost.capture_ms, 2), number_text(self._cost.bare_ms, 2))
            tip = f"{tip}\n{cost}"
        self._say("forward", text.format(number_text(ms, 2)), tip)

    def _say(self, name: str, text: str, tip: str) -> None:
        """A figure; its neighbours do not move when it becomes shorter."""
        label = self._labels[name]
        label.setText(text)
        label.setToolTip(tip)
        label.show()
        label.setMinimumWidth(max(label.minimumWidth(), label.sizeHint().width()))

    # ---- what it offers

    def offer(self, action: QAction, hint: str = "") -> None:
        """A switch for what would help now, with a sentence for a while where it is new."""
        self._offer.setDefaultAction(action)
        self._offer.show()
        if hint:
            self.hint(hint)

    def withdraw_offer(self) -> None:
        """It would not help."""
        self._offer.hide()

    def hint(self, text: str, tip: str = "") -> None:
        """A sentence, for a while."""
        self._hint.setText(text)
        self._hint.setToolTip(tip)
        self._hint.show()
        self._hint_timer.start()

    # ---- jobs

    def _on_cancel_clicked(self) -> None:
        self._jobs.cancel(FRAME, MODEL)
        self.cancelled.emit()

    def _on_job_submitted(self) -> None:
        if not self._patience.isActive():
            self._patience.start()

    def _on_patience_ended(self) -> None:
        if self._jobs.is_idle():
            return
        job = self._jobs.busy
        # Many short jobs in a row are no long one; what has no title nobody asked for.
        long = job is not None and bool(job.title) and (time.monotonic() - job.began) * 1e3 >= _PATIENCE_MS
        if job is not None and long:
            self._show_progress(job)
        self._set_busy(long)
        self._patience.start()

    def _show_progress(self, job: Job) -> None:
        """What is done and how far it is, where it tells."""
        done, whole = job.told
        text = job.title
        # Large numbers are bytes, small ones runs of the network; in between nobody would read them.
        if whole and done < whole and (whole >= _MEGABYTE or whole <= _MOST_RUNS):
            self._progress.setRange(0, _WHOLE)
            self._progress.setValue(_WHOLE * done // whole)
            if whole >= _MEGABYTE:
                share = self.tr("{0:.1f} of {1:.1f} MB").format(done / _MEGABYTE, whole / _MEGABYTE)
            else:
                share = self.tr("{0} of {1}").format(done, whole)
            text = f"{text}, {share}"
        else:
            self._progress.setRange(0, 0)
        self._title.setText(text)

    def _on_idle(self) -> None:
        self._patience.stop()
        self._set_busy(False)

    def _set_busy(self, busy: bool) -> None:
        for widget in (self._title, self._progress, self._cancel):
            widget.setVisible(busy)
