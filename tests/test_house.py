"""The rules of the house that no linter knows."""

import ast
import sys
import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

import explorer

ROOT = Path(explorer.__file__).parents[1]
SOURCES = sorted((ROOT / "explorer").rglob("*.py"))
MOST_LINES = {"file": 300, "class": 250, "function": 60}


def named(path):
    return str(path.relative_to(ROOT))


@pytest.fixture(scope="module")
def trees():
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES}


def lines(node):
    return node.end_lineno - node.lineno + 1


def test_every_package_is_installed():
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"]
    folders = {".".join(path.parent.relative_to(ROOT).parts) for path in SOURCES if path.name == "__init__.py"}
    assert sorted(listed) == sorted(folders | {"explorer.resources"})


def test_every_folder_with_code_is_a_package():
    assert [named(path) for path in SOURCES if not path.with_name("__init__.py").is_file()] == []


def test_files_are_short():
    long = {named(path): count for path in SOURCES if (count := len(path.read_text("utf-8").splitlines())) > 300}
    assert long == {}


@pytest.mark.parametrize("kind", ["class", "function"])
def test_classes_and_functions_are_short(trees, kind):
    types = ast.ClassDef if kind == "class" else (ast.FunctionDef, ast.AsyncFunctionDef)
    long = {
        f"{named(path)}: {node.name}": lines(node)
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, types) and lines(node) > MOST_LINES[kind]
    }
    assert long == {}


def test_every_module_says_in_one_sentence_what_it_is(trees):
    assert [named(path) for path, tree in trees.items() if not (ast.get_docstring(tree) or "").strip()] == []


def test_no_room_for_odds_and_ends():
    vague = ("util", "helper", "manager", "misc", "common")
    assert [named(path) for path in SOURCES if any(word in path.stem for word in vague)] == []


def test_widgets_know_no_torch(trees):
    imported = {
        (named(path), name.split(".")[0])
        for path, tree in trees.items()
        if path.parent.name == "widgets"
        for node in ast.walk(tree)
        for name in imported_names(node)
    }
    assert {file for file, package in imported if package in ("torch", "torchvision")} == set()


def imported_names(node):
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


def test_qt_overrides_are_safe(trees):
    """On Python 3.11 an exception inside one of them ends the process."""
    bare = [
        f"{named(path)}: {node.name}.{method.name}"
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and node.bases
        for method in node.body
        if isinstance(method, ast.FunctionDef)
        and (method.name.endswith("Event") or method.name in ("sizeHint", "minimumSizeHint", "boundingRect", "paint"))
        and "safely" not in {ast.unparse(decorator).split("(")[0] for decorator in method.decorator_list}
    ]
    assert bare == []


def test_qt_does_not_lose_references_to_none(qapp):
    """PySide6 6.12.0 does on Python 3.11, and the process dies after a second: why the version is pinned."""
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(1000):
        thing.setObjectName("name")
    assert sys.getrefcount(None) > before - 500


def test_the_names_of_test_files_are_unique():
    """pytest imports them by their bare names."""
    files = [path.name for path in Path(__file__).parent.rglob("test_*.py")]
    assert sorted(files) == sorted(set(files))
