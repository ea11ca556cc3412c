"""Minutes of drawing in the real window: does it become slower or larger, and does it ever stop to answer?"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

# First of all, as it says what Qt and torch find in the environment.
from _pen import Drawing, Stage, quantile  # isort: skip

import gc
import os

from _harness import Row, at_least, at_most, machine, table

PEN_HERTZ = 125
RESULT = Path(__file__).with_suffix(".json")
_SLICE_S = 15.0
_MINUTE = round(60 / _SLICE_S)


@dataclass(frozen=True)
class Slice:
    """What a quarter of a minute was like.

    Attributes:
        rate: updates per second.
        p50_ms, p95_ms: from the pen's move to the painted window.
        resident_mib: memory at its end.
        gap_ms: the longest time without an answer by the wall clock.
        stall_ms: the longest in which this program worked.
        objects: what a collection of all that is not frozen would walk through.
        load: how many programs wanted to run, on average over the last minute.
    """

    rate: float
    p50_ms: float
    p95_ms: float
    resident_mib: float
    gap_ms: float
    stall_ms: float
    objects: int
    load: float


def soaked(network: str, minutes: float) -> list[Slice]:
    """Draw; a slice for each quarter of a minute."""
    stage = Stage(network)
    stage.draw(5.0, PEN_HERTZ)
    slices = []
    for number in range(max(2, round(60 * minutes / _SLICE_S))):
        slices.append(_slice_of(stage.draw(_SLICE_S, PEN_HERTZ)))
        print(f"{(number + 1) * _SLICE_S / 60:5.2f} min  {_line(slices[-1])}", flush=True)
    stage.close()
    return slices


def _slice_of(drawing: Drawing) -> Slice:
    p50, p95 = drawing.latency_ms(0.5), drawing.latency_ms(0.95)
    gap, stall = drawing.longest_gap_ms, drawing.longest_stall_ms
    objects, load = len(gc.get_objects()), os.getloadavg()[0]
    return Slice(*(round(v, 2) for v in (drawing.rate, p50, p95, _resident_mib(), gap, stall)), objects, round(load, 1))


def _resident_mib() -> float:
    """How much memory the process has; its peak where the system does not tell the present."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / (1 << 20)
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 10)


def _line(part: Slice) -> str:
    return (
        f"{part.rate:6.1f}/s  p50 {part.p50_ms:6.1f}  p95 {part.p95_ms:6.1f} ms  {part.resident_mib:7.1f} MiB  "
        f"gap {part.gap_ms:6.1f}  stall {part.stall_ms:5.1f} ms  {part.objects:,} objects  load {part.load}"
    )


def judged(slices: list[Slice]) -> list[Row]:
    """What must hold."""
    length = min(_MINUTE, len(slices) // 2)
    first, last = slices[:length], slices[-length:]
    rates = [statistics.median(part.rate for part in some) for some in (first, last)]
    sizes = [statistics.median(part.resident_mib for part in some) for some in (first, last)]
    stalls = [part.stall_ms for part in slices]
    gaps = [part.gap_ms for part in slices]
    rate_note, size_note = "{1:.1f} after {0:.1f}/s".format(*rates), "{1:.0f} after {0:.0f} MiB".format(*sizes)
    return [
        at_least("update rate, last minute / first", rates[1] / rates[0], 0.9, note=rate_note),
        at_most("memory, last minute - first", sizes[1] - sizes[0], 10, "MiB", size_note),
        at_most("longest stall of the window", max(stalls), 50, "ms", _gap_note(gaps)),
    ]


def _gap_note(gaps: list[float]) -> str:
    longest, usual = max(gaps), quantile(gaps, 0.5)
    return f"by the wall clock, other programs included: at most {longest:.0f}, mostly {usual:.0f} ms in 15 s"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--network", default="digits")
    parser.add_argument("-o", "--output", type=Path, default=RESULT)
    arguments = parser.parse_args()
    where = machine()
    print(where, end="\n\n")
    slices = soaked(arguments.network, arguments.minutes)
    found = judged(slices)
    print(f"\n{table(found)}")
    result = {
        "machine": where,
        "network": arguments.network,
        "minutes": arguments.minutes,
        "ratios": [row.as_dict() for row in found],
        "slices": [asdict(part) for part in slices],
    }
    arguments.output.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    return 0 if all(row.met for row in found) else 1


if __name__ == "__main__":
    raise SystemExit(main())
