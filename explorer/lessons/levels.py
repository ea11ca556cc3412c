"""Low-, mid- and high-level features in a network for photos."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.lessons.base import Lesson, Look, Question, Scene
from explorer.widgets.said import said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from explorer.core.fields import Extent
    from explorer.lessons._shown import Shown
    from explorer.lessons.base import Value

_STAGES = ("layer1", "layer2", "layer3", "layer4")


def _middle(look: Look) -> bool:
    return str(look.state.layer).startswith(("layer2", "layer3"))


def _deep(look: Look) -> bool:
    return str(look.state.layer).startswith("layer4")


class Levels(Lesson):
    """From edges to things."""

    order = 16
    name = "16-levels"
    steps = (_middle, _deep)

    def scene(self) -> Scene:
        """ResNet-18, the filters of its first layer."""
        return Scene(model="resnet18", sample="ball", layer="conv1", view="Filters", channel=3, docks=("unit",))

    def numbers(self, shown: Shown | None) -> Mapping[str, Value]:
        """Maps, sizes and fields at the end of each stage; the first stage whose field is wider than the picture."""
        from explorer.core.receptive_field import receptive_fields

        assert shown is not None
        trace = shown.trace()
        fields = receptive_fields(trace)
        numbers: dict[str, Value] = {"picture": int(shown.input().shape[-1]), "weights": said(shown.model.weights)}
        numbers["first"] = _width(fields.extent_of("conv1"))
        for stage in _STAGES:
            last = [call.name for call in trace.calls if call.name.startswith(f"{stage}.")][-1]
            shape = trace[last].output_shape
            numbers |= {stage: _width(fields.extent_of(last)), f"{stage}_maps": shape[1], f"{stage}_side": shape[-1]}
        wide = [stage for stage in _STAGES if int(numbers[stage]) > int(numbers["picture"])]
        return {**numbers, "whole": wide[0]}

    def question(self, numbers: Mapping[str, Value]) -> Question:
        """The stage from whose end on a cell may see the whole picture."""
        return Question(_STAGES, numbers["whole"])


def _width(extent: Extent | None) -> int:
    assert extent is not None
    assert extent.size is not None
    return extent.size[1]
