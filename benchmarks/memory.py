"""How much memory captures take above the loaded network, each case in a process of its own; Linux only."""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
sys.path.insert(0, str(Path(__file__).parent))

from _harness import Row, at_most, table

if TYPE_CHECKING:
    from collections.abc import Callable

NETWORKS = ("resnet18", "resnet50", "vgg16")
LEAN = {"resnet18": 1.0, "resnet50": 0.5, "vgg16": 1.0}
"""How much of the memory for all values a lean capture may take."""

MIB = 1 << 20


# ---- in the child


def child(name: str, case: str, told: bool) -> None:
    """Measure one case; prints JSON."""
    import torch
    from capture import network

    from explorer.core.allocator import keep_for_next_frame, return_large_pieces, trim

    torch.set_num_threads(1)

    module, x = network(name)
    run, trace = _case(case, module, x)
    if told:
        return_large_pieces() if case == "lean" else keep_for_next_frame()
    trim()
    # The peak that the kernel knows begins anew.
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    before = _status("VmRSS")
    times = [run() for _ in range(3 if case != "time" else 20)]
    print(json.dumps({"peak": _status("VmHWM") - before, "theory": trace(), "ms": statistics.median(times)}))


def _case(case: str, module: Any, x: Any) -> tuple[Callable[[], float], Callable[[], int]]:
    """(what is measured and says how long it took, how many bytes there are to be held)."""
    import time

    import torch

    from explorer.core.capturer import Capturer
    from explorer.core.estimate import activation_bytes

    capturer = Capturer(module)
    # Whatever is imported or written down the first time is none of it.
    capturer.capture(x[..., ::4, ::4].contiguous(), keep=())
    assert capturer.planned, capturer.refused
    middle = _middle(capturer, x)

    def bare() -> None:
        with torch.no_grad():
            module(x)

    def lean() -> None:
        # As the window does: small pictures of every layer, the values of one.
        pictures: list[Any] = []
        held["frame"] = capturer.capture(x, keep=(middle,), sink=_small_maps(pictures)), pictures

    held: dict[str, Any] = {}
    cases: dict[str, Callable[[], object]] = {
        "bare": bare,
        "all": lambda: capturer.capture(x),
        "two frames": lambda: held.__setitem__("frame", capturer.capture(x)),
        "lean": lean,
        "recorded": lambda: capturer.capture(x, check=True),
        "time": lambda: capturer.capture(x),
    }

    def run() -> float:
        start = time.thread_time()
        cases[case]()
        return (time.thread_time() - start) * 1e3

    return run, lambda: activation_bytes(capturer.capture(x))


def _middle(capturer: Any, x: Any) -> str:
    calls = capturer.capture(x[..., ::4, ::4].contiguous(), keep=()).calls
    return str(calls[len(calls) // 2].name)


def _small_maps(pictures: list[Any]) -> Callable[[Any, Any], None]:
    from explorer.gui.strip_columns import Column, column_picture

    def sink(trace: Any, call: Any) -> None:
        column = Column(call.name, call.name, (call.name,), (call.kind,), "", call.output_shape)
        pictures.append(column_picture(trace, column, 4, 40, None))

    return sink


def _status(field: str) -> int:
    """A field of /proc/self/status, in bytes."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(field):
            return int(line.split()[1]) * 1024
    raise KeyError(field)


# ---- in the parent


def measured(name: str, case: str, told: bool = True) -> dict[str, float]:
    """What a child found out."""
    words = [sys.executable, __file__, "--child", name, case, *(["--told"] if told else [])]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _peak(name: str, case: str, rounds: int) -> tuple[float, float]:
    """(median peak, bytes of all values)."""
    found = [measured(name, case) for _ in range(rounds)]
    return statistics.median(one["peak"] for one in found), found[0]["theory"]


def _rows_of(name: str, rounds: int) -> list[Row]:
    peaks = {case: _peak(name, case, rounds)[0] for case in ("bare", "all", "two frames", "lean", "recorded")}
    theory = measured(name, "bare")["theory"]
    note = ", ".join(f"{case} {peak / MIB:.0f}" for case, peak in peaks.items())
    note = f"MiB: all values {theory / MIB:.0f}; peaks: {note}"
    return [
        at_most(
            f"peak, all kept / (all values + bare): {name}", peaks["all"] / (theory + peaks["bare"]), 1.2, note=note
        ),
        at_most(f"peak, lean / all kept: {name}", peaks["lean"] / peaks["all"], LEAN[name]),
    ]


def _allocator_row(name: str, rounds: int) -> Row:
    """Frames that are given back before the next one is made, with the C library told to keep them and not."""
    ratios = []
    for _ in range(rounds):
        kept, left = measured(name, "time")["ms"], measured(name, "time", told=False)["ms"]
        ratios.append(kept / left)
    note = f"{min(ratios):.3f}-{max(ratios):.3f} in {rounds} pairs of processes"
    return at_most(f"capture, C library told to keep memory / not: {name}", statistics.median(ratios), 1.02, note=note)


def rows(rounds: int = 3) -> list[Row]:
    """Every row; none where the system does not tell peaks."""
    if not Path("/proc/self/clear_refs").exists():
        return []
    found = [row for name in NETWORKS for row in _rows_of(name, rounds)]
    return [*found, *(_allocator_row(name, rounds) for name in ("mobilenet_v3_small", *NETWORKS))]


def ratios(rounds: int = 3) -> list[dict[str, Any]]:
    """Every row as a dict of name, value, goal, met, unit and note."""
    return [row.as_dict() for row in rows(rounds)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--child", nargs=2, metavar=("NETWORK", "CASE"))
    parser.add_argument("--told", action="store_true")
    arguments = parser.parse_args()
    if arguments.child:
        child(*arguments.child, arguments.told)
        return
    from _harness import machine

    print(machine(), end="\n\n")
    print(table(rows(arguments.rounds)))


if __name__ == "__main__":
    main()
