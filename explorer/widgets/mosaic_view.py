"""The widget round a mosaic: scrolls, zooms, pans, tells the value under the pointer and picks tiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollBar, QToolTip, QWidget

from explorer.widgets.image_pane import qimage
from explorer.widgets.mosaic_canvas import MosaicCanvas
from explorer.widgets.mosaic_item import MosaicItem, Tiles
from explorer.widgets.mosaic_keys import ZOOM_KEYS, stepped
from explorer.widgets.mosaic_layout import fitting_tile, grid
from explorer.widgets.numbers import number_text
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    import numpy as np

    Cell = tuple[int, int]
    Area = tuple[int, int, int, int]

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
    tile_changed = Signal(float)  # the longer side of a tile in pixels

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tiles: Tiles | None = None
        self._tile_size: int | None = None
        self._told: object = None
        self._shown_range: object = None
        self._zoom = 1.0
        self._origin = QPointF(_TOP_LEFT)
        self._item = MosaicItem()
        self._canvas = MosaicCanvas(self._take_key, self._item.paint_ground)
        self._connect_canvas()
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

    def show_tiles(self, tiles: Tiles) -> None:
        """Show tiles; zoom and place stay as long as their number and shape do."""
        same = self._tiles is not None and self._tiles.colours.shape == tiles.colours.shape
        self._tiles = tiles
        if not same:
            self._zoom, self._origin = 1.0, QPointF(_TOP_LEFT)
        self._lay_out()

    def set_name(self, name: str) -> None:
        """What a screen reader says of it; the canvas inside is what has the keyboard."""
        self.setAccessibleName(name)
        self._canvas.setAccessibleName(name)

    def set_lut(self, lut: np.ndarray) -> None:
        """The colours (256, 3) of the colour indices, as `index_colours` gives them."""
        self._item.set_lut(lut)

    def set_selected(self, index: int | None, cell: Cell | None = None, area: Area | None = None) -> None:
        """Ring a tile and frame one of its cells, and `area` of every tile; a tile that changes is scrolled to."""
        changed = index != self._item.selected
        if not changed and (cell, area) == (self._item.cell, self._item.area):
            return
        self._item.selected, self._item.cell, self._item.area = index, cell, area
        if changed and index is not None:
            self._show_tile(index)
            self._canvas.setAccessibleDescription(self.tr("Selected: {0}").format(index))
        self._item.update()

    def set_tile_size(self, size: int | None) -> None:
        """The longer side of a tile in pixels; None fits all tiles into the view where they stay readable."""
        self._tile_size, self._told = size, None
        self._zoom, self._origin = 1.0, QPointF(_TOP_LEFT)
        self._lay_out()

    def set_backdrop(self, picture: np.ndarray | None, opacity: float) -> None:
        """A picture uint8 (H, W) or (H, W, 3) under every tile; `opacity` 0..1 of the maps over it."""
        if picture is None and self._item.backdrop is None:
            return
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
        row, column = (place // made.repeat * tiles.block for place in (dy, dx))
        return tiles.at(position), min(height - 1, row), min(width - 1, column)

    def text_of(self, index: int, row: int, column: int) -> str:
        """What the tooltip says of a cell."""
        tiles = self._tiles
        assert tiles is not None
        name = tiles.labels[index] if index < len(tiles.labels) else str(index)
        return f"{name}  ({row}, {column})  {number_text(float(tiles.values[index, row, column]), 6)}"

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
        tile = _wanted_tile(tiles, self._tile_size, width, height, ratio)
        made = grid(tiles.count, shape, tile, width, tiles.columns, ratio)
        if made != self._told:
            self._told = made
            self.tile_changed.emit(made.cell * max(shape) / ratio)
        self._item.show_tiles(tiles, made)
        self._apply_range()

    def _apply_range(self) -> None:
        made = self._item.grid
        if made is None:
            return
        scale = self._scale
        high, wide = made.layout.shape
        shown_w, shown_h = self._canvas.width() / scale, self._canvas.height() / scale
        margin = _MARGIN / scale
        x = _clamped(self._origin.x(), wide, shown_w, margin)
        y = _clamped(self._origin.y(), high, shown_h, margin)
        self._origin, shown = QPointF(x, y), QRectF(x, y, shown_w, shown_h)
        if (shown, high, scale) != self._shown_range:
            self._shown_range = shown, high, scale
            self._box.setRange(shown, padding=0, disableAutoRange=True)
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

    # ---- the hand

    def _connect_canvas(self) -> None:
        canvas = self._canvas
        canvas.resized.connect(self._lay_out)
        canvas.scrolled.connect(self._on_canvas_scrolled)
        canvas.zoomed.connect(self.zoom_by)
        canvas.hovered.connect(self._on_canvas_hovered)
        canvas.left.connect(lambda: self.hovered.emit(-1, -1, -1))
        canvas.clicked.connect(self._on_canvas_clicked)
        canvas.double_clicked.connect(self._on_canvas_double_clicked)
        canvas.focused.connect(self._on_canvas_focused)

    def _on_canvas_scrolled(self, pixels: QPointF) -> None:
        self._origin -= pixels / self._scale
        self._apply_range()

    def _on_canvas_hovered(self, point: QPointF, place: QPoint) -> None:
        hit = self.tile_at(point)
        self.hovered.emit(*(hit or (-1, -1, -1)))
        if hit is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(place, self.text_of(*hit), self._canvas)

    def _on_canvas_clicked(self, point: QPointF) -> None:
        hit = self.tile_at(point)
        if hit is not None:
            self.picked.emit(*hit)

    def _on_canvas_double_clicked(self, point: QPointF) -> None:
        hit = self.tile_at(point)
        if hit is None:
            self.reset_zoom()
        else:
            self.opened.emit(hit[0])

    def _on_canvas_focused(self, by_keyboard: bool) -> None:
        self._item.keyboard_focus = by_keyboard
        self._item.update()

    def _take_key(self, key: int) -> bool:
        """Walk the tiles by arrows, zoom by + - 0. Whether the key was used."""
        tiles, made = self._tiles, self._item.grid
        if tiles is None or made is None or not tiles.count:
            return False
        factor = ZOOM_KEYS.get(key)
        if factor is not None:
            self.zoom_by(factor) if factor else self.reset_zoom()
            return True
        columns = made.layout.columns
        page = columns * max(1, round(self._canvas.height() / self._scale / made.layout.pitch[0]))
        position = tiles.position_of(self._item.selected or 0) or 0
        target = stepped(key, position, tiles.count, columns, page)
        if target is not None and (target != position or self._item.selected is None):
            self.picked.emit(tiles.at(target), -1, -1)
        return target is not None

    @safely
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._item.dress()

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        return QSize(640, 360)


def _clamped(origin: float, length: float, shown: float, margin: float) -> float:
    """Where the view begins: so that it shows as much as it can of 0..length, the beginning if that is all of it."""
    return -margin if length + 2 * margin <= shown else max(-margin, min(origin, length + margin - shown))


def _wanted_tile(tiles: Tiles, chosen: int | None, width: float, height: float, ratio: float) -> float:
    """The longer side of a tile in device pixels: the chosen one, or what fits."""
    if chosen is not None:
        return chosen * ratio
    if tiles.columns is not None:
        rows = -(-tiles.count // tiles.columns)
        return min(width / tiles.columns, height / rows, 64 * ratio) * 0.85
    return fitting_tile(tiles.count, (tiles.colours.shape[1], tiles.colours.shape[2]), width, height, ratio)
