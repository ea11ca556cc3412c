"""What a table says of each channel of a layer: extremes, mean, spread, zeros, and what is no number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from explorer.core.statistics import ChannelStatistics


@dataclass(frozen=True, slots=True, eq=False)
class ChannelNumbers:
    """Per channel (C,). The first four are over finite values and NaN where there is none.

    Attributes:
        minimum, maximum, mean: float32.
        deviation: standard deviation float32, of the cells themselves (divided by their count).
        zeros: share 0..1 of all cells that are exactly zero.
        nans, infinities: how many cells are.
        silent: every cell is exactly zero on this picture.
    """

    minimum: np.ndarray
    maximum: np.ndarray
    mean: np.ndarray
    deviation: np.ndarray
    zeros: np.ndarray
    nans: np.ndarray
    infinities: np.ndarray
    silent: np.ndarray

    def __len__(self) -> int:
        return len(self.minimum)

    @property
    def invalid(self) -> np.ndarray:
        """How many cells (C,) are NaN or infinite."""
        return np.asarray(self.nans + self.infinities)


def channel_numbers(statistics: ChannelStatistics) -> ChannelNumbers:
    """The numbers of the maps (C, H, W) that `statistics` are of; minimum, maximum and mean are the same as there."""
    s = statistics
    flat = s.maps.reshape(len(s.maps), -1)
    cells = max(1, flat.shape[1])
    # What is broken is measured again below, and so are values whose squares are beyond float32.
    with np.errstate(invalid="ignore", over="ignore"):
        deviation = flat.std(axis=1)
    for channel in np.flatnonzero(~np.isfinite(deviation) & ~s.broken):
        deviation[channel] = flat[channel].std(dtype=np.float64)
    nans, infinities = np.zeros(len(flat), np.intp), np.zeros(len(flat), np.intp)
    minimum, maximum, mean = s.minimum.copy(), s.maximum.copy(), s.mean
    for channel in np.flatnonzero(s.broken):
        finite = flat[channel][np.isfinite(flat[channel])]
        nans[channel] = np.count_nonzero(np.isnan(flat[channel]))
        infinities[channel] = cells - finite.size - nans[channel]
        deviation[channel] = finite.std(dtype=np.float64) if finite.size else np.nan
        if not finite.size:
            minimum[channel] = maximum[channel] = mean[channel] = np.nan
    # Rounding of the mean would leave something of a map that is the same everywhere.
    deviation[minimum == maximum] = 0
    return ChannelNumbers(
        minimum=minimum,
        maximum=maximum,
        mean=mean,
        deviation=deviation,
        zeros=1 - np.count_nonzero(flat, axis=1) / cells,
        nans=nans,
        infinities=infinities,
        silent=s.silent,
    )
