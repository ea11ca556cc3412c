"""A filter: as deep as its input, with one bias."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from explorer.core.lab_ledger import ledger
from explorer.lessons._setups import on_colours
from explorer.lessons.base import Lesson, Look, Question, Scene, choice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from explorer.lessons._shown import Shown
    from explorer.lessons.base import Value

_DEEPER = 6


def _biased(look: Look) -> bool:
    return look.lab is not None and bool(look.lab.biases[0])


def _smaller(look: Look) -> bool:
    return look.lab is not None and look.lab.kernel_size == (3, 3)


class FilterAndBias(Lesson):
    """75 + 1 numbers."""

    order = 4
    name = "04-filter-and-bias"
    steps = (None, _biased, _smaller)

    def scene(self) -> Scene:
        """One filter of 3 x 5 x 5 over a colour picture."""
        return Scene(lab=on_colours(("sobel-x",)))

    def numbers(self, shown: Shown | None) -> Mapping[str, Value]:
        """What one filter learns over three channels, and over six."""
        setup = on_colours(("sobel-x",))
        costs = ledger(setup)
        deeper = replace(costs, channels=_DEEPER)
        return {
            "size": setup.kernel_size[0], "depth": setup.channels, "side": setup.image_size[0],
            "weights": costs.weights, "parameters": costs.parameters, "deeper": _DEEPER,
            "deeper_parameters": deeper.parameters, "deeper_weights": deeper.weights,
            "flat": replace(costs, channels=1).parameters,
        }  # fmt: skip

    def question(self, numbers: Mapping[str, Value]) -> Question:
        """Parameters of one filter over six channels."""
        return choice(*(numbers[name] for name in ("deeper_parameters", "deeper_weights", "parameters", "flat")))
