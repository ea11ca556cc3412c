"""One number of a sum, mean, maximum or minimum over whole axes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch

from explorer.core.arithmetic.case import all_indices, axes_of, numbers
from explorer.core.arithmetic.explanation import Terms
from explorer.core.arithmetic.pairs import larger, smaller
from explorer.core.arithmetic.pooling import average, largest

if TYPE_CHECKING:
    from explorer.core.arithmetic.case import Case
    from explorer.core.arithmetic.explanation import Explanation, Places


def total(case: Case) -> Explanation:
    """A sum over axes."""
    values, places = _reduced(case)
    return case.explained("weighted sum", Terms(values, None, values, places), formula="Σ x")


def mean(case: Case) -> Explanation:
    """A mean over axes: global average pooling, too."""
    values, places = _reduced(case)
    return average(case, values, places, None, len(values))


def maximum(case: Case) -> Explanation:
    """A maximum over axes; of two tensors the larger."""
    if _compares_two(case):
        return larger(case)
    return largest(case, *_reduced(case), None)


def minimum(case: Case) -> Explanation:
    """A minimum over axes; of two tensors the smaller."""
    if _compares_two(case):
        return smaller(case)
    return largest(case, *_reduced(case), None, sign=-1)


def _compares_two(case: Case) -> bool:
    other = case.settings(("dim",)).get("dim", case.call.kwargs.get("other"))
    return isinstance(other, torch.Tensor) or "other" in case.call.kwargs


def _reduced(case: Case) -> tuple[np.ndarray, Places]:
    """The cells that go into one cell of a reduction over the axes `dim`, and where they stand."""
    settings, source = case.settings(("dim", "keepdim")), case.source
    axes = axes_of(settings.get("dim", settings.get("axis")), source.ndim)
    kept = bool(settings.get("keepdim", settings.get("keepdims", False)))
    rest, ranges, picks = iter(case.index), [], []
    for axis, size in enumerate(source.shape):
        if axis in axes and kept:
            next(rest)
        chosen = slice(None) if axis in axes else next(rest)
        picks.append(chosen)
        ranges.append(np.arange(size) if isinstance(chosen, slice) else np.array([chosen]))
    return numbers(source.detach()[tuple(picks)]).reshape(-1), case.places(source, all_indices(ranges))
