"""A colour map drawn as a strip."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from numpy.typing import NDArray


def gradient_image(table: NDArray[np.uint8], width: int, height: int) -> QImage:
    """The colours (256, 3) of a map from left to right, in `width` x `height` pixels."""
    row = table[np.linspace(0, len(table) - 1, width).round().astype(int)]
    picture = np.ascontiguousarray(np.broadcast_to(row, (height, width, 3)))
    return QImage(picture.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
