"""Pen strokes as pictures, and ten digits written by hand as strokes."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from collections.abc import Sequence

Point: TypeAlias = tuple[float, float]
# The points (x, y) that a pen passed without being lifted, in 0..1 of the canvas, y downwards.
Stroke: TypeAlias = tuple[Point, ...]
Strokes: TypeAlias = tuple[Stroke, ...]

_SUPERSAMPLING = 4
_STEPS = 8


def drawn(strokes: Sequence[Sequence[Point]], size: int = 280, width: float = 0.075) -> np.ndarray:
    """The strokes white on black, anti-aliased: (size, size) uint8; `width` of the round pen in 0..1 of the canvas."""
    side = size * _SUPERSAMPLING
    canvas = Image.new("L", (side, side))
    draw = ImageDraw.Draw(canvas)
    for stroke in strokes:
        _draw_stroke(draw, [(x * side, y * side) for x, y in stroke], width * side)
    return np.array(canvas.reduce(_SUPERSAMPLING))


def _draw_stroke(draw: ImageDraw.ImageDraw, points: list[Point], width: float) -> None:
    """One stroke in pixels: segments, and the round pen at every point so that bends have no gaps."""
    radius = width / 2
    # Pillow counts pixel centres from 0, the strokes the left edge of the first pixel.
    points = [(x - 0.5, y - 0.5) for x, y in points]
    draw.line(points, fill=255, width=max(1, round(width)))
    for x, y in points:
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)


def curve(*points: Point) -> Stroke:
    """A smooth stroke through all points (Catmull-Rom spline, Catmull and Rom 1974)."""
    knots = np.array([points[0], *points, points[-1]])
    t = np.linspace(0, 1, _STEPS, endpoint=False)[:, None]
    powers = np.concatenate((np.ones_like(t), t, t**2, t**3), axis=1)
    basis = np.array([[0, 2, 0, 0], [-1, 0, 1, 0], [2, -5, 4, -1], [-1, 3, -3, 1]]) / 2
    spans = [powers @ basis @ knots[i : i + 4] for i in range(len(points) - 1)]
    return tuple((float(x), float(y)) for x, y in np.concatenate((*spans, knots[-1:])))


# Each way to write a digit, the plainest first. A corner within a stroke is where one curve ends and the next begins.
VARIANTS: dict[int, tuple[Strokes, ...]] = {
    0: (
        (
            curve(
                *[(0.56, 0.17), (0.41, 0.20), (0.30, 0.37), (0.27, 0.58), (0.36, 0.79), (0.52, 0.84)],
                *[(0.67, 0.73), (0.73, 0.52), (0.69, 0.29), (0.58, 0.18), (0.50, 0.18)],
            ),
        ),
    ),
    1: (
        (curve((0.55, 0.16), (0.52, 0.38), (0.48, 0.62), (0.46, 0.84)),),
        (curve((0.37, 0.33), (0.46, 0.26), (0.54, 0.16)) + curve((0.54, 0.16), (0.52, 0.48), (0.51, 0.84)),),
        (
            curve((0.38, 0.31), (0.46, 0.25), (0.53, 0.16)) + curve((0.53, 0.16), (0.52, 0.48), (0.51, 0.83)),
            curve((0.34, 0.84), (0.50, 0.83), (0.68, 0.83)),
        ),
    ),
    2: (
        (
            curve((0.30, 0.34), (0.37, 0.21), (0.51, 0.16), (0.65, 0.22), (0.68, 0.36), (0.58, 0.53), (0.42, 0.69))
            + curve((0.42, 0.69), (0.28, 0.82))
            + curve((0.28, 0.82), (0.50, 0.80), (0.74, 0.81)),
        ),
    ),
    3: (
        (
            curve((0.31, 0.22), (0.46, 0.16), (0.62, 0.22), (0.64, 0.36), (0.54, 0.45), (0.43, 0.48))
            + curve((0.43, 0.48), (0.60, 0.52), (0.69, 0.65), (0.62, 0.80), (0.45, 0.85), (0.29, 0.78)),
        ),
    ),
    4: (
        (
            curve((0.35, 0.17), (0.31, 0.36), (0.26, 0.55)) + curve((0.26, 0.55), (0.50, 0.55), (0.75, 0.52)),
            curve((0.62, 0.22), (0.60, 0.52), (0.57, 0.86)),
        ),
        (
            curve((0.58, 0.15), (0.42, 0.38), (0.25, 0.61)) + curve((0.25, 0.61), (0.50, 0.61), (0.76, 0.60)),
            curve((0.58, 0.15), (0.58, 0.50), (0.57, 0.86)),
        ),
    ),
    5: (
        (
            curve((0.37, 0.18), (0.36, 0.30), (0.34, 0.45))
            + curve((0.34, 0.45), (0.48, 0.40), (0.63, 0.47), (0.68, 0.63), (0.59, 0.79), (0.43, 0.84), (0.28, 0.77)),
            curve((0.37, 0.18), (0.52, 0.18), (0.69, 0.16)),
        ),
    ),
    6: (
        (
            curve(
                *[(0.61, 0.16), (0.46, 0.27), (0.35, 0.46), (0.31, 0.65), (0.37, 0.81), (0.51, 0.85)],
                *[(0.65, 0.77), (0.67, 0.63), (0.57, 0.53), (0.43, 0.57), (0.34, 0.69)],
            ),
        ),
    ),
    7: (
        (
            curve((0.27, 0.21), (0.48, 0.20), (0.72, 0.19))
            + curve((0.72, 0.19), (0.62, 0.40), (0.52, 0.62), (0.45, 0.85)),
        ),
        (
            curve((0.27, 0.21), (0.48, 0.20), (0.72, 0.19))
            + curve((0.72, 0.19), (0.62, 0.40), (0.52, 0.62), (0.46, 0.85)),
            curve((0.40, 0.53), (0.55, 0.51), (0.70, 0.50)),
        ),
    ),
    8: (
        (
            curve(
                *[(0.63, 0.25), (0.49, 0.16), (0.36, 0.25), (0.40, 0.39), (0.55, 0.51), (0.66, 0.65), (0.61, 0.80)],
                *[(0.47, 0.85), (0.34, 0.77), (0.35, 0.63), (0.47, 0.50), (0.60, 0.38), (0.65, 0.28), (0.58, 0.20)],
            ),
        ),
    ),
    9: (
        (
            curve((0.66, 0.28), (0.56, 0.18), (0.42, 0.20), (0.34, 0.33), (0.39, 0.46), (0.52, 0.48), (0.63, 0.38))
            + curve((0.63, 0.38), (0.67, 0.26))
            + curve((0.67, 0.26), (0.65, 0.54), (0.58, 0.86)),
        ),
    ),
}

# The plainest way to write each digit.
DIGITS: dict[int, Strokes] = {digit: variants[0] for digit, variants in VARIANTS.items()}
