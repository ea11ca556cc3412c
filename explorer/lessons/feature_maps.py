"""One filter makes one map: six filters, a depth of six."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.core.lab import lab_maps
from explorer.core.lab_ledger import ledger
from explorer.lessons._setups import on_colours
from explorer.lessons.base import Lesson, Look, Question, Scene, choice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from explorer.lessons._shown import Shown
    from explorer.lessons.base import Value


def _more(look: Look) -> bool:
    return look.lab is not None and look.lab.filters > on_colours().filters


def _without_relu(look: Look) -> bool:
    return look.lab is not None and not look.lab.relu


class FeatureMaps(Lesson):
    """Six filters."""

    order = 5
    name = "05-feature-maps"
    steps = (None, _without_relu, _more)

    def scene(self) -> Scene:
        """Six known kernels over a colour picture."""
        return Scene(lab=on_colours())

    def numbers(self, shown: Shown | None) -> Mapping[str, Value]:
        """Sizes of the maps, and what the filters learn."""
        setup = on_colours()
        depth, height, width = lab_maps(setup).maps.shape
        costs = ledger(setup)
        return {
            "side": setup.image_size[0], "channels": setup.channels, "size": setup.kernel_size[0], "height": height,
            "width": width, "depth": depth, "values": costs.outputs, "weights": costs.weights,
            "parameters": costs.parameters, "each": costs.parameters // costs.filters,
        }  # fmt: skip

    def question(self, numbers: Mapping[str, Value]) -> Question:
        """Parameters of all filters."""
        return choice(*(numbers[name] for name in ("parameters", "weights", "each", "values")))
