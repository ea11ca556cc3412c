"""Colour maps as tables of 256 colours: diverging ones for signed values, sequential ones for the rest."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Colorbrewer's eleven RdBu stops (Brewer and Harrower, colorbrewer2.org), reversed so that red is positive.
_RDBU_LIGHT = "053061 2166AC 4393C3 92C5DE D1E5F0 F7F7F7 FDDBC7 F4A582 D6604D B2182B 67001F"
# On a dark panel zero is the panel's colour as well: brightness grows away from zero on both sides.
_RDBU_DARK = "B5DCFF 4FA0E8 1F5C96 122F4A 14171D 4A1A1D A2302F EE6A55 FFCDBF"
_SIGNED = ("RdBu", "CET-D1A", "CET-CBD1", "CET-D4")
_SEQUENTIAL = ("magma", "viridis", "cividis", "inferno", "CET-CBL1", "grey")


def names(signed: bool) -> list[str]:
    """The maps for signed (zero in the middle) or for non-negative values, the default first."""
    return list(_SIGNED if signed else _SEQUENTIAL)


def diverging(name: str) -> bool:
    """Whether the map's middle is a neutral zero."""
    return name in _SIGNED


@cache
def lut(name: str, dark: bool = False) -> NDArray[np.uint8]:
    """The 256 colours (256, 3) of a map, read-only; `dark`: for dark panels, with a dark zero. Raises KeyError."""
    if name == "RdBu":
        table = _interpolated(_RDBU_DARK if dark else _RDBU_LIGHT)
    else:
        table = np.frombuffer(bytes.fromhex(_stored()[name]), np.uint8).reshape(256, 3)
    table.setflags(write=False)
    return table


def paint(indices: NDArray[np.uint8], table: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The colours (..., 3) of indices 0..255 (...) in a table (256, 3); (256, 4) gives (..., 4)."""
    return np.take(table, indices, axis=0)


def _interpolated(stops: str) -> NDArray[np.uint8]:
    """Colours between equally spaced stops, straight in sRGB as ColorBrewer's maps are commonly drawn."""
    colours = np.array([tuple(bytes.fromhex(stop)) for stop in stops.split()], dtype=np.float64)
    place = np.linspace(0, len(colours) - 1, 256)
    channels = [np.interp(place, np.arange(len(colours)), colours[:, channel]) for channel in range(3)]
    return np.rint(np.stack(channels, axis=1)).astype(np.uint8)


@cache
def _stored() -> dict[str, str]:
    """The tables in resources/colour_maps.json, written once from pyqtgraph's maps; the file names them."""
    text = files("explorer.resources").joinpath("colour_maps.json").read_text(encoding="utf-8")
    maps: dict[str, str] = json.loads(text)["maps"]
    return maps
