"""The terms of a sum as rows: where each comes from, value times weight, what it adds, as numbers and as a bar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.widgets import theme
from explorer.widgets.calm import update_calmly
from explorer.widgets.index_colours import index_colours
from explorer.widgets.numbers import number_text
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QMouseEvent, QPaintEvent

_ROW = 22
_DIGITS = 5
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class TermRow:
    """One term.

    Attributes:
        place: where its value stands, in words.
        value: what came in.
        weight: what it is multiplied by, None where the term is the value or a function of it.
        product: what it adds.
        padded: whether the value is padding.
        linked: whether a click leads to where the value stands.
        term: which term it is.
    """

    place: str
    value: float
    weight: float | None
    product: float
    padded: bool = False
    linked: bool = False
    term: int = 0


class TermRows(QWidget):
    """Paints rows and, below them, what the terms that are left out add up to. `picked` has a term's number."""

    picked = Signal(int)
    unfold_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[TermRow] = ()
        self._rest: tuple[int, float] | None = None
        self._most, self._colour_map = 0.0, "RdBu"
        self._over = -1
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Terms of the sum"))

    def show_rows(self, rows: Sequence[TermRow], rest: tuple[int, float] | None, most: float, colour_map: str) -> None:
        """Show terms.

        Args:
            rows: the terms that are listed; looked at only while they are in sight.
            rest: how many others there are and what they add up to, None for none.
            most: the size of the largest.
            colour_map: the colour map of signed values.
        """
        before, self._rows, self._rest = self._count(), rows, rest
        self._most, self._colour_map = most, colour_map
        if self._count() != before:
            self.updateGeometry()
        update_calmly(self)

    def _count(self) -> int:
        return len(self._rows) + (self._rest is not None)

    # ---- painting

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = event.rect()
        most = self._most
        first, last = max(0, area.top() // _ROW), min(self._count() - 1, area.bottom() // _ROW)
        for number in range(first, last + 1):
            rect = QRectF(0, number * _ROW, self.width(), _ROW)
            if number == self._over:
                painter.fillRect(rect, theme.colour("surface-2"))
            if number < len(self._rows):
                self._paint_row(painter, rect, self._rows[number], most)
            elif self._rest is not None:
                self._paint_rest(painter, rect, *self._rest)

    def _paint_row(self, painter: QPainter, rect: QRectF, row: TermRow, most: float) -> None:
        wide = rect.width()
        middle = min(wide * 0.34, 230.0)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("accent" if row.linked else "muted"))
        words = self.tr("padding") if row.padded else row.place
        place = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, int(middle - 8))
        painter.drawText(rect.adjusted(4, 0, middle - wide, 0), _LEFT, place)
        painter.setFont(theme.font("label"))
        painter.setPen(theme.colour("text-2"))
        metrics = painter.fontMetrics()
        # Digits are all of one width.
        factors = max(160, metrics.horizontalAdvance("−0.00000  ×  −0.000000  =") + 4)
        number = max(70, metrics.horizontalAdvance("−0.0000000") + 4)
        painter.drawText(QRectF(middle, rect.top(), factors, _ROW), _LEFT, self._words(row))
        painter.setPen(theme.colour("text"))
        painter.drawText(QRectF(middle + factors, rect.top(), number, _ROW), _RIGHT, number_text(row.product, _DIGITS))
        left = middle + factors + number + 16
        self._paint_bar(painter, QRectF(left, rect.top() + 5, wide - left - 8, _ROW - 10), row.product, most)

    @staticmethod
    def _words(row: TermRow) -> str:
        value = number_text(row.value, _DIGITS)
        if row.weight is None:
            return value if row.value == row.product else f"{value}  →"
        return f"{value}  ×  {number_text(row.weight, _DIGITS)}  ="

    def _paint_bar(self, painter: QPainter, track: QRectF, product: float, most: float) -> None:
        if track.width() < 12 or most == 0:
            return
        zero = track.center().x()
        length = product / most * track.width() / 2 if most < float("inf") else 0.0
        table = index_colours(self._colour_map)
        painter.fillRect(
            QRectF(min(zero, zero + length), track.top(), abs(length), track.height()),
            QColor(*table[230 if product > 0 else 23].tolist()),
        )
        painter.setPen(QPen(theme.colour("border-2"), 1))
        painter.drawLine(int(zero), int(track.top()) - 2, int(zero), int(track.bottom()) + 2)

    def _paint_rest(self, painter: QPainter, rect: QRectF, count: int, amount: float) -> None:
        painter.setFont(theme.font("label"))
        painter.setPen(theme.colour("accent"))
        text = self.tr("and {0} more: {1}").format(f"{count:,}", number_text(amount, _DIGITS))
        painter.drawText(rect.adjusted(4, 0, 0, 0), _LEFT, text)

    # ---- the hand

    def _row_at(self, y: float) -> int:
        row = int(y // _ROW)
        return row if 0 <= row < self._count() else -1

    @safely
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().y())
        if row != self._over:
            self._over = row
            active = row >= len(self._rows) or (row >= 0 and self._rows[row].linked)
            self.setCursor(Qt.CursorShape.PointingHandCursor if active and row >= 0 else Qt.CursorShape.ArrowCursor)
            self.setToolTip(self._rows[row].place if 0 <= row < len(self._rows) else "")
            self.update()

    @safely
    def leaveEvent(self, _event: QEvent) -> None:
        self._over = -1
        self.update()

    @safely
    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().y())
        if event.button() != Qt.MouseButton.LeftButton or row < 0:
            return
        if row >= len(self._rows):
            self.unfold_asked.emit()
        elif self._rows[row].linked:
            self.picked.emit(self._rows[row].term)

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        return QSize(240, self._count() * _ROW)

    @safely(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._count() * _ROW)
