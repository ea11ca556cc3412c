"""How soon the window is painted and the digit network's maps are on it, against importing everything first."""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from _harness import Row, at_most, machine, table

PRODUCT, NAIVE, NAIVE_CAPTUM = "product", "naive", "naive with captum"
_PATIENCE = 120

Start = dict[str, Any]


def start(what: str, settings: str) -> Start:
    """Seconds from the start of a process until what was there, and which dear modules it had imported."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment |= {"START_BEGUN": repr(time.time()), "XDG_CONFIG_HOME": settings}
    _switch_off_the_page(Path(settings))
    if not environment.get("DISPLAY") and not environment.get("WAYLAND_DISPLAY"):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    command = [sys.executable, str(Path(__file__).with_name("_start.py")), what]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    if done.returncode != 0 or not done.stdout:
        raise RuntimeError(f"The start of {what} failed: {done.stderr[-2000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def _switch_off_the_page(folder: Path) -> None:
    """Maps are waited for: the page that the program begins with would be in front of them."""
    file = folder / "feature-map-explorer" / "Feature Map Explorer.ini"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("[start]\nwelcome=false\n", encoding="utf-8")


def starts(rounds: int) -> dict[str, list[Start]]:
    """Each kind once a round, in shuffled order; a round before them fills the disk's cache."""
    found: dict[str, list[Start]] = {PRODUCT: [], NAIVE: [], NAIVE_CAPTUM: []}
    order, dice = [PRODUCT, NAIVE, *([NAIVE_CAPTUM] if _has_captum() else [])], random.Random(0)
    with tempfile.TemporaryDirectory() as settings:
        for number in range(rounds + 1):
            dice.shuffle(order)
            for what in order:
                begun = start(what, settings)
                if number:
                    found[what].append(begun)
    return found


def _has_captum() -> bool:
    from importlib.util import find_spec

    return find_spec("captum") is not None


def _row(name: str, moment: str, goal: float, found: dict[str, list[Start]]) -> Row:
    def ratio(base: str) -> float:
        return statistics.median(a[moment] / b[moment] for a, b in zip(found[PRODUCT], found[base], strict=True))

    ours, naive = (1e3 * statistics.median(one[moment] for one in found[what]) for what in (PRODUCT, NAIVE))
    note = f"{ours:.0f} against {naive:.0f} ms"
    if found[NAIVE_CAPTUM]:
        note += f"; {ratio(NAIVE_CAPTUM):.3f} of one that imports captum too"
    return at_most(name, ratio(NAIVE), goal, note=note)


def rows(rounds: int = 7) -> list[Row]:
    """Every row."""
    found = starts(rounds)
    first = _row("first paint / naive start", "first paint", 0.05, found)
    ready = _row("digit network's maps painted / naive start", "ready", 0.55, found)
    panels = 1e3 * statistics.median(one["panels"] for one in found[PRODUCT])
    first = Row(first.name, first.value, first.goal, first.met, first.unit, f"{first.note}; all panels {panels:.0f} ms")
    stretch = Row(
        "the same, a far goal", ready.value, 0.15, ready.value <= 0.15, "x", "needs maps before torch is there"
    )
    dear = sorted({name for one in found[PRODUCT] for name in one["imported"]})
    note = ", ".join(dear) or "neither captum, matplotlib, torchvision nor torch._dynamo"
    return [first, ready, stretch, at_most("dear modules in a digit session", len(dear), 0, "modules", note)]


def ratios(rounds: int = 7) -> list[dict[str, Any]]:
    """Every row as a dict of name, value, goal, met, unit and note."""
    return [row.as_dict() for row in rows(rounds)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    arguments = parser.parse_args()
    print(machine(), end="\n\n")
    print(table(rows(arguments.rounds)))


if __name__ == "__main__":
    main()
