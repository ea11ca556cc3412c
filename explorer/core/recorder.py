"""The function mode behind `capture`: sees every operation, copies a value only when something writes into it."""

from __future__ import annotations

from threading import get_ident
from typing import TYPE_CHECKING, Any

import torch
from torch import nn
from torch.overrides import TorchFunctionMode

from explorer.core.calls import Calls, Parameters
from explorer.core.graph import INPUT, Call, Trace, tensors_in
from explorer.core.layers import is_opaque, needs_no_watch, only_calls_children, parameters_of
from explorer.core.values import Slot, Values, as_they_were
from explorer.core.writes import described, written_arguments

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from explorer.core.calls import Record

unwatched = torch._C.DisableTorchFunction
"""What is asked of tensors in this context is no operation of the network."""


class Recorder(TorchFunctionMode):
    """Every operation's inputs and output, in order; before a write, the values that share its memory are copied.

    Torch's own layers are opaque (one record), other modules transparent: what runs inside them is recorded. A
    module of the user without children that ran exactly one operation is one record under the module's own path.

    While the network runs, as little as possible is done: what a record means is worked out at the end.

    Args:
        modules: the network's modules by path.
        copy_always: copy every value at once, for networks that write behind torch's back.

    Attributes:
        failed: the path of the layer that failed.
        interrupted: an error that is nobody's of the network.
    """

    def __init__(self, modules: Sequence[tuple[str, nn.Module]], copy_always: bool = False) -> None:
        super().__init__()
        self.failed: str | None = None
        self.interrupted: BaseException | None = None
        self._error: BaseException | None = None
        self._thread = get_ident()
        self._parameters = Parameters(modules)
        self._values = Values(self._parameters, copy_always)
        self._inputs: dict[str, Slot] = {}
        self._records: list[Record] = []
        self._prefixes = [""]
        self._opaque = 0

    def add_input(self, name: str, value: Any) -> None:
        """Announce an input; `value` may be a tensor or a nest of them (the first one gets the name)."""
        for tensor in tensors_in(value):
            count = len(self._inputs)
            slot = self._values.add(tensor, -1 - count)
            self._inputs[name if name not in self._inputs else f"{INPUT}:{count}"] = slot

    # ---- modules

    def runner(self, path: str, module: nn.Module) -> Callable[..., Any] | None:
        """What is to run the module, given its path and itself before its arguments; None: nothing of ours."""
        if needs_no_watch(module):
            return self._run_unwatched
        # What runs inside a Sequential are its children, but there has to be somebody to blame.
        if path and only_calls_children(module):
            return None
        return self._run_leaf if is_opaque(module) or not module._modules else self._run_inside

    def _run_unwatched(self, path: str, module: Any, /, *args: Any, **kwargs: Any) -> Any:
        """A layer that is one call and writes into nothing but, where it says so, its input."""
        if get_ident() != self._thread:  # others may run the same network meanwhile
            return module._call_impl(*args, **kwargs)
        with unwatched():
            given = None if self._opaque else self._values.seen(args, kwargs)
            if vars(module).get("inplace") is True:
                for tensor in tensors_in(args[0] if args else kwargs.get("input")):
                    self._values.before_write(tensor)
            try:
                output = module._call_impl(*args, **kwargs)
            except BaseException as error:
                self._failed_in(path, module, error)
                raise
            if given is not None:
                self._add(path, module, None, parameters_of(module), given, output)
            return output

    def _run_leaf(self, path: str, module: Any, /, *args: Any, **kwargs: Any) -> Any:
        """A layer that is one call but has to be watched, or a module of the user's own without children."""
        if get_ident() != self._thread or self._opaque:
            return module._call_impl(*args, **kwargs)
        with unwatched():
            given = self._values.seen(args, kwargs)
        first, opaque = len(self._records), is_opaque(module)
        self._opaque += opaque
        try:
            output = self._run_inside(path, module, *args, **kwargs)
            with unwatched():
                # Reading a computed weight calls modules that are not the network's.
                parameters = parameters_of(module) if opaque else {}
        finally:
            self._opaque -= opaque
        with unwatched():
            if opaque or len(self._records) == first:
                self._add(path, module, None, parameters, given, output)
            elif not self._took_over(path, module, first, output):
                # The module's last word repeats a value made inside it: that operation is what fed it.
                fed: list[Slot] = []
                self._values.seen_nest(output, fed)
                self._add(path, module, None, parameters, given, output, fed)
        return output

    def _run_inside(self, path: str, module: Any, /, *args: Any, **kwargs: Any) -> Any:
        """A module that is looked into."""
        if get_ident() != self._thread:
            return module._call_impl(*args, **kwargs)
        self._prefixes.append(f"{path}." if path else "")
        try:
            return module._call_impl(*args, **kwargs)
        except BaseException as error:
            self._failed_in(path, module, error)
            raise
        finally:
            self._prefixes.pop()

    def _failed_in(self, path: str, module: nn.Module, error: BaseException) -> None:
        # The innermost module that an error passes is the one that failed; of two errors the network caught one.
        if self._error is None or self._error not in (error, error.__cause__):
            self.failed = path or type(module).__name__
        self._error = error

    def _took_over(self, path: str, module: nn.Module, first: int, output: Any) -> bool:
        """Whether the module's only operation has become the module's own record."""
        if len(self._records) != first + 1 or not isinstance(output, torch.Tensor):
            return False
        if self._values.slot(output).producer != first:
            return False
        self._records[first] = (path, module, *self._records[first][2:])
        return True

    # ---- operations

    def __torch_function__(
        self, func: Callable[..., Any], types: Sequence[type], args: Any = (), kwargs: Any = None
    ) -> Any:
        """Run one operation; record it when it computes tensors from tensors."""
        known = described(func)
        if known.asks:
            return func(*args, **kwargs) if kwargs else func(*args)
        kwargs = kwargs or {}
        written = written_arguments(func, known.name, args, kwargs) if known.writes or "out" in kwargs else ()
        given = self._values.seen(args, kwargs) if known.computes and not self._opaque else None
        if written:
            for tensor in tensors_in(written):
                self._values.before_write(tensor)
        result = func(*args, **kwargs)
        if given is not None and given[2]:
            output = args[0] if known.sets_item else result
            if isinstance(output, torch.Tensor) or next(tensors_in(output), None) is not None:
                self._add(self._prefixes[-1], None, func, {}, given, output)
        return result

    def _add(
        self,
        path: str,
        module: Any,
        function: Any,
        parameters: Any,
        given: tuple[Any, Any, list[Slot]],
        output: Any,
        fed: list[Slot] | None = None,
    ) -> None:
        number, values = len(self._records), self._values
        made = values.add(output, number) if isinstance(output, torch.Tensor) else values.made(output, number)
        self._records.append((path, module, function, parameters, *given, given[2] if fed is None else fed, made))
        if values.written:
            values.record_added(number)

    # ---- the end

    def trace(self, output: Any) -> Trace:
        """The Trace of the run that returned `output`. Raises StaleRecording."""
        slots: list[Slot] = []
        output = self._values.seen_nest(output, slots)
        self._values.check()
        drafted = Calls([*self._inputs], self._parameters).draft
        calls = tuple([drafted(number, record) for number, record in enumerate(self._records)])
        for call in calls:
            call.__class__ = Call
        inputs = {name: slot.tensor for name, slot in self._inputs.items()}
        return Trace(inputs, calls, as_they_were(output, slots))
