"""Stride: how far the kernel moves at a time, and what does not fit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from explorer.core.lab import lab_maps
from explorer.core.lab_ledger import size_formulas
from explorer.lessons._setups import on_ramp
from explorer.lessons.base import Lesson, Look, Question, Scene, choice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from explorer.lessons._shown import Shown
    from explorer.lessons.base import Value


def _stride_2(look: Look) -> bool:
    return look.lab is not None and look.lab.stride == 2


def _stride_3(look: Look) -> bool:
    return look.lab is not None and look.lab.stride == 3


def _fits(look: Look) -> bool:
    return _stride_3(look) and look.lab is not None and all(formula.exact for formula in size_formulas(look.lab))


class Stride(Lesson):
    """7 x 7, a kernel of 3 x 3, strides 1, 2 and 3."""

    order = 7
    name = "07-stride"
    steps = (_stride_2, _stride_3, _fits)

    def scene(self) -> Scene:
        """A kernel of 3 x 3 over a ramp of 7 x 7."""
        return Scene(lab=on_ramp())

    def numbers(self, shown: Shown | None) -> Mapping[str, Value]:
        """The output at each stride, and what stride 3 does not read."""
        setup = on_ramp()
        formulas = {stride: size_formulas(replace(setup, stride=stride))[1] for stride in (1, 2, 3)}
        read = lab_maps(replace(setup, stride=3)).read
        return {
            "input": setup.image_size[1], "kernel": setup.kernel_size[1], "out_1": formulas[1].output,
            "out_2": formulas[2].output, "out_3": formulas[3].output, "steps_3": formulas[3].steps,
            "exact_3": formulas[3].steps + 1, "left_over": formulas[3].left_over, "cells": read.size,
            "unread": int(np.count_nonzero(~read)),
        }  # fmt: skip

    def question(self, numbers: Mapping[str, Value]) -> Question:
        """How many cells are never read at stride 3."""
        side = int(numbers["input"])
        return choice(numbers["unread"], 0, side, 2 * side)
