"""Which range of values a layer's colours stand for, in each of the ways that one can choose."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from explorer.core.axes import call_maps
from explorer.core.mosaic import Scale, ScaleMode, limit, scale_of

if TYPE_CHECKING:
    import numpy as np

    from explorer.core.graph import Trace

_LIMITS: WeakKeyDictionary[Trace, float] = WeakKeyDictionary()


def layer_scale(trace: Trace, maps: np.ndarray, signed: bool, mode: ScaleMode, fixed: float) -> Scale:
    """The range of each map (C, H, W) of one layer of `trace`; `fixed` is the limit in the mode of that name."""
    shared = network_limit(trace) if mode == "network" else fixed
    return scale_of(maps, mode, signed, shared)


def network_limit(trace: Trace) -> float:
    """The largest `limit` of any layer of the network: measured once a trace."""
    if trace not in _LIMITS:
        shown = (call_maps(trace, call) for call in trace)
        _LIMITS[trace] = max((limit(found.maps) for found in shown if found is not None), default=0.0)
    return _LIMITS[trace]
