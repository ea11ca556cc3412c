"""A table of a layer's channels: a small picture, its numbers, a bar of zeros, and a word where something is odd."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QFontMetrics,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from explorer.widgets import theme
from explorer.widgets.calm import change_calmly, change_now
from explorer.widgets.channel_model import ChannelModel, ChannelRows, Column, tab_separated
from explorer.widgets.focus_ring import RING
from explorer.widgets.index_colours import index_colours
from explorer.widgets.row_table import Flag, RowTable
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from collections.abc import Callable

Index = QModelIndex | QPersistentModelIndex
_ROW, _PICTURE = 30, 24
_BAR_FROM = 116
"""Pixels from which the column of zeros has room for a bar beside its number."""
_CHIP = 18


class _RowPainter(QStyledItemDelegate):
    """Paints pictures, numbers, bars and chips; the window's channel is marked at its left edge."""

    def __init__(self) -> None:
        super().__init__()
        self.colours: np.ndarray | None = None

    @safely
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, area, column = index.model(), QRect(option.rect), Column(index.column())
        assert isinstance(model, ChannelModel)
        if model.rows is None:
            return
        channel = int(model.order[index.row()])
        if option.state & QStyle.StateFlag.State_Selected or channel == model.selected:
            painter.fillRect(area, theme.colour("accent-soft"))
        if column == Column.NUMBER and channel == model.selected:
            painter.fillRect(area.adjusted(0, 0, 3 - area.width(), 0), theme.colour("accent"))
        text = model.text(channel, column) if column != Column.MAP else ""
        if column == Column.MAP:
            self._paint_map(painter, area, model.rows, channel)
        elif column == Column.STATE:
            if text:
                _paint_chip(painter, area, text, bad=not model.rows.numbers.silent[channel])
        else:
            if column == Column.ZEROS:
                _paint_bar(painter, area, float(model.rows.numbers.zeros[channel]))
            _paint_text(painter, area, text, column, strong=channel == model.selected)

    def _paint_map(self, painter: QPainter, area: QRect, rows: ChannelRows, channel: int) -> None:
        if self.colours is None:
            return
        pixels = np.ascontiguousarray(self.colours[rows.colours[channel]])
        height, width = pixels.shape[:2]
        room = QRectF(area.left() + 8, area.center().y() + 0.5 - _PICTURE / 2, _PICTURE, _PICTURE)
        share = _PICTURE / max(height, width)
        spot = QRectF(0, 0, max(1.0, width * share), max(1.0, height * share))
        spot.moveCenter(room.center())
        painter.drawImage(spot, QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888))
        if rows.numbers.silent[channel]:
            painter.fillRect(spot, QBrush(theme.colour("muted", 0.7), Qt.BrushStyle.BDiagPattern))
        painter.setPen(QPen(theme.colour("border-2"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(spot)


def _paint_text(painter: QPainter, area: QRect, text: str, column: Column, strong: bool) -> None:
    painter.setFont(theme.font("strong" if strong and column == Column.NUMBER else "label"))
    painter.setPen(theme.colour("text" if strong or column != Column.NUMBER else "text-2"))
    painter.drawText(area.adjusted(8, 0, -8, 0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)


def _paint_bar(painter: QPainter, area: QRect, share: float) -> None:
    """How many zeros: a bar beside the number, under it where there is no room."""
    if area.width() < _BAR_FROM:
        track = QRectF(area.left() + 8, area.bottom() - 4, area.width() - 16, 3)
    else:
        number = QFontMetrics(theme.font("label")).horizontalAdvance("< 99.9 %")
        track = QRectF(area.left() + 8, area.center().y() - 3, area.width() - number - 24, 8)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("surface-3"))
    round_by = min(2.0, track.height() / 2)
    painter.drawRoundedRect(track, round_by, round_by)
    if share > 0:
        # A share that is not zero can be seen: at least two pixels.
        track.setWidth(max(2.0, share * track.width()))
        painter.setBrush(theme.colour("bar"))
        painter.drawRoundedRect(track, round_by, round_by)
    painter.restore()


def _paint_chip(painter: QPainter, area: QRect, text: str, bad: bool) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(theme.font("caption-strong" if bad else "caption"))
    width = painter.fontMetrics().horizontalAdvance(text) + 16
    high = max(_CHIP, painter.fontMetrics().height() + 4)
    chip = QRectF(area.left() + 4, area.center().y() + 0.5 - high / 2, width, high)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("danger-soft" if bad else "surface-3"))
    painter.drawRoundedRect(chip, high / 2, high / 2)
    painter.setPen(theme.colour("danger" if bad else "text-2"))
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


class ChannelTable(RowTable):
    """Shows channels; `picked` tells the channel that a click or an arrow key went to, `sorted_anew` another order."""

    picked = Signal(int)
    sorted_anew = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._channels = ChannelModel()
        self._painter = _RowPainter()
        super().__init__(self._channels, self._painter, parent)
        self.setProperty(RING, False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        header = self.horizontalHeader()
        header.setSortIndicator(Column.NUMBER, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        header.sortIndicatorChanged.connect(self._on_sort_changed)
        self.set_sizes()

    # ---- showing

    def show_rows(self, rows: ChannelRows | None, selected: int) -> None:
        """Show channels, `selected` marked; order, place and what else is selected stay."""
        channels = self._channels
        channels.selected = selected
        if channels.rowCount() != (0 if rows is None else len(rows.numbers)):
            change_now(self, partial(self._silently, partial(channels.reset, rows)))
            return
        channels.rows = rows
        # Numbers may come a moment later than the mosaic; whatever paints meanwhile paints the newest.
        change_calmly(self, partial(self._silently, channels.catch_up))

    def _silently(self, change: Callable[[], None]) -> None:
        """Change rows and go to the selected channel; that is not the user's wish."""
        with self.showing():
            change()
            self._follow(self._channels.selected)

    def show_colours(self, name: str) -> None:
        """The colour map of the small pictures."""
        colours = index_colours(name)
        if colours is not self._painter.colours:
            self._painter.colours = colours
            self.viewport().update()

    def show_selected(self, selected: int) -> None:
        """Mark another channel, and bring it into sight."""
        if selected == self._channels.selected:
            return
        self._channels.selected = selected
        self._silently(lambda: None)
        self.scrollTo(self.currentIndex())
        self.viewport().update()

    def sort_by(self, column: Column, descending: bool) -> None:
        """Order rows by a column."""
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(column, order)

    def columns(self) -> list[tuple[Column, str]]:
        """Every column and what it means."""
        return [(column, self._channels.headings()[column][1]) for column in Column]

    def sorting(self) -> tuple[Column, bool]:
        """By which column rows are ordered, and whether the largest comes first."""
        return self._channels.sorted_by, self._channels.descending

    def _follow(self, selected: int) -> None:
        index = self._channels.index(self._channels.place(selected), 0)
        if index != self.currentIndex():
            self.go_to(index, Flag.ClearAndSelect | Flag.Rows)

    # ---- the hand

    def copy_text(self) -> None:
        """The selected channels to the clipboard, or all where fewer than two are, in the order that is shown."""
        rows = self._channels.rows
        if rows is None:
            return
        chosen = sorted(index.row() for index in self.selectionModel().selectedRows())
        shown = [int(channel) for channel in self._channels.order]
        channels = [shown[row] for row in chosen] if len(chosen) > 1 else shown
        QGuiApplication.clipboard().setText(tab_separated(rows, channels))

    @safely
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_text()
        else:
            super().keyPressEvent(event)

    def _on_sort_changed(self) -> None:
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())
        self.sorted_anew.emit()

    def row_picked(self, row: int) -> None:
        """Mark and tell its channel."""
        channel = int(self._channels.order[row])
        self._channels.selected = channel
        self.viewport().update()
        self.picked.emit(channel)

    # ---- looks

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        row = self.currentIndex().row()
        if row < 0 or not self.hasFocus():
            return
        first, last = (self.visualRect(self._channels.index(row, column)) for column in (0, len(Column) - 1))
        painter = QPainter(self.viewport())
        painter.setPen(QPen(theme.colour("accent"), 2, Qt.PenStyle.DashLine))
        painter.drawRect(first.united(last).adjusted(1, 1, -1, -1))

    def set_sizes(self) -> None:
        """Numbers get what they need, the bars the rest."""
        metrics = QFontMetrics(theme.font("label"))
        self.verticalHeader().setDefaultSectionSize(max(_ROW, metrics.height() + 8))
        header = self.horizontalHeader()
        share = max(map(metrics.horizontalAdvance, ("< 99.9 %", self._channels.headings()[Column.ZEROS][0])))
        header.setMinimumSectionSize(share + 16)
        number = metrics.horizontalAdvance("−8.88e−88") + 18
        words = self._channels.headings()
        widths = {
            Column.STATE: metrics.horizontalAdvance(self.tr("all zero")) + 32,
            Column.INVALID: metrics.horizontalAdvance(words[Column.INVALID][0]) + 20,
            Column.NUMBER: metrics.horizontalAdvance("0000") + 24,
            Column.MAP: max(_PICTURE, metrics.horizontalAdvance(words[Column.MAP][0])) + 16,
        }
        with QSignalBlocker(header):
            for column in Column:
                stretched = column == Column.ZEROS
                header.setSectionResizeMode(
                    column, QHeaderView.ResizeMode.Stretch if stretched else QHeaderView.ResizeMode.Fixed
                )
                if not stretched:
                    header.resizeSection(column, widths.get(column, number))
