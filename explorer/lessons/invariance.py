"""Pooling makes the answer care less and less about where something is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.lessons._shown import difference, tensor_of
from explorer.lessons.base import Lesson, Look, Question, Scene, choice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from explorer.lessons._shown import Shown
    from explorer.lessons.base import Value

_LAYERS = ("conv1", "pool1", "pool2", "pool3")


def _moved(look: Look) -> bool:
    return look.state.picture is not None and look.state.picture is not look.start.picture


def _last(look: Look) -> bool:
    return look.state.layer == "pool3"


class Invariance(Lesson):
    """A digit moved by one pixel, layer by layer."""

    order = 13
    name = "13-invariance"
    steps = (_moved, _last)

    def scene(self) -> Scene:
        """A drawn 7 that may be moved, before and after the first pooling."""
        return Scene(digit=7, layer="pool1", view="Pooling", channel=2, centre=False)

    def numbers(self, shown: Shown | None) -> Mapping[str, Value]:
        """By how many per cent each layer's values change when the digit moves by a pixel, and the class."""
        assert shown is not None
        before, after = shown.trace(), shown.trace(shown.input(1))
        change = {n: round(100 * difference(tensor_of(before, n), tensor_of(after, n))) for n in _LAYERS}
        scores = [trace.scores for trace in (before, after)]
        classes = [shown.model.class_name(int(one.argmax())) for one in scores if one is not None]
        return {**change, "class": classes[0], "class_moved": classes[1]}

    def question(self, numbers: Mapping[str, Value]) -> Question:
        """The change behind the last pooling, per cent."""
        return choice(numbers["pool3"], *(numbers[name] for name in _LAYERS[:-1]))
