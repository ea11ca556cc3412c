"""Feature maps as pictures: values to colour indices, and the tiles of one layer in one array."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

LAST = 253
"""The colour index of the highest value; 0 is the lowest."""
GAP = 254
"""The colour index of what lies between the tiles."""
NOT_A_NUMBER = 255
"""The colour index of NaN."""

ScaleMode = Literal["channel", "layer", "network", "fixed"]
_SAMPLE = 1 << 16
_PERCENTILE = 99.0


@dataclass(frozen=True, slots=True, eq=False)
class Scale:
    """What range of values each map's colours stand for: (C,) float32 each, low < high."""

    low: np.ndarray
    high: np.ndarray
    signed: bool

    @property
    def common(self) -> tuple[float, float] | None:
        """The range, if all maps share one."""
        if len(self.low) == 0 or np.ptp(self.low) or np.ptp(self.high):
            return None
        return float(self.low[0]), float(self.high[0])


def limit(maps: np.ndarray) -> float:
    """The 99th percentile of |value| over finite values other than zero: one bright cell does not darken all others.

    Zeros are left out because most of a ReLU's output is zero; fewer than 100 values are never clipped. Large arrays
    are sampled evenly: the number is a choice of range and is printed as it is. 0 if there is nothing to measure.
    """
    flat = np.abs(maps.reshape(-1)[:: max(1, maps.size // _SAMPLE)])
    kept = flat[np.isfinite(flat) & (flat > 0)]
    if not kept.size:
        return 0.0
    position = math.ceil((kept.size - 1) * _PERCENTILE / 100)
    return float(np.partition(kept, position)[position])


def scale_of(maps: np.ndarray, mode: ScaleMode, signed: bool, shared: float = 0.0) -> Scale:
    """The range of each map (C, H, W): -v..v where signed, 0..v where not.

    Args:
        maps: (C, H, W).
        mode: v is measured per channel, over the layer, or given as `shared` (network, fixed).
        signed: whether zero is the middle of the colours or their lower end.
        shared: v for the modes `network` and `fixed`.
    """
    count = len(maps)
    if mode == "channel":
        high = _channel_maxima(maps)
    else:
        value = limit(maps) if mode == "layer" else shared
        high = np.full(count, value, np.float32)
    high = np.where(np.isfinite(high) & (high > 0), high, np.float32(1))
    return Scale(-high if signed else np.zeros(count, np.float32), high, signed)


def _channel_maxima(maps: np.ndarray) -> np.ndarray:
    flat = maps.reshape(len(maps), -1)
    with np.errstate(invalid="ignore"):
        high = np.maximum(np.fmax.reduce(flat, axis=1), -np.fmin.reduce(flat, axis=1))
    if not np.isfinite(high).all():
        finite = np.where(np.isfinite(flat), np.abs(flat), 0)
        high = finite.max(axis=1)
    return np.asarray(high, np.float32)


# A network that has come apart holds infinities of both signs: not worth a warning, they are marked where shown.
@np.errstate(invalid="ignore", over="ignore")
def quantise(maps: np.ndarray, scale: Scale) -> np.ndarray:
    """Colour indices uint8 (C, H, W) of float32 maps: 0..LAST, clipped, to the nearest; NaN is NOT_A_NUMBER."""
    indices = np.empty(maps.shape, np.uint8)
    factor = (LAST / (scale.high - scale.low)).astype(np.float32)
    for start, stop in _blocks(maps):
        block = maps[start:stop] - scale.low[start:stop, None, None]
        block *= factor[start:stop, None, None]
        block += np.float32(0.5)
        odd = np.isnan(block) if np.isnan(block.sum()) else None
        np.clip(block, 0, LAST + 0.5, out=block)
        if odd is not None:
            block[odd] = NOT_A_NUMBER
        indices[start:stop] = block
    return indices


def _blocks(maps: np.ndarray) -> list[tuple[int, int]]:
    """Runs of maps of about 1 MiB: what the processor keeps near."""
    step = max(1, (1 << 18) // max(1, maps[0].size)) if len(maps) else 1
    return [(start, min(start + step, len(maps))) for start in range(0, len(maps), step)]


def clipped_share(maps: np.ndarray, scale: Scale) -> float:
    """The share 0..1 of finite values that lie outside their map's range."""
    outside = (maps > scale.high[:, None, None]) | (maps < scale.low[:, None, None])
    outside &= np.isfinite(maps)
    return float(np.count_nonzero(outside)) / max(1, maps.size)


def block_side(shape: tuple[int, ...], size: int) -> int:
    """The k of the k x k cells that `shrink` averages of maps (..., H, W)."""
    return max(1, max(shape[-2:]) // size)


@np.errstate(invalid="ignore", over="ignore")
def shrink(maps: np.ndarray, size: int) -> np.ndarray:
    """(C, H, W) float32 averaged over whole k x k blocks so that the longer side is about `size` cells, not below.

    Maps that already fit are returned as they are. A last incomplete block is averaged over what there is.
    """
    step = block_side(maps.shape, size)
    if step == 1:
        return maps
    height, width = maps.shape[1:]
    rows, columns = np.arange(0, height, step), np.arange(0, width, step)
    sums = np.add.reduceat(np.add.reduceat(maps, rows, axis=1), columns, axis=2)
    cells = np.diff(np.append(rows, height))[:, None] * np.diff(np.append(columns, width))[None, :]
    return np.asarray(sums / cells.astype(np.float32), np.float32)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the tiles lie in a mosaic, in cells of the maps; `gap` cells to the right of and `below` under each."""

    count: int
    height: int
    width: int
    columns: int
    gap: int = 1
    below: int = 1

    @property
    def rows(self) -> int:
        """How many rows of tiles."""
        return max(1, math.ceil(self.count / self.columns))

    @property
    def pitch(self) -> tuple[int, int]:
        """(vertical, horizontal) distance from tile to tile."""
        return self.height + self.below, self.width + self.gap

    @property
    def shape(self) -> tuple[int, int]:
        """(height, width) of the whole mosaic."""
        return self.rows * self.pitch[0], min(self.columns, max(1, self.count)) * self.pitch[1]

    def origin(self, position: int) -> tuple[int, int]:
        """(y, x) of the upper left cell of the tile at a position."""
        row, column = divmod(position, self.columns)
        return row * self.pitch[0], column * self.pitch[1]

    def hit(self, y: float, x: float) -> tuple[int, int, int] | None:
        """(position, row, column) of the cell at a point, or None between the tiles."""
        if y < 0 or x < 0:
            return None
        row, dy = divmod(y, self.pitch[0])
        column, dx = divmod(x, self.pitch[1])
        position = int(row) * self.columns + int(column)
        if dy >= self.height or dx >= self.width or column >= self.columns or position >= self.count:
            return None
        return position, int(dy), int(dx)


def arrange(tiles: np.ndarray, layout: Layout, order: np.ndarray | None = None, fill: int = GAP) -> np.ndarray:
    """One picture of tiles (C, H, W) uint8 (colour indices) or uint32 (0xffRRGGBB), in `order` if given.

    `fill` lies in between. The picture (height, width) is a view whose rows are 4-byte aligned, as QImage wants them.
    """
    tiles = tiles if order is None else tiles[order]
    height, width = layout.shape
    picture = np.full((height, (width + 3) // 4 * 4), fill, tiles.dtype)
    columns, (down, across) = min(layout.columns, max(1, layout.count)), layout.pitch
    # Whole tile rows are moved as one item each: near twice as fast as value by value.
    row = np.dtype((np.void, layout.width * tiles.itemsize))
    strides = (down * picture.strides[0], across * tiles.itemsize, picture.strides[0])
    target = np.ndarray((layout.rows, columns, layout.height), row, picture.data, strides=strides)
    source = np.ascontiguousarray(tiles).reshape(-1, layout.width).view(row).reshape(len(tiles), layout.height)
    full = len(tiles) // columns
    target[:full] = source[: full * columns].reshape(full, columns, layout.height)
    if full * columns < len(tiles):
        target[full, : len(tiles) - full * columns] = source[full * columns :]
    return picture[:, :width]
