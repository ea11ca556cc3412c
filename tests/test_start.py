"""The window does not wait for torch, and a digit session never for what only others need."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

_SESSION = """
import json, sys
from explorer.gui.application import make_window
from explorer.gui.tour import draw, settle

def imported():
    return sorted({"torch", "torch._dynamo", "torchvision", "matplotlib", "captum"} & set(sys.modules))

window = make_window("light")
window.show()
settle(window)
painted = imported()
window.open_model("digits")
settle(window)
draw(window, 7)
settle(window)
print(json.dumps({"painted": painted, "drawn": imported(), "calls": len(window.controller.frame.trace.calls)}))
window.close()
"""


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    environment = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path_factory.mktemp("settings"))}
    command = [sys.executable, "-c", _SESSION]
    done = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_window_is_painted_before_torch_is_imported(session):
    assert session["painted"] == []


def test_a_digit_session_imports_torch_and_nothing_that_only_others_need(session):
    """torchvision, and torch._dynamo behind it or behind a meta tensor, take longer than torch itself."""
    assert session["calls"] == 16
    assert session["drawn"] == ["torch"]
