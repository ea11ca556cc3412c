"""Pictures so small that a convolution over them can be followed cell by cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from explorer.data.digits import fitted, ink_box, light_on_dark
from explorer.data.strokes import DIGITS, drawn

if TYPE_CHECKING:
    from explorer.data.pictures import Picture

COLOUR_SIDE = 32


def small_grey(picture: Picture, side: int) -> np.ndarray:
    """A picture as (1, side, side) float64 0..1.

    Of a drawing the ink alone, in the middle and with one empty cell on every side; of anything else the square in
    its middle. Grey values are in tenths up to 16 cells, so that numbers with one decimal are all there is, else in
    hundredths.
    """
    grey = np.array(picture.image.convert("L"))
    small = _ink(grey, side) if picture.kind == "drawing" else np.array(_square(picture.image.convert("L"), side))
    return np.round(small / 255, 1 if side <= 16 else 2)[None]


def drawn_digit(number: int, side: int) -> np.ndarray:
    """A digit 0..9 as `small_grey` makes it of a drawing."""
    return np.round(_ink(drawn(DIGITS[number]), side) / 255, 1 if side <= 16 else 2)[None]


def small_colour(image: Image.Image, side: int = COLOUR_SIDE) -> np.ndarray:
    """The square in a picture's middle as (3, side, side) float64 0..1, in hundredths."""
    small = np.array(_square(image.convert("RGB"), side))
    return np.round(small.transpose(2, 0, 1) / 255, 2)


def middle(values: np.ndarray, side: int) -> np.ndarray:
    """The middle (C, side, side) of (C, H, W), or all of it where it is smaller."""
    height, width = values.shape[1:]
    top, left = max(0, height - side) // 2, max(0, width - side) // 2
    return values[:, top : top + side, left : left + side]


def ramp(side: int = 7) -> np.ndarray:
    """(1, side, side): the number of its column in every cell."""
    return np.broadcast_to(np.arange(side, dtype=np.float64), (side, side)).copy()[None]


def edge(side: int = 13) -> np.ndarray:
    """(1, side, side): 0 in the left half, 1 in the right one; of an odd number of columns the right has one more."""
    values = np.zeros((1, side, side))
    values[:, :, side // 2 :] = 1
    return values


def _ink(grey: np.ndarray, side: int) -> np.ndarray:
    grey = light_on_dark(grey)
    small = np.zeros((side, side), np.uint8)
    box = ink_box(grey)
    if box is None:
        return small
    left, top, right, bottom = box
    ink = fitted(grey[top:bottom, left:right], side - 2)
    down, across = (side - ink.shape[0]) // 2, (side - ink.shape[1]) // 2
    small[down : down + ink.shape[0], across : across + ink.shape[1]] = ink
    return small


def _square(image: Image.Image, side: int) -> Image.Image:
    """The square in the middle, each new pixel the mean of those that it covers."""
    width, height = image.size
    length = min(width, height)
    left, top = (width - length) // 2, (height - length) // 2
    return image.resize((side, side), Image.Resampling.BOX, (left, top, left + length, top + length))
