"""The upper part of the arithmetic view: the input map, what is done with its cells, and the output map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QStackedWidget, QWidget

from explorer.views._arithmetic_parts import product
from explorer.views._number_map import NumberMap
from explorer.widgets.numbers import number_text
from explorer.widgets.product_grids import ProductGrids
from explorer.widgets.said import said

if TYPE_CHECKING:
    from explorer.views._explained import Explained, OneMap
    from explorer.views.base import Paint
    from explorer.widgets.shades import Range

_LARGEST_CELL = 44
_LEAST_HEIGHT, _MOST_HEIGHT = 126, 260
_FORMULA_MARGIN = 12
_DIGITS = 6


class ArithmeticStage(QWidget):
    """Shows an Explained. `cell_picked` is the cell to be explained next, `held` whether the pointer is at one."""

    cell_picked = Signal(int, int)
    held = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._result: Explained | None = None
        self._room = 0
        self._before, self._after = NumberMap(self.tr("Input"), self), NumberMap(self.tr("Output"), self)
        self._grids = ProductGrids(_LARGEST_CELL, self)
        self._formula = QLabel(self)
        self._formula.setProperty("role", "label")
        self._formula.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._formula.setWordWrap(True)
        self._formula.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._middle = QStackedWidget(self)
        self._middle.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._middle.addWidget(self._grids)
        self._middle.addWidget(self._formula)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for widget, share in ((self._before, 3), (self._middle, 7), (self._after, 3)):
            row.addWidget(widget, share)
        self.setFixedHeight(_LEAST_HEIGHT)
        self._before.hovered.connect(self._on_before_hovered)
        self._before.picked.connect(self._on_before_hovered)
        self._after.hovered.connect(self._on_after_hovered)
        self._after.picked.connect(self.cell_picked)
        self._after.moved.connect(self._on_moved)

    def show_explained(self, result: Explained, values: Range | None, paint: Paint) -> None:
        """Show both maps and what lies between them; `values`: what the input's colours stand for."""
        self._result = result
        # A map of one cell says no more than the number.
        for shown, one in ((self._before, result.before), (self._after, result.after)):
            shown.setVisible(one is not None and one.values.size > 1)
        for shown, one, cells in (
            (self._before, result.before, result.reads),
            (self._after, result.after, np.array([result.cell])),
        ):
            if one is not None:
                text = self.tr("{0}, channel {1}").format(one.name, one.channel)
                shown.show_map(one, map_of(one, paint), text)
                shown.frame(cells)
        grids = product(result.explanation, result.chosen, values, paint.signed_map, self._captions(result))
        self._grids.show_product(grids)
        self._formula.setText("" if grids is not None else self._formula_words(result))
        self._middle.setCurrentWidget(self._formula if grids is None else self._grids)
        self._fit()

    def fit(self, room: int) -> None:
        """Take so much of the height as leaves some of `room` pixels for what stands below."""
        self._room = room
        self._fit()

    def _fit(self) -> None:
        result = self._result
        if result is None or (result.after.values.size == 1 and not result.explanation.shape):
            self.setFixedHeight(self._formula.sizeHint().height() + _FORMULA_MARGIN)
        else:
            self.setFixedHeight(max(_LEAST_HEIGHT, min(_MOST_HEIGHT, int(0.5 * self._room))))

    def clear(self) -> None:
        """Show nothing, and say why."""
        self._result = None
        for shown in (self._before, self._after):
            shown.show_map(None, "RdBu", "")
            shown.frame(np.zeros((0, 2), np.int64))
        self._grids.show_product(None)
        self._formula.setText(self.tr("No number to explain: the layer has not been run yet."))
        self._middle.setCurrentWidget(self._formula)

    def _captions(self, result: Explained) -> tuple[str, str, str]:
        e = result.explanation
        if not e.shape:
            return "", "", ""
        total = self.tr("sum {0}").format(number_text(float(e.channel_sums[result.chosen]), 4))
        if e.family == "convolution":
            return self.tr("patch of map {0}").format(e.first_channel + result.chosen), self.tr("kernel"), total
        return self.tr("window"), self.tr("share"), total

    def _formula_words(self, result: Explained) -> str:
        e = result.explanation
        lines = [e.op, said(e.formula)]
        if len(e.terms) == 1 and e.terms.weights is None and e.family == "activation":
            lines.append(f"x = {number_text(float(e.terms.values[0]), _DIGITS)}")
        lines += [f"{fact.name} = {_fact_text(fact.value)}" for fact in e.facts]
        return "\n".join(filter(None, lines))

    # ---- the hand

    def _on_after_hovered(self, row: int, column: int) -> None:
        """The number under the pointer is explained, and stays when the pointer leaves."""
        self.held.emit(row >= 0)
        if row >= 0 and self._result is not None and (row, column) != self._result.cell:
            self.cell_picked.emit(row, column)

    def _on_before_hovered(self, row: int, column: int) -> None:
        """Of a cell of the input, the number that it feeds."""
        self.held.emit(row >= 0)
        result = self._result
        if row >= 0 and result is not None and result.feeds is not None:
            fed = int(result.feeds[row, column, 0]), int(result.feeds[row, column, 1])
            if fed != result.cell:
                self.cell_picked.emit(*fed)

    def _on_moved(self, down: int, right: int) -> None:
        if self._result is not None:
            height, width = self._result.after.values.shape
            row, column = self._result.cell
            self.cell_picked.emit(min(height - 1, max(0, row + down)), min(width - 1, max(0, column + right)))


def _fact_text(value: float) -> str:
    """A number of a formula; counts as counts."""
    return f"{int(value):,}" if float(value).is_integer() and abs(value) < 1e6 else number_text(value, _DIGITS)


def map_of(one: OneMap, paint: Paint) -> str:
    """The name of the colour map that a map is shown in."""
    return paint.signed_map if one.signed else paint.positive_map
