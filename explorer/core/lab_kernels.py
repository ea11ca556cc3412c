"""Well-known kernels by name, in the size that they are known in and in others.

The 7 x 7 lines are those of A. Geron, Hands-On Machine Learning (O'Reilly); the others are in R. Gonzalez, R. Woods,
Digital Image Processing.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MAX_SIZE = 7
_LAPLACIAN = ((0, 1, 0), (1, -4, 1), (0, 1, 0))
_SHARPEN = ((0, -1, 0), (-1, 5, -1), (0, -1, 0))
_EMBOSS = ((-2, -1, 0), (-1, 1, 1), (0, 1, 2))


def kernel(name: str, size: int | None = None) -> np.ndarray:
    """The kernel `name` (KERNELS), (size, size) float64; by default in its own size.

    What is defined for one size only stands in the middle of a larger one and is cut to fit a smaller. Raises KeyError.
    """
    make = _MAKERS[name]
    return make(KERNELS[name] if size is None else size)


def random_kernel(shape: tuple[int, ...], generator: np.random.Generator) -> np.ndarray:
    """Numbers from -1 to 1 in tenths, so that they can be added up by head."""
    return generator.integers(-10, 11, shape) / 10


def resized(kernels: np.ndarray, size: int) -> np.ndarray:
    """Kernels (..., k, k) as (..., size, size): zeros around them, or only their middle."""
    for axis in (-2, -1):
        extra = size - kernels.shape[axis]
        before = abs(extra) // 2
        if extra > 0:
            widths = [(0, 0)] * kernels.ndim
            widths[axis] = (before, extra - before)
            kernels = np.pad(kernels, widths)
        elif extra < 0:
            kernels = np.take(kernels, range(before, before + size), axis=axis)
    return kernels


def name_of(weights: np.ndarray) -> str:
    """The name of the kernel (k, k) with these weights; empty where it is none of KERNELS."""
    if weights.shape[0] != weights.shape[1]:
        return ""
    same = (name for name in KERNELS if np.allclose(kernel(name, weights.shape[0]), weights, atol=1e-9))
    return next(same, "")


def _line(size: int) -> np.ndarray:
    weights = np.zeros((size, size))
    weights[:, (size - 1) // 2] = 1
    return weights


def _binomial(size: int) -> np.ndarray:
    """1 / 1 1 / 1 2 1 / 1 3 3 1: a row of Pascal's triangle."""
    row = np.ones(1)
    for _ in range(size - 1):
        row = np.convolve(row, (1, 1))
    return row


def _sobel(size: int) -> np.ndarray:
    """Smoothing down, the difference of two smoothed neighbours across."""
    if size < 3:
        return resized(_sobel(3), size)
    return np.outer(_binomial(size), np.convolve(_binomial(size - 2), (-1, 0, 1)))


def _prewitt(size: int) -> np.ndarray:
    """The mean down, the slope of a straight line across."""
    if size < 3:
        return resized(_prewitt(3), size)
    slope = np.arange(size) - (size - 1) / 2
    return np.outer(np.ones(size), slope)


def _gaussian(size: int) -> np.ndarray:
    row = _binomial(size) / 2 ** (size - 1)
    return np.outer(row, row)


def _blur(size: int) -> np.ndarray:
    return np.full((size, size), 1 / size**2)


def _identity(size: int) -> np.ndarray:
    return resized(np.ones((1, 1)), size)


def _fixed(rows: tuple[tuple[int, ...], ...]) -> Callable[[int], np.ndarray]:
    return lambda size: resized(np.array(rows, float), size)


def _turned(make: Callable[[int], np.ndarray]) -> Callable[[int], np.ndarray]:
    return lambda size: make(size).T


_MAKERS: Mapping[str, Callable[[int], np.ndarray]] = MappingProxyType(
    {
        "vertical": _line,
        "horizontal": _turned(_line),
        "sobel-x": _sobel,
        "sobel-y": _turned(_sobel),
        "prewitt-x": _prewitt,
        "prewitt-y": _turned(_prewitt),
        "laplacian": _fixed(_LAPLACIAN),
        "blur": _blur,
        "gaussian": _gaussian,
        "sharpen": _fixed(_SHARPEN),
        "emboss": _fixed(_EMBOSS),
        "identity": _identity,
    }
)
KERNELS: Mapping[str, int] = MappingProxyType(
    {name: MAX_SIZE if name in ("vertical", "horizontal") else 3 for name in _MAKERS}
)
"""Every kernel's name and the size that it is known in."""
