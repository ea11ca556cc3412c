"""TorchScript files: every value where the script can be followed, else only what comes out of it."""

from __future__ import annotations

import logging
import warnings
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch import nn

from explorer.data.usual import usual_preprocessing
from explorer.errors import ModelError
from explorer.models._script_layers import restore_layers
from explorer.models._scripted import Unknown, mirrored
from explorer.models.base import Model, ModelSource
from explorer.models.file_kinds import TORCHSCRIPT, kind_of
from explorer.models.input_guess import guessed_shapes, runs_on
from explorer.models.opening import PLAIN
from explorer.models.trust import digest_of
from explorer.words import Words

if TYPE_CHECKING:
    from explorer.models.opening import Opening

    Shape = tuple[int, int, int]

_LOG = logging.getLogger(__name__)
_LONGEST = 200_000
"""Characters of the script that are shown to whoever is asked for consent."""


class TorchScript(ModelSource):
    """What `torch.jit.save` wrote, known by its content: such files are called .pt like all others."""

    order = 21

    @staticmethod
    def accepts(reference: str) -> bool:
        """Whether there is such a file."""
        path = Path(reference).expanduser()
        return path.suffix.lower() in (".pt", ".pth", ".ts", ".torchscript") and path.is_file() and _is_script(path)

    @staticmethod
    def load(reference: str, opening: Opening = PLAIN) -> Model:
        """The network. Raises TrustNeeded before anything of it is loaded, and ModelError."""
        path = Path(reference).expanduser()
        opening.trust.require(path, digest_of(path), Words("TorchScript file"), _code(path))
        script = _loaded(path)
        shape = _shape(script, opening, path)
        module, note = _followed(script, shape)
        return Model(
            name=reference,
            title=str(getattr(script, "original_name", path.stem)),
            source="TorchScript",
            weights=Words("weights from {0}", path.name),
            trained=True,
            module=module,
            input_shape=shape,
            class_names=(),
            preprocessing=usual_preprocessing(shape),
            path=path,
            note=note,
        )


class OutputOnly(nn.Module):
    """A script as a single layer: what goes in and what comes out."""

    def __init__(self, script: Any) -> None:
        super().__init__()
        # In a list: as a child it would be hooked, which scripts do not bear. Its weights are counted all the same.
        self._script = [script]
        for name, parameter in script.named_parameters():
            self.register_parameter(name.replace(".", "_"), nn.Parameter(parameter, parameter.requires_grad))

    def forward(self, x: torch.Tensor) -> Any:
        """Run the script."""
        return self._script[0](x)


def _is_script(path: Path) -> bool:
    return kind_of(path) is TORCHSCRIPT


def _code(path: Path) -> str:
    """The script's source, read as text."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if "/code/" in name and name.endswith(".py")]
            text = "\n".join(f"# {name}\n{archive.read(name).decode('utf-8', 'replace')}" for name in names)
    except (OSError, zipfile.BadZipFile) as error:
        raise ModelError("{0}: is damaged: its code cannot be read.", path) from error
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}\n..."


def _loaded(path: Path) -> Any:
    try:
        with warnings.catch_warnings():
            # torch calls TorchScript deprecated; the file is there all the same.
            warnings.simplefilter("ignore")
            return torch.jit.load(path, map_location="cpu").eval()  # type: ignore[no-untyped-call]
    except Exception as error:
        raise ModelError("{0}: cannot be loaded as TorchScript: {1}.", path, _first_line(error)) from error


def _shape(script: Any, opening: Opening, path: Path) -> Shape:
    """The input's shape: given, or guessed from the first weights. Raises ModelError."""
    shapes = opening.input_shapes
    try:
        if not shapes:
            return guessed_shapes(mirrored(script))[0]
        if len(shapes) > 1 or len(shapes[0]) != 3:
            raise ModelError("only scripts of one picture (C, H, W) can be shown")
        runs_on(script, shapes)
    except ModelError as error:
        raise ModelError("{0}: {1}", path, error) from error
    except Unknown as unknown:
        raise ModelError("{0}: what input it takes cannot be told: give --input-shape C,H,W.", path) from unknown
    channels, height, width = shapes[0]
    return channels, height, width


def _followed(script: Any, shape: Shape) -> tuple[nn.Module, str]:
    """The script as modules that compute the same bit for bit, else as one layer; and what is to be said of it."""
    x = torch.rand(1, *shape, generator=torch.Generator().manual_seed(0))
    module = mirrored(script).eval()
    try:
        with torch.no_grad():
            same = _equal(script(x.clone()), module(x.clone()))
        reason = "" if same else Words("it computes something else when it is followed step by step")
    except Unknown as unknown:
        reason = unknown.words
    except Exception as error:  # noqa: BLE001 - an instruction that was taken for another: it is not shown then
        reason = _first_line(error)
    if reason:
        return OutputOnly(script), Words("Only its input and output can be shown: {0}.", reason)
    restored, untold = _with_layers(script, x)
    said = Words("A TorchScript file tells the operations of its layers, not always their settings.")
    return restored or module, said if restored is None or untold else ""


def _with_layers(script: Any, x: torch.Tensor) -> tuple[nn.Module | None, int]:
    """The script with torch's own layers where they do the same bit for bit, and how many modules are none; or None."""
    module = mirrored(script).eval()
    try:
        untold = restore_layers(module, x.clone())
        with torch.no_grad():
            same = _equal(script(x.clone()), module(x.clone()))
    except Exception as error:  # noqa: BLE001 - a layer that was taken for another: the script is shown as it is
        _LOG.info("the layers of a TorchScript file were not restored: %s", _first_line(error))
        return None, 0
    return (module, untold) if same else (None, 0)


def _equal(first: Any, second: Any) -> bool:
    from torch.utils._pytree import tree_leaves

    left, right = tree_leaves(first), tree_leaves(second)
    if len(left) != len(right):
        return False
    pairs = zip(left, right, strict=True)
    return all(a is b or (isinstance(a, torch.Tensor) and torch.equal(a, b)) for a, b in pairs)


def _first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(error).__name__
