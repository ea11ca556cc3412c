"""The function mode behind `capture`: sees every operation, copies a value only when something writes into it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import torch
from torch import nn
from torch.overrides import TorchFunctionMode

from explorer.core.graph import INPUT, Call, CallDraft, tensors_in
from explorer.core.kinds import kind_of_function, kind_of_module
from explorer.core.layers import class_name, parameters_of
from explorer.core.values import Slot, Values, resolved
from explorer.core.writes import function_name, written_arguments

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from explorer.core.graph import Kind

# They return or name a tensor without computing one; `x.data` keeps its place in the graph by sharing storage.
_NOT_OPERATIONS = frozenset({"data", "grad", "requires_grad", "retain_grad", "share_memory", "untyped_storage"})


@dataclass(slots=True, eq=False)
class Record:
    """A call in the making: nested arguments and output hold Slots where tensors were."""

    path: str
    op: str
    kind: Kind
    inputs: list[Slot]
    args: Any
    kwargs: Any
    output: Any
    parameters: dict[str, torch.Tensor]
    module: nn.Module | None = None
    function: Callable[..., Any] | None = None


@dataclass(slots=True, eq=False)
class Frame:
    """A module that is running: `first` is the number of records made before it began."""

    path: str
    module: nn.Module
    opaque: bool
    leaf: bool
    first: int
    args: Any
    kwargs: Any
    inputs: list[Slot] = field(default_factory=list)


class Recorder(TorchFunctionMode):
    """Every operation's inputs and output, in order; before a write, the values that share its memory are copied.

    Torch's own layers are opaque (one record), other modules transparent: what runs inside them is recorded. A
    module of the user without children that ran exactly one operation is one record under the module's own path.

    Args:
        modules: the network's modules by path.
        copy_always: copy every value at once, for networks that write behind torch's back.
    """

    def __init__(self, modules: Sequence[tuple[str, nn.Module]], copy_always: bool = False) -> None:
        super().__init__()
        self.records: list[Record] = []
        self.failed: str | None = None
        self._error: BaseException | None = None
        self._inputs: dict[str, Slot] = {}
        self._stack: list[Frame] = []
        self._opaque = 0
        self._parameter_names = _parameter_names(modules)
        self._values = Values(self._parameter_names, copy_always)

    # ---- the network's inputs and modules

    def add_input(self, name: str, value: Any) -> None:
        """Announce an input; `value` may be a tensor or a nest of them (the first one gets the name)."""
        for tensor in tensors_in(value):
            number = -1 - len(self._inputs)
            slot = self._values.add(tensor, (number,))
            self._inputs[name if name not in self._inputs else f"{INPUT}:{len(self._inputs)}"] = slot

    def enter(self, path: str, module: nn.Module, opaque: bool, leaf: bool, args: Any, kwargs: Any) -> Frame:
        """A module's forward begins."""
        frame = Frame(path, module, opaque, leaf, len(self.records), None, None)
        if leaf and not self._opaque:
            frame.args, frame.kwargs = (
                self._values.slotted(args, frame.inputs),
                self._values.slotted(kwargs, frame.inputs),
            )
        self._stack.append(frame)
        self._opaque += opaque
        return frame

    def will_write(self, value: Any) -> None:
        """An operation that is not watched is going to write into `value`."""
        for tensor in tensors_in(value):
            self._values.before_write(tensor)

    def leave(self, frame: Frame, output: Any, error: BaseException | None) -> None:
        """A module's forward ended, with an output or by an exception."""
        # While it is still on the stack: reading a parametrized weight runs operations that are not the network's.
        parameters = parameters_of(frame.module) if frame.opaque and error is None else {}
        while self._stack:
            left = self._stack.pop()
            self._opaque -= left.opaque
            if left is frame:
                break
        if error is not None:
            # The innermost module that an error passes is the one that failed; of two errors the network caught one.
            if self._error is None or self._error not in (error, error.__cause__):
                self.failed = frame.path or type(frame.module).__name__
            self._error = error
        elif frame.leaf and not self._opaque and not self._took_over(frame, output):
            self._record_module(frame, output, parameters)

    def _took_over(self, frame: Frame, output: Any) -> bool:
        """Whether the module's only operation has become the module's own record."""
        if frame.opaque or len(self.records) != frame.first + 1:
            return False
        record = self.records[-1]
        if not isinstance(output, torch.Tensor) or self._values.slot(output).producers != (frame.first,):
            return False
        record.path = frame.path or type(frame.module).__name__
        record.op, record.module = class_name(frame.module), frame.module
        kind = kind_of_module(frame.module)
        record.kind = record.kind if kind == "other" else kind
        return True

    def _record_module(self, frame: Frame, output: Any, parameters: dict[str, torch.Tensor]) -> None:
        module, number = frame.module, len(self.records)
        inputs = frame.inputs
        if not frame.opaque and number > frame.first:
            # The module's last word repeats a value made inside it: that operation is what fed it.
            inputs = [self._values.slot(tensor) for tensor in tensors_in(output)]
        result = self._values.slotted_output(output, number)
        self._append(
            Record(
                frame.path or type(module).__name__, class_name(module), kind_of_module(module), inputs,
                frame.args, frame.kwargs, result, parameters, module,
            )
        )  # fmt: skip

    # ---- operations

    def __torch_function__(
        self, func: Callable[..., Any], types: Sequence[type], args: Any = (), kwargs: Any = None
    ) -> Any:
        """Run one operation; record it when it computes tensors from tensors."""
        kwargs = kwargs or {}
        name = function_name(func)
        targets = written_arguments(func, name, args, kwargs)
        if not targets and (name in _NOT_OPERATIONS or self._opaque):
            return func(*args, **kwargs)
        inputs: list[Slot] = []
        slotted = (self._values.slotted(args, inputs), self._values.slotted(kwargs, inputs))
        for target in tensors_in(targets):
            self._values.before_write(target)
        result = func(*args, **kwargs)
        output = args[0] if name == "__setitem__" else result
        computed = inputs and name not in _NOT_OPERATIONS and next(tensors_in(output), None) is not None
        if computed and not self._opaque:
            self._record_function(func, name, inputs, slotted, output)
        return result

    def _record_function(self, func: Any, name: str, inputs: list[Slot], slotted: Any, output: Any) -> None:
        op = name.strip("_")
        names = [self._parameter_names.get(id(slot.tensor)) for slot in inputs]
        parameters = _short_names({n: slot.tensor for n, slot in zip(names, inputs, strict=True) if n is not None})
        activations = [slot for n, slot in zip(names, inputs, strict=True) if n is None]
        kind = kind_of_function(op, len(activations), len(parameters), _averages_space(op, slotted, inputs))
        path = self._stack[-1].path if self._stack else ""
        result = self._values.slotted_output(output, len(self.records))
        self._append(
            Record(
                f"{path}.{op}" if path else op, op, kind, activations, slotted[0], slotted[1], result, parameters,
                function=func,
            )
        )  # fmt: skip

    def _append(self, record: Record) -> None:
        self._values.record_added(len(self.records))
        self.records.append(record)

    # ---- the end

    def finish(self, output: Any) -> tuple[dict[str, torch.Tensor], tuple[Call, ...], Any]:
        """The network's inputs by name, the calls, and its output. Raises StaleRecording."""
        output = self._values.slotted(output, [])
        self._values.check()
        inputs = tuple(self._inputs)
        names = _unique_names((record.path for record in self.records), len(inputs))
        calls = tuple(_call(record, *name, names, inputs) for record, name in zip(self.records, names, strict=True))
        return {name: slot.tensor for name, slot in self._inputs.items()}, calls, resolved(output)


