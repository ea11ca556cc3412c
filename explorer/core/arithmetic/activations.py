"""One number of an activation or another function of single numbers: the formula, with the layer's settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from explorer.core.arithmetic.case import broadcast, number
from explorer.core.arithmetic.explanation import Fact, NotExplained, Terms
from explorer.core.arithmetic.functions import FUNCTIONS, GELU_TANH, SLOPED, clamped, sigmoid

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.core.arithmetic.case import Case
    from explorer.core.arithmetic.explanation import Explanation
    from explorer.core.arithmetic.functions import Function


def pointwise(name: str) -> Callable[[Case], Explanation]:
    """How to explain a function of single numbers, by its key in FUNCTIONS."""

    def explain(case: Case) -> Explanation:
        function = FUNCTIONS[name]
        if name == "gelu" and case.settings(("approximate",)).get("approximate") == "tanh":
            function = GELU_TANH
        return _of_function(case, function)

    return explain


def _of_function(case: Case, function: Function) -> Explanation:
    names = tuple(function.settings)
    given = case.settings(names, **function.settings) if names else {}
    chosen = {name: _plain(given.get(name, function.settings[name])) for name in names}
    facts = tuple(Fact(name, value) for name, value in chosen.items() if value is not None)
    return one_value(case, function.formula, function.code, facts, lambda x: function.compute(x, *chosen.values()))


def _plain(value: Any) -> float | None:
    return None if value is None else float(value)


def one_value(
    case: Case, formula: str, code: str, facts: tuple[Fact, ...], compute: Callable[[float], float]
) -> Explanation:
    """The account of a function of the one number at the same place of the input."""
    source = case.source
    index = broadcast(case.index, source.shape)
    x = number(source, index)
    with np.errstate(all="ignore"):
        product = float(compute(np.float64(x)))
    terms = Terms(np.array([x]), None, np.array([product]), case.places(source, [index]))
    return case.explained("activation", terms, formula=formula, code=code, facts=facts)


def clamp(case: Case) -> Explanation:
    """Limits that are numbers, or tensors of their own."""
    settings = case.settings(("min", "max"))
    return _clamped(case, settings.get("min"), settings.get("max"))


def clamp_min(case: Case) -> Explanation:
    """A lower limit only."""
    return _clamped(case, case.settings(("min",)).get("min"), None)


def clamp_max(case: Case) -> Explanation:
    """An upper limit only."""
    return _clamped(case, None, case.settings(("max",)).get("max"))


def _clamped(case: Case, low: Any, high: Any) -> Explanation:
    low, high = _limit(case, low), _limit(case, high)
    facts = tuple(Fact(name, value) for name, value in (("low", low), ("high", high)) if value is not None)
    inner = "x" if low is None else "max(low, x)"
    formula = inner if high is None else f"min({inner}, high)"
    limits = ", ".join(name if value is not None else "None" for name, value in (("low", low), ("high", high)))
    return one_value(case, formula, f"x.clamp({limits})", facts, lambda x: clamped(x, low, high))


def _limit(case: Case, limit: Any) -> float | None:
    if isinstance(limit, torch.Tensor):
        return number(limit, broadcast(case.index, limit.shape))
    return _plain(limit)


def prelu(case: Case) -> Explanation:
    """A slope below zero that is learned, one for all or one a channel."""
    weight = case.settings(("weight",))["weight"]
    channel = case.index[1] if len(case.index) > 1 else 0
    slope = number(weight.reshape(-1), (channel if weight.numel() > 1 else 0,))
    return one_value(
        case, SLOPED, "torch.where(x > 0, x, slope * x)", (Fact("slope", slope),), lambda x: x if x > 0 else slope * x
    )


def rrelu(case: Case) -> Explanation:
    """In evaluation the slope is the middle of its range."""
    settings = case.settings(("lower", "upper", "training"), lower=1 / 8, upper=1 / 3)
    if case.call.function is not None and settings.get("training"):
        raise NotExplained("'{0}' drew a random slope, as in training: which one is not known.", case.call.name)
    slope = (float(settings["lower"]) + float(settings["upper"])) / 2
    return one_value(
        case, SLOPED, "torch.where(x > 0, x, slope * x)", (Fact("slope", slope),), lambda x: x if x > 0 else slope * x
    )


def glu(case: Case) -> Explanation:
    """One half of the channels times the sigmoid of the other."""
    dim = int(case.settings(("dim",), dim=-1)["dim"]) % case.source.ndim
    beside = list(case.index)
    beside[dim] += case.source.shape[dim] // 2
    value, gate = number(case.source, case.index), number(case.source, beside)
    weight = sigmoid(gate)
    terms = Terms(
        np.array([value]),
        np.array([weight]),
        np.array([value * weight]),
        case.places(case.source, [case.index]),
        case.places(case.source, [beside]),
    )
    return case.explained("activation", terms, formula="a · σ(b)")
