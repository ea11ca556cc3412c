"""Weight sharing and equivariance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.core.geometry import parameter_count
from explorer.core.lab_ledger import Ledger
from explorer.core.settings import conv_window
from explorer.lessons._shown import difference, tensor_of
from explorer.lessons.base import Lesson, Look, Question, Scene, choice

if TYPE_CHECKING:
    from collections.abc import Mapping

    import torch

    from explorer.lessons._shown import Shown
    from explorer.lessons.base import Value

_SHIFT = 2
_MARGIN = 4
"""Columns at either side that are left out of a comparison: what lies beyond the border is not moved in."""


def _moved(look: Look) -> bool:
    return look.state.picture is not None and look.state.picture is not look.start.picture


def _pooled(look: Look) -> bool:
    return look.state.layer == "pool1"


class WeightSharing(Lesson):
    """The same filter everywhere: what moves in the picture moves in the map."""

    order = 10
    name = "10-weight-sharing"
    steps = (_moved, _pooled)

    def scene(self) -> Scene:
        """A drawn 4 that may be moved, and the maps of the first convolution."""
        return Scene(digit=4, layer="conv1", channel=2, centre=False)

    def numbers(self, shown: Shown | None) -> Mapping[str, Value]:
        """Parameters with and without sharing; by how many columns maps follow a moved picture."""
        assert shown is not None
        before, after = shown.trace(), shown.trace(shown.input(_SHIFT))
        call = before["conv1"]
        window = conv_window(call)
        assert window is not None
        _, channels, *size = shown.input().shape
        _, filters, *made = call.output_shape
        costs = Ledger(channels, filters, (window.kernel[0], window.kernel[1]), _pair(size), _pair(made))
        return {
            "parameters": parameter_count(call), "connected": costs.connected_parameters,
            "times": round(costs.times_fewer), "positions": made[0] * made[1], "filters": filters, "shift": _SHIFT,
            "follows": _columns_moved(tensor_of(before, "conv1"), tensor_of(after, "conv1")),
            "pooled": _columns_moved(tensor_of(before, "pool1"), tensor_of(after, "pool1")),
        }  # fmt: skip

    def question(self, numbers: Mapping[str, Value]) -> Question:
        """By how many columns the first convolution's maps follow."""
        return choice(numbers["follows"], 0, 1, 5)


def _columns_moved(before: torch.Tensor, after: torch.Tensor) -> int:
    """By how many columns `before` has to be moved to come nearest to `after`."""
    inside = slice(_MARGIN, before.shape[3] - _MARGIN)
    differences = {
        n: difference(before.roll(n, 3)[..., inside], after[..., inside]) for n in range(-_MARGIN, _MARGIN + 1)
    }
    return min(differences, key=lambda n: (differences[n], abs(n)))


def _pair(size: list[int] | tuple[int, ...]) -> tuple[int, int]:
    return int(size[0]), int(size[1])
