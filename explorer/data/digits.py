"""Handwritten digits made ready the way that MNIST's were: ink found, scaled into a box, centred by its mass.

Source: Y. LeCun, C. Cortes, C. Burges, The MNIST database of handwritten digits: the digits fit a 20 x 20 box with
their aspect ratio kept, grey by anti-aliasing, and are moved so that their centre of mass is the centre of 28 x 28.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

# Ink is what is brighter than this share of the brightest: the noise of photographed paper stays below.
INK_SHARE = 0.2


def light_on_dark(grey: Grey) -> Grey:
    """Strokes (H, W) light on black: paper (a bright border) is inverted and its own grey taken away."""
    border = np.concatenate((grey[0], grey[-1], grey[:, 0], grey[:, -1]))
    if not border.any():
        return grey
    paper = float(np.median(border))
    if paper > 127:
        grey, paper = 255 - grey, 255 - paper
    if paper == 0:
        return grey
    return np.rint((np.maximum(grey, paper) - paper) * (255 / (255 - paper))).astype(np.uint8)


def ink_box(grey: Grey) -> tuple[int, int, int, int] | None:
    """(left, top, right, bottom) of the ink in (H, W), right and bottom excluded; None without ink."""
    columns = grey.max(axis=0)
    threshold = columns.max() * INK_SHARE
    if threshold == 0:
        return None
    across = np.flatnonzero(columns > threshold)
    down = np.flatnonzero(grey[:, across[0] : across[-1] + 1].max(axis=1) > threshold)
    return int(across[0]), int(down[0]), int(across[-1]) + 1, int(down[-1]) + 1


def centre_of_mass(grey: Grey) -> tuple[float, float]:
    """(y, x) of the ink's centre of mass in pixel indices; the middle where (H, W) is empty."""
    height, width = grey.shape
    down, across = grey.sum(axis=1, dtype=np.float64), grey.sum(axis=0, dtype=np.float64)
    mass = down.sum()
    if mass == 0:
        return (height - 1) / 2, (width - 1) / 2
    return float(down @ np.arange(height) / mass), float(across @ np.arange(width) / mass)


def centred(grey: Grey, size: int = 28) -> Grey:
    """Ink (H, W) as MNIST has it: (size, size), scaled into a box of 20/28 of it, centred by mass to whole pixels."""
    target: Grey = np.zeros((size, size), np.uint8)
    box = ink_box(grey)
    if box is None:
        return target
    left, top, right, bottom = box
    digit = fitted(grey[top:bottom, left:right], max(1, round(size * 20 / 28)))
    # In MNIST the mean pixel index is 13.5 to 14.5 in every digit: the centre of 28 pixels counts as index 14.
    y, x = (
        min(max(round(size / 2 - mass), 0), size - length)
        for mass, length in zip(centre_of_mass(digit), digit.shape, strict=True)
    )
    target[y : y + digit.shape[0], x : x + digit.shape[1]] = digit
    return target


def fitted(grey: Grey, side: int) -> Grey:
    """(H, W) scaled, anti-aliased, so that its longer side is `side`; the shorter one at least a pixel."""
    height, width = grey.shape
    scale = side / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    # The mean over each new pixel's area when shrinking; when growing that would be blocks, so it is interpolated.
    resampling = Image.Resampling.BOX if scale < 1 else Image.Resampling.BILINEAR
    return np.array(Image.fromarray(grey).resize(size, resampling))


def squared(grey: Grey) -> Grey:
    """(H, W) in the middle of a black square of its longer side."""
    height, width = grey.shape
    if height == width:
        return grey
    side = max(height, width)
    square: Grey = np.zeros((side, side), np.uint8)
    top, left = (side - height) // 2, (side - width) // 2
    square[top : top + height, left : left + width] = grey
    return square
