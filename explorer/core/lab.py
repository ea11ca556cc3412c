"""A convolution small enough to be followed by eye: its setup, its maps, and every product of one position.

All arithmetic is in float64, so that what a lab shows adds up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

PaddingMode = Literal["zeros", "reflect", "replicate", "circular"]
Pooling = Literal["none", "max", "average"]
Problem = Literal["", "kernel", "padding"]
PADDING_MODES: tuple[PaddingMode, ...] = get_args(PaddingMode)
POOLINGS: tuple[Pooling, ...] = get_args(Pooling)
POOL = 2
"""Pooling after the convolution takes windows of 2 x 2 at stride 2."""
_DECIMALS = 12
"""Sums are rounded to so many: what is left over of tenths in binary, 0.1 + 0.2 - 0.3, is no value worth showing."""
_NUMPY_MODES = {"reflect": "reflect", "replicate": "edge", "circular": "wrap"}


@dataclass(frozen=True, slots=True, eq=False)
class LabSetup:
    """Everything that decides what a convolution gives.

    Attributes:
        image: (C, H, W), what is convolved.
        kernels: (K, C, kh, kw), one filter for each map.
        biases: (K,), one number for each filter.
        stride: how many cells the kernel moves at a time.
        padding: how many rings of cells are put around the image.
        padding_mode: what is in them.
        dilation: the distance between the cells that neighbouring kernel cells meet.
        flipped: the convolution of mathematics, f*g, whose kernel is turned by 180 degrees; what deep learning calls
            a convolution does not do that.
        relu: whether negative results become 0.
        pooling: what is done with windows of 2 x 2 of the result.

    Raises ValueError where shapes or numbers fit no convolution at all.
    """

    image: np.ndarray
    kernels: np.ndarray
    biases: np.ndarray
    stride: int = 1
    padding: int = 0
    padding_mode: PaddingMode = "zeros"
    dilation: int = 1
    flipped: bool = False
    relu: bool = False
    pooling: Pooling = "none"

    def __post_init__(self) -> None:
        for name in ("image", "kernels", "biases"):
            object.__setattr__(self, name, np.asarray(getattr(self, name), np.float64))
        shapes = self.image.shape, self.kernels.shape, self.biases.shape
        if [len(shape) for shape in shapes] != [3, 4, 1] or 0 in (*shapes[0], *shapes[1]):
            raise ValueError(f"no image (C, H, W), kernels (K, C, kh, kw) and biases (K,): {shapes}")
        if self.kernels.shape[1] != self.channels or self.biases.shape[0] != self.filters:
            raise ValueError(f"filters need the depth of the image and one bias each: {shapes}")
        if self.stride < 1 or self.dilation < 1 or self.padding < 0:
            raise ValueError("stride and dilation are at least 1, padding is at least 0")
        if self.padding_mode not in PADDING_MODES or self.pooling not in POOLINGS:
            raise ValueError(f"unknown padding mode or pooling: {self.padding_mode}, {self.pooling}")

    @property
    def channels(self) -> int:
        """C, the depth of the image and of every filter."""
        return int(self.image.shape[0])

    @property
    def filters(self) -> int:
        """K, how many maps there are."""
        return int(self.kernels.shape[0])

    @property
    def image_size(self) -> tuple[int, int]:
        """(H, W)."""
        return int(self.image.shape[1]), int(self.image.shape[2])

    @property
    def padded_size(self) -> tuple[int, int]:
        """(H, W) with the padding."""
        height, width = self.image_size
        return height + 2 * self.padding, width + 2 * self.padding

    @property
    def kernel_size(self) -> tuple[int, int]:
        """(kh, kw)."""
        return int(self.kernels.shape[2]), int(self.kernels.shape[3])

    @property
    def reach(self) -> tuple[int, int]:
        """How many cells the kernel spans down and across, with the gaps of dilation."""
        down, across = self.kernel_size
        return self.dilation * (down - 1) + 1, self.dilation * (across - 1) + 1

    @property
    def problem(self) -> Problem:
        """Why there is no output: `kernel`, larger than the padded image; `padding`, more than the mode can fill."""
        least = min(self.image_size)
        most = {"reflect": least - 1, "circular": least}.get(self.padding_mode, self.padding)
        if self.padding > most:
            return "padding"
        return "kernel" if any(r > s for r, s in zip(self.reach, self.padded_size, strict=True)) else ""

    @property
    def output_size(self) -> tuple[int, int]:
        """(H', W'); (0, 0) where there is a problem."""
        if self.problem:
            return 0, 0
        (down, across), (height, width) = self.reach, self.padded_size
        return (height - down) // self.stride + 1, (width - across) // self.stride + 1

    @property
    def positions(self) -> int:
        """How many places the kernel visits."""
        return self.output_size[0] * self.output_size[1]

    @property
    def applied(self) -> np.ndarray:
        """(K, C, kh, kw): the kernels as they lie on the image, turned where the setup is flipped."""
        return self.kernels[..., ::-1, ::-1] if self.flipped else self.kernels


@dataclass(frozen=True, slots=True, eq=False)
class LabMaps:
    """What a setup gives.

    Attributes:
        padded: (C, H + 2p, W + 2p), the image with its padding.
        sums: (K, H', W'), products and bias.
        maps: (K, H', W'), after ReLU where the setup has one.
        pooled: (K, H' // 2, W' // 2), None without pooling.
        read: (H, W) bool, which cells of the image any window reads, directly or as padding made of them.
    """

    padded: np.ndarray
    sums: np.ndarray
    maps: np.ndarray
    pooled: np.ndarray | None
    read: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class Position:
    """One cell of the output, taken apart.

    Attributes:
        row: of the output.
        column: of the output.
        rows: (kh,) the padded image's row that each row of the kernel meets.
        columns: (kw,) the padded image's column that each column of the kernel meets.
        inputs: (C, kh, kw), the value that meets each kernel cell.
        weights: (C, kh, kw), the kernel.
        products: (C, kh, kw).
        bias: the filter's.
    """

    row: int
    column: int
    rows: np.ndarray
    columns: np.ndarray
    inputs: np.ndarray
    weights: np.ndarray
    products: np.ndarray
    bias: float

    @property
    def area(self) -> tuple[int, int, int, int]:
        """Row start and stop, column start and stop of the window in the padded image."""
        return (
            int(self.rows.min()), int(self.rows.max()) + 1, int(self.columns.min()), int(self.columns.max()) + 1,
        )  # fmt: skip

    @property
    def channel_sums(self) -> np.ndarray:
        """(C,): the products of each channel, added up."""
        sums: np.ndarray = np.round(self.products.sum(axis=(1, 2)), _DECIMALS)
        return sums

    @property
    def total(self) -> float:
        """All products and the bias."""
        return round(float(self.products.sum() + self.bias), _DECIMALS)


def lab_maps(setup: LabSetup) -> LabMaps:
    """Convolve; the maps have no cells where the setup has a problem."""
    rows, columns = _reads(setup)
    # Where more is asked for than the mode can fill, the image is shown with what zeros would be.
    sources = [_sources(size, setup) for size in setup.image_size]
    padded = _padded(setup.image, *sources)
    # (C, H', W', kh, kw): the window of every position.
    windows = padded[:, rows[:, None, :, None], columns[None, :, None, :]]
    products = np.tensordot(setup.applied, windows, axes=([1, 2, 3], [0, 3, 4]))
    sums = np.round(products + setup.biases[:, None, None], _DECIMALS)
    maps = np.maximum(sums, 0.0) if setup.relu else sums
    axes = zip(setup.image_size, sources, (rows, columns), strict=True)
    read = [_read(size, source[cells]) for size, source, cells in axes]
    return LabMaps(padded, sums, maps, _pooled(maps, setup.pooling), np.outer(*read))


def position(setup: LabSetup, maps: LabMaps, number: int, row: int, column: int) -> Position:
    """The cell (row, column) of the map of filter `number`. Raises IndexError where there is no such cell."""
    rows, columns = (cells[place] for cells, place in zip(_reads(setup), (row, column), strict=True))
    if setup.flipped:
        rows, columns = rows[::-1], columns[::-1]
    weights = setup.kernels[number]
    inputs = maps.padded[:, rows[:, None], columns[None, :]]
    return Position(row, column, rows, columns, inputs, weights, inputs * weights, float(setup.biases[number]))


def cells_of_weight(setup: LabSetup, row: int, column: int) -> np.ndarray:
    """(n, 2): every cell of the padded image that the kernel's cell (row, column) meets: they share one weight."""
    down, across = setup.kernel_size
    if setup.flipped:
        row, column = down - 1 - row, across - 1 - column
    rows, columns = _reads(setup)
    return _pairs(rows[:, row], columns[:, column])


def outputs_reading(setup: LabSetup, row: int, column: int) -> np.ndarray:
    """(n, 2): the cells of the output whose windows read the cell (row, column) of the padded image."""
    rows, columns = _reads(setup)
    return _pairs(*(np.flatnonzero((cells == at).any(axis=1)) for cells, at in ((rows, row), (columns, column))))


def starts(setup: LabSetup) -> tuple[np.ndarray, np.ndarray]:
    """(H',) and (W',): the padded image's row and column in which each window begins."""
    rows, columns = _reads(setup)
    return rows[:, 0], columns[:, 0]


def _reads(setup: LabSetup) -> tuple[np.ndarray, np.ndarray]:
    """(H', kh) and (W', kw): rows and columns of the padded image that the cells of each window lie on."""
    rows, columns = (
        np.arange(outputs)[:, None] * setup.stride + np.arange(kernel) * setup.dilation
        for outputs, kernel in zip(setup.output_size, setup.kernel_size, strict=True)
    )
    return rows, columns


def _sources(size: int, setup: LabSetup) -> np.ndarray:
    """(size + 2p,): the line of the image that each line of the padded image repeats, -1 for zeros."""
    inside = np.arange(size)
    mode = _NUMPY_MODES.get(setup.padding_mode)
    if mode is None or setup.problem == "padding":
        return np.pad(inside, setup.padding, constant_values=-1)
    return np.pad(inside, setup.padding, mode=mode)  # type: ignore[call-overload, no-any-return]


def _padded(image: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    result: np.ndarray = image[:, rows[:, None], columns[None, :]]
    return np.where((rows < 0)[:, None] | (columns < 0)[None, :], 0.0, result)


def _read(size: int, lines: np.ndarray) -> np.ndarray:
    """(size,) bool: which lines of the image are among those that the windows lie on."""
    read = np.zeros(size, bool)
    read[lines[lines >= 0]] = True
    return read


def _pooled(maps: np.ndarray, pooling: Pooling) -> np.ndarray | None:
    """Windows of 2 x 2; a last row or column without a partner is left out."""
    if pooling == "none":
        return None
    count, height, width = maps.shape
    down, across = height // POOL, width // POOL
    windows = maps[:, : down * POOL, : across * POOL].reshape(count, down, POOL, across, POOL)
    pooled: np.ndarray = windows.max(axis=(2, 4)) if pooling == "max" else windows.mean(axis=(2, 4))
    return pooled


def _pairs(rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    return np.stack(np.meshgrid(rows, columns, indexing="ij"), axis=-1).reshape(-1, 2)
