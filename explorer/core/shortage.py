"""Whether the memory that is free holds all values of a network, found out before it runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from explorer.core.estimate import at_most, estimate
from explorer.core.geometry import bytes_text
from explorer.core.memory import available_bytes, can_record, keeps_all

if TYPE_CHECKING:
    from torch import nn


@dataclass(frozen=True, slots=True)
class Shortage:
    """Not all values of two frames fit.

    Attributes:
        needed: bytes of all values of one frame.
        available: bytes that are free.
    """

    needed: int
    available: int

    @property
    def recordable(self) -> bool:
        """Whether the values of one frame fit, as long as a recording takes."""
        return can_record(self.needed, self.available)

    @property
    def needed_text(self) -> str:
        """`3.7 GiB`."""
        return bytes_text(self.needed)

    @property
    def available_text(self) -> str:
        """`1.2 GiB`."""
        return bytes_text(self.available)


def shortage_of(needed: int) -> Shortage | None:
    """What is missing for frames of that many bytes, None where all can be kept."""
    available = available_bytes()
    return None if available is None or keeps_all(needed, available) else Shortage(needed, available)


def foreseen(module: nn.Module, shape: tuple[int, ...]) -> tuple[bool, Shortage | None]:
    """(whether it can be told, what will be missing) for inputs of this shape; quick wherever there is plenty."""
    if shortage_of(at_most(shape)) is None:
        return True, None
    found = estimate(module, shape)
    return (False, None) if found is None else (True, shortage_of(found.activations))
