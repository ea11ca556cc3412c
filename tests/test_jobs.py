"""The model thread: the latest of a slot wins, answers and errors come back on the GUI thread, all ends in order."""

import logging
import threading

import pytest
from PySide6.QtCore import QThread

from explorer.errors import ExplorerError, ModelError
from explorer.jobs import Jobs

PATIENCE = 10


@pytest.fixture
def jobs(qapp):
    jobs = Jobs()
    yield jobs
    jobs.stop()


@pytest.fixture
def gate():
    """Jobs that wait at it run until it is opened; it never stays shut."""
    event = threading.Event()
    yield event
    event.set()


class Answers:
    """Submits jobs and keeps what they say."""

    def __init__(self, jobs):
        self.jobs, self.said, self.threads = jobs, [], []

    def submit(self, slot, function, title="Thinking", must_run=False):
        return self.jobs.submit(slot, title, function, self._done, self._failed, must_run)

    def _done(self, result):
        self.said.append(result)
        self.threads.append(QThread.currentThread())

    def _failed(self, error):
        self.said.append(error)
        self.threads.append(QThread.currentThread())


@pytest.fixture
def answers(jobs):
    return Answers(jobs)


def held(gate, started=None):
    """A job's function that runs until the gate is opened."""

    def function(_job):
        if started is not None:
            started.set()
        assert gate.wait(PATIENCE)
        return "held"

    return function


def test_an_answer_comes_on_the_gui_thread_of_work_done_on_another(qtbot, jobs, answers):
    with qtbot.waitSignal(jobs.idle):
        answers.submit("frame", lambda _job: QThread.currentThread())
    assert len(answers.said) == 1
    assert answers.said[0] is not QThread.currentThread()
    assert answers.threads == [QThread.currentThread()]


def test_the_latest_waiting_job_of_a_slot_replaces_those_before(qtbot, jobs, answers, gate):
    started, ran = threading.Event(), []
    answers.submit("frame", held(gate, started))
    assert started.wait(PATIENCE)
    for number in range(5):
        answers.submit("frame", lambda _job, number=number: ran.append(number) or number)
    with qtbot.waitSignal(jobs.idle):
        gate.set()
    assert ran == [4]
    assert answers.said == ["held", 4]


def test_slots_do_not_replace_each_other_and_run_in_turn(qtbot, jobs, answers, gate):
    started = threading.Event()
    answers.submit("frame", held(gate, started))
    assert started.wait(PATIENCE)
    answers.submit("model", lambda _job: "model")
    answers.submit("names", lambda _job: "names")
    answers.submit("model", lambda _job: "another model")
    with qtbot.waitSignal(jobs.idle):
        gate.set()
    assert answers.said == ["held", "another model", "names"]


def test_an_error_comes_back_as_it_was_raised(qtbot, jobs, answers):
    def fails(_job):
        raise ModelError("The weights are gone.")

    with qtbot.waitSignal(jobs.idle):
        answers.submit("model", fails)
    assert answers.threads == [QThread.currentThread()]
    assert type(answers.said[0]) is ModelError
    assert str(answers.said[0]) == "The weights are gone."


@pytest.mark.parametrize("error", [ValueError("no such axis"), SystemExit(3), RecursionError("too deep")])
def test_any_other_exception_becomes_a_sentence_and_is_logged_and_work_goes_on(qtbot, jobs, answers, caplog, error):
    def fails(_job):
        raise error

    with caplog.at_level(logging.ERROR, "explorer.jobs"), qtbot.waitSignal(jobs.idle):
        answers.submit("frame", fails, "Running the network")
    assert type(answers.said[0]) is ExplorerError
    assert str(answers.said[0]) == f"Running the network failed: {error}"
    assert caplog.records[0].exc_info[1] is error
    with qtbot.waitSignal(jobs.idle):
        answers.submit("frame", lambda _job: "well again")
    assert answers.said[1] == "well again"


def test_a_running_job_that_is_cancelled_says_nothing(qtbot, jobs, answers, gate):
    started = threading.Event()
    answers.submit("frame", held(gate, started))
    assert started.wait(PATIENCE)
    jobs.cancel("frame")
    with qtbot.waitSignal(jobs.idle):
        gate.set()
    assert answers.said == []


def test_a_job_may_stop_early_where_nobody_waits_for_it(qtbot, jobs, answers, gate):
    started, reached = threading.Event(), []

    def function(job):
        held(gate, started)(job)
        job.check()
        reached.append("the end")

    answers.submit("frame", function)
    assert started.wait(PATIENCE)
    jobs.cancel("frame", "model")
    with qtbot.waitSignal(jobs.idle):
        gate.set()
    assert (reached, answers.said) == ([], [])


