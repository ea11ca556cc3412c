"""Paints the network strip: blocks, edges and columns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPainterPath, QPen, QStaticText, QTransform

from explorer.core.graph import INPUT
from explorer.gui.strip_geometry import PITCH, TILE, StripGeometry, columns_between, is_vector
from explorer.widgets import theme
from explorer.widgets.fitted_font import fitted_font
from explorer.widgets.numbers import number_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QRect

    from explorer.gui.strip_columns import Column, ColumnPicture

_CENTRE = Qt.AlignmentFlag.AlignCenter
_ALL_TO_ALL = frozenset({"conv", "linear", "attention", "merge"})


@dataclass(frozen=True)
class StripPainter:
    """One painting of the strip.

    Attributes:
        geometry: where everything lies.
        images: the small maps of each column, stacked in one picture.
        input: the network's input.
        selected, channel: the selected layer and channel.
        focused: whether the strip has the keyboard.
    """

    geometry: StripGeometry
    images: Mapping[str, QImage]
    input: QImage | None
    selected: str | None
    channel: int
    focused: bool

    def ground_key(self, area: QRect) -> object:
        """Equal keys mean that `paint_ground` paints the same in `area`."""
        names = (self.geometry.columns.columns[number].name for number in self.numbers(area))
        pictures = ((name, self.geometry.pictures.get(name)) for name in names)
        tiles = tuple((n, p.colours.shape, p.channels, p.count) if p is not None else n for n, p in pictures)
        looks = (self.geometry.columns, self.geometry.height, theme.tokens())
        return area.getRect(), tiles, looks, self.selected, self.channel, self.focused

    def paint_ground(self, painter: QPainter, area: QRect) -> None:
        """Paint all of `area` that stays while one draws: blocks, edges, heads, outlines."""
        numbers = self.numbers(area)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_blocks(painter, numbers.start, numbers.stop - 1)
        self._paint_selected_card(painter)
        self._paint_edges(painter, numbers.start, numbers.stop - 1)
        for number in numbers:
            self._paint_column(painter, number, self.geometry.columns.columns[number])

    def paint_maps(self, painter: QPainter, area: QRect) -> None:
        """Paint the small maps in `area` upon the ground."""
        for number in self.numbers(area):
            column = self.geometry.columns.columns[number]
            picture, image = self.geometry.pictures.get(column.name), self.images.get(column.name)
            if column.name == INPUT:
                self._paint_input(painter)
            elif picture is None or image is None:
                painter.fillRect(self.geometry.tile_rect(number, 0), theme.colour("surface-3"))
            elif is_vector(picture):
                self._paint_vector(painter, number, image, picture)
            elif len(picture.colours):
                self._paint_tiles(painter, number, image, picture)

    def numbers(self, area: QRect) -> range:
        """The columns that an area shows."""
        first, last = columns_between(area.left() - PITCH, area.right() + PITCH)
        return range(first, min(last + 1, len(self.geometry.columns.columns)))

    # ---- blocks and edges

    def _paint_blocks(self, painter: QPainter, first: int, last: int) -> None:
        for block in self.geometry.columns.blocks:
            if block.last < first or block.first > last:
                continue
            rect = self.geometry.block_rect(block)
            painter.setPen(QPen(theme.colour("border"), 1))
            painter.setBrush(theme.colour("surface-2"))
            painter.drawRoundedRect(rect, 8, 8)
            painter.setPen(theme.colour("muted"))
            inset = 8 if block.last > block.first else 5
            head = QRectF(rect.left() + inset, rect.top() + 2, rect.width() - inset - 3, 14)
            painter.setFont(fitted_font("caption", f"▾ {block.scope}", head.width()))
            metrics = QFontMetricsF(painter.font())
            text = metrics.elidedText(f"▾ {block.scope}", Qt.TextElideMode.ElideMiddle, head.width())
            painter.drawText(head, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_selected_card(self, painter: QPainter) -> None:
        number = self.geometry.columns.index_of(self.selected)
        if number is None:
            return
        painter.setPen(QPen(theme.colour("accent"), 2 if self.focused else 1.5))
        painter.setBrush(theme.colour("accent-soft"))
        painter.drawRoundedRect(self.geometry.column_rect(number).adjusted(1.5, 1.5, -1.5, -0.5), 8, 8)

    def _paint_edges(self, painter: QPainter, first: int, last: int) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        near = QPen(theme.colour("border-2", 0.8), 1)
        far = QPen(theme.colour("muted"), 1.2)
        for start, end in self.geometry.columns.edges:
            if end < first or start > last:
                continue
            adjoining = end == start + 1
            painter.setPen(near if adjoining else far)
            painter.drawPath(self._fan(start, end) if adjoining else self._arc(start, end))

    def _fan(self, start: int, end: int) -> QPainterPath:
        """All to all where every output reads every input, one to one otherwise."""
        column = self.geometry.columns.columns[end]
        sources, targets = self.geometry.anchors(start, right=True), self.geometry.anchors(end, right=False)
        whole = column.folded or column.kinds[0] in _ALL_TO_ALL
        pairs = [(s, t) for s in sources for t in targets] if whole else list(zip(sources, targets, strict=False))
        path = QPainterPath()
        for source, target in pairs:
            middle = (source.x() + target.x()) / 2
            path.moveTo(source)
            path.cubicTo(QPointF(middle, source.y()), QPointF(middle, target.y()), target)
        return path

    def _arc(self, start: int, end: int) -> QPainterPath:
        """A skip: below the columns, the deeper the longer; an arrow where it comes in."""
        bottom = self.geometry.column_rect(start).bottom() - 1
        left = self.geometry.column_rect(start).center().x()
        right = self.geometry.column_rect(end).center().x()
        low = bottom + min(14.0, 6.0 + 2.0 * (end - start) ** 0.5)
        path = QPainterPath(QPointF(left, bottom))
        path.cubicTo(QPointF(left + 6, low), QPointF(left + 10, low), QPointF(left + 16, low))
        path.lineTo(right - 16, low)
        path.cubicTo(QPointF(right - 10, low), QPointF(right - 6, low), QPointF(right, bottom))
        path.moveTo(right - 6, bottom + 0.5)
        path.lineTo(right, bottom)
        path.lineTo(right - 4, bottom + 4)
        return path

    # ---- columns

    def _paint_column(self, painter: QPainter, number: int, column: Column) -> None:
        if column.folded:
            self._paint_stack(painter, number, column)
        self._paint_head(painter, self.geometry.column_rect(number), column)
        picture = self.geometry.pictures.get(column.name)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self._paint_outlines(painter, number, column, picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_foot(painter, number, column, picture)

    def _paint_outlines(self, painter: QPainter, number: int, column: Column, picture: ColumnPicture | None) -> None:
        if column.name == INPUT:
            _outline(painter, self.geometry.input_rect(), chosen=False)
        elif picture is not None and is_vector(picture):
            _outline(painter, self.geometry.vector_rect(number), chosen=False)
        elif picture is not None:
            # A folded block shows its last call: the tile of another call inside it is not on the screen.
            here = self.selected == column.name
            for channel, (rect, _) in zip(picture.channels, map_rects(number, picture.colours.shape), strict=True):
                _outline(painter, rect, here and channel == self.channel)

    def _paint_stack(self, painter: QPainter, number: int, column: Column) -> None:
        rect = self.geometry.column_rect(number).adjusted(2.5, 2, -2.5, -1)
        chosen = self.selected in column.calls
        painter.setPen(QPen(theme.colour("border-2"), 1))
        painter.setBrush(theme.colour("surface-2"))
        for shift in (4, 2):
            painter.drawRoundedRect(rect.adjusted(shift / 2, -shift, -shift / 2, -rect.height() * 0.8), 6, 6)
        if chosen:
            painter.setPen(QPen(theme.colour("accent"), 1.5))
            painter.setBrush(theme.colour("accent-soft"))
        painter.drawRoundedRect(rect, 6, 6)

    def _paint_head(self, painter: QPainter, rect: QRectF, column: Column) -> None:
        width = (rect.width() - 10) / len(column.kinds)
        for place, kind in enumerate(column.kinds):
            bar = QRectF(rect.left() + 5 + place * width, rect.top() + 6, width, 3)
            painter.fillRect(bar, theme.colour(f"kind-{kind}"))
        # A little less than the column: the names of neighbours do not run together.
        line = QRectF(rect.left() + 2.5, rect.top() + 11, rect.width() - 5, 15)
        painter.setPen(theme.colour("accent" if self.selected in column.calls else "text"))
        painter.setFont(fitted_font("caption-strong", column.title, line.width()))
        _elided(painter, line, column.title)
        painter.setFont(theme.font("tile"))
        painter.setPen(theme.colour("muted"))
        shape = short_shape(column.shape)
        if painter.fontMetrics().horizontalAdvance(shape) > line.width():
            shape = shape.replace(" ", "")
        # Where letters are larger than usual columns are not.
        painter.setFont(fitted_font("tile", shape, line.width()))
        _elided(painter, line.translated(0, 14), shape)

    def _paint_input(self, painter: QPainter) -> None:
        rect = self.geometry.input_rect()
        if self.input is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.input.width() > TILE)
            painter.drawImage(rect, self.input)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)

    def _paint_vector(self, painter: QPainter, number: int, image: QImage, picture: ColumnPicture) -> None:
        rect = self.geometry.vector_rect(number)
        painter.drawImage(rect, image)
        if picture.values is not None:
            _paint_numbers(painter, rect, picture, image)

    def _paint_tiles(self, painter: QPainter, number: int, image: QImage, picture: ColumnPicture) -> None:
        for rect, part in map_rects(number, picture.colours.shape):
            painter.drawImage(rect, image, part)

    def _paint_foot(self, painter: QPainter, number: int, column: Column, picture: ColumnPicture | None) -> None:
        more = picture.count - len(picture.channels) if picture is not None and not is_vector(picture) else 0
        text = f"▸ {len(column.calls)}" if column.folded else f"+{more:,}" if more > 0 else ""
        rect = self.geometry.column_rect(number)
        painter.setFont(theme.font("tile"))
        painter.setPen(theme.colour("muted"))
        painter.drawText(QRectF(rect.left(), rect.bottom() - 15, rect.width(), 13), _CENTRE, text)


def short_shape(shape: tuple[int, ...]) -> str:
    """`32 · 14²`, `64`, `3 · 224 × 160`: a shape in the width of a column."""
    if len(shape) == 3:
        side = f"{shape[1]}²" if shape[1] == shape[2] else f"{shape[1]} × {shape[2]}"
        return f"{shape[0]} · {side}"
    return " × ".join(map(str, shape))


def _elided(painter: QPainter, rect: QRectF, text: str) -> None:
    text = QFontMetricsF(painter.font()).elidedText(text, Qt.TextElideMode.ElideMiddle, rect.width())
    painter.drawText(rect, _CENTRE, text)


@lru_cache(maxsize=512)
def map_rects(number: int, shape: tuple[int, int, int]) -> list[tuple[QRectF, QRectF]]:
    """Where the maps (tiles, h, w) of a column are painted, and where each lies in the picture of all of them."""
    count, height, width = shape
    tiles = (_fitted(StripGeometry.tile_rect(number, place), width, height) for place in range(count))
    return [(tile, QRectF(0, place * height, width, height)) for place, tile in enumerate(tiles)]


def _fitted(rect: QRectF, width: int, height: int) -> QRectF:
    """The largest rectangle of the map's own proportions in the middle of a tile."""
    factor = min(rect.width() / width, rect.height() / height)
    size = QSize(max(2, round(width * factor)), max(2, round(height * factor)))
    fitted = QRectF(0, 0, size.width(), size.height())
    fitted.moveCenter(rect.center())
    return fitted.toAlignedRect().toRectF()


