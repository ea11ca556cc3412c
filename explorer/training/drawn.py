"""Digits drawn with a pen of many widths: serifs, bars and open fours, which MNIST's American digits seldom have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from explorer.data import digits, strokes
from explorer.data.mnist import Digits

if TYPE_CHECKING:
    from collections.abc import Iterator

_CANVAS = 112
_WIDTH = (0.045, 0.13)
"""The pen's thinnest and thickest line, in shares of the canvas."""


def drawn_digits(count: int, seed: int, size: int = 28) -> Digits:
    """So many digits (N, size, size), each written a little differently; all classes equally often."""
    random = np.random.default_rng(seed)
    labels = np.arange(count, dtype=np.int64) % 10
    pictures = [_picture(int(label), random, size) for label in labels]
    return Digits(np.array(pictures, np.uint8).reshape(count, size, size), labels)


def _picture(label: int, random: np.random.Generator, size: int) -> np.ndarray:
    """One drawn digit, made ready as the canvas does it: centred by mass, every third one only shrunk."""
    ways = strokes.VARIANTS[label]
    written = list(_rewritten(ways[random.integers(len(ways))], random))
    ink = strokes.drawn(written, _CANVAS, random.uniform(*_WIDTH))
    return digits.fitted(ink, size) if random.random() < 1 / 3 else digits.centred(ink, size)


def _rewritten(written: strokes.Strokes, random: np.random.Generator) -> Iterator[list[strokes.Point]]:
    """The strokes bent by one smooth random field, each of them moved a little on its own."""
    direction = random.normal(0, 3.5, (3, 2))
    phase = random.uniform(0, 2 * np.pi, 3)
    amount = random.normal(0, 0.025, (3, 2))
    for stroke in written:
        points = np.array(stroke)
        bent = points + np.sin(points @ direction.T + phase) @ amount + random.normal(0, 0.015, 2)
        yield [(float(x), float(y)) for x, y in bent]
