"""Convolution as a dot product, and the kernel that mathematics turns round."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from explorer.core.lab import lab_maps, position
from explorer.lessons._setups import on_ramp
from explorer.lessons.base import Lesson, Look, Question, Scene, choice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from explorer.lessons._shown import Shown
    from explorer.lessons.base import Value

_CELL = (2, 2)


def _flipped(look: Look) -> bool:
    return look.lab is not None and look.lab.flipped


def _weight_changed(look: Look) -> bool:
    return look.lab is not None and not np.array_equal(look.lab.kernels, on_ramp().kernels)


class DotProduct(Lesson):
    """Multiply what lies on top of each other, add everything up."""

    order = 3
    name = "03-dot-product"
    steps = (None, _flipped, _weight_changed)

    def scene(self) -> Scene:
        """Sobel's kernel over a ramp."""
        return Scene(lab=on_ramp())

    def numbers(self, shown: Shown | None) -> Mapping[str, Value]:
        """One position as deep learning computes it, and with the kernel turned."""
        setup = on_ramp()
        turned = replace(setup, flipped=True)
        here, there = (position(one, lab_maps(one), 0, *_CELL) for one in (setup, turned))
        positive = float(here.products[here.products > 0].sum())
        negative = float(here.products[here.products < 0].sum())
        return {
            "products": here.products.size, "positive": positive, "negative": negative, "sum": here.total,
            "flipped": there.total,
        }  # fmt: skip

    def question(self, numbers: Mapping[str, Value]) -> Question:
        """The sum with the kernel turned."""
        return choice(numbers["flipped"], numbers["sum"], 0.0, numbers["positive"])
