"""The effective receptive field: how strongly each place of the input moves one cell, by its gradient.

After Luo, Li, Urtasun and Zemel, "Understanding the Effective Receptive Field in Deep Convolutional Neural Networks",
NeurIPS 2016; of the picture at hand, while they average over many.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from explorer.core.capture import ONE_AT_A_TIME, capture
from explorer.core.graph import INPUT
from explorer.core.map_layout import map_layout
from explorer.errors import ModelError

if TYPE_CHECKING:
    from torch import nn

_COUNTS_FROM = 1 - 0.9545
"""Places whose gradient is at least this share of the largest count, as in the paper: two standard deviations."""


@dataclass(frozen=True, slots=True, eq=False)
class EffectiveField:
    """How strongly each place of the input moves one cell.

    Attributes:
        strength: (H, W) float32, the gradient's magnitudes summed over the input's channels.
    """

    strength: np.ndarray

    @property
    def largest(self) -> float:
        """The strength of the place that moves the cell most."""
        return float(self.strength.max(initial=0))

    @property
    def side(self) -> float:
        """The side of a square of as many places as are above 4.55 % of the largest; 0 where nothing moves it."""
        if self.largest == 0:
            return 0.0
        return float(np.sqrt(np.count_nonzero(self.strength >= _COUNTS_FROM * self.largest)))


def effective_field(module: nn.Module, given: Any, name: str, row: int, column: int, channel: int) -> EffectiveField:
    """The effective field of one cell for one picture. The network runs once, forward and backward.

    Args:
        module: the network; it is left as it was found, gradients of weights included.
        given: its input: a tensor (1, C, H, W), or a tuple or dict of tensors of which the first is looked at.
        name: of the call.
        row: of its map.
        column: of its map.
        channel: the map.

    Raises:
        ModelError: the network failed, there is no such cell, or no gradient reaches the input.
    """
    x, inputs = _with_gradient(given)
    # Others may look at the network's modules meanwhile.
    with ONE_AT_A_TIME:
        trace = capture(module, inputs, gradients=True)
    call = trace.by_name.get(name)
    layout = None if call is None else map_layout(trace, call)
    number = None if layout is None else layout.number(row, column, channel)
    if call is None or call.tensor is None or number is None:
        raise ModelError("'{0}' has no cell ({1}, {2}) in this run.", name, row, column)
    value = call.tensor.reshape(-1)[number]
    if not value.requires_grad or trace.inputs[INPUT].ndim != 4:
        raise ModelError("No gradient of '{0}' reaches the input: the network turns gradients off on the way.", name)
    gradient = torch.autograd.grad(value, x, allow_unused=True)[0]
    strength = torch.zeros(x.shape[2:]) if gradient is None else gradient[0].abs().sum(0)
    return EffectiveField(strength.float().cpu().numpy())


def _with_gradient(given: Any) -> tuple[torch.Tensor, Any]:
    """(the first tensor, which asks for its gradient; the inputs with it in place)."""
    if isinstance(given, torch.Tensor):
        x = _asking(given)
        return x, x
    if isinstance(given, dict):
        first = next(iter(given))
        x = _asking(given[first])
        return x, {**given, first: x}
    x = _asking(given[0])
    return x, (x, *given[1:])


def _asking(tensor: torch.Tensor) -> torch.Tensor:
    if not tensor.is_floating_point():
        raise ModelError("An input of whole numbers has no gradient.")
    return tensor.detach().clone().requires_grad_(True)
