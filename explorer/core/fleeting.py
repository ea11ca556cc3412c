"""Recordings that hold no value longer than the network does, but for those that somebody asked for."""

from __future__ import annotations

import weakref
from functools import partial
from threading import get_ident
from typing import TYPE_CHECKING, Any

from torch.multiprocessing.reductions import StorageWeakRef

from explorer.core.calls import Calls
from explorer.core.graph import Call, Trace, TraceDraft
from explorer.core.lean import absent
from explorer.core.recorder import Recorder, unwatched
from explorer.core.values import Values, resolved, slots_in, slotted, storage_key

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Iterable, Sequence

    import torch
    from torch import nn

    from explorer.core.calls import Record
    from explorer.core.lean import Sink
    from explorer.core.values import Slot


_weak: Callable[[Any], StorageWeakRef] = StorageWeakRef


class FleetingValues(Values):
    """Values that can be let go of: a tensor without numbers takes the place of each.

    They come back when the network shows them again, as long as nothing has written into them. What nobody has made
    (weights, inputs, views that nobody saw being made) stays.
    """

    def __init__(self, constants: Container[int]) -> None:
        super().__init__(constants, copy_always=False)
        self._pins: dict[Slot, int] = {}
        self._absent: set[Slot] = set()
        self._back: list[Slot] = []
        # What stands for a tensor, and what tells when that is gone: its id may then be another's.
        self._stand_ins: dict[int, tuple[torch.Tensor, weakref.ref[torch.Tensor]]] = {}
        # Memory is not used again as long as somebody refers to it, however weakly: what it has held stays known.
        self._memory: dict[int, StorageWeakRef] = {}

    def slot(self, tensor: torch.Tensor) -> Slot:
        """The slot of a tensor's present value, which is there again."""
        known = id(tensor) in self._slots
        slot = super().slot(tensor)
        if not known:
            self.pin([slot])
        elif slot in self._absent:
            self._absent.remove(slot)
            self._back.append(slot)
            slot.tensor, slot.version = tensor, None if tensor.is_inference() else tensor._version
        return slot

    def add(self, tensor: torch.Tensor, producer: int | None) -> Slot:
        """A new value, made by the record `producer`."""
        self._remember(tensor)
        return super().add(tensor, producer)

    def before_write(self, tensor: torch.Tensor) -> None:
        """Something will write into `tensor`: what is there and shares its memory gets memory of its own."""
        self._remember(tensor)
        super().before_write(tensor)

    def seen(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, dict[str, Any], list[Slot]]:
        """Arguments as they are now, and the slots of their tensors: there at least until the next are seen."""
        self.let_go()
        found: list[Slot] = []
        return self.seen_nest(args, found), self.seen_nest(kwargs, found), found

    def pin(self, slots: Iterable[Slot]) -> None:
        """These values stay until they have been unpinned as often as they were pinned."""
        for slot in slots:
            self._pins[slot] = self._pins.get(slot, 0) + 1

    def unpin(self, slots: Collection[Slot]) -> None:
        """Let go of those that nobody else has pinned."""
        for slot in slots:
            self._pins[slot] -= 1
        for slot in slots:
            if not self._pins.get(slot, 1):
                del self._pins[slot]
                self._let_go(slot)

    def let_go(self) -> None:
        """Let go of what is there only because the network showed it again."""
        for slot in self._back:
            if slot not in self._pins and slot not in self._absent:
                self._let_go(slot)
        self._back.clear()

    def end(self) -> None:
        """The network has ended: a tensor that is there for one of its values is there for all (Identity)."""
        there = {id(slot.tensor): slot.tensor for slot in self._pins}
        back = {id(stand_in): there[n] for n, (stand_in, _) in self._stand_ins.items() if n in there}
        for slot in self._absent:
            slot.tensor = back.get(id(slot.tensor), slot.tensor)
        self._stand_ins.clear()

    def _let_go(self, slot: Slot) -> None:
        self._absent.add(slot)
        slot.tensor, slot.version = self._stand_in(slot.tensor), None

    def _stand_in(self, tensor: torch.Tensor) -> torch.Tensor:
        number = id(tensor)
        if number not in self._stand_ins:
            self._stand_ins[number] = absent(tensor), weakref.ref(tensor, partial(self._gone, number))
        return self._stand_ins[number][0]

    def _gone(self, number: int, reference: object) -> None:
        self._stand_ins.pop(number, None)
        # A value that is there keeps its tensor alive: the slot of that number is another's.
        if self._slots.get(number) in self._absent:
            del self._slots[number]

    def _remember(self, tensor: torch.Tensor) -> None:
        key = storage_key(tensor)
        if key not in self._memory and key >= 0:
            self._memory[key] = _weak(tensor.untyped_storage())


