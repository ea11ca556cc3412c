"""Captures of one network again and again: recorded the first time, then at the price of the bare forward."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from explorer.core.agreement import difference
from explorer.core.capture import ONE_AT_A_TIME, capture
from explorer.core.fingerprint import Fingerprint
from explorer.core.plan import Plan, PlanFailed, input_key, plan_of
from explorer.core.tracing import Refused

if TYPE_CHECKING:
    from torch import nn

    from explorer.core.graph import Trace

_log = logging.getLogger(__name__)


class Capturer:
    """`capture(module, x)` for many inputs: the same Traces, by a plan wherever the network has one.

    A plan is made from a recording and dropped when modules, weights (as objects), settings or hooks change, or when
    the inputs are of another kind. Weights changed in place are used as they are.

    Attributes:
        module: the network.
        refused: why there is no plan; empty where there is one, or before the first capture.
    """

    def __init__(self, module: nn.Module) -> None:
        self.module = module
        self.refused = ""
        self._plan: Plan | None = None
        self._fingerprint: Fingerprint | None = None
        self._refused_key: Any = None

    @property
    def planned(self) -> bool:
        """Whether the last capture left a plan for the next one."""
        return self._plan is not None

    def capture(self, x: Any, check: bool = False) -> Trace:
        """Everything that one forward pass in evaluation mode computed, as a Trace. Raises ModelError.

        Args:
            x: its input: a tensor (N, C, H, W), a tuple of positional inputs or a dict of named ones.
            check: record even if there is a plan, compare the two, and drop the plan if they differ.
        """
        with ONE_AT_A_TIME:
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

    def _recorded(self, x: Any, check: bool) -> Trace:
        """A recording, from which a plan is made, or by which the plan is checked."""
        plan, current = self._plan, self._fingerprint is not None and self._fingerprint.holds()
        trace = capture(self.module, x)
        if not (check and current and plan is not None and plan.takes(x)):
            self._make_plan(x, trace, current)
            return trace
        try:
            differing = difference(trace, plan.run(x))
        except PlanFailed as error:
            differing = str(error)
        if differing:
            self._refuse(f"it does not compute the same each time: {differing}", x)
        return trace

    def _make_plan(self, x: Any, trace: Trace, current: bool) -> None:
        if current and self.refused and self._refused_key == input_key(x, by_shape=False):
            return
        self._plan, self.refused = None, ""
        try:
            self._fingerprint = Fingerprint(self.module)
            self._plan = plan_of(self.module, x, trace)
        except Refused as reason:
            self._refuse(str(reason), x)

    def _refuse(self, reason: str, x: Any) -> None:
        _log.debug("%s is recorded each time: %s", type(self.module).__name__, reason)
        self._plan, self.refused, self._refused_key = None, reason, input_key(x, by_shape=False)
