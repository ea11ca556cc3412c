"""The moved input of the shift test: a small picture, by how much it moved, and the curves' values there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from explorer.widgets.curve_legend import CurveLegend
from explorer.widgets.numbers import MINUS
from explorer.widgets.wrapped_text import WrappedText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from explorer.core.invariance import Invariance
    from explorer.widgets.curve_chart import Curve

_THUMB = 56
_WIDTH = 220


class MovedInput(QWidget):
    """Stands beside the curves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumb, self._legend = QLabel(self), CurveLegend(self)
        self._title, self._note = QLabel(self), WrappedText("caption", parent=self)
        self._title.setProperty("role", "strong")
        self._thumb.setFixedSize(_THUMB, _THUMB)
        self._thumb.setAccessibleName(self.tr("The moved input"))
        self.setMaximumWidth(_WIDTH)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._note, 1)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self._thumb, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top, 1)
        column.addWidget(self._legend)

    def show_moved(self, found: Invariance, position: int) -> None:
        """Show one of the experiment's inputs."""
        titles = {"shift": self.tr("Shift {0} px"), "rotate": self.tr("Rotate {0}°"), "scale": self.tr("Scale {0} %")}
        self._title.setText(titles[found.movement].format(amount_text(int(found.amounts[position]))))
        self._thumb.setPixmap(_thumbnail(found.pictures, position, self.devicePixelRatioF()))

    def show_note(self, text: str) -> None:
        """Say something of it."""
        self._note.set_text(text)

    def show_curves(self, curves: Sequence[Curve], position: int) -> None:
        """Show the curves' values at a position."""
        self._legend.show_curves(curves, position)


def amount_text(amount: int) -> str:
    """An amount with its sign: `+2`, `−3`, `0`."""
    return f"{amount:+d}".replace("-", MINUS) if amount else "0"


def _thumbnail(pictures: np.ndarray, position: int, ratio: float) -> QPixmap:
    """A picture as the network gets it, all of them on one range."""
    low, high = float(pictures.min()), float(pictures.max())
    shown = pictures[position][:3] if pictures.shape[1] >= 3 else pictures[position][[0, 0, 0]]
    pixels = np.clip((shown - low) / ((high - low) or 1) * 255, 0, 255).astype(np.uint8)
    pixels = np.ascontiguousarray(pixels.transpose(1, 2, 0))
    height, width = pixels.shape[:2]
    image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    side = round(_THUMB * ratio)
    smooth, plain = Qt.TransformationMode.SmoothTransformation, Qt.TransformationMode.FastTransformation
    way = smooth if max(height, width) > side else plain
    pixmap = QPixmap.fromImage(image.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, way))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
