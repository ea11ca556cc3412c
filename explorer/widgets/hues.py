"""A hue for every cell of a kernel, and colours for the numbers of a convolution's setting; never the only cue."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QColor

from explorer.widgets import theme

if TYPE_CHECKING:
    from collections.abc import Mapping

_NINE = "D1495B E07A1F C9A400 6A994E 159A8C 2F86C9 4B5BD6 8A56C9 C2559B"
_LIGHTNESS, _CHROMA = 55.0, 50.0
_FIRST_HUE = 12.0
# CIE Lab of the white of sRGB (D65), and the matrix from XYZ to linear sRGB (IEC 61966-2-1).
_WHITE = np.array([0.95047, 1.0, 1.08883])
_TO_RGB = np.array([[3.2406, -1.5372, -0.4986], [-0.9689, 1.8758, 0.0415], [0.0557, -0.2040, 1.0570]])
_SETTINGS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "input": ("#1B1F27", "#E7EAF0"),
        "padding": ("#1A7547", "#4CCB92"),
        "dilation": ("#8646AE", "#C08BE8"),
        "kernel": ("#B5470B", "#F0803C"),
        "stride": ("#0062A8", "#5AA9E6"),
        "output": ("#5151CD", "#9C9CFA"),
    }
)


@cache
def kernel_hues(count: int) -> tuple[str, ...]:
    """`#RRGGBB` for each of `count` cells: the nine of a 3 x 3 kernel, else equal steps of CIELCh hue."""
    if count == 9:
        return tuple(f"#{hue}" for hue in _NINE.split())
    angles = np.radians(_FIRST_HUE + 360.0 * np.arange(count) / count)
    return tuple("#{:02X}{:02X}{:02X}".format(*rgb) for rgb in _lch_to_rgb(angles).tolist())


def setting_colour(name: str) -> QColor:
    """The colour of `input`, `padding`, `dilation`, `kernel`, `stride` or `output`. Raises KeyError."""
    light, dark = _SETTINGS[name]
    return QColor(dark if theme.tokens().dark else light)


def mixed(ground: np.ndarray, hue: str, share: np.ndarray | float) -> np.ndarray:
    """Ground colours (..., 3) uint8 with so much (0..1, (...)) of a hue over them."""
    colour = QColor(hue)
    ink = np.array([colour.red(), colour.green(), colour.blue()], np.float64)
    weight = np.asarray(share, np.float64)[..., None]
    return np.rint(ground * (1 - weight) + ink * weight).astype(np.uint8)


def _lch_to_rgb(angles: np.ndarray) -> np.ndarray:
    """(n, 3) uint8 of hue angles at the one lightness and chroma; what sRGB does not have is clipped."""
    luminance = (_LIGHTNESS + 16) / 116
    parts = np.stack(
        [
            luminance + _CHROMA * np.cos(angles) / 500,
            np.full_like(angles, luminance),
            luminance - _CHROMA * np.sin(angles) / 200,
        ],
        axis=1,
    )
    cubes = np.where(parts > 6 / 29, parts**3, 3 * (6 / 29) ** 2 * (parts - 4 / 29)) * _WHITE
    linear = np.clip(cubes @ _TO_RGB.T, 0, 1)
    coded = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    return np.rint(coded * 255).astype(np.uint8)
