"""What of a network may not change while a plan made from it is used, compared in microseconds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
from torch import nn
from torch.utils.hooks import RemovableHandle

from explorer.core.direct import settings_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_HOOKS = ("_forward_hooks", "_forward_pre_hooks")
_WEIGHTS = ("_parameters", "_buffers")
# The plan writes nothing in place and runs in evaluation mode, whatever these say.
_WITHOUT_A_SAY = frozenset(vars(nn.Module())) | {"inplace"}


class Fingerprint:
    """The modules, weights (which objects, not which numbers), hooks and settings of a network at one moment.

    Numbers in weights are left out because a plan uses the weights themselves; train/eval flags, because a capture
    is always made in evaluation mode.
    """

    def __init__(self, root: nn.Module) -> None:
        modules = [*root.modules()]
        everywhere = torch.nn.modules.module
        self._hooks = [getattr(module, name) for module in modules for name in _HOOKS]
        self._hooks += [everywhere._global_forward_hooks, everywhere._global_forward_pre_hooks]
        self._hooked = any(self._hooks)
        self._handles = RemovableHandle.next_id
        self._unchanged = _comparison(modules)

    def holds(self) -> bool:
        """Whether nothing of it has changed."""
        try:
            return self._as_hooked() and self._unchanged()
        except (KeyError, RuntimeError, ValueError):  # a setting is gone, or is now a tensor or an array
            return False

    def _as_hooked(self) -> bool:
        """Whether there are hooks as there were. Which ones does not matter: with any there is no plan."""
        # Whoever registers a hook gets a handle, and torch numbers them: most often one look is enough.
        if not self._hooked and self._handles == RemovableHandle.next_id:
            return True
        self._handles = RemovableHandle.next_id
        return any(self._hooks) is self._hooked


def _comparison(modules: list[nn.Module]) -> Callable[[], bool]:
    """A function without loops that raises KeyError where something is gone.

    What it reads has gone cold while the network ran, and code that is spelled out reads less than a loop.
    """
    source = _Source()
    for module in modules:
        settings = settings_of(module)
        own = [name for name in vars(module) if name not in _WITHOUT_A_SAY]
        # The length tells of one more weight, or of a forward of the instance's own.
        source.compare(vars(module), own if settings is None else settings, by_value=True)
        for weights in (getattr(module, name) for name in _WEIGHTS):
            # A layer of torch has the weights that it was made with; one of the user may look what it has.
            if weights or not type(module).__module__.startswith("torch.nn."):
                source.compare(weights, weights, by_value=False)
        if settings is None:
            source.compare_order(module._modules)
    return source.function()


class _Source:
    def __init__(self) -> None:
        self._scope: dict[str, Any] = {}
        self._terms: list[str] = []

    def compare(self, entries: dict[str, Any], names: Iterable[str], by_value: bool) -> None:
        held = self._constant(entries)
        self._terms.append(f"len({held}) == {len(entries)}")
        for name in names:
            now, then = f"{held}[{name!r}]", self._constant(entries[name])
            self._terms.append(f"({now} is {then} or {now} == {then})" if by_value else f"{now} is {then}")

    def compare_order(self, modules: dict[str, Any]) -> None:
        self._terms.append(f"[*{self._constant(modules)}.values()] == {self._constant([*modules.values()])}")

    def function(self) -> Callable[[], bool]:
        exec(f"def unchanged():\n    return {' and '.join(self._terms)}", self._scope)
        made: Callable[[], bool] = self._scope["unchanged"]
        return made

    def _constant(self, value: Any) -> str:
        name = f"k{len(self._scope)}"
        self._scope[name] = value
        return name
