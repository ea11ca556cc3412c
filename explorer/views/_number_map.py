"""A map in which cells can be pointed at and picked, under its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from explorer.widgets.cell_map import CellMap
from explorer.widgets.cell_painter import Cells
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.index_colours import index_colours
from explorer.widgets.side_by_side import SideBySide

if TYPE_CHECKING:
    import numpy as np

    from explorer.views._explained import OneMap


class NumberMap(QWidget):
    """Shows OneMap, and frames around some of its cells. `hovered` has -1, -1 when the pointer has left."""

    hovered = Signal(int, int)
    picked = Signal(int, int)
    moved = Signal(int, int)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._one: OneMap | None = None
        self._title, self._caption = QLabel(title, self), ElidedLabel("caption", Qt.TextElideMode.ElideMiddle, self)
        self._title.setProperty("role", "section")
        self.map = CellMap(self)
        self.map.setAccessibleName(title)
        self.map.set_numbers(False)
        self.map.hovered.connect(self.hovered)
        self.map.picked.connect(self.picked)
        self.map.moved.connect(self.moved)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(SideBySide(self._title, self._caption, spacing=6, below=0, together=True))
        column.addWidget(self.map, 1)

    def show_map(self, one: OneMap | None, colour_map: str, caption: str) -> None:
        """Show a map in the colours of a colour map, None for nothing."""
        self._one = one
        cells = None if one is None else Cells(one.values, one.indices)
        self.map.show_cells(cells, index_colours(colour_map))
        self._caption.set_whole_text(caption)

    def frame(self, cells: np.ndarray) -> None:
        """Frame cells (n, 2): a rectangle where they fill one, else each of them."""
        if not len(cells):
            self.map.set_frames(())
            return
        (top, left), (bottom, right) = cells.min(axis=0).tolist(), cells.max(axis=0).tolist()
        whole = (top, bottom + 1, left, right + 1)
        if (bottom + 1 - top) * (right + 1 - left) == len(cells):
            self.map.set_frames((whole,))
        else:
            self.map.set_frames(tuple((row, row + 1, column, column + 1) for row, column in cells.tolist()))
