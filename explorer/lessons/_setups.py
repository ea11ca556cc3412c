"""Convolutions that more than one lesson shows."""

from __future__ import annotations

import numpy as np

from explorer.core.lab import LabSetup, lab_maps
from explorer.core.lab_kernels import kernel
from explorer.data.lab_pictures import ramp, small_colour
from explorer.data.samples import beach_ball

SIZE = 5
FIRST = ("sobel-x", "sobel-y", "laplacian", "gaussian", "sharpen", "emboss")
SECOND = 10


def on_ramp(size: int = 3, name: str = "sobel-x", lowest: int = 0) -> LabSetup:
    """One channel of 7 x 7: `lowest` in the first column, one more in each further one."""
    return LabSetup(ramp() + lowest, kernel(name, size)[None, None], np.zeros(1))


def on_colours(names: tuple[str, ...] = FIRST) -> LabSetup:
    """A colour picture, 3 x 32 x 32, and filters of 3 x 5 x 5."""
    weights = np.array([[kernel(name, SIZE)] * 3 for name in names])
    return LabSetup(small_colour(beach_ball()), weights, np.zeros(len(names)), relu=len(names) > 1)


def on_maps() -> LabSetup:
    """The six maps that `on_colours` gives, 6 x 28 x 28, and ten filters of 6 x 5 x 5."""
    maps = np.round(lab_maps(on_colours()).maps, 2)
    weights = np.random.default_rng(1).integers(-10, 11, (SECOND, len(maps), SIZE, SIZE)) / 10
    return LabSetup(maps, weights, np.zeros(SECOND), relu=True)
