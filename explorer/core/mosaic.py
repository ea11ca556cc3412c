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
_NEAR = 1 << 16
_MANY = 1 << 14


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
    highest = np.maximum.reduce(flat, initial=0)
    if not math.isfinite(highest):
        flat = flat[np.isfinite(flat)]
        highest = flat.max(initial=0)
    count = np.count_nonzero(flat > 0)
    beyond = count - 1 - math.ceil((count - 1) * _PERCENTILE / 100)
    if beyond <= 0:
        return float(highest)
    # The few values beyond are mostly among those near the highest; a selection from all takes several times as long.
    near = next(kept for share in (0.5, 0.1, 0) if (kept := flat[flat > share * highest]).size > beyond)
    near.partition(near.size - 1 - beyond)
    return float(near[near.size - 1 - beyond])


def scale_of(maps: np.ndarray, mode: ScaleMode, signed: bool, shared: float = 0.0) -> Scale:
    """The range of each map (C, H, W): -v..v where signed, 0..v where not.

    Args:
        maps: (C, H, W).
        mode: v is measured per channel, over the layer, or given as `shared` (network, fixed).
        signed: whether zero is the middle of the colours or their lower end.
        shared: v for the modes `network` and `fixed`.
    """
    if mode == "channel":
        return own_scale(_channel_maxima(maps), signed)
    return common_scale(len(maps), limit(maps) if mode == "layer" else shared, signed)


def common_scale(count: int, value: float, signed: bool) -> Scale:
    """-value..value (signed) or 0..value for `count` maps; 1 for a value that is zero or no number."""
    low, high = np.zeros(count, np.float32), np.empty(count, np.float32)
    high[:] = value
    if not (count and math.isfinite(high[0]) and high[0] > 0):
        high[:] = 1
    return Scale(-high if signed else low, high, signed)


def own_scale(maxima: np.ndarray, signed: bool) -> Scale:
    """The range of each map whose largest |value| is in `maxima` (C,); as with `common_scale`."""
    high = np.where(np.isfinite(maxima) & (maxima > 0), maxima, np.float32(1))
    return Scale(-high if signed else np.zeros_like(high), high, signed)


def _channel_maxima(maps: np.ndarray) -> np.ndarray:
    """The largest finite |value| of each map (C,)."""
    high = np.maximum(each_map(np.maximum, maps), -each_map(np.minimum, maps))
    if not np.isfinite(high).all():
        flat = maps.reshape(len(maps), -1)
        high = np.where(np.isfinite(flat), np.abs(flat), 0).max(axis=1)
    return np.asarray(high, np.float32)


def each_map(reduction: np.ufunc, maps: np.ndarray) -> np.ndarray:
    """`np.maximum`, `np.minimum`, ... over each of maps (C, H, W): (C,)."""
    cells = math.prod(maps.shape[1:])
    if cells <= 1 or not maps.flags.c_contiguous:
        return np.asarray(reduction.reduce(maps, axis=(1, 2)))
    # Half the time of a reduction along an axis where maps are small.
    return np.asarray(reduction.reduceat(maps.reshape(-1), np.arange(0, maps.size, cells)))


# A network that has come apart holds infinities of both signs: not worth a warning, they are marked where shown.
@np.errstate(invalid="ignore", over="ignore")
def quantise(maps: np.ndarray, scale: Scale, within: bool = False) -> np.ndarray:
    """Colour indices uint8 (C, H, W) of float32 maps: 0..LAST, clipped, to the nearest; NaN is NOT_A_NUMBER.

    Args:
        maps: (C, H, W) float32.
        scale: what range of values each map's colours stand for.
        within: whether every value is known to be a number within that range: half the work.
    """
    indices = np.empty(maps.shape, np.uint8)
    low, factor = _for_each(scale.low, maps), _for_each(LAST / (scale.high - scale.low), maps)
    step = _block_length(maps)
    cells, from_zero = np.empty((min(step, len(maps)), *maps.shape[1:]), np.float32), not low.any()
    for start in range(0, len(maps), step):
        stop = min(start + step, len(maps))
        block, values = cells[: stop - start], maps[start:stop]
        if not from_zero:
            values = np.subtract(values, _part(low, start, stop), out=block)
        np.multiply(values, _part(factor, start, stop), out=block)
        odd = None
        if not within:
            # A minimum that is no number tells of NaN in one quick pass.
            odd = np.isnan(block) if math.isnan(np.minimum.reduce(block, axis=None, initial=0)) else None
            block.clip(0, LAST, out=block)
        block += np.float32(0.5)
        indices[start:stop] = block
        if odd is not None:
            indices[start:stop][odd] = NOT_A_NUMBER
    return indices