def _short_names(parameters: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Parameters under the last part of their names, or the whole where two would share it."""
    short = [name.rpartition(".")[2] for name in parameters]
    return {s if short.count(s) == 1 else n: t for s, (n, t) in zip(short, parameters.items(), strict=True)}


def _averages_space(op: str, slotted: Any, inputs: list[Slot]) -> bool:
    """Whether `op` is a mean over exactly the last two of four axes: global average pooling in words of its own."""
    if op != "mean" or not inputs or inputs[0].tensor.ndim != 4:
        return False
    args, kwargs = slotted
    axes = kwargs.get("dim", args[1] if len(args) > 1 else None)
    return isinstance(axes, (tuple, list)) and sorted(axis % 4 for axis in axes) == [2, 3]


def _parameter_names(modules: Sequence[tuple[str, nn.Module]]) -> dict[int, str]:
    """Id -> name of every weight and buffer; one that is shared goes by its first name."""
    names: dict[int, str] = {}
    for path, module in modules:
        for name, tensor in (*module._parameters.items(), *module._buffers.items()):
            if tensor is not None:
                names.setdefault(id(tensor), f"{path}.{name}" if path else name)
    return names


def _unique_names(paths: Iterable[str], inputs: int) -> list[tuple[str, int]]:
    """(name, index) of each path in turn. `input`, `input:1`, ... are taken by the network's `inputs`."""
    counts: dict[str, int] = {INPUT: max(1, inputs)}
    names = []
    for path in paths:
        index = counts.get(path, 0)
        counts[path] = index + 1
        names.append((f"{path}:{index}" if index else path, index))
    return names


def _call(record: Record, name: str, index: int, names: list[tuple[str, int]], inputs: tuple[str, ...]) -> Call:
    producers = dict.fromkeys(number for slot in record.inputs for number in slot.producers)
    parents = tuple(names[number][0] if number >= 0 else inputs[-1 - number] for number in producers)
    call: Any = object.__new__(CallDraft)
    call.name, call.path, call.index = name, record.path, index
    call.kind, call.op = record.kind, record.op
    call.inputs = tuple([slot.tensor for slot in record.inputs])
    call.output = resolved(record.output)
    call.parents = parents
    call.parameters = record.parameters
    call.module, call.function = record.module, record.function
    call.args = resolved(record.args) or ()
    call.kwargs = resolved(record.kwargs) or {}
    call.__class__ = Call
    made: Call = call
    return made
