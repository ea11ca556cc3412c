"""The real window on a virtual screen, used by keyboard alone, from its first start to a restored session.

Xvfb is the screen, openbox the window manager, xdotool the hands; no pointer is moved. The program (`_said_window.py`)
prints what it shows as JSON lines, so that every step waits for its effect.
"""

from __future__ import annotations

import argparse
import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TOOLS = ("Xvfb", "openbox", "xdotool")
PATIENCE_S = 60.0
_SIZE = 1280, 800
_STILL_S = 0.06
Report = dict[str, Any]


class Failed(Exception):
    """A step had not the effect that it should have."""


class Program:
    """The running program and what it said last."""

    def __init__(self, process: subprocess.Popen[str], display: str, folder: Path) -> None:
        self._process, self._display, self._folder = process, display, folder
        self._lines: queue.Queue[str | None] = queue.Queue()
        self.now: Report = {}
        assert process.stdout is not None
        threading.Thread(target=self._read, args=(process.stdout,), daemon=True).start()

    def _read(self, stream: IO[str]) -> None:
        for line in stream:
            self._lines.put(line)
        self._lines.put(None)

    def until(self, what: str, condition: Callable[[Report], bool]) -> Report:
        """What it shows as soon as that is so."""
        end = time.monotonic() + PATIENCE_S
        while not (self.now and condition(self.now)):
            try:
                line = self._lines.get(timeout=max(0.0, end - time.monotonic()))
            except queue.Empty:
                raise Failed(
                    f"In {PATIENCE_S:.0f} s it did not come to this: {what}. It shows {self.now}. {self._errors()}"
                ) from None
            if line is None:
                raise Failed(f"The program ended before this: {what}. {self._errors()}")
            self.now = json.loads(line)
        return self.now

    def until_ended(self) -> None:
        """Until the program is gone. Raises Failed where it ends badly."""
        code = self._process.wait(PATIENCE_S)
        if code:
            raise Failed(f"The program ended with {code}. {self._errors()}")

    def _errors(self) -> str:
        return (self._folder / "errors").read_text()[-2000:]

    def keys(self, *keys: str) -> None:
        """Press and release keys, by their names in X."""
        _run(self._display, "xdotool", "key", "--delay", "20", *keys)

    def text(self, text: str) -> None:
        """Type."""
        _run(self._display, "xdotool", "type", "--delay", "10", text)

    def answer(self, text: str) -> None:
        """Fill in the name in a dialog that asks for a file, and press Enter, where names are proposed once more."""
        self.until("a file is asked for", _asks)
        self.keys("ctrl+a")
        self.text(text)
        self.keys("Return")
        self.until("Enter was taken", lambda now: not (_asks(now) and now["menu"]))
        if _asks(self.now):
            self.keys("Return")

    def walk_to(self, focus: str) -> None:
        """Press Tab until that control has the keyboard."""
        for _ in range(80):
            if self.now["focus"] == focus:
                return
            before = self.now["focus"]
            self.keys("Tab")
            self.until(f"Tab leads on from {before}", lambda now, before=before: now["focus"] != before)
        raise Failed(f"Tab does not lead to {focus}")


def play(program: Program, shot: Callable[[str], None], weights: Path, session: Path) -> Iterator[str]:
    """From the first start to the end of the program; a line for each step."""
    program.until("the built-in network is there", lambda now: now["model"] == "digits" and now["idle"])
    shot("started")
    yield "started"

    program.keys("ctrl+shift+o")
    program.answer(str(weights))
    program.until("the file is open", lambda now: now["model"] == str(weights) and now["idle"])
    shot("opened")
    yield f"opened {weights.name}: Ctrl+Shift+O, its name, Enter"

    program.keys("ctrl+n")
    program.until("the canvas has the keyboard", lambda now: now["focus"] == "Drawing canvas")
    program.keys("space", *["Up"] * 8, *["Left"] * 6, "space", *["Right"] * 12)
    program.keys(*["Down", "End"] * 5, *["Down"] * 8, "space", "Escape")
    program.until("a seven is seen", lambda now: now["winner"] == 7 and now["idle"])
    shot("drawn")
    yield "drew a 7: Ctrl+N, Space, arrows"

    program.keys("ctrl+k")
    program.until("a layer is asked for", lambda now: now["focus"] != "Drawing canvas")
    program.text("conv2")
    program.until("layers are proposed", lambda now: now["menu"])
    program.keys("Return")
    program.until("the layer is picked", lambda now: now["layer"] == "conv2" and now["idle"])
    program.keys("alt+1")
    program.until("its maps are shown", lambda now: now["view"] == "Feature maps" and now["idle"])
    shot("layer")
    yield "picked conv2: Ctrl+K, its name, Enter, Alt+1"

    before = program.now["channel"]
    program.keys("ctrl+Down", "ctrl+Down", "ctrl+Down")
    program.until("the third channel from there", lambda now: now["channel"] == before + 3 and now["idle"])
    shot("channel")
    yield f"picked channel {before + 3}: Ctrl+Down, three times"

    program.walk_to("Scale: what shares one colour range")
    program.keys("Left")
    program.until("each map has its own range", lambda now: now["scale"] == "channel" and now["idle"])
    shot("scale")
    yield "changed the scale: Tab to it, Left"

    program.keys("ctrl+l")
    program.until("the laboratory is open", lambda now: now["lab"] == "Convolution lab" and now["idle"])
    program.keys("Home", *["Right"] * 40)
    shot("laboratory")
    program.keys("Escape")
    program.until("the network is back", lambda now: now["lab"] is None and now["idle"])
    yield "went to the laboratory and back: Ctrl+L, Right, Esc"

    program.keys("ctrl+s")
    program.answer(str(session))
    program.until("the session is saved", lambda now: now["saved"] == str(session) and now["idle"])
    shot("saved")
    yield f"saved {session.name}: Ctrl+S, its name, Enter"

    program.keys("ctrl+q")
    program.until_ended()
    yield "quit: Ctrl+Q"


