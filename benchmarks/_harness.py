"""Cases timed side by side, for a machine that others use at the same time."""

from __future__ import annotations

import gc
import os
import random
import statistics
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


@dataclass(frozen=True)
class Timing:
    """One case against the base: the median of the ratios within a round, its quartiles, and the median time in ms."""

    ratio: float
    low: float
    high: float
    ms: float


@dataclass(frozen=True)
class Row:
    """One claim: what was measured (None where it could not be), what it should be, and whether it is."""

    name: str
    value: float | None
    goal: float
    met: bool
    unit: str = "x"
    note: str = ""

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def at_most(name: str, value: float, goal: float, unit: str = "x", note: str = "") -> Row:
    return Row(name, round(value, 4), goal, value <= goal, unit, note)


def at_least(name: str, value: float, goal: float, unit: str = "x", note: str = "") -> Row:
    return Row(name, round(value, 4), goal, value >= goal, unit, note)


def unmeasured(name: str, goal: float, unit: str = "x", note: str = "") -> Row:
    """A claim that cannot be looked at here; the note says why. It does not count as met."""
    return Row(name, None, goal, met=False, unit=unit, note=note)


def compared(
    cases: Mapping[str, Callable[[], Any]],
    base: str,
    rounds: int = 15,
    budget_ms: float = 30.0,
    clock: Callable[[], float] = time.thread_time,
) -> dict[str, Timing]:
    """Every case in every round, in shuffled order; ratios are taken within the round, so slow minutes cancel out.

    Within a round a case runs for about `budget_ms` (at least twice) and its fastest call counts. The default clock
    counts this thread's CPU time only, page faults included: for work on one thread.
    """
    for case in cases.values():
        for _ in range(3):
            case()
    repeats = {name: _repeats(case, budget_ms) for name, case in cases.items()}
    times: dict[str, list[float]] = {name: [] for name in cases}
    order, dice = list(cases), random.Random(0)
    for _ in range(rounds):
        dice.shuffle(order)
        for name in order:
            times[name].append(_fastest(cases[name], repeats[name], clock))
    return {name: _timing(times[name], times[base]) for name in cases}


def _repeats(case: Callable[[], Any], budget_ms: float) -> int:
    start = time.perf_counter()
    case()
    return max(2, min(200, int(budget_ms / 1e3 / max(time.perf_counter() - start, 1e-6))))


def _fastest(case: Callable[[], Any], repeats: int, clock: Callable[[], float]) -> float:
    if repeats <= 4:
        gc.collect()
    gc.disable()
    try:
        best = float("inf")
        for _ in range(repeats):
            start = clock()
            case()
            best = min(best, clock() - start)
        return best
    finally:
        gc.enable()


def _timing(times: Sequence[float], base: Sequence[float]) -> Timing:
    ratios = sorted(a / b for a, b in zip(times, base, strict=True))
    low, high = ratios[len(ratios) // 4], ratios[3 * len(ratios) // 4]
    return Timing(statistics.median(ratios), low, high, statistics.median(times) * 1e3)


def table(rows: Sequence[Row]) -> str:
    """The rows as Markdown."""
    lines = ["| what | measured | goal | met | note |", "| --- | --- | --- | --- | --- |"]
    for row in rows:
        measured = "not measured" if row.value is None else f"{row.value:.4g} {row.unit}".strip()
        met = "yes" if row.met else "–" if row.value is None else "**no**"
        note = row.note.replace("|", "\\|")
        lines.append(f"| {row.name} | {measured} | {_goal(row)} | {met} | {note} |")
    return "\n".join(lines)


def _goal(row: Row) -> str:
    """With the side of it that is meant, as far as the value tells."""
    goal = f"{row.goal:g} {row.unit}".strip()
    if row.value is None or row.value == row.goal:
        return goal
    return f"{'≤' if (row.value < row.goal) == row.met else '≥'} {goal}"


def machine(load: bool = True) -> str:
    """What the figures were measured on, in one line; with how busy it is now."""
    import platform

    import torch

    system = f"{platform.system()}, Python {platform.python_version()}, torch {torch.__version__}"
    return f"{os.cpu_count()} CPUs ({_processor()}), {system}{f', load {os.getloadavg()[0]:.1f}' if load else ''}"


def _processor() -> str:
    import platform

    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()
