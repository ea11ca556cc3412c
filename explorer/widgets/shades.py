"""Colours of numbers: where each lies in a range, looked up in the table of a colour map."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.core.mosaic import LAST, NOT_A_NUMBER
from explorer.widgets.index_colours import index_colours


@dataclass(frozen=True, slots=True)
class Range:
    """What the ends of the colours stand for, and which colour map it is (`explorer.core.colour_maps.lut`)."""

    low: float
    high: float
    colour_map: str

    def colours(self, values: np.ndarray) -> np.ndarray:
        """(..., 3) uint8 of numbers (...), in the present theme."""
        span = self.high - self.low
        with np.errstate(invalid="ignore", over="ignore"):
            places = np.rint((values - self.low) / (span if span > 0 else 1.0) * LAST)
        indices = np.where(np.isnan(places), NOT_A_NUMBER, np.clip(np.nan_to_num(places), 0, LAST))
        return np.asarray(index_colours(self.colour_map)[indices.astype(np.uint8)])


def around_zero(values: np.ndarray, colour_map: str) -> Range:
    """A range as far to both sides of zero as the values go."""
    finite = values[np.isfinite(values)]
    most = float(np.abs(finite).max(initial=0.0)) or 1.0
    return Range(-most, most, colour_map)


def natural(values: np.ndarray, signed_map: str, positive_map: str) -> Range:
    """A range around zero where there are negative numbers, else from zero up."""
    around = around_zero(values, signed_map)
    negative = bool((values < 0).any())
    return around if negative else Range(0.0, around.high, positive_map)
