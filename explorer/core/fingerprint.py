"""What of a network may not change while a plan made from it is used, compared in microseconds."""

from __future__ import annotations

from itertools import chain
from operator import call, is_, itemgetter
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
    is always made in evaluation mode. What is compared lies in a few flat lists, so that C does the walking: what
    is far from the processor is what costs.
    """

    def __init__(self, root: nn.Module) -> None:
        modules = [*root.modules()]
        everywhere = torch.nn.modules.module
        self._hooks = [getattr(module, name) for module in modules for name in _HOOKS]
        self._hooks += [everywhere._global_forward_hooks, everywhere._global_forward_pre_hooks]
        self._hooked = any(self._hooks)
        self._handles = RemovableHandle.next_id
        weights = ((module, getattr(module, name)) for module in modules for name in _WEIGHTS)
        self._weights = [entries for module, entries in weights if entries or not _is_torchs(module)]
        self._objects = [*_values(self._weights)]
        known = [settings_of(module) for module in modules]
        self._trees = [module._modules for module, settings in zip(modules, known, strict=True) if settings is None]
        self._modules = [*_values(self._trees)]
        # One more weight, or a forward of the instance's own.
        self._counted = [*(vars(module) for module in modules), *self._weights]
        self._sizes = [*map(len, self._counted)]
        self._getters: list[Callable[[Any], Any]] = []
        self._owners: list[dict[str, Any]] = []
        for module, settings in zip(modules, known, strict=True):
            names = [name for name in vars(module) if name not in _WITHOUT_A_SAY] if settings is None else settings
            if names:
                self._getters.append(itemgetter(*names))
                self._owners.append(vars(module))
        self._settings = [*map(call, self._getters, self._owners)]

    def holds(self) -> bool:
        """Whether nothing of it has changed."""
        if not self._as_hooked() or [*map(len, self._counted)] != self._sizes:
            return False
        try:
            return (
                all(map(is_, _values(self._weights), self._objects))
                and [*_values(self._trees)] == self._modules
                and [*map(call, self._getters, self._owners)] == self._settings
            )
        except (KeyError, RuntimeError, ValueError):  # a setting is gone, or is now a tensor or an array
            return False

    def _as_hooked(self) -> bool:
        """Whether there are hooks as there were. Which ones does not matter: with any there is no plan."""
        # Whoever registers a hook gets a handle, and torch numbers them: most often one look is enough.
        if not self._hooked and self._handles == RemovableHandle.next_id:
            return True
        self._handles = RemovableHandle.next_id
        return any(self._hooks) is self._hooked


def _is_torchs(module: nn.Module) -> bool:
    """Whether a module has the weights that it was made with; one of the user may look what it has."""
    return type(module).__module__.startswith("torch.nn.")


def _values(entries: Iterable[dict[str, Any]]) -> Iterable[Any]:
    return chain.from_iterable(map(dict.values, entries))
