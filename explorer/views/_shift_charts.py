"""The curves of the shift test: of one pooling call with each operation, and of every layer for one amount."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt

from explorer.core.pooling_comparison import OPERATIONS
from explorer.widgets.curve_chart import Chart, Curve

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from explorer.core.invariance import Invariance
    from explorer.core.pooling_comparison import Operation

_LINES = {
    "max": ("accent", Qt.PenStyle.SolidLine, 2.0),
    "average": ("kind-pool", Qt.PenStyle.DashLine, 1.6),
    "strided": ("kind-activation", Qt.PenStyle.DotLine, 1.8),
    "own": ("text", Qt.PenStyle.DashDotLine, 1.6),
    "none": ("muted", Qt.PenStyle.SolidLine, 1.2),
}
_UNSAID = ("reshape", "dropout")
"""Kinds of calls whose answers are those of the call before."""


def pooling_chart(
    found: Invariance, call: str, own: Operation | None, names: Mapping[str, str], ticks: Sequence[str]
) -> Chart:
    """Cosine similarity of a pooling call's outcome over the amounts, a curve for each operation."""
    curves = found.pooled.get(call, {})
    keys = [*OPERATIONS, *(() if own is not None else ("own",)), "none"]
    shown = [Curve(names[key], curves[key], *_LINES[key]) for key in keys if key in curves]
    lowest = min((float(np.nanmin(curve.values)) for curve in shown if np.isfinite(curve.values).any()), default=0.0)
    return Chart(shown, ticks, low=max(-1.0, math.floor(lowest * 5 - 0.01) / 5), high=1.0)


def layer_chart(found: Invariance, position: int, title: str, colour: str, high: float) -> Chart:
    """Relative change of every layer for one amount, in order of execution; `high` is the end of the axis."""
    said = {name: change for name, change in found.changes.items() if change.kind not in _UNSAID}
    values = np.array([change.relative[position] for change in said.values()])
    marks = [f"kind-{change.kind}" for change in said.values()]
    return Chart([Curve(title, values, colour)], list(said), high=math.ceil(high * 5) / 5 or 1.0, marks=marks)
