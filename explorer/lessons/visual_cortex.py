"""Visual cortex and local receptive fields."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from explorer.core.lab import LabSetup, lab_maps
from explorer.core.lab_kernels import kernel, name_of
from explorer.lessons.base import Lesson, Look, Question, Scene, choice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from explorer.lessons._shown import Shown
    from explorer.lessons.base import Value

_SIDE, _LENGTH = 13, 9


def _bar() -> LabSetup:
    image = np.zeros((1, _SIDE, _SIDE))
    start = (_SIDE - _LENGTH) // 2
    image[0, start : start + _LENGTH, _SIDE // 2] = 1
    return LabSetup(image, kernel("vertical")[None, None], np.zeros(1))


def _sees_horizontal(look: Look) -> bool:
    return look.lab is not None and name_of(look.lab.kernels[0, 0]) == "horizontal"


def _bar_changed(look: Look) -> bool:
    return look.lab is not None and not np.array_equal(look.lab.image, _bar().image)


class VisualCortex(Lesson):
    """A cell that sees a small window and likes one orientation."""

    order = 1
    name = "01-visual-cortex"
    steps = (_sees_horizontal, _bar_changed)

    def scene(self) -> Scene:
        """A vertical bar under a kernel that is a vertical line."""
        return Scene(lab=_bar())

    def numbers(self, shown: Shown | None) -> Mapping[str, Value]:
        """The strongest answer to the bar as it is, and lying."""
        setup = _bar()
        lying = replace(setup, image=setup.image.transpose(0, 2, 1))
        return {
            "kernel": setup.kernel_size[0],
            "window": setup.kernels[0, 0].size,
            "cells": setup.image[0].size,
            "length": _LENGTH,
            "upright": float(lab_maps(setup).maps.max()),
            "lying": float(lab_maps(lying).maps.max()),
        }

    def question(self, numbers: Mapping[str, Value]) -> Question:
        """The strongest answer to the lying bar."""
        return choice(numbers["lying"], numbers["upright"], 0.0, float(numbers["length"]))
