"""What a frame needs of a network whose values are not all kept, taken while the network runs. No Qt."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from explorer.core.axes import call_maps
from explorer.core.lean import has_values
from explorer.core.scaling import layer_range
from explorer.gui.strip_columns import Column, ColumnPicture, column_picture

if TYPE_CHECKING:
    from collections.abc import Mapping

    from explorer.core.graph import Call, Trace

PICTURE_SIZE = 40


@dataclass(frozen=True, slots=True)
class Small:
    """One small picture that is asked for: of which column, how many tiles, and the channel that is among them."""

    column: Column
    tiles: int
    channel: int | None

    def of(self, trace: Trace) -> ColumnPicture:
        """The picture; the values have to be there."""
        return column_picture(trace, self.column, self.tiles, PICTURE_SIZE, self.channel)


@dataclass(frozen=True, slots=True, eq=False)
class Wanted:
    """What a frame shows.

    Attributes:
        layer: the call whose values are looked at; None where it is not known yet.
        pictures: small pictures by the name of their column.
        ranges: whether the colours' range is that of the whole network.
    """

    layer: str | None = None
    pictures: Mapping[str, Small] = field(default_factory=dict)
    ranges: bool = False


class Glimpses:
    """Looks at each call as soon as it was made: its values are gone afterwards.

    Attributes:
        ms: how long it has looked.
    """

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._pictures: dict[Small, ColumnPicture] = {}
        self.ms = 0.0

    def __call__(self, trace: Trace, call: Call) -> None:
        """The next call of the network."""
        start = time.perf_counter()
        small = self._wanted.pictures.get(call.name)
        if small is not None:
            self._pictures[small] = small.of(trace)
        if self._wanted.ranges and (shown := call_maps(trace, call)) is not None:
            layer_range(trace, call, shown.maps)
        self.ms += (time.perf_counter() - start) * 1e3

    def lack(self, wanted: Wanted, trace: Trace) -> bool:
        """Whether a frame of `trace` cannot show what is wanted."""
        call = trace.by_name.get(wanted.layer or "")
        if (call is not None and not has_values(call)) or (wanted.ranges and not self._wanted.ranges):
            return True
        unseen = (trace.tensor(name) for name, small in wanted.pictures.items() if small not in self._pictures)
        return any(tensor is not None and tensor.is_meta for tensor in unseen)

    def picture(self, small: Small, trace: Trace) -> ColumnPicture:
        """A picture of `trace`: taken while it was made, or now."""
        return self._pictures[small] if small in self._pictures else small.of(trace)
