"""Whole networks that were pickled: their tensors without running anything, or themselves with the user's consent."""

from __future__ import annotations

import hashlib
import io
import pickle
import warnings
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import torch
from torch import nn

from explorer.data.usual import usual_preprocessing
from explorer.errors import ModelError
from explorer.models.base import Model
from explorer.models.importing import importable
from explorer.models.input_shapes import guess_note, shapes_for
from explorer.models.unpickling import CodeNeeded, current_name, first_line, is_allowed, unpickled
from explorer.words import Words

if TYPE_CHECKING:
    from pathlib import Path

    from explorer.models.file_kinds import FileKind
    from explorer.models.opening import Opening

_TENSORS = ("_parameters", "_buffers")
_DEEPEST = 60
_MOST = 100_000
"""Layers of a network."""


class _Standing:
    """Stands for an object of any class: of what it is given it keeps what a network keeps its tensors in."""

    __slots__ = ("state",)

    def __new__(cls, *_arguments: Any) -> _Standing:
        made = super().__new__(cls)
        made.state = {}
        return made

    def __setstate__(self, state: Any) -> None:
        """Keep the tensors and the layers."""
        if isinstance(state, dict):
            self.state = {key: state[key] for key in (*_TENSORS, "_modules") if isinstance(state.get(key), dict)}


def tensors_of_objects(path: Path, kind: FileKind, needed: CodeNeeded) -> Any:
    """What the file holds, with a mapping from names to tensors in place of each network; none of its code is run.

    Raises `needed` where that cannot be done.
    """
    try:
        content = unpickled(path, kind, [(_Standing, name) for name in needed.names])
    except ModelError as error:
        raise needed from error
    return _plain(content)


def own_network(reference: str, path: Path, names: tuple[str, ...], opening: Opening) -> Model:
    """The network in the file, restored by its own code, in evaluation mode.

    Raises TrustNeeded before anything of it runs, and ModelError.
    """
    data = path.read_bytes()
    opening.trust.require(path, hashlib.sha256(data).hexdigest(), Words("pickled module"), _shown(path, names))
    module = _restored(path, data, names).eval()
    shapes = shapes_for(module, opening, path)
    return Model(
        name=reference,
        title=type(module).__name__,
        source=Words("pickled module"),
        weights=Words("weights from {0}", path.name),
        trained=True,
        module=module,
        input_shape=shapes[0],
        class_names=(),
        preprocessing=usual_preprocessing(shapes[0]),
        path=path,
        further_shapes=shapes[1:],
        note="" if opening.input_shapes else guess_note(shapes),
    )


def _plain(content: Any, depth: int = 0) -> Any:
    if isinstance(content, _Standing):
        return _named(content)
    if isinstance(content, dict) and depth < _DEEPEST:
        return {key: _plain(value, depth + 1) for key, value in content.items()}
    return content


def _named(network: _Standing) -> dict[str, torch.Tensor]:
    """The tensors by the names that a state dict has; of what a pickle holds again and again the first `_MOST`."""
    found: dict[str, torch.Tensor] = {}
    waiting = [("", network, frozenset({id(network)}))]
    seen = 0
    while waiting and seen < _MOST:
        prefix, standing, around = waiting.pop()
        seen += 1
        for held in _TENSORS:
            tensors = standing.state.get(held, {}).items()
            found.update({f"{prefix}{name}": value for name, value in tensors if isinstance(value, torch.Tensor)})
        layers = [(name, layer) for name, layer in standing.state.get("_modules", {}).items()]
        # Backwards, as the last one is looked at next. A pickle can hold itself.
        waiting += [
            (f"{prefix}{name}.", layer, around | {id(layer)})
            for name, layer in reversed(layers)
            if isinstance(layer, _Standing) and id(layer) not in around
        ]
    return found


def _shown(path: Path, names: tuple[str, ...]) -> str:
    """What would run, for the user to judge."""
    listed = "\n".join(f"    {name}" for name in sorted(names, key=lambda name: name.startswith("torch.")))
    return Words(
        "# {0} was written by pickle. Restoring it imports these modules, from {1}\n"
        "# or from installed packages, and calls these classes and functions:\n\n{2}\n",
        path.name,
        path.resolve().parent,
        listed,
    )


# ---- from here on the file's code runs


def _restored(path: Path, data: bytes, names: tuple[str, ...]) -> nn.Module:
    """The first network in what was pickled, made of nothing but `names` and data. Raises ModelError."""
    try:
        with importable(path.resolve().parent) as stay, warnings.catch_warnings():
            # torch warns where a class's source has changed since.
            warnings.simplefilter("ignore")
            content = torch.load(io.BytesIO(data), "cpu", _reader(frozenset(names)), weights_only=False)
            module = _network_in(content)
            if module is not None:
                stay(module)
    except (Exception, SystemExit) as error:  # the user's own code: anything may come
        raise ModelError("{0}: {1}", path, _failed(error)) from error
    if module is None:
        raise ModelError("{0}: holds no network and no weights that fit one.", path)
    return module


def _reader(shown: frozenset[str]) -> Any:
    """The module pickle for torch.load, which finds no function or class but those that the user was shown."""

    class Unpickler(pickle.Unpickler):
        def find_class(self, module: str, name: str) -> Any:
            whole = current_name(module, name)
            if not is_allowed(whole, shown):
                raise pickle.UnpicklingError(f"it asks for {whole}, which was not shown")
            return super().find_class(module, name)

    def load(file: Any, **options: Any) -> Any:
        return Unpickler(file, **options).load()

    return SimpleNamespace(Unpickler=Unpickler, load=load, UnpicklingError=pickle.UnpicklingError, __name__="pickle")


def _failed(error: BaseException) -> str:
    if isinstance(error, AttributeError) and "__main__" in str(error):
        return Words(
            "its class was defined in the script that saved it ({0}): open the Python file that defines it, with this "
            "file as its weights (net.py:Net --weights FILE).",
            first_line(error),
        )
    if isinstance(error, ImportError):
        return Words(
            "the code of its class is not here ({0}): open the Python file that defines it, with this file as its "
            "weights (net.py:Net --weights FILE).",
            first_line(error),
        )
    return Words("cannot be restored: {0}: {1}.", type(error).__name__, first_line(error))


def _network_in(content: Any, depth: int = 0) -> nn.Module | None:
    """The network itself, or the first among the values of a dict."""
    if isinstance(content, nn.Module):
        return content
    values = content.values() if isinstance(content, dict) and depth < 3 else ()
    found = (_network_in(value, depth + 1) for value in values)
    return next((module for module in found if module is not None), None)
