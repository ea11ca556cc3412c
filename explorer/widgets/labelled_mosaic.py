"""A mosaic with numbered rows and columns, whose tooltip says what its owner knows about a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from explorer.widgets.mosaic_view import MosaicView
from explorer.widgets.tile_ruler import Ticks, TileRuler

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from explorer.widgets.mosaic_item import Tiles

_LARGEST = 48
_SMALLEST, _SMALLEST_OF_FEW = 24, 40
_FEW = 8


class FilterMosaic(MosaicView):
    """A mosaic that fits one large matrix, or rows of a fixed number of tiles, into its width."""

    moved = Signal()
    """Zoom or place changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_matrix = False
        self._laid: tuple[Tiles, int | None, float] | None = None
        self.text_at: Callable[[int, int, int], str] = lambda index, row, column: f"{index} ({row}, {column})"

    def place_of(self, index: int, row: float, column: float) -> QPointF:
        """The middle of a cell of tile `index` in the viewport."""
        tiles, position = self._tiles, None if self._tiles is None else self._tiles.position_of(index)
        if tiles is None or position is None or self._item.grid is None:
            return QPointF()
        rect = self._item.rect_of(position)
        height, width = tiles.values.shape[1:]
        inside = QPointF((column + 0.5) * rect.width() / width, (row + 0.5) * rect.height() / height)
        return (rect.topLeft() + inside - self._origin) * self._scale

    def text_of(self, index: int, row: int, column: int) -> str:
        """The owner's words."""
        return self.text_at(index, row, column)

    def _lay_out(self) -> None:
        self._tile_size = self._fitting_size()
        if self._tiles is not None and (self.is_matrix or self._tiles.columns is not None):
            # Such a layout does not depend on the width: rulers that come and go need no new picture.
            laid = (self._tiles, self._tile_size, self._canvas.devicePixelRatioF())
            if laid == self._laid:
                self._apply_range()
                return
            self._laid = laid
        else:
            self._laid = None
        super()._lay_out()

    def _fitting_size(self) -> int | None:
        tiles = self._tiles
        if tiles is None or not tiles.count:
            return None
        room_across, room_down = max(1, self._canvas.width() - 28), max(1, self._canvas.height() - 28)
        height, width = tiles.values.shape[1:]
        if self.is_matrix:
            cell = max(1, min(room_across // width, room_down // height, 64))
            if cell > 5 and all(cell % unit for unit in (2, 3, 5)):
                cell -= 1  # the layout would round a prime number of pixels up
            return cell * max(height, width)
        if tiles.columns is None:
            return None
        across, rows = room_across / tiles.columns, -(-tiles.count // tiles.columns)
        least = _SMALLEST_OF_FEW if tiles.columns <= _FEW else _SMALLEST
        return int(0.85 * max(min(across, room_down / rows, _LARGEST), min(across, least)))

    def _apply_range(self) -> None:
        super()._apply_range()
        self.moved.emit()


class LabelledMosaic(QWidget):
    """A FilterMosaic between two rulers, which are there only for matrices."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mosaic = FilterMosaic(self)
        self._rows = TileRuler(Qt.Orientation.Vertical, self)
        self._columns = TileRuler(Qt.Orientation.Horizontal, self)
        self._tiles: Tiles | None = None
        self._per_line = (1, 1)
        self._selected: int | None = None
        self._notes: Sequence[str] = ()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self._columns, 0, 1)
        grid.addWidget(self._rows, 1, 0)
        grid.addWidget(self.mosaic, 1, 1)
        self.mosaic.moved.connect(self._show_rulers)

    def show_tiles(
        self, tiles: Tiles, is_matrix: bool = False, per_line: tuple[int, int] = (1, 1), notes: Sequence[str] = ()
    ) -> None:
        """Show tiles.

        Args:
            tiles: with a fixed number of columns they are a matrix of tiles.
            is_matrix: whether the only tile is a matrix of numbers.
            per_line: how many rows and columns of the real matrix one cell of a single tile stands for.
            notes: a word for each row of a matrix of tiles.
        """
        self._tiles, self._per_line, self._notes = tiles, per_line, notes
        self.mosaic.is_matrix = is_matrix
        for ruler in (self._rows, self._columns):
            ruler.setVisible(is_matrix or tiles.columns is not None)
        self.mosaic.show_tiles(tiles)

    def set_columns_title(self, title: str) -> None:
        """What the numbers above the columns count."""
        self._columns.set_title(title)

    def set_selected(self, tile: int | None, row: int | None) -> None:
        """Ring a tile, and mark the number of a row of the real matrix."""
        self._selected = row
        self.mosaic.set_selected(tile)
        self._show_rulers()

    def _show_rulers(self) -> None:
        tiles = self._tiles
        if tiles is None or not (self.mosaic.is_matrix or tiles.columns is not None):
            return
        height, width = tiles.values.shape[1:]
        place = self.mosaic.place_of
        if self.mosaic.is_matrix:
            origin, next_one = place(0, 0, 0), place(0, 1, 1)
            counts = height, width
        else:
            across = tiles.columns or 1
            counts = -(-tiles.count // across), across
            middle = (height - 1) / 2, (width - 1) / 2
            origin = place(0, *middle)
            below = place(min(across, tiles.count - 1), *middle)
            beside = place(min(1, tiles.count - 1), *middle)
            next_one = QPointF(beside.x(), below.y())
        self._rows.show_ticks(
            Ticks(counts[0], origin.y(), next_one.y() - origin.y(), self._per_line[0], self._selected, self._notes)
        )
        self._columns.show_ticks(Ticks(counts[1], origin.x(), next_one.x() - origin.x(), self._per_line[1]))
