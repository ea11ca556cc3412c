"""An explanation as a few lines of PyTorch that compute the number again, with every number written out."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from explorer.core.arithmetic.explanation import Explanation

_WIDTH = 116


def snippet(explanation: Explanation) -> str:
    """Python that ends with `result`, the number as a float64; it imports nothing but math and torch."""
    e = explanation
    lines = ["import math", ""] if "math." in e.code else []
    lines += ["import torch", "", f"# {e.call} ({e.op}) at {list(e.index)}"]
    alone = len(e.terms) == 1 and e.terms.weights is None
    one = _literal(float(e.terms.values[0]))
    lines.append(f"x = torch.tensor({one}, dtype=torch.float64)" if alone else _tensor("x", e.terms.values, e.shape))
    if e.terms.weights is not None:
        lines.append(_tensor("w", e.terms.weights, e.shape))
    lines += [f"{fact.name} = {_literal(fact.value)}" for fact in e.facts]
    if e.bias is not None:
        lines.append(f"bias = {_literal(e.bias)}")
    lines += [f"result = {e.code or _plain_sum(e, alone)}", f"print(float(result))  # the network: {e.network:.9g}"]
    return "\n".join(lines) + "\n"


def _plain_sum(e: Explanation, alone: bool) -> str:
    products = "x" if e.terms.weights is None else "(x * w)"
    total = products if alone else f"{products}.sum()"
    return total if e.bias is None else f"{total} + bias"


def _tensor(name: str, values: np.ndarray, shape: tuple[int, ...]) -> str:
    listed = ", ".join(_literal(float(value)) for value in values)
    text = f"{name} = torch.tensor([{listed}], dtype=torch.float64)"
    text += f".reshape({', '.join(map(str, shape))})" if shape else ""
    return "\n".join(
        textwrap.wrap(text, _WIDTH, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)
    )


def _literal(value: float) -> str:
    """A number as Python reads it back exactly."""
    return repr(float(value)) if np.isfinite(value) else f'float("{value}")'
