"""What is to be explained: a call and an index, with the questions that every kind of explanation asks of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from explorer.core.arithmetic.explanation import Explanation, NotExplained, Places
from explorer.core.arithmetic.precision import precision_of
from explorer.core.graph import tensors_in
from explorer.core.settings import bound, input_of, is_torch_layer
from explorer.core.writes import function_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from explorer.core.arithmetic.explanation import Fact, Family, Terms
    from explorer.core.graph import Call, Trace

_DIMENSIONS = re.compile(r"[123]d(withindices)?$")


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One number to be explained.

    Attributes:
        trace: what the network did.
        call: the call that made the number.
        index: the full index into the call's tensor.
    """

    trace: Trace
    call: Call
    index: tuple[int, ...]

    @property
    def tensor(self) -> torch.Tensor:
        """The call's first output."""
        tensor = self.call.tensor
        assert tensor is not None
        return tensor

    @property
    def network(self) -> float:
        """The number that the network computed."""
        return number(self.tensor, self.index)

    @property
    def source(self) -> torch.Tensor:
        """The tensor that the call works on. Raises NotExplained where there is none."""
        source = input_of(self.call)
        if source is None:
            raise NotExplained("'{0}' was given no tensor: its value is one of its own.", self.call.name)
        return source

    def settings(self, names: tuple[str, ...], **defaults: Any) -> Mapping[str, Any]:
        """The call's settings by name: a module's attributes, else the function's arguments after the input.

        Args:
            names: the function's positional arguments after the input.
            defaults: what holds where nothing is said.
        """
        call = self.call
        if call.function is None:
            return {name: getattr(call.module, name, defaults.get(name)) for name in names}
        return {**defaults, **bound(call, ("input", *names))}

    def name_of(self, tensor: Any) -> str | None:
        """The call or network input whose shown value a tensor is; None for weights, constants and further outputs."""
        call, trace = self.call, self.trace
        for name in call.parents:
            if trace.tensor(name) is tensor:
                return name
        # Where something wrote into the tensor afterwards, its copies are several.
        if len(call.parents) != 1 or len(call.inputs) != 1 or call.inputs[0] is not tensor:
            return None
        parent = call.parents[0]
        made = [trace.inputs[parent]] if parent in trace.inputs else list(tensors_in(trace[parent].output))
        return parent if len(made) == 1 and made[0].shape == tensor.shape else None

    def places(self, tensor: Any, indices: np.ndarray | Sequence[Sequence[int]]) -> Places:
        """Where numbers with the given indices (T, D) into one of the call's inputs stand."""
        array = np.asarray(indices, dtype=np.int64)
        return Places.in_one(self.name_of(tensor), array.reshape(len(array), -1))

    def explained(
        self,
        family: Family,
        terms: Terms,
        *,
        bias: float | None = None,
        shape: tuple[int, ...] = (),
        first_channel: int = 0,
        formula: str = "",
        code: str = "",
        facts: tuple[Fact, ...] = (),
    ) -> Explanation:
        """The explanation that is made of these terms."""
        call = self.call
        return Explanation(
            call=call.name,
            op=call.op,
            index=self.index,
            family=family,
            terms=terms,
            network=self.network,
            bias=bias,
            shape=shape,
            first_channel=first_channel,
            formula=formula,
            code=code,
            facts=facts,
            precision=precision_of(call.kind, (self.tensor, *call.inputs)),
        )


def operation_key(call: Call) -> str | None:
    """What a call does, in one word for modules and functions alike: `conv`, `leakyrelu`, `maxpool`.

    None for a module that is not torch's own: what it does is not known by its name.
    """
    if call.function is not None:
        name = function_name(call.function).strip("_")
    elif is_torch_layer(call):
        name = call.op
    else:
        return None
    return _DIMENSIONS.sub("", name.lower().replace("_", ""))


def number(tensor: torch.Tensor, index: Sequence[int] = ()) -> float:
    """One number of a tensor."""
    return float(tensor.detach()[tuple(index)].item())


def numbers(tensor: torch.Tensor) -> np.ndarray:
    """All numbers of a small tensor, float64 on the CPU."""
    return np.asarray(tensor.detach().to(device="cpu", dtype=torch.float64).numpy())


def broadcast(index: Sequence[int], shape: Sequence[int]) -> tuple[int, ...]:
    """Where the element at `index` of a result comes from in an operand that was broadcast."""
    tail = index[len(index) - len(shape) :]
    return tuple(0 if size == 1 else i for i, size in zip(tail, shape, strict=True))


def all_indices(ranges: Sequence[np.ndarray]) -> np.ndarray:
    """Every combination of the numbers in D ranges, (T, D) in reading order."""
    if not ranges:
        return np.zeros((1, 0), np.int64)
    return np.stack(np.meshgrid(*ranges, indexing="ij"), axis=-1).reshape(-1, len(ranges))


def axes_of(dim: Any, ndim: int) -> tuple[int, ...]:
    """The axes that an argument `dim` names: None means all."""
    if dim is None or dim in ((), []):
        return tuple(range(ndim))
    chosen = dim if isinstance(dim, (tuple, list)) else (dim,)
    return tuple(sorted(int(axis) % max(ndim, 1) for axis in chosen))
