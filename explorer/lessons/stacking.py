"""Convolutions one after another: 32 x 32 x 3, 28 x 28 x 6, 24 x 24 x 10."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.core.lab import lab_maps
from explorer.core.lab_ledger import ledger
from explorer.lessons._setups import on_colours, on_maps
from explorer.lessons.base import Lesson, Look, Question, Scene, choice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from explorer.lessons._shown import Shown
    from explorer.lessons.base import Value


def _fewer(look: Look) -> bool:
    return look.lab is not None and look.lab.filters < on_maps().filters


def _kept_size(look: Look) -> bool:
    return look.lab is not None and not look.lab.problem and look.lab.output_size == look.lab.image_size


class Stacking(Lesson):
    """The second of two layers, and what both learn."""

    order = 6
    name = "06-stacking"
    steps = (None, _fewer, _kept_size)

    def scene(self) -> Scene:
        """Ten filters over the six maps of the lesson before."""
        return Scene(lab=on_maps())

    def numbers(self, shown: Shown | None) -> Mapping[str, Value]:
        """Sizes and weights of both layers."""
        first, second = on_colours(), on_maps()
        return {
            "side": first.image_size[0], "channels": first.channels, "size": first.kernel_size[0],
            "side_1": lab_maps(first).maps.shape[1], "depth_1": first.filters, "weights_1": ledger(first).weights,
            "side_2": lab_maps(second).maps.shape[1], "depth_2": second.filters, "weights_2": ledger(second).weights,
        }  # fmt: skip

    def question(self, numbers: Mapping[str, Value]) -> Question:
        """How deep the filters of a third layer have to be."""
        return choice(*(numbers[name] for name in ("depth_2", "depth_1", "channels", "side_2")))
