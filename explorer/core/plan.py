"""A recorded Trace made again, for other inputs, by generated functions: no hooks, no function mode, no modules."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import torch

from explorer.core.agreement import difference
from explorer.core.capture import random_state_kept
from explorer.core.graph import Call, CallDraft, Trace, TraceDraft, tensors_in
from explorer.core.lean import Shapes
from explorer.core.matching import Matching
from explorer.core.program import Program
from explorer.core.straight import Straight
from explorer.core.tracing import Differs, Refused
from explorer.errors import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from torch import nn

    from explorer.core.lean import Sink
    from explorer.core.program import Write

_log = logging.getLogger(__name__)


class PlanFailed(Exception):
    """The generated function raised: the network would too, or is no longer the one it was made from."""


class Plan:
    """What makes a Trace of one network for inputs of one kind; from `plan` or `plan_of`.

    The weights are the network's own: changed in place they are used as they are. It is for the holder to drop the
    plan when modules, weights (as objects), settings or hooks change.

    Attributes:
        source: the generated functions, as text.
    """

    def __init__(self, source: Straight, constants: dict[str, Any], key: Any, by_shape: bool, draws: bool) -> None:
        self.source = source
        self._constants, self._key, self._by_shape, self._draws = constants, key, by_shape, draws
        self._full = _compiled(source.full, constants)
        self._lean: Callable[..., Trace] | None = None

    def takes(self, x: Any) -> bool:
        """Whether `x` is of the kind it was made for: names, ranks, types and devices; shapes too where they matter."""
        if type(x) is torch.Tensor and not self._by_shape:
            return bool((x.ndim, x.dtype, x.device) == self._key)
        return bool(input_key(x, self._by_shape) == self._key)

    def run(self, x: Any) -> Trace:
        """The Trace of the network for `x`, with the same structure and new tensors. Raises PlanFailed."""
        return self._called(self._full, (x,) if type(x) is torch.Tensor else x.values() if isinstance(x, dict) else x)

    def run_lean(self, x: Any, keep: Collection[str], sink: Sink) -> Trace:
        """The same with the values of the calls named in `keep` only: others are let go after their last use.

        `sink` gets every call as soon as it was made, values and all. Raises PlanFailed, and what `sink` raises.
        """
        if self._lean is None:
            self._lean = _compiled(self.source.lean, self._constants | {"absent": Shapes().of})
        kept = frozenset().union(*(self.source.groups.get(name, ()) for name in keep))
        inputs = (x,) if type(x) is torch.Tensor else x.values() if isinstance(x, dict) else x
        try:
            return self._called(self._lean, (kept, _named(sink), *inputs))
        except _SinkFailed as error:
            raise error.args[0] from None

    def _called(self, function: Callable[..., Trace], arguments: Iterable[Any]) -> Trace:
        # As torch.no_grad() does, at a tenth of its price.
        gradients = torch.is_grad_enabled()
        torch._C._set_grad_enabled(False)
        try:
            if not self._draws:
                return function(*arguments)
            with random_state_kept():
                return function(*arguments)
        except _SinkFailed:
            raise
        except Exception as error:
            raise PlanFailed(str(error)) from error
        finally:
            torch._C._set_grad_enabled(gradients)


class _SinkFailed(Exception):
    """Not the network's fault."""


def _named(sink: Sink) -> Sink:
    """The sink, whose errors can be told from the network's."""

    def run(trace: Trace, call: Call) -> None:
        try:
            sink(trace, call)
        except Exception as error:
            raise _SinkFailed(error) from error

    return run


def go_on() -> None:
    """Nobody waits for the attempt to end."""


def _compiled(text: str, constants: dict[str, Any]) -> Callable[..., Trace]:
    scope = dict(constants)
    exec(compile(text, "<plan>", "exec"), scope)
    function: Callable[..., Trace] = scope["run"]
    return function


def plan(module: nn.Module, x: Any, trace: Trace) -> Plan | None:
    """A Plan that makes `trace`, recorded from module(x), bit for bit; None where there is none (logged why)."""
    try:
        return plan_of(module, x, trace)
    except Refused as reason:
        _log.debug("%s is recorded each time: %s", type(module).__name__, reason)
        return None


