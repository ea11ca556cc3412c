"""What it costs to capture every value of a network, against the network's bare forward."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from pathlib import Path
from typing import Any

# Before torch is imported: its threads must not spin beside whatever else runs here.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import torch
from torch import nn

import explorer
from explorer.core.agreement import difference
from explorer.core.allocator import keep_for_next_frame
from explorer.core.capture import capture
from explorer.core.capturer import Capturer
from explorer.models.zoo import random_network, smallest_input

sys.path.insert(0, str(Path(__file__).parent))

from _harness import Row, Timing, at_least, at_most, compared, machine, table

PLANNED = {
    "classroom": 0.85,
    "digits": 0.85,
    "resnet18": 1.03,
    "vgg16": 1.03,
    "resnet50": 1.06,
    "mobilenet_v3_small": 1.00,
}
"""How much of the bare forward a capture may cost, for networks that can be captured by a plan."""

RECORDED = ("digits", "branching", "mobilenet_v3_small", "resnet18", "swin_t")
"""Networks whose recording is timed: what a capture costs where there is no plan."""

FAMILIES = (
    "alexnet", "vgg11_bn", "resnet18", "resnext50_32x4d", "densenet121", "squeezenet1_1", "googlenet", "inception_v3",
    "mobilenet_v2", "mobilenet_v3_small", "mnasnet0_5", "shufflenet_v2_x0_5", "efficientnet_b0", "efficientnet_v2_s",
    "regnet_y_400mf", "convnext_tiny",
)  # fmt: skip


class Branching(nn.Module):
    """A small network with a branch on a value, views and writes in place: it can only be recorded."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(3, 32, 3, padding=1)
        self.conv2 = nn.Conv2d(32, 32, 3, padding=1)
        self.relu = nn.ReLU(inplace=True)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.relu(self.conv1(x))
        y = self.conv2(x)
        y += x
        y[:, 0] = 0
        return self.relu(y) if y.mean() > -1 else y


def _classroom() -> nn.Module:
    """Two convolutions and two linear layers: the digit network of many a course, smaller than the shipped one."""
    return nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(),
        nn.MaxPool2d(2), nn.Flatten(), nn.Linear(32 * 49, 64), nn.ReLU(), nn.Linear(64, 10),
    )  # fmt: skip


def network(name: str) -> tuple[nn.Module, torch.Tensor]:
    """A network by name and a random picture of its size."""
    torch.manual_seed(0)
    if name == "digits":
        return explorer.load("digits").module, torch.rand(1, 1, 28, 28)
    if name == "classroom":
        return _classroom().eval(), torch.rand(1, 1, 28, 28)
    if name == "branching":
        return Branching().eval(), torch.rand(1, 3, 112, 112)
    size = max(224, smallest_input(name))
    return random_network(name), torch.rand(1, 3, size, size)


def timed(name: str, rounds: int, planned: bool) -> tuple[dict[str, Timing], Capturer]:
    """The bare forward, the bare forward again (what is noise), and the capture."""
    module, x = network(name)
    capturer = Capturer(module)
    shown: dict[str, Any] = {}

    def bare() -> None:
        with torch.no_grad():
            module(x)

    def captured() -> None:
        # The last picture's trace is on the screen until the next one is there.
        shown["trace"] = capturer.capture(x) if planned else capture(module, x)

    return compared({"bare": bare, "again": bare, "capture": captured}, "bare", rounds), capturer


def _note(times: dict[str, Timing]) -> str:
    ours, again = times["capture"], times["again"]
    spread = f"quartiles {ours.low:.3f}-{ours.high:.3f}"
    return f"{spread}; bare against bare {again.ratio:.3f}; bare {times['bare'].ms:.3g} ms"


def _planned_rows(rounds: int) -> list[Row]:
    rows = []
    for name, goal in PLANNED.items():
        times, capturer = timed(name, rounds, planned=True)
        note = _note(times) if capturer.planned else f"no plan: {capturer.refused}"
        rows.append(at_most(f"capture / bare forward: {name}", times["capture"].ratio, goal, note=note))
    return rows


def _recorded_rows(rounds: int) -> list[Row]:
    rows = []
    for name in RECORDED:
        times, _ = timed(name, rounds, planned=False)
        rows.append(at_most(f"recording / bare forward: {name}", times["capture"].ratio, 1.5, note=_note(times)))
    return rows


def _equal_row() -> Row:
    """The share of values in networks whose plan makes them bit for bit, for a picture that it was not made from."""
    equal = total = 0
    different = []
    for name in FAMILIES:
        module, size = random_network(name), max(64, smallest_input(name))
        capturer, x = Capturer(module), torch.rand(2, 3, size + 32, size)
        capturer.capture(torch.rand(1, 3, size, size))
        capturer.prepare()
        recorded = capture(module, x)
        found = difference(recorded, capturer.capture(x)) if capturer.planned else capturer.refused
        total += len(recorded)
        equal += 0 if found else len(recorded)
        different += [f"{name}: {found}"] if found else []
    note = "; ".join(different) or f"{total} values of {len(FAMILIES)} families"
    return at_least("values captured equal by a plan", 100 * equal / total, 100, "%", note)


def ratios(rounds: int = 15) -> list[dict[str, Any]]:
    """Every row as a dict of name, value, goal, met, unit and note."""
    return [row.as_dict() for row in rows(rounds)]


def rows(rounds: int = 15) -> list[Row]:
    """Every row."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    # As the window does; the bare forward has as much of it.
    keep_for_next_frame()
    try:
        return [_equal_row(), *_planned_rows(rounds), *_recorded_rows(rounds)]
    finally:
        torch.set_num_threads(threads)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--verbose", action="store_true", help="say why a network has no plan")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.DEBUG if arguments.verbose else logging.WARNING)
    print(machine(), end="\n\n")
    print(table(rows(arguments.rounds)))


if __name__ == "__main__":
    main()
