"""One number of a softmax: a share of the sum of exponentials along an axis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.core.arithmetic.case import number, numbers
from explorer.core.arithmetic.explanation import Fact, Places, Terms

if TYPE_CHECKING:
    from explorer.core.arithmetic.case import Case
    from explorer.core.arithmetic.explanation import Explanation


def softmax(case: Case) -> Explanation:
    """E to the value, as a share of the same of all."""
    return _softmax(case, 1.0)


def softmin(case: Case) -> Explanation:
    """The softmax of the negatives."""
    return _softmax(case, -1.0)


def _softmax(case: Case, sign: float) -> Explanation:
    x, largest, total, count = _exponentials(case, sign)
    value, weight = float(np.exp(x - largest)), 1 / total
    terms = Terms(
        np.array([value]), np.array([weight]), np.array([value * weight]), case.places(case.source, [case.index])
    )
    name = "x" if sign > 0 else "−x"
    return case.explained(
        "activation",
        terms,
        formula=f"e^({name} − largest) / Σ e^({name} − largest)",
        code="x[0] / total",
        facts=(Fact("largest", largest), Fact("total", total), Fact("count", count)),
    )


def log_softmax(case: Case) -> Explanation:
    """The value less the logarithm of the sum of all exponentials."""
    x, largest, total, count = _exponentials(case, 1.0)
    log_total = largest + float(np.log(total))
    values = np.array([x, -log_total])
    places = Places.joined([case.places(case.source, [case.index]), Places.nowhere(1)])
    return case.explained(
        "activation",
        Terms(values, None, values, places),
        formula="x − ln Σ eˣ",
        facts=(Fact("largest", largest), Fact("total", total), Fact("count", count)),
    )


def _exponentials(case: Case, sign: float) -> tuple[float, float, float, int]:
    """(the value, the largest of its axis, the sum of e^(value − largest), how many there are)."""
    along: list[Any] = list(case.index)
    along[_softmax_axis(case)] = slice(None)
    row = sign * numbers(case.source[tuple(along)])
    largest = float(row.max())
    return sign * number(case.source, case.index), largest, float(np.exp(row - largest).sum()), len(row)


def _softmax_axis(case: Case) -> int:
    source = case.source
    if case.call.op == "Softmax2d":
        return source.ndim - 3
    dim = case.settings(("dim",)).get("dim")
    if dim is None:  # torch's rule for those who do not say it
        return 0 if source.ndim in (0, 1, 3) else 1
    return int(dim) % source.ndim
