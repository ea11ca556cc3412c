"""How long it takes from a move of the pen until the real window has painted every layer, and how often a second."""

from __future__ import annotations

import argparse
import contextlib
import gc
import math
import statistics
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parent))

# First of all, as it says what Qt and torch find in the environment.
from _pen import Drawing, Stage, now, quantile  # isort: skip

import numpy as np
import pyqtgraph as pg
import torch
from _harness import Row, at_least, at_most, machine, table
from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QTransform

from explorer.core.colour_maps import lut

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPaintEvent

PEN_HERTZ = 125
_SECONDS = 3.0
_WIDTH, _HEIGHT = 1200, 800


class NaiveView(pg.GraphicsView):
    """What tutorials do: hooks that clone, one ImageItem a channel, all of it in the GUI thread."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(background=None)
        self._model = stage.network
        self._picture = stage.window.session.state.picture.image
        self._maps: dict[str, torch.Tensor] = {}
        self._paints = 0
        self._hooks = [
            module.register_forward_hook(self._hook(name))
            for name, module in self._model.module.named_modules()
            if not list(module.children())
        ]
        self._box = pg.ViewBox(lockAspect=True, invertY=True, enableMenu=False)
        self.setCentralItem(self._box)
        self._run()
        self._items = self._laid_out()
        self._box.setRange(QRectF(0, 0, _WIDTH, _HEIGHT), padding=0)
        self.resize(_WIDTH, _HEIGHT)
        self.show()

    def close_all(self) -> None:
        for hook in self._hooks:
            hook.remove()
        self.close()

    def one_update(self) -> float:
        """Seconds from a picture until every map of it is painted."""
        start, before = now(), self._paints
        self._run()
        for name, items in self._items.items():
            maps = self._maps[name].numpy()
            for item, values in zip(items, maps, strict=True):
                item.setImage(values, levels=(values.min(), values.max()))
        while self._paints == before:
            QCoreApplication.processEvents()
        return now() - start

    def _hook(self, name: str) -> Any:
        def keep(_module: Any, _inputs: Any, output: torch.Tensor) -> None:
            maps = _as_maps(output)
            if maps is not None:
                self._maps[name] = maps.clone()

        return keep

    def _run(self) -> None:
        with torch.no_grad():
            self._model.module(self._model.preprocessing(self._picture))

    def _laid_out(self) -> dict[str, list[pg.ImageItem]]:
        columns = max(1, round(math.sqrt(len(self._maps) * _WIDTH / _HEIGHT)))
        rows = math.ceil(len(self._maps) / columns)
        cell = QRectF(0, 0, _WIDTH / columns, _HEIGHT / rows)
        return {
            name: self._items_in(cell.translated(cell.width() * (n % columns), cell.height() * (n // columns)), maps)
            for n, (name, maps) in enumerate(self._maps.items())
        }

    def _items_in(self, cell: QRectF, maps: torch.Tensor) -> list[pg.ImageItem]:
        count, height, width = maps.shape
        columns = max(1, round(math.sqrt(count * cell.width() / cell.height() * height / width)))
        rows = math.ceil(count / columns)
        scale = min(cell.width() / columns / (width + 1), cell.height() / rows / (height + 1))
        items = []
        for number in range(count):
            x, y = (number % columns) * (width + 1), (number // columns) * (height + 1)
            item = pg.ImageItem()
            item.setLookupTable(np.asarray(lut("magma", dark=False)))
            item.setTransform(QTransform().translate(cell.x(), cell.y()).scale(scale, scale).translate(x, y))
            self._box.addItem(item)
            items.append(item)
        return items

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self._paints += 1


def _as_maps(output: Any) -> torch.Tensor | None:
    """(C, H, W) of a layer's output: vectors as one row."""
    if not isinstance(output, torch.Tensor) or not output.is_floating_point():
        return None
    first = output[0]
    return first if first.ndim == 3 else first.reshape(1, 1, -1)


@contextlib.contextmanager
def busy_neighbour() -> Iterator[None]:
    """Another program that keeps one processor busy."""
    process = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    try:
        yield
    finally:
        process.kill()
        process.wait()


# ---- rows


def _drawn(stage: Stage, rounds: int, times: int) -> list[tuple[Drawing, float, float]]:
    """(drawing at the pen's rate, seconds of the bare forward, seconds of a repaint) of each round."""
    stage.draw(1.0, PEN_HERTZ)
    rounds_done = []
    for _ in range(rounds):
        before = stage.forward_s(times), stage.repaint_s()
        drawing = stage.draw(_SECONDS, PEN_HERTZ)
        after = stage.forward_s(times), stage.repaint_s()
        rounds_done.append((drawing, (before[0] + after[0]) / 2, (before[1] + after[1]) / 2))
    return rounds_done


