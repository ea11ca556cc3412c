"""Padding: a border that keeps the size, and what may be written into it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from explorer.core.lab import PADDING_MODES, LabSetup, lab_maps
from explorer.core.lab_changes import with_kernel_size
from explorer.lessons._setups import on_ramp
from explorer.lessons.base import Lesson, Look, Question, Scene, choice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from explorer.lessons._shown import Shown
    from explorer.lessons.base import Value

_LARGER = 5


def _setup() -> LabSetup:
    return replace(on_ramp(name="blur", lowest=1), padding=1)


def _reflects(look: Look) -> bool:
    return look.lab is not None and look.lab.padding_mode == "reflect"


def _wraps(look: Look) -> bool:
    return look.lab is not None and look.lab.padding_mode == "circular"


def _keeps(look: Look) -> bool:
    setup = look.lab
    return setup is not None and setup.kernel_size == (_LARGER, _LARGER) and setup.output_size == setup.image_size


def rings_that_keep(setup: LabSetup) -> int:
    """How many rings of padding make the output as large as the input."""
    rings = range(max(setup.kernel_size))
    return next(n for n in rings if replace(setup, padding=n).output_size == setup.image_size)


class Padding(Lesson):
    """7 x 7 stays 7 x 7."""

    order = 9
    name = "09-padding"
    steps = (_reflects, _wraps, _keeps)

    def scene(self) -> Scene:
        """A mean of 3 x 3 over a ramp with one ring of zeros."""
        return Scene(lab=_setup())

    def numbers(self, shown: Shown | None) -> Mapping[str, Value]:
        """Sizes with and without padding, and the border's value to the left of a row in each mode."""
        setup = _setup()
        larger = with_kernel_size(setup, _LARGER)
        borders: dict[str, Value] = {
            mode: float(lab_maps(replace(setup, padding_mode=mode)).padded[0, 3, 0]) for mode in PADDING_MODES
        }
        return {
            "input": setup.image_size[0], "kernel": setup.kernel_size[0], "rings": rings_that_keep(setup),
            "without": replace(setup, padding=0).output_size[0], "kept": setup.output_size[0], "larger": _LARGER,
            "larger_rings": rings_that_keep(larger), "first": float(setup.image[0, 0, 0]), **borders,
        }  # fmt: skip

    def question(self, numbers: Mapping[str, Value]) -> Question:
        """How many rings a larger kernel needs."""
        right = int(numbers["larger_rings"])
        return choice(right, numbers["rings"], right + 1, numbers["larger"])
