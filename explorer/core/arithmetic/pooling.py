"""One number of pooling: the cells under the window, and how much of each goes on."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from explorer.core.arithmetic.explanation import Fact, NotExplained, Terms
from explorer.core.arithmetic.windows import indices_under, reaches, read
from explorer.core.settings import pool_window

if TYPE_CHECKING:
    from explorer.core.arithmetic.case import Case
    from explorer.core.arithmetic.explanation import Explanation, Places
    from explorer.core.arithmetic.windows import Reach
    from explorer.core.settings import Window


def pooling(case: Case) -> Explanation:
    """Of max, average, LP and adaptive pooling over one to three dimensions."""
    window = pool_window(case.call)
    if window is None:
        raise NotExplained("'{0}' pools in a way of its own: its windows are not known.", case.call.name)
    n, source = window.dimensions, case.source
    reached = reaches(window, case.index[-n:], source.shape[-n:], case.tensor.shape[-n:])
    leading = case.index[:-n]
    values, inside = read(source[leading], reached)
    shape = (1, *values.shape)
    values, inside = np.where(inside, values, 0.0).reshape(-1), inside.reshape(-1)
    places = case.places(source, indices_under([np.array([i]) for i in leading], reached))
    places.which[~inside] = -1
    padded = None if inside.all() else ~inside
    if window.is_max:
        return largest(case, values, places, padded, shape=shape)
    if window.norm_type is not None:
        return _lp(case, values, places, padded, window, reached, shape)
    divisor = _divisor(window, reached, int(inside.sum()))
    return average(case, values, places, padded, divisor, shape)


def _divisor(window: Window, reached: list[Reach], inside: int) -> int:
    if window.divisor_override is not None:
        return window.divisor_override
    return math.prod(reach.counted for reach in reached) if window.count_include_pad else inside


def average(
    case: Case,
    values: np.ndarray,
    places: Places,
    padded: np.ndarray | None,
    divisor: float,
    shape: tuple[int, ...] = (),
) -> Explanation:
    """The sum of values (T,) divided by a number, each value with its share."""
    weights = np.full(len(values), 1 / divisor if divisor else math.nan)
    terms = Terms(values, weights, values * weights, places, padded=padded)
    return case.explained(
        "average",
        terms,
        formula="Σ x / count",
        code="x.sum() / count",
        facts=(Fact("count", float(divisor)),),
        shape=shape,
    )


def largest(
    case: Case,
    values: np.ndarray,
    places: Places,
    padded: np.ndarray | None,
    sign: int = 1,
    shape: tuple[int, ...] = (),
) -> Explanation:
    """The winner counts once, the others not at all; a NaN wins, padding never does."""
    scores = np.where(np.isnan(values), np.inf, values * sign)
    if padded is not None:
        scores = np.where(padded, -np.inf, scores)
    winner = int(scores.argmax())
    weights = np.zeros(len(values))
    weights[winner] = 1.0
    terms = Terms(values, weights, np.where(weights > 0, values, 0.0), places, padded=padded)
    word = "max" if sign > 0 else "min"
    # Padding stands among the values as zeros, which must not win in the snippet either.
    code = f"x.{word}()" if padded is None else "(x * w).sum()"
    return case.explained("maximum", terms, formula=f"{word} x", code=code, shape=shape)


def _lp(
    case: Case,
    values: np.ndarray,
    places: Places,
    padded: np.ndarray | None,
    window: Window,
    reached: list[Reach],
    shape: tuple[int, ...],
) -> Explanation:
    """(Σ xᵖ)^(1/p): each xᵖ times the same factor. Windows cut off at the border are scaled up, as torch does."""
    p = float(window.norm_type or 1.0)
    scale = math.prod(window.kernel) / max(1, math.prod(reach.counted for reach in reached))
    with np.errstate(invalid="ignore", divide="ignore"):
        total = max(float((values**p).sum()) * scale, 0.0)
        factor = scale * total ** (1 / p - 1) if total > 0 else 0.0
        weights = values ** (p - 1) * factor
        terms = Terms(values, weights, values**p * factor, places, padded=padded)
    facts = (Fact("p", p), Fact("scale", scale))
    return case.explained(
        "average", terms, formula="(Σ xᵖ)^(1/p)", code="(x.pow(p).sum() * scale) ** (1 / p)", facts=facts, shape=shape
    )
