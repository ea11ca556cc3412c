"""The output-size formula in the network's own layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.core.geometry import output_size_formula, output_sizes
from explorer.core.settings import conv_window, input_of, pool_window
from explorer.lessons.base import Lesson, Look, Question, Scene, choice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from explorer.core.graph import Trace
    from explorer.lessons._shown import Shown
    from explorer.lessons.base import Value

_ASKED = "pool3"


def _first(look: Look) -> bool:
    return look.state.layer == "conv1"


def _asked(look: Look) -> bool:
    return look.state.layer == _ASKED


class OutputSize(Lesson):
    """The formula beside a layer that obeys it."""

    order = 8
    name = "08-output-size"
    steps = (_first, _asked)

    def scene(self) -> Scene:
        """A convolution in the middle of the network, with its facts."""
        return Scene(digit=5, layer="conv2", channel=4, docks=("unit",))

    def numbers(self, shown: Shown | None) -> Mapping[str, Value]:
        """The formula filled in for a convolution and for a pooling layer."""
        assert shown is not None
        trace = shown.trace()
        shapes = {name: int(trace[name].output_shape[-1]) for name in ("conv2", _ASKED)}
        entering = _width_into(trace, _ASKED)
        window = pool_window(trace[_ASKED])
        assert window is not None
        return {
            "conv": output_size_formula(trace["conv2"]) or "", "conv_out": shapes["conv2"],
            "conv_in": _width_into(trace, "conv2"), "kernel": _kernel(trace, "conv2"), "pool_in": entering,
            "pool_kernel": window.kernel[1], "pool_stride": window.stride[1],
            "pool": output_size_formula(trace[_ASKED]) or "", "pool_out": output_sizes(window, (entering, entering))[1],
            "shown": shapes[_ASKED],
        }  # fmt: skip

    def question(self, numbers: Mapping[str, Value]) -> Question:
        """The width behind the last pooling."""
        entering, stride = int(numbers["pool_in"]), int(numbers["pool_stride"])
        return choice(numbers["pool_out"], entering / stride, -(-entering // stride), entering - 1)


def _width_into(trace: Trace, name: str) -> int:
    source = input_of(trace[name])
    assert source is not None
    return int(source.shape[-1])


def _kernel(trace: Trace, name: str) -> int:
    window = conv_window(trace[name])
    assert window is not None
    return window.kernel[1]
