"""What is painted over the tiles of a mosaic, in device pixels: lines stay one pixel and texts readable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QTransform

from explorer.widgets import theme
from explorer.widgets.mosaic_layout import LABEL_HEIGHT, LABEL_WIDTH, RANGE_WIDTH

if TYPE_CHECKING:
    from collections.abc import Sequence

_SMALLEST_OUTLINED = 12
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A tile on the screen: its number and its rectangle in pixels."""

    index: int
    rect: QRectF


def has_still(width: float, labels: Sequence[str]) -> bool:
    """Whether tiles of a width in pixels have anything over them that stays while their values change."""
    return width >= _SMALLEST_OUTLINED or shows_labels(width, labels)


def shows_labels(width: float, labels: Sequence[str]) -> bool:
    """Whether there is room for labels."""
    return bool(labels) and width >= LABEL_WIDTH


def shows_ranges(width: float, ranges: Sequence[str]) -> bool:
    """Whether there is room for ranges beside them."""
    return bool(ranges) and width >= RANGE_WIDTH


def paint_outlines(painter: QPainter, places: Sequence[Place]) -> None:
    """A line round each tile that is not too small."""
    if places[0].rect.width() < _SMALLEST_OUTLINED:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(theme.colour("border-2"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    # On a fine screen a line of one logical pixel would lie half upon the tiles.
    ratio = painter.device().devicePixelRatioF()
    painter.save()
    painter.scale(1 / ratio, 1 / ratio)
    fine = QTransform.fromScale(ratio, ratio)
    painter.drawRects([fine.mapRect(place.rect).toRect().adjusted(-1, -1, 0, 0) for place in places])
    painter.restore()


def paint_labels(
    painter: QPainter, places: Sequence[Place], labels: Sequence[str], ranges: Sequence[str], selected: int | None
) -> None:
    """The label at the left under each tile, in the accent under the selected one, and its range at the right."""
    width = places[0].rect.width()
    if not shows_labels(width, labels):
        return
    with_range = shows_ranges(width, ranges)
    text, muted, accent = theme.colour("text"), theme.colour("muted"), theme.colour("accent")
    plain, strong = theme.font("tile"), theme.font("tile-strong")
    painter.setFont(plain)
    for place in places:
        label, rect = labels[place.index], place.rect
        line = QRectF(rect.left(), rect.bottom() + 2, rect.width(), LABEL_HEIGHT)
        chosen = place.index == selected
        if chosen:
            painter.setFont(strong)
        painter.setPen(accent if chosen else text)
        painter.drawText(line, _LEFT, label)
        if chosen:
            painter.setFont(plain)
        if with_range:
            metrics, shown = painter.fontMetrics(), ranges[place.index]
            room = line.width() - metrics.horizontalAdvance(label) - 4
            if metrics.horizontalAdvance(shown) <= room:
                painter.setPen(muted)
                painter.drawText(line, _RIGHT, shown)


def paint_silent(painter: QPainter, rect: QRectF) -> None:
    """Hatch a tile whose values are all zero."""
    painter.fillRect(rect, QBrush(theme.colour("muted", 0.55), Qt.BrushStyle.BDiagPattern))


def paint_broken(painter: QPainter, rect: QRectF) -> None:
    """Frame a tile with NaN or infinity, and say so where there is room."""
    painter.setPen(QPen(theme.colour("invalid"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect)
    if rect.width() >= LABEL_WIDTH:
        badge = QRectF(rect.left(), rect.top(), 26, 14)
        painter.fillRect(badge, theme.colour("invalid"))
        painter.setFont(theme.font("tile-strong"))
        painter.setPen(QColor("#FFFFFF"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, "NaN")


def paint_ring(painter: QPainter, rect: QRectF, dashed: bool) -> None:
    """The ring round the selected tile."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(theme.colour("accent"), 2)
    if dashed:
        pen.setStyle(Qt.PenStyle.DashLine)
    gap = 2.5 if rect.width() >= 24 else 1.0
    painter.setPen(pen)
    painter.drawRoundedRect(rect.adjusted(-gap, -gap, gap, gap), 3, 3)


def paint_probe(painter: QPainter, *boxes: QRectF) -> None:
    """The frames round selected cells, or round what they depend on."""
    if not boxes:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("halo"), 1))
    painter.drawRects([box.adjusted(-2, -2, 1, 1) for box in boxes])
    painter.setPen(QPen(theme.colour("probe"), 1))
    painter.drawRects([box.adjusted(-1, -1, 0, 0) for box in boxes])
