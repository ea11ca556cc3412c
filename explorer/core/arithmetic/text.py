"""An explanation as plain text and as LaTeX."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from explorer.words import Words, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from explorer.core.arithmetic.explanation import Explanation

_MOST_TERMS = 24
_MINUS = "−"


def plain_text(explanation: Explanation, most: int | None = None) -> Words:
    """Every term on a line of its own, then the sum, the network's value and the difference.

    Args:
        explanation: what is written.
        most: at most so many terms, the largest; what the others add up to is said. None for all.
    """
    e = explanation
    lines: list[str] = [Words("{0} ({1}) at {2}", e.call, e.op, index_text(e.index))]
    if e.formula:
        lines.append(joined(("=", e.formula)))
    lines += [f"{fact.name} = {digits(fact.value)}" for fact in e.facts]
    chosen = e.terms.largest(len(e.terms) if most is None else most)
    lines += [_term_line(e, int(term)) for term in chosen]
    left_out = len(e.terms) - len(chosen)
    if left_out:
        lines.append(Words("and {0:,} more: {1}", left_out, digits(e.total - float(e.terms.products[chosen].sum()))))
    if len(e.terms) > 1:
        lines.append(Words("sum of {0:,} terms = {1}", len(e.terms), digits(e.total)))
    if e.bias is not None:
        lines.append(Words("bias = {0}", digits(e.bias)))
    lines.append(Words("sum of the shown terms = {0}", digits(e.result)))
    lines += [Words("network = {0}", digits(e.network)), Words("difference = {0}", digits(e.difference))]
    return joined((joined(lines, by="\n"), "\n"), by="")


def _term_line(e: Explanation, term: int) -> str:
    terms = e.terms
    value, product = digits(terms.values[term]), digits(terms.products[term])
    place = terms.places.at(term)
    where = f"{place[0]} {index_text(place[1])}: " if place else ""
    if terms.padded is not None and terms.padded[term]:
        where += "padding: "
    if terms.weights is not None:
        return f"{where}{value} · {_bracketed(digits(terms.weights[term]))} = {product}"
    return f"{where}{value}" if value == product else f"{where}{value} → {product}"


def _bracketed(text: str) -> str:
    return f"({text})" if text.startswith(_MINUS) else text


def index_text(index: Sequence[int]) -> str:
    """`(20, 6, 3)`: an index without the batch of one."""
    shown = index[1:] if len(index) > 1 and index[0] == 0 else index
    return f"({', '.join(map(str, shown))})"


def digits(value: float) -> str:
    """A number with the digits that float32 holds, a true minus sign."""
    if not math.isfinite(value):
        return str(value).replace("-", _MINUS)
    return f"{value:.7g}".replace("-", _MINUS)


# ---- LaTeX


def latex(explanation: Explanation, most: int = _MOST_TERMS) -> str:
    """The sum as a LaTeX display; of long sums the largest terms (of convolutions: channels) and what remains.

    Args:
        explanation: what is written.
        most: how many terms or channels are written out.
    """
    e = explanation
    left = rf"y_{{{', '.join(map(str, e.index))}}}"
    parts = _channel_parts(e, most) if len(e.terms) > most and math.prod(e.shape[:1]) > 1 else _term_parts(e, most)
    if e.bias is not None:
        parts.append(rf"\underbrace{{{_tex(e.bias)}}}_{{\text{{bias}}}}")
    total = " + ".join(parts).replace("+ -", "- ")
    lines = [rf"{left} &= {total}", rf"&= {_tex(e.result)}", rf"&\approx {_tex(e.network)} \quad \text{{(network)}}"]
    return "\\begin{aligned}\n" + " \\\\\n".join(lines) + "\n\\end{aligned}\n"


def _term_parts(e: Explanation, most: int) -> list[str]:
    chosen = e.terms.largest(most)
    parts = [_tex_term(e, int(term)) for term in chosen]
    return parts + _remainder(e.total, e.terms.products, chosen)


def _tex_term(e: Explanation, term: int) -> str:
    weights = e.terms.weights
    if weights is None:
        return _tex(e.terms.products[term])
    weight = _tex(weights[term])
    factor = rf"({weight})" if weight.startswith("-") else weight
    return rf"{_tex(e.terms.values[term])} \cdot {factor}"


def _channel_parts(e: Explanation, most: int) -> list[str]:
    sums = e.channel_sums
    chosen = np.sort(np.argsort(-np.abs(sums), kind="stable")[:most])
    parts = [rf"\underbrace{{{_tex(sums[c])}}}_{{{e.first_channel + int(c)}}}" for c in chosen]
    return parts + _remainder(e.total, sums, chosen)


def _remainder(total: float, numbers: np.ndarray, chosen: np.ndarray) -> list[str]:
    left_out = len(numbers) - len(chosen)
    if not left_out:
        return []
    rest = _tex(total - float(numbers[chosen].sum()))
    return [rf"\underbrace{{{rest}}}_{{\text{{{left_out:,} more}}}}"]


def _tex(value: float) -> str:
    if math.isnan(value):
        return r"\text{NaN}"
    if math.isinf(value):
        return r"\infty" if value > 0 else r"-\infty"
    text = f"{value:.5g}"
    if "e" not in text:
        return text
    mantissa, _, exponent = text.partition("e")
    return rf"{mantissa} \cdot 10^{{{int(exponent)}}}"
