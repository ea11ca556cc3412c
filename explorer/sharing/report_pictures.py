"""The pictures of a report as PNG data URIs, one pixel a value, with what their colours stand for."""

from __future__ import annotations

import base64
import io
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from explorer.core.axes import call_maps
from explorer.core.colour_maps import names
from explorer.core.mosaic import GAP, LAST, Layout, arrange, block_side, clipped_share, quantise, shrink
from explorer.core.scaling import layer_scale
from explorer.core.statistics import channel_statistics
from explorer.data.mosaic_png import palette
from explorer.words import Words, joined

if TYPE_CHECKING:
    from explorer.core.graph import Call, Trace

_LONGEST_SIDE = 64
"""Larger maps are averaged down: a report of a deep network is to fit into a mail."""
_WIDTH = 880
"""Pixels of a page that a mosaic may take; below that its cells are enlarged by a whole number."""
_LARGEST_CELL = 12


@dataclass(frozen=True, slots=True, eq=False)
class MapsPicture:
    """All maps of a call.

    Attributes:
        uri: the picture, a pixel for each cell.
        size: its (width, height).
        cell: by what it is to be enlarged.
        shape: (C, H, W) of the maps.
        shown: (h, w) that they are averaged down to.
        columns: tiles in a row.
        low: the value of the first colour.
        high: the value of the last colour.
        clipped: the share 0..1 of values beyond the two.
        colour_map: its name.
        bar: the colours from low to high, a picture of one row.
        extremes: smallest and largest finite value.
        silent: how many maps are all zero.
        broken: how many hold NaN or infinity.
        note: what the picture leaves out, empty if nothing.
    """

    uri: str
    size: tuple[int, int]
    cell: int
    shape: tuple[int, int, int]
    shown: tuple[int, int]
    columns: int
    low: float
    high: float
    clipped: float
    colour_map: str
    bar: str
    extremes: tuple[float, float]
    silent: int
    broken: int
    note: str


def maps_picture(trace: Trace, call: Call) -> MapsPicture | None:
    """The maps of a call on one scale for the layer; None where it has no numbers to show."""
    found = call_maps(trace, call)
    if found is None or not found.maps.size:
        return None
    maps = found.maps
    scale = layer_scale(trace, call, maps, "layer", 1.0)
    statistics = channel_statistics(maps)
    small = shrink(maps, _LONGEST_SIDE)
    count, height, width = small.shape
    # Between single cells there is nothing to separate.
    gap = 0 if height == width == 1 else 1
    layout = Layout(count, height, width, _columns(count, height + gap, width + gap), gap, gap)
    name = names(scale.signed)[0]
    picture = _painted(arrange(quantise(small, scale), layout), name)
    return MapsPicture(
        uri=png_uri(picture, transparency=GAP),
        size=picture.size,
        cell=max(1, min(_LARGEST_CELL, _WIDTH // picture.width)),
        shape=(count, maps.shape[1], maps.shape[2]),
        shown=(height, width),
        columns=layout.columns,
        low=float(scale.low[0]),
        high=float(scale.high[0]),
        clipped=clipped_share(maps, scale),
        colour_map=name,
        bar=png_uri(_painted(np.arange(LAST + 1, dtype=np.uint8)[None], name)),
        extremes=(float(statistics.minimum.min()), float(statistics.maximum.max())),
        silent=int(statistics.silent.sum()),
        broken=int(statistics.broken.sum()),
        note=_note(found.note, block_side(maps.shape, _LONGEST_SIDE)),
    )


def _note(note: str, block: int) -> str:
    averaged = Words("each cell is the mean of {0} × {0} values", block) if block > 1 else ""
    return joined((note, averaged), by=", ")


def _columns(count: int, high: int, wide: int) -> int:
    """As many tiles in a row as make the picture three times as wide as high, but no wider than the page."""
    wanted = round(math.sqrt(3 * count * high / wide))
    return max(1, min(count, wanted, max(1, _WIDTH // wide)))


def _painted(indices: np.ndarray, colour_map: str) -> Image.Image:
    picture = Image.fromarray(np.ascontiguousarray(indices))
    picture.putpalette(palette(colour_map).tobytes())
    return picture


def png_uri(picture: Image.Image, transparency: int | None = None) -> str:
    """The picture as `data:image/png;base64,...`; the palette's colour `transparency` lets the page through."""
    buffer = io.BytesIO()
    if transparency is None:
        picture.save(buffer, "PNG", optimize=True)
    else:
        picture.save(buffer, "PNG", optimize=True, transparency=transparency)
    return f"data:image/png;base64,{base64.b64encode(buffer.getvalue()).decode('ascii')}"
