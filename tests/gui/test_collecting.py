"""Where reference cycles are collected."""

import gc
import threading

import pytest

from explorer.gui.collecting import Collecting


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
