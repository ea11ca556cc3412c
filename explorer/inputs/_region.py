"""Which part of a picture the network sees, for the corner marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from explorer.models.base import Model


def seen_region(model: Model | None, size: tuple[int, int]) -> tuple[float, float, float, float] | None:
    """(left, top, right, bottom) as shares 0..1 of a picture of `size` (width, height); None where nobody knows."""
    shown_region = getattr(model and model.preprocessing, "shown_region", None)
    if shown_region is None:
        return None
    width, height = size
    left, top, right, bottom = shown_region((width, height))
    return left / width, top / height, right / width, bottom / height
