"""One run of a network, with all its values where they fit into memory, with those that are shown where not. No Qt."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from explorer.core.allocator import keep_for_next_frame, return_large_pieces
from explorer.core.capturer import Capturer
from explorer.core.estimate import activation_bytes
from explorer.core.shortage import Shortage, foreseen, shortage_of
from explorer.errors import ModelError
from explorer.gui.glimpses import Glimpses
from explorer.words import Words

if TYPE_CHECKING:
    import torch
    from torch import nn

    from explorer.core.graph import Trace
    from explorer.gui.glimpses import Small, Wanted
    from explorer.gui.strip_columns import ColumnPicture

# Every run has a number of its own, also those of a computer that began anew.
_NUMBERS = itertools.count(1)


def next_number() -> int:
    """A number that no run and no folding of the strip has had before."""
    return next(_NUMBERS)


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """One run of the network.

    Attributes:
        number: runs on the same picture have the same.
        trace: what it did.
        tensor: the input (1, C, H, W); of several the first.
        given: what the network was called with: the tensor, or a tuple or dict of tensors.
        ms: how long it took with everything captured.
        preview: whether the input was of half height and width.
        refused: why the network does not take half the size where that was asked for; empty otherwise.
        first: whether it is the network's first run, which finds out more than the next ones.
        shortage: why not all of its values are kept; None where they are.
        glimpses: what was seen of those that are not.
    """

    number: int
    trace: Trace
    tensor: torch.Tensor
    given: Any
    ms: float
    preview: bool = False
    refused: str = ""
    first: bool = False
    shortage: Shortage | None = None
    glimpses: Glimpses | None = None

    def lacks(self, wanted: Wanted) -> bool:
        """Whether the network has to run again to show this of the same picture."""
        return self.glimpses is not None and self.glimpses.lack(wanted, self.trace)

    def picture(self, small: Small) -> ColumnPicture:
        """A small picture of it."""
        return small.of(self.trace) if self.glimpses is None else self.glimpses.picture(small, self.trace)


class Network:
    """One network at one size: its captures, and whether their values fit into memory."""

    def __init__(self, module: nn.Module) -> None:
        self.module = module
        self.capturer = Capturer(module)
        self._shortages: dict[tuple[int, ...], Shortage | None] = {}

    def run(self, given: Any, wanted: Wanted, check: bool = False, **facts: Any) -> Run:
        """A run, timed. Raises ModelError."""
        tensor = first_tensor(given)
        shape = tuple(tensor.shape)
        known, shortage = self._shortage(given, shape)
        if shortage is not None:
            return self._lean(given, wanted, check, shortage, facts)
        keep_for_next_frame()
        start = time.perf_counter()
        trace = self.capturer.capture(given, check=check)
        ms = (time.perf_counter() - start) * 1e3
        if not known:
            self._shortages[shape] = shortage_of(activation_bytes(trace))
        return Run(trace=trace, tensor=tensor, given=given, ms=ms, **facts)

    def cost_ms(self, x: torch.Tensor) -> float:
        """What a capture takes that is made the usual way."""
        keep = None if self._shortages.get(tuple(x.shape)) is None else ()
        start = time.perf_counter()
        self.capturer.capture(x, keep=keep)
        return (time.perf_counter() - start) * 1e3

    def _lean(self, given: Any, wanted: Wanted, check: bool, shortage: Shortage, facts: dict[str, Any]) -> Run:
        if not shortage.recordable and not self.capturer.plans(given):
            raise ModelError(_too_large(shortage, given))
        return_large_pieces()
        glimpses = Glimpses(wanted)
        keep = () if wanted.layer is None else (wanted.layer,)
        start = time.perf_counter()
        trace = self.capturer.capture(given, check=check and shortage.recordable, keep=keep, sink=glimpses)
        ms = (time.perf_counter() - start) * 1e3 - glimpses.ms
        tensor = first_tensor(given)
        return Run(trace=trace, tensor=tensor, given=given, ms=ms, shortage=shortage, glimpses=glimpses, **facts)

    def _shortage(self, given: Any, shape: tuple[int, ...]) -> tuple[bool, Shortage | None]:
        """(whether it is known, what is missing)."""
        if shape not in self._shortages:
            known, shortage = foreseen(self.module, shape) if given is first_tensor(given) else (False, None)
            if not known:
                return False, None
            self._shortages[shape] = shortage
        return True, self._shortages[shape]


def first_tensor(given: Any) -> torch.Tensor:
    """The first of a network's inputs: what is shown of them."""
    values = given.values() if isinstance(given, dict) else given if isinstance(given, tuple) else (given,)
    tensor: torch.Tensor = next(iter(values))
    return tensor


def _too_large(shortage: Shortage, given: Any) -> Words:
    size = " × ".join(map(str, first_tensor(given).shape[2:]))
    return Words(
        "The network needs {0} for all its values at {1}, {2} are free, and it cannot be captured with fewer at a "
        "time. A smaller input size needs less.",
        shortage.needed_text,
        size,
        shortage.available_text,
    )
