"""One number of a convolution: per input channel the patch under the kernel times the kernel; and the bias."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from explorer.core.arithmetic.case import number, numbers
from explorer.core.arithmetic.explanation import NotExplained, Terms
from explorer.core.arithmetic.windows import indices_under, reaches, read
from explorer.core.settings import conv_window, weight_and_bias

if TYPE_CHECKING:
    from explorer.core.arithmetic.case import Case
    from explorer.core.arithmetic.explanation import Explanation


def convolution(case: Case) -> Explanation:
    """Of any convolution over one to three dimensions, transposed ones too."""
    window, (weight, bias) = conv_window(case.call), weight_and_bias(case.call)
    if window is None or weight is None:
        raise NotExplained("The settings of '{0}' cannot be read: it is no convolution of torch's own.", case.call.name)
    n, source = window.dimensions, case.source
    channel, position = case.index[-n - 1], case.index[-n:]
    if window.transposed:
        inputs, outputs = int(weight.shape[0]) // window.groups, int(weight.shape[1])
    else:
        inputs, outputs = int(weight.shape[1]), int(weight.shape[0]) // window.groups
    first = channel // outputs * inputs
    kernel = weight[first : first + inputs, channel % outputs] if window.transposed else weight[channel]
    reached = reaches(window, position, source.shape[-n:], case.tensor.shape[-n:])
    batch = case.index[: -n - 1]
    patch, inside = read(source[batch][first : first + inputs], reached)
    if window.padding_mode == "zeros":
        patch = np.where(inside, patch, 0.0)
    weights = numbers(kernel)
    leading = [*(np.array([i]) for i in batch), np.arange(first, first + inputs)]
    places = case.places(source, indices_under(leading, reached))
    padded = np.broadcast_to(~inside, patch.shape).reshape(-1)
    if window.padding_mode == "zeros":
        places.which[padded] = -1
    with np.errstate(invalid="ignore"):
        products = patch * weights
    terms = Terms(
        values=patch.reshape(-1),
        weights=weights.reshape(-1),
        products=products.reshape(-1),
        places=places,
        padded=padded if math.prod(window.kernel) and padded.any() else None,
    )
    return case.explained(
        "convolution",
        terms,
        bias=None if bias is None else number(bias, (channel,)),
        shape=patch.shape,
        first_channel=first,
        formula="Σ x·w + bias" if bias is not None else "Σ x·w",
    )
