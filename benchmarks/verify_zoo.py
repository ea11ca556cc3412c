"""Is every captured value true? All of torchvision's classifiers against an independent torch.fx interpreter."""

from __future__ import annotations

import argparse
import gc
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import torch

from explorer.core.capture import capture
from explorer.models.zoo import random_network, smallest_input
from explorer.models.zoo_catalogue import names

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from alignment import Comparison, compare
from condition import condition, randomised
from oracle import TOLERANCE

# The smallest input that many models take is one pixel, whose maps would be one number each.
LEAST_SIZE = 64
HEAD = """# Is every captured value true?

Written by `make verify-zoo` (`benchmarks/verify_zoo.py`): torch {torch}, torchvision {torchvision},
{threads} threads, CPU.

Every classification model of torchvision gets one random picture, of the smallest size that it takes (but at least
{least} pixels); its weights are random (seeded), the statistics and biases of its normalisation layers too. What
`explorer.core.capture` recorded is compared with an account that shares no code with it: **torch.fx's symbolic graph of
the model, interpreted node by node out of place**: each node gets copies of its arguments, so no in-place operation can
spoil an earlier value (a node that writes into an argument hands the written copy to that argument's later readers).

- **nodes**: what torch.fx sees as an operation: every layer, function and method that makes tensors from tensors.
  Each must have a captured call of its own: same module, same operation, in order; **output, inputs and parents**
  (which call fed which) must agree.
- **bitwise**: outputs equal bit for bit; **close**: within {tolerance:.0e} of the tensor's largest value; **wrong**:
  anything else, together with nodes that no call stands for and calls that no node stands for.
- **inside**: captured calls inside functions that torch.fx does not look into (`torch.fx.wrap`: Swin's window
  attention, relative position bias and patch padding; stochastic depth). Such a function is compared as one node, by
  the value of its last operation.
- **closing**: the last word of a module of several operations, which repeats its last operation's value; compared
  with that.
- A layer that hands on the very tensor that it was given (Identity, dropout in evaluation) counts as one with the call
  that fed it when edges are compared: their readers cannot be told apart.
- Attention is computed by the formula in both (`torch.backends.mha` fast path off): torch itself leaves its fused path
  while a function mode is active, and the two round differently.
- After each capture: no hook on any module nor globally, the same train/eval flags, `requires_grad`, attributes and
  weights (torch's version counters) as before. The network's output is finite and not constant.

"""


@dataclass(frozen=True, eq=False)
class Row:
    """One model's line of the table."""

    name: str
    size: int
    report: Comparison
    complaints: list[str]
    seconds: float

    def __str__(self) -> str:
        r = self.report
        cells = (self.name, f"{self.size}×{self.size}", r.calls, r.nodes, r.bitwise, r.close, len(self.complaints))
        return "| " + " | ".join(map(str, (*cells, r.inside, r.closing, f"{self.seconds:.1f}"))) + " |"


def verified(name: str) -> Row:
    """One model, captured and compared."""
    began = time.perf_counter()
    module = randomised(random_network(name))
    size = max(LEAST_SIZE, smallest_input(name))
    x = torch.rand(1, 3, size, size, generator=torch.Generator().manual_seed(0)) * 4 - 2
    before = condition(module)
    trace = capture(module, x)
    complaints = [f"the capture changed {key}" for key, value in condition(module).items() if value != before[key]]
    report = compare(module, x, trace)
    if not bool(torch.isfinite(trace.output).all()) or float(trace.output.std()) == 0:
        complaints.append("the output says nothing: it is constant or not finite")
    return Row(name, size, report, complaints + report.complaints, time.perf_counter() - began)


def table(rows: list[Row]) -> str:
    """The whole page."""
    import torchvision

    head = HEAD.format(
        torch=torch.__version__,
        torchvision=torchvision.__version__,
        threads=torch.get_num_threads(),
        least=LEAST_SIZE,
        tolerance=TOLERANCE,
    )
    columns = "model", "input", "calls", "nodes", "bitwise", "close", "wrong", "inside", "closing", "seconds"
    lines = ["| " + " | ".join(columns) + " |", "|---|---|" + "--:|" * 8, *map(str, rows)]
    return f"{head}{summary(rows)}\n\n" + "\n".join(lines) + "\n"


def summary(rows: list[Row]) -> str:
    """One paragraph: how many models are true, and to what bit."""
    good = sum(not row.complaints for row in rows)
    nodes, bitwise = sum(row.report.nodes for row in rows), sum(row.report.bitwise for row in rows)
    worst = max(row.report.worst for row in rows)
    seconds = sum(row.seconds for row in rows)
    return (
        f"**{good} of {len(rows)} models true**: {sum(row.report.calls for row in rows):,} captured calls, {nodes:,} "
        f"nodes compared, {bitwise:,} of them equal bit for bit; the largest difference is {worst:.1e} of a tensor's "
        f"largest value. {seconds / 60:.1f} minutes."
    )


def main() -> int:
    """Exit code 1 if any model is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="models (default: all)")
    parser.add_argument("-o", "--output", type=Path, help="write the table to this file")
    options = parser.parse_args()
    rows = []
    for name in options.names or names("classification"):
        rows.append(verified(name))
        print(rows[-1], *rows[-1].complaints[:5], sep="\n    ", flush=True)
        gc.collect()
    print(summary(rows))
    if options.output:
        options.output.write_text(table(rows), encoding="utf-8")
    return int(any(row.complaints for row in rows))


if __name__ == "__main__":
    sys.exit(main())
