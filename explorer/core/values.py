"""The values of a running network: tensors as they were at one moment, copied only when something writes into them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch

if TYPE_CHECKING:
    from collections.abc import Callable, Container


class StaleRecording(Exception):
    """A recorded value was overwritten by an operation that did not announce it."""


class Slot:
    """One value: a tensor as it was at one moment, and the numbers of the records that made it."""

    __slots__ = ("producers", "tensor", "version")

    def __init__(self, tensor: torch.Tensor, producers: tuple[int, ...]) -> None:
        self.tensor = tensor
        self.producers = producers
        self.version: int | None = None if tensor.is_inference() else tensor._version


class Values:
    """Every tensor seen, as Slots: copy-on-write, keyed by the memory (storage) that tensors share.

    Args:
        constants: ids of parameters and buffers, which are never copied.
        copy_always: copy every value at once, for networks that write behind torch's back.
    """

    def __init__(self, constants: Container[int], copy_always: bool) -> None:
        self._constants = constants
        self._copy_always = copy_always
        self._slots: dict[int, Slot] = {}
        self._by_storage: dict[int, list[Slot]] = {}
        self._writers: dict[int, int] = {}
        self._written: list[int] = []
        # id() tells tensors apart only while they live.
        self._alive: list[torch.Tensor] = []

    def slot(self, tensor: torch.Tensor) -> Slot:
        """The slot of a tensor's present value; a tensor never seen inherits from those that share its memory."""
        slot = self._slots.get(id(tensor))
        if slot is not None:
            return slot
        key = _storage_key(tensor)
        relatives = self._by_storage.get(key)
        if relatives:
            return self.add(tensor, relatives[-1].producers)
        return self.add(tensor, (self._writers[key],) if key in self._writers else ())

    def add(self, tensor: torch.Tensor, producers: tuple[int, ...]) -> Slot:
        """A new value, made by the records `producers`."""
        slot = Slot(tensor, producers)
        if id(tensor) not in self._constants:
            if self._copy_always:
                self._alive.append(tensor)
                # Modules announce their values while the recorder listens: the copy is no operation of the network.
                with torch._C.DisableTorchFunction():
                    slot.tensor, slot.version = tensor.clone(), None
            else:
                self._by_storage.setdefault(_storage_key(tensor), []).append(slot)
        self._slots[id(tensor)] = slot
        return slot

    def before_write(self, tensor: torch.Tensor) -> None:
        """Something will write into `tensor`: the values that share its memory get memory of their own."""
        key = _storage_key(tensor)
        # A tensor that several calls hand on (Identity) is one tensor afterwards, too.
        copies: dict[int, torch.Tensor] = {}
        for slot in self._by_storage.pop(key, ()):
            original = slot.tensor
            if self._slots.get(id(original)) is slot:
                del self._slots[id(original)]
            if id(original) not in copies:
                self._alive.append(original)
                copies[id(original)] = original.clone()
            slot.tensor, slot.version = copies[id(original)], None
        if self._copy_always:
            self._slots.pop(id(tensor), None)
        self._written.append(key)

    def record_added(self, number: int) -> None:
        """The record `number` has just been made: what was written since the last one was its doing."""
        for key in self._written:
            self._writers[key] = number
        self._written.clear()

    def check(self) -> None:
        """Raises StaleRecording if a value has been overwritten unannounced (torch counts every write)."""
        for slots in self._by_storage.values():
            if any(slot.version is not None and slot.version != slot.tensor._version for slot in slots):
                raise StaleRecording

    def slotted(self, value: Any, found: list[Slot]) -> Any:
        """`value` with Slots in place of tensors, which are also added to `found`."""
        if isinstance(value, torch.Tensor):
            found.append(self.slot(value))
            return found[-1]
        if not isinstance(value, (tuple, list, dict)):
            return value
        return _mapped(value, lambda item: self.slotted(item, found))

    def slotted_output(self, value: Any, number: int) -> Any:
        """`value` with new Slots in place of tensors, made by the record `number`."""
        if isinstance(value, torch.Tensor):
            return self.add(value, (number,))
        return _mapped(value, lambda item: self.slotted_output(item, number))


def resolved(value: Any) -> Any:
    """A nest with tensors in place of Slots again."""
    if type(value) is Slot:
        return value.tensor
    return _mapped(value, resolved) if isinstance(value, (tuple, list, dict)) else value


def _storage_key(tensor: torch.Tensor) -> int:
    try:
        return int(tensor.untyped_storage()._cdata)
    except (NotImplementedError, RuntimeError):  # sparse and wrapped tensors have no storage to share
        return -id(tensor)


def _mapped(value: Any, change: Callable[[Any], Any]) -> Any:
    if isinstance(value, tuple):
        items = [change(item) for item in value]
        return type(value)(*items) if hasattr(value, "_fields") else tuple(items)
    if isinstance(value, list):
        return [change(item) for item in value]
    if isinstance(value, dict):
        return {key: change(item) for key, item in value.items()}
    return value
