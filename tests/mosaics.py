"""Mosaics to test with, and where their tiles lie on the screen, worked out from the grid's numbers alone."""

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QScrollBar

from explorer.core.mosaic import GAP
from explorer.widgets.index_colours import index_colours
from explorer.widgets.mosaic_item import Tiles

MARGIN = 12


def table():
    """A colour of its own for each index."""
    colours = np.array([(i, 255 - i, i * 7 % 256) for i in range(256)], np.uint8)
    colours[GAP] = index_colours("RdBu")[GAP]
    return colours


def tiles_of(count, height, width, **kwargs):
    random = np.random.default_rng(count)
    colours = random.integers(0, GAP, (count, height, width), np.uint8)
    return Tiles(colours, random.normal(size=(count, height, width)).astype(np.float32), **kwargs)


def shown(view, tiles, size=None):
    view.set_tile_size(size)
    view.set_lut(table())
    view.show_tiles(tiles)
    return view


def pixels(view):
    """What is on the screen as an array (H, W, 3) of device pixels."""
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    data = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return data[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()  # the image goes


def tile_pixels(view, picture, position):
    """The device pixels of the tile at a position, cut out by the grid's numbers alone."""
    grid, margin = view._item.grid, round(MARGIN * view.devicePixelRatioF())
    y, x = (margin + place * grid.unit for place in grid.layout.origin(position))
    return picture[y : y + grid.layout.height * grid.unit, x : x + grid.layout.width * grid.unit]


def enlarged(tile, cell):
    """Each value of (H, W, ...) as a square of cell x cell pixels."""
    return np.array([[value for value in row for _ in range(cell)] for row in tile for _ in range(cell)], np.uint8)


def visible_positions(view):
    rows = (view.height() - MARGIN) * view.devicePixelRatioF() / view._item.grid.unit
    layout = view._item.grid.layout
    return [p for p in range(layout.count) if layout.origin(p)[0] + layout.height <= rows]


def middle_of(view, position, row, column):
    """The middle of a cell in the viewport, logical pixels."""
    grid, ratio = view._item.grid, view.devicePixelRatioF()
    y, x = grid.layout.origin(position)
    return QPointF(
        MARGIN + (x * grid.unit + (column + 0.5) * grid.cell) / ratio,
        MARGIN + (y * grid.unit + (row + 0.5) * grid.cell) / ratio - view.findChild(QScrollBar).value(),
    )


def on_screen(view, position):
    """Whether the middle cell of a 7 x 7 tile can be seen."""
    return view._canvas.rect().contains(middle_of(view, position, 3, 3).toPoint())
