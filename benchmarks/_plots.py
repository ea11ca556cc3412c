"""Curves as pictures: lines with labelled axes on a light ground, drawn by pyqtgraph without a screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QApplication

from explorer.widgets import theme

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_KINDS = ("conv", "activation", "pool", "linear", "norm")
_SYMBOLS = "ostdp"
_WIDTH, _HEIGHT = 900, 520


@dataclass(frozen=True)
class Line:
    """One curve: `points` (x, y) in the axes' units, `names` beside them; dashed: what is compared with."""

    label: str
    points: Sequence[tuple[float, float]]
    dashed: bool = False
    names: Sequence[str] = ()


@dataclass(frozen=True)
class Axes:
    """What a picture shows: both axes are logarithmic; `ticks` are the x values that are written."""

    title: str
    x: str
    y: str
    ticks: Sequence[float] = ()


def save(path: Path, axes: Axes, lines: Sequence[Line]) -> None:
    """Write the picture, PNG, 900 x 520 at twice the density."""
    plot = _plot(axes)
    named = any(line.names for line in lines)
    legend = plot.addLegend(
        offset=(-14, 14) if named else (70, 14), labelTextColor=theme.LIGHT.text, labelTextSize="10pt"
    )
    legend.setBrush(QColor(255, 255, 255, 220))
    for number, line in enumerate(lines):
        _draw(plot, line, QColor(theme.LIGHT.kinds[_KINDS[number % len(_KINDS)]]), _SYMBOLS[number % len(_SYMBOLS)])
    _write_ticks(plot, axes, lines)
    plot.show()
    QApplication.processEvents()
    picture = plot.grab()
    plot.close()
    if not picture.save(str(path)):
        raise OSError(f"{path} cannot be written.")


def _plot(axes: Axes) -> pg.PlotWidget:
    theme.apply(QApplication.instance(), "light")
    plot = pg.PlotWidget(background="w")
    plot.resize(_WIDTH, _HEIGHT)
    plot.setTitle(axes.title, color=theme.LIGHT.text, size="13pt")
    plot.setLogMode(x=True, y=True)
    plot.showGrid(x=True, y=True, alpha=0.15)
    font = QFont(theme.font("body"))
    font.setPixelSize(13)
    for side, text in (("bottom", axes.x), ("left", axes.y)):
        axis = plot.getAxis(side)
        axis.setPen(theme.LIGHT.border_2)
        axis.setTextPen(theme.LIGHT.text)
        axis.setTickFont(font)
        axis.enableAutoSIPrefix(False)
        axis.setLabel(text, color=theme.LIGHT.text, **{"font-size": "11pt"})
    plot.getPlotItem().layout.setContentsMargins(8, 8, 24, 8)
    return plot


def _draw(plot: pg.PlotWidget, line: Line, colour: QColor, symbol: str) -> None:
    x, y = np.array(line.points, dtype=float).T
    style = Qt.PenStyle.DashLine if line.dashed else Qt.PenStyle.SolidLine
    # Models beside each other are no curve.
    pen = None if line.names else pg.mkPen(colour, width=2.2, style=style)
    plot.plot(x, y, pen=pen, symbol=symbol, symbolSize=8, symbolBrush=colour, symbolPen=None, name=line.label)
    for (at, value), name in zip(line.points, line.names, strict=False):
        # Slanted, or the names of neighbours would lie upon each other.
        text = pg.TextItem(name, color=colour, anchor=(0, 0.8), angle=35)
        text.setFont(theme.font("label"))
        text.setPos(QPointF(np.log10(at), np.log10(value)))
        plot.addItem(text)
    if any(line.names):
        low, high = np.log10(x.min()), np.log10(x.max())
        plot.setXRange(low - 0.1, high + 0.35)
        plot.setYRange(np.log10(y.min()) - 0.1, np.log10(y.max()) + 0.2)


def _write_ticks(plot: pg.PlotWidget, axes: Axes, lines: Sequence[Line]) -> None:
    points = np.array([point for line in lines for point in line.points], dtype=float)
    for side, ticks in (("bottom", axes.ticks or _steps(points[:, 0])), ("left", _steps(points[:, 1]))):
        plot.getAxis(side).setTicks([[(float(np.log10(tick)), f"{tick:g}") for tick in ticks], []])


def _steps(values: np.ndarray) -> list[float]:
    """1, 2, 5, 10, ... over the decades of the values."""
    low, high = np.floor(np.log10(values.min())), np.ceil(np.log10(values.max()))
    return [step * 10.0**power for power in np.arange(low, high + 1) for step in (1, 2, 5)]
