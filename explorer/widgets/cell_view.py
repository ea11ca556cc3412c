"""Where the cells of a map lie in a widget that shows all of it, or a part of it enlarged."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF

Area = tuple[int, int, int, int]
"""Row start and stop, column start and stop."""

MARGIN = 4
_LINE_HEIGHT = 32


@dataclass(frozen=True, slots=True)
class CellView:
    """A map of `shape` (rows, columns) in a widget.

    Attributes:
        shape: rows and columns of the map.
        room: height and width of the widget in pixels.
        ratio: device pixels per pixel.
        zoom: 1 shows the whole map.
        middle: (y, x) 0..1, which place of the map is in the widget's middle where the map is larger than it.
    """

    shape: tuple[int, int]
    room: tuple[int, int]
    ratio: float = 1.0
    zoom: float = 1.0
    middle: tuple[float, float] = (0.5, 0.5)

    @property
    def sizes(self) -> tuple[float, float]:
        """(height, width) of a cell in pixels, whole device pixels where it has one; 0 for a map without cells.

        Cells are square, but a map of one line is made a few pixels thicker.
        """
        height, width = self.shape
        if not height or not width:
            return 0.0, 0.0
        room_down, room_across = (max(1.0, (size - 2 * MARGIN) * self.ratio) for size in self.room)
        whole = min(room_down / height, room_across / width)
        side = (float(int(whole)) if whole >= 1 else whole) * self.zoom
        side = float(int(side)) if side >= 1 else side
        thick = max(side, min(_LINE_HEIGHT * self.ratio, room_down if height == 1 else room_across))
        down, across = (thick if height == 1 < width else side), (thick if width == 1 < height else side)
        return down / self.ratio, across / self.ratio

    @property
    def cell_size(self) -> float:
        """The shorter side of a cell in pixels."""
        return min(self.sizes)

    @property
    def origin(self) -> QPointF:
        """The upper left corner of the map in the widget."""
        (down, across), (height, width) = self.sizes, self.shape
        return QPointF(
            _start(width * across, self.room[1], self.middle[1]), _start(height * down, self.room[0], self.middle[0])
        )

    @property
    def is_larger(self) -> bool:
        """Whether there is more of the map than the widget shows."""
        pairs = zip(self.shape, self.sizes, self.room, strict=True)
        return any(count * size + 2 * MARGIN > room for count, size, room in pairs)

    def area_rect(self, area: Area) -> QRectF:
        """Where an area lies in the widget, also if beyond it."""
        (down, across), origin = self.sizes, self.origin
        top, bottom, left, right = area
        return QRectF(
            origin.x() + left * across, origin.y() + top * down, (right - left) * across, (bottom - top) * down
        )

    def cell_at(self, point: QPointF) -> tuple[int, int] | None:
        """The (row, column) under a point of the widget."""
        (down, across), origin = self.sizes, self.origin
        if down == 0:
            return None
        row, column = int((point.y() - origin.y()) // down), int((point.x() - origin.x()) // across)
        return (row, column) if 0 <= row < self.shape[0] and 0 <= column < self.shape[1] else None

    def in_sight(self) -> Area:
        """The cells that can be seen, also in part."""
        (down, across), origin = self.sizes, self.origin
        if down == 0:
            return 0, 0, 0, 0
        rows = _seen(self.shape[0], down, origin.y(), self.room[0])
        return *rows, *_seen(self.shape[1], across, origin.x(), self.room[1])

    def zoomed(self, zoom: float, at: QPointF) -> CellView:
        """At another zoom, with the same place of the map under a point of the widget."""
        (down, across), origin = self.sizes, self.origin
        row, column = (at.y() - origin.y()) / down, (at.x() - origin.x()) / across
        other = replace(self, zoom=zoom)
        down, across = other.sizes
        return other.with_origin(QPointF(at.x() - column * across, at.y() - row * down))

    def with_origin(self, origin: QPointF) -> CellView:
        """With the map's corner at a place of the widget, as far as the map reaches."""
        (down, across), (height, width) = self.sizes, self.shape
        return replace(
            self,
            middle=(
                _middle(height * down, self.room[0], origin.y(), self.middle[0]),
                _middle(width * across, self.room[1], origin.x(), self.middle[1]),
            ),
        )

    def showing(self, area: Area) -> CellView:
        """Moved no farther than it takes to see an area."""
        rect, origin = self.area_rect(area), self.origin
        dx = max(MARGIN - rect.left(), 0.0) or min(self.room[1] - MARGIN - rect.right(), 0.0)
        dy = max(MARGIN - rect.top(), 0.0) or min(self.room[0] - MARGIN - rect.bottom(), 0.0)
        return self.with_origin(origin + QPointF(dx, dy)) if dx or dy else self


def _start(length: float, room: float, middle: float) -> float:
    if length + 2 * MARGIN <= room:
        return MARGIN
    return min(MARGIN, max(room - MARGIN - length, room / 2 - middle * length))


def _middle(length: float, room: float, start: float, before: float) -> float:
    """The opposite of `_start`; where all is in sight there is nothing to move."""
    if length + 2 * MARGIN <= room:
        return before
    return (room / 2 - min(MARGIN, max(room - MARGIN - length, start))) / length


def _seen(count: int, size: float, start: float, room: float) -> tuple[int, int]:
    first, last = int(-start // size), int((room - start) // size) + 1
    return min(max(0, first), count), min(max(0, last), count)