class FleetingRecorder(Recorder):
    """A Recorder that hands out each call as soon as it is made, and lets go of what it saw and said afterwards.

    A value that is written into later is handed out before that. A call inside a module of the user's own without
    children is handed out once it is known that it is not the module's only one, at the latest when that ends.

    Args:
        modules: the network's modules by path.
        keep: the names of the calls whose values stay, None for all.
        sink: gets every call with its values, in order.
    """

    def __init__(
        self, modules: Sequence[tuple[str, nn.Module]], keep: Collection[str] | None, sink: Sink | None
    ) -> None:
        super().__init__(modules)
        self._keep, self._sink = keep, sink
        self._values: FleetingValues = FleetingValues(self._parameters)
        self._leaves = 0
        self._calls: Calls | None = None
        # What has been handed out: calls, and what they hold, made of slots.
        self._made: list[tuple[Any, list[Slot], Any, Any, Any]] = []
        self._trace: Any = object.__new__(TraceDraft)
        for name, nothing in (("inputs", {}), ("by_name", {}), ("calls", ()), ("output", None)):
            setattr(self._trace, name, nothing)

    def add_input(self, name: str, value: Any) -> None:
        """Announce an input; it stays."""
        super().add_input(name, value)
        self._values.pin(self._inputs.values())
        self._trace.inputs = {name: slot.tensor for name, slot in self._inputs.items()}

    def trace(self, output: Any) -> Trace:
        """The Trace of the run that returned `output`, which stays. Raises StaleRecording."""
        if self.interrupted is not None:
            raise self.interrupted
        self._values.let_go()
        slots: list[Slot] = []
        output = self._values.seen_nest(output, slots)
        self._values.pin(slots)
        self._values.check()
        self._values.end()
        for call, fed, *nests in self._made:
            _fill(call, fed, *nests)
            call.__class__ = Call
        trace = self._trace
        trace.inputs = {name: slot.tensor for name, slot in self._inputs.items()}
        trace.calls, trace.output = tuple([call for call, *_ in self._made]), output
        trace.__class__ = Trace
        return trace  # type: ignore[no-any-return]

    def _run_leaf(self, path: str, module: Any, /, *args: Any, **kwargs: Any) -> Any:
        if get_ident() != self._thread or self._opaque:
            return super()._run_leaf(path, module, *args, **kwargs)
        with unwatched():
            given = self._values.seen(args, kwargs)[2]
            self._values.pin(given)
        self._leaves += 1
        try:
            output = super()._run_leaf(path, module, *args, **kwargs)
        finally:
            self._leaves -= 1
        with unwatched():
            if not self._leaves:
                self._hand_out(len(self._records))
            self._values.unpin(given)
        return output

    def _add(self, *record: Any) -> None:
        super()._add(*record)
        self._values.pin(_slots_of(self._records[-1]))
        # The last one may yet become the module's own.
        self._hand_out(len(self._records) - bool(self._leaves))

    def _hand_out(self, end: int) -> None:
        self._calls = self._calls or Calls([*self._inputs], self._parameters)
        for number in range(len(self._made), end):
            path, module, function, parameters, args, kwargs, given, fed, made = record = self._records[number]
            call = self._calls.draft(number, record)
            self._show(call)
            slots = _slots_of(record)
            if self._keep is None or call.name in self._keep:
                self._values.pin(slots)
            in_order = iter(given)
            args, kwargs = slotted(args, in_order), slotted(kwargs, in_order)
            if function is not None:
                fed = [slot for slot in fed if not slot.constant]
            self._made.append((call, fed, args, kwargs, made))
            self._records[number] = (path, module, function, parameters, (), {}, [], [], None)
            self._values.unpin(slots)
            _fill(*self._made[-1])

    def _show(self, call: Any) -> None:
        self._trace.by_name[call.name] = call
        if self._sink is None:
            return
        try:
            self._sink(self._trace, call)
        except BaseException as error:
            self.interrupted = error
            raise


def _slots_of(record: Record) -> list[Slot]:
    given, fed, made = record[6:]
    return [*given, *fed, *slots_in(made)]


def _fill(call: Any, fed: list[Slot], args: Any, kwargs: Any, made: Any) -> None:
    """A call's values, as far as they are there."""
    call.inputs = tuple([slot.tensor for slot in fed])
    call.args, call.kwargs, call.output = resolved(args), resolved(kwargs), resolved(made)
