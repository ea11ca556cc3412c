"""Feature maps as one PNG that says in its own text which values its colours stand for."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, PngImagePlugin

from explorer.core.colour_maps import lut, names
from explorer.core.mosaic import GAP, LAST, NOT_A_NUMBER, Layout, arrange, clipped_share, quantise, scale_of

if TYPE_CHECKING:
    from pathlib import Path

_TILE = 96
"""Pixels that a tile is enlarged to where its maps are smaller."""
_LARGEST_CELL = 16
_BETWEEN = (200, 205, 216)
_INVALID = (228, 0, 124)
"""The colour of NaN."""


@dataclass(frozen=True, slots=True)
class Legend:
    """What a mosaic shows.

    Attributes:
        name: the call's name.
        low: the value of the first colour.
        high: the value of the last colour.
        clipped: the share 0..1 of values beyond the two, which have the first or the last colour.
        signed: whether zero is the middle of the colours (else their first).
        colour_map: the colour map's name.
        channels: how many tiles there are, row by row.
        columns: how many tiles there are in a row.
        cell: pixels that one value takes in each direction.
        note: what the picture leaves out, empty if nothing.
    """

    name: str
    low: float
    high: float
    clipped: float
    signed: bool
    colour_map: str
    channels: int
    columns: int
    cell: int
    note: str = ""


def mosaic(name: str, maps: np.ndarray, signed: bool, note: str = "") -> tuple[Image.Image, Legend]:
    """All maps (C, H, W) of a layer in one picture of a palette, with one range for the whole layer."""
    scale = scale_of(maps, "layer", signed)
    count, height, width = maps.shape
    cell = max(1, min(_LARGEST_CELL, _TILE // max(height, width)))
    tiles = quantise(maps, scale).repeat(cell, axis=1).repeat(cell, axis=2)
    layout = Layout(count, height * cell, width * cell, columns=_columns(count, height * cell, width * cell))
    colours = names(signed)[0]
    picture = Image.fromarray(np.ascontiguousarray(arrange(tiles, layout)))
    picture.putpalette(palette(colours).tobytes())
    low, high = float(scale.low[0]), float(scale.high[0])
    clipped = clipped_share(maps, scale)
    return picture, Legend(name, low, high, clipped, signed, colours, count, layout.columns, cell, note)


def write_png(path: Path, picture: Image.Image, legend: Legend) -> None:
    """Write the picture with its legend as text chunks: Title, Description, and one per field. Raises OSError."""
    text = PngImagePlugin.PngInfo()
    text.add_itxt("Title", legend.name)
    text.add_itxt("Description", _description(legend))
    text.add_itxt("Software", "Feature Map Explorer")
    for field, value in asdict(legend).items():
        text.add_itxt(field, str(value))
    picture.save(path, "PNG", pnginfo=text)


def _description(legend: Legend) -> str:
    note = f"; {legend.note}" if legend.note else ""
    span = f"{legend.low:.6g} to {legend.high:.6g} ({legend.colour_map}, {legend.clipped:.1%} of the values beyond)"
    return f"{legend.channels} feature maps of {legend.name}; colours from {span}{note}"


def _columns(count: int, height: int, width: int) -> int:
    """As many as make the picture about square."""
    return max(1, min(count, round(math.sqrt(count * (height + 1) / (width + 1)))))


def palette(name: str) -> np.ndarray:
    """(256, 3) uint8: the colour map sampled at the indices 0..LAST, what lies between tiles, and NaN."""
    table = np.empty((256, 3), np.uint8)
    table[: LAST + 1] = lut(name)[np.rint(np.linspace(0, 255, LAST + 1)).astype(int)]
    table[GAP], table[NOT_A_NUMBER] = _BETWEEN, _INVALID
    return table
