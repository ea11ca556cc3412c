"""One map enlarged, with axes, a crosshair on the selected cell and the value under the pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QImage, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from explorer.widgets import theme
from explorer.widgets.calm import update_calmly
from explorer.widgets.numbers import number_text
from explorer.widgets.safely import safely
from explorer.widgets.tile_picture import indexed_image

if TYPE_CHECKING:
    import numpy as np
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

_AXIS_LEFT = 22
_AXIS_BELOW = 18


class MapPane(QWidget):
    """Paints a map (H, W). Click and arrows pick a cell: `cell_picked(row, column)`."""

    cell_picked = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: np.ndarray | None = None
        self._colours: np.ndarray | None = None
        self._lut: np.ndarray | None = None
        self._image = QImage()
        self._cell: tuple[int, int] | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.tr("Selected map"))
        self.setAccessibleDescription(self.tr("Arrows move the crosshair from cell to cell."))

    def show_map(self, values: np.ndarray | None, colours: np.ndarray | None, lut: np.ndarray) -> None:
        """A map's values (H, W), its colour indices (H, W) and the colours (256, 3)."""
        self._values, self._colours, self._lut = values, colours, lut
        self._image = QImage() if colours is None else indexed_image(colours, lut)
        update_calmly(self)

    def set_cell(self, cell: tuple[int, int] | None) -> None:
        """The selected cell (row, column)."""
        self._cell = cell
        self.update()

    @property
    def cell(self) -> tuple[int, int] | None:
        """The selected cell if the map has it."""
        if self._cell is None or self._values is None:
            return None
        row, column = self._cell
        height, width = self._values.shape
        return self._cell if row < height and column < width else None

    def value(self) -> float | None:
        """The value of the selected cell."""
        cell = self.cell
        return None if cell is None or self._values is None else float(self._values[cell])

    def map_rect(self) -> QRectF:
        """Where the map is painted: cells are whole device pixels, the map keeps its proportions."""
        if self._values is None:
            return QRectF()
        height, width = self._values.shape
        axis = self._axis_left()
        space = QRectF(axis, 1, self.width() - axis - 2, self.height() - _AXIS_BELOW - 2)
        ratio = self.devicePixelRatioF()
        exact = min(space.width() / width, space.height() / height)
        whole = int(exact * ratio) / ratio
        # Large maps would leave much of the room empty: there, cells one pixel apart in width do not show.
        cell = whole if whole >= 0.8 * exact else exact
        return QRectF(space.left(), space.top(), int(cell * width * ratio) / ratio, int(cell * height * ratio) / ratio)

    def _axis_left(self) -> int:
        """The room for the numbers of rows: the largest has most digits."""
        largest = "0" * len(str(0 if self._values is None else self._values.shape[0] - 1))
        return max(_AXIS_LEFT, QFontMetrics(theme.font("tile-strong")).horizontalAdvance(largest) + 6)

    @safely
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._values is None or self._image.isNull():
            painter.setPen(theme.colour("muted"))
            painter.setFont(theme.font("caption"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.tr("No map"))
            return
        rect = self.map_rect()
        shrinking = rect.width() * self.devicePixelRatioF() < self._image.width()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, shrinking)
        painter.drawImage(rect, self._image)
        focus = self.hasFocus()
        painter.setPen(QPen(theme.colour("accent" if focus else "border-2"), 2 if focus else 1))
        painter.drawRect(rect.adjusted(-1, -1, 0, 0))
        self._paint_axes(painter, rect)
        self._paint_crosshair(painter, rect)

    def _paint_axes(self, painter: QPainter, rect: QRectF) -> None:
        assert self._values is not None
        height, width = self._values.shape
        chosen = self.cell or (-1, -1)
        for count, vertical in ((height, True), (width, False)):
            length = rect.height() if vertical else rect.width()
            step = next((s for s in (1, 2, 4, 5, 8, 10, 20, 25, 50, 100, 200) if s * length / count >= 28), count)
            for index in sorted({*range(0, count, step), chosen[0 if vertical else 1]} - {-1}):
                own = index == chosen[0 if vertical else 1]
                if not own and abs(index - chosen[0 if vertical else 1]) * length / count < 16 and chosen[0] >= 0:
                    continue
                painter.setFont(theme.font("tile-strong" if own else "tile"))
                painter.setPen(theme.colour("text" if own else "muted"))
                middle = (index + 0.5) * length / count
                if vertical:
                    place = QRectF(0, rect.top() + middle - 8, rect.left() - 5, 16)
                    painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(index))
                else:
                    place = QRectF(rect.left() + middle - 16, rect.bottom() + 2, 32, 14)
                    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(index))

    def _paint_crosshair(self, painter: QPainter, rect: QRectF) -> None:
        cell = self.cell
        if cell is None or self._values is None:
            return
        height, width = self._values.shape
        wide, high = rect.width() / width, rect.height() / height
        box = QRectF(rect.left() + cell[1] * wide, rect.top() + cell[0] * high, wide, high)
        painter.setPen(QPen(theme.colour("muted"), 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(rect.left(), box.center().y()), QPointF(rect.right(), box.center().y()))
        painter.drawLine(QPointF(box.center().x(), rect.top()), QPointF(box.center().x(), rect.bottom()))
        if wide < 6:
            box = QRectF(box.center().x() - 3, box.center().y() - 3, 6, 6)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("halo"), 3))
        painter.drawRect(box)
        painter.setPen(QPen(theme.colour("probe"), 1.5))
        painter.drawRect(box)

    def _cell_at(self, point: QPointF) -> tuple[int, int] | None:
        rect = self.map_rect()
        if self._values is None or not rect.contains(point):
            return None
        height, width = self._values.shape
        row = int((point.y() - rect.top()) / rect.height() * height)
        return min(row, height - 1), min(int((point.x() - rect.left()) / rect.width() * width), width - 1)

    @safely
    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position())
        if cell is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self.cell_picked.emit(*cell)

    @safely
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position())
        if cell is None or self._values is None:
            QToolTip.hideText()
            return
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.cell_picked.emit(*cell)
        value = number_text(float(self._values[cell]), 6)
        QToolTip.showText(event.globalPosition().toPoint(), f"({cell[0]}, {cell[1]})  {value}", self)

    @safely
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        if self._values is None or event.key() not in steps:
            event.ignore()
            return
        down, across = steps[Qt.Key(event.key())]
        row, column = self.cell or (0, 0)
        height, width = self._values.shape
        self.cell_picked.emit(min(height - 1, max(0, row + down)), min(width - 1, max(0, column + across)))

    @safely
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._colours is not None and self._lut is not None:
            self._image = indexed_image(self._colours, self._lut)
            self.update()

    @safely(default=False)
    def hasHeightForWidth(self) -> bool:
        return True

    @safely(default=240)
    def heightForWidth(self, width: int) -> int:
        return min(360, max(120, width - _AXIS_LEFT + _AXIS_BELOW))

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(240))

    @safely(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(140, 120)
