"""Guessing what input a network takes."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from explorer.errors import ModelError
from explorer.models.input_guess import guessed_shapes, input_names


def _flat(features: int) -> nn.Module:
    return nn.Sequential(nn.Flatten(), nn.Linear(features, 2))


@pytest.mark.parametrize(
    ("network", "shape"),
    [
        (nn.Sequential(nn.Conv2d(1, 2, 5), nn.Flatten(), nn.Linear(2 * 24 * 24, 3)), (1, 28, 28)),
        (nn.Sequential(nn.Conv2d(3, 2, 5), nn.Flatten(), nn.Linear(2 * 28 * 28, 3)), (3, 32, 32)),
        (nn.Sequential(nn.Conv2d(3, 2, 3), nn.Flatten(), nn.Linear(2 * 94 * 94, 3)), (3, 96, 96)),
        (nn.Sequential(nn.Conv2d(3, 2, 7, stride=2), nn.MaxPool2d(2), nn.AdaptiveAvgPool2d(1)), (3, 224, 224)),
        (nn.Sequential(nn.Conv2d(3, 2, 3), nn.MaxPool2d(2), nn.AdaptiveAvgPool2d(1)), (3, 32, 32)),
        (nn.Sequential(nn.Conv2d(4, 2, 3), nn.AdaptiveAvgPool2d(1)), (4, 28, 28)),
        (nn.Sequential(nn.LazyConv2d(2, 3), nn.ReLU()), (1, 28, 28)),
        (_flat(784), (1, 28, 28)),
        (_flat(3072), (3, 32, 32)),
        (nn.Sequential(nn.ReLU()), (1, 28, 28)),
    ],
)
def test_the_first_usual_shape_that_runs_is_taken(network: nn.Module, shape: tuple[int, int, int]) -> None:
    assert guessed_shapes(network.eval()) == (shape,)


def test_where_none_runs_the_user_is_asked_for_the_shape() -> None:
    network = nn.Sequential(nn.Conv2d(3, 2, 3), nn.Flatten(), nn.Linear(7, 3))
    with pytest.raises(ModelError, match="--input-shape"):
        guessed_shapes(network)


def test_only_inputs_without_a_default_have_to_be_given() -> None:
    class Net(nn.Module):
        def forward(self, x: torch.Tensor, y: torch.Tensor, scale: float = 1.0) -> torch.Tensor:
            return x + y * scale

    assert input_names(Net()) == ["x", "y"]
    assert len(guessed_shapes(Net())) == 2
