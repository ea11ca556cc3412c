"""A section of the unit panel: the picked cell as the sum that it is, patch times kernel and the channels' sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from explorer.views._arithmetic_parts import product, steps
from explorer.widgets import theme
from explorer.widgets.channel_box import ChannelBox
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.numbers import MINUS, number_text
from explorer.widgets.product_grids import ProductGrids
from explorer.widgets.safely import safely
from explorer.widgets.said import said
from explorer.widgets.shades import natural
from explorer.widgets.side_by_side import SideBySide
from explorer.widgets.sum_line import SumLine
from explorer.widgets.waterfall import Waterfall

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from explorer.core.arithmetic import Explanation

_LARGEST_CELL = 28
_WATERFALL = 66
_DIGITS = 3


class UnitArithmetic(QWidget):
    """Shows an Explanation; hidden where there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._explanation: Explanation | None = None
        self._source: int | None = None
        self._maps = ("RdBu", "magma")
        self._place = QLabel(self)
        self._place.setProperty("role", "section")
        self._box = ChannelBox(self)
        self._box.setAccessibleName(self.tr("Input map"))
        self._box.picked.connect(self._on_box_picked)
        self._caption = ElidedLabel("caption", Qt.TextElideMode.ElideRight, self)
        self._grids, self._waterfall = ProductGrids(_LARGEST_CELL, self), Waterfall(_WATERFALL, self)
        self._waterfall.picked.connect(self._on_part_picked)
        self._sum = SumLine(self, small=True)
        self._build_layout()
        self.hide()

    def _build_layout(self) -> None:
        title = QLabel(self.tr("Arithmetic at"))
        title.setProperty("role", "section")
        head = SideBySide(_row(title, _Probe(), self._place), _row(self._caption, self._box))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(head)
        for part in (self._grids, self._waterfall, self._sum):
            column.addWidget(part)

    def show_explanation(self, explanation: Explanation | None, cell: tuple[int, int] | None) -> None:
        """Show the sum of the cell (row, column), None for nothing."""
        if explanation is None and self._explanation is None:
            return
        self._explanation = explanation
        self.setVisible(explanation is not None)
        if explanation is None or cell is None:
            return
        self._place.setText(f"({cell[0]}, {cell[1]})")
        self._show(explanation)

    def set_colour_maps(self, signed: str, positive: str) -> None:
        """The colour maps' names; also after a change of theme."""
        self._maps = (signed, positive)
        if self._explanation is not None:
            self._show(self._explanation)

    @property
    def chosen(self) -> int:
        """Which input channel is shown, counted from the first that the number has to do with."""
        e = self._explanation
        if e is None or not e.shape:
            return 0
        if self._source is not None and 0 <= self._source - e.first_channel < e.shape[0]:
            return self._source - e.first_channel
        return int(np.nan_to_num(np.abs(e.channel_sums)).argmax())

    def _show(self, e: Explanation) -> None:
        chosen, (signed, positive) = self.chosen, self._maps
        several = bool(e.shape) and e.shape[0] > 1
        self._box.setVisible(several)
        if several:
            self._box.show_channel(e.first_channel + chosen, e.first_channel + e.shape[0])
        self._caption.set_whole_text(self.tr("input map") if several else said(e.formula))
        grids = product(e, chosen, natural(e.terms.values, signed, positive), signed, self._captions(e, chosen))
        self._grids.setVisible(grids is not None)
        self._grids.show_product(grids)
        bars = steps(e, chosen, signed)
        self._waterfall.setVisible(bars is not None)
        self._waterfall.show_steps(bars)
        chip = self.tr("network {0}").format(number_text(e.network, _DIGITS))
        self._sum.show_sum(self._sum_words(e), chip, e.agrees)

    def _captions(self, e: Explanation, chosen: int) -> tuple[str, str, str]:
        if not e.shape:
            return "", "", ""
        total = self.tr("sum {0}").format(number_text(float(e.channel_sums[chosen]), 3))
        if e.family == "convolution":
            return self.tr("patch"), self.tr("kernel"), total
        return self.tr("window"), self.tr("share"), total

    def _sum_words(self, e: Explanation) -> list[tuple[str, bool]]:
        words = [(f"Σ {number_text(e.total, _DIGITS)}", False)] if len(e.terms) > 1 else []
        if e.bias is not None:
            sign = MINUS if e.bias < 0 else "+"
            words.append((f"{sign} b {number_text(abs(e.bias), _DIGITS)}", False))
        return [*words, (f"= {number_text(e.result, _DIGITS)}", True)]

    # ---- the hand

    def _on_box_picked(self, channel: int) -> None:
        self._source = channel
        if self._explanation is not None:
            self._show(self._explanation)

    def _on_part_picked(self, part: int) -> None:
        e = self._explanation
        if e is not None and e.shape and e.shape[0] > 1:
            self._on_box_picked(e.first_channel + part)


def _row(*widgets: QWidget) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    for widget in widgets:
        layout.addWidget(widget)
    return row


class _Probe(QWidget):
    """The square in the colour of the cell that is asked about."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(12, 12)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @safely
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(theme.colour("halo"), 1))
        painter.setBrush(theme.colour("probe"))
        painter.drawRoundedRect(QRectF(1.5, 1.5, 9, 9), 2, 2)

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        return QSize(12, 12)
