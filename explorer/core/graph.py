"""The executed graph: what one forward pass did, call by call, and who fed whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import torch
    from torch import nn

Kind = Literal["conv", "norm", "activation", "pool", "linear", "merge", "reshape", "attention", "dropout", "other"]
KINDS: tuple[Kind, ...] = get_args(Kind)

INPUT = "input"
"""The name that stands for the network's input among a call's parents (`input:1`, ... for further inputs)."""


@dataclass(frozen=True, slots=True, eq=False)
class Call:
    """One executed layer or functional operation, with the very values that it saw and said.

    Attributes:
        name: unique in its trace: the path, and `:index` from the second call on, as `layer1.0.relu:1`.
        path: the module's path; for a functional operation the module it ran in and the operation, `layer1.0.add`.
        index: how often this path had been called before, from 0.
        kind: what family the operation belongs to.
        op: the module's class name (`ReLU`) or the function's name (`add`).
        inputs: the tensors it was given, as they were when it was called; parameters are not among them.
        output: what it returned: a tensor, or tuples, lists and dicts of them.
        parents: the names of the calls that made its inputs; `INPUT` stands for the network's input.
        parameters: the weights and buffers it used, by their name in the module (or in the function's signature).
        module: the module, None for a functional operation.
        function: the function, None for a module.
        args: the positional arguments, tensors included.
        kwargs: the named arguments, tensors included.
    """

    name: str
    path: str
    index: int
    kind: Kind
    op: str
    inputs: tuple[torch.Tensor, ...]
    output: Any
    parents: tuple[str, ...]
    parameters: Mapping[str, torch.Tensor] = field(default_factory=dict)
    module: nn.Module | None = None
    function: Callable[..., Any] | None = None
    args: tuple[Any, ...] = ()
    kwargs: Mapping[str, Any] = field(default_factory=dict)

    @property
    def tensor(self) -> torch.Tensor | None:
        """The first tensor of the output: what is shown of a call that returns several."""
        return next(tensors_in(self.output), None)

    @property
    def output_shape(self) -> tuple[int, ...]:
        """The shape of `tensor`, empty if there is none."""
        tensor = self.tensor
        return () if tensor is None else tuple(tensor.shape)


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Trace:
    """What one forward pass did: the calls in order of execution.

    Attributes:
        inputs: the tensors given to the network by name, `INPUT` first.
        calls: every leaf module call and functional operation, in order of execution.
        output: what the network returned.
    """

    inputs: Mapping[str, torch.Tensor]
    calls: tuple[Call, ...]
    output: Any
    by_name: Mapping[str, Call] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {call.name: call for call in self.calls})

    def __getitem__(self, name: str) -> Call:
        return self.by_name[name]

    def __contains__(self, name: object) -> bool:
        return name in self.by_name

    def __iter__(self) -> Iterator[Call]:
        return iter(self.calls)

    def __len__(self) -> int:
        return len(self.calls)

    def tensor(self, name: str) -> torch.Tensor | None:
        """The value that `name` stands for: a call's first output tensor, or one of the network's inputs."""
        return self.inputs[name] if name in self.inputs else self.by_name[name].tensor

    @property
    def scores(self) -> torch.Tensor | None:
        """The network's class scores as a vector (classes,), or None where the output is no such thing."""
        first = next(tensors_in(self.output), None)
        if first is None or first.ndim != 2 or first.shape[0] != 1 or not first.is_floating_point():
            return None
        return first[0]


def tensors_in(value: Any) -> Iterator[torch.Tensor]:
    """Every tensor in nested tuples, lists and dicts, in order."""
    if isinstance(value, _tensor_class()):
        yield value
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from tensors_in(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from tensors_in(item)


@cache
def _tensor_class() -> type[torch.Tensor]:
    # A frame asks for hundreds of shapes: an import statement in a function is not free.
    import torch

    return torch.Tensor


class CallDraft(Call):
    """A Call in the making: attributes are set one by one until `draft.__class__ = Call` freezes it.

    Seven times as fast as the frozen class's constructor, and captures make calls by the hundred.
    """

    __slots__ = ()
    # Both, or Python would look them up by name each time.
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__


class TraceDraft(Trace):
    """A Trace in the making, as CallDraft is a Call's; `by_name` is to be set too."""

    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__
