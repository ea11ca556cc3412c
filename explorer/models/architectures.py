"""Architectures as data: a JSON-able list of stages becomes a network whose layers have telling names."""

from __future__ import annotations

import json
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from safetensors import SafetensorError, safe_open
from torch import nn

from explorer.errors import ModelError
from explorer.words import reason

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Stage = dict[str, Any]
"""One layer: `{"type": "conv", "channels": 16, "kernel": 5, "padding": 2}`, optionally with a `name` of its own."""

Spec = dict[str, Any]
"""A whole network: `{"title", "input_shape": [C, H, W], "stages": [Stage, ...]}`."""

DIGITS: Spec = {
    "title": "Digit CNN",
    "input_shape": [1, 28, 28],
    "stages": [
        {"type": "conv", "channels": 16, "kernel": 5, "padding": 2},
        {"type": "relu"},
        {"type": "maxpool", "size": 2},
        {"type": "conv", "channels": 32, "kernel": 3, "padding": 1},
        {"type": "relu"},
        {"type": "conv", "channels": 32, "kernel": 3, "padding": 1},
        {"type": "relu"},
        {"type": "maxpool", "size": 2},
        {"type": "conv", "channels": 64, "kernel": 3, "padding": 1},
        {"type": "relu"},
        {"type": "conv", "channels": 64, "kernel": 3, "padding": 1},
        {"type": "relu"},
        {"type": "maxpool", "size": 2},
        {"type": "flatten"},
        {"type": "dropout", "p": 0.3},
        {"type": "linear", "features": 10},
    ],
}
"""The shipped digit network: five convolutions in three stages and one fully connected layer, 75,498 parameters."""

DIGITS_MLP: Spec = {
    "title": "Digit MLP",
    "input_shape": [1, 28, 28],
    "stages": [
        {"type": "flatten"},
        {"type": "linear", "features": 512},
        {"type": "relu"},
        {"type": "linear", "features": 128},
        {"type": "relu"},
        {"type": "linear", "features": 10},
    ],
}
"""The shipped fully connected network: 468,874 parameters."""


@dataclass(frozen=True, slots=True)
class StageType:
    """How one type of stage is built.

    Attributes:
        prefix: what its layers are called, `conv` for conv1, conv2, ...
        options: option name -> default; None where it has to be given.
        make: (shape of its input without the batch, options) -> layer.
        numbered: False where even the first goes without a number unless a second follows.
    """

    prefix: str
    options: Mapping[str, Any]
    make: Callable[[tuple[int, ...], Stage], nn.Module]
    numbered: bool = True


def _conv(shape: tuple[int, ...], o: Stage) -> nn.Module:
    return nn.Conv2d(
        shape[0], o["channels"], o["kernel"], o["stride"], o["padding"], o["dilation"], o["groups"], o["bias"]
    )


def _batch_norm(shape: tuple[int, ...], _: Stage) -> nn.Module:
    return nn.BatchNorm2d(shape[0]) if len(shape) == 3 else nn.BatchNorm1d(shape[0])


CONV = {"channels": None, "kernel": None, "stride": 1, "padding": 0, "dilation": 1, "groups": 1, "bias": True}

STAGE_TYPES: dict[str, StageType] = {
    "conv": StageType("conv", CONV, _conv),
    "batchnorm": StageType("norm", {}, _batch_norm),
    # Never in place: an in-place ReLU would overwrite the convolution's maps that the explorer shows.
    "relu": StageType("relu", {}, lambda _, __: nn.ReLU()),
    "leaky_relu": StageType("relu", {"slope": 0.01}, lambda _, o: nn.LeakyReLU(o["slope"])),
    "tanh": StageType("tanh", {}, lambda _, __: nn.Tanh()),
    "sigmoid": StageType("sigmoid", {}, lambda _, __: nn.Sigmoid()),
    "maxpool": StageType(
        "pool",
        {"size": None, "stride": 0, "padding": 0},
        lambda _, o: nn.MaxPool2d(o["size"], o["stride"] or None, o["padding"]),
    ),
    "avgpool": StageType(
        "pool",
        {"size": None, "stride": 0, "padding": 0},
        lambda _, o: nn.AvgPool2d(o["size"], o["stride"] or None, o["padding"]),
    ),
    "globalpool": StageType("pool", {"size": 1}, lambda _, o: nn.AdaptiveAvgPool2d(o["size"])),
    "flatten": StageType("flatten", {}, lambda _, __: nn.Flatten(), numbered=False),
    "dropout": StageType("dropout", {"p": 0.5}, lambda _, o: nn.Dropout(o["p"]), numbered=False),
    "linear": StageType("fc", {"features": None, "bias": True}, lambda s, o: nn.Linear(s[0], o["features"], o["bias"])),
}
"""Every type of stage, by its name in an architecture."""


