"""Runs every benchmark in a process of its own; writes results.json and the tables of docs/performance.md."""

from __future__ import annotations

import argparse
import ast
import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from math import isnan
from pathlib import Path

from _harness import Row, at_least, table
from _report import Ran, Results, read, write, write_page

HERE = Path(__file__).parent
_PATIENCE = 900


def benchmarks(folder: Path = HERE) -> dict[str, str]:
    """The files that measure something, those with a function `rows`: name -> the sentence they say of themselves."""
    found = {}
    for path in sorted(folder.glob("[!_]*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if any(isinstance(node, ast.FunctionDef) and node.name == "rows" for node in tree.body):
            found[path.stem] = (ast.get_docstring(tree) or path.stem).splitlines()[0]
    return found


def ran(name: str, what: str, rounds: int | None) -> Ran:
    """Run one in a process of its own: what one imports must not slow down the next."""
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "rows.json"
        command = [sys.executable, __file__, "--child", name, str(answer)]
        if rounds is not None:
            command += ["--rounds", str(rounds)]
        begun, busy = time.monotonic(), _foreign_seconds()
        failed = _failure(command)
        seconds, now_busy = time.monotonic() - begun, _foreign_seconds()
        others = None if busy is None or now_busy is None else round((now_busy - busy) / seconds, 2)
        rows = [] if failed else [Row(**row) for row in json.loads(answer.read_text(encoding="utf-8"))]
    return Ran(what, rows or [at_least(f"{name}.py runs to its end", 0, 1, "", failed)], seconds, others, failed)


def _failure(command: list[str]) -> str:
    """Why it failed; empty if it did not."""
    try:
        done = subprocess.run(command, stderr=subprocess.PIPE, text=True, timeout=_PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return f"it took longer than {_PATIENCE / 60:.0f} minutes"
    sys.stderr.write(done.stderr)
    lines = [line.strip() for line in done.stderr.splitlines() if line.strip()]
    return "" if done.returncode == 0 else lines[-1] if lines else f"it ended with {done.returncode}"


def _foreign_seconds() -> float | None:
    """The processor's time that all but this program and its children have used; only Linux tells."""
    try:
        with open("/proc/stat", encoding="utf-8") as stat:
            user, nice, system, _idle, _waiting, *interrupts = map(int, stat.readline().split()[1:9])
    except (OSError, ValueError):
        return None
    own = os.times()
    ticks = user + nice + system + sum(interrupts)
    return ticks / os.sysconf("SC_CLK_TCK") - sum(own[:4])


def _child(name: str, answer: Path, rounds: int | None) -> None:
    module = importlib.import_module(name)
    rows = module.rows() if rounds is None else module.rows(rounds)
    # JSON knows no NaN.
    plain = [replace(row, value=None) if row.value is not None and isnan(row.value) else row for row in rows]
    answer.write_text(json.dumps([row.as_dict() for row in plain]), encoding="utf-8")


def _machine() -> str:
    """Asked in another process: this one stays small."""
    script = "from _harness import machine; print(machine(load=False))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=HERE)
    return done.stdout.strip()


def _run_all(names: dict[str, str], rounds: int | None, results: Results) -> None:
    """Each is written down as soon as it has run."""
    for name, what in names.items():
        print(f"\n== benchmarks/{name}.py: {what}", flush=True)
        results.runs[name] = run = ran(name, what, rounds)
        print(table(run.rows), flush=True)
        write(results)
        write_page(results)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", metavar="NAME", action="append", help="a benchmark (--only grid); may be repeated")
    parser.add_argument("--rounds", type=int, help="fewer are quicker, more are steadier")
    parser.add_argument("--child", nargs=2, metavar=("NAME", "FILE"), help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> int:
    """The exit code: 1 if a benchmark failed; a goal that is missed is no failure."""
    arguments = _arguments()
    if arguments.child:
        _child(arguments.child[0], Path(arguments.child[1]), arguments.rounds)
        return 0
    found = benchmarks()
    unknown = sorted(set(arguments.only or ()) - set(found))
    if unknown:
        print(f"There is no benchmark {unknown[0]}; there are: {', '.join(found)}.", file=sys.stderr)
        return 2
    chosen = {name: what for name, what in found.items() if not arguments.only or name in arguments.only}
    # Runs of benchmarks that are no longer there go.
    kept = {name: run for name, run in read().runs.items() if name in found and name not in chosen}
    results = Results(_machine(), kept)
    _run_all(chosen, arguments.rounds, results)
    return 1 if any(results.runs[name].failed for name in chosen) else 0


if __name__ == "__main__":
    sys.exit(main())
