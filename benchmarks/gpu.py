"""What capturing every value costs on a GPU, against the bare forward, the CPU, and copying everything back."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

# Before torch is imported: its threads must not spin beside whatever else runs here.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import torch

from explorer.core.agreement import difference
from explorer.core.capture import capture
from explorer.core.capturer import Capturer
from explorer.core.graph import tensors_in
from explorer.models.zoo import random_network

sys.path.insert(0, str(Path(__file__).parent))

from _harness import Row, Timing, at_least, at_most, compared, machine, table, unmeasured

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.core.graph import Trace

NETWORKS = ("resnet18", "resnet50", "vgg16")
GOALS = {
    "values captured equal": 100.0,
    "capture / bare forward": 1.1,
    "picture to what is shown / capture on the CPU": 1.0,
    "only what is shown copied back / everything": 0.5,
}
_TILES, _SIDE = 24, 40


class Host:
    """Memory of the CPU that tensors are copied into: pinned, so that the GPU goes on meanwhile."""

    def __init__(self, device: torch.device) -> None:
        self._pin = device.type == "cuda"
        self._buffers: dict[tuple[int, torch.Size], torch.Tensor] = {}

    def copy(self, number: int, tensor: torch.Tensor) -> torch.Tensor:
        """The same buffer for each number; filled when the device is waited for."""
        key = number, tensor.shape
        if key not in self._buffers:
            self._buffers[key] = torch.empty(tensor.shape, dtype=tensor.dtype, pin_memory=self._pin)
        return self._buffers[key].copy_(tensor, non_blocking=True)


def shown(tensor: torch.Tensor) -> torch.Tensor:
    """What a column of the strip shows of a layer: some of its channels, in the size of a tile."""
    if tensor.ndim != 4:
        return tensor[0].reshape(-1)[:_TILES]
    step = max(1, max(tensor.shape[2:]) // _SIDE)
    return tensor[0, :_TILES, ::step, ::step].contiguous()


def _waits(device: torch.device, work: Callable[[], Any]) -> Callable[[], Any]:
    """Until the device has done it."""

    def done() -> None:
        work()
        if device.type == "cuda":
            torch.cuda.synchronize(device)

    return done


def _cases(name: str, device: torch.device) -> tuple[dict[str, Callable[[], Any]], Capturer, torch.Tensor]:
    torch.manual_seed(0)
    cpu, module = random_network(name), random_network(name).to(device)
    picture = torch.rand(1, 3, 224, 224, pin_memory=device.type == "cuda")
    x, host = picture.to(device), Host(device)
    there, here = Capturer(module), Capturer(cpu)

    def copied(trace: Trace, some: Callable[[torch.Tensor], torch.Tensor]) -> None:
        for number, tensor in enumerate(tensors_in([call.output for call in trace])):
            host.copy(number, some(tensor))

    def cycle(some: Callable[[torch.Tensor], torch.Tensor]) -> None:
        copied(there.capture(picture.to(device, non_blocking=True)), some)

    work = {
        "bare": lambda: module(x),
        "capture": lambda: there.capture(x),
        "shown": lambda: cycle(shown),
        "everything": lambda: cycle(lambda tensor: tensor),
        "cpu": lambda: here.capture(picture),
    }
    return {name: _waits(device, function) for name, function in work.items()}, there, x


def _note(times: dict[str, Timing], one: str, other: str) -> str:
    return f"{times[one].ms:.3g} against {times[other].ms:.3g} ms"


def _rows(name: str, rounds: int, device: torch.device) -> list[Row]:
    cases, capturer, x = _cases(name, device)
    with torch.no_grad():
        times = compared(cases, "bare", rounds, clock=time.perf_counter)
    recorded = capture(capturer.module, x)
    differing = difference(recorded, capturer.capture(x)) if capturer.planned else f"no plan: {capturer.refused}"
    values = [
        (0.0 if differing else 100.0, differing or f"{len(recorded)} values"),
        (times["capture"].ratio, _note(times, "capture", "bare")),
        (times["shown"].ratio / times["cpu"].ratio, _note(times, "shown", "cpu")),
        (times["shown"].ratio / times["everything"].ratio, _note(times, "shown", "everything")),
    ]
    made = []
    for (label, goal), (value, note) in zip(GOALS.items(), values, strict=True):
        as_wanted, unit = (at_least, "%") if goal == 100 else (at_most, "x")
        made.append(as_wanted(f"{name} on the GPU: {label}", value, goal, unit, note))
    return made


def rows(rounds: int = 15, device: str = "cuda") -> list[Row]:
    """Every row; where there is no CUDA device, they say so."""
    if device == "cuda" and not torch.cuda.is_available():
        print("No CUDA device: not measured.")
        return [
            unmeasured(f"{name} on the GPU: {label}", goal, "%" if goal == 100 else "x", "no CUDA device")
            for name in NETWORKS
            for label, goal in GOALS.items()
        ]
    return [row for name in NETWORKS for row in _rows(name, rounds, torch.device(device))]


def ratios(rounds: int = 15) -> list[dict[str, Any]]:
    """Every row as a dict of name, value, goal, met, unit and note."""
    return [row.as_dict() for row in rows(rounds)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--device", default="cuda", help="`cpu` tries this script; its figures say nothing")
    arguments = parser.parse_args()
    print(machine(), end="\n\n")
    print(table(rows(arguments.rounds, arguments.device)))


if __name__ == "__main__":
    main()
