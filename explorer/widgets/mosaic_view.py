"""The widget round a mosaic: scrolls, zooms, pans, tells the value under the pointer and picks tiles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollBar, QToolTip, QWidget

from explorer.widgets import theme
from explorer.widgets.image_pane import qimage
from explorer.widgets.mosaic_item import MosaicItem, Tiles
from explorer.widgets.mosaic_layout import fitting_tile, grid
from explorer.widgets.numbers import number_text
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    import numpy as np
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent, QWheelEvent

_MARGIN = 12
# Far beyond the upper left corner: clamped to it.
_TOP_LEFT = QPointF(-1e9, -1e9)


class MosaicView(QWidget):
    """Many tiles in one pyqtgraph item. Wheel scrolls, Ctrl+wheel zooms, drag pans, double click resets.

    Arrows walk the tiles. `picked(index, row, column)` has row and column -1 where no cell was meant.
    """

    picked = Signal(int, int, int)
    opened = Signal(int)
    hovered = Signal(int, int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tiles: Tiles | None = None
        self._tile_size: int | None = None
        self._zoom = 1.0
        self._origin = QPointF(_TOP_LEFT)
        self._item = MosaicItem()
        self._canvas = _Canvas(self)
        self._box = self._canvas.box
        self._box.addItem(self._item)
        self._bar = QScrollBar(Qt.Orientation.Vertical)
        self._bar.valueChanged.connect(self._on_bar_moved)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._canvas, 1)
        row.addWidget(self._bar)
        self.setFocusProxy(self._canvas)

    # ---- what is shown

    def show_tiles(self, tiles: Tiles) -> None:
        """Show tiles; zoom and place stay as long as their number and shape do."""
        same = self._tiles is not None and self._tiles.colours.shape == tiles.colours.shape
        self._tiles = tiles
        if not same:
            self._zoom, self._origin = 1.0, QPointF(_TOP_LEFT)
        self._lay_out()

    def set_lut(self, lut: np.ndarray) -> None:
        """The colours (256, 3) of the colour indices, as `index_colours` gives them."""
        self._item.set_lut(lut)

    def set_selected(self, index: int | None, cell: tuple[int, int] | None = None) -> None:
        """Ring a tile and frame one of its cells; the tile is scrolled into view when it changes."""
        changed = index != self._item.selected
        self._item.selected, self._item.cell = index, cell
        if changed and index is not None:
            self._show_tile(index)
        self._item.update()

    def set_tile_size(self, size: int | None) -> None:
        """The longer side of a tile in pixels; None fits all tiles into the view where they stay readable."""
        self._tile_size = size
        self._zoom, self._origin = 1.0, QPointF(_TOP_LEFT)
        self._lay_out()

    def set_backdrop(self, picture: np.ndarray | None, opacity: float) -> None:
        """A picture uint8 (H, W) or (H, W, 3) under every tile; `opacity` 0..1 of the maps over it."""
        self._item.backdrop = None if picture is None else qimage(picture)
        self._item.opacity_over_backdrop = opacity
        self._item.update()

    def reset_zoom(self) -> None:
        """Back to the upper left corner at zoom 1."""
        self._zoom, self._origin = 1.0, QPointF(_TOP_LEFT)
        self._apply_range()

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom about a point of the viewport (its middle by default); 1 to 32 times."""
        at = at or QPointF(self._canvas.width() / 2, self._canvas.height() / 2)
        before = self._to_item(at)
        self._zoom = min(32.0, max(1.0, self._zoom * factor))
        scale = self._scale
        self._origin = QPointF(before.x() - at.x() / scale, before.y() - at.y() / scale)
        self._apply_range()

    @property
    def item(self) -> MosaicItem:
        """The pyqtgraph item, for export."""
        return self._item

    def tile_at(self, point: QPointF) -> tuple[int, int, int] | None:
        """(index, row, column) of the cell of the maps under a point of the viewport."""
        tiles, made = self._tiles, self._item.grid
        if tiles is None or made is None:
            return None
        place = self._to_item(point)
        hit = made.layout.hit(place.y(), place.x())
        if hit is None:
            return None
        position, dy, dx = hit
        height, width = tiles.values.shape[1:]
        row = min(height - 1, dy * height // made.layout.height)
        return tiles.at(position), row, min(width - 1, dx * width // made.layout.width)

    def point_of(self, index: int) -> QPointF | None:
        """The middle of a tile in the viewport, None if it is not shown."""
        position = None if self._tiles is None else self._tiles.position_of(index)
        if position is None or self._item.grid is None:
            return None
        centre = self._item.rect_of(position).center()
        return (centre - self._origin) * self._scale

    # ---- geometry

    @property
    def _scale(self) -> float:
        """Logical pixels per item unit."""
        unit = self._item.grid.unit if self._item.grid else 1
        return unit / self._canvas.devicePixelRatioF() * self._zoom

    def _to_item(self, point: QPointF) -> QPointF:
        return QPointF(self._origin.x() + point.x() / self._scale, self._origin.y() + point.y() / self._scale)

    def _lay_out(self) -> None:
        tiles = self._tiles
        if tiles is None or not tiles.count or self._canvas.width() < 2 * _MARGIN + 8:
            return
        ratio = self._canvas.devicePixelRatioF()
        width = (self._canvas.width() - 2 * _MARGIN) * ratio
        height = (self._canvas.height() - 2 * _MARGIN) * ratio
        shape = tiles.colours.shape[1], tiles.colours.shape[2]
        if self._tile_size is not None:
            tile = self._tile_size * ratio
        elif tiles.columns is not None:
            rows = -(-tiles.count // tiles.columns)
            tile = min(width / tiles.columns, height / rows, 64 * ratio) * 0.85
        else:
            tile = fitting_tile(tiles.count, shape, width, height, ratio)
        self._item.show_tiles(tiles, grid(tiles.count, shape, tile, width, tiles.columns, ratio))
        self._apply_range()

    def _apply_range(self) -> None:
        made = self._item.grid
        if made is None:
            return
        scale = self._scale
        high, wide = made.layout.shape
        shown_w, shown_h = self._canvas.width() / scale, self._canvas.height() / scale
        margin = _MARGIN / scale
        self._origin.setX(max(-margin, min(self._origin.x(), wide + margin - shown_w)))
        self._origin.setY(max(-margin, min(self._origin.y(), high + margin - shown_h)))
        if wide + 2 * margin <= shown_w:
            self._origin.setX(-margin)
        if high + 2 * margin <= shown_h:
            self._origin.setY(-margin)
        self._box.setRange(
            QRectF(self._origin.x(), self._origin.y(), shown_w, shown_h), padding=0, disableAutoRange=True
        )
        self._set_bar(high + 2 * margin, shown_h, margin)

    def _set_bar(self, total: float, shown: float, margin: float) -> None:
        scale = self._scale
        self._bar.blockSignals(True)
        self._bar.setRange(0, max(0, round((total - shown) * scale)))
        self._bar.setPageStep(round(shown * scale))
        self._bar.setSingleStep(24)
        self._bar.setValue(round((self._origin.y() + margin) * scale))
        self._bar.blockSignals(False)
        self._bar.setVisible(self._bar.maximum() > 1)

    def _on_bar_moved(self, value: int) -> None:
        self._origin.setY(value / self._scale - _MARGIN / self._scale)
        self._apply_range()

    def _show_tile(self, index: int) -> None:
        position = None if self._tiles is None else self._tiles.position_of(index)
        if position is None or self._item.grid is None:
            return
        rect = self._item.rect_of(position)
        shown = self._canvas.height() / self._scale
        below = self._item.grid.layout.below
        if rect.top() < self._origin.y():
            self._origin.setY(rect.top() - below)
        elif rect.bottom() + below > self._origin.y() + shown:
            self._origin.setY(rect.bottom() + below - shown)
        else:
            return
        self._apply_range()

    # ---- what the canvas passes on

    def canvas_resized(self) -> None:
        """The canvas has another size: lay out again."""
        self._lay_out()

    def canvas_scrolled(self, pixels: QPointF) -> None:
        """Move the content by pixels."""
        self._origin -= pixels / self._scale
        self._apply_range()

    def canvas_hovered(self, point: QPointF, place: Any) -> None:
        """The pointer is over a point of the viewport; `place` is it on the screen, for the tooltip."""
        hit = self.tile_at(point)
        self.hovered.emit(*(hit or (-1, -1, -1)))
        if hit is None or self._tiles is None:
            QToolTip.hideText()
            return
        index, row, column = hit
        value = number_text(float(self._tiles.values[index, row, column]), 6)
        name = self._tiles.labels[index] if index < len(self._tiles.labels) else str(index)
        QToolTip.showText(place, f"{name}  ({row}, {column})  {value}", self._canvas)

    def canvas_clicked(self, point: QPointF, double: bool) -> None:
        """A click or a double click on a point of the viewport."""
        hit = self.tile_at(point)
        if double and hit is None:
            self.reset_zoom()
        elif hit is not None:
            (self.opened.emit(hit[0]) if double else self.picked.emit(*hit))

    def canvas_key(self, key: int) -> bool:
        """Walk the tiles by arrows, zoom by + - 0. Whether the key was used."""
        tiles, made = self._tiles, self._item.grid
        if tiles is None or made is None or not tiles.count:
            return False
        factor = _ZOOM_KEYS.get(key)
        if factor is not None:
            self.zoom_by(factor) if factor else self.reset_zoom()
            return True
        page = max(1, round(self._canvas.height() / self._scale / made.layout.pitch[0])) * made.layout.columns
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -made.layout.columns,
            Qt.Key.Key_Down: made.layout.columns,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_Home: -tiles.count,
            Qt.Key.Key_End: tiles.count,
        }
        if key not in steps:
            return False
        start = tiles.position_of(self._item.selected or 0) or 0
        position = start + steps[Qt.Key(key)]
        if abs(steps[Qt.Key(key)]) == made.layout.columns and not 0 <= position < tiles.count:
            return True
        self.picked.emit(tiles.at(min(tiles.count - 1, max(0, position))), -1, -1)
        return True

    def canvas_focused(self, by_keyboard: bool) -> None:
        """The canvas gained or lost the keyboard."""
        self._item.keyboard_focus = by_keyboard
        self._item.update()

    @safely
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._canvas.setBackground(theme.colour("surface"))

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        return QSize(640, 360)


_ZOOM_KEYS: dict[int, float] = {Qt.Key.Key_Plus: 1.25, Qt.Key.Key_Equal: 1.25, Qt.Key.Key_Minus: 0.8, Qt.Key.Key_0: 0.0}


class _Canvas(pg.GraphicsView):
    """The pyqtgraph view: turns the hand's events into what they mean for a mosaic."""

    def __init__(self, owner: MosaicView) -> None:
        super().__init__(owner, background=theme.colour("surface"))
        self._owner = owner
        self.box = pg.ViewBox(enableMenu=False, invertY=True, enableMouse=False, defaultPadding=0)
        self.setCentralItem(self.box)
        self.setMinimumSize(64, 48)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._pressed: QPointF | None = None
        self._dragged = False

    @safely
    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if hasattr(self, "_owner"):
            self._owner.canvas_resized()

    @safely
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._owner.zoom_by(1.0015 ** event.angleDelta().y(), event.position())
        else:
            pixels = event.pixelDelta()
            delta = QPointF(pixels) if not pixels.isNull() else QPointF(event.angleDelta()) * 0.5
            self._owner.canvas_scrolled(delta)
        event.accept()

    @safely
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed, self._dragged = event.position(), False
        event.accept()

    @safely
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            step = event.position() - self._pressed
            if self._dragged or step.manhattanLength() > 6:
                self._dragged, self._pressed = True, event.position()
                self._owner.canvas_scrolled(step)
            return
        self._owner.canvas_hovered(event.position(), event.globalPosition().toPoint())

    @safely
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None and not self._dragged and event.button() == Qt.MouseButton.LeftButton:
            self._owner.canvas_clicked(event.position(), double=False)
        self._pressed = None

    @safely
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._owner.canvas_clicked(event.position(), double=True)

    @safely
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._owner.hovered.emit(-1, -1, -1)

    @safely
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if not (plain and self._owner.canvas_key(event.key())):
            event.ignore()

    @safely
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._owner.canvas_focused(event.reason() != Qt.FocusReason.MouseFocusReason)

    @safely
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._owner.canvas_focused(False)
