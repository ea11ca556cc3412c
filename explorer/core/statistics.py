"""Numbers about each channel of one layer on one picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

SortKey = Literal["index", "mean", "max", "active"]


@dataclass(frozen=True, slots=True, eq=False)
class ChannelStatistics:
    """Per channel (C,): extremes, mean and share of cells above zero over finite values, and what is wrong with it.

    Attributes:
        silent: every value is exactly zero on this picture.
        broken: it holds a NaN or an infinity.
    """

    minimum: np.ndarray
    maximum: np.ndarray
    mean: np.ndarray
    active: np.ndarray
    silent: np.ndarray
    broken: np.ndarray

    def order(self, key: SortKey) -> np.ndarray:
        """Channel numbers (C,), largest first; by number for `index`."""
        if key == "index":
            return np.arange(len(self.mean))
        values = {"mean": self.mean, "max": self.maximum, "active": self.active}[key]
        return np.argsort(-np.nan_to_num(values), kind="stable")


def channel_statistics(maps: np.ndarray) -> ChannelStatistics:
    """Statistics of maps (C, H, W) float32."""
    flat = maps.reshape(len(maps), -1)
    minimum, maximum = flat.min(axis=1), flat.max(axis=1)
    broken = ~(np.isfinite(minimum) & np.isfinite(maximum))
    active = (flat > 0).mean(axis=1, dtype=np.float32)
    with np.errstate(invalid="ignore", over="ignore"):
        mean = flat.mean(axis=1)
    if broken.any():
        finite = np.where(np.isfinite(flat[broken]), flat[broken], np.nan)
        counts = np.maximum(np.isfinite(finite).sum(axis=1), 1)
        minimum[broken] = np.nan_to_num(np.fmin.reduce(finite, axis=1))
        maximum[broken] = np.nan_to_num(np.fmax.reduce(finite, axis=1))
        mean[broken] = np.nansum(finite, axis=1) / counts
        active[broken] = (finite > 0).sum(axis=1) / counts
    return ChannelStatistics(minimum, maximum, mean, active, ~broken & (minimum == 0) & (maximum == 0), broken)
