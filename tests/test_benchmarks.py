"""What `make bench` has left, and how it writes it down."""

from __future__ import annotations

import importlib
import json
from pathlib import Path

import pytest

import explorer

ROOT = Path(explorer.__file__).parents[1]
COLUMNS = {"name": str, "value": (int, float, type(None)), "goal": (int, float), "met": bool, "unit": str, "note": str}


@pytest.fixture
def bench(monkeypatch):
    """Imports a file of benchmarks/."""
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    return importlib.import_module


@pytest.fixture
def results(bench):
    harness, report = bench("_harness"), bench("_report")
    rows = [
        harness.at_most("a / b", 0.5, 1.0),
        harness.at_least("equal", 99.0, 100.0, "%", "one | differs"),
        harness.unmeasured("on the GPU", 2.0, note="no CUDA device"),
    ]
    runs = {"some": report.Ran("What some cost.", rows, 12.34, others=0.1)}
    runs["broken"] = report.Ran("What breaks.", [harness.at_least("it runs", 0, 1, "")], 1.0, failed="ValueError: no")
    return report.Results("2 CPUs", runs)


def test_the_committed_results_have_the_shape_that_others_read():
    found = json.loads((ROOT / "benchmarks" / "results.json").read_text(encoding="utf-8"))
    assert isinstance(found["machine"], str)
    assert len(found["ratios"]) > 20
    for row in found["ratios"]:
        assert set(row) == set(COLUMNS)
        assert all(isinstance(row[name], kind) for name, kind in COLUMNS.items()), row


def test_the_page_shows_the_committed_results(bench):
    report = bench("_report")
    assert report.tables(report.read()) in report.PAGE.read_text(encoding="utf-8")


def test_results_come_back_from_their_file(bench, results, tmp_path):
    report = bench("_report")
    report.write(results, tmp_path / "results.json")
    assert report.read(tmp_path / "results.json").as_dict() == results.as_dict()


def test_nothing_is_known_where_nothing_was_written(bench, tmp_path):
    assert bench("_report").read(tmp_path / "results.json").as_dict()["ratios"] == []


def test_tables_are_honest_about_goals_and_failures(bench, results):
    text = bench("_report").tables(results)
    assert text.startswith("**1 of 3 goals are met**; 1 could not be measured here. Measured on 2 CPUs.")
    assert "| a / b | 0.5 x | ≤ 1 x | yes |  |" in text
    assert "| equal | 99 % | ≥ 100 % | **no** | one \\| differs |" in text
    assert "| on the GPU | not measured | 2 x | – | no CUDA device |" in text
    assert "**It failed:** ValueError: no" in text
    assert text.index("What breaks.") < text.index("What some cost.")


def test_only_what_lies_between_the_marks_is_written_anew(bench, results, tmp_path):
    report, page = bench("_report"), tmp_path / "page.md"
    page.write_text(f"before\n{report.BEGIN}\nold\n{report.END}\nafter\n", encoding="utf-8")
    report.write_page(results, page)
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"before\n{report.BEGIN}\n")
    assert text.endswith(f"{report.END}\nafter\n")
    assert "old" not in text
    assert report.tables(results) in text


def test_a_page_without_marks_is_not_touched(bench, results, tmp_path):
    page = tmp_path / "page.md"
    page.write_text("mine\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"page\.md"):
        bench("_report").write_page(results, page)
    assert page.read_text(encoding="utf-8") == "mine\n"


def test_every_file_with_rows_is_a_benchmark(bench, tmp_path):
    (tmp_path / "one.py").write_text('"""How quick it is.\n\nMore."""\n\ndef rows(rounds=3): ...\n', encoding="utf-8")
    (tmp_path / "_parts.py").write_text("def rows(): ...\n", encoding="utf-8")
    (tmp_path / "script.py").write_text("def main(): ...\n", encoding="utf-8")
    assert bench("run").benchmarks(tmp_path) == {"one": "How quick it is."}


def test_a_benchmark_that_ends_early_becomes_a_row_that_says_why(bench, monkeypatch):
    run = bench("run")
    found = run.ran("no_such_benchmark", "Nothing.", None)
    assert "no_such_benchmark" in found.failed
    assert [(row.value, row.met) for row in found.rows] == [(0, False)]
