"""The stage: input, kernel and output as linked grids, with lines from the window through the kernel to its result."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QLabel, QWidget

from explorer.core.colour_maps import lut
from explorer.labs._shown import image_colours
from explorer.labs._stage_layout import TITLE, Place, placed
from explorer.widgets import theme
from explorer.widgets.colour_bar import ColourBar
from explorer.widgets.editable_grid import EditableGrid
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.map_thumbs import MapThumbs
from explorer.widgets.number_grid import EDGE, NumberGrid
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from explorer.labs._shown import Shown

_WHEEL_INPUT, _WHEEL_KERNEL = 0.1, 0.5
_EDIT_FROM = 14
"""Input cells of fewer pixels cannot be typed into."""
_BAR = 20
_NOTE = 230
_LEAST_BAR = 210


class Stage(QWidget):
    """Shows what it is given; its grids are public, for whoever listens to them."""

    channel_picked = Signal(int)
    filter_picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Shown | None = None
        self._names = ("", "")
        self.input, self.kernel = EditableGrid(self), EditableGrid(self)
        self.output, self.pooled = NumberGrid(self), NumberGrid(self)
        self._grids: tuple[NumberGrid, ...] = (self.input, self.kernel, self.output, self.pooled)
        words = (self.tr("Input"), self.tr("Kernel"), self.tr("Output"), self.tr("Pooled"))
        self._titles = [self._title(grid, word) for grid, word in zip(self._grids, words, strict=True)]
        self._facts = [ElidedLabel("caption", parent=self) for _ in self._grids]
        self.kernel.set_editable(_WHEEL_KERNEL)
        self.channels, self.filters = MapThumbs(self), MapThumbs(self)
        self.channels.setAccessibleName(self.tr("Channel of the input"))
        self.filters.setAccessibleName(self.tr("Maps, one for each filter"))
        self.filters.setToolTip(self.tr("The map of each filter, every one on its own scale with zero in the middle"))
        self.channels.picked.connect(self.channel_picked)
        self.filters.picked.connect(self.filter_picked)
        self.bar = ColourBar(Qt.Orientation.Horizontal, self)
        self.note = QLabel(self)
        self.note.setProperty("role", "muted")
        self.note.setWordWrap(True)
        self.note.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._lines = _Lines(self)

    def _title(self, grid: NumberGrid, word: str) -> QLabel:
        label = QLabel(word, self)
        label.setProperty("role", "strong")
        grid.setAccessibleName(word)
        return label

    def show_shown(self, shown: Shown, input_name: str, kernel_name: str, note: str) -> None:
        """Show a setup; `note` says why there is no output."""
        self._shown, self._names = shown, (input_name, kernel_name)
        self.note.setText(note)
        self._place()
        self.input.show_cells(shown.input_cells())
        self.kernel.show_cells(shown.kernel_cells())
        self.output.show_cells(shown.output_cells() if shown.place is not None else None)
        self.pooled.show_cells(shown.pooled_cells())
        self._show_facts(shown)
        self._show_thumbs(shown)
        self._show_marks(shown)

    def show_place(self, shown: Shown) -> None:
        """The same setup, at another position or with something else pointed at."""
        self._shown = shown
        self.input.show_cells(shown.input_cells())
        self.output.show_cells(shown.output_cells() if shown.place is not None else None)
        self.pooled.show_cells(shown.pooled_cells())
        self._show_facts(shown)
        self._show_marks(shown)

    def set_numbers(self, shown: bool) -> None:
        """Whether cells have their numbers."""
        for grid in self._grids:
            grid.set_numbers(shown)

    # ---- showing

    def _show_marks(self, shown: Shown) -> None:
        self.input.show_marks(shown.input_marks(self.input.side))
        self.kernel.show_marks(shown.kernel_marks())
        self.output.show_marks(shown.output_marks())
        self.pooled.show_marks(shown.pooled_marks())
        self._lines.update()

    def _show_facts(self, shown: Shown) -> None:
        setup = shown.setup
        height, width = setup.output_size
        down, across = setup.kernel_size
        kernel = f"{down} × {across}"
        if setup.flipped:
            kernel = self.tr("{0}, flipped").format(kernel)
        if self._names[1]:
            kernel = f"{self._names[1]}, {kernel}"
        texts = [self._names[0], kernel, "", ""]
        if shown.place is not None:
            texts[2] = self.tr("{0} × {1}, {2} of {3} done").format(height, width, shown.done, height * width)
        if shown.maps.pooled is not None and shown.maps.pooled.size:
            texts[3] = f"{shown.maps.pooled.shape[1]} × {shown.maps.pooled.shape[2]}"
        for grid, label, text in zip(self._grids, self._facts, texts, strict=True):
            label.set_whole_text(text)
            grid.setAccessibleDescription(text)
        if any(label.sizeHint().width() > label.width() for label in self._facts if not label.isHidden()):
            self._place()

    def _show_thumbs(self, shown: Shown) -> None:
        setup = shown.setup
        if self.channels.isVisibleTo(self):
            signed = bool((setup.image < 0).any())
            self.channels.show_maps(image_colours(setup.image, shown.image_limit, signed), shown.channel)
        if self.filters.isVisibleTo(self):
            maps = [shown.output_colours(values, number) for number, values in enumerate(shown.maps.maps)]
            self.filters.show_maps(np.stack(maps), shown.number)
        high = shown.limit(shown.number)
        self.bar.set_scale(lut(shown.output_map, theme.tokens().dark), 0.0 if setup.relu else -high, high)

    # ---- places

    def _place(self) -> None:
        shown = self._shown
        if shown is None:
            return
        pooled = shown.maps.pooled
        with_output, with_pooled = shown.place is not None, pooled is not None and pooled.size > 0
        left = self._place_thumbs(self.channels, 0, shown.setup.channels > 1)
        right = self._place_thumbs(self.filters, 1, shown.setup.filters > 1 and with_output)
        height, width = shown.setup.output_size
        outputs = [(height, width)] if with_output else [(1, 4)]
        if pooled is not None and with_pooled:
            outputs.append((pooled.shape[1], pooled.shape[2]))
        room = self.width() - left - right, self.height()
        places = placed(room, shown.setup.kernel_size, shown.setup.padded_size, *outputs)
        for number, grid in enumerate(self._grids):
            seen = number < len(places) and (number != 2 or with_output)
            for part in (grid, self._titles[number], self._facts[number]):
                part.setVisible(seen)
            if seen:
                ends = places[number + 1].x if number + 1 < len(places) else room[0]
                before = left + (places[number - 1].x + places[number - 1].width if number else -4)
                self._put(number, places[number], left, ends - places[number].x - 8, before + 4)
        self._place_beside(places[2], left, self.width() - right, with_output)
        self.input.set_rings(shown.setup.padding)
        self.input.set_editable(_WHEEL_INPUT if places[0].side >= _EDIT_FROM else 0.0)
        self._lines.setGeometry(self.rect())
        self._lines.raise_()

    def _place_thumbs(self, thumbs: MapThumbs, side: int, seen: bool) -> int:
        """The room that a column of small maps takes at the left (0) or right (1)."""
        thumbs.setVisible(seen)
        if not seen:
            return 0
        width = thumbs.sizeHint().width()
        thumbs.setGeometry((self.width() - width - 8) * side + 4, TITLE, width, max(10, self.height() - TITLE - 20))
        return width + 8

    def _put(self, number: int, place: Place, left: int, room: int, first: int) -> None:
        grid, x = self._grids[number], place.x + left
        grid.set_largest(place.side)
        grid.setGeometry(x - EDGE, place.y - EDGE, place.width + 2 * EDGE, place.height + 2 * EDGE)
        title, facts = self._titles[number], self._facts[number]
        title.setGeometry(x, place.y - TITLE, min(room, title.sizeHint().width()), 18)
        # What is wider than the room of its grid begins before it.
        begin = max(first, x - max(0, facts.sizeHint().width() - room))
        facts.setGeometry(begin, place.y - TITLE + 18, room + x - begin, 16)

    def _place_beside(self, place: Place, left: int, end: int, with_output: bool) -> None:
        """The scale below the output, as far as `end`, or why there is none in its place."""
        self.bar.setVisible(with_output)
        self.note.setVisible(not with_output)
        x, below = place.x + left, place.y + place.height
        wide = max(_LEAST_BAR, place.width)
        self.bar.setGeometry(max(left, min(x - 4, end - wide - 4)), below + 8, wide, _BAR)
        self.note.setGeometry(x, place.y - 60, min(_NOTE, max(60, self.width() - x - 8)), 120)

    # ---- lines

    def links(self) -> list[tuple[QPointF, QPointF]]:
        """From the window's corners to the kernel's, and from the kernel to the row of the output cell."""
        shown = self._shown
        there = None if shown is None else shown.position()
        if there is None:
            return []
        top, bottom, _, right = there.area
        upper, lower = self.input.cell_rect(top, right - 1), self.input.cell_rect(bottom - 1, right - 1)
        kernel = self._on_stage(self.kernel, self.kernel.map_rect())
        left = self._on_stage(self.output, self.output.cell_rect(there.row, 0))
        middle = QPointF(0, kernel.height() / 2)
        return [
            (self._on_stage(self.input, upper).topRight(), kernel.topLeft()),
            (self._on_stage(self.input, lower).bottomRight(), kernel.bottomLeft()),
            (kernel.topRight() + middle, left.topLeft() + QPointF(-2, left.height() / 2)),
        ]

    def _on_stage(self, grid: NumberGrid, rect: QRectF) -> QRectF:
        return rect.translated(QPointF(grid.pos()))

    @safely
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
        if self._shown is not None:
            self._show_marks(self._shown)


class _Lines(QWidget):
    """Lies over the grids and paints the stage's links."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._stage = stage
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(QRect(0, 0, 1, 1))

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("muted", 0.8), 1, Qt.PenStyle.DashLine))
        for begin, end in self._stage.links():
            middle = (begin.x() + end.x()) / 2
            path = QPainterPath(begin)
            path.cubicTo(QPointF(middle, begin.y()), QPointF(middle, end.y()), end)
            painter.drawPath(path)
