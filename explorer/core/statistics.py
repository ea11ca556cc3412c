"""Numbers about each channel of one layer on one picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from explorer.core.mosaic import each_map

SortKey = Literal["index", "mean", "max", "active"]


@dataclass(frozen=True, slots=True, eq=False)
class ChannelStatistics:
    """Per channel (C,): extremes over finite values and what is wrong with it; more is measured when it is asked for.

    Attributes:
        maps: the maps (C, H, W) that it is of.
        minimum, maximum: 0 where no value is finite.
        silent: every value is exactly zero on this picture.
        broken: it holds a NaN or an infinity.
    """

    maps: np.ndarray
    minimum: np.ndarray
    maximum: np.ndarray
    silent: np.ndarray
    broken: np.ndarray

    @property
    def largest(self) -> np.ndarray:
        """The largest |value| (C,)."""
        return np.asarray(np.maximum(-self.minimum, self.maximum))

    @property
    def mean(self) -> np.ndarray:
        """Per channel (C,), over finite values; 0 where there is none."""
        flat = self.maps.reshape(len(self.maps), -1)
        with np.errstate(invalid="ignore", over="ignore"):
            mean = flat.mean(axis=1)
        if self.broken.any():
            finite, counts = self._finite()
            mean[self.broken] = np.nansum(finite, axis=1) / counts
        return np.asarray(mean)

    @property
    def active(self) -> np.ndarray:
        """The share of cells above zero (C,), over finite values; 0 where there is none."""
        flat = self.maps.reshape(len(self.maps), -1)
        active = (flat > 0).mean(axis=1, dtype=np.float32)
        if self.broken.any():
            finite, counts = self._finite()
            active[self.broken] = (finite > 0).sum(axis=1) / counts
        return np.asarray(active)

    def order(self, key: SortKey) -> np.ndarray:
        """Channel numbers (C,), largest first; by number for `index`."""
        if key == "index":
            return np.arange(len(self.maps))
        values = self.maximum if key == "max" else self.mean if key == "mean" else self.active
        return np.argsort(-np.nan_to_num(values), kind="stable")

    def _finite(self) -> tuple[np.ndarray, np.ndarray]:
        """The broken channels' values with NaN for what is not finite, and how many are (1 for none)."""
        finite = _finite_values(self.maps, self.broken)
        return finite, np.maximum(np.isfinite(finite).sum(axis=1), 1)


def channel_statistics(maps: np.ndarray) -> ChannelStatistics:
    """Statistics of maps (C, H, W) float32."""
    minimum, maximum = each_map(np.minimum, maps), each_map(np.maximum, maps)
    broken = ~(np.isfinite(minimum) & np.isfinite(maximum))
    if broken.any():
        finite = _finite_values(maps, broken)
        minimum[broken] = np.nan_to_num(np.fmin.reduce(finite, axis=1))
        maximum[broken] = np.nan_to_num(np.fmax.reduce(finite, axis=1))
    silent = ~broken & (minimum == 0) & (maximum == 0)
    return ChannelStatistics(maps, minimum, maximum, silent, broken)


def _finite_values(maps: np.ndarray, chosen: np.ndarray) -> np.ndarray:
    flat = maps.reshape(len(maps), -1)[chosen]
    return np.where(np.isfinite(flat), flat, np.nan)
