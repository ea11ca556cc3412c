"""One number of what is computed cell by cell of two tensors, or of one and a number: sums, products, comparisons."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from explorer.core.arithmetic.case import broadcast, number
from explorer.core.arithmetic.explanation import Fact, NotExplained, Places, Terms
from explorer.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.core.arithmetic.case import Case
    from explorer.core.arithmetic.explanation import Explanation


def _operand(case: Case, given: Any) -> tuple[float, Places]:
    if isinstance(given, torch.Tensor):
        index = broadcast(case.index, given.shape)
        return number(given, index), case.places(given, [index])
    if isinstance(given, (bool, int, float)):
        return float(given), Places.nowhere(1)
    raise NotExplained(
        "'{0}' was given a {1} where a number or a tensor was expected.", case.call.name, type(given).__name__
    )


def _two(case: Case) -> list[tuple[float, Places]]:
    """The numbers that meet in a cell, and where they stand."""
    return [_first(case), _operand(case, case.settings(("other",)).get("other"))]


def _first(case: Case) -> tuple[float, Places]:
    call = case.call
    return _operand(case, call.args[0] if call.args else call.kwargs.get("input", call.kwargs.get("self")))


def _summed(case: Case, signs: tuple[float, float]) -> Explanation:
    pairs = _two(case)
    alpha = case.settings(("other", "alpha"), alpha=1).get("alpha", 1)
    factors = np.array([signs[0], signs[1] * float(alpha)])
    values = np.array([value for value, _ in pairs])
    weights = None if (factors == 1).all() else factors
    terms = Terms(values, weights, values * factors, Places.joined([places for _, places in pairs]))
    return case.explained("arithmetic", terms, formula="a + b" if weights is None else "a − b")


def add(case: Case) -> Explanation:
    """A sum, residual connections above all."""
    return _summed(case, (1.0, 1.0))


def sub(case: Case) -> Explanation:
    """A difference."""
    return _summed(case, (1.0, -1.0))


def rsub(case: Case) -> Explanation:
    """A difference whose first operand is the second argument."""
    return _summed(case, (-1.0, 1.0))


def _multiplied(case: Case, pairs: list[tuple[float, Places]], formula: str) -> Explanation:
    (value, places), (weight, weight_places) = pairs
    with np.errstate(all="ignore"):
        product = np.array([np.float64(value) * np.float64(weight)])
    terms = Terms(np.array([value]), np.array([weight]), product, places, weight_places)
    return case.explained("arithmetic", terms, formula=formula)


def mul(case: Case) -> Explanation:
    """A product, as of a map and its gate."""
    return _multiplied(case, _two(case), "a · b")


def _divided(case: Case, above: tuple[float, Places], below: tuple[float, Places]) -> Explanation:
    rounding = case.settings(("other",)).get("rounding_mode")
    if rounding == "floor":
        return _compared(case, lambda a, b: a // b, Words("a / b, rounded down"), "a // b")
    if rounding == "trunc":
        return _compared(case, lambda a, b: np.trunc(a / b), Words("a / b, cut to a whole number"), "math.trunc(a / b)")
    with np.errstate(all="ignore"):
        weight = float(1 / np.float64(below[0]))
    return _multiplied(case, [above, (weight, below[1])], "a · 1/b")


def div(case: Case) -> Explanation:
    """A quotient, as the product with the reciprocal."""
    first, second = _two(case)
    return _divided(case, first, second)


def rdiv(case: Case) -> Explanation:
    """A quotient whose dividend is the second argument."""
    first, second = _two(case)
    return _divided(case, second, first)


def power(case: Case) -> Explanation:
    """A power."""
    value, places = _first(case)
    exponent, _ = _operand(case, case.settings(("exponent",)).get("exponent"))
    with np.errstate(all="ignore"):
        product = float(np.float64(value) ** np.float64(exponent))
    terms = Terms(np.array([value]), None, np.array([product]), places)
    return case.explained(
        "arithmetic", terms, formula="x^exponent", code="x ** exponent", facts=(Fact("exponent", exponent),)
    )


def _compared(case: Case, compute: Callable[[Any, Any], Any], formula: str, code: str) -> Explanation:
    """A function of two numbers that is no sum: one term."""
    (first, places), (second, second_places) = _two(case)
    with np.errstate(all="ignore"):
        result = np.array([float(compute(np.float64(first), np.float64(second)))])
    terms = Terms(np.array([first]), None, result, places, second_places)
    return case.explained("arithmetic", terms, formula=formula, code=code, facts=(Fact("a", first), Fact("b", second)))


def larger(case: Case) -> Explanation:
    """The larger of two."""
    return _compared(case, np.maximum, Words("the larger of a and b"), "max(a, b)")


def smaller(case: Case) -> Explanation:
    """The smaller of two."""
    return _compared(case, np.minimum, Words("the smaller of a and b"), "min(a, b)")


_COMPARISONS: dict[str, tuple[Callable[[Any, Any], Any], str, str]] = {
    "eq": (operator.eq, Words("1 if a = b, else 0"), "float(a == b)"),
    "ne": (operator.ne, Words("1 if a ≠ b, else 0"), "float(a != b)"),
    "lt": (operator.lt, Words("1 if a < b, else 0"), "float(a < b)"),
    "le": (operator.le, Words("1 if a ≤ b, else 0"), "float(a <= b)"),
    "gt": (operator.gt, Words("1 if a > b, else 0"), "float(a > b)"),
    "ge": (operator.ge, Words("1 if a ≥ b, else 0"), "float(a >= b)"),
    "and": (np.logical_and, Words("1 if a and b are not 0, else 0"), "float(bool(a and b))"),
    "logicaland": (np.logical_and, Words("1 if a and b are not 0, else 0"), "float(bool(a and b))"),
    "logicalor": (np.logical_or, Words("0 if a and b are 0, else 1"), "float(bool(a or b))"),
    "or": (np.logical_or, Words("0 if a and b are 0, else 1"), "float(bool(a or b))"),
    "floordivide": (lambda a, b: a // b, Words("a / b, rounded down"), "a // b"),
    "floordiv": (lambda a, b: a // b, Words("a / b, rounded down"), "a // b"),
    "ifloordiv": (lambda a, b: a // b, Words("a / b, rounded down"), "a // b"),
    "mod": (lambda a, b: a % b, Words("what a / b leaves over"), "a % b"),
    "fmod": (np.fmod, Words("what a / b leaves over"), "math.fmod(a, b)"),
    "remainder": (lambda a, b: a % b, Words("what a / b leaves over"), "a % b"),
    "atan2": (np.arctan2, Words("the angle of (b, a)"), "math.atan2(a, b)"),
}
COMPARISONS = tuple(_COMPARISONS)
"""The keys that `comparison` knows."""


def comparison(name: str) -> Callable[[Case], Explanation]:
    """How to explain a comparison or another function of two numbers."""
    return lambda case: _compared(case, *_COMPARISONS[name])