def _outline(painter: QPainter, rect: QRectF, chosen: bool) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("accent"), 2) if chosen else QPen(theme.colour("border-2"), 1))
    painter.drawRect(rect.adjusted(-2, -2, 2, 2) if chosen else rect.adjusted(-1, -1, 0, 0))


def _paint_numbers(painter: QPainter, rect: QRectF, picture: ColumnPicture, image: QImage) -> None:
    """The values of a short vector, dark on light cells and white on dark ones."""
    values = picture.values
    assert values is not None
    height = rect.height() / len(values)
    if height < 10:
        return
    font = theme.font("tile")
    painter.setFont(font)
    above = QFontMetricsF(font).height() / 2
    for row, value in enumerate(values):
        pixel = image.pixelColor(0, row)
        luma = 0.2126 * pixel.redF() + 0.7152 * pixel.greenF() + 0.0722 * pixel.blueF()
        painter.setPen(QColor("#14171D") if luma > 0.48 else QColor("#FFFFFF"))
        texts = (*(number_text(float(value), digits) for digits in (2, 1)), "…")
        laid = (_laid_out(text, font.pixelSize()) for text in texts)
        fitting = next(text for text in laid if text.size().width() <= rect.width() or text.text() == "…")
        left = rect.left() + (rect.width() - fitting.size().width()) / 2
        painter.drawStaticText(QPointF(left, rect.top() + (row + 0.5) * height - above), fitting)


@lru_cache(maxsize=1024)
def _laid_out(text: str, _pixels: int) -> QStaticText:
    """A number ready to be painted: of two digits there are not many, and laying them out takes longest."""
    laid = QStaticText(text)
    laid.setTextFormat(Qt.TextFormat.PlainText)
    laid.prepare(QTransform(), theme.font("tile"))
    return laid
