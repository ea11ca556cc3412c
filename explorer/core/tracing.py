"""torch.fx's graph of a network that is left as it was, at the granularity of the recorder."""

from __future__ import annotations

import copy
import inspect
import threading
from typing import TYPE_CHECKING, Any

import torch
from torch import fx, nn
from torch.nn.utils import parametrize

from explorer.core.layers import is_opaque

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Refused(Exception):
    """Why a network has no straight-line form; the sentence goes after 'because'."""


class Differs(Refused):
    """The straight-line form computes something else than the recording: now and for this input at least."""


class _Tracer(fx.Tracer):
    """Follows the recorder's idea of a layer, in this thread only: others may use the network meanwhile."""

    proxy_buffer_attributes = True

    def __init__(self) -> None:
        super().__init__()
        self._thread = threading.get_ident()

    def is_leaf_module(self, m: nn.Module, module_qualified_name: str) -> bool:
        return is_opaque(m)

    def call_module(
        self, m: nn.Module, forward: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Any:
        if threading.get_ident() != self._thread:
            return forward(*args, **kwargs)
        return super().call_module(m, forward, args, kwargs)

    def getattr(self, attr: str, attr_val: Any, parameter_proxy_cache: dict[str, Any]) -> Any:
        if threading.get_ident() != self._thread:
            return attr_val
        return super().getattr(attr, attr_val, parameter_proxy_cache)


def traced(root: nn.Module, defaults: dict[str, Any]) -> fx.Graph:
    """The network's graph. Traced on a twin that shares the weights, for tracing leaves attributes and flags behind."""
    for path, module in root.named_modules():
        if isinstance(module, torch.jit.ScriptModule) or parametrize.is_parametrized(module):
            raise Refused(f"the weights or the code of '{path}' are computed")
    random_state = torch.get_rng_state()
    try:
        twin = copy.deepcopy(root, {id(tensor): tensor for tensor in [*root.parameters(), *root.buffers()]})
        for module in twin.modules():
            module.training = False
        # Random numbers that are not drawn from the input become constants: these must not agree with the recording's.
        torch.default_generator.manual_seed(torch.default_generator.initial_seed() ^ 0x5EED)
        with torch.no_grad():
            return _Tracer().trace(twin, defaults or None)
    except Exception as error:
        reason = (str(error).strip().splitlines() or [""])[0]
        raise Refused(f"torch.fx cannot trace it ({type(error).__name__}: {reason})") from error
    finally:
        torch.set_rng_state(random_state)


def left_out(root: nn.Module, positional: Sequence[Any], named: dict[str, Any]) -> dict[str, Any]:
    """The parameters of forward that get their defaults, which tracing must not take for inputs."""
    signature = inspect.signature(root.forward)
    given = signature.bind(*positional, **named).arguments
    return {
        name: parameter.default
        for name, parameter in signature.parameters.items()
        if name not in given and parameter.default is not inspect.Parameter.empty
    }
