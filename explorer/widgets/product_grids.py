"""A patch of the input, the kernel over it and their products, as three grids of numbers: patch × kernel = products."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from explorer.widgets import theme
from explorer.widgets.calm import update_calmly
from explorer.widgets.cell_marks import text_colour
from explorer.widgets.fitted_font import fitted_font
from explorer.widgets.number_cells import NumberCells, NumberPainter
from explorer.widgets.numbers import MINUS, number_text
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from explorer.widgets.shades import Range

_CAPTION = 20
_NUMBERS_FROM = 21
_SMALL = 32
_FORMS = (("caption", 2, "0."), ("tile", 2, "0."), ("tile", 2, "."), ("tile", 1, "."), ("tile", 0, "."))
"""Fonts, decimals and beginnings of small numbers in cells, the most welcome first."""


@dataclass(frozen=True, slots=True, eq=False)
class Product:
    """What is multiplied cell by cell; all arrays (h, w).

    Attributes:
        patch: the input's cells.
        kernel: the weights.
        products: what the two make.
        padded: bool, which cells of the patch are padding.
        ranges: what the colours of the three stand for.
        captions: what stands under the three.
    """

    patch: np.ndarray
    kernel: np.ndarray
    products: np.ndarray
    padded: np.ndarray
    ranges: tuple[Range, Range, Range]
    captions: tuple[str, str, str]

    @property
    def grids(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The three arrays from left to right."""
        return self.patch, self.kernel, self.products


def cell_number(value: float, decimals: int, beginning: str = "0.") -> str:
    """A number for a cell: `0.36`, `−0.01`, `0.00`; fewer decimals from ten on, and only an exact zero is `0`.

    Args:
        value: the number.
        decimals: how many it has below ten.
        beginning: of numbers below one.
    """
    if value == 0 or not math.isfinite(value) or abs(value) >= 1000:
        return number_text(value, 1)
    fewer = 2 if abs(value) >= 99.5 else 1 if abs(value) >= 9.95 else 0
    text = f"{abs(value):.{max(0, decimals - fewer)}f}"
    sign = MINUS if value < 0 < float(text) else ""
    return sign + (beginning + text[2:] if text.startswith("0.") else text)


def flat_cells(cells: np.ndarray) -> np.ndarray:
    """A kernel's cells (k,), (h, w) or (d, h, w) as rows and columns; slices stand one below the other."""
    return cells.reshape(-1, cells.shape[-1]) if cells.ndim > 1 else cells.reshape(1, -1)


