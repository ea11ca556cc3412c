"""The values of a running network: tensors as they were at one moment, copied only when something writes into them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Sequence

_NESTS = (tuple, list, dict)


class StaleRecording(Exception):
    """A recorded value was overwritten by an operation that did not announce it."""


class Slot:
    """One value: a tensor as it was at one moment, and where it came from.

    Attributes:
        number: the id() of the network's own tensor.
        tensor: that tensor, or a copy from before something wrote into it.
        producer: the number of the record that made it, if one did.
        constant: whether it is a weight or a buffer.
        version: how often torch had seen it written into; None for a copy, and where torch does not count.
        earlier: another value in the same memory, from before.
    """

    __slots__ = ("constant", "earlier", "number", "producer", "tensor", "version")

    def __init__(self, tensor: torch.Tensor, number: int, producer: int | None) -> None:
        self.tensor = tensor
        self.number = number
        self.producer = producer
        self.constant = False
        self.earlier: Slot | None = None
        self.version: int | None
        try:
            self.version = tensor._version
        except RuntimeError:  # torch does not count what happens to inference tensors
            self.version = None


class Values:
    """Every tensor seen, as Slots: copy-on-write, keyed by the memory (storage) that tensors share.

    Args:
        constants: ids of parameters and buffers, which are never copied.
        copy_always: copy every value at once, for networks that write behind torch's back.

    Attributes:
        written: the memory that has been written into since the last record was made.
    """

    def __init__(self, constants: Container[int], copy_always: bool) -> None:
        self.written: list[int] = []
        self._constants = constants
        self._copy_always = copy_always
        # By the id() of the network's tensors, which tells them apart only while they live: a slot keeps its tensor
        # alive, and so does this list where a slot has a copy from the beginning.
        self._slots: dict[int, Slot] = {}
        self._alive: list[torch.Tensor] = []
        self._latest: dict[int, Slot] = {}
        self._writers: dict[int, int] = {}

    def slot(self, tensor: torch.Tensor) -> Slot:
        """The slot of a tensor's present value; a tensor never seen comes from where others in its memory come from."""
        slot = self._slots.get(id(tensor))
        if slot is not None:
            return slot
        key = storage_key(tensor)
        relative = self._latest.get(key)
        if relative is not None:
            return self.add(tensor, relative.producer)
        producer = self._writers.get(key)
        if id(tensor) not in self._constants:
            return self.add(tensor, producer)
        self._slots[id(tensor)] = slot = Slot(tensor, id(tensor), producer)
        slot.constant = True
        return slot

    def add(self, tensor: torch.Tensor, producer: int | None) -> Slot:
        """A new value, made by the record `producer`."""
        number = id(tensor)
        self._slots[number] = slot = Slot(tensor, number, producer)
        if self._copy_always:
            self._alive.append(tensor)
            # Modules announce their values while the recorder listens: the copy is no operation of the network.
            with torch._C.DisableTorchFunction():
                slot.tensor, slot.version = tensor.clone(), None
            return slot
        key = storage_key(tensor)
        if key in self._latest:
            slot.earlier = self._latest[key]
        self._latest[key] = slot
        return slot

    def before_write(self, tensor: torch.Tensor) -> None:
        """Something will write into `tensor`: the values that share its memory get memory of their own."""
        key = storage_key(tensor)
        # A tensor that several calls hand on (Identity) is one tensor afterwards, too.
        copies: dict[int, torch.Tensor] = {}
        slot = self._latest.pop(key, None)
        while slot is not None:
            number = id(slot.tensor)
            if number not in copies:
                copies[number] = slot.tensor.clone()
            if self._slots.get(slot.number) is slot:
                del self._slots[slot.number]
            slot.tensor, slot.version = copies[number], None
            slot = slot.earlier
        if self._copy_always:
            self._slots.pop(id(tensor), None)
        self.written.append(key)

    def record_added(self, number: int) -> None:
        """The record `number` has just been made: what was written since the last one was its doing."""
        for key in self.written:
            self._writers[key] = number
        self.written.clear()

    def check(self) -> None:
        """Raises StaleRecording if a value has been overwritten unannounced (torch counts every write)."""
        for latest in self._latest.values():
            slot: Slot | None = latest
            while slot is not None:
                if slot.version is not None and slot.version != slot.tensor._version:
                    raise StaleRecording
                slot = slot.earlier

    # ---- nests: tuples, lists and dicts of tensors and other things

    def seen(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, dict[str, Any], list[Slot]]:
        """Arguments as they are now, nests inside copied, tensors not; and the slots of the tensors, in order."""
        known, found = self._slots, []
        for item in (*args, *kwargs.values()) if kwargs else args:
            if isinstance(item, torch.Tensor):
                found.append(known.get(id(item)) or self.slot(item))
            elif isinstance(item, _NESTS):
                found = []
                return self.seen_nest(args, found), self.seen_nest(kwargs, found), found
        return args, kwargs, found

    def seen_nest(self, value: Any, found: list[Slot]) -> Any:
        """One nest as it is now, at any depth. Adds the slots of its tensors to `found`."""
        if isinstance(value, torch.Tensor):
            found.append(self.slot(value))
            return value
        return _mapped(value, lambda item: self.seen_nest(item, found)) if isinstance(value, _NESTS) else value

    def made(self, value: Any, producer: int) -> Any:
        """An output as it is now, with new Slots in place of tensors."""
        if isinstance(value, torch.Tensor):
            return self.add(value, producer)
        return _mapped(value, lambda item: self.made(item, producer)) if isinstance(value, _NESTS) else value


