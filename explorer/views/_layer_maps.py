"""What the mosaic shows of a layer: its maps as colour indices, with what is to be said of them. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from explorer.core.axes import call_maps
from explorer.core.graph import INPUT
from explorer.core.mosaic import Scale, block_side, clipped_share, own_scale, quantise, shrink
from explorer.core.scaling import layer_range, layer_scale
from explorer.core.statistics import ChannelStatistics, SortKey, channel_statistics
from explorer.errors import ExplorerError

if TYPE_CHECKING:
    from explorer.core.graph import Call, Trace
    from explorer.jobs import Job
    from explorer.views.base import Options

USUAL_TILE = 112
"""The longer side in pixels that maps are averaged down to where no size has been chosen."""
_HISTOGRAM_BINS = 64


@dataclass(frozen=True, slots=True)
class MapOptions:
    """The view's own settings: how channels are sorted, and the longer side of a tile in pixels (0 fits)."""

    sort: SortKey = "index"
    tile: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class MapsResult:
    """What the mosaic shows.

    Attributes:
        name: of the call.
        values: (C, H, W) float32, the network's own numbers.
        colours: (C, h, w) colour indices, averaged down where a map is larger than its tile.
        block: over how many cells in each direction.
        scale: what the colours stand for.
        statistics: per channel.
        order: channel numbers by position.
        clipped: share of values beyond the range.
        histogram: counts over the common range, None where each channel has its own.
        note: what the pictures leave out.
        seen: the network's input (1, H, W) or (3, H, W) float32, None where it is no picture.
    """

    name: str
    values: np.ndarray
    colours: np.ndarray
    block: int
    scale: Scale
    statistics: ChannelStatistics
    order: np.ndarray
    clipped: float
    histogram: np.ndarray | None
    note: str
    seen: np.ndarray | None


def layer_result(trace: Trace, call: Call, options: Options, job: Job) -> MapsResult:
    """The maps of a call as colour indices, with statistics. Raises ExplorerError."""
    own = options.own if isinstance(options.own, MapOptions) else MapOptions()
    shown = call_maps(trace, call)
    if shown is None:
        raise ExplorerError("{0} has no values that could be shown.", call.name)
    maps, statistics = shown.maps, channel_statistics(shown.maps)
    job.check()
    scale = map_scale(trace, call, statistics, options)
    job.check()
    tile = own.tile or USUAL_TILE
    return MapsResult(
        name=call.name,
        values=maps,
        colours=colours_of(statistics, scale, tile),
        block=block_side(maps.shape, tile),
        scale=scale,
        statistics=statistics,
        order=statistics.order(own.sort),
        clipped=clipped_share(maps, scale),
        histogram=_histogram(maps, scale),
        note=shown.note,
        seen=_seen(trace),
    )


def colours_of(statistics: ChannelStatistics, scale: Scale, tile: int) -> np.ndarray:
    """Colour indices (C, h, w) of the maps, averaged down where they are larger than a `tile` of so many pixels."""
    small, s = shrink(statistics.maps, tile), statistics
    inside = small is s.maps and bool((s.maximum <= scale.high).all() and (s.minimum >= scale.low).all())
    return quantise(small, scale, within=inside and not s.broken.any())


def map_scale(trace: Trace, call: Call, statistics: ChannelStatistics, options: Options) -> Scale:
    """What range of values the colours of each map stand for, as the window's scale wants it."""
    if options.scale == "channel":
        signed, _ = layer_range(trace, call, statistics.maps)
        return own_scale(statistics.largest, signed)
    return layer_scale(trace, call, statistics.maps, options.scale, options.fixed)


def _histogram(maps: np.ndarray, scale: Scale) -> np.ndarray | None:
    """Counts (64,) over the common range, the lowest first; sampled evenly from large layers."""
    common = scale.common
    if common is None:
        return None
    (low, high), flat = common, maps.reshape(-1)[:: max(1, maps.size // 65536)]
    # As np.histogram does it for bins of one width, in a quarter of its time.
    inside = flat[(flat >= low) & (flat <= high)]
    bins = ((inside - np.float32(low)) / np.float32(high - low) * _HISTOGRAM_BINS).astype(np.intp)
    return np.bincount(np.minimum(bins, _HISTOGRAM_BINS - 1), minlength=_HISTOGRAM_BINS)


def _seen(trace: Trace) -> np.ndarray | None:
    tensor = trace.inputs[INPUT]
    if tensor.ndim != 4 or tensor.shape[1] not in (1, 3) or not tensor.is_floating_point():
        return None
    return np.asarray(tensor[0].detach().cpu().float().numpy())


def backdrop(seen: np.ndarray) -> np.ndarray:
    """The network's input as a picture uint8 (H, W) or (H, W, 3), its lowest value black and its highest white."""
    low, high = float(seen.min()), float(seen.max())
    scaled = (seen - low) * (255 / (high - low)) if high > low else np.zeros_like(seen)
    picture = scaled.astype(np.uint8)
    return picture[0] if len(picture) == 1 else np.ascontiguousarray(picture.transpose(1, 2, 0))
