"""The inputs that the convolution laboratory offers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from explorer.data.lab_pictures import drawn_digit, edge, middle, ramp, small_colour, small_grey
from explorer.data.samples import beach_ball

if TYPE_CHECKING:
    from explorer.labs.base import Given

SOURCES = ("picture-13", "picture-28", "seen", "ramp", "edge", "colour")
FOLLOWING = ("picture-13", "picture-28", "seen", "colour")
"""Those that are made of what is in the window."""
LARGEST = 32
"""Inputs have no more rows and columns."""
MOST_CHANNELS = 8
_DIGIT = 7


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """An input.

    Attributes:
        image: (C, H, W) float64.
        kind: what it is: `drawing`, `picture`, `digit` (where nothing is drawn), `seen`, `ramp`, `edge`, `colour`,
            `sample`.
        label: the picture's or the network's name, where it has one.
    """

    image: np.ndarray
    kind: str
    label: str = ""


def source(name: str, given: Given) -> Source:
    """The input `name` (SOURCES) of what is in the window. Raises KeyError."""
    if name == "ramp":
        return Source(ramp(), "ramp")
    if name == "edge":
        return Source(edge(), "edge")
    if name == "colour":
        return _colour(given)
    if name == "seen" and given.seen is not None:
        return Source(middle(given.seen[:MOST_CHANNELS].astype(np.float64), LARGEST), "seen", given.network)
    return _grey(given, {"picture-13": 13, "picture-28": 28, "seen": 28}[name])


def _grey(given: Given, side: int) -> Source:
    picture = given.picture
    if picture is not None:
        image = small_grey(picture, side)
        if picture.kind != "drawing":
            return Source(image, "picture", picture.label)
        if image.any():
            return Source(image, "drawing")
    return Source(drawn_digit(_DIGIT, side), "digit", str(_DIGIT))


def _colour(given: Given) -> Source:
    picture = given.picture
    if picture is not None and picture.image.mode == "RGB":
        return Source(small_colour(picture.image), "colour", picture.label)
    return Source(small_colour(beach_ball()), "sample")
