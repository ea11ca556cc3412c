"""What the records of a run mean: Calls with names, kinds, parameters and parents."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import torch

from explorer.core.graph import INPUT, CallDraft
from explorer.core.kinds import kind_of_class, kind_of_function
from explorer.core.layers import class_name
from explorer.core.values import Slot, as_they_were, resolved
from explorer.core.writes import described

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from torch import nn


Record = tuple[
    str,
    "nn.Module | None",
    "Callable[..., Any] | None",
    dict[str, "torch.Tensor"],
    tuple[Any, ...],
    dict[str, Any],
    "list[Slot]",
    "list[Slot]",
    Any,
]
"""One operation: path, module, function, parameters, args, kwargs, the slots of their tensors, the slots that fed it,
its output made of slots. The path is the module's, or what the name of a function begins with."""


class Parameters:
    """The weights and buffers of a network: their ids are in it. Looked up only once somebody asks."""

    def __init__(self, modules: Sequence[tuple[str, nn.Module]]) -> None:
        self._modules = modules

    @cached_property
    def by_id(self) -> dict[int, tuple[str, str, torch.Tensor]]:
        """Id -> path, name and tensor; one that is shared goes by its first name."""
        found: dict[int, tuple[str, str, torch.Tensor]] = {}
        for path, module in self._modules:
            for entries in (module._parameters, module._buffers):
                for name, tensor in entries.items():
                    if tensor is not None and id(tensor) not in found:
                        found[id(tensor)] = path, name, tensor
        return found

    def __contains__(self, number: object) -> bool:
        return number in self.by_id

    def named(self, slots: Sequence[Slot]) -> dict[str, torch.Tensor]:
        """The parameters in the slots: by their own names, by the whole path where two share one."""
        held = [self.by_id[slot.number] for slot in slots]
        whole = {f"{path}.{name}" if path else name: (name, tensor) for path, name, tensor in held}
        names = [name for name, _ in whole.values()]
        return {name if names.count(name) == 1 else long: tensor for long, (name, tensor) in whole.items()}


class Calls:
    """Makes Calls of records, one after the other.

    Args:
        inputs: the names of the network's inputs, which are the records -1, -2, ...
        parameters: the network's weights and buffers.
    """

    def __init__(self, inputs: Sequence[str], parameters: Parameters) -> None:
        self._parameters = parameters
        self._names = {-1 - number: name for number, name in enumerate(inputs)}
        # `input`, `input:1`, ... are taken.
        self._counts: dict[str, int] = {INPUT: max(1, len(inputs))}

    def draft(self, number: int, record: Record) -> Any:
        """The Call that is the record `number`, still a CallDraft."""
        path, module, function, parameters, args, kwargs, given, fed, made = record
        call: Any = object.__new__(CallDraft)
        if module is not None:
            cls: Any = type(module)
            path = path or cls.__name__
            call.kind, call.op = kind_of_class(cls), class_name(cls)
        if function is not None:
            constants = [slot for slot in given if slot.constant]
            if constants:
                parameters = self._parameters.named(constants)
                fed = [slot for slot in given if not slot.constant]
            op = described(function).op
            if module is None:
                path, call.kind, call.op = path + op, "other", op
            if call.kind == "other":
                averages = op == "mean" and _averages_space(args, kwargs, given)
                call.kind = kind_of_function(op, len(fed), len(parameters), averages)
        call.parameters, call.module, call.function = parameters, module, function
        call.path, call.index = path, self._counts.get(path, 0)
        self._counts[path] = call.index + 1
        call.name = self._names[number] = f"{path}:{call.index}" if call.index else path
        if len(fed) == 1 and fed[0].producer is not None:
            call.inputs, call.parents = (fed[0].tensor,), (self._names[fed[0].producer],)
        else:
            producers = dict.fromkeys([slot.producer for slot in fed if slot.producer is not None])
            call.inputs = tuple([slot.tensor for slot in fed])
            call.parents = tuple([self._names[producer] for producer in producers])
        if fed is given and len(args) == 1 == len(given) and not kwargs and isinstance(args[0], torch.Tensor):
            call.args, call.kwargs = call.inputs, kwargs
        else:
            call.args, call.kwargs = as_they_were(args, given), as_they_were(kwargs, given)
        call.output = made.tensor if type(made) is Slot else resolved(made)
        return call


def _averages_space(args: tuple[Any, ...], kwargs: dict[str, Any], given: list[Slot]) -> bool:
    """Whether a mean is over exactly the last two of four axes: global average pooling in words of its own."""
    if given[0].tensor.ndim != 4:
        return False
    axes = kwargs.get("dim", args[1] if len(args) > 1 else None)
    return isinstance(axes, (tuple, list)) and sorted(axis % 4 for axis in axes) == [2, 3]