class ProductGrids(QWidget):
    """Paints a Product as large as it fits, in cells of at most `largest` pixels."""

    def __init__(self, largest: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._largest = largest
        # Room between the grids, for the signs.
        self._sign = 26 if largest > _SMALL else 18
        self._product: Product | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(self.tr("Patch times kernel"))

    def show_product(self, product: Product | None) -> None:
        """Show a product, None for nothing."""
        before, self._product = self._product, product
        if before is None or product is None or before.patch.shape != product.patch.shape:
            self.updateGeometry()
        update_calmly(self)

    @property
    def side(self) -> float:
        """How large a cell is, in whole pixels where it has one."""
        if self._product is None:
            return 0.0
        rows, columns = self._product.patch.shape
        room = min((self.width() - 2 * self._sign - 2) / (3 * columns), (self.height() - _CAPTION) / rows)
        side = max(0.5, min(float(self._largest), room))
        return float(int(side)) if side >= 1 else side

    def _origins(self) -> list[QPointF]:
        """The upper left corners of the three grids; together they stand in the middle."""
        assert self._product is not None
        rows, columns = self._product.patch.shape
        width, height = self.side * columns, self.side * rows
        left = max(0.0, (self.width() - 3 * width - 2 * self._sign) / 2)
        top = max(0.0, (self.height() - _CAPTION - height) / 2)
        return [QPointF(round(left + number * (width + self._sign)), round(top)) for number in range(3)]

    # ---- painting

    @safely
    def paintEvent(self, _event: QPaintEvent) -> None:
        product = self._product
        if product is None:
            return
        painter = QPainter(self)
        side, origins = self.side, self._origins()
        rows, columns = product.patch.shape
        for number, (values, origin) in enumerate(zip(product.grids, origins, strict=True)):
            self._paint_grid(painter, number, values, origin)
            caption = QRectF(
                origin.x() - self._sign / 2, origin.y() + rows * side + 3, columns * side + self._sign, _CAPTION - 4
            )
            self._paint_caption(painter, caption, product.captions[number], strong=number == 2)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("muted"))
        for origin, sign in zip(origins[1:], "×=", strict=True):
            place = QRectF(origin.x() - self._sign, origin.y(), self._sign, rows * side)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, sign)

    def _paint_grid(self, painter: QPainter, number: int, values: np.ndarray, origin: QPointF) -> None:
        product = self._product
        assert product is not None
        colours = product.ranges[number].colours(values)
        hatched = product.padded if number == 0 and product.padded.any() else None
        if hatched is not None:
            # The hatch has to be seen on the ground of padding, which would be black among dark maps.
            ground = theme.colour("surface-2")
            colours = np.where(hatched[..., None], (ground.red(), ground.green(), ground.blue()), colours)
            colours = colours.astype(np.uint8)
        cells = NumberPainter(NumberCells(values, colours, hatched=hatched), origin, self.side, with_numbers=False)
        cells.paint(painter)
        if self.side >= _NUMBERS_FROM:
            texts = self._numbers(painter, values)
            for (row, column), text in np.ndenumerate(texts):
                ink = theme.colour("muted") if hatched is not None and hatched[row, column] else None
                ink = ink or text_colour(colours[row, column])
                ink.setAlphaF(0.55 if values[row, column] == 0 else 1.0)
                painter.setPen(ink)
                painter.drawText(cells.cell(row, column), Qt.AlignmentFlag.AlignCenter, str(text))

    def _numbers(self, painter: QPainter, values: np.ndarray) -> np.ndarray:
        """The numbers of one grid as texts, all in the largest form in which all fit; sets the font."""
        texts = np.full(values.shape, "", object)
        for role, decimals, beginning in _FORMS:
            painter.setFont(theme.font(role))
            metrics = painter.fontMetrics()
            for place, value in np.ndenumerate(values):
                texts[place] = cell_number(float(value), decimals, beginning)
            # Digits are all of one width.
            if metrics.horizontalAdvance(max(texts.flat, key=len)) <= self.side:
                break
        return texts

    @staticmethod
    def _paint_caption(painter: QPainter, rect: QRectF, text: str, strong: bool) -> None:
        beside = max(0.0, min(10.0, rect.left()))
        room = rect.adjusted(-beside, 0, beside, 0)
        painter.setFont(fitted_font("caption-strong" if strong else "caption", text, room.width()))
        painter.setPen(theme.colour("text" if strong else "muted"))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, shown)

    # ---- the hand

    @safely
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        text = self._text_at(event.position())
        if text:
            QToolTip.showText(event.globalPosition().toPoint(), text, self)
        else:
            QToolTip.hideText()

    def _text_at(self, point: QPointF) -> str:
        product, side = self._product, self.side
        if product is None or side == 0:
            return ""
        rows, columns = product.patch.shape
        for origin in self._origins():
            row, column = int((point.y() - origin.y()) // side), int((point.x() - origin.x()) // side)
            if 0 <= row < rows and 0 <= column < columns:
                value, weight, result = (number_text(float(grid[row, column]), 6) for grid in product.grids)
                text = self.tr("({0}, {1})  {2} × {3} = {4}").format(row, column, value, weight, result)
                return self.tr("{0}, padding").format(text) if product.padded[row, column] else text
        return ""

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        if self._product is None:
            return QSize(200, 0)
        rows, columns = self._product.patch.shape
        side = min(self._largest, max(1, (max(240, self.width()) - 2 * self._sign) // (3 * columns)))
        return QSize(3 * columns * side + 2 * self._sign, rows * side + _CAPTION)

    @safely(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(120, min(self.sizeHint().height(), 3 * self._largest + _CAPTION))
