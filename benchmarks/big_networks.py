"""How quickly a window with a big network answers the hand: scrolling, selecting, folding, finding, other views."""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parent))

from _harness import Row, at_least, at_most, machine, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from _pen import Stage

    from explorer.core.graph import Call
    from explorer.gui.controller import Controller
    from explorer.gui.frames import Frame

NETWORKS = ("resnet152", "vgg19", "efficientnet_b7", "convnext_large", "vit_l_16")
"""Many layers, many weights, large pictures, wide channels last, tokens; all with random weights."""
GOAL_MS = 100
STALL_MS = 50
PEN_HERTZ = 125
_PATIENCE = 600
_DRAWING_S = 4.0
_REST_S = 1.5
_BEAT_MS = 5


# ---- in the child: one network in the real window


@dataclass
class Gestures:
    """Does something in the window and waits until the answer is painted; the network does not run for it.

    Attributes:
        stage: the window.
        threads: the window's and the model's thread, by the numbers that Linux gives them.
        taken: by name what each gesture took, in ms, without `waited`.
        waited: how long it was held up by other programs, in ms: how long the thread that they kept waiting longest
            was ready to run and had no processor. Where both waited in turn, it was longer.
        fresh: how many gestures made the network run, although the picture was the same.
    """

    stage: Stage
    threads: tuple[int, ...] = ()
    taken: dict[str, list[float]] = field(default_factory=dict)
    waited: dict[str, list[float]] = field(default_factory=dict)
    fresh: int = 0

    def do(self, name: str, gesture: Callable[[], object], wait: bool = True) -> None:
        """Do it, and take its time under a name; without `wait` it is answered when `gesture` returns."""
        start, before = time.perf_counter(), [_delay_ms(thread) for thread in self.threads]
        gesture()
        if wait:
            self._answered()
        waited = max(_delay_ms(thread) - then for thread, then in zip(self.threads, before, strict=True))
        self.taken.setdefault(name, []).append((time.perf_counter() - start) * 1e3 - waited)
        self.waited.setdefault(name, []).append(waited)

    def prepare(self, gesture: Callable[[], object]) -> None:
        """Do it without taking its time."""
        gesture()
        self._answered()

    def _answered(self) -> None:
        from PySide6.QtCore import QCoreApplication, QEventLoop

        window = self.stage.window
        while not (window.jobs.is_idle() and not window.panels.network.waits):
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        # What the last answer changed is painted.
        QCoreApplication.processEvents()
        QCoreApplication.processEvents()


def child(name: str, rounds: int) -> None:
    """Measure one network; prints JSON."""
    from _pen import Stage

    stage = Stage("digits")
    gestures = Gestures(stage, (threading.get_native_id(), stage.in_model_thread(threading.get_native_id)))
    _opened(gestures, name)
    gestures.prepare(lambda: stage.window.controller.show_picture(_photo()))
    _rest(stage)
    stage.window.controller.frame_shown.connect(lambda frame: setattr(gestures, "fresh", gestures.fresh + frame.fresh))
    for _ in range(rounds):
        _strip(gestures)
        _tree(gestures)
        _views(gestures)
    frame, fresh = stage.window.controller.frame, gestures.fresh
    assert frame is not None
    stalls, updates = _stalls(stage, rounds + 1)
    answer = {
        "taken": gestures.taken,
        "waited": gestures.waited,
        "calls": len(frame.trace),
        "fresh": fresh,
        "stalls": stalls,
        "updates": updates,
    }
    print(json.dumps(answer))
    stage.close()


def _opened(gestures: Gestures, name: str) -> None:
    """Open a network, and select a layer as soon as its first maps are there: much is prepared just then."""
    controller = gestures.stage.window.controller
    gestures.stage.window.open_model(name)
    _wait_for_frame(controller, lambda frame: frame.request.model.name == name)
    last = controller.frame.trace.calls[-1].name

    def select() -> None:
        controller.pick_layer(last)
        _wait_for_frame(controller, lambda frame: frame.call.name == last)

    gestures.do("select a layer right after opening", select, wait=False)
    _rest(gestures.stage)


def _wait_for_frame(controller: Controller, wanted: Callable[[Frame], bool]) -> None:
    from PySide6.QtCore import QEventLoop

    loop = QEventLoop()
    controller.frame_shown.connect(loop.quit)
    while controller.frame is None or not wanted(controller.frame):
        loop.exec()
    controller.frame_shown.disconnect(loop.quit)


def _photo() -> Any:
    from explorer.data.pictures import Picture
    from explorer.data.samples import samples

    sample = next(sample for sample in samples() if sample.name == "ball")
    return Picture(sample.make(), sample.title, "sample")


