"""Layers of a script as the torch.nn layers that they were, so that their kernels, sums and fields can be told."""

from __future__ import annotations

import inspect
from typing import Any

import torch
from torch import nn

from explorer.models._restored_layers import layer_of
from explorer.models._scripted import Scripted, Step


def restore_layers(root: Scripted, x: torch.Tensor) -> int:
    """Put torch.nn layers in the place of modules that did one operation of theirs for `x`; how many modules stay.

    Raises whatever the network raises. Whether the same comes out has to be compared by the caller.
    """
    leaves = {path: module for path, module in root.named_modules() if _is_leaf(module) and path}
    for module in leaves.values():
        module.steps = []
    try:
        with torch.no_grad():
            root(x)
        layers = {path: _layer(module) for path, module in leaves.items()}
    finally:
        for module in leaves.values():
            module.steps = None  # they hold every map
    for path, layer in layers.items():
        if layer is not None:
            parent, _, name = path.rpartition(".")
            setattr(root.get_submodule(parent), name, layer.eval())
    return sum(layer is None for layer in layers.values())


def _is_leaf(module: nn.Module) -> bool:
    return isinstance(module, Scripted) and not list(module.children())


def _layer(module: Any) -> nn.Module | None:
    """The layer of a module that did the same single operation at every call."""
    steps: list[Step] = module.steps
    if not steps or len({id(step.given) for step in steps}) != len(steps):
        return None
    found = [_settings(step) for step in steps]
    first = found[0]
    if first is None or any(other is None or not _same(first, other) for other in found):
        return None
    operation, values = first
    return layer_of(operation, type(module).__name__, values)


def _settings(step: Step) -> tuple[str, dict[str, Any]] | None:
    """(operation, its values by name without the input), None where it does not work on the module's only input."""
    if len(step.given) != 1 or not step.inputs or step.inputs[0] is not step.given[0]:
        return None
    schema = getattr(step.function, "_schema", None)
    if schema is None:
        bound = inspect.signature(step.function).bind(*step.inputs, **step.named)
        bound.apply_defaults()
        name, values = f"aten.{step.function.__name__.strip('_')}.default", dict(bound.arguments)
    else:
        defaults = {a.name: a.default_value for a in schema.arguments if a.has_default_value()}
        given = dict(zip((argument.name for argument in schema.arguments), step.inputs, strict=False))
        name, values = str(step.function), {**given, **step.named}
        values = {**values, **{key: value for key, value in defaults.items() if key not in values}}
    return name, {key: value for key, value in values.items() if value is not step.inputs[0]}


def _same(first: tuple[str, dict[str, Any]], second: tuple[str, dict[str, Any]]) -> bool:
    """Whether two calls used the same weights and settings."""
    (name, values), (other_name, others) = first, second
    if name != other_name or values.keys() != others.keys():
        return False
    pairs = [(value, others[key]) for key, value in values.items()]
    return all(a is b or (not any(isinstance(v, torch.Tensor) for v in (a, b)) and a == b) for a, b in pairs)
