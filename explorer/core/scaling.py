"""Which range of values a layer's colours stand for, in each of the ways that one can choose."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from explorer.core.axes import call_maps
from explorer.core.maps import is_signed
from explorer.core.mosaic import Scale, ScaleMode, common_scale, limit, scale_of

if TYPE_CHECKING:
    import numpy as np

    from explorer.core.graph import Call, Trace

_RANGES: WeakKeyDictionary[Trace, dict[str, tuple[bool, float]]] = WeakKeyDictionary()
_LIMITS: WeakKeyDictionary[Trace, float] = WeakKeyDictionary()


def layer_range(trace: Trace, call: Call, maps: np.ndarray) -> tuple[bool, float]:
    """(whether a call's `maps` can be negative, their `limit`), measured once a trace: several views show a layer."""
    ranges = _RANGES.setdefault(trace, {})
    if call.name not in ranges:
        ranges[call.name] = is_signed(trace, call, maps), limit(maps)
    return ranges[call.name]


def layer_scale(
    trace: Trace, call: Call, maps: np.ndarray, mode: ScaleMode, fixed: float, chosen: slice = slice(None)
) -> Scale:
    """The range of each of the `chosen` of a call's maps (C, H, W).

    Args:
        trace: what the call is of.
        call: the layer.
        maps: all maps of it.
        mode: what shares a range.
        fixed: the limit in the mode of that name.
        chosen: the maps whose range is asked for.
    """
    signed, measured = layer_range(trace, call, maps)
    if mode == "channel":
        return scale_of(maps[chosen], mode, signed)
    value = measured if mode == "layer" else network_limit(trace) if mode == "network" else fixed
    return common_scale(len(maps[chosen]), value, signed)


def network_limit(trace: Trace) -> float:
    """The largest `limit` of any layer of the network, found once a trace; layers measured before need no values."""
    if trace not in _LIMITS:
        ranges = _RANGES.setdefault(trace, {})
        for call in trace:
            if call.name not in ranges and (found := call_maps(trace, call)) is not None:
                layer_range(trace, call, found.maps)
        _LIMITS[trace] = max((highest for _, highest in ranges.values()), default=0.0)
    return _LIMITS[trace]


def share_limits(trace: Trace, other: Trace) -> None:
    """`other` is of the same run and has the same ranges, even where its values are gone. Measures what is unknown."""
    _LIMITS[other] = network_limit(trace)
    _RANGES[other] = dict(_RANGES[trace])