def _rest(stage: Stage) -> None:
    """Until nothing has happened for a while: what follows a model's loading is over."""
    from PySide6.QtCore import QEventLoop, QTimer

    quiet = time.perf_counter()
    while time.perf_counter() - quiet < _REST_S:
        loop = QEventLoop()
        QTimer.singleShot(50, loop.quit)
        loop.exec()
        if not stage.window.jobs.is_idle():
            quiet = time.perf_counter()


def _strip(gestures: Gestures) -> None:
    """The strip folded as at first, then with every block open."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    window = gestures.stage.window
    panel, controller = window.panels.network, window.controller
    gestures.prepare(lambda: panel.folding_changed.emit(frozenset()))
    gestures.prepare(lambda: controller.pick_layer(controller.frame.trace.calls[0].name))
    folded = next((c.scope for c in panel.strip.columns.columns if c.folded), None)
    for _ in range(2 if folded else 0):
        gestures.do("fold or unfold a block", lambda: panel.strip.fold_toggled.emit(folded))
    gestures.do("unfold all blocks", lambda: panel.folding_changed.emit(frozenset(_scopes(gestures))))
    bar = panel.scroll_bar
    gestures.prepare(lambda: bar.setValue(0))
    for _ in _spread(range(-(-bar.maximum() // bar.pageStep())), 12):
        gestures.do("scroll the strip by a page", lambda: bar.triggerAction(bar.SliderAction.SliderPageStepAdd))
    for number in _spread(range(1, len(panel.strip.columns.columns)), 12):
        gestures.prepare(lambda number=number: bar.setValue(int(panel.strip.column_rect(number).left()) - 200))
        place = panel.strip.column_rect(number).center().toPoint()
        place.setY(int(panel.strip.column_rect(number).top()) + 20)
        gestures.do(
            "select a layer in the strip",
            lambda place=place: QTest.mouseClick(panel.strip, Qt.MouseButton.LeftButton, pos=place),
        )
    for _ in range(4):
        gestures.do("walk to the next layer", lambda: QTest.keyClick(panel.strip, Qt.Key.Key_Right))
    gestures.prepare(lambda: panel.folding_changed.emit(frozenset()))


def _scopes(gestures: Gestures) -> set[str]:
    from explorer.gui.strip_columns import scopes_of

    frame = gestures.stage.window.controller.frame
    assert frame is not None
    return {scope for call in frame.trace for scope in scopes_of(call.path)}


def _tree(gestures: Gestures) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QTreeView

    window = gestures.stage.window
    frame = window.controller.frame
    assert frame is not None
    names = [call.name for call in frame.trace]
    gestures.do("open the layer tree", lambda: (window.layers_dock.show(), window.layers_dock.raise_()))
    view = window.panels.tree.findChild(QTreeView)
    for name in _spread(names, 8):
        gestures.do("select a layer in the tree", lambda name=name: view.setCurrentIndex(view.model().index_of(name)))
    search = window.actions_.search
    for name in _spread(names[::-1], 4):
        gestures.prepare(lambda name=name: (search.setFocus(), search.setText(name)))
        gestures.do("find a layer", lambda: QTest.keyClick(search, Qt.Key.Key_Return))
    window.layers_dock.hide()


def _views(gestures: Gestures) -> None:
    """Every view of the layers that have most to show, and the next channel in it."""
    from PySide6.QtWidgets import QTabBar

    window = gestures.stage.window
    frame, views = window.controller.frame, window.panels.views
    assert frame is not None
    tabs = views.findChild(QTabBar)
    assert tabs is not None
    calls = tuple(frame.trace)
    for call in _dearest(calls):
        gestures.prepare(lambda: window.session.set(view=views.views[0].title))
        gestures.prepare(lambda: window.controller.pick_layer(calls[0].name))
        gestures.prepare(lambda call=call: window.controller.pick_layer(calls[calls.index(call) - 1].name))
        gestures.do("select a dear layer", lambda call=call: window.controller.pick_layer(call.name))
        for number in [n for n in range(tabs.count()) if tabs.isTabEnabled(n)]:
            if number != tabs.currentIndex():
                gestures.do(f"view {views.views[number].title}", lambda number=number: tabs.setCurrentIndex(number))
            gestures.do("step to the next channel", lambda: window.controller.step(0, 1))


def _dearest(calls: Iterable[Call]) -> Iterator[Call]:
    """The calls with most values, most weights, most channels, the widest vector and the largest pooling, each once."""
    calls = tuple(calls)
    pools = [call for call in calls if call.kind == "pool" and call.inputs]
    chosen = [
        max(calls, key=lambda call: call.tensor.numel() if call.tensor is not None else 0),
        max(calls, key=lambda call: sum(weight.numel() for weight in call.parameters.values())),
        max(calls, key=lambda call: call.output_shape[1] if len(call.output_shape) == 4 else 0),
        max(calls, key=lambda call: call.output_shape[1] if len(call.output_shape) == 2 else 0),
        *sorted(pools, key=lambda call: call.inputs[0].numel())[-1:],
        calls[-1],
    ]
    yield from {call.name: call for call in chosen}.values()


def _spread(items: Any, count: int) -> list[Any]:
    """At most `count` of the items, evenly spread."""
    found = list(items)
    return found[:: max(1, -(-len(found) // count))]


def _stalls(stage: Stage, rounds: int) -> tuple[list[float], int]:
    """The longest time without an answer of each round of drawing, in ms, and how many pictures were answered."""
    stage.window.panels.left.input.select_input("Draw")
    _rest(stage)
    stage.draw(_DRAWING_S, PEN_HERTZ)
    longest, answered = [], 0
    for _ in range(rounds):
        with _Heart() as heart:
            answered += len(stage.draw(_DRAWING_S, PEN_HERTZ).paints)
        longest.append(heart.longest_ms)
    return longest, answered


class _Heart:
    """How long the GUI thread was away between two beats of a timer, without the time that it had no processor."""

    def __enter__(self) -> _Heart:
        from PySide6.QtCore import Qt, QTimer

        self.longest_ms = 0.0
        self._thread = threading.get_native_id()
        self._last = self._worked_ms()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_timeout)
        self._timer.start(_BEAT_MS)
        return self

    def __exit__(self, *_: object) -> None:
        self._on_timeout()
        self._timer.stop()

    def _worked_ms(self) -> float:
        return time.perf_counter() * 1e3 - _delay_ms(self._thread)

    def _on_timeout(self) -> None:
        before, self._last = self._last, self._worked_ms()
        self.longest_ms = max(self.longest_ms, self._last - before)


def _delay_ms(thread: int) -> float:
    """How long a thread of this program has been ready to run without a processor; 0 where that is not known."""
    path = Path(f"/proc/self/task/{thread}/schedstat")
    return int(path.read_text(encoding="ascii").split()[1]) / 1e6 if path.exists() else 0.0


# ---- rows


def _measured(name: str, rounds: int) -> dict[str, Any] | str:
    """What the child says, or why it ended."""
    command = [sys.executable, __file__, "--child", name, "--rounds", str(rounds)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return f"it took longer than {_PATIENCE / 60:.0f} minutes"
    sys.stderr.write("".join(line + "\n" for line in done.stderr.splitlines() if "This plugin" not in line))
    if done.returncode:
        return done.stderr.strip().splitlines()[-1] if done.stderr.strip() else f"it ended with {done.returncode}"
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _rows_of(name: str, found: dict[str, Any]) -> list[Row]:
    rows = []
    for gesture, taken in found["taken"].items():
        waited = statistics.median(found["waited"][gesture])
        note = f"median of {len(taken)}, longest {max(taken):.0f} ms; {waited:.0f} ms more for other programs"
        rows.append(at_most(f"{gesture}: {name}", statistics.median(taken), GOAL_MS, "ms", note))
    note = f"{found['calls']} calls"
    rows.append(at_most(f"runs of the network for all that: {name}", found["fresh"], 0, "runs", note))
    note = f"best of {len(found['stalls'])} drawings, in which the network answered {found['updates']} times"
    rows.append(at_most(f"longest stall while it runs: {name}", min(found["stalls"]), STALL_MS, "ms", note))
    return rows


def ratios(rounds: int = 1) -> list[dict[str, Any]]:
    """Every row as a dict of name, value, goal, met, unit and note."""
    return [row.as_dict() for row in rows(rounds)]


def rows(rounds: int = 1, networks: Iterable[str] = NETWORKS) -> list[Row]:
    """Every row; one network at a time, as two may be more than the memory holds."""
    found = []
    for name in networks:
        measured = _measured(name, rounds)
        if isinstance(measured, str):
            found.append(at_least(f"is measured: {name}", 0, 1, "", measured))
        else:
            found += _rows_of(name, measured)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("networks", nargs="*", metavar="NETWORK", help=f"default: {' '.join(NETWORKS)}")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--child", metavar="NETWORK", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        child(arguments.child, arguments.rounds)
        return
    print(machine(), end="\n\n")
    print(table(rows(arguments.rounds, arguments.networks or NETWORKS)))


if __name__ == "__main__":
    main()
