"""The window waits for nothing, and a digit session never for what only others need."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

_SESSION = """
import gc, json, sys
from explorer.gui import application, window

said = {"usual": gc.get_threshold()}

def imported():
    dear = {"captum", "explorer.lessons", "matplotlib", "numpy", "pyqtgraph", "torch", "torch._dynamo", "torchvision"}
    return sorted(dear & set(sys.modules))

class Watched(window.MainWindow):
    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.painted.connect(lambda: said.setdefault("painted", imported()))

    def fill(self):
        from PySide6.QtCore import Qt, QTimer

        super().fill()
        said["filled"] = imported()
        self.jobs.idle.connect(lambda: QTimer.singleShot(0, self.draw), Qt.ConnectionType.SingleShotConnection)

    def draw(self):
        from explorer.gui.tour import draw, settle

        draw(self, 7)
        settle(self)
        said.update(drawn=imported(), calls=len(self.controller.frame.trace.calls), then=gc.get_threshold())
        self.close()

application.MainWindow = Watched
application.run_window("digits", theme="light")
print(json.dumps(said))
"""


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    """What a start of the program says of itself: dear modules that it had imported at each stage."""
    environment = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path_factory.mktemp("settings"))}
    command = [sys.executable, "-c", _SESSION]
    done = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_window_is_painted_before_anything_dear_is_imported(session):
    assert session["painted"] == []


def test_panels_do_not_wait_for_torch(session):
    assert session["filled"] == ["numpy", "pyqtgraph"]


def test_a_digit_session_imports_torch_and_nothing_that_only_others_need(session):
    """torchvision, and torch._dynamo behind it or behind a meta tensor, take as long as torch itself."""
    assert session["calls"] == 16
    assert session["drawn"] == ["numpy", "pyqtgraph", "torch"]


def test_garbage_is_collected_as_usual_once_the_window_has_come_to_rest(session):
    assert session["then"] == session["usual"]
