"""What the benchmarks found, as results.json and as the tables of docs/performance.md."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from _harness import Row, table

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "benchmarks" / "results.json"
PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- written by make bench: begin -->", "<!-- written by make bench: end -->"


@dataclass
class Ran:
    """One benchmark's run.

    Attributes:
        what: the sentence that the file says of itself.
        rows: what it found; one that says so where it failed.
        seconds: how long it took.
        others: how many processors other programs used meanwhile, on average; None where the system does not tell.
        failed: why it ended early.
    """

    what: str
    rows: list[Row]
    seconds: float
    others: float | None = None
    failed: str = ""


@dataclass
class Results:
    """All runs by the benchmarks' names."""

    machine: str = ""
    runs: dict[str, Ran] = field(default_factory=dict)

    @property
    def rows(self) -> list[Row]:
        return [row for name in sorted(self.runs) for row in self.runs[name].rows]

    def as_dict(self) -> dict[str, Any]:
        """`machine`, `ratios` with every row, and of which `benchmarks` they are."""
        runs = {
            name: {
                "what": run.what,
                "names": [row.name for row in run.rows],
                "seconds": round(run.seconds, 1),
                "others": run.others,
                "failed": run.failed,
            }
            for name, run in sorted(self.runs.items())
        }
        return {"machine": self.machine, "ratios": [row.as_dict() for row in self.rows], "benchmarks": runs}


def read(path: Path = RESULTS) -> Results:
    """What was written last; nothing where there is no such file."""
    if not path.is_file():
        return Results()
    found = json.loads(path.read_text(encoding="utf-8"))
    rows = iter([Row(**row) for row in found["ratios"]])
    runs = {
        name: Ran(run["what"], [next(rows) for _ in run["names"]], run["seconds"], run["others"], run["failed"])
        for name, run in found["benchmarks"].items()
    }
    return Results(found["machine"], runs)


def write(results: Results, path: Path = RESULTS) -> None:
    path.write_text(json.dumps(results.as_dict(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def write_page(results: Results, path: Path = PAGE) -> None:
    """Put the tables between the page's marks; the words round them stay."""
    page = path.read_text(encoding="utf-8")
    before, mark, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not mark or not end:
        raise ValueError(f"{path}: the lines “{BEGIN}” and “{END}” are missing.")
    path.write_text(f"{before}{BEGIN}\n\n{tables(results)}\n\n{END}{after}", encoding="utf-8")


def tables(results: Results) -> str:
    """The runs as Markdown."""
    rows = [row for row in results.rows if row.value is not None]
    unmeasured = len(results.rows) - len(rows)
    met = sum(row.met for row in rows)
    head = f"**{met} of {len(rows)} goals are met**"
    head += f"; {unmeasured} could not be measured here." if unmeasured else "."
    parts = [f"{head} Measured on {results.machine}."]
    for name, run in sorted(results.runs.items()):
        others = "" if run.others is None else f"; other programs used {run.others:.1f} processors meanwhile"
        parts.append(f"### {run.what}\n\n`benchmarks/{name}.py`, {run.seconds:.0f} s{others}.")
        if run.failed:
            parts.append(f"**It failed:** {run.failed}")
        if run.rows:
            parts.append(table(run.rows))
    return "\n\n".join(parts)
