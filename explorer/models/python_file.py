"""The user's own networks: a class or a factory in a Python file, run only with the user's consent."""

from __future__ import annotations

import hashlib
import importlib
import importlib.machinery
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from torch import nn

from explorer.data.usual import usual_preprocessing
from explorer.errors import ModelError
from explorer.models.base import Model, ModelSource
from explorer.models.definitions import Definition, definitions, literal_arguments
from explorer.models.importing import importable
from explorer.models.input_shapes import guess_note, shapes_for
from explorer.models.opening import PLAIN
from explorer.models.own_weights import making_watched, own_weights
from explorer.words import Words, joined, reason

if TYPE_CHECKING:
    from explorer.models.opening import Opening

_FILE = re.compile(r"(?P<place>.+\.py)(?::(?P<name>[A-Za-z_][\w.]*)?(?:\((?P<arguments>.*)\))?)?", re.DOTALL)
_MODULE = re.compile(
    r"(?P<place>[A-Za-z_]\w*(?:\.\w+)*):(?P<name>[A-Za-z_][\w.]*)(?:\((?P<arguments>.*)\))?", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class PythonReference:
    """`net.py:build(num_classes=10)` or `pkg.models:Net` in its parts.

    Attributes:
        path: the file.
        module: the dotted name by which it is imported; empty for a file.
        name: the class or factory; empty where the file's only one is meant.
        arguments: what stands between the brackets.
    """

    path: Path
    module: str
    name: str
    arguments: str


class PythonFile(ModelSource):
    """`file.py`, `file.py:Class`, `file.py:factory(arguments)`, `package.module:Class`."""

    order = 40

    @staticmethod
    def accepts(reference: str) -> bool:
        """Whether it looks like one; the file need not exist."""
        return bool(_FILE.fullmatch(reference) or _MODULE.fullmatch(reference))

    @staticmethod
    def load(reference: str, opening: Opening = PLAIN) -> Model:
        """The network, in evaluation mode. Raises TrustNeeded before anything runs, and ModelError."""
        wanted = parsed(reference)
        source = _source(wanted.path)
        offered = definitions(source, str(wanted.path))
        name = wanted.name or _only(offered, wanted.path)
        positional, named = literal_arguments(wanted.arguments)
        text = source.decode("utf-8", "replace")
        opening.trust.require(wanted.path, hashlib.sha256(source).hexdigest(), Words("Python file"), text)
        with making_watched() as making:
            module = _made(wanted, source, name, positional, named)
        random = making.random(module)
        shapes = shapes_for(module, opening, wanted.path)
        arguments = f"({wanted.arguments})" if wanted.arguments else ""
        return Model(
            name=f"{wanted.module or wanted.path}:{name}{arguments}",
            title=f"{name}{arguments}",
            source=wanted.path.name,
            weights=own_weights(*random),
            trained=not random[0],
            module=module,
            input_shape=shapes[0],
            class_names=(),
            preprocessing=usual_preprocessing(shapes[0]),
            path=wanted.path,
            further_shapes=shapes[1:],
            note="" if opening.input_shapes else guess_note(shapes),
        )


def parsed(reference: str) -> PythonReference:
    """A reference in its parts; nothing is imported. Raises ModelError where a package cannot be found."""
    match = _FILE.fullmatch(reference)
    if match:
        return PythonReference(Path(match["place"]).expanduser(), "", match["name"] or "", match["arguments"] or "")
    match = _MODULE.fullmatch(reference)
    if match is None:
        raise ModelError("“{0}” names no Python class: write file.py:Class or package.module:Class.", reference)
    return PythonReference(_found(match["place"]), match["place"], match["name"], match["arguments"] or "")


def _found(module: str) -> Path:
    """The file that `import module` would run; importing its packages to find out would run them already."""
    places: list[str] | None = [str(Path.cwd()), *sys.path]
    spec = None
    parts = module.split(".")
    for depth in range(1, len(parts) + 1):
        spec = importlib.machinery.PathFinder.find_spec(".".join(parts[:depth]), places)
        if spec is None:
            break
        places = list(spec.submodule_search_locations or ())
    if spec is None or spec.origin is None or not spec.origin.endswith(".py"):
        raise ModelError("There is no Python module “{0}” here or among the installed packages.", module)
    return Path(spec.origin)


def _source(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelError("{0}: cannot be read: {1}.", path, reason(error)) from error


def _only(offered: list[Definition], path: Path) -> str:
    whole = [definition for definition in offered if not definition.inner] or offered
    classes = [definition for definition in whole if definition.kind == "class"] or whole
    if not classes:
        raise ModelError("{0}: defines no torch.nn.Module and no function that makes one.", path)
    if len(classes) > 1:
        names = ", ".join(definition.name for definition in whole)
        raise ModelError(
            "{0}: say which of its networks is meant ({1}), as in {2}:{3}.", path, names, path.name, classes[0].name
        )
    return classes[0].name


# ---- from here on the user's code runs


def _made(wanted: PythonReference, source: bytes, name: str, positional: list[Any], named: dict[str, Any]) -> nn.Module:
    """The network that the class or factory makes. Raises ModelError for whatever the user's code raises."""
    try:
        with importable(_folder(wanted)) as stay:
            place = importlib.import_module(wanted.module) if wanted.module else _executed(wanted.path, source)
            maker: Any = place
            for part in name.split("."):
                if not hasattr(maker, part):
                    raise ModelError(joined((Words("{0}: has no “{1}”.", wanted.path, name), _others(place))))
                maker = getattr(maker, part)
            made = maker if isinstance(maker, nn.Module) else maker(*positional, **named)
            if isinstance(made, nn.Module):
                stay(made)
    except ModelError:
        raise
    except (Exception, SystemExit) as error:  # the user's own code: anything may come
        raise ModelError("{0}: {1} cannot be made: {2}.", wanted.path, name, _said(error, wanted.path)) from error
    if not isinstance(made, nn.Module):
        raise ModelError("{0}: {1} makes a {2}, not a torch.nn.Module.", wanted.path, name, type(made).__name__)
    return made.eval()


def _folder(wanted: PythonReference) -> Path:
    """Where its neighbours lie."""
    return Path.cwd() if wanted.module else wanted.path.resolve().parent


def _executed(path: Path, source: bytes) -> ModuleType:
    """The file run as a module of its own name, from exactly the bytes that the user consented to."""
    path = path.resolve()
    known = sys.modules.get(path.stem)
    own = known is None or getattr(known, "__file__", None) == str(path)
    place = ModuleType(path.stem if own else f"{path.stem}_{abs(hash(path)):x}")
    place.__file__ = str(path)
    # Dataclasses and pickles look a class's module up by name while it is being made.
    sys.modules[place.__name__] = place
    try:
        exec(compile(source, str(path), "exec"), place.__dict__)
    except BaseException:
        del sys.modules[place.__name__]
        raise
    return place


def _others(place: ModuleType) -> str:
    names = [key for key, value in vars(place).items() if isinstance(value, type) and issubclass(value, nn.Module)]
    return Words("It has {0}.", ", ".join(sorted(names)[:8])) if names else ""


def _said(error: BaseException, path: Path) -> str:
    """What was raised, and the line of the user's file where it happened."""
    line, trace = 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == str(path.resolve()):
            line = trace.tb_lineno
        trace = trace.tb_next
    lines = str(error).strip().splitlines()
    text = f"{type(error).__name__}: {lines[0].rstrip('.')}" if lines else type(error).__name__
    return Words("{0} (line {1})", text, line) if line else text
