"""The three ways of pooling the same windows, a card each: a small map, and what it keeps of the peak."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from explorer.widgets import theme
from explorer.widgets.calm import update_calmly
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from explorer.core.pooling_comparison import Operation
    from explorer.views._pooled import Pooled

_HEIGHT = 88
_THUMB = 72
_LABEL, _SHARE = 74, 42
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PoolingCards(QWidget):
    """Cards of all operations; one of them is chosen. Arrow keys walk."""

    picked = Signal(str)
    """The user chose this operation."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._cards: dict[Operation, _Card] = {
            "max": _Card(self.tr("Max"), self.tr("keeps the strongest"), self),
            "average": _Card(self.tr("Average"), self.tr("keeps the mean"), self),
            "strided": _Card(self.tr("Strided"), self.tr("keeps the corner"), self),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for name, card in self._cards.items():
            self._group.addButton(card)
            card.clicked.connect(lambda _checked, name=name: self.picked.emit(name))
            column.addWidget(card)

    def show_pooled(self, result: Pooled | None, colours: np.ndarray, chosen: str) -> None:
        """Show all operations in the colours (256, 3) of their indices."""
        self._group.setExclusive(False)
        for name, card in self._cards.items():
            card.setChecked(name == chosen)
            card.setEnabled(result is not None)
            card.show_pooled(None if result is None else result.otherwise[name], colours)
        self._group.setExclusive(any(card.isChecked() for card in self._cards.values()))

    def set_cell(self, cell: tuple[int, int] | None) -> None:
        """The probe, framed in each."""
        for card in self._cards.values():
            card.set_cell(cell)


class _Card(QAbstractButton):
    def __init__(self, name: str, caption: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._caption = caption
        self._pooled: Pooled | None = None
        self._image = QImage()
        self._cell: tuple[int, int] | None = None
        self.setText(name)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(
            self.tr(
                "Peak kept: the largest value behind pooling against the largest before. Moved 1 cell: how similar the "
                "outcome stays when the map moves sideways by a cell (cosine, mean of left and right). "
                "A click shows the map large."
            )
        )

    def show_pooled(self, pooled: Pooled | None, colours: np.ndarray) -> None:
        self._pooled = pooled
        if pooled is not None:
            pixels = np.ascontiguousarray(colours[pooled.after_indices])
            height, width = pixels.shape[:2]
            self._image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
            own = self.tr("what the network does") if pooled.own else self.tr("what it could have done instead")
            words = (own, *(f"{label} {share}" for label, share, _ in self._bars()))
            self.setAccessibleDescription(", ".join(words))
        update_calmly(self)

    def set_cell(self, cell: tuple[int, int] | None) -> None:
        self._cell = cell
        update_calmly(self)

    def _bars(self) -> list[tuple[str, str, float]]:
        if self._pooled is None:
            return []
        share = self._pooled.share
        found = ((self.tr("peak kept"), share.peak), (self.tr("moved 1 cell"), share.steadiness))
        return [(label, "–" if math.isnan(value) else f"{100 * value:.0f} %", value) for label, value in found]

    # ---- painting

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        pooled = self._pooled
        if pooled is None:
            return
        self._paint_map(painter, pooled)
        left = _THUMB + 18
        wide = self.width() - left - 8
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.colour("accent" if self.isChecked() else "text"))
        painter.drawText(QRectF(left, 6, wide, 18), _LEFT, self.text())
        if pooled.own:
            painter.setFont(theme.font("tile"))
            painter.setPen(theme.colour("muted"))
            painter.drawText(QRectF(left, 6, wide, 18), _RIGHT, self.tr("the network's"))
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("muted"))
        painter.drawText(QRectF(left, 23, wide, 16), _LEFT, self._caption)
        for number, bar in enumerate(self._bars()):
            self._paint_bar(painter, QRectF(left, 42 + 19 * number, wide, 18), *bar)

    def _paint_ground(self, painter: QPainter) -> None:
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.isChecked():
            painter.setBrush(theme.colour("accent-soft"))
            painter.setPen(QPen(theme.colour("accent"), 1.5))
        elif self.underMouse():
            painter.setBrush(theme.colour("surface-3"))
        painter.drawRoundedRect(rect, 8, 8)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(rect.adjusted(2, 2, -2, -2), 6, 6)

    def _paint_map(self, painter: QPainter, pooled: Pooled) -> None:
        height, width = pooled.windows.after.shape
        scale = _THUMB / max(height, width)
        size = QSize(max(1, round(width * scale)), max(1, round(height * scale)))
        corner = QPointF(8 + (_THUMB - size.width()) / 2, 8 + (_THUMB - size.height()) / 2)
        target = QRectF(corner.x(), corner.y(), size.width(), size.height())
        painter.drawImage(target, self._image)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("border-2"), 1))
        painter.drawRect(target)
        if self._cell is not None and self._cell[0] < height and self._cell[1] < width:
            down, across = target.height() / height, target.width() / width
            cell = QRectF(corner.x() + self._cell[1] * across, corner.y() + self._cell[0] * down, across, down)
            for colour, thick in (("halo", 3.0), ("probe", 1.5)):
                painter.setPen(QPen(theme.colour(colour), thick))
                painter.drawRect(cell)

    def _paint_bar(self, painter: QPainter, line: QRectF, label: str, share: str, value: float) -> None:
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("text-2"))
        painter.drawText(line, _LEFT, label)
        painter.setFont(theme.font("caption-strong"))
        painter.setPen(theme.colour("text"))
        painter.drawText(line, _RIGHT, share)
        track = QRectF(line.left() + _LABEL, line.center().y() - 2.5, line.width() - _LABEL - _SHARE, 5)
        if track.width() < 8:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("border"))
        painter.drawRoundedRect(track, 2.5, 2.5)
        if value > 0:
            painter.setBrush(theme.colour("accent" if self.isChecked() else "bar"))
            track.setWidth(track.width() * min(1.0, value))
            painter.drawRoundedRect(track, 2.5, 2.5)

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        return QSize(252, _HEIGHT)

    @safely(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(160, _HEIGHT)
