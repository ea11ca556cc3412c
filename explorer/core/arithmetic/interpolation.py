"""One number of an interpolation: the cells around the point, each with its share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from explorer.core.arithmetic.case import numbers
from explorer.core.arithmetic.explanation import Places, Terms

if TYPE_CHECKING:
    from explorer.core.arithmetic.case import Case
    from explorer.core.arithmetic.explanation import Explanation


def interpolation(case: Case) -> Explanation:
    """Nearest, linear, bilinear, bicubic, trilinear or by area: of one map, as every map is treated alike.

    An interpolation is linear in its input, so its slope in a cell is that cell's weight.
    """
    source, (batch, channel, *position) = case.source, case.index
    with torch.inference_mode(False), torch.enable_grad():
        plane = torch.from_numpy(numbers(source[batch, channel]).copy())[None, None].requires_grad_()
        (slopes,) = torch.autograd.grad(_again(case, plane)[(0, 0, *position)], plane)
    weights = numbers(slopes[0, 0])
    cells = np.argwhere(weights != 0)
    values, chosen = numbers(source[batch, channel])[tuple(cells.T)], weights[tuple(cells.T)]
    leading = np.broadcast_to(np.array([batch, channel]), (len(cells), 2))
    places: Places = case.places(source, np.concatenate([leading, cells], axis=1))
    return case.explained("interpolation", Terms(values, chosen, values * chosen, places), formula="Σ x · share")


def _again(case: Case, plane: torch.Tensor) -> torch.Tensor:
    """The same interpolation of one map (1, 1, H, W) in float64."""
    call = case.call
    if call.function is not None:
        named = {name: value for name, value in call.kwargs.items() if name != "input"}
        result: Any = call.function(plane, *call.args[1:], **named)
    else:
        module: Any = call.module
        result = type(module).forward(module, plane)
    assert isinstance(result, torch.Tensor)
    return result
