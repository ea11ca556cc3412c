"""Pooling on numbers that can be checked by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from explorer.core.lab import LabSetup, lab_maps
from explorer.lessons._setups import on_colours
from explorer.lessons.base import Lesson, Look, Question, Scene, choice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from explorer.lessons._shown import Shown
    from explorer.lessons.base import Value

_CELLS = ((1, 1, 2, 4), (5, 6, 7, 8), (3, 2, 1, 0), (1, 2, 3, 4))


def _setup() -> LabSetup:
    """A kernel of one cell leaves the numbers as they are; what is seen is the pooling behind it."""
    return LabSetup(np.array([_CELLS]), np.ones((1, 1, 1, 1)), np.zeros(1), pooling="max")


def _averages(look: Look) -> bool:
    return look.lab is not None and look.lab.pooling == "average"


def _cell_changed(look: Look) -> bool:
    return look.lab is not None and not np.array_equal(look.lab.image, _setup().image)


class Pooling(Lesson):
    """Windows of 2 x 2, the largest or the mean."""

    order = 12
    name = "12-pooling"
    steps = (_averages, _cell_changed)

    def scene(self) -> Scene:
        """The hand-checked 4 x 4."""
        return Scene(lab=_setup())

    def numbers(self, shown: Shown | None) -> Mapping[str, Value]:
        """Both results, and that nothing is learned and the depth is kept."""
        from torch import nn

        largest, mean = (_pooled(replace(_setup(), pooling=kind)) for kind in ("max", "average"))
        six = replace(on_colours(), pooling="max")
        maps, pooled = lab_maps(six).maps, _pooled(six)
        first = _setup().image[0, :2, :2]
        cells = {f"max_{n}": value for n, value in enumerate(largest.ravel().tolist(), start=1)}
        means = {f"mean_{n}": value for n, value in enumerate(mean.ravel().tolist(), start=1)}
        return {
            **cells, **means, "parameters": sum(p.numel() for p in nn.MaxPool2d(2).parameters()),
            "depth": maps.shape[0], "depth_after": pooled.shape[0], "side": maps.shape[1],
            "side_after": pooled.shape[1], "total": float(first.sum()), "median": float(np.median(first)),
            "kept": 100 * largest.size // _setup().image.size,
        }  # fmt: skip

    def question(self, numbers: Mapping[str, Value]) -> Question:
        """The mean of the first window."""
        return choice(*(numbers[name] for name in ("mean_1", "max_1", "total", "median")))


def _pooled(setup: LabSetup) -> np.ndarray:
    pooled = lab_maps(setup).pooled
    assert pooled is not None
    return pooled
