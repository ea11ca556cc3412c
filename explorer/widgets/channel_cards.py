"""What each input channel adds to a convolution's number: small cards of cells, the input above, the weight below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.widgets import theme
from explorer.widgets.calm import update_calmly
from explorer.widgets.cell_marks import text_colour
from explorer.widgets.numbers import number_text
from explorer.widgets.product_grids import cell_number
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent

    from explorer.widgets.shades import Range

_HEAD = 18
_GAP = 14
_NUMBERS_FROM = 30
_SIDES = ((9, 36), (16, 30), (49, 18))
_SMALLEST = 10


@dataclass(frozen=True, slots=True, eq=False)
class Cards:
    """The channels of a convolution.

    Attributes:
        patches: (n, h, w) the input's cells.
        kernels: (n, h, w) the weights.
        padded: (h, w) bool, which cells are padding.
        sums: (n,) what each adds.
        numbers: (n,) int, which input channels they are.
        ranges: what the colours of patches and kernels stand for.
        selected: the number of the channel that is shown large.
        rest: how many others there are, and what they add up to; None for none.
    """

    patches: np.ndarray
    kernels: np.ndarray
    padded: np.ndarray
    sums: np.ndarray
    numbers: np.ndarray
    ranges: tuple[Range, Range]
    selected: int = -1
    rest: tuple[int, float] | None = None


class ChannelCards(QWidget):
    """Paints Cards in rows. A click picks a channel, one on the rest asks to unfold it."""

    picked = Signal(int)
    unfold_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: Cards | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.tr("Input channels"))

    def show_cards(self, cards: Cards | None) -> None:
        """Show channels, None for nothing."""
        before, self._cards = self._count(), cards
        if self._count() != before:
            self._fit()
        update_calmly(self)

    def _count(self) -> int:
        return 0 if self._cards is None else len(self._cards.sums) + (self._cards.rest is not None)

    @property
    def _side(self) -> int:
        """How large a cell is."""
        assert self._cards is not None
        cells = self._cards.padded.size
        return next((side for most, side in _SIDES if cells <= most), _SMALLEST)

    def _card_size(self) -> tuple[float, float]:
        """(width, height) of a card."""
        assert self._cards is not None
        rows, columns = self._cards.padded.shape
        return max(76.0, columns * self._side), _HEAD + rows * self._side

    def _across(self, width: float) -> int:
        return max(1, int((width + _GAP) // (self._card_size()[0] + _GAP)))

    def _spot(self, place: int) -> QRectF:
        row, column = divmod(place, self._across(self.width()))
        width, height = self._card_size()
        return QRectF(column * (width + _GAP) + 1, row * (height + _GAP) + 1, width, height)

    def _fit(self) -> None:
        self.setFixedHeight(self.heightForWidth(self.width()))

    @safely(default=0)
    def heightForWidth(self, width: int) -> int:
        if not self._count():
            return 0
        return round(-(-self._count() // self._across(width)) * (self._card_size()[1] + _GAP))

    # ---- painting

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        cards = self._cards
        if cards is None:
            return
        painter = QPainter(self)
        seen = QRectF(event.rect())
        for place in range(self._count()):
            spot = self._spot(place)
            if not spot.intersects(seen):
                continue
            if place < len(cards.sums):
                self._paint_card(painter, spot, cards, place)
            elif cards.rest is not None:
                self._paint_rest(painter, spot, *cards.rest)

    def _paint_card(self, painter: QPainter, spot: QRectF, cards: Cards, place: int) -> None:
        number, chosen = int(cards.numbers[place]), int(cards.numbers[place]) == cards.selected
        head = QRectF(spot.left(), spot.top(), spot.width(), _HEAD - 2)
        painter.setFont(theme.font("caption-strong"))
        painter.setPen(theme.colour("accent" if chosen else "text-2"))
        painter.drawText(head, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, str(number))
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("text" if chosen else "muted"))
        amount = number_text(float(cards.sums[place]), sign=True)
        painter.drawText(head, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, amount)
        corner = QPointF(spot.left(), spot.top() + _HEAD)
        self._paint_cells(painter, corner, cards, place)
        self._paint_lines(painter, corner, cards.padded.shape, chosen)

    def _paint_cells(self, painter: QPainter, corner: QPointF, cards: Cards, place: int) -> None:
        """Every cell in two halves: the input above, the weight below."""
        side, hatch = self._side, QBrush(theme.colour("muted", 0.5), Qt.BrushStyle.BDiagPattern)
        painter.setFont(theme.font("tile"))
        metrics = QFontMetricsF(painter.font())
        for half, (values, shades) in enumerate(zip((cards.patches, cards.kernels), cards.ranges, strict=True)):
            colours = shades.colours(values[place])
            for (row, column), value in np.ndenumerate(values[place]):
                rect = QRectF(corner.x() + column * side, corner.y() + (row + half / 2) * side, side, side / 2)
                hatched = half == 0 and cards.padded[row, column]
                painter.fillRect(rect, theme.colour("surface-2") if hatched else QColor(*colours[row, column].tolist()))
                if hatched:
                    painter.fillRect(rect, hatch)
                text = cell_number(float(value), 2)
                if side >= _NUMBERS_FROM and metrics.horizontalAdvance(text) <= side - 2:
                    painter.setPen(theme.colour("muted") if hatched else text_colour(colours[row, column]))
                    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_lines(self, painter: QPainter, corner: QPointF, shape: tuple[int, ...], chosen: bool) -> None:
        side = self._side
        rows, columns = shape
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("surface"), 1))
        for row in range(rows):
            for column in range(columns):
                painter.drawRect(QRectF(corner.x() + column * side, corner.y() + row * side, side, side))
        whole = QRectF(corner.x(), corner.y(), columns * side, rows * side)
        painter.setPen(QPen(theme.colour("accent" if chosen else "border-2"), 2 if chosen else 1))
        painter.drawRect(whole)

    def _paint_rest(self, painter: QPainter, spot: QRectF, count: int, amount: float) -> None:
        painter.setFont(theme.font("label"))
        painter.setPen(theme.colour("accent"))
        text = self.tr("and {0} more:\n{1}").format(f"{count:,}", number_text(amount, sign=True))
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, text)

    # ---- the hand

    @safely
    def mousePressEvent(self, event: QMouseEvent) -> None:
        cards = self._cards
        if cards is None or event.button() != Qt.MouseButton.LeftButton:
            return
        place = next((p for p in range(self._count()) if self._spot(p).contains(event.position())), None)
        if place is None:
            return
        if place < len(cards.sums):
            self.picked.emit(int(cards.numbers[place]))
        else:
            self.unfold_asked.emit()

    @safely
    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._fit()

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(max(240, self.width())))

    @safely(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(100, self.heightForWidth(max(100, self.width())))