def _for_each(numbers: np.ndarray, maps: np.ndarray) -> np.ndarray:
    """A number (C,) for each map as an array that goes with maps (C, H, W); of one cell where all are the same."""
    # Numbers that change from map to map break the work up into as many short runs.
    if maps.size >= _MANY and (numbers == numbers[0]).all():
        return numbers[:1, None, None]
    return numbers[:, None, None]


def _part(numbers: np.ndarray, start: int, stop: int) -> np.ndarray:
    return numbers if len(numbers) == 1 else numbers[start:stop]


def _block_length(maps: np.ndarray) -> int:
    """How many maps are about 256 KiB: what the processor keeps near."""
    return max(1, _NEAR * len(maps) // max(1, maps.size))


def clipped_share(maps: np.ndarray, scale: Scale) -> float:
    """The share 0..1 of finite values that lie outside their map's range."""
    low, high = _for_each(scale.low, maps), _for_each(scale.high, maps)
    count, step = 0, _block_length(maps)
    for start in range(0, len(maps), step):
        stop = start + step
        block = maps[start:stop]
        outside = block > _part(high, start, stop)
        outside |= block < _part(low, start, stop)
        outside &= np.isfinite(block)
        count += int(np.count_nonzero(outside))
    return count / max(1, maps.size)


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
    rows = _sum([maps[:, start::step] for start in range(step)])
    sums = _sum([rows[:, :, start::step] for start in range(step)])
    counts = [np.minimum(step, side - np.arange(0, side, step)) for side in maps.shape[1:]]
    return np.asarray(sums / np.outer(*counts).astype(np.float32), np.float32)


def _sum(parts: list[np.ndarray]) -> np.ndarray:
    """The sum of maps (C, h, w), of which later ones may lack the last row or column."""
    total, rest = parts[0].copy(), parts[1].copy()
    for part in parts[2:]:
        rest[:, : part.shape[1], : part.shape[2]] += part
    total[:, : rest.shape[1], : rest.shape[2]] += rest
    return total


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
    place(tiles, layout, picture)
    return picture[:, :width]


def place(tiles: np.ndarray, layout: Layout, picture: np.ndarray, border: int = 0, row: int = 0) -> None:
    """Write tiles (C, H, W) into a contiguous picture, `border` cells from its corner, from a row of tiles on."""
    columns, (down, across) = min(layout.columns, max(1, layout.count)), layout.pitch
    # Whole lines of tiles are moved as one item each: near twice as fast as value by value.
    line = np.dtype((np.void, layout.width * tiles.itemsize))
    length = picture.strides[0]
    strides = (down * length, across * tiles.itemsize, length)
    start = (border + row * down) * length + border * tiles.itemsize
    rows = -(-len(tiles) // columns)
    target = np.ndarray((rows, columns, layout.height), line, picture.data, start, strides)
    source = np.ascontiguousarray(tiles).reshape(-1, layout.width).view(line).reshape(len(tiles), layout.height)
    full = len(tiles) // columns
    target[:full] = source[: full * columns].reshape(full, columns, layout.height)
    if full * columns < len(tiles):
        target[full, : len(tiles) - full * columns] = source[full * columns :]