def build(spec: Spec) -> nn.Sequential:
    """The network of an architecture, freshly initialised, its layers named conv1, relu1, pool1, ..., fc1.

    Raises ModelError where a stage is unknown, lacks an option or does not fit what comes before it.
    """
    stages, shape = _stages(spec), _input_shape(spec)
    layers: OrderedDict[str, nn.Module] = OrderedDict()
    for number, (name, stage) in enumerate(zip(_names(stages), stages, strict=True), start=1):
        if name in layers:
            raise ModelError("Stage {0} of the architecture is called “{1}” like an earlier one.", number, name)
        if not name.isidentifier() or hasattr(nn.Sequential, name):
            raise ModelError("Stage {0} of the architecture cannot be called “{1}”.", number, name)
        layers[name] = _layer(stage, shape, number)
        shape = _shape_after(layers[name], stage, shape, number)
    return nn.Sequential(layers)


def read(path: Path) -> Spec:
    """The architecture in a JSON file. Raises ModelError."""
    try:
        spec = json.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelError("{0}: cannot be read: {1}.", path, reason(error)) from error
    except ValueError as error:
        raise ModelError("{0}: is not a JSON file: {1}.", path, error) from error
    if not isinstance(spec, dict):
        raise ModelError("{0}: an architecture is a JSON object with “input_shape” and “stages”.", path)
    return spec


def load(path: Path) -> tuple[nn.Sequential, dict[str, Any]]:
    """The network in evaluation mode, and the metadata, of a safetensors file that the project's training wrote.

    Raises ModelError.
    """
    try:
        with safe_open(path, framework="pt") as file:
            header = file.metadata() or {}
            weights = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - no iterator of its own
    except (OSError, SafetensorError) as error:
        raise ModelError("{0}: cannot be read as safetensors weights: {1}.", path, error) from error
    metadata = _metadata(header, path)
    net = build(metadata["architecture"])
    try:
        net.load_state_dict(weights)
    except RuntimeError as error:
        raise ModelError("{0}: the weights do not fit the architecture in the same file: {1}.", path, error) from error
    return net.eval(), metadata


def _metadata(header: Mapping[str, str], path: Path) -> dict[str, Any]:
    try:
        metadata = {key: json.loads(value) for key, value in header.items()}
    except ValueError as error:
        raise ModelError("{0}: its metadata is not JSON: {1}.", path, error) from error
    if not isinstance(metadata.get("architecture"), dict):
        raise ModelError("{0}: its metadata names no architecture.", path)
    return metadata


def _stages(spec: Spec) -> list[Stage]:
    stages = spec.get("stages")
    if not isinstance(stages, list) or not stages:
        raise ModelError("The architecture has no list “stages” with at least one stage.")
    for number, stage in enumerate(stages, start=1):
        if not isinstance(stage, dict) or stage.get("type") not in STAGE_TYPES:
            known = ", ".join(STAGE_TYPES)
            raise ModelError("Stage {0} of the architecture needs a “type” out of: {1}.", number, known)
    return stages


def _input_shape(spec: Spec) -> tuple[int, ...]:
    shape = spec.get("input_shape")
    if not isinstance(shape, list) or not shape or not all(isinstance(n, int) and n > 0 for n in shape):
        raise ModelError("The architecture needs an “input_shape” such as [1, 28, 28].")
    return tuple(shape)


def _names(stages: list[Stage]) -> list[str]:
    prefixes = [STAGE_TYPES[stage["type"]].prefix for stage in stages]
    seen: dict[str, int] = {}
    names = []
    for stage, prefix in zip(stages, prefixes, strict=True):
        seen[prefix] = seen.get(prefix, 0) + 1
        plain = not STAGE_TYPES[stage["type"]].numbered and prefixes.count(prefix) == 1
        names.append(str(stage.get("name") or (prefix if plain else f"{prefix}{seen[prefix]}")))
    return names


def _layer(stage: Stage, shape: tuple[int, ...], number: int) -> nn.Module:
    kind = STAGE_TYPES[stage["type"]]
    given = {key: value for key, value in stage.items() if key not in ("type", "name")}
    unknown = sorted(set(given) - set(kind.options))
    missing = [key for key, default in kind.options.items() if default is None and key not in given]
    if unknown or missing:
        if unknown:
            text = "Stage {0} of the architecture ({1}) does not know “{2}”."
        else:
            text = "Stage {0} of the architecture ({1}) needs “{2}”."
        raise ModelError(text, number, stage["type"], (unknown or missing)[0])
    try:
        return kind.make(shape, {**kind.options, **given})
    except (TypeError, ValueError, RuntimeError, ArithmeticError) as error:
        raise ModelError(
            "Stage {0} of the architecture ({1}) cannot be built: {2}.", number, stage["type"], error
        ) from error


def _shape_after(layer: nn.Module, stage: Stage, shape: tuple[int, ...], number: int) -> tuple[int, ...]:
    """The shape that a stage makes of `shape`, asked of its layer itself.

    Not on torch's meta device: its first use imports torch._dynamo, which takes as long as torch itself.
    """
    layer.eval()  # a batch norm would learn from what it is shown, a dropout would draw random numbers
    try:
        with torch.no_grad():
            return tuple(layer(torch.zeros(()).expand(1, *shape)).shape[1:])
    except (RuntimeError, ValueError, IndexError, TypeError) as error:
        first = str(error).splitlines()[0].rstrip(".")
        text = "Stage {0} of the architecture ({1}) does not fit an input of {2}: {3}."
        raise ModelError(text, number, stage["type"], list(shape), first) from error
    finally:
        layer.train()
