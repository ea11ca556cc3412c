"""The whole: convolution, ReLU, pooling, again and again, then a fully connected layer and softmax."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.core.geometry import parameter_count
from explorer.lessons._shown import tensor_of
from explorer.lessons.base import Lesson, Look, Question, Scene, choice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from explorer.lessons._shown import Shown
    from explorer.lessons.base import Value


def _drawn(look: Look) -> bool:
    return look.state.picture is not None and look.state.picture is not look.start.picture


def _relu(look: Look) -> bool:
    return bool(look.state.layer) and str(look.state.layer).startswith("relu")


class WholeNetwork(Lesson):
    """From the drawing to ten probabilities."""

    order = 15
    name = "15-whole-network"
    steps = (_drawn, _relu)

    def scene(self) -> Scene:
        """A drawn 2 and its scores."""
        return Scene(digit=2, layer="fc1", view="Class scores", channel=2)

    def numbers(self, shown: Shown | None) -> Mapping[str, Value]:
        """Shapes on the way, the probabilities, and where the parameters are."""
        assert shown is not None
        trace = shown.trace()
        scores = tensor_of(trace, "fc1")[0].double()
        shares = scores.softmax(0)
        counts = {kind: sum(parameter_count(c) for c in trace.calls if c.kind == kind) for kind in ("conv", "linear")}
        depth, height, width = trace["pool3"].output_shape[1:]
        return {
            "depth": depth, "height": height, "width": width, "flat": trace["flatten"].output_shape[1],
            "classes": len(scores), "weights": trace["fc1"].parameters["weight"].numel(),
            "parameters": counts["linear"], "convolutions": counts["conv"],
            "class": shown.model.class_name(int(scores.argmax())), "percent": round(100 * float(shares.max()), 1),
            "sum": round(float(shares.sum()), 6), "score": round(float(scores.max()), 2),
        }  # fmt: skip

    def question(self, numbers: Mapping[str, Value]) -> Question:
        """The weights of the fully connected layer."""
        return choice(*(numbers[name] for name in ("weights", "flat", "parameters", "convolutions")))