def _latency_rows(stage: Stage, name: str, rounds: int, times: int, goals: dict[float, float]) -> list[Row]:
    done = _drawn(stage, rounds, times)
    rows = []
    for share, goal in goals.items():
        ratio = statistics.median(d.latency_ms(share) / 1e3 / (forward + repaint) for d, forward, repaint in done)
        ms = statistics.median(d.latency_ms(share) for d, _, _ in done)
        forward, repaint = (1e3 * statistics.median(pair[n] for pair in done) for n in (1, 2))
        note = f"{ms:.3g} ms against {forward:.3g} + {repaint:.3g} ms"
        rows.append(at_most(f"{name}: pen to painted p{100 * share:.0f} / (forward + repaint)", ratio, goal, note=note))
    return rows


def _digit_ms_row(stage: Stage, rounds: int) -> Row:
    drawings = [stage.draw(_SECONDS, PEN_HERTZ) for _ in range(rounds)]
    p50, p95 = (statistics.median(d.latency_ms(share) for d in drawings) for share in (0.5, 0.95))
    return at_most("digits: pen to painted p95", p95, 4.2, "ms", f"p50 {p50:.3g} ms, {drawings[0].rate:.0f}/s")


def _busy_row(stage: Stage, rounds: int) -> Row:
    """p95 with one busy neighbour against p95 without, turn by turn."""
    pairs = []
    for _ in range(rounds):
        quiet = stage.draw(_SECONDS, PEN_HERTZ).latency_ms(0.95)
        with busy_neighbour():
            pairs.append((quiet, stage.draw(_SECONDS, PEN_HERTZ).latency_ms(0.95)))
    ratio = statistics.median(busy / quiet for quiet, busy in pairs)
    quiet, busy = (statistics.median(pair[n] for pair in pairs) for n in (0, 1))
    note = f"{busy:.3g} against {quiet:.3g} ms"
    return at_most("digits: p95 beside a busy program / quiet", ratio, 2.0, note=note)


def _rate_row(stage: Stage, name: str, goal: float, rounds: int, naive_updates: int) -> Row:
    """Updates a second as fast as they go, against the naive window's, turn by turn."""
    naive = NaiveView(stage)
    try:
        naive.one_update()
        pairs = []
        for _ in range(rounds):
            slow = statistics.median(naive.one_update() for _ in range(naive_updates))
            pairs.append((stage.draw(_SECONDS, 0).rate, 1 / slow))
    finally:
        naive.close_all()
    ours, theirs = (statistics.median(pair[n] for pair in pairs) for n in (0, 1))
    ratio = statistics.median(rate / slow for rate, slow in pairs)
    return at_least(f"{name}: updates a second / naive", ratio, goal, note=f"{ours:.3g} against {theirs:.3g}")


def _cycle_row(stage: Stage, name: str, goal: float, rounds: int) -> Row:
    """From one move until all is painted, against the bare forward, turn by turn."""
    for _ in range(3):
        stage.one_update()
    pairs = [(stage.one_update(), stage.forward_s(1)) for _ in range(rounds)]
    stage.lift()
    ratio = statistics.median(cycle / forward for cycle, forward in pairs)
    cycle, forward = (1e3 * statistics.median(pair[n] for pair in pairs) for n in (0, 1))
    return at_most(f"{name}: full cycle / bare forward", ratio, goal, note=f"{cycle:.3g} against {forward:.3g} ms")


def _collection_row(stage: Stage) -> Row:
    """How long a collection of the oldest generation holds everything up while one draws."""
    pauses = []
    for _ in range(5):
        stage.draw(0.5, PEN_HERTZ)
        start = now()
        gc.collect()
        pauses.append(1e3 * (now() - start))
    note = f"{gc.get_freeze_count():,} objects left out"
    return at_most("collection after loading", quantile(pauses, 0.5), 1.0, "ms", note)


def rows(rounds: int = 5) -> list[Row]:
    """Every row. Takes some minutes."""
    digits = Stage("digits")
    # Before anything else is opened: what is loaded later is collected once more, at rest.
    found = [_collection_row(digits)]
    found += _latency_rows(digits, "digits", rounds, 50, {0.5: math.inf, 0.95: 3.5})
    found += [_digit_ms_row(digits, rounds), _busy_row(digits, rounds)]
    found.append(_rate_row(digits, "digits", 15, rounds, 15))
    digits.open("resnet18")
    found += _latency_rows(digits, "resnet18", rounds, 5, {0.5: 1.9, 0.95: 2.5})
    found.append(_cycle_row(digits, "resnet18", 1.2, 5 * rounds))
    found.append(_rate_row(digits, "resnet18", 20, rounds, 1))
    digits.open("vgg16")
    found.append(_cycle_row(digits, "vgg16", 1.05, 2 * rounds))
    digits.close()
    return [row for row in found if row.goal != math.inf]


def ratios(rounds: int = 5) -> list[dict[str, Any]]:
    """Every row as a dict of name, value, goal, met, unit and note."""
    return [row.as_dict() for row in rows(rounds)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    print(machine(), end="\n\n")
    print(table(rows(arguments.rounds)), flush=True)


if __name__ == "__main__":
    main()
