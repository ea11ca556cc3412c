"""What a Python file offers as networks, read from its syntax tree: nothing of it runs."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Any, Literal

from explorer.errors import ModelError

_FACTORY_WORDS = ("build", "make", "create", "get", "load", "net", "model")


@dataclass(frozen=True, slots=True)
class Definition:
    """A class or a function at the top of a file that may make a network.

    Attributes:
        name: what it is called.
        kind: a class of modules, or a function that returns one.
        arguments: its parameters as written, without `self`: `num_classes, width=1.0`.
        needed: how many of them have no default.
        line: where it stands, from 1.
        inner: whether another class or function of the file uses it: a block rather than a whole network.
    """

    name: str
    kind: Literal["class", "function"]
    arguments: str
    needed: int
    line: int
    inner: bool


def definitions(source: str | bytes, name: str) -> list[Definition]:
    """The networks that a file's source may define, whole ones first, then in order of lines.

    Raises ModelError naming the file and the line where it is no Python.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError) as error:
        if isinstance(error, SyntaxError) and error.lineno:
            raise ModelError("{0}, line {1}: is not Python: {2}.", name, error.lineno, error.msg) from error
        raise ModelError("{0}: is not Python: {1}.", name, getattr(error, "msg", None) or error) from error
    found: list[ast.ClassDef | ast.FunctionDef] = []
    known: set[str] = set()
    for node in tree.body:
        if (isinstance(node, ast.ClassDef) and _is_module(node, known)) or (
            isinstance(node, ast.FunctionDef) and _may_make_a_network(node, known)
        ):
            found.append(node)
            known.add(node.name)
    used = {node.name: _names_in(node) for node in found}
    offered = [
        _definition(node, any(node.name in names for other, names in used.items() if other != node.name))
        for node in found
    ]
    # A class that only the file's factories use is whole all the same; they come as another way of making it.
    return sorted(offered, key=lambda definition: (definition.inner, definition.line))


def literal_arguments(text: str) -> tuple[list[Any], dict[str, Any]]:
    """`10, width=0.5` as positional and named values; only plain values, nothing is run. Raises ModelError."""
    try:
        call = ast.parse(f"f({text})", mode="eval").body
        if not isinstance(call, ast.Call) or any(keyword.arg is None for keyword in call.keywords):
            raise ValueError("a list of arguments is needed")
        positional = [ast.literal_eval(argument) for argument in call.args]
        named = {str(keyword.arg): ast.literal_eval(keyword.value) for keyword in call.keywords}
    except (SyntaxError, ValueError, TypeError, RecursionError) as error:
        raise ModelError(
            "({0}): arguments are plain values such as (10, width=0.5, norm='batch', pretrained=False).", text
        ) from error
    return positional, named


def _is_module(node: ast.ClassDef, known: set[str]) -> bool:
    """Whether a class derives from something called ...Module, from a class like that, or has a forward."""
    bases = {_last_name(base) for base in node.bases}
    if any(base.endswith("Module") or base in known or base == "Sequential" for base in bases):
        return True
    return bool(node.bases) and any(isinstance(item, ast.FunctionDef) and item.name == "forward" for item in node.body)


def _may_make_a_network(node: ast.FunctionDef, known: set[str]) -> bool:
    """Whether a function returns something, and its name, annotation or what it uses points to a network."""
    if node.name.startswith("_") or not any(isinstance(n, ast.Return) and n.value is not None for n in ast.walk(node)):
        return False
    annotated = node.returns is not None and (
        "Module" in ast.unparse(node.returns) or _last_name(node.returns) in known
    )
    named = any(word in node.name.lower() for word in _FACTORY_WORDS)
    return annotated or named or bool(_names_in(node) & known)


def _names_in(node: ast.AST) -> set[str]:
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _definition(node: ast.ClassDef | ast.FunctionDef, inner: bool) -> Definition:
    maker: ast.FunctionDef | None = node if isinstance(node, ast.FunctionDef) else None
    if isinstance(node, ast.ClassDef):
        maker = next((n for n in node.body if isinstance(n, ast.FunctionDef) and n.name == "__init__"), None)
    text, needed = ("", 0) if maker is None else _parameters(maker.args, method=isinstance(node, ast.ClassDef))
    kind: Literal["class", "function"] = "class" if isinstance(node, ast.ClassDef) else "function"
    return Definition(node.name, kind, text, needed, node.lineno, inner)


def _parameters(arguments: ast.arguments, method: bool) -> tuple[str, int]:
    """The parameters as written, and how many have to be given."""
    positional = [*arguments.posonlyargs, *arguments.args]
    given = len(positional) - len(arguments.defaults)
    bare = ast.arguments(
        posonlyargs=[],
        args=[ast.arg(argument.arg) for argument in positional[int(method) :]],
        vararg=ast.arg(arguments.vararg.arg) if arguments.vararg else None,
        kwonlyargs=[ast.arg(argument.arg) for argument in arguments.kwonlyargs],
        kw_defaults=arguments.kw_defaults,
        kwarg=ast.arg(arguments.kwarg.arg) if arguments.kwarg else None,
        defaults=arguments.defaults,
    )
    return ast.unparse(bare), given - int(method) + sum(default is None for default in arguments.kw_defaults)
