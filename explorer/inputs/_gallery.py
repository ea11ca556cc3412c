"""A grid of sample pictures under headings, as a list that the keyboard and screen readers know how to use."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image
from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QItemSelection,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from explorer.inputs._sender import Sender
from explorer.widgets.image_pane import qimage
from explorer.widgets.safely import safely
from explorer.widgets.theme import colour, font

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QShowEvent

    from explorer.data.samples import Sample

    Index = QModelIndex | QPersistentModelIndex

CELL = 49
_TILE = 44
_HEADING = 22
_THUMBNAIL = 2 * _TILE  # Sharp on screens of twice the density.


class GalleryModel(QAbstractListModel):
    """Headings (str) and Samples in rows, with thumbnails that arrive when they are drawn."""

    def __init__(self, samples: Sequence[Sample], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._samples = list(samples)
        self._rows: list[Sample | str] = []
        self._images: dict[str, Image.Image] = {}
        self._thumbnails: dict[str, QPixmap] = {}
        # Some formulas take 50 ms: too long for the thread that paints.
        executor = ThreadPoolExecutor(1, thread_name_prefix="gallery")
        self._executor: ThreadPoolExecutor | None = executor
        self._made = Sender()
        self._made.sent.connect(self._on_made)
        self.destroyed.connect(lambda: executor.shutdown(wait=False, cancel_futures=True))
        self.show_first(())

    def show_first(self, groups: Sequence[str]) -> None:
        """Begin with these groups, in this order; the others follow in theirs."""
        present = list(dict.fromkeys(sample.group for sample in self._samples))
        order = [group for group in groups if group in present]
        order += [group for group in present if group not in order]
        self.beginResetModel()
        self._rows = []
        for group in order:
            self._rows += [group, *(sample for sample in self._samples if sample.group == group)]
        self.endResetModel()

    def index_of(self, name: str) -> QModelIndex:
        """Where the sample called `name` is. Raises KeyError."""
        for row, entry in enumerate(self._rows):
            if not isinstance(entry, str) and entry.name == name:
                return self.index(row)
        raise KeyError(name)

    def image(self, sample: Sample) -> Image.Image:
        """The sample's picture, drawn once."""
        if sample.name not in self._images:
            self._images[sample.name] = sample.make()
        return self._images[sample.name]

    def make_thumbnails(self) -> None:
        """Begin to draw the samples, in a thread of their own, in the order of the rows."""
        if self._executor is None:
            return
        for entry in self._rows:
            if not isinstance(entry, str):
                self._executor.submit(self._make, entry)
        self._executor.shutdown(wait=False)
        self._executor = None

    def has_all_thumbnails(self) -> bool:
        """Whether every sample has its thumbnail."""
        return len(self._thumbnails) == len(self._samples)

    def _make(self, sample: Sample) -> None:
        image = self._images.get(sample.name) or sample.make()
        small = image.resize((_THUMBNAIL, _THUMBNAIL), Image.Resampling.BOX, reducing_gap=2.0)
        self._made.sent.emit(sample.name, (image, np.asarray(small)))

    def _on_made(self, name: str, made: tuple[Image.Image, NDArray[np.uint8]]) -> None:
        image, thumbnail = made
        self._images.setdefault(name, image)
        self._thumbnails[name] = QPixmap.fromImage(qimage(thumbnail))
        index = self.index_of(name)
        self.dataChanged.emit(index, index, [Qt.ItemDataRole.DecorationRole])

    @safely(default=0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    @safely(default=Qt.ItemFlag.NoItemFlags)
    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self._rows[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    @safely
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self._rows[index.row()]
        title = entry if isinstance(entry, str) else entry.title
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _translated(title)
        if isinstance(entry, str):
            return None
        if role == Qt.ItemDataRole.ToolTipRole:
            return _translated(title)
        if role == Qt.ItemDataRole.UserRole:
            return entry
        return self._thumbnails.get(entry.name) if role == Qt.ItemDataRole.DecorationRole else None


class GalleryView(QListView):
    """Wraps the samples into rows of tiles; walking to a tile picks it, as do Space and a click."""

    picked = Signal(QModelIndex)

    def __init__(self, model: GalleryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gallery = model
        self._pressed_current = False
        self.setModel(model)
        self.setItemDelegate(_TileDelegate(self))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        # Always there, so that the number of columns does not depend on it.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Not the current tile: taking the focus makes the first one current, which is no wish to see it.
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.clicked.connect(self._on_clicked)

    def columns(self) -> int:
        """How many tiles stand side by side."""
        return max(1, self.viewport().width() // CELL)

    def step(self, step: int) -> bool:
        """Pick the next tile (the one before: -1); whether there was one."""
        before = self.currentIndex().row()
        self._go(self._beside(step))
        return self.currentIndex().row() != before

    def _on_selection_changed(self, selected: QItemSelection) -> None:
        self._pressed_current = False
        for index in selected.indexes():
            self.picked.emit(index)

    def _on_clicked(self, index: QModelIndex) -> None:
        # The tile that was current already: its picture may have given way to a drawing meanwhile.
        if self._pressed_current and self.selectionModel().isSelected(index):
            self.picked.emit(index)

    @safely
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._gallery.make_thumbnails()

    @safely
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_current = True
        super().mousePressEvent(event)

    @safely
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        vertical = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if key in steps:
            self._go(self._beside(steps[key]))
        elif key in vertical and self.currentIndex().isValid():
            self._go(self._below(vertical[key]))
        else:
            super().keyPressEvent(event)

    def _go(self, index: QModelIndex) -> None:
        if index.isValid():
            self.setCurrentIndex(index)

    def _tiles(self) -> list[QModelIndex]:
        indexes = (self._gallery.index(row) for row in range(self._gallery.rowCount()))
        return [index for index in indexes if index.flags() & Qt.ItemFlag.ItemIsSelectable]

    def _beside(self, step: int) -> QModelIndex:
        tiles = self._tiles()
        if not self.currentIndex().isValid():
            return tiles[0]
        place = tiles.index(self.currentIndex()) + step
        return tiles[max(0, min(place, len(tiles) - 1))]

    def _below(self, step: int) -> QModelIndex:
        """The nearest tile of the next row of tiles (of the row before: step -1), headings left out."""
        here = self.visualRect(self.currentIndex())
        places = [(self.visualRect(index), index) for index in self._tiles()]
        beyond = [(rect, index) for rect, index in places if (rect.top() - here.top()) * step > 0]
        if not beyond:
            return QModelIndex()
        top = min((rect.top() for rect, _ in beyond), key=lambda y: abs(y - here.top()))
        row = [(rect, index) for rect, index in beyond if rect.top() == top]
        return min(row, key=lambda place: abs(place[0].left() - here.left()))[1]


class _TileDelegate(QStyledItemDelegate):
    """Paints a heading over the whole width, or a tile with its ring."""

    @safely(default=QSize)
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        if index.data(Qt.ItemDataRole.UserRole) is None:
            view = self.parent()
            assert isinstance(view, QListView)
            return QSize(view.viewport().width() - 1, _HEADING)
        return QSize(CELL, CELL)

    @safely
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        if index.data(Qt.ItemDataRole.UserRole) is None:
            painter.setPen(colour("muted"))
            painter.setFont(font("caption"))
            text = option.rect.adjusted(2, 0, 0, -2)
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, index.data(Qt.ItemDataRole.DisplayRole))
        else:
            painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
            _paint_tile(painter, option, index.data(Qt.ItemDataRole.DecorationRole))
        painter.restore()


def _paint_tile(painter: QPainter, option: QStyleOptionViewItem, thumbnail: QPixmap | None) -> None:
    tile = QRectF(option.rect.left() + 2.5, option.rect.top() + 2.5, _TILE, _TILE)
    shape = QPainterPath()
    shape.addRoundedRect(tile, 3, 3)
    if thumbnail is None:
        painter.fillPath(shape, colour("surface-3"))
    else:
        painter.setClipPath(shape)
        painter.drawPixmap(tile, thumbnail, QRectF(thumbnail.rect()))
        painter.setClipping(False)
    state = QStyle.StateFlag
    selected = bool(option.state & state.State_Selected)
    hovered = bool(option.state & state.State_MouseOver)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour("text-2" if hovered else "border-2"), 1))
    painter.drawPath(shape)
    focused = bool(option.state & state.State_HasFocus and option.state & state.State_KeyboardFocusChange)
    if selected or focused:
        painter.setPen(QPen(colour("surface"), 1.5))
        painter.drawRoundedRect(tile, 3, 3)
        painter.setPen(QPen(colour("accent"), 2, Qt.PenStyle.DashLine if focused else Qt.PenStyle.SolidLine))
        painter.drawRoundedRect(tile.adjusted(-1.5, -1.5, 1.5, 1.5), 4, 4)


def _translated(text: str) -> str:
    return QCoreApplication.translate("SamplesInput", text)
