"""Functions of one number: activations and what else networks do cell by cell, as formula, as code and in float64."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from explorer.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True, slots=True)
class Function:
    """A function of one number.

    Attributes:
        formula: how people write it.
        code: the same in PyTorch, of a tensor x.
        compute: the same in float64; its arguments are x and the settings in their order.
        settings: names and defaults of its settings, in the order of torch's arguments. None: no such limit.
    """

    formula: str
    code: str
    compute: Callable[..., float]
    settings: Mapping[str, float | None] = field(default_factory=dict)


def sigmoid(x: float) -> float:
    """1 / (1 + e⁻ˣ)."""
    return float(1 / (1 + np.exp(-x)))


def _softplus(x: float, beta: float = 1.0, threshold: float = 20.0) -> float:
    return x if beta * x > threshold else float(np.log1p(np.exp(beta * x))) / beta


def clamped(x: float, low: float | None, high: float | None) -> float:
    """A number brought between two limits, None for no limit; no number stays none."""
    x = x if low is None else float(np.maximum(x, low))
    return x if high is None else float(np.minimum(x, high))


def _exponential(x: float, alpha: float) -> float:
    return x if x > 0 else alpha * float(np.expm1(x))


def _celu(x: float, alpha: float) -> float:
    return x if x > 0 else alpha * float(np.expm1(x / alpha))


def _selu(x: float) -> float:
    return 1.0507009873554805 * _exponential(x, 1.6732632423543772)


def _gelu(x: float) -> float:
    return x * 0.5 * (1 + math.erf(x / math.sqrt(2)))


def _gelu_tanh(x: float) -> float:
    return float(0.5 * x * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3))))


def _hard_sigmoid(x: float) -> float:
    return clamped(x + 3, 0.0, 6.0) / 6


def _shrink(x: float, threshold: float) -> float:
    return x - threshold if x > threshold else x + threshold if x < -threshold else 0.0


SLOPED = "x if x > 0 else slope · x"
"""The formula of all leaky activations."""

FUNCTIONS: dict[str, Function] = {
    "relu": Function("max(0, x)", "x.relu()", lambda x: clamped(x, 0.0, None)),
    "relu6": Function("min(max(0, x), 6)", "x.clamp(0, 6)", lambda x: clamped(x, 0.0, 6.0)),
    "leakyrelu": Function(
        SLOPED.replace("slope", "negative_slope"),
        "torch.where(x > 0, x, negative_slope * x)",
        lambda x, slope: x if x > 0 else slope * x,
        {"negative_slope": 0.01},
    ),
    "elu": Function(
        "x if x > 0 else alpha · (eˣ − 1)", "torch.where(x > 0, x, alpha * x.expm1())", _exponential, {"alpha": 1.0}
    ),
    "celu": Function(
        "x if x > 0 else alpha · (e^(x/alpha) − 1)",
        "torch.where(x > 0, x, alpha * (x / alpha).expm1())",
        _celu,
        {"alpha": 1.0},
    ),
    "selu": Function("1.0507 · (x if x > 0 else 1.6733 · (eˣ − 1))", "torch.nn.functional.selu(x)", _selu),
    "gelu": Function("x · Φ(x)", "torch.nn.functional.gelu(x)", _gelu),
    "silu": Function("x · σ(x)", "x * x.sigmoid()", lambda x: x * sigmoid(x)),
    "mish": Function("x · tanh(ln(1 + eˣ))", "torch.nn.functional.mish(x)", lambda x: x * float(np.tanh(_softplus(x)))),
    "hardswish": Function(
        "x · min(max(0, x + 3), 6) / 6", "x * (x + 3).clamp(0, 6) / 6", lambda x: x * _hard_sigmoid(x)
    ),
    "hardsigmoid": Function("min(max(0, x + 3), 6) / 6", "(x + 3).clamp(0, 6) / 6", _hard_sigmoid),
    "hardtanh": Function(
        "min(max(min_val, x), max_val)", "x.clamp(min_val, max_val)", clamped, {"min_val": -1.0, "max_val": 1.0}
    ),
    "sigmoid": Function("σ(x) = 1 / (1 + e⁻ˣ)", "x.sigmoid()", sigmoid),
    "logsigmoid": Function(
        "ln σ(x)",
        "torch.nn.functional.logsigmoid(x)",
        lambda x: min(0.0, x) - float(np.log1p(np.exp(-abs(x)))),
    ),
    "tanh": Function("tanh(x)", "x.tanh()", lambda x: float(np.tanh(x))),
    "softplus": Function(
        "ln(1 + e^(beta·x)) / beta",
        "torch.nn.functional.softplus(x, beta, threshold)",
        _softplus,
        {"beta": 1.0, "threshold": 20.0},
    ),
    "softsign": Function("x / (1 + |x|)", "x / (1 + x.abs())", lambda x: x / (1 + abs(x))),
    "tanhshrink": Function("x − tanh(x)", "x - x.tanh()", lambda x: x - float(np.tanh(x))),
    "hardshrink": Function(
        "x if |x| > lambd else 0",
        "torch.where(x.abs() > lambd, x, 0)",
        lambda x, lambd: 0.0 if abs(x) <= lambd else x,
        {"lambd": 0.5},
    ),
    "softshrink": Function(
        "x ∓ lambd if |x| > lambd else 0", "torch.nn.functional.softshrink(x, lambd)", _shrink, {"lambd": 0.5}
    ),
    "threshold": Function(
        "x if x > threshold else value",
        "torch.where(x > threshold, x, value)",
        lambda x, threshold, value: value if x <= threshold else x,
        {"threshold": 0.0, "value": 0.0},
    ),
    "neg": Function("−x", "-x", lambda x: -x),
    "abs": Function("|x|", "x.abs()", abs),
    "exp": Function("eˣ", "x.exp()", lambda x: float(np.exp(x))),
    "expm1": Function("eˣ − 1", "x.expm1()", lambda x: float(np.expm1(x))),
    "log": Function("ln x", "x.log()", lambda x: float(np.log(x))),
    "log2": Function("log₂ x", "x.log2()", lambda x: float(np.log2(x))),
    "log10": Function("log₁₀ x", "x.log10()", lambda x: float(np.log10(x))),
    "log1p": Function("ln(1 + x)", "x.log1p()", lambda x: float(np.log1p(x))),
    "sqrt": Function("√x", "x.sqrt()", lambda x: float(np.sqrt(x))),
    "rsqrt": Function("1 / √x", "x.rsqrt()", lambda x: float(1 / np.sqrt(x))),
    "square": Function("x²", "x * x", lambda x: x * x),
    "reciprocal": Function("1 / x", "1 / x", lambda x: float(np.float64(1) / np.float64(x))),
    "sin": Function("sin x", "x.sin()", lambda x: float(np.sin(x))),
    "cos": Function("cos x", "x.cos()", lambda x: float(np.cos(x))),
    "erf": Function("erf x", "x.erf()", math.erf),
    "sign": Function(Words("the sign of x"), "x.sign()", lambda x: float(np.sign(x))),
    "floor": Function(Words("x rounded down"), "x.floor()", lambda x: float(np.floor(x))),
    "ceil": Function(Words("x rounded up"), "x.ceil()", lambda x: float(np.ceil(x))),
    "round": Function(Words("x rounded"), "x.round()", lambda x: float(np.round(x))),
    "trunc": Function(Words("x cut to a whole number"), "x.trunc()", lambda x: float(np.trunc(x))),
    "int": Function(Words("x cut to a whole number"), "x.trunc()", lambda x: float(np.trunc(x))),
    "long": Function(Words("x cut to a whole number"), "x.trunc()", lambda x: float(np.trunc(x))),
    "bool": Function(Words("0 if x is 0, else 1"), "(x != 0).double()", lambda x: float(x != 0)),
    "logicalnot": Function(Words("1 if x is 0, else 0"), "(x == 0).double()", lambda x: float(x == 0)),
    "invert": Function(Words("1 if x is 0, else 0"), "(x == 0).double()", lambda x: float(x == 0)),
}
"""Functions of one number by what they are called without underscores, modules and functions alike."""

GELU_TANH = Function(
    "½x · (1 + tanh(√(2/π) · (x + 0.044715 x³)))", "torch.nn.functional.gelu(x, approximate='tanh')", _gelu_tanh
)
"""GELU as it is computed with `approximate="tanh"`."""
