"""Do the explanations add up? Random cells of every call of 80 networks, the shipped one and some odd ones."""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

import explorer
from explorer.core.arithmetic import NotExplained, explain
from explorer.core.arithmetic.explanation import PRECISION
from explorer.core.capture import capture
from explorer.models.zoo import random_network, smallest_input
from explorer.models.zoo_catalogue import names

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import nets
from condition import randomised

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.core.graph import Trace

LEAST_SIZE = 64
CELLS = 2
MORE_CELLS = 12
DIGIT_CELLS = 240
"""Cells a call: of the 80 networks, of the odd ones, and of the shipped one."""
HEAD = """# Do the explanations add up?

Written by `make verify-arithmetic` (`benchmarks/verify_arithmetic.py`): torch {torch}, torchvision {torchvision},
{threads} threads, CPU.

Of every call that `explorer.core.capture` recorded, random cells (seeded) are explained by
`explorer.core.arithmetic.explain`: as a sum of terms, worked out in float64 from what the call was given, without
asking torch for the operation's result (but for interpolations, which run again on one map, and for moves, which run
again on the numbers of the cells). The sum is compared with the float32 number that the network computed. An
explanation **adds up** if

    |sum of the terms − network's value| <= {precision:g} · (sum of |terms| + 1)

{cells} of each call of torchvision's 80 classification models (random weights and statistics; a random picture of the
smallest size that each takes, but at least {least} pixels), {digits} of each call of the shipped digit network
and {more} of the odd networks in `tests/nets.py`.

- **calls**: recorded calls that returned numbers; **explained**: those for which there is an account.
- **worst**: the largest difference, as a share of what is allowed.
- **elsewhere**: as a control, how many of the same sums are also the number in another random cell of the call (which
  may be the same cell where there are few, and is often the same number where many are zero).

"""


@dataclass(eq=False)
class Row:
    """One network's line of the table."""

    name: str
    calls: int = 0
    explained: int = 0
    cells: int = 0
    good: int = 0
    elsewhere: int = 0
    worst: float = 0.0
    seconds: float = 0.0
    families: Counter[str] = field(default_factory=Counter)
    unexplained: Counter[str] = field(default_factory=Counter)
    complaints: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        worst, seconds = f"{self.worst:.2f}", f"{self.seconds:.1f}"
        cells = self.name, self.calls, self.explained, self.cells, self.good, worst, self.elsewhere, seconds
        return "| " + " | ".join(map(str, cells)) + " |"


def verified(name: str, module: torch.nn.Module, x: Any, cells: int) -> Row:
    """One network, captured, with random cells of its calls explained."""
    began = time.perf_counter()
    row, dice = Row(name), np.random.default_rng(0)
    trace = capture(module, x)
    for call in trace:
        if call.tensor is None or call.tensor.numel() == 0:
            continue
        row.calls += 1
        try:
            for _ in range(cells):
                _verify(row, trace, call.name, dice)
            row.explained += 1
        except NotExplained as reason:
            row.unexplained[f"{call.kind}: {call.op}"] += 1
            if "is no operation" not in str(reason):
                print("   ", reason)
    row.seconds = time.perf_counter() - began
    return row


def _verify(row: Row, trace: Trace, call: str, dice: np.random.Generator) -> None:
    index, other = (tuple(int(dice.integers(size)) for size in trace[call].output_shape) for _ in range(2))
    e, elsewhere = explain(trace, call, index), float(trace[call].tensor[other])
    row.cells += 1
    row.families[e.family] += 1
    share = abs(e.difference) / (PRECISION * (e.magnitude + 1))
    row.worst = max(row.worst, share)
    row.elsewhere += abs(e.result - elsewhere) <= e.tolerance
    if share <= 1:
        row.good += 1
    else:
        row.complaints.append(
            f"{row.name}: {call} ({e.op}) at {index}: {e.result!r}, network {e.network!r}, {share:.3g}"
        )


def networks(chosen: list[str]) -> Iterator[tuple[str, torch.nn.Module, Any, int]]:
    """(name, network, input, cells of each call), one after the other."""
    generator = torch.Generator().manual_seed(0)
    if not chosen:
        yield "digits", explorer.load("digits").module, torch.rand(1, 1, 28, 28, generator=generator), DIGIT_CELLS
        for odd in nets.RUNNING:
            yield f"nets.{odd.__name__}", odd.build(), odd.example(), MORE_CELLS
    for name in chosen or names("classification"):
        size = max(LEAST_SIZE, smallest_input(name))
        x = torch.rand(1, 3, size, size, generator=generator) * 4 - 2
        yield name, randomised(random_network(name)), x, CELLS


def summary(rows: list[Row]) -> str:
    """What holds for all, and what is not explained, by kind."""
    calls, cells = sum(row.calls for row in rows), sum(row.cells for row in rows)
    good, explained = sum(row.good for row in rows), sum(row.explained for row in rows)
    elsewhere = sum(row.elsewhere for row in rows)
    unexplained: Counter[str] = sum((row.unexplained for row in rows), Counter())
    families: Counter[str] = sum((row.families for row in rows), Counter())
    listed = ", ".join(f"{name} ({count:,})" for name, count in unexplained.most_common()) or "none"
    lines = [
        f"**{good:,} of {cells:,} cells add up**; the worst difference is {max(row.worst for row in rows):.2f} of what "
        f"is allowed. {explained:,} of {calls:,} calls are explained, {100 * (1 - explained / calls):.3f} % are not: "
        f"{listed}. As a control: {100 * elsewhere / cells:.0f} % of the sums also fit another random cell of their "
        f"call. {sum(row.seconds for row in rows) / 60:.1f} minutes.",
        "",
        "| kind of account | cells |",
        "|---|--:|",
        *(f"| {name} | {count:,} |" for name, count in families.most_common()),
    ]
    return "\n".join(lines)


def table(rows: list[Row]) -> str:
    """The whole page."""
    import torchvision

    head = HEAD.format(
        torch=torch.__version__,
        torchvision=torchvision.__version__,
        threads=torch.get_num_threads(),
        precision=PRECISION,
        cells=f"{CELLS} cells",
        more=MORE_CELLS,
        digits=DIGIT_CELLS,
        least=LEAST_SIZE,
    )
    columns = "network", "calls", "explained", "cells", "add up", "worst", "elsewhere", "seconds"
    lines = ["| " + " | ".join(columns) + " |", "|---|" + "--:|" * 7, *map(str, rows)]
    return f"{head}{summary(rows)}\n\n" + "\n".join(lines) + "\n"


def main() -> int:
    """Exit code 1 if anything does not add up, or if more than 2 % of the calls are not explained."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="torchvision's models (default: all, and the others)")
    parser.add_argument("-o", "--output", type=Path, help="write the table to this file")
    options = parser.parse_args()
    rows = []
    for name, module, x, cells in networks(options.names):
        rows.append(verified(name, module, x, cells))
        print(rows[-1], *rows[-1].complaints[:5], sep="\n    ", flush=True)
        gc.collect()
    print(summary(rows))
    if options.output:
        options.output.write_text(table(rows), encoding="utf-8")
    calls, explained = sum(row.calls for row in rows), sum(row.explained for row in rows)
    return int(any(row.complaints for row in rows) or explained < 0.98 * calls)


if __name__ == "__main__":
    sys.exit(main())
