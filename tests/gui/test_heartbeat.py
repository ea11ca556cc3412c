"""While a large network runs for every move of the pen, the GUI thread answers within 50 ms."""

import threading
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest

from explorer.data.strokes import DIGITS

BEAT_MS = 5
LONGEST_MS = 50
STROKES = 8


class Heartbeat:
    """Counts how long the GUI thread was away between two beats of a timer.

    Where the system tells, the time is left out in which the thread was ready but other programs had the processors.
    """

    def __init__(self):
        self._timer = QTimer()
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._on_timeout)

    def __enter__(self):
        self.gaps, self._last, self._waited = [], time.perf_counter(), _waited()
        self._timer.start()
        return self

    def __exit__(self, *_):
        self._on_timeout()
        self._timer.stop()

    def _on_timeout(self):
        now, waited = time.perf_counter(), _waited()
        self.gaps.append((now - self._last - (waited - self._waited)) * 1e3)
        self._last, self._waited = now, waited


def _waited():
    """Seconds for which this thread has been ready to run and had no processor; 0 where the system does not tell."""
    file = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
    return int(file.read_text().split()[1]) / 1e9 if file.exists() else 0.0


def slow_stroke(hand, qtbot, points):
    """A pen stroke in about a second, with the event loop running between its moves as on a desktop."""
    from PySide6.QtCore import QPoint, Qt

    places = [QPoint(round(x * hand.pad.width()), round(y * hand.pad.height())) for x, y in points]
    QTest.mousePress(hand.pad, Qt.MouseButton.LeftButton, pos=places[0])
    for place in places[1:]:
        QTest.mouseMove(hand.pad, place)
        qtbot.wait(30)
    QTest.mouseRelease(hand.pad, Qt.MouseButton.LeftButton, pos=places[-1])


@pytest.mark.parametrize("view", ["Feature maps", "Filters"])
def test_the_window_answers_while_resnet50_runs_for_a_stroke(hand, qtbot, view):
    hand.open_model("resnet50")
    hand.do(hand.window.session.set, layer="layer1.0.conv2", view=view)
    zigzag = [(0.15 + 0.7 * step / 24, 0.3 if step % 6 < 3 else 0.7) for step in range(25)]
    slow_stroke(hand, qtbot, zigzag)  # what is imported or made once is there now
    hand.settle()
    fresh = []
    hand.window.controller.frame_shown.connect(lambda frame: fresh.append(frame.fresh))
    longest = []
    for _ in range(STROKES):
        with Heartbeat() as heart:
            slow_stroke(hand, qtbot, zigzag)
            hand.settle()
        longest.append(max(heart.gaps))
        assert len(heart.gaps) > 50
        if longest[-1] < LONGEST_MS:
            break
    assert sum(fresh) >= 2 * len(longest)
    # Another program on the machine may take the processor at any moment: what blocks in the window blocks every
    # stroke, so the best of several is what the window itself does.
    assert min(longest) < LONGEST_MS, longest


def test_the_heartbeat_notices_a_window_that_does_not_answer(qtbot):
    with Heartbeat() as heart:
        QTimer.singleShot(20, lambda: time.sleep(0.06))
        qtbot.wait(120)
    assert max(heart.gaps) > LONGEST_MS


def test_a_digit_is_answered_while_it_is_drawn(hand, qtbot):
    answers = []
    hand.window.controller.frame_shown.connect(lambda frame: answers.append(frame.fresh))
    slow_stroke(hand, qtbot, DIGITS[1][0])
    before_the_pen_was_lifted = sum(answers)
    hand.settle()
    assert before_the_pen_was_lifted >= len(DIGITS[1][0]) // 2