def test_a_waiting_job_that_is_cancelled_never_runs(qtbot, jobs, answers, gate):
    started, ran = threading.Event(), []
    answers.submit("model", held(gate, started))
    assert started.wait(PATIENCE)
    answers.submit("frame", ran.append)
    jobs.cancel("frame")
    with qtbot.waitSignal(jobs.idle):
        gate.set()
    assert (ran, answers.said) == ([], ["held"])


def test_an_answer_under_way_can_still_be_cancelled(qtbot, jobs, answers):
    done, after = threading.Event(), threading.Event()
    answers.submit("names", lambda _job: done.set())
    assert done.wait(PATIENCE)
    answers.submit("model", lambda _job: after.set())
    assert after.wait(PATIENCE)
    jobs.cancel("names")
    qtbot.waitUntil(jobs.is_idle)
    assert answers.said == [None]


def test_it_is_not_idle_while_an_answer_is_under_way(qtbot, jobs, answers):
    done = threading.Event()
    after = threading.Event()
    answers.submit("frame", lambda _job: done.set())
    assert done.wait(PATIENCE)
    answers.submit("model", lambda _job: after.set())
    # The second job runs only when the first one's answer has been sent; the GUI thread has read none of them.
    assert after.wait(PATIENCE)
    assert not jobs.is_idle()
    with qtbot.waitSignal(jobs.idle):
        pass
    assert jobs.is_idle()
    assert answers.said == [None, None]


def test_idle_is_told_once_when_the_last_answer_has_been_given(qtbot, jobs, answers, gate):
    told = []
    jobs.idle.connect(lambda: told.append(len(answers.said)))
    started = threading.Event()
    answers.submit("frame", held(gate, started))
    assert started.wait(PATIENCE)
    answers.submit("model", lambda _job: "model")
    gate.set()
    qtbot.waitUntil(lambda: bool(told))
    assert told == [2]


def test_who_is_busy_is_known_while_it_runs(qtbot, jobs, answers, gate):
    # The signal is sent by the other thread: it has to be waited for before the job is handed over.
    with qtbot.waitSignal(jobs.started):
        job = answers.submit("frame", held(gate))
    assert jobs.busy is job
    with qtbot.waitSignal(jobs.idle):
        gate.set()
    assert jobs.busy is None


def test_stopping_waits_for_the_running_job_and_drops_what_waits_and_what_was_said(qtbot, jobs, answers, gate):
    started, ended, ran = threading.Event(), threading.Event(), []

    def function(job):
        started.set()
        while not job.cancelled:
            gate.wait(0.001)
        ended.set()

    answers.submit("frame", function)
    assert started.wait(PATIENCE)
    answers.submit("model", ran.append)
    jobs.stop()
    assert ended.is_set()
    with qtbot.assertNotEmitted(jobs.started, wait=0):
        answers.submit("frame", ran.append)
    qtbot.wait(1)
    assert (ran, answers.said) == ([], [])


def test_what_must_run_is_done_before_the_thread_ends_and_the_rest_is_dropped(qtbot, jobs, answers):
    started, ran = threading.Event(), []

    def until_cancelled(job):
        started.set()
        while not job.cancelled:
            threading.Event().wait(0.001)

    answers.submit("frame", until_cancelled)
    assert started.wait(PATIENCE)
    answers.submit("a", lambda job: ran.append(("a", job.cancelled)), must_run=True)
    answers.submit("model", ran.append)
    answers.submit("b", lambda job: ran.append(("b", job.cancelled)), must_run=True)
    answers.submit("c", ran.append, must_run=True)
    jobs.cancel("c")  # the user's own wish counts
    jobs.stop()
    assert ran == [("a", False), ("b", False)]
    qtbot.wait(1)
    assert answers.said == []


def test_what_must_run_is_not_cut_short_by_stopping(jobs, answers, monkeypatch):
    started, stopping, ended = threading.Event(), threading.Event(), threading.Event()

    def function(job):
        started.set()
        assert stopping.wait(PATIENCE)
        job.check()
        job.tell(1, 2)
        ended.set()

    wait = jobs._thread.wait
    monkeypatch.setattr(jobs._thread, "wait", lambda: stopping.set() or wait())
    answers.submit("export", function, must_run=True)
    assert started.wait(PATIENCE)
    jobs.stop()
    assert ended.is_set()


def test_what_must_run_and_fails_at_the_end_is_logged(jobs, answers, gate, caplog):
    def full(_job):
        raise ExplorerError("a.fmx cannot be written: No space left.")

    started = threading.Event()
    answers.submit("frame", lambda job: started.set() or gate.wait(0.05))
    assert started.wait(PATIENCE)
    answers.submit("session", full, "Saving a.fmx", must_run=True)
    with caplog.at_level(logging.WARNING, "explorer.jobs"):
        jobs.stop()
    assert caplog.messages == ["Saving a.fmx: a.fmx cannot be written: No space left."]


def test_stopping_twice_is_harmless(jobs):
    jobs.stop()
    jobs.stop()
