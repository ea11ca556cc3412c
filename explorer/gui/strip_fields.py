"""What a picked cell depends on, framed in the small maps of the network strip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from explorer.core.graph import INPUT
from explorer.gui.strip_geometry import is_vector
from explorer.gui.strip_painter import map_rects

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.core.fields import Field, Fields
    from explorer.gui.strip_geometry import StripGeometry

_SMALLEST = 3.0


def field_boxes(geometry: StripGeometry, fields: Fields, channel: int, numbers: range) -> list[QRectF]:
    """Frames of the fields in those columns that are before the cell's own; there, of the cell in the `channel`'s map.

    Maps all of which counts have no frame: it would say nothing where the input's says that it is the whole.
    """
    return [box for number in numbers for box in _boxes(geometry, number, fields, channel)]


def _boxes(geometry: StripGeometry, number: int, fields: Fields, channel: int) -> Iterator[QRectF]:
    name = geometry.columns.columns[number].name
    field = fields.on(name)
    if field is None:
        return
    picture = geometry.pictures.get(name)
    if name == INPUT:
        yield _box(geometry.input_rect(), field)
    elif picture is not None and len(picture.colours) and not is_vector(picture) and not field.whole:
        rects = [rect for rect, _ in map_rects(number, picture.colours.shape)]
        own = name == fields.name
        for rect, shown in zip(rects, picture.channels, strict=True):
            if not own or shown == channel:
                yield _box(rect, field)


def _box(rect: QRectF, field: Field) -> QRectF:
    """The field's rectangle in a map painted at `rect`, never too small to be seen."""
    height, width = field.cells.shape
    area = field.area
    assert area is not None
    top, bottom, left, right = area
    down, across = rect.height() / height, rect.width() / width
    box = QRectF(rect.left() + left * across, rect.top() + top * down, (right - left) * across, (bottom - top) * down)
    grow_x, grow_y = max(0.0, _SMALLEST - box.width()) / 2, max(0.0, _SMALLEST - box.height()) / 2
    return box.adjusted(-grow_x, -grow_y, grow_x, grow_y).toAlignedRect().toRectF()
