"""The colours that colour indices stand for on the screen, in the present theme."""

from __future__ import annotations

from functools import cache

import numpy as np

from explorer.core.colour_maps import lut
from explorer.core.mosaic import GAP, LAST, NOT_A_NUMBER
from explorer.widgets import theme


def index_colours(name: str) -> np.ndarray:
    """(256, 3) uint8: the map `name` sampled at the indices 0..LAST, then the panel's colour, then that of NaN."""
    return _table(name, theme.tokens().dark)


@cache
def _table(name: str, dark: bool) -> np.ndarray:
    table = np.empty((256, 3), np.uint8)
    table[: LAST + 1] = lut(name, dark)[np.rint(np.linspace(0, 255, LAST + 1)).astype(int)]
    table[GAP], table[NOT_A_NUMBER] = _rgb("surface"), _rgb("invalid")
    return table


def _rgb(token: str) -> tuple[int, int, int]:
    colour = theme.colour(token)
    return colour.red(), colour.green(), colour.blue()
