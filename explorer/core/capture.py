"""Run a model once and keep what every layer saw and said, true under in-place writes, reuse and control flow."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING, Any

import torch

from explorer.core.fleeting import FleetingRecorder
from explorer.core.following import Following
from explorer.core.graph import INPUT
from explorer.core.lean import let_go
from explorer.core.recorder import Recorder
from explorer.core.values import StaleRecording
from explorer.errors import ModelError
from explorer.words import Words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from torch import nn

    from explorer.core.graph import Trace
    from explorer.core.lean import Sink

# Train/eval flags, hooks and torch's random numbers belong to every thread. Re-entrant: a network may capture another.
ONE_AT_A_TIME = threading.RLock()


def capture(
    module: nn.Module,
    x: Any,
    keep: Collection[str] | None = None,
    sink: Sink | None = None,
    gradients: bool = False,
) -> Trace:
    """Everything that one forward pass in evaluation mode computed, as a Trace.

    Args:
        module: the network; it is left as it was found: train/eval flags, hooks, gradients, random numbers.
        x: its input: a tensor (N, C, H, W), a tuple of positional inputs or a dict of named ones.
        keep: the names of the calls whose values are kept, None for all; others have shapes without numbers, and
            their values are held no longer than the network itself holds them.
        sink: gets every call with its values, in order, during the forward pass, before anything writes into them.
        gradients: whether values remember how they came from an input that requires its gradient.

    Raises:
        ModelError: the network failed; the sentence names the layer.
    """
    with ONE_AT_A_TIME:
        following = Following()
        all_kept = keep is None and sink is None
        recorder = Recorder(following.modules) if all_kept else FleetingRecorder(following.modules, keep, sink)
        try:
            return _record(module, x, following, recorder, gradients)
        except StaleRecording:
            # Something wrote into a tensor behind torch's function protocol (a scripted or compiled operation).
            following = Following()
            trace = _record(module, x, following, Recorder(following.modules, copy_always=True), gradients)
            if sink is not None:
                for call in trace:
                    sink(trace, call)
            if keep is not None:
                let_go(trace, keep)
            return trace


def _record(module: nn.Module, x: Any, following: Following, recorder: Recorder, gradients: bool) -> Trace:
    try:
        following.begin(module, recorder)
        if gradients:
            torch._C._set_grad_enabled(True)
        positional, named = _copied(x)
        values = [*positional, *named.values()]
        for index, value in enumerate(values):
            recorder.add_input(INPUT if index == 0 else f"{INPUT}:{index}", value)
        try:
            with recorder:
                output = module(*positional, **named)
        except Exception as error:
            if error is recorder.interrupted:
                raise
            raise ModelError(_sentence(recorder, values, error)) from error
        return recorder.trace(output)
    finally:
        following.end()


def _copied(x: Any) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """The inputs as (positional, named), cloned: a network may write into its input, which is not ours."""
    if isinstance(x, dict):
        return (), {name: _cloned(value) for name, value in x.items()}
    if isinstance(x, (tuple, list)):
        return tuple(_cloned(value) for value in x), {}
    return (_cloned(x),), {}


def _cloned(value: Any) -> Any:
    return value.clone() if isinstance(value, torch.Tensor) else value


def _sentence(recorder: Recorder, inputs: list[Any], error: Exception) -> Words:
    shapes = ", ".join("×".join(map(str, x.shape)) if isinstance(x, torch.Tensor) else type(x).__name__ for x in inputs)
    reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
    if not recorder.failed:
        return Words("The model failed on an input of shape {0}: {1}", shapes, reason)
    return Words("The model failed in '{0}' on an input of shape {1}: {2}", recorder.failed, shapes, reason)


@contextlib.contextmanager
def random_state_kept() -> Iterator[None]:
    """A network that draws random numbers draws them from a stream that others do not notice."""
    state = torch.get_rng_state()
    try:
        yield
    finally:
        torch.set_rng_state(state)
