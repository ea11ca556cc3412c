"""The selected channel's kernel: one small picture for each input channel, all on one scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from explorer.widgets import theme
from explorer.widgets.index_colours import index_colours
from explorer.widgets.numbers import number_text
from explorer.widgets.safely import safely
from explorer.widgets.tile_picture import indexed_image

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from explorer.gui.unit_facts import Unit

_HEAD = 20
_LINE = 16
_BETWEEN = 12
"""Between the words at the left and those at the right."""
_TILE = 30
_GAP = 6


class KernelSlices(QWidget):
    """Paints the slices of a Unit; hidden for layers without kernels."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unit: Unit | None = None
        self._colour_map = "RdBu"
        self._shown: np.ndarray | None = None
        self._image = QImage()
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Kernel of the selected channel"))

    def show_unit(self, unit: Unit) -> None:
        """The unit whose kernel is shown."""
        before, self._unit = self._unit, unit
        if before is not None and _same_kernel(before, unit):
            return
        self.setVisible(unit.slices is not None)
        self._make_image()
        self.updateGeometry()

    def set_colour_map(self, name: str) -> None:
        """The colour map of signed values."""
        self._colour_map = name
        self._make_image()

    def _make_image(self) -> None:
        slices = self._unit.slices if self._unit is not None else None
        self._image = QImage()
        if slices is not None:
            self._image = indexed_image(slices.reshape(-1, slices.shape[2]), index_colours(self._colour_map))
        self.setFixedHeight(self._height(self.width()))
        self.update()

    def _columns(self, width: int) -> int:
        return max(1, (width + _GAP) // (_TILE + _GAP))

    def _height(self, width: int) -> int:
        count = 0 if self._unit is None or self._unit.slices is None else len(self._unit.slices)
        return self._head(width) + -(-count // self._columns(width)) * (_TILE + _GAP)

    def _rect(self, index: int) -> QRectF:
        row, column = divmod(index, self._columns(self.width()))
        return QRectF(1 + column * (_TILE + _GAP), self._head(self.width()) + row * (_TILE + _GAP), _TILE, _TILE)

    def _head(self, width: int) -> int:
        """The height of the words above: two lines where one is too narrow."""
        return _HEAD if self._words_width() <= width else _HEAD + _LINE

    def _words_width(self) -> int:
        title, words = QFontMetrics(theme.font("section")), QFontMetrics(theme.font("caption"))
        left, right = self._words()
        return title.horizontalAdvance(self.tr("Kernel")) + words.horizontalAdvance(left + right) + 8 + _BETWEEN

    def _words(self) -> tuple[str, str]:
        """How many slices of which size, and the bias and the limit of the colours."""
        unit = self._unit
        if unit is None or unit.slices is None:
            return "", ""
        rows, columns = unit.slices.shape[1:]
        one, more = self.tr("1 slice of {1} × {2}"), self.tr("{0} slices of {1} × {2}")
        left = (one if unit.slice_total == 1 else more).format(unit.slice_total, rows, columns)
        if unit.slice_total > len(unit.slices):
            left += self.tr(", first {0}").format(len(unit.slices))
        right = f"± {number_text(unit.slice_limit)}"
        if unit.bias is not None:
            right = self.tr("bias {0}").format(number_text(unit.bias)) + "   " + right
        return left, right

    @safely
    def paintEvent(self, _event: QPaintEvent) -> None:
        unit = self._unit
        if unit is None or unit.slices is None:
            return
        painter = QPainter(self)
        self._paint_head(painter)
        height = unit.slices.shape[1]
        for index in range(len(unit.slices)):
            rect = self._rect(index)
            painter.drawImage(rect, self._image, QRectF(0, index * height, self._image.width(), height))
            painter.setPen(QPen(theme.colour("border-2"), 1))
            painter.drawRect(rect.adjusted(-0.5, -0.5, 0, 0))

    def _paint_head(self, painter: QPainter) -> None:
        head = QRectF(0, 0, self.width(), 16)
        painter.setFont(theme.font("section"))
        painter.setPen(theme.colour("text"))
        painter.drawText(head, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.tr("Kernel"))
        offset = painter.fontMetrics().horizontalAdvance(self.tr("Kernel")) + 8
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("muted"))
        left, right = self._words()
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(head.adjusted(offset, 0, 0, 0), Qt.AlignmentFlag.AlignLeft | middle, left)
        if self._head(self.width()) == _HEAD:
            painter.drawText(head, Qt.AlignmentFlag.AlignRight | middle, right)
        else:
            painter.drawText(head.translated(0, _LINE), Qt.AlignmentFlag.AlignLeft | middle, right)

    @safely
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        text = self._text_at(event.position())
        if text:
            QToolTip.showText(event.globalPosition().toPoint(), text, self)
        else:
            QToolTip.hideText()

    def _text_at(self, point: QPointF) -> str:
        unit = self._unit
        if unit is None or unit.slice_values is None:
            return ""
        for index, values in enumerate(unit.slice_values):
            rect = self._rect(index)
            if rect.contains(point):
                rows, columns = values.shape
                row = min(rows - 1, int((point.y() - rect.top()) / rect.height() * rows))
                column = min(columns - 1, int((point.x() - rect.left()) / rect.width() * columns))
                weight = number_text(float(values[row, column]), 6)
                return self.tr("slice {0}  ({1}, {2})  {3}").format(index, row, column, weight)
        return ""

    @safely
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._make_image()

    @safely
    def resizeEvent(self, event: object) -> None:
        self.setFixedHeight(self._height(self.width()))

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        return QSize(200, self._height(max(200, self.width())))


def _same_kernel(one: Unit, other: Unit) -> bool:
    """Whether two units have nothing different to show here, as they have while one draws."""
    if one.slices is None or other.slices is None:
        return one.slices is other.slices
    facts = (one.slice_limit, one.slice_total, one.bias) == (other.slice_limit, other.slice_total, other.bias)
    return facts and np.array_equal(one.slices, other.slices) and np.array_equal(_weights(one), _weights(other))


def _weights(unit: Unit) -> np.ndarray:
    return np.empty(0) if unit.slice_values is None else unit.slice_values
