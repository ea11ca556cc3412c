"""The two maps of the pooling view, linked: pointing at a cell of one frames what belongs to it in the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from explorer.widgets.cell_map import CellMap
from explorer.widgets.cell_painter import DOTS_FROM, RINGS_FROM, Cells
from explorer.widgets.colour_bar import ColourBar
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.icons import icon as themed_icon
from explorer.widgets.number_table import shown as digits
from explorer.widgets.safely import safely
from explorer.widgets.side_by_side import SideBySide

if TYPE_CHECKING:
    from explorer.views._pooled import Pooled

_OUTLINES_FROM = 6
"""Windows of fewer pixels have no outlines: they would hide the map."""


class PooledMaps(QWidget):
    """A map before and after pooling. `described` tells in words what the pointer, or else the probe, is at."""

    cell_picked = Signal(int, int)
    described = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._result: Pooled | None = None
        self._colours = np.zeros((256, 3), np.uint8)
        self._cell: tuple[int, int] | None = None
        self._over: tuple[CellMap, int, int] | None = None
        self._rings = True
        self._before, self._after = CellMap(self), CellMap(self)
        self._before.setAccessibleName(self.tr("Map before pooling"))
        self._after.setAccessibleName(self.tr("Map after pooling"))
        for shown in (self._before, self._after):
            shown.setAccessibleDescription(
                self.tr("Arrows walk the windows. Ctrl+wheel, + and - enlarge a part of both maps, 0 shows all.")
            )
        self._before_title, self._after_title = _Title(self.tr("Before"), self), _Title(self.tr("After"), self)
        self._arrow = QLabel(self)
        self._show_arrow()
        self._legend = ElidedLabel("caption", parent=self)
        self._bar = ColourBar(Qt.Orientation.Horizontal, self)
        self._build_layout()
        self._connect()

    def show_pooled(self, result: Pooled | None, colours: np.ndarray) -> None:
        """Show both maps in the colours (256, 3) of their indices; None for nothing."""
        self._result, self._colours = result, colours
        self._bar.setVisible(result is not None)
        if result is not None:
            self._show_maps(result)
            return
        for shown in (self._before, self._after):
            shown.show_cells(None, colours)
            shown.set_frames(())
        for title in (self._before_title, self._after_title):
            title.set_words("")
        self._legend.set_whole_text("")

    def set_marks(self, rings: bool, numbers: bool) -> None:
        """Whether winners are ringed, and whether large cells have their numbers."""
        self._rings = rings
        for shown in (self._before, self._after):
            shown.set_numbers(numbers)
        self._refresh()

    def set_cell(self, cell: tuple[int, int] | None) -> None:
        """The probe: a cell of the map after pooling."""
        self._cell = cell
        self._show_probe()

    def _connect(self) -> None:
        self._before.hovered.connect(lambda *cell: self._on_hovered(self._before, *cell))
        self._after.hovered.connect(lambda *cell: self._on_hovered(self._after, *cell))
        self._before.picked.connect(self._on_before_picked)
        self._after.picked.connect(self.cell_picked)
        self._before.link(self._after)
        self._before.looked.connect(self._show_legend)
        for shown in (self._before, self._after):
            shown.moved.connect(self._on_moved)

    def _show_arrow(self) -> None:
        self._arrow.setPixmap(themed_icon("arrow-right", "muted").pixmap(24, 24))

    @safely
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_arrow"):
            self._show_arrow()

    def _refresh(self) -> None:
        if self._result is not None:
            self._show_maps(self._result)

    def _show_maps(self, result: Pooled) -> None:
        maps = result.windows.before, result.windows.after
        words = [self.tr("{0} × {1} = {2} cells").format(*m.shape, f"{m.size:,}") for m in maps]
        self._before_title.set_words(f"{result.names[0]}, {words[0]}")
        self._after_title.set_title(self._after_words(result))
        self._after_title.set_words(f"{result.names[1]}, {words[1]}")
        self._after.show_cells(Cells(result.windows.after, result.after_indices), self._colours)
        self._before.show_cells(self._marked(result), self._colours)
        low, high = float(result.scale.low[0]), float(result.scale.high[0])
        self._bar.set_scale(self._colours[:254], low, high, clipped=result.clipped)
        self._show_legend()
        self._show_probe()

    def _after_words(self, result: Pooled) -> str:
        if result.own:
            words = {"max": self.tr("After max"), "average": self.tr("After average")}
            return words.get(result.operation or "", self.tr("After"))
        words = {"max": self.tr("With max instead"), "average": self.tr("With averages instead")}
        return words.get(result.operation or "", self.tr("With strided picks instead"))

    def _build_layout(self) -> None:
        arrow = self._arrow
        arrow.setAlignment(Qt.AlignmentFlag.AlignCenter)
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 12, 4)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for column, (title, shown) in enumerate(((self._before_title, self._before), (self._after_title, self._after))):
            grid.addWidget(title, 0, 2 * column)
            grid.addWidget(shown, 1, 2 * column)
            grid.setColumnStretch(2 * column, 1)
        grid.addWidget(SideBySide(self._legend, self._bar, spacing=24), 2, 0, 1, 3)
        grid.addWidget(arrow, 1, 1)
        grid.setRowStretch(1, 1)

    def _marked(self, result: Pooled) -> Cells:
        """The input's cells with windows, winners and ties."""
        marks = result.marks
        rings, dashes = (marks.winners, marks.ties) if self._rings else (marks.winners[:0], marks.ties[:0])
        from_size = _OUTLINES_FROM / min(result.window.kernel)
        return Cells(result.windows.before, result.before_indices, marks.areas, from_size, marks.shades, rings, dashes)

    def _show_legend(self) -> None:
        if self._result is not None:
            self._legend.set_whole_text(self._legend_text(self._result))

    def _legend_text(self, result: Pooled) -> str:
        windows, strided = result.windows, result.operation == "strided"
        if not windows.is_max and not strided:
            return "" if windows.overlapping or windows.after.size < 2 else self.tr("every second window is shaded")
        if not self._rings:
            return ""
        size = self._before.cell_size
        if size < DOTS_FROM:
            return self.tr("the cells are too small for marks: Ctrl+wheel enlarges them")
        count = windows.after.size
        ring, dot = self.tr("○ winning cell"), self.tr("• winning cell")
        if strided:
            ring, dot = self.tr("○ picked cell"), self.tr("• picked cell")
        parts = [ring if size >= RINGS_FROM else dot]
        if result.ties:
            parts.append(self.tr("– tie, no winner ({0} of {1})").format(f"{result.ties:,}", f"{count:,}"))
        return "   ".join(parts)

    def _show_probe(self) -> None:
        """Frame what the pointer is at, else the probe."""
        result, cell, over = self._result, self._cell, self._over
        if result is None:
            return
        if over is not None and over[0].holds(*over[1:]):
            (self._frame_cell if over[0] is self._before else self._frame_window)(result, *over[1:])
        elif cell is not None and self._after.holds(*cell):
            self._frame_window(result, *cell)
        else:
            self._before.set_frames(())
            self._after.set_frames(())
            self.described.emit(self.tr("point at a cell to see its window"))

    def _on_hovered(self, shown: CellMap, row: int, column: int) -> None:
        self._over = None if row < 0 else (shown, row, column)
        self._show_probe()

    def _frame_window(self, result: Pooled, row: int, column: int) -> None:
        self._after.set_frames([(row, row + 1, column, column + 1)])
        winner = None if result.windows.winners is None else result.windows.winners[row, column]
        links = [] if winner is None or winner[0] < 0 else [_one(*winner)]
        self._before.set_frames([result.area(row, column)], links if result.windows.overlapping else [])
        self.described.emit(self._window_words(result, row, column))

    def _window_words(self, result: Pooled, row: int, column: int) -> str:
        top, bottom, left, right = result.area(row, column)
        cells, windows = result.cells(row, column), result.windows
        value = digits(windows.after[row, column])
        place = self.tr("window ({0}, {1}), rows {2}–{3}, columns {4}–{5}")
        words = place.format(row, column, top, bottom - 1, left, right - 1)
        if not cells.size:
            return self.tr("{0}: nothing but padding, {1}").format(words, value)
        if windows.ties is not None and windows.ties[row, column]:
            return self.tr("{0}: tie of largest among {1}, {2}").format(words, cells.size, value)
        if windows.is_max:
            return self.tr("{0}: largest of {1}, {2}").format(words, cells.size, value)
        if result.operation == "strided":
            return self.tr("{0}: its first cell, {1}").format(words, value)
        if windows.divisors is None:
            return f"{words}: {value}"
        total = digits(cells.sum(dtype=np.float64))
        return self.tr("{0}: {1} / {2} = {3}").format(words, total, int(windows.divisors[row, column]), value)

    def _frame_cell(self, result: Pooled, row: int, column: int) -> None:
        """Frame a cell of the input, and the windows that hold it."""
        found = result.containing(row, column)
        self._before.set_frames([_one(row, column)], [result.area(*place) for place in found])
        self._after.set_frames((), [_one(*place) for place in found])
        value = digits(result.windows.before[row, column])
        if not found:
            text = self.tr("({0}, {1}) = {2} is in no window: it is dropped").format(row, column, value)
        elif len(found) == 1:
            text = self.tr("({0}, {1}) = {2} is in window ({3}, {4})").format(row, column, value, *found[0])
        else:
            text = self.tr("({0}, {1}) = {2} is in {3} windows").format(row, column, value, len(found))
        self.described.emit(text)

    def _on_before_picked(self, row: int, column: int) -> None:
        """A click on an input cell picks the window that it wins, else the first that holds it."""
        if self._result is None or not (found := self._result.containing(row, column)):
            return
        winners = self._result.windows.winners
        won = [place for place in found if winners is not None and tuple(winners[place]) == (row, column)]
        self.cell_picked.emit(*(won or found)[0])

    def _on_moved(self, down: int, right: int) -> None:
        if self._result is None:
            return
        height, width = self._result.windows.after.shape
        row, column = self._cell or (-down, -right)
        row, column = min(height - 1, max(0, row + down)), min(width - 1, max(0, column + right))
        self.cell_picked.emit(row, column)
        self._after.show_area(_one(row, column))


class _Title(QWidget):
    """A bold word and a caption behind it."""

    def __init__(self, word: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._strong = strong = QLabel(word, self)
        strong.setProperty("role", "strong")
        self._words = ElidedLabel("caption", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(8)
        row.addWidget(strong)
        row.addWidget(self._words)
        row.addStretch(1)

    def set_title(self, word: str) -> None:
        if word != self._strong.text():
            self._strong.setText(word)

    def set_words(self, words: str) -> None:
        self._words.set_whole_text(words)


def _one(row: int, column: int) -> tuple[int, int, int, int]:
    return int(row), int(row) + 1, int(column), int(column) + 1
