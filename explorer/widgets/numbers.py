"""Numbers as texts: significant digits, a true minus sign, no false zeros."""

from __future__ import annotations

import math

MINUS = "\N{MINUS SIGN}"


def number_text(value: float, digits: int = 3, *, sign: bool = False) -> str:
    """`value` to `digits` significant digits: `3.77`, `−0.0123`, `1,234`, `1.2e−7`; `sign` puts + before positive ones.

    A value that is shown as a zero has no sign; whole digits are never rounded away below ten million.
    """
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        text = "∞"
    elif value == 0:
        return "0"
    else:
        text = _size_text(abs(value), digits)
    return (MINUS if value < 0 else "+" if sign else "") + text


def range_text(low: float, high: float, digits: int = 3) -> str:
    """A range as it is written under a tile: `−2.5 … 0.7`."""
    return f"{number_text(low, digits)} … {number_text(high, digits)}"


def percent_text(share: float) -> str:
    """A share 0..1 with one decimal, `99.4 %`; never a round 0 or 100 for what is not."""
    percent = 100 * share
    if 0 < percent < 0.05:
        return "< 0.1 %"
    if 99.95 <= percent < 100:
        return "> 99.9 %"
    return f"{percent:.1f} %".replace("-", MINUS)


def _size_text(size: float, digits: int) -> str:
    exponent = int(f"{size:.{digits - 1}e}".split("e")[1])
    if exponent < -4 or exponent >= 7:
        mantissa = f"{size:.{digits - 1}e}".split("e")[0]
        return f"{mantissa}e{exponent}".replace("-", MINUS)
    return f"{size:,.{max(0, digits - 1 - exponent)}f}"
