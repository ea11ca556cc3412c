"""The real window, a pen that draws on its canvas, and a clock that stops when the answer is painted."""

from __future__ import annotations

import math
import os
import sys
import tempfile
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

# Before Qt and torch are imported: both read them once.
if sys.platform == "linux" and not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QPointF, QSettings, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from explorer.gui.application import application, make_window
from explorer.gui.tour import settle

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.gui.window import MainWindow

now = time.perf_counter
_PAINTED, _NEXT = QEvent.Type(QEvent.registerEventType()), QEvent.Type(QEvent.registerEventType())
_STROKE = 125
_STROKES = 12


@dataclass
class Drawing:
    """What came of drawing for a while.

    Attributes:
        seconds: how long.
        events: how many moves of the pen.
        latencies: seconds from each move until it, or a later one, was painted; those at the end may be missing.
        paints: when an answer was painted.
        gaps: seconds between one move and the next, late or not: how long the window did not answer.
        worked: seconds of the processor's time that this program used meanwhile, for each gap.
    """

    seconds: float = 0.0
    events: int = 0
    latencies: list[float] = field(default_factory=list)
    paints: list[float] = field(default_factory=list)
    gaps: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Updates per second."""
        return len(self.paints) / self.seconds

    def latency_ms(self, share: float) -> float:
        """So many of the moves were painted within this time, in ms."""
        return 1e3 * quantile(self.latencies, share)

    @property
    def longest_gap_ms(self) -> float:
        """The longest time without an answer, as the wall clock has it."""
        return 1e3 * max(self.gaps, default=0.0)

    @property
    def longest_stall_ms(self) -> float:
        """The longest time without an answer in which this program worked; the rest other programs took from it."""
        return 1e3 * max((min(gap, work) for gap, work in zip(self.gaps, self.worked, strict=True)), default=0.0)


def quantile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else math.nan


class Stage(QObject):
    """The window with a network, and everything that is needed to draw in it."""

    def __init__(self, network: str, theme: str = "light") -> None:
        application()
        super().__init__()
        self._folder = tempfile.TemporaryDirectory(prefix="feature-map-explorer-")
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, self._folder.name)
        self.window: MainWindow = make_window(theme)
        self.window.resize(1440, 900)
        self.window.show()
        self.pad = self.window.panels.left.input.draw_pad
        self.window.panels.left.input.picture_changed.connect(self._on_picture_changed)
        self.window.controller.frame_shown.connect(self._on_frame_shown)
        self.window.installEventFilter(self)
        self._moves: dict[int, tuple[int, object]] = {}
        self._begun: dict[int, float] = {}
        self._number = self._painted = self._shown = 0
        self._drawing = Drawing()
        self._last = now(), time.process_time()
        self._chained = False
        self.open(network)

    def open(self, network: str) -> None:
        """Show a network; returns when its quick captures are prepared."""
        self.window.open_model(network)
        settle(self.window)

    def close(self) -> None:
        self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(self.window, QEvent.Type.DeferredDelete.value)
        self._folder.cleanup()

    @property
    def network(self) -> Any:
        """The Model."""
        return self.window.session.state.model

    # ---- drawing

    def draw(self, seconds: float, hertz: float) -> Drawing:
        """Draw loops; `hertz` 0: the next move as soon as the one before is answered, while the answer is painted."""
        self._drawing = drawing = Drawing()
        loop, timer = QEventLoop(), QTimer()
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(self._move)
        QTimer.singleShot(round(seconds * 1e3), loop.quit)
        start = now()
        self._last = start, time.process_time()
        if hertz:
            timer.start(round(1e3 / hertz))
        else:
            self._chained = True
            self._move()
        loop.exec()
        timer.stop()
        self._chained = False
        drawing.seconds = now() - start
        self.lift()
        settle(self.window)
        return drawing

    def one_update(self) -> float:
        """Seconds from one move of the pen, in a window at rest, until its answer is painted."""
        if not self.pad.drawing:
            self._move()
            self._wait_for_paint()
        self._move()
        return self._wait_for_paint()

    def lift(self) -> None:
        """Lift the pen; a full canvas is cleared, as a hand would."""
        if self.pad.drawing:
            self._send(QEvent.Type.MouseButtonRelease, Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton)
        if len(self.pad.strokes()) >= _STROKES:
            self.pad.clear()

    def in_model_thread(self, function: Callable[[], Any]) -> Any:
        """What `function()` returns there, where networks run with the threads they have there."""
        answers: list[Any] = []
        loop = QEventLoop()

        def done(answer: Any) -> None:
            answers.append(answer)
            loop.quit()

        self.window.jobs.submit("benchmark", "", lambda _job: function(), done, done)
        loop.exec()
        if isinstance(answers[0], Exception):
            raise answers[0]
        return answers[0]

    def forward_s(self, times: int) -> float:
        """Seconds of the bare forward of the picture on the canvas: the median."""
        import torch

        model, picture = self.network, self.window.session.state.picture
        x = model.preprocessing(picture.image)

        def run() -> list[float]:
            taken = []
            with torch.no_grad():
                for _ in range(times):
                    start = now()
                    model.module(x)
                    taken.append(now() - start)
            return taken

        return quantile(self.in_model_thread(run), 0.5)

    def repaint_s(self, times: int = 9) -> float:
        """Seconds that it takes to paint the whole window: the median."""
        taken = []
        for _ in range(times):
            start = now()
            self.window.repaint()
            taken.append(now() - start)
        return quantile(taken, 0.5)

    # ---- what happens

    def _move(self) -> None:
        moment, work = now(), time.process_time()
        self._drawing.gaps.append(moment - self._last[0])
        self._drawing.worked.append(work - self._last[1])
        self._last = moment, work
        self._drawing.events += 1
        turn = self._number % _STROKE
        if turn == _STROKE - 1:
            self.lift()
        elif self.pad.drawing:
            self._send(QEvent.Type.MouseMove, Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton)
        else:
            self._send(QEvent.Type.MouseButtonPress, Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton)

    def _send(self, kind: QEvent.Type, button: Qt.MouseButton, buttons: Qt.MouseButton) -> None:
        self._number += 1
        self._begun[self._number] = now()
        side, angle = min(self.pad.width(), self.pad.height()), 0.05 * self._number
        place = QPointF(side / 2 + 0.35 * side * math.cos(angle), side / 2 + 0.35 * side * math.sin(1.7 * angle))
        where = QPointF(self.pad.mapToGlobal(place))
        event = QMouseEvent(kind, place, where, button, buttons, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(self.pad, event)

    def _on_picture_changed(self, picture: object) -> None:
        # The picture is kept: another one could get its number.
        self._moves[id(picture)] = self._number, picture

    def _on_frame_shown(self, frame: Any) -> None:
        number, _picture = self._moves.get(id(frame.request.picture), (0, None))
        self._shown = max(self._shown, number)
        self._moves = {key: move for key, move in self._moves.items() if move[0] >= number}
        if self._chained:
            QCoreApplication.postEvent(self, QEvent(_NEXT))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # All that has changed is painted in answer to this event: what is posted now comes right after.
        if watched is self.window and event.type() == QEvent.Type.UpdateRequest and self._shown > self._painted:
            QCoreApplication.postEvent(self, QEvent(_PAINTED), Qt.EventPriority.HighEventPriority.value)
        return False

    def customEvent(self, event: QEvent) -> None:
        moment = now()
        if event.type() == _NEXT:
            if self._chained and self._shown >= self._number:
                self._move()
            return
        if self._shown <= self._painted:
            return
        self._drawing.paints.append(moment)
        for number in range(self._painted + 1, self._shown + 1):
            begun = self._begun.pop(number, None)
            if begun is not None:
                self._drawing.latencies.append(moment - begun)
        self._painted = self._shown

    def _wait_for_paint(self) -> float:
        """Seconds until the last move is painted, from that move."""
        number, begun = self._number, self._begun[self._number]
        while self._painted < number:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        return self._drawing.paints[-1] - begun
