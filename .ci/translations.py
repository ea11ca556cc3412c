"""Brings resources/translations/*.ts up to date with the program's texts and compiles them: `make translations`."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"
# A function outside of classes names its context once: `def tr(text): return QCoreApplication.translate("Keys", text)`.
_OWN_TR = re.compile(r'def tr\(text: str\).*?QCoreApplication\.translate\("(\w+)", text\)', re.DOTALL)
_BORROWED_TR = re.compile(r"^from explorer\.(\w+\.\w+) import (?:\w+, )*tr\b", re.MULTILINE)
_CALL = re.compile(r"(?<![\w.])tr\((?!text: str)")
# Command line only: English.
_SILENT = ("cli/", "training/", "__main__.py", "data/mnist.py", "gui/settings.py", "gui/tour.py", "gui/guide_tour.py")
_WORDS = {"Words"}
"""What is called with a sentence, besides the errors: explorer/words.py."""
_SPEAKING = ("gui", "inputs", "labs", "lessons", "views", "widgets")
# Line numbers would change with every edit, and guessed translations would have to be looked at anyway.
_UPDATE = ["-silent", "-locations", "none", "-no-obsolete", "-sort-messages"]
_UPDATE += ["-disable-heuristic", "sametext", "-disable-heuristic", "similartext"]


def update(file: Path) -> None:
    """Write all texts that the program says into a .ts file; translations that are there stay, others go."""
    with tempfile.TemporaryDirectory() as folder:
        named = Path(folder, "named.py")
        named.write_text(_named(), encoding="utf-8")
        listed = Path(folder, "files")
        listed.write_text("\n".join([*_sources(Path(folder)), str(named)]), encoding="utf-8")
        languages = ["-source-language", "en", "-target-language", file.stem]
        _run("lupdate", f"@{listed}", *_UPDATE, *languages, "-ts", str(file))


def compile_(file: Path) -> None:
    """Write the .qm file beside a .ts file."""
    _run("lrelease", "-silent", str(file), "-qm", str(file.with_suffix(".qm")))


def _sources(folder: Path) -> list[str]:
    """All files that speak; of those with a `tr` of their own a copy in `folder` that names its context everywhere."""
    paths = [path for part in _SPEAKING for path in sorted((ROOT / "explorer" / part).glob("*.py"))]
    texts = {path: path.read_text(encoding="utf-8") for path in paths}
    own = {f"{path.parent.name}.{path.stem}": found[1] for path in paths if (found := _OWN_TR.search(texts[path]))}
    sources = []
    for path, text in texts.items():
        borrowed = _BORROWED_TR.search(text)
        context = own.get(borrowed[1] if borrowed else f"{path.parent.name}.{path.stem}")
        if context is not None:
            path = folder / f"{path.parent.name}-{path.name}"
            path.write_text(_CALL.sub(f'translate("{context}", ', text), encoding="utf-8")
        sources.append(str(path))
    return sources


def _named() -> str:
    """Titles that are translated by the name of the class that has them: lupdate does not see them as texts."""
    from explorer import inputs, labs, views
    from explorer.data.samples import samples
    from explorer.discover import discover
    from explorer.inputs.base import InputSource
    from explorer.labs.base import Lab
    from explorer.views.base import LayerView

    kinds = [*discover(views, LayerView), *discover(inputs, InputSource), *discover(labs, Lab)]
    texts = [(kind.__name__, kind.title) for kind in kinds]
    texts += [("Sentences", sentence) for sentence in sentences()]
    texts += [("SamplesInput", text) for sample in samples() for text in (sample.title, sample.group)]
    lines = [f"QT_TRANSLATE_NOOP({json.dumps(context)}, {json.dumps(text, ensure_ascii=False)})"
             for context, text in dict.fromkeys(texts)]  # fmt: skip
    return "\n".join(lines)


@cache
def trees() -> dict[Path, ast.Module]:
    """The whole program, file by file."""
    paths = sorted((ROOT / "explorer").rglob("*.py"))
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def sentences() -> list[str]:
    """What errors and Words begin with, wherever there is no Qt: the literals in their first arguments."""
    callees = _WORDS | error_names(trees().values())
    found = [
        constant.value
        for path, tree in trees().items()
        if not path.relative_to(ROOT / "explorer").as_posix().startswith(_SILENT)
        for call in calls_of(callees, tree)
        for constant in _literals(call.args[0], tree)
    ]
    return sorted({text for text in found if re.search(r"[a-z]{2}", text)})


def error_names(trees: Iterable[ast.AST]) -> set[str]:
    """The names of ExplorerError and all its children."""
    classes = {node.name: node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    names = {"ExplorerError"}
    while more := {name for name, node in classes.items() if name not in names and names & set(map(_name, node.bases))}:
        names |= more
    return names


def calls_of(names: set[str], tree: ast.AST) -> Iterator[ast.Call]:
    """Every call of these with an argument, and those that their classes make of what they inherit."""
    own = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and node.name in names]
    inherited = {id(node) for child in own for node in ast.walk(child)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            name = _name(node.func)
            if name in names or (name == "__init__" and id(node) in inherited):
                yield node


def _name(node: ast.expr) -> str:
    """The last part of a dotted name."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _literals(argument: ast.expr, tree: ast.AST) -> Iterator[ast.Constant]:
    """The texts in an argument; of a name all texts that the file gives to that name."""
    sources: list[ast.AST] = [argument]
    if isinstance(argument, ast.Name):
        sources = [
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign) and argument.id in {ast.unparse(target) for target in node.targets}
        ]
    for source in sources:
        choices = [source.body, source.orelse] if isinstance(source, ast.IfExp) else [source]
        yield from (node for node in choices if isinstance(node, ast.Constant) and isinstance(node.value, str))


def _run(tool: str, *arguments: str) -> None:
    subprocess.run([Path(sys.executable).with_name(f"pyside6-{tool}"), *arguments], check=True)


if __name__ == "__main__":
    for language in sorted({*sys.argv[1:], *(path.stem for path in FOLDER.glob("*.ts"))}):
        update(FOLDER / f"{language}.ts")
        compile_(FOLDER / f"{language}.ts")
