"""A gallery of pictures made by formula: digits, gratings, edges, patterns and colours, each anti-aliased."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from explorer.data.strokes import DIGITS, drawn

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Plane = NDArray[np.float64]
    Colour = tuple[float, float, float]

SIZE = 224
_ANGLES = (0, 30, 45, 60, 90, 120, 135, 150)
_RED, _WHITE, _BLUE = (0.93, 0.2, 0.2), (0.97, 0.97, 0.95), (0.12, 0.4, 0.85)
_YELLOW, _GREEN = (0.98, 0.8, 0.1), (0.1, 0.62, 0.35)
_BALL = np.array([_RED, _WHITE, _BLUE, _YELLOW, _WHITE, _GREEN])


@dataclass(frozen=True, slots=True)
class Sample:
    """A picture of the gallery.

    Attributes:
        name: what stays the same in every language: `grating-45-8`.
        title: what people read: `Grating 45°, 8 cycles`.
        group: the heading it stands under.
        make: draws it; mode `L` or `RGB`, the same pixels every time.
    """

    name: str
    title: str
    group: str
    make: Callable[[], Image.Image]


def samples() -> list[Sample]:
    """The whole gallery, in the order in which it is shown."""
    return [*_digit_samples(), *_grating_samples(), *_edge_samples(), *_pattern_samples(), *_colour_samples()]


def _digit_samples() -> list[Sample]:
    return [Sample(f"digit-{n}", f"Digit {n}", "Digits", partial(digit, n)) for n in sorted(DIGITS)]


def _grating_samples() -> list[Sample]:
    kinds = [(angle, 8) for angle in _ANGLES] + [(angle, cycles) for cycles in (4, 16, 32) for angle in (0, 45, 90)]
    return [
        Sample(f"grating-{a}-{c}", f"Grating {a}°, {c} cycles", "Gratings", partial(grating, a, c)) for a, c in kinds
    ]


def _edge_samples() -> list[Sample]:
    bars = [Sample(f"bar-{a}", f"Bar {a}°", "Bars and edges", partial(bar, a)) for a in (0, 45, 90, 135)]
    edges = [Sample(f"edge-{a}", f"Edge {a}°", "Bars and edges", partial(edge, a)) for a in range(0, 360, 45)]
    return bars + edges


def _pattern_samples() -> list[Sample]:
    return [
        Sample("checkerboard", "Checkerboard", "Patterns", checkerboard),
        Sample("rings", "Rings", "Patterns", rings),
        Sample("gradient-linear", "Linear gradient", "Patterns", linear_gradient),
        Sample("gradient-radial", "Radial gradient", "Patterns", radial_gradient),
    ]


def _colour_samples() -> list[Sample]:
    return [
        Sample("ball", "Beach ball", "Colour", beach_ball),
        Sample("shapes", "Coloured shapes", "Colour", coloured_shapes),
        Sample("colours", "Colour wheel", "Colour", colour_wheel),
    ]


def digit(number: int) -> Image.Image:
    """A digit 0..9 as the drawing canvas has it: white strokes on black, 280 x 280."""
    return Image.fromarray(drawn(DIGITS[number]))


def grating(angle: float, cycles: float) -> Image.Image:
    """Sinusoidal stripes: `angle` of the stripes in degrees, anticlockwise from horizontal; `cycles` a picture side."""
    return _grey(0.5 + 0.5 * np.cos(2 * np.pi * cycles * _across(angle) / SIZE))


def bar(angle: float, width: float = 24, length: float = 150) -> Image.Image:
    """A light bar on black through the middle; `angle` in degrees anticlockwise from horizontal, sizes in pixels."""
    across, along = np.abs(_across(angle)), np.abs(_across(angle + 90))
    return _grey(_inside(np.maximum(across - width / 2, along - length / 2)))


def edge(angle: float) -> Image.Image:
    """A step through the middle at `angle` degrees anticlockwise from horizontal, light above at 0."""
    return _grey(0.15 + 0.7 * _inside(-_across(angle)))


def checkerboard(cells: int = 8) -> Image.Image:
    """Squares of equal size, light at the top left."""
    x, y = ((axis + SIZE / 2) * cells // SIZE for axis in _axes())
    return _grey(1 - (x + y) % 2)


def rings(count: int = 7) -> Image.Image:
    """Concentric light rings around the middle, as wide as the dark between them."""
    step = SIZE / 2 / count
    distance = np.hypot(*_axes())
    nearest = (np.floor(distance / step) + 0.5) * step
    return _grey(_inside(np.abs(distance - nearest) - step / 4))


def linear_gradient() -> Image.Image:
    """From black at the left to white at the right."""
    return _grey((_axes()[0] + SIZE / 2 - 0.5) / (SIZE - 1))


def radial_gradient() -> Image.Image:
    """From white in the middle to black at the middle of the sides and beyond."""
    return _grey(1 - np.hypot(*_axes()) / (SIZE / 2))


def colour_wheel() -> Image.Image:
    """All hues around the middle, paler inwards, on grey."""
    x, y = _axes()
    distance = np.hypot(x, y)
    wheel = _hues(np.arctan2(-y, x) / (2 * np.pi), np.clip(distance / 100, 0, 1))
    return _rgb(_painted(_filled((0.5, 0.5, 0.5)), _inside(distance - 100), wheel))


def beach_ball() -> Image.Image:
    """A ball of six coloured sectors, lit from the top left, on sand before sea and sky."""
    x, y = _axes()
    picture = _seaside(x, y)
    picture = _painted(picture, 0.45 * _inside(_ellipse(x - 22, y - 84, 86, 16)), _filled((0.25, 0.2, 0.15)))
    radius = 72.0
    u, v = (x - 2) / radius, (y - 16) / radius
    depth = np.sqrt(np.clip(1 - u**2 - v**2, 0, 1))
    light = np.clip(0.45 + 0.6 * (-0.45 * u - 0.55 * v + 0.7 * depth), 0, 1.05)
    gleam = np.exp(-((u + 0.4) ** 2 + (v + 0.45) ** 2) / 0.02)
    ball = _sectors(u + 0.25, v + 0.35, radius) * light[..., None] + 0.6 * gleam[..., None]
    return _rgb(_painted(picture, _inside(np.hypot(u, v) * radius - radius), ball))


def coloured_shapes() -> Image.Image:
    """A striped disc, a dotted square, a shaded triangle and a ring on woven cloth."""
    x, y = _axes()
    weave = 0.05 * np.sin(x * np.pi / 4) * np.cos(y * np.pi / 4)
    picture = _filled((0.93, 0.89, 0.8)) + weave[..., None]
    stripes = _mixed((0.86, 0.16, 0.2), (1.0, 0.75, 0.72), 0.5 + 0.5 * np.sin((x + y) * 0.45))
    picture = _painted(picture, _inside(np.hypot(x + 52, y + 52) - 42), stripes)
    dots = _inside(np.hypot((x - 44) % 16 - 8, (y + 60) % 16 - 8) - 4)
    square = _mixed((0.08, 0.3, 0.72), (0.95, 0.85, 0.2), dots)
    picture = _painted(picture, _inside(np.maximum(np.abs(x - 52), np.abs(y + 52)) - 40), square)
    shade = _mixed((0.05, 0.42, 0.25), (0.55, 0.9, 0.45), (y - 8) / 86)
    triangle = np.maximum(y - 90, (2 * np.abs(x + 52) - (y - 6)) / np.sqrt(5))
    picture = _painted(picture, _inside(triangle), shade)
    ring = _hues(np.arctan2(52 - y, x - 52) / (2 * np.pi), np.full_like(x, 0.85))
    return _rgb(_painted(picture, _inside(np.abs(np.hypot(x - 52, y - 52) - 30) - 12), ring))


def _sectors(u: Plane, v: Plane, radius: float) -> Plane:
    """Six colours around (u, v) = (0, 0), (H, W, 3), mixed where a pixel lies across their border."""
    turn = (np.arctan2(v, u) / (2 * np.pi) + 0.04) * 6
    border = np.rint(turn)
    distance = (turn - border) * (2 * np.pi / 6) * np.hypot(u, v) * radius
    after = border.astype(int) % 6
    cover = _inside(distance)[..., None]
    colours: Plane = _BALL[after - 1] * cover + _BALL[after] * (1 - cover)
    return colours


def _seaside(x: Plane, y: Plane) -> Plane:
    """Sky, sea with waves and sand with ripples, (H, W, 3)."""
    sky = _mixed((0.35, 0.6, 0.92), (0.8, 0.9, 0.98), (y + 112) / 90)
    sea = _mixed((0.05, 0.35, 0.6), (0.2, 0.6, 0.7), 0.5 + 0.5 * np.sin(y * 0.9 + 2 * np.sin(x * 0.11)))
    sand = _mixed((0.8, 0.68, 0.45), (0.93, 0.84, 0.62), 0.5 + 0.5 * np.sin(x * 0.5 + 3 * np.sin(y * 0.21)))
    picture = _painted(sky, _inside(-22 - y), sea)
    return _painted(picture, _inside(24 + 4 * np.sin(x * 0.06) - y), sand)


def _axes() -> tuple[Plane, Plane]:
    """X to the right and y downwards from the middle, in pixels, both (SIZE, SIZE)."""
    axis = np.arange(SIZE) - (SIZE - 1) / 2
    x, y = np.meshgrid(axis, axis)
    return x, y


def _across(angle: float) -> Plane:
    """The signed distance from a line through the middle, in pixels; `angle` anticlockwise, positive above at 0."""
    x, y = _axes()
    radians = np.deg2rad(angle)
    distance: Plane = -x * np.sin(radians) - y * np.cos(radians)
    return distance


def _ellipse(x: Plane, y: Plane, a: float, b: float) -> Plane:
    """About the signed distance from an ellipse with half axes a and b, negative inside."""
    return (np.hypot(x / a, y / b) - 1) * min(a, b)


def _inside(distance: Plane) -> Plane:
    """How much of each pixel a shape covers, 0..1, from the signed distance to its outline (negative inside)."""
    return np.clip(0.5 - distance, 0, 1)


def _filled(colour: Colour) -> Plane:
    return np.full((SIZE, SIZE, 3), colour)


def _mixed(first: Colour, second: Colour, share: Plane) -> Plane:
    """(H, W, 3) from one colour to another by a share (H, W), clipped to 0..1."""
    share = np.clip(share, 0, 1)[..., None]
    return np.array(first) * (1 - share) + np.array(second) * share


def _painted(picture: Plane, cover: Plane, paint: Plane) -> Plane:
    """`paint` over `picture`, both (H, W, 3), where `cover` (H, W) is 1."""
    return picture * (1 - cover[..., None]) + paint * cover[..., None]


def _hues(turn: Plane, saturation: Plane) -> Plane:
    """Full-bright colours (H, W, 3) by hue in turns and saturation 0..1 (the HSV hexcone, A. R. Smith 1978)."""
    offsets = np.array([0.0, 2 / 3, 1 / 3])
    pure = np.clip(np.abs((turn[..., None] + offsets) % 1 * 6 - 3) - 1, 0, 1)
    wheel: Plane = 1 - saturation[..., None] * (1 - pure)
    return wheel


def _grey(values: Plane) -> Image.Image:
    return Image.fromarray(np.rint(np.clip(values, 0, 1) * 255).astype(np.uint8))


def _rgb(values: Plane) -> Image.Image:
    return Image.fromarray(np.rint(np.clip(values, 0, 1) * 255).astype(np.uint8))
