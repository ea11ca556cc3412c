"""The arithmetic of one output cell: its products, their sum, the bias, and what torch makes of the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from explorer.widgets import theme
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.number_cells import plain_number
from explorer.widgets.numbers import MINUS, number_text
from explorer.widgets.product_chips import ProductChips
from explorer.widgets.safely import safely
from explorer.widgets.side_by_side import SideBySide

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from explorer.core.lab import Position
    from explorer.labs._shown import Shown

_MOST_SUMS = 4
_LEAST_SUM = 200
_MARGIN, _INSIDE = 18, 20
"""Left and right of the row, and of the sum inside its frame, both together."""
_FUNCTION = "torch.nn.functional.conv2d"


class SumRow(QWidget):
    """Shows a Position; `product_hovered(row, column)` is the kernel cell under the pointer, -1, -1 for none."""

    product_hovered = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._width = 1
        self._checked: tuple[str, str] = ("", "")
        self._title = QLabel()
        self._explanation = ElidedLabel("caption")
        self.chips = ProductChips()
        self.chips.setAccessibleName(self.tr("Products of input values and kernel values"))
        self.chips.hovered.connect(self._on_chips_hovered)
        self._sum = QLabel()
        self._sum.setProperty("role", "label")
        # It wraps before it holds the window wide.
        self._sum.setMinimumWidth(_LEAST_SUM)
        self.check = QLabel()
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 10, _MARGIN, 10)
        column.setSpacing(8)
        column.addWidget(SideBySide(self._title, self._explanation, together=True))
        column.addWidget(self.chips)
        column.addWidget(self._built_result())

    def _built_result(self) -> QFrame:
        well = QFrame()
        well.setProperty("panel", "well")
        row = QHBoxLayout(well)
        row.setContentsMargins(12, 5, 8, 5)
        row.addWidget(SideBySide(self._sum, self.check, below=4))
        return well

    def show_position(self, shown: Shown) -> None:
        """Take the cell apart that is looked at."""
        there = shown.position()
        self._width = shown.setup.kernel_size[1]
        if there is None:
            self.chips.show_products(np.zeros(0), np.zeros(0))
            self._title.setText(_strong(self.tr("Arithmetic")))
            self._explanation.set_whole_text(self.tr("The kernel has no position."))
            self._sum.setText("")
            return
        square = f'<span style="color:{theme.tokens().probe}">■</span>'
        self._title.setText(_strong(self.tr("Arithmetic at {0} ({1}, {2})").format(square, there.row, there.column)))
        text = self.tr("input value × kernel value")
        if shown.setup.channels > 1:
            text = self.tr("{0}, channel {1} of {2}").format(text, shown.channel + 1, shown.setup.channels)
        if shown.coloured:
            text = self.tr("{0}, one colour for each kernel cell").format(text)
        self._explanation.set_whole_text(text)
        self.chips.set_coloured(shown.coloured)
        self.chips.show_products(there.inputs[shown.channel].ravel(), there.weights[shown.channel].ravel())
        self._sum.setText(self._sum_text(there, shown))
        self._fit()

    def _fit(self) -> None:
        """A sum that is longer than the row goes on in a second line."""
        self._sum.setWordWrap(False)
        room = self.width() - 2 * _MARGIN - _INSIDE
        self._sum.setWordWrap(self._sum.sizeHint().width() > room)

    @safely
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def set_weight(self, weight: tuple[int, int] | None) -> None:
        """Frame the product of a kernel cell."""
        self.chips.set_marked(-1 if weight is None else weight[0] * self._width + weight[1])

    def show_check(self, value: float | None, equal: bool, failure: str = "") -> None:
        """What torch says of this cell; None while it has not answered."""
        if failure:
            text, kind, tip = failure, "danger", ""
        elif value is None:
            text, kind, tip = f"{_FUNCTION} …", "", self.tr("torch computes the same in its own thread")
        else:
            sign, kind = ("✓", "success") if equal else ("✗", "danger")
            text = f"{sign} {_FUNCTION} {plain_number(value, 3)}"
            tip = self.tr("torch's own value of this cell, before ReLU, from the same numbers: {0}").format(
                number_text(value, 15)
            )
        if (text, kind) != self._checked:
            self._checked = text, kind
            self.check.setText(text)
            self.check.setToolTip(tip)
            if self.check.property("chip") != (kind or "plain"):
                self.check.setProperty("chip", kind or "plain")
                self.check.style().unpolish(self.check)
                self.check.style().polish(self.check)

    def text(self) -> str:
        """The sum as it is written, without its bold letters."""
        return QTextDocumentFragment.fromHtml(self._sum.text()).toPlainText()

    def _sum_text(self, there: Position, shown: Shown) -> str:
        sums = there.channel_sums
        if len(sums) == 1:
            text = self.tr("sum of {0} products {1}").format(there.products.size, _bold(sums[0]))
        elif len(sums) <= _MOST_SUMS:
            text = self.tr("sums of {0} channels {1}").format(len(sums), _added(sums))
        else:
            text = self.tr("sum of {0} channels {1}").format(len(sums), _bold(float(sums.sum())))
        large = not shown.setup.relu
        text = self.tr("{0} + bias {1} = {2}").format(text, _bold(there.bias), _bold(there.total, large=large))
        if shown.setup.relu:
            text = self.tr("{0}, after ReLU {1}").format(text, _bold(max(0.0, there.total), large=True))
        return text

    def _on_chips_hovered(self, number: int) -> None:
        self.product_hovered.emit(*(divmod(number, self._width) if number >= 0 else (-1, -1)))


def _bold(value: float, large: bool = False) -> str:
    style = (
        f"font-weight:600;color:{theme.tokens().text};font-size:{theme.font('card' if large else 'body').pixelSize()}px"
    )
    return f'<span style="{style}">{plain_number(float(value), 3)}</span>'


def _added(values: np.ndarray) -> str:
    """Numbers with the signs between them: 7.18 − 2.53 + 2.86."""
    signs = (f" {MINUS} " if value < 0 else " + " for value in values[1:])
    rest = (f"{sign}{_bold(abs(float(value)))}" for sign, value in zip(signs, values[1:], strict=True))
    return _bold(float(values[0])) + "".join(rest)


def _strong(text: str) -> str:
    return f'<span style="font-weight:600">{text}</span>'
