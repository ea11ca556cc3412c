"""Captures of one network again and again: recorded the first time, then at the price of the bare forward."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import torch

from explorer.core.agreement import Comparison, difference
from explorer.core.capture import ONE_AT_A_TIME, capture
from explorer.core.estimate import activation_bytes
from explorer.core.fingerprint import Fingerprint
from explorer.core.lean import let_go
from explorer.core.plan import Plan, PlanFailed, go_on, input_key, plan_of
from explorer.core.tracing import Differs, Refused
from explorer.errors import Cancelled, ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from torch import nn

    from explorer.core.graph import Call, Trace
    from explorer.core.lean import Sink

_log = logging.getLogger(__name__)
_SIDES = (64, 128, 256)
_MANY_BYTES = 256 << 20


class Capturer:
    """`capture(module, x)` for many inputs: the same Traces, by a plan wherever the network has one.

    A plan is made from the last recording, before the second capture or by `prepare`, and dropped when modules,
    weights (as objects), settings or hooks change, or when the inputs are of another kind. Weights changed in place
    are used as they are. Where not every value is to be kept, it is made from fewer rows and columns of the input
    beforehand: a recording holds all values while it runs.

    Attributes:
        module: the network.
        refused: why there is no plan; empty where there is one, or as long as none has been tried.
    """

    def __init__(self, module: nn.Module) -> None:
        self.module = module
        self.refused = ""
        self._plan: Plan | None = None
        self._fingerprint: Fingerprint | None = None
        self._refused_key: Any = None
        self._untried: tuple[Any, Trace] | None = None
        self._tries = 0

    @property
    def planned(self) -> bool:
        """Whether there is a plan."""
        return self._plan is not None

    def capture(
        self, x: Any, check: bool = False, keep: Collection[str] | None = None, sink: Sink | None = None
    ) -> Trace:
        """Everything that one forward pass in evaluation mode computed, as a Trace. Raises ModelError.

        Args:
            x: its input: a tensor (N, C, H, W), a tuple of positional inputs or a dict of named ones.
            check: record even if there is a plan, compare the two, and drop the plan if they differ.
            keep: the names of the calls whose values are kept, None for all; others have shapes without numbers.
            sink: gets every call with its values, in order: during the forward pass where it is a plan's.
        """
        with ONE_AT_A_TIME:
            if self._untried is not None:
                self.prepare()
            if keep is not None and not self._settled(x):
                self._prepare_small(x)
            plan, fingerprint = self._plan, self._fingerprint
            if plan is None or check or fingerprint is None or not (plan.takes(x) and fingerprint.holds()):
                return _handed_out(self._recorded(x, check, keep is None), keep, sink)
            try:
                if keep is not None:
                    return plan.run_lean(x, keep, sink or _nothing)
                return plan.run(x) if sink is None else _handed_out(plan.run(x), keep, sink)
            except PlanFailed as error:
                # The network fails too, and says where when it is recorded; or it is no longer what it was.
                _log.debug("The plan of %s failed: %s", type(self.module).__name__, error)
                self._plan = None
                return _handed_out(self._recorded(x, False, keep is None), keep, sink)

    def plans(self, x: Any) -> bool:
        """Whether captures of such inputs can do without all values at a time; tried out without them."""
        with ONE_AT_A_TIME:
            if not self._settled(x):
                self._prepare_small(x)
            return self._plan is not None

    def prepare(self, pause: Callable[[], None] = go_on) -> None:
        """Make the plan now rather than before the next capture; it takes a few times as long as a capture.

        Args:
            pause: called again and again; where it raises Cancelled the plan is left for later.
        """
        with ONE_AT_A_TIME:
            untried, self._untried = self._untried, None
            if untried is None or self._fingerprint is None or not self._fingerprint.holds():
                return
            try:
                self._plan = self._small_plan_for(*untried, pause) or plan_of(self.module, *untried, pause)
            except Cancelled:
                self._untried = untried
                raise
            except Refused as reason:
                # Weights that have been changed since the recording make it differ, too: the next is tried at once.
                self._tries += 1
                if isinstance(reason, Differs) and self._tries == 1:
                    return
                self._refuse(str(reason), untried[0])

    def _small_plan_for(self, x: Any, trace: Trace, pause: Callable[[], None]) -> Plan | None:
        """A plan made from fewer rows and columns, that agrees with the recording; None where that gains nothing.

        Making a plan runs the network three times and keeps all values of each: of many it is memory that takes time.
        """
        few = next(_smaller(x), x)
        if activation_bytes(trace) < _MANY_BYTES or few is x:
            return None
        try:
            made = plan_of(self.module, few, capture(self.module, few), pause)
            if not made.takes(x):
                return None
            comparison = Comparison(trace)

            def compare(lean: Trace, call: Call) -> None:
                pause()
                comparison(lean, call)

            return None if comparison.with_ends(made.run_lean(x, (), compare)) else made
        except (ModelError, Refused, PlanFailed):
            return None  # the whole input tells more

    def _settled(self, x: Any) -> bool:
        """Whether the network is as it was when a plan was made for such inputs, or given up."""
        if self._fingerprint is None or not self._fingerprint.holds():
            return False
        if self._plan is not None:
            return self._plan.takes(x)
        return bool(self.refused) and self._refused_key == input_key(x, by_shape=False)

    def _prepare_small(self, x: Any) -> None:
        """Make a plan from fewer rows and columns: making it takes three times the memory of all values."""
        self._fingerprint, self._plan, self.refused = Fingerprint(self.module), None, ""
        for few in _smaller(x):
            try:
                made = plan_of(self.module, few, capture(self.module, few))
            except ModelError:  # too small for the network
                continue
            except Refused as reason:
                return self._refuse(str(reason), x)
            if not made.takes(x):
                break
            self._plan = made
            return None
        return self._refuse("it cannot be made from a smaller input", x)

    def _recorded(self, x: Any, check: bool, all_kept: bool) -> Trace:
        """A recording, for a plan to be made from, or by which the plan is checked."""
        plan, current = self._plan, self._fingerprint is not None and self._fingerprint.holds()
        trace = capture(self.module, x)
        if check and current and plan is not None and plan.takes(x):
            self._check(plan, x, trace, all_kept)
        elif all_kept:
            self._start_again(x, trace, current)
        return trace

    def _check(self, plan: Plan, x: Any, trace: Trace, all_kept: bool) -> None:
        comparison = Comparison(trace)
        try:
            if all_kept:
                differing = difference(trace, plan.run(x))
            else:
                differing = comparison.with_ends(plan.run_lean(x, (), comparison))
        except PlanFailed as error:
            differing = str(error)
        if differing:
            self._refuse(f"it does not compute the same each time: {differing}", x)

    def _start_again(self, x: Any, trace: Trace, current: bool) -> None:
        if current and self.refused and self._refused_key == input_key(x, by_shape=False):
            return
        if not current:
            self._tries = 0
        self._plan, self.refused = None, ""
        self._fingerprint = Fingerprint(self.module)
        self._untried = _kept(x, trace), trace
        if self._tries:
            self.prepare()

    def _refuse(self, reason: str, x: Any) -> None:
        _log.debug("%s is recorded each time: %s", type(self.module).__name__, reason)
        self._plan, self.refused, self._refused_key = None, reason, input_key(x, by_shape=False)


def _nothing(trace: Trace, call: Call) -> None:
    """Nobody wants to see the calls in the making."""


def _handed_out(trace: Trace, keep: Collection[str] | None, sink: Sink | None) -> Trace:
    """A trace that has all its values, as if it had been made lean."""
    if sink is not None:
        for call in trace:
            sink(trace, call)
    if keep is not None:
        let_go(trace, keep)
    return trace


def _smaller(x: Any) -> Iterator[Any]:
    """Every n-th row and column of maps (N, C, H, W), the smallest first; `x` itself where that is small."""
    if input_key(x, by_shape=False) is None:
        return
    values = [*(x.values() if isinstance(x, dict) else x if isinstance(x, (tuple, list)) else (x,))]
    largest = max((max(value.shape[2:]) for value in values if value.ndim == 4), default=0)
    for side in _SIDES:
        step = max(1, -(-largest // side))
        few = [value[..., ::step, ::step] if value.ndim == 4 else value for value in values]
        yield dict(zip(x, few, strict=True)) if isinstance(x, dict) else few[0] if x is values[0] else tuple(few)
        if step == 1:
            return


def _kept(x: Any, trace: Trace) -> Any:
    """The input as the trace keeps it: the caller's own may be changed meanwhile."""
    if input_key(x, by_shape=False) is None:
        return x
    values = tuple(trace.inputs.values())
    if isinstance(x, dict):
        return dict(zip(x, values, strict=True))
    return values[0] if isinstance(x, torch.Tensor) else values
