"""Why a fully connected network is a poor reader of pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.core.lab_ledger import Ledger
from explorer.lessons._shown import Shown
from explorer.lessons.base import Lesson, Look, Question, Scene, choice

if TYPE_CHECKING:
    from collections.abc import Mapping

    import torch

    from explorer.lessons.base import Value

_SHIFT = 7
_LESS = (1, 3)
_CONNECTED = "digits-mlp"
_NEURONS = 1000
_SIDE = 100


def _moved(look: Look) -> bool:
    return look.state.picture is not None and look.state.picture is not look.start.picture


def _flattened(look: Look) -> bool:
    return look.state.layer == "flatten"


class WhyNotMlp(Lesson):
    """Too many weights, no shape, and a moved digit is another one."""

    order = 2
    name = "02-why-not-mlp"
    steps = (_moved, _flattened)

    def scene(self) -> Scene:
        """A drawn 3 that may be moved."""
        return Scene(digit=3, layer="conv1", channel=2, centre=False)

    def numbers(self, shown: Shown | None) -> Mapping[str, Value]:
        """A fully connected neuron is a filter as large as the picture; what moving does to it and to its network."""
        from explorer.models import load

        assert shown is not None
        connected = Shown(load(_CONNECTED), shown.picture)
        photo = Ledger(1, _NEURONS, (_SIDE, _SIDE), (_SIDE, _SIDE), (1, 1))
        tensor = shown.input()
        _, channels, height, width = tensor.shape
        digit = Ledger(int(channels), 1, (height, width), (height, width), (1, 1))
        stays = {n: _share_in_place(tensor > 0.5, shown.input(n) > 0.5) for n in (*_LESS, _SHIFT)}
        return {
            "side": _SIDE, "neurons": _NEURONS, "connections": photo.weights, "height": int(height),
            "width": int(width), "inputs": digit.inputs, "shift": _SHIFT, "stays": stays[_SHIFT],
            "stays_one": stays[_LESS[0]], "stays_less": stays[_LESS[1]], "class": _answer(shown, tensor),
            "class_moved": _answer(shown, shown.input(_SHIFT)), "connected": _answer(connected, tensor),
            "connected_moved": _answer(connected, shown.input(_SHIFT)),
        }  # fmt: skip

    def question(self, numbers: Mapping[str, Value]) -> Question:
        """Per cent of the ink that meets the same neurons."""
        return choice(numbers["stays"], numbers["stays_one"], numbers["stays_less"], 100)


def _answer(shown: Shown, tensor: torch.Tensor) -> str:
    scores = shown.trace(tensor).scores
    assert scores is not None
    return shown.model.class_name(int(scores.argmax()))


def _share_in_place(ink: torch.Tensor, moved: torch.Tensor) -> int:
    return round(100 * float((ink & moved).sum() / ink.sum()))