def slotted(value: Any, slots: Iterator[Slot]) -> Any:
    """A nest with Slots in place of tensors; `slots`: of these, in order."""
    if isinstance(value, torch.Tensor):
        return next(slots)
    return _mapped(value, lambda item: slotted(item, slots)) if isinstance(value, _NESTS) else value


def slots_in(value: Any) -> Iterator[Slot]:
    """Every Slot in a nest, in order."""
    if isinstance(value, Slot):
        yield value
    elif isinstance(value, _NESTS):
        for item in value.values() if isinstance(value, dict) else value:
            yield from slots_in(item)


def resolved(value: Any) -> Any:
    """A nest with tensors in place of Slots again."""
    if type(value) is Slot:
        return value.tensor
    return _mapped(value, resolved) if isinstance(value, _NESTS) else value


def as_they_were(value: Any, slots: Sequence[Slot]) -> Any:
    """A nest with copies in place of the tensors that have been written into since; `slots`: of its tensors."""
    for slot in slots:
        if id(slot.tensor) != slot.number:
            return _replaced(value, {slot.number: slot.tensor for slot in slots})
    return value


def _replaced(value: Any, copies: dict[int, torch.Tensor]) -> Any:
    if isinstance(value, torch.Tensor):
        return copies[id(value)]
    if type(value) is tuple:
        return tuple([_replaced(item, copies) for item in value])
    return _mapped(value, lambda item: _replaced(item, copies)) if isinstance(value, _NESTS) else value


def _mapped(value: Any, change: Callable[[Any], Any]) -> Any:
    """A nest of the same form with every item changed."""
    if isinstance(value, dict):
        return {key: change(item) for key, item in value.items()}
    items = [change(item) for item in value]
    if isinstance(value, list):
        return items
    return type(value)(*items) if hasattr(value, "_fields") else tuple(items)


def storage_key(tensor: torch.Tensor) -> int:
    """What tensors that share memory have in common."""
    try:
        key: int = tensor.untyped_storage()._cdata
    except (NotImplementedError, RuntimeError, ValueError):  # sparse, wrapped and uninitialised tensors share no memory
        return -id(tensor)
    return key
