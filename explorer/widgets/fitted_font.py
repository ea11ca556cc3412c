"""A font that is as large as a text's room allows, and never too small to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFontMetricsF

from explorer.widgets.theme import font

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

SMALLEST = 10
"""Pixels; nothing in the program is written smaller."""


def fitted_font(role: str, text: str, room: float) -> QFont:
    """The font of a type role, as much smaller as the text needs to fit into `room` pixels. Raises KeyError."""
    found = font(role)
    while found.pixelSize() > SMALLEST and QFontMetricsF(found).horizontalAdvance(text) > room:
        found.setPixelSize(found.pixelSize() - 1)
    return found
