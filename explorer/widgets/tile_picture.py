"""The tiles in sight as one 32-bit picture, in the same memory for every picture of the network."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage

from explorer.core.mosaic import place

if TYPE_CHECKING:
    from explorer.widgets.mosaic_layout import Grid

_BORDER = 1
"""Units at the left and above: a ground may have something beside the first tiles."""
_NEAR = 1 << 16
_LINE = 1 << 12


class TilePicture:
    """Some rows of a grid upon a ground that is laid once; the tiles are written for each picture of the network.

    Attributes:
        positions: of the tiles.
        image: what is to be painted.
        rect: where it lies, in the grid's units.
    """

    def __init__(self, grid: Grid, rows: range) -> None:
        layout = grid.layout
        self.positions = range(rows.start * layout.columns, min(rows.stop * layout.columns, layout.count))
        self._layout, self._repeat = replace(layout, count=len(self.positions)), grid.repeat
        height, width = (side + _BORDER for side in self._layout.shape)
        self._pixels = np.empty((height, width), np.uint32)
        self.image = _image(self._pixels)
        self._palette: _Palette | None = None
        self.rect = QRectF(-_BORDER, rows.start * layout.pitch[0] - _BORDER, width, height)

    def lay(self, ground: QColor | QImage) -> None:
        """What lies between the tiles: a colour, or a picture of this one's size. The tiles have to be written anew."""
        if isinstance(ground, QImage):
            self._pixels[:] = np.frombuffer(ground.constBits(), np.uint32).reshape(self._pixels.shape)
            self.image.setDevicePixelRatio(ground.devicePixelRatio())
        else:
            self._pixels.fill(ground.rgb())

    def write(self, colours: np.ndarray, order: np.ndarray | None, table: np.ndarray | None) -> None:
        """The tiles in sight, of all tiles in `order`.

        Args:
            colours: uint8 (N, h, w) colour indices, or (N, h, w, 3) RGB.
            order: tile numbers by position, None for 0, 1, 2, ...
            table: the colours (256, 3) of the indices, None for RGB.
        """
        chosen, layout = self._chosen(colours, order), self._layout
        # So much at a time stays near the processor: twice as fast as all at once.
        step = layout.columns * max(1, _NEAR // max(1, layout.columns * layout.height * layout.width))
        if table is not None and (self._palette is None or self._palette.table is not table):
            self._palette = _Palette(table, min(step, layout.count) * layout.height * layout.width)
        for start in range(0, len(chosen), step):
            tiles = self._enlarged(chosen[start : start + step])
            pixels = _packed(tiles) if table is None or self._palette is None else self._palette.pixels(tiles)
            place(pixels, layout, self._pixels, _BORDER, start // layout.columns)

    def _chosen(self, colours: np.ndarray, order: np.ndarray | None) -> np.ndarray:
        start, stop = self.positions.start, self.positions.stop
        if order is None or np.array_equal(order[start:stop], self.positions):
            return colours[start:stop]
        return colours[order[start:stop]]

    def _enlarged(self, tiles: np.ndarray) -> np.ndarray:
        if self._repeat == 1:
            return tiles
        return tiles.repeat(self._repeat, axis=1).repeat(self._repeat, axis=2)


class _Palette:
    """Makes colours of colour indices, at most so many at a time, in memory of its own."""

    def __init__(self, table: np.ndarray, most: int) -> None:
        self.table = table
        lines = -(-most // _LINE)
        self._indices = np.zeros(lines * _LINE, np.uint8)
        self._indexed = QImage(self._indices.data, _LINE, lines, _LINE, QImage.Format.Format_Indexed8)
        self._indexed.setColorTable(_words(table.tobytes()).tolist())
        self._rgb = QImage()

    def pixels(self, indices: np.ndarray) -> np.ndarray:
        """0xffRRGGBB uint32 of colour indices uint8 of any shape, until it is called again."""
        self._indices[: indices.size] = indices.reshape(-1)
        # Qt is three times as fast as numpy.
        self._rgb = self._indexed.convertToFormat(QImage.Format.Format_RGB32)
        return np.frombuffer(self._rgb.constBits(), np.uint32, indices.size).reshape(indices.shape)


def indexed_image(picture: np.ndarray, table: np.ndarray) -> QImage:
    """Colour indices uint8 (H, W) as a 32-bit QImage of its own memory; `table` (256, 3) as of `index_colours`.

    Qt draws a scaled 8-bit picture pixel by pixel, a 32-bit one four times as fast.
    """
    return _image(_words(table.tobytes()).take(picture, mode="clip")).copy()


def _image(pixels: np.ndarray) -> QImage:
    height, width = pixels.shape
    return QImage(pixels.data, width, height, pixels.strides[0], QImage.Format.Format_RGB32)


def _packed(rgb: np.ndarray) -> np.ndarray:
    """RGB uint8 (..., 3) as 0xffRRGGBB uint32 (...)."""
    wide = rgb.astype(np.uint32)
    return (0xFF << 24) | (wide[..., 0] << 16) | (wide[..., 1] << 8) | wide[..., 2]


@lru_cache(maxsize=32)
def _words(table: bytes) -> np.ndarray:
    red, green, blue = np.frombuffer(table, np.uint8).reshape(-1, 3).T.astype(np.uint32)
    return np.asarray((0xFF << 24) | (red << 16) | (green << 8) | blue)
