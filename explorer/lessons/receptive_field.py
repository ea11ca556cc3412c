"""The receptive field grows with depth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.lessons.base import Lesson, Look, Question, Scene, choice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from explorer.core.graph import Trace
    from explorer.lessons._shown import Shown
    from explorer.lessons.base import Value

_LAYERS = ("conv1", "pool1", "conv2", "conv3", "pool2", "conv4", "conv5")


def _first(look: Look) -> bool:
    return look.state.layer == "conv1"


def _cell_elsewhere(look: Look) -> bool:
    return look.state.cell is not None and look.state.cell != look.start.cell


class ReceptiveField(Lesson):
    """What one number deep in the network has seen."""

    order = 11
    name = "11-receptive-field"
    steps = (_cell_elsewhere, _first)

    def scene(self) -> Scene:
        """A picked cell of the second convolution and all that it depends on."""
        return Scene(digit=3, layer="conv2", view="Receptive field", cell=(6, 7))

    def numbers(self, shown: Shown | None) -> Mapping[str, Value]:
        """How wide the fields of the network's layers are, and of plain layers of 3 x 3 one after another."""
        assert shown is not None
        trace = shown.trace()
        widths = {name: _width(trace, name) for name in _LAYERS}
        stacked = _stacked()
        return {
            **widths, "kernel": int(trace["conv2"].parameters["weight"].shape[-1]), "picture": shown.input().shape[-1],
            "two": _width(stacked, "1"), "three": _width(stacked, "2"), "cells": widths["conv2"] ** 2,
        }  # fmt: skip

    def question(self, numbers: Mapping[str, Value]) -> Question:
        """The width of the second convolution's field."""
        kernel, first = int(numbers["kernel"]), int(numbers["conv1"])
        return choice(numbers["conv2"], kernel, first + kernel - 1, first + kernel)


def _width(trace: Trace, name: str) -> int:
    from explorer.core.receptive_field import receptive_fields

    extent = receptive_fields(trace).extent_of(name)
    assert extent is not None
    assert extent.size is not None
    return extent.size[1]


def _stacked() -> Trace:
    """Three convolutions of 3 x 3, run once."""
    import torch
    from torch import nn

    from explorer.core.capture import capture

    net = nn.Sequential(*(nn.Conv2d(1, 1, 3) for _ in range(3)))
    return capture(net, torch.zeros(1, 1, 9, 9))