def restore(program: Program, shot: Callable[[str], None], as_it_was: Report) -> Iterator[str]:
    """Start again and bring everything back. Raises Failed where something is not as it was."""
    program.until("the program is there again", lambda now: bool(now["model"]) and now["idle"])
    shot("started-again")
    program.keys("alt+f")
    program.until("the File menu is open", lambda now: now["menu"])
    program.keys("l")
    kept = ("model", "winner", "layer", "view", "channel", "scale", "strokes")
    program.until("all is as it was", lambda now: now["idle"] and all(now[key] == as_it_was[key] for key in kept))
    shot("restored")
    yield "started again, restored: Alt+F, L"
    program.keys("ctrl+q")
    program.until_ended()


def _asks(now: Report) -> bool:
    return now["front"] in ("Open model file", "Save session")


# ---- the stage


@contextmanager
def screen() -> Iterator[str]:
    """A screen that nobody sees, with a window manager on it."""
    reading, writing = os.pipe()
    width, height = _SIZE
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as numbers:
        display = f":{numbers.readline().strip()}"
    manager = subprocess.Popen(
        ["openbox"], stdout=subprocess.DEVNULL, env={**os.environ, "DISPLAY": display}, stderr=subprocess.DEVNULL
    )
    try:
        yield display
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait(PATIENCE_S)


@contextmanager
def started(display: str, folder: Path, shot: Callable[[str], None]) -> Iterator[Program]:
    """The program on that screen; killed where it is still there at the end, with a last picture of what is wrong."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "WAYLAND"))}
    environment |= {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "LANG": "C.UTF-8"}
    command = [sys.executable, str(Path(__file__).with_name("_said_window.py")), str(folder)]
    with (
        open(folder / "errors", "w") as errors,
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True) as process,
    ):
        try:
            yield Program(process, display, folder)
        except Failed:
            shot("failed")
            raise
        finally:
            process.kill()


def _run(display: str, *command: str) -> None:
    environment = {**os.environ, "DISPLAY": display}
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    if answer.returncode:
        raise Failed(f"{command[0]}: {answer.stderr}")


def shots(display: str, folder: Path) -> Callable[[str], None]:
    """Saves the whole screen under a number and a name."""
    from PIL import ImageGrab

    folder.mkdir(parents=True, exist_ok=True)

    def shot(name: str) -> None:
        number = len(list(folder.glob("*.png"))) + 1
        before, now = None, ImageGrab.grab(xdisplay=display)
        # What is known to the program is painted a moment later.
        while before is None or before.tobytes() != now.tobytes():
            time.sleep(_STILL_S)
            before, now = now, ImageGrab.grab(xdisplay=display)
        now.save(folder / f"{number:02}-{name}.png")

    return shot


def main() -> int:
    """Play it; a line for each step, and a picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-o", "--output", type=Path, default=Path("keyboard-out"), help="folder for the pictures")
    args = parser.parse_args()
    missing = [tool for tool in TOOLS if not shutil.which(tool)]
    if missing:
        print(f"This needs {', '.join(missing)}: apt-get install {' '.join(missing).lower()}", file=sys.stderr)
        return 1
    for old in args.output.glob("*.png"):
        old.unlink()
    try:
        for line in played(args.output):
            print(line, flush=True)
    except Failed as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def played(output: Path) -> Iterator[str]:
    """All of it, with a network's weights in a file as a user has them. Raises Failed."""
    from importlib.resources import as_file, files

    with tempfile.TemporaryDirectory(prefix="by-keyboard-") as name, screen() as display:
        folder, shot = Path(name), shots(display, output)
        weights = folder / "my-digits.safetensors"
        with as_file(files("explorer.resources") / "models" / "digits.safetensors") as shipped:
            shutil.copy(shipped, weights)
        with started(display, folder, shot) as program:
            yield from play(program, shot, weights, folder / "my-session.fmx")
            as_it_was = program.now
        with started(display, folder, shot) as program:
            yield from restore(program, shot, as_it_was)


if __name__ == "__main__":
    sys.exit(main())
