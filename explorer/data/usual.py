"""The preprocessing to begin with where nobody has said which one a network learned with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.data.picture_preprocess import PicturePreprocessing
from explorer.data.preprocess import DigitPreprocessing

if TYPE_CHECKING:
    from pathlib import Path

_LARGEST_DIGIT = 32


def usual_preprocessing(shape: tuple[int, int, int]) -> DigitPreprocessing | PicturePreprocessing:
    """What is most often right for an input (C, H, W): small grey squares are digits, all others are pictures."""
    channels, height, width = shape
    if channels == 1 and height == width <= _LARGEST_DIGIT:
        return DigitPreprocessing(size=height)
    return PicturePreprocessing.usual(shape)


def read_preprocessing(path: Path) -> PicturePreprocessing:
    """The preprocessing that a JSON file describes. Raises InputError naming the file."""
    return PicturePreprocessing.read(path)
