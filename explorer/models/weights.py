"""Weights from a file into a model: a plain state dict, read without running anything that it may hold."""

from __future__ import annotations

import pickle
import struct
import warnings
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file

from explorer.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from explorer.models.base import Model

_PICKLED = frozenset({".pt", ".pth"})
_SHOWN = 3
"""How many keys of each kind of misfit a sentence names."""

# What the readers raise for files that are empty, cut off or something else altogether.
_DAMAGED = (
    *(RuntimeError, OSError, EOFError, ValueError, TypeError, AttributeError, LookupError, ArithmeticError),
    *(AssertionError, ImportError, MemoryError, zipfile.BadZipFile, struct.error, SafetensorError),
)


def with_weights(model: Model, file: Path) -> Model:
    """The model with the weights in `file` (.safetensors, .pt, .pth); its own module gets them.

    Raises ModelError naming the file and the first keys that do not fit; the module is then as it was.
    """
    state = state_dict(file)
    misfit = _misfit({key: tuple(value.shape) for key, value in model.module.state_dict().items()}, state)
    if misfit:
        raise ModelError(f"{file}: its weights do not fit {model.title}: {misfit}.")
    try:
        model.module.load_state_dict(state)
    except RuntimeError as error:
        raise ModelError(f"{file}: its weights cannot be loaded into {model.title}: {_first_line(error)}.") from error
    return replace(model, weights=f"weights from {file.name}", trained=True)


def state_dict(file: Path) -> dict[str, torch.Tensor]:
    """The tensors by name in a .safetensors, .pt or .pth file. Raises ModelError."""
    if file.suffix not in {".safetensors", *_PICKLED}:
        raise ModelError(f"{file}: weights are read from .safetensors, .pt and .pth files.")
    try:
        with file.open("rb"):
            content: Any = _pickled(file) if file.suffix in _PICKLED else load_file(file)
    except pickle.UnpicklingError as error:
        raise ModelError(
            f"{file}: it is no plain state dict (loading what else it holds could run code): save model.state_dict()."
        ) from error
    except OSError as error:
        raise ModelError(f"{file}: cannot be read: {error.strerror or _first_line(error)}.") from error
    except _DAMAGED as error:
        raise ModelError(f"{file}: is damaged or no weights file: {_first_line(error)}.") from error
    return _checked(content, file)


def _pickled(file: Path) -> Any:
    with warnings.catch_warnings():
        # torch warns of pickles that it did not write; what it cannot read of them it refuses anyway.
        warnings.simplefilter("ignore")
        return torch.load(file, map_location="cpu", weights_only=True)


def _checked(content: Any, file: Path) -> dict[str, torch.Tensor]:
    if not isinstance(content, dict) or not content:
        raise ModelError(f"{file}: holds no state dict: a mapping from names to tensors is needed.")
    odd = next((key for key, value in content.items() if not isinstance(value, torch.Tensor)), None)
    if odd is not None:
        raise ModelError(f"{file}: holds no plain state dict: its entry '{odd}' is no tensor.")
    return {str(key): value for key, value in content.items()}


def _misfit(wanted: Mapping[str, tuple[int, ...]], given: Mapping[str, torch.Tensor]) -> str:
    """What is missing, unexpected or of another shape, in words; empty if everything fits."""
    shapes = [
        f"{key} is {_shape(given[key].shape)} instead of {_shape(shape)}"
        for key, shape in wanted.items()
        if key in given and tuple(given[key].shape) != shape
    ]
    missing = [key for key in wanted if key not in given]
    unexpected = [key for key in given if key not in wanted]
    parts = (_listed("missing: ", missing), _listed("unexpected: ", unexpected), _listed("", shapes))
    return "; ".join(filter(None, parts))


def _listed(label: str, items: Sequence[str]) -> str:
    if not items:
        return ""
    more = f" and {len(items) - _SHOWN:,} more" if len(items) > _SHOWN else ""
    return f"{label}{', '.join(items[:_SHOWN])}{more}"


def _shape(shape: Sequence[int]) -> str:
    return "×".join(map(str, shape)) or "a single number"


def _first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(error).__name__
