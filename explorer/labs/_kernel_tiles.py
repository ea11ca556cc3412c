"""The well-known kernels as small pictures, and one of random numbers."""

from __future__ import annotations

from functools import partial

import numpy as np
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from explorer.core.lab_kernels import KERNELS, kernel
from explorer.labs._shown import signed_colours
from explorer.widgets.picture_tile import PictureTile

RANDOM = "random"
_COLUMNS = 5
_SOME = np.array([[0.4, -0.9, 0.1], [-0.3, 0.8, 0.6], [1.0, -0.5, -0.1]])
_TITLES = {
    "vertical": QT_TRANSLATE_NOOP("KernelTiles", "Vertical"),
    "horizontal": QT_TRANSLATE_NOOP("KernelTiles", "Horizontal"),
    "sobel-x": QT_TRANSLATE_NOOP("KernelTiles", "Sobel x"),
    "sobel-y": QT_TRANSLATE_NOOP("KernelTiles", "Sobel y"),
    "prewitt-x": QT_TRANSLATE_NOOP("KernelTiles", "Prewitt x"),
    "prewitt-y": QT_TRANSLATE_NOOP("KernelTiles", "Prewitt y"),
    "laplacian": QT_TRANSLATE_NOOP("KernelTiles", "Laplacian"),
    "blur": QT_TRANSLATE_NOOP("KernelTiles", "Blur"),
    "gaussian": QT_TRANSLATE_NOOP("KernelTiles", "Gaussian"),
    "sharpen": QT_TRANSLATE_NOOP("KernelTiles", "Sharpen"),
    "emboss": QT_TRANSLATE_NOOP("KernelTiles", "Emboss"),
    "identity": QT_TRANSLATE_NOOP("KernelTiles", "Identity"),
    RANDOM: QT_TRANSLATE_NOOP("KernelTiles", "Random"),
}


class KernelTiles(QWidget):
    """Tiles of which the one that is in use is framed, whoever chose it."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tiles: dict[str, PictureTile] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        for place, name in enumerate(_TITLES):
            tile = PictureTile(self.title(name), partial(_picture, name))
            size = KERNELS.get(name)
            tile.setToolTip(
                self.tr("Random numbers, others at every click")
                if size is None
                else self.tr("{0}, {1} × {1}").format(self.title(name), size)
            )
            tile.clicked.connect(lambda _checked=False, name=name: self.picked.emit(name))
            grid.addWidget(tile, *divmod(place, _COLUMNS))
            self._tiles[name] = tile
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)

    def title(self, name: str) -> str:
        """What people call a kernel; empty for one without a name."""
        return QCoreApplication.translate("KernelTiles", str(_TITLES[name])) if name in _TITLES else ""

    def tile(self, name: str) -> PictureTile:
        """The tile of a kernel. Raises KeyError."""
        return self._tiles[name]

    def show_current(self, name: str) -> None:
        """Frame one kernel, or none."""
        for key, tile in self._tiles.items():
            tile.setChecked(key == name)


def _picture(name: str) -> np.ndarray:
    weights = _SOME if name == RANDOM else kernel(name)
    return np.ascontiguousarray(signed_colours(weights, float(np.abs(weights).max())))
