"""A trace of its own that keeps the values of a few calls: what is left of a run when only these are looked at."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import torch

from explorer.core.graph import Call, Trace, tensors_in
from explorer.core.lean import VALUES, absent, unmade
from explorer.core.receptive_field import receptive_fields, share
from explorer.core.scaling import share_limits

if TYPE_CHECKING:
    from collections.abc import Collection


def excerpt(trace: Trace, names: Collection[str], copy_weights: bool = False) -> Trace:
    """The same calls with the values and weights of the named ones, the inputs, and nothing else of the run.

    What was known of the whole (colour ranges, receptive fields) is known of it, too. Other calls have shapes without
    numbers and no module: neither the run's values nor the network's weights stay in memory for it.

    Args:
        trace: a run; the values of all its calls have to be there, or their ranges to have been measured.
        names: of the calls that keep their values.
        copy_weights: whether the weights are copied: a program that trains the network changes them in place.
    """
    kept = [trace[name] for name in names]
    # Constants are few, and tell whether a value can be negative.
    there = [dict(trace.inputs), [_values(call) for call in kept], [unmade(trace, call) for call in trace]]
    known = {id(tensor): tensor for tensor in tensors_in(there)}
    # A network that is moved to another device gives its own tensors other numbers; these stay where they are.
    weights = {id(x): x.detach().clone() if copy_weights else x.detach() for call in kept for x in _weights(call)}
    known |= weights
    calls = tuple(_with(call, known, call.name in names) for call in trace)
    found = Trace(inputs=dict(trace.inputs), calls=calls, output=absent(trace.output, known))
    share(receptive_fields(trace), found)
    share_limits(trace, found)
    return found


def names_needed(trace: Trace, name: str) -> set[str]:
    """The calls whose values all views of one call read: it, and the activation that reads it."""
    followers = (call.name for call in trace if name in call.parents and call.kind == "activation")
    return {name, *followers}


def held_bytes(trace: Trace) -> int:
    """How much memory a trace's values and weights hold, shared memory counted once."""
    tensors = list(tensors_in([dict(trace.inputs), trace.output, [_values(call) for call in trace]]))
    tensors += [tensor for call in trace for tensor in call.parameters.values()]
    there = [tensor for tensor in tensors if not tensor.is_meta and tensor.layout is torch.strided]
    storages = {tensor.untyped_storage().data_ptr(): tensor.untyped_storage().nbytes() for tensor in there}
    return sum(storages.values())


def _with(call: Call, known: dict[int, torch.Tensor], kept: bool) -> Call:
    parameters = absent(dict(call.parameters), known)
    values = {name: absent(value, known) for name, value in zip(VALUES, _values(call), strict=True)}
    return replace(call, **values, parameters=parameters, module=call.module if kept else None)


def _values(call: Call) -> tuple[Any, ...]:
    return tuple(getattr(call, name) for name in VALUES)


def _weights(call: Call) -> list[torch.Tensor]:
    return list(tensors_in(dict(call.parameters)))
