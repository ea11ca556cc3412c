"""torch.export's `.pt2` files: the graph of a network with its weights and the paths of its modules."""

from __future__ import annotations

import json
import warnings
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch import nn

from explorer.data.usual import usual_preprocessing
from explorer.errors import ModelError
from explorer.models._restored_layers import restore_layers
from explorer.models.base import Model, ModelSource
from explorer.models.file_kinds import EXPORTED, kind_of
from explorer.models.opening import PLAIN
from explorer.models.trust import digest_of
from explorer.words import Words, joined

if TYPE_CHECKING:
    from explorer.models.opening import Opening

_LONGEST = 400
"""Operations that are listed to whoever is asked for consent."""


class Exported(ModelSource):
    """A file of `torch.export.save`; the layers that it was made of come back where it tells them."""

    order = 20

    @staticmethod
    def accepts(reference: str) -> bool:
        """Whether it is called .pt2 (it need not exist) or is one by its content."""
        path = Path(reference).expanduser()
        return path.suffix.lower() == ".pt2" or (path.suffix.lower() == ".pt" and path.is_file() and _is_one(path))

    @staticmethod
    def load(reference: str, opening: Opening = PLAIN) -> Model:
        """The network. Raises TrustNeeded before it is unpickled, and ModelError."""
        path = Path(reference).expanduser()
        if kind_of(path) is not EXPORTED:
            raise ModelError("{0}: is no file of torch.export.save.", path)
        opening.trust.require(path, digest_of(path), Words("torch.export file"), _told(path))
        program = _loaded(path)
        shapes = _shapes(program, path)
        module = _unflattened(program, shapes, path)
        return Model(
            name=reference,
            title=path.stem,
            source="torch.export",
            weights=Words("weights from {0}", path.name),
            trained=True,
            module=module,
            input_shape=shapes[0],
            class_names=(),
            preprocessing=usual_preprocessing(shapes[0]),
            path=path,
            further_shapes=shapes[1:],
            note=Words("It takes the input shape that it was exported with."),
        )


def _is_one(path: Path) -> bool:
    return kind_of(path) is EXPORTED


def _told(path: Path) -> str:
    """The operations in the file by name, read as text: nothing of it runs."""
    try:
        with zipfile.ZipFile(path) as archive:
            name = next(name for name in archive.namelist() if name.endswith(("models/model.json", "_program.json")))
            content = json.loads(archive.read(name))
        nodes = content["graph_module"]["graph"]["nodes"]
        targets = [str(node["target"]) for node in nodes]
    except (StopIteration, KeyError, TypeError, ValueError, OSError, zipfile.BadZipFile) as error:
        raise ModelError("{0}: is damaged: its table of operations cannot be read.", path) from error
    more = Words("... and {0:,} more", len(targets) - _LONGEST) if len(targets) > _LONGEST else ""
    text = "# {0:,} operations; its example inputs and constants are pickled, and unpickling can run code"
    return joined((Words(text, len(targets)), "\n".join(targets[:_LONGEST]), more), by="\n")


def _loaded(path: Path) -> torch.export.ExportedProgram:
    try:
        with warnings.catch_warnings():
            # Of formats that are older than this torch: whether it can be read is told by reading it.
            warnings.simplefilter("ignore")
            return torch.export.load(path)
    except Exception as error:
        raise ModelError(
            "{0}: cannot be loaded by this torch ({1}): {2}.", path, torch.__version__, _first_line(error)
        ) from error


def _shapes(program: torch.export.ExportedProgram, path: Path) -> tuple[tuple[int, int, int], ...]:
    """(C, H, W) of each input. Raises ModelError where it is no network for pictures."""
    values = {node.name: node.meta.get("val") for node in program.graph.nodes if node.op == "placeholder"}
    shapes = []
    for name in program.graph_signature.user_inputs:
        value = values.get(str(name))
        if not isinstance(value, torch.Tensor):
            raise ModelError("{0}: its input {1} is no tensor.", path, name)
        sides: tuple[Any, ...] = tuple(value.shape)
        shape = tuple(map(_size, sides))
        if len(shape) != 4:
            raise ModelError("{0}: its input {1} of shape {2} is no picture (N, C, H, W).", path, name, shape)
        if shape[0] != 1 and not isinstance(sides[0], torch.SymInt):
            raise ModelError("{0}: was exported for a batch of {1}: export it for one picture.", path, shape[0])
        shapes.append((shape[1], shape[2], shape[3]))
    if not shapes:
        raise ModelError("{0}: takes no input.", path)
    return tuple(shapes)


def _size(side: Any) -> int:
    """A side of a shape; of one that was exported as variable, what it was in the example."""
    hint: Any = side.node.hint if isinstance(side, torch.SymInt) else side
    return int(hint)


def _unflattened(
    program: torch.export.ExportedProgram, shapes: tuple[tuple[int, int, int], ...], path: Path
) -> nn.Module:
    """The network as nested modules, its layers torch.nn's own where that computes the same bit for bit."""
    generator = torch.Generator().manual_seed(0)
    inputs = [torch.rand(1, *shape, generator=generator) for shape in shapes]
    try:
        with torch.no_grad():
            plain: nn.Module = torch.export.unflatten(program)
            expected = plain(*(x.clone() for x in inputs))
            network = torch.export.unflatten(program)
            restore_layers(network, _graph)
            made = network(*(x.clone() for x in inputs))
    except Exception as error:
        raise ModelError("{0}: cannot be run: {1}.", path, _first_line(error)) from error
    return network if _equal(expected, made) else plain


def _graph(module: nn.Module) -> Any:
    return getattr(module, "graph", None)


def _equal(first: Any, second: Any) -> bool:
    from torch.utils._pytree import tree_leaves

    pairs = zip(tree_leaves(first), tree_leaves(second), strict=True)
    return all(a is b or (isinstance(a, torch.Tensor) and torch.equal(a, b)) for a, b in pairs)


def _first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(error).__name__