def plan_of(module: nn.Module, x: Any, trace: Trace, pause: Callable[[], None] = go_on) -> Plan:
    """The same, raising Refused. `pause` is called again and again: what it raises ends the attempt."""
    try:
        made = _made(module, x, trace, pause)
        differing = difference(trace, made.run(x))
    except (Refused, Cancelled):
        raise
    except Exception as error:
        raise Refused(f"its straight-line form fails: {error}") from error
    if differing:
        raise Differs(f"its straight-line form computes something else: {differing}")
    return made


def _made(module: nn.Module, x: Any, trace: Trace, pause: Callable[[], None]) -> Plan:
    if input_key(x, by_shape=False) is None:
        raise Refused("its inputs are not plain tensors")
    _refuse_hooks(module)
    named = dict(x) if isinstance(x, dict) else {}
    positional = () if named else (x,) if isinstance(x, torch.Tensor) else tuple(x)
    program = Program(module, positional, named)
    with torch.no_grad(), random_state_kept():
        before = torch.get_rng_state()
        values = _Run(program, [*positional, *named.values()], pause).values
        draws = not torch.equal(before, torch.get_rng_state())
    _refuse_shared(program, values, program.writes)
    matching = Matching(program, values, trace, pause)
    source = Straight(program, matching, values, trace)
    _refuse_shared(program, values, matching.writes)
    return Plan(source, program.constants | _SCOPE, input_key(x, matching.by_shape), matching.by_shape, draws)


def input_key(x: Any, by_shape: bool) -> Any:
    """What inputs of one kind have in common; None where they are not plain tensors."""
    if type(x) is torch.Tensor:
        return tuple(x.shape) if by_shape else x.ndim, x.dtype, x.device
    if isinstance(x, dict):
        return _key_of_all([*x.values()], tuple(x), by_shape)
    return _key_of_all([*x], len(x), by_shape) if isinstance(x, (tuple, list)) else None


def _key_of_all(values: list[Any], names: Any, by_shape: bool) -> Any:
    plain = bool(values) and all(type(value) is torch.Tensor for value in values)
    return (names, *(input_key(value, by_shape) for value in values)) if plain else None


def _refuse_hooks(root: nn.Module) -> None:
    for path, module in root.named_modules():
        if module._forward_hooks or module._forward_pre_hooks:
            raise Refused(f"'{path}' has hooks")
    everywhere = torch.nn.modules.module
    if everywhere._global_forward_hooks or everywhere._global_forward_pre_hooks:
        raise Refused("there are hooks on every module")


class _Run:
    """The program run step by step. Raises Refused where writes would show through shared memory."""

    def __init__(self, program: Program, inputs: list[torch.Tensor], pause: Callable[[], None]) -> None:
        self.values: dict[str, Any] = {name: x.clone() for name, x in zip(program.inputs, inputs, strict=True)}
        weights = [*program.root.parameters(), *program.root.buffers()]
        versions = {name: _versions(value) for name, value in self.values.items()}
        weight_versions = _versions(weights)
        for step in program.steps:
            pause()
            # The source is our own: names, and calls of what torch.fx saw the network call.
            self.values[step.name] = eval(step.source, program.constants, self.values)
            versions[step.name] = _versions(self.values[step.name])
        if _versions(weights) != weight_versions:
            raise Refused("it writes into its own weights")
        if versions != {name: _versions(value) for name, value in self.values.items()}:
            raise Refused("it writes into a value in a way that cannot be seen")


def _refuse_shared(program: Program, values: dict[str, Any], writes: list[Write]) -> None:
    """Raises Refused where the network reads, after a write, what shares memory with the value from before it."""
    memory = {name: _memory(value) for name, value in values.items()}
    position = {step.name: number for number, step in enumerate(program.steps)}
    for write in writes:
        for name, places in memory.items():
            read_later = position.get(name, -1) < write.number < program.last_read.get(name, -1)
            if read_later and places & memory[write.target]:
                raise Refused("it writes into memory that another value shares")


def _versions(value: Any) -> list[int]:
    return [0 if tensor.is_inference() else tensor._version for tensor in tensors_in(value)]


def _memory(value: Any) -> set[int]:
    return {tensor.untyped_storage()._cdata for tensor in tensors_in(value)}


_SCOPE = {
    "new": object.__new__,
    "nothing": {},
    "CallDraft": CallDraft,
    "Call": Call,
    "TraceDraft": TraceDraft,
    "Trace": Trace,
}
