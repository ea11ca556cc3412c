"""Captures of one network again and again: recorded the first time, then at the price of the bare forward."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import torch

from explorer.core.agreement import difference
from explorer.core.capture import ONE_AT_A_TIME, capture
from explorer.core.fingerprint import Fingerprint
from explorer.core.plan import Plan, PlanFailed, input_key, plan_of
from explorer.core.tracing import Differs, Refused

if TYPE_CHECKING:
    from torch import nn

    from explorer.core.graph import Trace

_log = logging.getLogger(__name__)


class Capturer:
    """`capture(module, x)` for many inputs: the same Traces, by a plan wherever the network has one.

    A plan is made from the last recording, before the second capture or by `prepare`, and dropped when modules,
    weights (as objects), settings or hooks change, or when the inputs are of another kind. Weights changed in place
    are used as they are.

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

    def capture(self, x: Any, check: bool = False) -> Trace:
        """Everything that one forward pass in evaluation mode computed, as a Trace. Raises ModelError.

        Args:
            x: its input: a tensor (N, C, H, W), a tuple of positional inputs or a dict of named ones.
            check: record even if there is a plan, compare the two, and drop the plan if they differ.
        """
        with ONE_AT_A_TIME:
            if self._untried is not None:
                self.prepare()
            plan, fingerprint = self._plan, self._fingerprint
            if plan is None or check or fingerprint is None or not (plan.takes(x) and fingerprint.holds()):
                return self._recorded(x, check)
            try:
                return plan.run(x)
            except PlanFailed as error:
                # The network fails too, and says where when it is recorded; or it is no longer what it was.
                _log.debug("The plan of %s failed: %s", type(self.module).__name__, error)
                self._plan = None
                return self._recorded(x, check=False)

    def prepare(self) -> None:
        """Make the plan now rather than before the next capture; it takes a few times as long as a capture."""
        with ONE_AT_A_TIME:
            untried, self._untried = self._untried, None
            if untried is None or self._fingerprint is None or not self._fingerprint.holds():
                return
            try:
                self._plan = plan_of(self.module, *untried)
            except Refused as reason:
                # Weights that have been changed since the recording make it differ, too: the next is tried at once.
                self._tries += 1
                if isinstance(reason, Differs) and self._tries == 1:
                    return
                self._refuse(str(reason), untried[0])

    def _recorded(self, x: Any, check: bool) -> Trace:
        """A recording, for a plan to be made from, or by which the plan is checked."""
        plan, current = self._plan, self._fingerprint is not None and self._fingerprint.holds()
        trace = capture(self.module, x)
        if not (check and current and plan is not None and plan.takes(x)):
            self._start_again(x, trace, current)
            return trace
        try:
            differing = difference(trace, plan.run(x))
        except PlanFailed as error:
            differing = str(error)
        if differing:
            self._refuse(f"it does not compute the same each time: {differing}", x)
        return trace

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


def _kept(x: Any, trace: Trace) -> Any:
    """The input as the trace keeps it: the caller's own may be changed meanwhile."""
    if input_key(x, by_shape=False) is None:
        return x
    values = tuple(trace.inputs.values())
    if isinstance(x, dict):
        return dict(zip(x, values, strict=True))
    return values[0] if isinstance(x, torch.Tensor) else values
