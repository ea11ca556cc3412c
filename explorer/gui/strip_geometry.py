"""Where the strip's columns, tiles and blocks lie, and what is under a point."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from explorer.core.graph import INPUT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from explorer.gui.strip_columns import Block, ColumnPicture, Columns

TILE = 38
GAP = 5
PITCH = 48
LEFT = 10
HEAD = 60
FOOT = 34
_TOP = 18
_UNDER_TILES = 17


@dataclass(frozen=True, slots=True)
class StripGeometry:
    """The geometry of one structure in a strip of a height; `pictures` by column name tell how many tiles there are."""

    columns: Columns
    pictures: Mapping[str, ColumnPicture]
    height: int

    @property
    def tiles(self) -> int:
        """How many tiles fit one below the other."""
        return tiles_in(self.height)

    @property
    def width(self) -> int:
        """Of the whole strip."""
        return 2 * LEFT + len(self.columns.columns) * PITCH

    def column_rect(self, number: int) -> QRectF:
        """A column's whole rectangle."""
        bottom = HEAD + self.tiles * (TILE + GAP) - GAP + _UNDER_TILES
        return QRectF(LEFT + number * PITCH, _TOP, PITCH, bottom - _TOP)

    def block_rect(self, block: Block) -> QRectF:
        """The frame round an open block, its head above and room for arcs below."""
        rect = self.column_rect(block.first).united(self.column_rect(block.last))
        return rect.adjusted(0.5, -16.5, -0.5, 15.5)

    @staticmethod
    def tile_rect(number: int, position: int) -> QRectF:
        """A tile of a column."""
        x = LEFT + number * PITCH + (PITCH - TILE) / 2
        return QRectF(x, HEAD + position * (TILE + GAP), TILE, TILE)

    def vector_rect(self, number: int) -> QRectF:
        """The place of a vector's one tall picture: that of all tiles."""
        first = self.tile_rect(number, 0)
        return QRectF(first.left(), first.top(), TILE, self.tiles * (TILE + GAP) - GAP)

    def input_rect(self) -> QRectF:
        """The network's input, in the middle of the first column."""
        rect = QRectF(0, 0, TILE, TILE)
        rect.moveCenter(self.vector_rect(0).center())
        return rect

    def anchors(self, number: int, right: bool) -> list[QPointF]:
        """Where edges leave (right) or reach (left) the tiles of a column."""
        column = self.columns.columns[number]
        picture = self.pictures.get(column.name)
        if column.name == INPUT:
            rects = [self.input_rect()]
        elif picture is None or is_vector(picture):
            rects = [self.vector_rect(number)]
        else:
            rects = [self.tile_rect(number, place) for place in range(len(picture.channels))]
        return [QPointF(rect.right() + 1 if right else rect.left() - 1, rect.center().y()) for rect in rects]

    def number_at(self, point: QPointF) -> int | None:
        """The column under a point."""
        number = int((point.x() - LEFT) // PITCH)
        return number if 0 <= number < len(self.columns.columns) else None

    def channel_at(self, number: int, point: QPointF) -> int | None:
        """The channel of the tile, or of the cell of a vector, under a point of a column."""
        picture = self.pictures.get(self.columns.columns[number].name)
        if picture is None or not len(picture.colours):
            return None
        if is_vector(picture):
            rect = self.vector_rect(number)
            rows, wide = picture.colours.shape[1:]
            row = int((point.y() - rect.top()) / rect.height() * rows)
            index = row * wide + int((point.x() - rect.left()) / rect.width() * wide)
            return index if rect.contains(point) and index < picture.count else None
        places = range(len(picture.channels))
        hit = next((place for place in places if self.tile_rect(number, place).contains(point)), None)
        return None if hit is None else picture.channels[hit]

    def block_at(self, number: int) -> Block | None:
        """The open block that a column belongs to."""
        return next((block for block in self.columns.blocks if block.first <= number <= block.last), None)

    def block_head_at(self, point: QPointF) -> Block | None:
        """The block whose head is under a point."""
        number = self.number_at(point)
        return self.block_at(number) if number is not None and point.y() <= _TOP + 1 else None


def is_vector(picture: ColumnPicture) -> bool:
    """Whether a column shows one tall picture whose cells are the channels."""
    return picture.values is not None or len(picture.channels) != len(picture.colours)


def tiles_in(height: int) -> int:
    """How many tiles a strip of `height` pixels shows one below the other."""
    return max(1, (height - HEAD - FOOT + GAP) // (TILE + GAP))


def columns_between(left: int, right: int) -> tuple[int, int]:
    """Numbers of the first and last columns between two horizontal positions."""
    return max(0, (left - LEFT) // PITCH), max(0, (right - LEFT) // PITCH)
