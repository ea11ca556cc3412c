"""Measuring tuning curves in the window: how far it is, and that it can be cancelled."""

import threading

import pytest

from explorer.core import tuning


@pytest.fixture
def held(monkeypatch):
    """Holds the measurement in its fifth orientation until it is let go."""
    reached, let_go = threading.Event(), threading.Event()

    class Held(tuning._Answers):
        def __call__(self, trace, call):
            if self._number == 4:
                reached.set()
                let_go.wait(20)
            super().__call__(trace, call)

    monkeypatch.setattr(tuning, "_Answers", Held)
    yield reached, let_go
    let_go.set()


def test_it_tells_how_far_it_is_and_can_be_cancelled(hand, held, qtbot):
    reached, let_go = held
    hand.draw(7)
    hand.do(hand.window.session.set, view="Tuning", layer="conv1")
    view, status = hand.view("Tuning"), hand.window.status
    view._measure.click()
    qtbot.waitUntil(lambda: reached.is_set() and "of 97" in status._title.text())
    assert status._progress.value() / status._progress.maximum() == pytest.approx(17 / 97, abs=0.01)
    status._cancel.click()
    let_go.set()
    hand.settle()
    assert view._measure.isEnabled()
    # It does not begin again by itself.
    hand.draw(1)
    assert view._measure.isEnabled()
