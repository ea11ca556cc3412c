"""Run a model once and keep what every layer saw and said, true under in-place writes, reuse and control flow."""

from __future__ import annotations

import contextlib
import sys
import threading
from typing import TYPE_CHECKING, Any

import torch
from torch import nn

from explorer.core.graph import INPUT, Trace
from explorer.core.layers import is_opaque, needs_no_watch, only_calls_children
from explorer.core.recorder import Recorder
from explorer.core.values import StaleRecording
from explorer.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.core.recorder import Frame

    Modules = list[tuple[str, nn.Module]]

# Train/eval flags, hooks and torch's random numbers belong to every thread. Re-entrant: a network may capture another.
ONE_AT_A_TIME = threading.RLock()


def capture(module: nn.Module, x: Any) -> Trace:
    """Everything that one forward pass in evaluation mode computed, as a Trace.

    Args:
        module: the network; it is left as it was found: train/eval flags, hooks, gradients, random numbers.
        x: its input: a tensor (N, C, H, W), a tuple of positional inputs or a dict of named ones.

    Raises:
        ModelError: the network failed; the sentence names the layer.
    """
    with ONE_AT_A_TIME:
        try:
            return _record(module, x, copy_always=False)
        except StaleRecording:
            # Something wrote into a tensor behind torch's function protocol (a scripted or compiled operation).
            return _record(module, x, copy_always=True)


def _record(module: nn.Module, x: Any, copy_always: bool) -> Trace:
    positional, named = _copied(x)
    modules = [*module.named_modules()]
    recorder = Recorder(modules, copy_always)
    names = _input_names(len(positional) + len(named))
    for name, value in zip(names, [*positional, *named.values()], strict=True):
        recorder.add_input(name, value)
    with _evaluating(modules), _following(modules, recorder), torch.no_grad(), random_state_kept():
        try:
            with recorder:
                output = module(*positional, **named)
        except Exception as error:
            raise ModelError(_sentence(recorder, [*positional, *named.values()], error)) from error
        inputs, calls, output = recorder.finish(output)
    return Trace(inputs, calls, output)


def _copied(x: Any) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """The inputs as (positional, named), cloned: a network may write into its input, which is not ours."""
    if isinstance(x, dict):
        return (), {name: _cloned(value) for name, value in x.items()}
    if isinstance(x, (tuple, list)):
        return tuple(_cloned(value) for value in x), {}
    return (_cloned(x),), {}


def _cloned(value: Any) -> Any:
    return value.detach().clone() if isinstance(value, torch.Tensor) else value


def _input_names(count: int) -> list[str]:
    return [INPUT if index == 0 else f"{INPUT}:{index}" for index in range(count)]


def _sentence(recorder: Recorder, inputs: list[Any], error: Exception) -> str:
    shapes = ", ".join("×".join(map(str, x.shape)) if isinstance(x, torch.Tensor) else type(x).__name__ for x in inputs)
    where = f" in '{recorder.failed}'" if recorder.failed else ""
    reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
    return f"The model failed{where} on an input of shape {shapes}: {reason}"


@contextlib.contextmanager
def _evaluating(modules: Modules) -> Iterator[None]:
    """Evaluation mode for every module; each gets its own flag back, mixed flags included."""
    training = [module for _, module in modules if module.training]
    for module in training:
        module.training = False
    try:
        yield
    finally:
        for module in training:
            module.training = True


@contextlib.contextmanager
def random_state_kept() -> Iterator[None]:
    """A network that draws random numbers draws them from a stream that others do not notice."""
    state = torch.get_rng_state()
    try:
        yield
    finally:
        torch.set_rng_state(state)


@contextlib.contextmanager
def _following(modules: Modules, recorder: Recorder) -> Iterator[None]:
    """Hooks that tell the recorder which module runs; all of them are gone afterwards."""
    # The key under which torch keeps them: its own way of registering takes as long as a small layer.
    key = object()
    unwatched: list[Any] = []
    # What runs inside a Sequential are its children, but there has to be somebody to blame.
    followed = [(path, module) for path, module in modules if not path or not only_calls_children(module)]
    try:
        for path, module in followed:
            before, after = _hooks(recorder, path, module, unwatched)
            own = vars(module)
            own["_forward_pre_hooks"][key] = before
            own["_forward_hooks"][key] = after
            for name in _WITH:
                own[name][key] = True
        yield
    finally:
        while unwatched:  # after an interrupt, which torch does not tell hooks of
            unwatched.pop().__exit__(None, None, None)
        for _, module in followed:
            own = vars(module)
            for name in ("_forward_pre_hooks", "_forward_hooks", *_WITH):
                own[name].pop(key, None)


_WITH = ("_forward_pre_hooks_with_kwargs", "_forward_hooks_with_kwargs", "_forward_hooks_always_called")


def _hooks(recorder: Recorder, path: str, module: nn.Module, unwatched: list[Any]) -> tuple[Any, Any]:
    opaque, alone = is_opaque(module), needs_no_watch(module)
    leaf = opaque or not module._modules
    writes = vars(module).get("inplace", False) is True
    own_thread = threading.get_ident()  # others may run the same network meanwhile
    entered: list[tuple[Frame, BaseException | None]] = []

    def before(module: nn.Module, args: Any, kwargs: Any) -> None:
        if threading.get_ident() != own_thread:
            return
        # What is asked of a tensor in here is no operation of the network.
        guard = torch._C.DisableTorchFunction()
        guard.__enter__()
        unwatched.append(guard)
        entered.append((recorder.enter(path, module, opaque, leaf, args, kwargs), sys.exc_info()[1]))
        if not alone:
            unwatched.pop().__exit__(None, None, None)
        elif writes:
            recorder.will_write(args[:1] or kwargs.get("input"))

    def after(module: nn.Module, args: Any, kwargs: Any, output: Any) -> None:
        if threading.get_ident() != own_thread:
            return
        if not alone:
            unwatched.append(torch._C.DisableTorchFunction())
            unwatched[-1].__enter__()
        # On an exception torch runs this hook from inside its handler: that is how a failing layer is known. One
        # that was there before is being handled by the network, or by whoever asked for the capture.
        frame, handled = entered.pop()
        error = sys.exc_info()[1]
        recorder.leave(frame, output, None if error is handled else error)
        unwatched.pop().__exit__(None, None, None)

    return before, after
