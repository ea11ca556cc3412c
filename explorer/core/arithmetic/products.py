"""One number of a fully connected layer or a product of matrices: a sum of products."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from explorer.core.arithmetic.case import all_indices, broadcast, number, numbers
from explorer.core.arithmetic.explanation import NotExplained, Terms
from explorer.core.settings import bound, weight_and_bias
from explorer.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from explorer.core.arithmetic.case import Case
    from explorer.core.arithmetic.explanation import Explanation


def linear(case: Case) -> Explanation:
    """Of a fully connected layer, on vectors or on every token."""
    weight, bias = weight_and_bias(case.call)
    if weight is None:
        raise NotExplained("The weights of '{0}' cannot be read.", case.call.name)
    *leading, output = case.index
    shift = None if bias is None else number(bias, (output,) if bias.ndim else ())
    weight_index = (output,) if weight.ndim > 1 else ()
    return _dot(case, case.source, (*leading, slice(None)), weight, (*weight_index, slice(None)), shift)


def _dot(
    case: Case,
    left: torch.Tensor,
    left_index: Sequence[Any],
    right: torch.Tensor,
    right_index: Sequence[Any],
    bias: float | None = None,
    scale: float = 1.0,
) -> Explanation:
    """Rows of two tensors, multiplied and added; the indices hold one slice each."""
    values, weights = numbers(left[tuple(left_index)]), scale * numbers(right[tuple(right_index)])
    with np.errstate(invalid="ignore"):
        products = values * weights
    terms = Terms(
        values,
        weights,
        products,
        case.places(left, _along(left_index, len(values))),
        case.places(right, _along(right_index, len(values))) if case.name_of(right) else None,
    )
    return case.explained("weighted sum", terms, bias=bias, formula="Σ x·w" if bias is None else "Σ x·w + bias")


def _along(index: Sequence[Any], count: int) -> np.ndarray:
    return all_indices([np.arange(count) if isinstance(i, slice) else np.array([i]) for i in index])


def matmul(case: Case) -> Explanation:
    """A product of matrices, of batches of them, or of a matrix and a vector."""
    call = case.call
    left, right = (*call.args, *call.kwargs.values())[:2]
    return _matrix_product(case, left, right)


def rmatmul(case: Case) -> Explanation:
    """A product of matrices whose first factor is the second argument."""
    right, left = (*case.call.args, *case.call.kwargs.values())[:2]
    return _matrix_product(case, left, right)


def _matrix_product(
    case: Case, left: torch.Tensor, right: torch.Tensor, bias: float | None = None, scale: float = 1.0
) -> Explanation:
    rest = list(case.index)
    column = [rest.pop()] if right.ndim > 1 else []
    row = [rest.pop()] if left.ndim > 1 else []
    left_index = [*broadcast(rest, left.shape[:-2]), *row, slice(None)] if left.ndim > 1 else [slice(None)]
    right_index = [*broadcast(rest, right.shape[:-2]), slice(None), *column] if right.ndim > 1 else [slice(None)]
    return _dot(case, left, left_index, right, right_index, bias, scale)


def addmm(case: Case) -> Explanation:
    """A product of matrices added to something."""
    names = ("input", "batch1", "batch2") if "baddbmm" in str(case.call.op) else ("input", "mat1", "mat2")
    given = {"beta": 1, "alpha": 1, **bound(case.call, names)}
    shift = given["input"]
    bias = float(given["beta"]) * number(shift, broadcast(case.index, shift.shape))
    return _matrix_product(case, given[names[1]], given[names[2]], bias, float(given["alpha"]))


def einsum(case: Case) -> Explanation:
    """Einstein's sum: the products of the operands over all letters that are not in the result."""
    equation, *operands = case.call.args
    tensors = list(operands[0]) if operands and isinstance(operands[0], (tuple, list)) else operands
    if not isinstance(equation, str) or not tensors:
        raise NotExplained("'{0}' sums in a form without letters.", case.call.name)
    sides, result = _letters(equation, tensors, case.tensor.ndim)
    fixed = dict(zip(result, case.index, strict=True))
    sizes: dict[str, int] = {}
    for side, tensor in zip(sides, tensors, strict=True):
        for name, size in zip(side, tensor.shape, strict=True):
            sizes[name] = max(int(size), sizes.get(name, 1))
    summed = [name for name in sizes if name not in fixed]
    grid = all_indices([np.arange(sizes[name]) for name in summed])
    at = {**{name: np.full(len(grid), i) for name, i in fixed.items()}, **dict(zip(summed, grid.T, strict=True))}
    factors, indices = [], []
    for side, tensor in zip(sides, tensors, strict=True):
        # A dimension of one is the same everywhere.
        index = [at[name] if size > 1 else at[name] * 0 for name, size in zip(side, tensor.shape, strict=True)]
        factors.append(numbers(tensor[tuple(torch.from_numpy(i).to(tensor.device) for i in index)]).reshape(-1))
        indices.append(np.stack(index, axis=1) if index else np.zeros((len(grid), 0), np.int64))
    weights = math.prod(factors[1:], start=np.ones(len(grid)))
    terms = Terms(
        factors[0],
        weights if len(factors) > 1 else None,
        factors[0] * weights,
        case.places(tensors[0], indices[0]),
        case.places(tensors[1], indices[1]) if len(factors) == 2 and case.name_of(tensors[1]) else None,
    )
    return case.explained("weighted sum", terms, formula=Words("Σ over {0}", ", ".join(summed)) if summed else "a · b")


def _letters(equation: str, tensors: Sequence[torch.Tensor], outputs: int) -> tuple[list[str], str]:
    """(the operands' letters, the result's), an ellipsis written out in digits."""
    left, _, result = equation.replace(" ", "").partition("->")
    names = left.split(",")
    if "->" not in equation:
        once = sorted(letter for letter in set(left) - {",", "."} if left.count(letter) == 1)
        result = ("..." if "..." in left else "") + "".join(once)
    hidden = "0123456789"
    sides = [_written_out(name, tensor.ndim, hidden) for name, tensor in zip(names, tensors, strict=True)]
    return sides, _written_out(result, outputs, hidden)


def _written_out(letters: str, ndim: int, hidden: str) -> str:
    missing = ndim - len(letters.replace("...", ""))
    return letters.replace("...", hidden[len(hidden) - missing :] if missing else "")
