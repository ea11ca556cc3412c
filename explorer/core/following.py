"""A network made ready for a recorder, and brought back to what it was."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import torch

if TYPE_CHECKING:
    from torch import nn

    from explorer.core.recorder import Recorder

# What torch calls in place of a module's own code and hooks, if it is there: meant for what module.compile() makes,
# which is left aside meanwhile, as nobody can look into it. Copies and pickles of a module go without it.
_CALL = "_compiled_call_impl"


class Following:
    """Evaluation mode, no gradients, random numbers of one's own, and every module's calls led through the recorder.

    To be undone in any case: what a network is belongs to every thread.

    Attributes:
        modules: the network's modules by path, each once, in the order of `named_modules`.
    """

    def __init__(self) -> None:
        self.modules: list[tuple[str, nn.Module]] = []
        self._led: list[dict[str, Any]] = []
        self._compiled: list[tuple[dict[str, Any], Any]] = []
        self._training: list[nn.Module] = []
        self._gradients = torch.is_grad_enabled()
        self._random_state = torch.get_rng_state()

    def begin(self, root: nn.Module, recorder: Recorder) -> None:
        """Every module of `root` from now on tells the recorder when it runs."""
        # As torch.no_grad() does, at a tenth of its price.
        torch._C._set_grad_enabled(False)
        self._follow("", root, recorder, set())

    def _follow(self, path: str, module: nn.Module, recorder: Recorder, known: set[nn.Module]) -> None:
        known.add(module)
        self.modules.append((path, module))
        if module.training:
            self._training.append(module)
            module.training = False
        own = vars(module)
        if _CALL in own:
            self._compiled.append((own, own.pop(_CALL)))
        run = recorder.runner(path, module)
        if run is not None:
            self._led.append(own)
            own[_CALL] = partial(run, path, module)
        children = module._modules
        if children:
            begin = f"{path}." if path else ""
            for name, child in children.items():
                if child is not None and child not in known:
                    self._follow(begin + name, child, recorder, known)

    def end(self) -> None:
        """Everything as it was."""
        for own in self._led:
            own.pop(_CALL, None)
        for own, compiled in self._compiled:
            own[_CALL] = compiled
        for module in self._training:
            module.training = True
        torch.set_rng_state(self._random_state)
        torch._C._set_grad_enabled(self._gradients)
