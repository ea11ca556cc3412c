"""The memory of activations, in training and in inference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.core.geometry import activation_bytes, bytes_text
from explorer.lessons.base import Lesson, Look, Question, Scene

if TYPE_CHECKING:
    from collections.abc import Mapping

    from explorer.lessons._shown import Shown
    from explorer.lessons.base import Value

_BATCH = 32


def _first(look: Look) -> bool:
    return look.state.layer == "conv1"


def _last(look: Look) -> bool:
    return look.state.layer == "fc1"


class Memory(Lesson):
    """What has to be kept for the way back."""

    order = 14
    name = "14-memory"
    steps = (_first, _last)

    def scene(self) -> Scene:
        """A layer in the middle of the network, with its facts."""
        return Scene(digit=8, layer="conv3", channel=4, docks=("unit",))

    def numbers(self, shown: Shown | None) -> Mapping[str, Value]:
        """Bytes of all activations, of the most that are needed at once, and of the parameters."""
        assert shown is not None
        calls = shown.trace().calls
        every = sum(activation_bytes(call) for call in calls)
        entering = [sum(x.numel() * x.element_size() for x in call.inputs) for call in calls]
        most = max(entered + activation_bytes(call) for entered, call in zip(entering, calls, strict=True))
        weights = sum(p.numel() * p.element_size() for p in shown.model.module.parameters())
        return {
            "batch": _BATCH, "every": bytes_text(every), "most": bytes_text(most), "parameters": bytes_text(weights),
            "training": bytes_text(_BATCH * every), "layers": len(calls), "times": every / most,
            "first": bytes_text(activation_bytes(calls[0])),
        }  # fmt: skip

    def question(self, numbers: Mapping[str, Value]) -> Question:
        """What training keeps of a whole batch."""
        return Question(tuple(numbers[n] for n in ("most", "every", "parameters", "training")), numbers["training"])
