"""What it takes to explain one number of a wide convolution, from the cell to the picture of its sum."""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

# Before torch is imported: its threads must not spin beside whatever else runs here.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import torch
from torch import nn

from explorer.core.arithmetic import explain
from explorer.core.capture import capture
from explorer.views.base import Options

sys.path.insert(0, str(Path(__file__).parent))

from _harness import Row, at_most, machine, table

if TYPE_CHECKING:
    from collections.abc import Callable

CHANNELS, SIDE = 512, 14
GOAL_MS = 50.0


def _trace() -> object:
    torch.manual_seed(0)
    net = nn.Sequential(nn.Conv2d(CHANNELS, CHANNELS, 3, padding=1), nn.ReLU())
    return capture(net.eval(), torch.rand(1, CHANNELS, SIDE, SIDE))


def milliseconds(case: Callable[[int], object], rounds: int) -> list[float]:
    """How long each call took."""
    case(0)
    times = []
    for number in range(rounds):
        start = time.perf_counter()
        case(number)
        times.append((time.perf_counter() - start) * 1e3)
    return times


def _note(times: list[float]) -> str:
    return f"95th percentile {statistics.quantiles(times, n=20)[-1]:.2f} ms"


def rows(rounds: int = 60) -> list[Row]:
    """The explanation alone; and the way from a hovered cell to the painted view, as the window goes it."""
    from explorer.gui.application import application
    from explorer.jobs import Job
    from explorer.views.arithmetic import ArithmeticView

    trace = _trace()
    call = trace.calls[0]

    def explained(number: int) -> object:
        return explain(trace, call, (0, number % CHANNELS, number % SIDE, (7 * number) % SIDE))

    application()
    view = ArithmeticView()
    view.resize(1000, 640)
    view.show()
    job = Job("view", "view", lambda job: None, lambda result: None, lambda error: None)

    def shown(number: int) -> None:
        options = Options(channel=3, cell=(number % SIDE, (7 * number) % SIDE), own=view.options())
        view.show_result(ArithmeticView.compute(trace, call, options, job))
        view.grab()

    alone, whole = milliseconds(explained, rounds), milliseconds(shown, rounds)
    view.close()
    size = f"{CHANNELS}-channel 3x3"
    return [
        at_most(f"explanation of a cell, {size}", statistics.median(alone), GOAL_MS, "ms", _note(alone)),
        at_most(f"hovered cell to painted explanation, {size}", statistics.median(whole), GOAL_MS, "ms", _note(whole)),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=60)
    results = rows(parser.parse_args().rounds)
    print(machine(), table(results), sep="\n\n")
    return int(not all(row.met for row in results))


if __name__ == "__main__":
    sys.exit(main())
