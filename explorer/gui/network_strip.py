"""The network strip: every layer as a column of small maps, with edges, skip arcs and folded blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QToolTip, QWidget

from explorer.core.graph import INPUT
from explorer.gui.strip_fields import field_boxes
from explorer.gui.strip_geometry import FOOT, GAP, HEAD, LEFT, PITCH, TILE, StripGeometry, tiles_in
from explorer.gui.strip_painter import StripPainter
from explorer.widgets import theme
from explorer.widgets.image_pane import qimage
from explorer.widgets.index_colours import index_colours
from explorer.widgets.mosaic_over import paint_probe
from explorer.widgets.safely import safely
from explorer.widgets.tile_picture import indexed_image

if TYPE_CHECKING:
    import numpy as np
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    from explorer.core.fields import Fields
    from explorer.gui.strip_columns import ColumnPicture, Columns

_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_TOGGLES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class NetworkStrip(QWidget):
    """Shows the columns it is given; emits what the hand asks for. Lives in a horizontal scroll area."""

    layer_picked = Signal(str)
    channel_picked = Signal(str, int)
    fold_toggled = Signal(str)
    step_asked = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: Columns | None = None
        self._pictures: dict[str, ColumnPicture] = {}
        self._images: dict[str, QImage] = {}
        self._input: QImage | None = None
        self._selected: str | None = None
        self._channel = 0
        self._maps = ("RdBu", "magma")
        self._tips: dict[str, str] = {}
        self._fields: Fields | None = None
        self._boxes: list[QRectF] | None = None
        self._ground_key: object = None
        self._ground_pixmap = QPixmap()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(HEAD + TILE + FOOT)
        self.setAccessibleName(self.tr("Network"))
        self.setAccessibleDescription(
            self.tr("The layers from left to right. Left and right walk layers, up and down channels, Enter unfolds.")
        )

    # ---- what is shown

    def show_columns(self, columns: Columns, tips: dict[str, str]) -> None:
        """Another structure: other columns; `tips` by call name."""
        self._columns, self._tips = columns, tips
        self.setMinimumWidth(self.sizeHint().width())
        self.updateGeometry()
        self.update()

    def show_pictures(self, pictures: dict[str, ColumnPicture], seen: np.ndarray | None) -> None:
        """New small maps by column name. `seen`: a new input as a picture uint8; maps of an older one are dropped."""
        if seen is not None:
            self._input = qimage(seen)
            self._pictures.clear()
            self._images.clear()
        self._pictures.update(pictures)
        self._images.update({name: self._image(picture) for name, picture in pictures.items()})
        self.update()

    def forget(self) -> None:
        """Another network: what was shown is of no use."""
        self._columns, self._input, self._selected, self._fields = None, None, None, None
        self._images.clear()
        self._pictures.clear()
        self.update()

    def set_selected(self, name: str | None, channel: int) -> None:
        """The selected layer and channel."""
        if (name, channel) != (self._selected, self._channel):
            # A screen reader says a name that changes while the strip has the keyboard.
            chosen = self.tr("Network, layer {0}, channel {1}").format(name, channel)
            self.setAccessibleName(self.tr("Network") if name is None else chosen)
        self._selected, self._channel = name, channel
        self.update()

    def set_colour_maps(self, signed: str, positive: str) -> None:
        """The colour maps' names."""
        self._maps = (signed, positive)
        self._make_images()

    def show_fields(self, fields: Fields | None) -> None:
        """Frame what the picked cell depends on, in every map before it."""
        if fields is not self._fields:
            self._fields, self._boxes = fields, None
            self.update()

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
        return tiles_in(self.height())

    def column_rect(self, number: int) -> QRectF:
        """A column's whole rectangle."""
        geometry = self._geometry()
        return QRectF() if geometry is None else geometry.column_rect(number)

    def _geometry(self) -> StripGeometry | None:
        return None if self._columns is None else StripGeometry(self._columns, self._pictures, self.height())

    def _image(self, picture: ColumnPicture) -> QImage:
        """All tiles of a column one below the other."""
        if not len(picture.colours):
            return QImage()
        stacked = picture.colours.reshape(-1, picture.colours.shape[2])
        return indexed_image(stacked, index_colours(self._maps[0 if picture.signed else 1]))

    def _make_images(self) -> None:
        self._images = {name: self._image(picture) for name, picture in self._pictures.items()}
        self.update()

    # ---- Qt

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        geometry = self._geometry()
        if geometry is None:
            painter.fillRect(event.rect(), theme.colour("surface"))
            return
        strip = StripPainter(geometry, self._images, self._input, self._selected, self._channel, self.hasFocus())
        area = self._ground_area(event.rect())
        painter.drawPixmap(area.topLeft(), self._ground(strip, area))
        strip.paint_maps(painter, event.rect())
        if self._fields is not None:
            if self._boxes is None:
                self._boxes = field_boxes(geometry, self._fields, self._channel, strip.numbers(area))
            paint_probe(painter, *self._boxes)

    def _ground_area(self, painted: QRect) -> QRect:
        """What is on the screen, and so much beside it that scrolling does not paint the ground at every step."""
        seen = self.visibleRegion().boundingRect().united(painted)
        step = 8 * PITCH
        left, right = seen.left() // step * step, min(self.width(), -(-seen.right() // step) * step + 1)
        return QRect(left, 0, right - left, self.height())

    def _ground(self, strip: StripPainter, area: QRect) -> QPixmap:
        """What lies under the maps: painted once, it costs more than they do and stays while one draws."""
        ratio = self.devicePixelRatioF()
        key = strip.ground_key(area), ratio
        if key != self._ground_key:
            self._ground_key, self._boxes = key, None
            self._ground_pixmap = QPixmap(area.size() * ratio)
            self._ground_pixmap.setDevicePixelRatio(ratio)
            self._ground_pixmap.fill(theme.colour("surface"))
            painter = QPainter(self._ground_pixmap)
            painter.translate(-area.topLeft())
            strip.paint_ground(painter, area)
            painter.end()
        return self._ground_pixmap

    @safely
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._make_images()

    @safely
    def mousePressEvent(self, event: QMouseEvent) -> None:
        geometry, point = self._geometry(), event.position()
        number = None if geometry is None else geometry.number_at(point)
        if geometry is None or number is None or event.button() != Qt.MouseButton.LeftButton:
            return
        block, column = geometry.block_head_at(point), geometry.columns.columns[number]
        if block is not None:
            self.fold_toggled.emit(block.scope)
        elif column.name == INPUT or not geometry.column_rect(number).contains(point):
            return
        elif column.folded and point.y() > geometry.vector_rect(number).bottom():
            self.fold_toggled.emit(column.scope)
        elif (channel := geometry.channel_at(number, point)) is not None:
            self.channel_picked.emit(column.name, channel)
        else:
            self.layer_picked.emit(column.name)

    @safely
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        geometry = self._geometry()
        number = None if geometry is None else geometry.number_at(event.position())
        if geometry is not None and number is not None and geometry.columns.columns[number].folded:
            self.fold_toggled.emit(geometry.columns.columns[number].scope)

    @safely
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        geometry = self._geometry()
        number = None if geometry is None else geometry.number_at(event.position())
        if geometry is None or number is None:
            QToolTip.hideText()
            return
        column = geometry.columns.columns[number]
        QToolTip.showText(event.globalPosition().toPoint(), self._tips.get(column.name, column.title), self)

    @safely
    def keyPressEvent(self, event: QKeyEvent) -> None:
        geometry = self._geometry()
        number = None if geometry is None else geometry.columns.index_of(self._selected)
        if event.key() in _STEPS:
            self.step_asked.emit(*_STEPS[Qt.Key(event.key())])
        elif event.key() in _TOGGLES and geometry is not None and number is not None:
            block = geometry.block_at(number)
            scope = geometry.columns.columns[number].scope or (block.scope if block else "")
            if scope:
                self.fold_toggled.emit(scope)
        else:
            event.ignore()

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        count = len(self._columns.columns) if self._columns else 8
        return QSize(2 * LEFT + count * PITCH, HEAD + 4 * (TILE + GAP) + FOOT)
