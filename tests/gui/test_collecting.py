"""Where reference cycles are collected."""

import gc
import threading

import pytest

from explorer.gui.collecting import Collecting, CollectingInGuiThread, set_aside, take_back


class Noting:
    """Says in which thread it was destroyed."""

    def __init__(self, threads):
        self.itself, self.threads = self, threads

    def __del__(self):
        self.threads.append(threading.get_ident())


@pytest.fixture
def collecting(qapp):
    usual = gc.get_threshold()
    gc.set_threshold(50, 5, 5)
    found = Collecting(interval_ms=10)
    yield found
    found.stop()
    gc.set_threshold(*usual)


def test_what_another_thread_leaves_behind_is_destroyed_in_the_gui_thread(collecting, qtbot):
    threads = []

    def work():
        for _ in range(500):
            Noting(threads)

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    assert not threads
    qtbot.waitUntil(lambda: len(threads) == 500)
    assert set(threads) == {threading.get_ident()}


def test_python_collects_by_itself_again_afterwards(collecting):
    assert not gc.isenabled()
    collecting.stop()
    assert gc.isenabled()


# ---- in somebody else's process


@pytest.fixture
def beside(qapp):
    """As in a process that Python collects in by itself."""
    enabled = gc.isenabled()
    found = CollectingInGuiThread(interval_ms=10)
    gc.enable()
    yield found
    found.stop()
    assert gc.get_freeze_count() == 0
    if not enabled:
        gc.disable()


def run_in_a_thread(work):
    worker = threading.Thread(target=work)
    worker.start()
    worker.join()


def test_what_another_thread_collects_is_left_for_the_gui_thread(beside):
    threads = []
    Noting(threads)
    run_in_a_thread(gc.collect)
    assert not threads
    gc.collect()
    assert threads == [threading.get_ident()]


def test_python_goes_on_collecting_by_itself_in_the_gui_thread(beside):
    threads = []
    while not threads:
        Noting(threads)
    assert set(threads) == {threading.get_ident()}


def test_a_busy_thread_that_only_collects_in_vain_is_stood_in_for(beside, qtbot):
    threads, usual = [], gc.get_threshold()
    gc.set_threshold(50, 3, 3)
    try:
        run_in_a_thread(lambda: [Noting(threads) for _ in range(1000)])
        assert not threads
        gc.disable()  # what is made while waiting would do it as well
        qtbot.waitUntil(lambda: len(threads) == 1000)
    finally:
        gc.enable()
        gc.set_threshold(*usual)
    assert set(threads) == {threading.get_ident()}


def test_afterwards_every_thread_collects_again(beside):
    threads = []
    Noting(threads)
    beside.stop()
    assert threads == [threading.get_ident()]
    Noting(threads)
    run_in_a_thread(gc.collect)
    assert threads[1:]
    assert threads[1] != threading.get_ident()


def test_what_was_set_aside_stays_there(beside):
    set_aside()
    try:
        count = gc.get_freeze_count()
        assert count > 0
        run_in_a_thread(gc.collect)
        assert gc.get_freeze_count() >= count
    finally:
        take_back()
