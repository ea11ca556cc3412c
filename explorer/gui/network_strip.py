"""The network strip: every layer as a column of small maps, with edges, skip arcs and folded blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from explorer.core.graph import INPUT
from explorer.widgets import theme
from explorer.widgets.image_pane import qimage
from explorer.widgets.index_colours import index_colours
from explorer.widgets.mosaic_item import indexed_image
from explorer.widgets.numbers import number_text
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    import numpy as np
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    from explorer.gui.strip_columns import Column, ColumnPicture, Columns

TILE = 40
GAP = 5
PITCH = 54
_LEFT = 12
_BAR = 18
_HEADER = 60
_FOOTER = 34
_INPUT_TILE = 40


class NetworkStrip(QWidget):
    """Paints the columns it is given; emits what the hand asks for. Lives in a horizontal scroll area."""

    layer_picked = Signal(str)
    channel_picked = Signal(str, int)
    fold_toggled = Signal(str)
    step_asked = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: Columns | None = None
        self._images: dict[str, tuple[QImage, ColumnPicture]] = {}
        self._pictures: dict[str, ColumnPicture] = {}
        self._input: QImage | None = None
        self._selected: str | None = None
        self._channel = 0
        self._maps = ("RdBu", "magma")
        self._tips: dict[str, str] = {}
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(_HEADER + TILE + _FOOTER)
        self.setAccessibleName(self.tr("Network"))
        self.setAccessibleDescription(
            self.tr("The layers from left to right. Left and right walk layers, up and down channels, Enter unfolds.")
        )

    # ---- what is shown

    def show_columns(self, columns: Columns, tips: dict[str, str]) -> None:
        """Another structure: other columns; `tips` by call name."""
        self._columns, self._tips = columns, tips
        self._images = {n: i for n, i in self._images.items() if any(n == c.name for c in columns.columns)}
        self.setMinimumWidth(self.sizeHint().width())
        self.updateGeometry()
        self.update()

    def show_pictures(self, pictures: dict[str, ColumnPicture], seen: np.ndarray | None) -> None:
        """New small maps by column name; `seen`: the input as a picture uint8."""
        self._pictures.update(pictures)
        for name, picture in pictures.items():
            self._images[name] = (self._image(picture), picture)
        if seen is not None:
            self._input = qimage(seen)
        self.update()

    def forget(self) -> None:
        """Another network: what was shown is of no use."""
        self._columns, self._input, self._selected = None, None, None
        self._images.clear()
        self._pictures.clear()
        self.update()

    def set_selected(self, name: str | None, channel: int) -> None:
        """The selected layer and channel."""
        self._selected, self._channel = name, channel
        self.update()

    def set_colour_maps(self, signed: str, positive: str) -> None:
        """The colour maps' names."""
        self._maps = (signed, positive)
        self._repaint_images()

    @property
    def columns(self) -> Columns | None:
        """The structure that is shown."""
        return self._columns

    @property
    def selected(self) -> str | None:
        """The selected layer's name."""
        return self._selected

    def tiles_per_column(self) -> int:
        """How many tiles fit one below the other."""
        return max(1, (self.height() - _HEADER - _FOOTER + GAP) // (TILE + GAP))

    def column_range(self, left: int, right: int) -> tuple[int, int]:
        """Numbers of the first and last columns between two horizontal positions."""
        return max(0, (left - _LEFT) // PITCH), max(0, (right - _LEFT) // PITCH)

    def column_rect(self, number: int) -> QRectF:
        """A column's whole rectangle."""
        bottom = _HEADER + self.tiles_per_column() * (TILE + GAP) - GAP + 17
        return QRectF(_LEFT + number * PITCH, _BAR, PITCH, bottom - _BAR)

    # ---- geometry

    def _tile_rect(self, number: int, position: int) -> QRectF:
        x = _LEFT + number * PITCH + (PITCH - TILE) / 2
        return QRectF(x, _HEADER + position * (TILE + GAP), TILE, TILE)

    def _vector_rect(self, number: int) -> QRectF:
        first = self._tile_rect(number, 0)
        height = self.tiles_per_column() * (TILE + GAP) - GAP
        return QRectF(first.left(), first.top(), TILE, height)

    def _number_at(self, point: QPointF) -> int | None:
        if self._columns is None:
            return None
        number = int((point.x() - _LEFT) // PITCH)
        return number if 0 <= number < len(self._columns.columns) else None

    def _channel_at(self, number: int, point: QPointF) -> int | None:
        assert self._columns is not None
        picture = self._pictures.get(self._columns.columns[number].name)
        if picture is None or not len(picture.colours):
            return None
        if len(picture.channels) != len(picture.colours):  # one tall picture of a vector
            rect = self._vector_rect(number)
            rows, wide = picture.colours.shape[1:]
            row = int((point.y() - rect.top()) / rect.height() * rows)
            index = row * wide + int((point.x() - rect.left()) / rect.width() * wide)
            return index if rect.contains(point) and index < picture.count else None
        hit = next((i for i in range(len(picture.channels)) if self._tile_rect(number, i).contains(point)), None)
        return None if hit is None else picture.channels[hit]

    # ---- painting

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour("surface"))
        columns = self._columns
        if columns is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first, last = self.column_range(event.rect().left() - PITCH, event.rect().right() + PITCH)
        last = min(last, len(columns.columns) - 1)
        self._paint_blocks(painter, first, last)
        self._paint_selected_card(painter)
        self._paint_edges(painter, first, last)
        for number in range(first, last + 1):
            self._paint_column(painter, number, columns.columns[number])

    def _paint_blocks(self, painter: QPainter, first: int, last: int) -> None:
        assert self._columns is not None
        painter.setFont(theme.font("caption"))
        for block in self._columns.blocks:
            if block.last < first or block.first > last:
                continue
            rect = self.column_rect(block.first).united(self.column_rect(block.last)).adjusted(0.5, -16.5, -0.5, 12.5)
            painter.setPen(QPen(theme.colour("border"), 1))
            painter.setBrush(theme.colour("surface-2"))
            painter.drawRoundedRect(rect, 8, 8)
            painter.setPen(theme.colour("muted"))
            head = QRectF(rect.left() + 8, rect.top() + 2, rect.width() - 12, 14)
            text = QFontMetricsF(painter.font()).elidedText(
                f"▾ {block.scope}", Qt.TextElideMode.ElideMiddle, head.width()
            )
            painter.drawText(head, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_selected_card(self, painter: QPainter) -> None:
        assert self._columns is not None
        number = self._columns.index_of(self._selected)
        if number is None:
            return
        painter.setPen(QPen(theme.colour("accent"), 2 if self.hasFocus() else 1.5))
        painter.setBrush(theme.colour("accent-soft"))
        painter.drawRoundedRect(self.column_rect(number).adjusted(1.5, 1.5, -1.5, -0.5), 8, 8)

    def _paint_edges(self, painter: QPainter, first: int, last: int) -> None:
        assert self._columns is not None
        for start, end in self._columns.edges:
            if end < first or start > last:
                continue
            if end == start + 1:
                self._paint_fan(painter, start, end)
            else:
                self._paint_arc(painter, start, end)

    def _paint_fan(self, painter: QPainter, start: int, end: int) -> None:
        """All to all where every output reads every input, one to one otherwise."""
        assert self._columns is not None
        column = self._columns.columns[end]
        sources, targets = self._anchors(start, right=True), self._anchors(end, right=False)
        whole = column.folded or column.kinds[0] in ("conv", "linear", "attention", "merge")
        painter.setPen(QPen(theme.colour("border-2", 0.8), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pairs = [(s, t) for s in sources for t in targets] if whole else list(zip(sources, targets, strict=False))
        path = QPainterPath()
        for source, target in pairs:
            middle = (source.x() + target.x()) / 2
            path.moveTo(source)
            path.cubicTo(QPointF(middle, source.y()), QPointF(middle, target.y()), target)
        painter.drawPath(path)

    def _anchors(self, number: int, right: bool) -> list[QPointF]:
        assert self._columns is not None
        column = self._columns.columns[number]
        picture = self._pictures.get(column.name)
        if column.name == INPUT or picture is None or len(picture.channels) != len(picture.colours):
            rect = self._input_rect() if column.name == INPUT else self._vector_rect(number)
            rects = [rect]
        else:
            rects = [self._tile_rect(number, i) for i in range(len(picture.channels))]
        return [QPointF(rect.right() + 1 if right else rect.left() - 1, rect.center().y()) for rect in rects]

    def _paint_arc(self, painter: QPainter, start: int, end: int) -> None:
        """A skip: below the columns, the deeper the longer; an arrow where it comes in."""
        bottom = self.column_rect(start).bottom() - 1
        left, right = self.column_rect(start).center().x(), self.column_rect(end).center().x()
        depth = min(14.0, 6.0 + 2.0 * (end - start) ** 0.5)
        painter.setPen(QPen(theme.colour("muted"), 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        path = QPainterPath(QPointF(left, bottom))
        path.cubicTo(
            QPointF(left + 6, bottom + depth), QPointF(left + 10, bottom + depth), QPointF(left + 16, bottom + depth)
        )
        path.lineTo(right - 16, bottom + depth)
        path.cubicTo(QPointF(right - 10, bottom + depth), QPointF(right - 6, bottom + depth), QPointF(right, bottom))
        path.moveTo(right - 4, bottom + 3)
        path.lineTo(right, bottom)
        path.lineTo(right - 6, bottom + 0.5)
        painter.drawPath(path)

    def _paint_column(self, painter: QPainter, number: int, column: Column) -> None:
        rect = self.column_rect(number)
        if column.folded:
            self._paint_stack(painter, number)
        self._paint_head(painter, rect, column)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        found = self._images.get(column.name)
        if column.name == INPUT:
            self._paint_input(painter)
        elif found is not None and len(found[1].colours):
            self._paint_tiles(painter, number, *found)
        elif found is None:
            painter.fillRect(self._tile_rect(number, 0), theme.colour("surface-3"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_foot(painter, rect, column, found[1] if found else None)

    def _paint_head(self, painter: QPainter, rect: QRectF, column: Column) -> None:
        bar = QRectF(rect.left() + 5, rect.top() + 6, rect.width() - 10, 3)
        width = bar.width() / len(column.kinds)
        for place, kind in enumerate(column.kinds):
            painter.fillRect(QRectF(bar.left() + place * width, bar.top(), width, 3), theme.colour(f"kind-{kind}"))
        chosen = self._selected in column.calls
        painter.setFont(theme.font("caption-strong"))
        painter.setPen(theme.colour("accent" if chosen else "text"))
        line = QRectF(rect.left() + 1, rect.top() + 11, rect.width() - 2, 15)
        self._text(painter, line, column.title)
        painter.setFont(theme.font("tile"))
        painter.setPen(theme.colour("muted"))
        self._text(painter, line.translated(0, 14), short_shape(column.shape))

    @staticmethod
    def _text(painter: QPainter, rect: QRectF, text: str) -> None:
        metrics = QFontMetricsF(painter.font())
        text = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_stack(self, painter: QPainter, number: int) -> None:
        rect = self.column_rect(number).adjusted(2.5, 2, -2.5, -1)
        painter.setPen(QPen(theme.colour("border-2"), 1))
        for shift in (4, 2):
            painter.setBrush(theme.colour("surface-2"))
            painter.drawRoundedRect(rect.adjusted(shift / 2, -shift, -shift / 2, -rect.height() * 0.8), 6, 6)
        painter.setBrush(theme.colour("accent-soft" if self._is_selected(number) else "surface-2"))
        if self._is_selected(number):
            painter.setPen(QPen(theme.colour("accent"), 1.5))
        painter.drawRoundedRect(rect, 6, 6)

    def _is_selected(self, number: int) -> bool:
        return self._columns is not None and self._selected in self._columns.columns[number].calls

    def _input_rect(self) -> QRectF:
        middle = self._vector_rect(0).center()
        return QRectF(middle.x() - _INPUT_TILE / 2, middle.y() - _INPUT_TILE / 2, _INPUT_TILE, _INPUT_TILE)

    def _paint_input(self, painter: QPainter) -> None:
        rect = self._input_rect()
        if self._input is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._input.width() > TILE)
            painter.drawImage(rect, self._input)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        self._outline(painter, rect, chosen=False)

    def _paint_tiles(self, painter: QPainter, number: int, image: QImage, picture: ColumnPicture) -> None:
        chosen_column = self._is_selected(number)
        if len(picture.channels) != len(picture.colours) or picture.values is not None:
            rect = self._vector_rect(number)
            painter.drawImage(rect, image)
            if picture.values is not None:
                self._paint_numbers(painter, rect, picture, image)
            self._outline(painter, rect, chosen=False)
            return
        height = picture.colours.shape[1]
        for position, channel in enumerate(picture.channels):
            rect = self._fitted(self._tile_rect(number, position), picture.colours.shape[2], height)
            painter.drawImage(rect, image, QRectF(0, position * height, image.width(), height))
            self._outline(painter, rect, chosen_column and channel == self._channel)

    @staticmethod
    def _fitted(rect: QRectF, width: int, height: int) -> QRectF:
        """The largest rectangle of the map's own proportions in the middle of a tile."""
        factor = min(rect.width() / width, rect.height() / height)
        size = QSize(max(2, round(width * factor)), max(2, round(height * factor)))
        fitted = QRectF(0, 0, size.width(), size.height())
        fitted.moveCenter(rect.center())
        return fitted.toAlignedRect().toRectF()

    def _paint_numbers(self, painter: QPainter, rect: QRectF, picture: ColumnPicture, image: QImage) -> None:
        values = picture.values
        assert values is not None
        height = rect.height() / len(values)
        if height < 10:
            return
        painter.setFont(theme.font("tile"))
        for row, value in enumerate(values):
            pixel = image.pixelColor(0, row)
            luma = 0.2126 * pixel.redF() + 0.7152 * pixel.greenF() + 0.0722 * pixel.blueF()
            painter.setPen(Qt.GlobalColor.white if luma <= 0.48 else QColor("#14171D"))
            cell = QRectF(rect.left(), rect.top() + row * height, rect.width(), height)
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, number_text(float(value), 2))

    @staticmethod
    def _outline(painter: QPainter, rect: QRectF, chosen: bool) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if chosen:
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRect(rect.adjusted(-2, -2, 2, 2))
        else:
            painter.setPen(QPen(theme.colour("border-2"), 1))
            painter.drawRect(rect.adjusted(-1, -1, 0, 0))

    def _paint_foot(self, painter: QPainter, rect: QRectF, column: Column, picture: ColumnPicture | None) -> None:
        text = ""
        if column.folded:
            text = self.tr("▸ {count}").format(count=len(column.calls))
        elif picture is not None and len(picture.channels) == len(picture.colours):
            more = picture.count - len(picture.channels)
            text = f"+{more:,}" if more > 0 else ""
        painter.setFont(theme.font("tile"))
        painter.setPen(theme.colour("muted"))
        line = QRectF(rect.left(), self._vector_rect(0).bottom() + 2, rect.width(), 13)
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, text)

    # ---- images

    def _image(self, picture: ColumnPicture) -> QImage:
        if not len(picture.colours):
            return QImage()
        table = index_colours(self._maps[0 if picture.signed else 1])
        stacked = picture.colours.reshape(-1, picture.colours.shape[2])
        return indexed_image(stacked, table)

    def _repaint_images(self) -> None:
        for name, picture in self._pictures.items():
            self._images[name] = (self._image(picture), picture)
        self.update()

    @safely
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._repaint_images()

    # ---- the hand

    @safely
    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._number_at(event.position())
        if number is None or self._columns is None or event.button() != Qt.MouseButton.LeftButton:
            return
        block = self._block_head_at(event.position())
        if block is not None:
            self.fold_toggled.emit(block)
            return
        column = self._columns.columns[number]
        if column.name == INPUT or not self.column_rect(number).contains(event.position()):
            return
        if column.folded and event.position().y() > self._vector_rect(number).bottom():
            self.fold_toggled.emit(column.scope)
            return
        channel = self._channel_at(number, event.position())
        if channel is None:
            self.layer_picked.emit(column.name)
        else:
            self.channel_picked.emit(column.name, channel)

    @safely
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        number = self._number_at(event.position())
        if number is not None and self._columns is not None and self._columns.columns[number].folded:
            self.fold_toggled.emit(self._columns.columns[number].scope)

    @safely
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        number = self._number_at(event.position())
        if number is None or self._columns is None:
            QToolTip.hideText()
            return
        column = self._columns.columns[number]
        QToolTip.showText(event.globalPosition().toPoint(), self._tips.get(column.name, column.title), self)

    def _block_head_at(self, point: QPointF) -> str | None:
        assert self._columns is not None
        number = self._number_at(point)
        if point.y() > _BAR + 1 or number is None:
            return None
        return next((b.scope for b in self._columns.blocks if b.first <= number <= b.last), None)

    @safely
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        number = None if self._columns is None else self._columns.index_of(self._selected)
        if event.key() in steps:
            self.step_asked.emit(*steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and number is not None:
            self._toggle(number)
        else:
            event.ignore()

    def _toggle(self, number: int) -> None:
        assert self._columns is not None
        column = self._columns.columns[number]
        block = next((b.scope for b in self._columns.blocks if b.first <= number <= b.last), "")
        if column.scope or block:
            self.fold_toggled.emit(column.scope or block)

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        count = len(self._columns.columns) if self._columns else 8
        return QSize(2 * _LEFT + count * PITCH, _HEADER + 4 * (TILE + GAP) + _FOOTER)


def short_shape(shape: tuple[int, ...]) -> str:
    """`32 · 14²`, `64`, `3 · 224 × 160`: a shape in the width of a column."""
    if len(shape) == 3:
        side = f"{shape[1]}²" if shape[1] == shape[2] else f"{shape[1]} × {shape[2]}"
        return f"{shape[0]} · {side}"
    return " × ".join(map(str, shape))
