"""On a real X server: the pointer, moved from outside the program, draws a seven, and all that is shown changes."""

import itertools
import json
import os
import queue
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from explorer.data.strokes import DIGITS

PATIENCE = 120
TOOLS = ("Xvfb", "xdotool")

pytestmark = [
    pytest.mark.skipif(
        not all(shutil.which(tool) for tool in TOOLS),
        reason="Xvfb and xdotool are needed (apt-get install xvfb xdotool)",
    ),
    # A whole program starts: on a busy machine that takes many times as long.
    pytest.mark.timeout(300),
]


def lines_of(stream):
    """The lines of a stream, put in a queue as they come; None at its end."""
    lines = queue.Queue()

    def read():
        for line in stream:
            lines.put(line)
        lines.put(None)

    threading.Thread(target=read, daemon=True).start()
    return lines


@pytest.fixture
def display():
    """A screen of 1440 x 900 that nobody sees; the server chooses a free number itself."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1440x900x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as numbers:
        number = lines_of(numbers).get(timeout=PATIENCE)
    if number is None:
        pytest.skip("Xvfb does not start here")
    yield f":{number.strip()}"
    server.terminate()
    server.wait(PATIENCE)


@pytest.fixture
def program(display, tmp_path):
    """The program on that screen; yields what it reports."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "WAYLAND"))}
    environment |= {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    driver = [sys.executable, str(Path(__file__).with_name("xserver_driver.py")), str(tmp_path)]
    with (
        open(tmp_path / "errors", "w+") as errors,
        subprocess.Popen(driver, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True) as process,
    ):
        yield Reports(process, errors)
        process.terminate()


class Reports:
    def __init__(self, process, errors):
        self._lines, self._errors = lines_of(process.stdout), errors

    def until(self, condition):
        """The next report for which it holds."""
        while True:
            line = self._lines.get(timeout=PATIENCE)
            if line is None:
                self._errors.seek(0)
                pytest.fail(f"The program ended: {self._errors.read()[-2000:]}")
            report = json.loads(line)
            if condition(report):
                return report


def xdotool(display, *arguments):
    environment = {**os.environ, "DISPLAY": display}
    command = ["xdotool", *arguments]
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


def draw(display, pad, digit):
    left, top, width, height = pad
    for stroke in DIGITS[digit]:
        points = [(round(left + x * width), round(top + y * height)) for x, y in stroke]
        xdotool(display, "mousemove", *map(str, points[0]), "mousedown", "1")
        for (x, y), (next_x, next_y) in itertools.pairwise(points):
            for step in (0.25, 0.5, 0.75, 1):
                place = round(x + (next_x - x) * step), round(y + (next_y - y) * step)
                xdotool(display, "mousemove", *map(str, place))
        xdotool(display, "mouseup", "1")


def test_a_seven_drawn_by_the_pointer_is_recognised_and_changes_every_map(display, program):
    empty = program.until(lambda report: report["winner"] is None and len(report["shown"]) > 3)
    assert "Feature Map Explorer" in xdotool(display, "search", "--name", "Feature Map Explorer", "getwindowname")
    draw(display, empty["pad"], 7)
    drawn = program.until(lambda report: report["winner"] == 7)
    assert drawn["maps"] != empty["maps"]
    shown = [name for name in drawn["calls"] if name in drawn["shown"]]
    assert len(shown) > 5
    assert [name for name in shown if drawn["shown"][name] == empty["shown"].get(name)] == []
    xdotool(display, "key", "ctrl+n")
    program.until(lambda report: report["winner"] is None)
