"""Any number of a layer as the sum that it is: patch times kernel, channel by channel, bias, and what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from explorer.views._arithmetic_parts import MOST_CARDS, cards, rows, steps
from explorer.views._arithmetic_stage import ArithmeticStage, map_of
from explorer.views._arithmetic_tools import ArithmeticTools
from explorer.views._explained import ArithmeticOptions, Explained, explained
from explorer.views.base import LayerView, Paint
from explorer.widgets.channel_cards import ChannelCards
from explorer.widgets.ground import Ground
from explorer.widgets.numbers import number_text
from explorer.widgets.safely import safely
from explorer.widgets.shades import Range
from explorer.widgets.sum_line import SumLine
from explorer.widgets.term_rows import TermRows
from explorer.widgets.waterfall import Waterfall

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from explorer.core.graph import Call, Trace
    from explorer.jobs import Job
    from explorer.views.base import Options

_WATERFALL = 76
_DIGITS = 6


class ArithmeticView(LayerView):
    """The picked cell explained; without one the middle of the map."""

    title: ClassVar[str] = "Arithmetic"
    order: ClassVar[int] = 40
    icon: ClassVar[str] = "function"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._result: Explained | None = None
        self._paint = Paint()
        self._source: int | None = None
        self._tools, self._stage = ArithmeticTools(self), ArithmeticStage(self)
        self._waterfall = Waterfall(_WATERFALL, self)
        self._cards, self._rows = ChannelCards(self), TermRows(self)
        self._sum = SumLine(self)
        self._build_layout()
        self._connect()
        self.clear()

    # ---- contract

    @staticmethod
    def accepts(call: Call) -> bool:
        """Every call whose arithmetic is known."""
        # With torch, which has come by the time that there are calls.
        from explorer.core.arithmetic import is_explained

        return is_explained(call)

    def options(self) -> ArithmeticOptions:
        """Which input channel is shown large."""
        return ArithmeticOptions(self._source)

    def setup(self) -> tuple[int | None, bool]:
        """The input channel, and whether all terms are shown."""
        return self._source, self._tools.unfolded

    def set_up(self, setup: tuple[int | None, bool]) -> None:
        """The same input channel, and all terms where all are shown."""
        self._source, unfolded = setup
        if unfolded:
            self._tools.unfold()

    @staticmethod
    def compute(trace: Trace, call: Call, options: Options, job: Job) -> Explained:
        """The picked cell explained. Raises ExplorerError where there is no account of it."""
        return explained(trace, call, options)

    def show_result(self, result: Explained) -> None:
        """Show an explanation."""
        self._result = result
        self._show()

    def show_paint(self, paint: Paint) -> None:
        """Other colours."""
        recoloured = (paint.signed_map, paint.positive_map) != (self._paint.signed_map, self._paint.positive_map)
        self._paint = paint
        if recoloured:
            self._show()

    def clear(self) -> None:
        """Show nothing."""
        self._result = None
        self._tools.show_explained(None)
        self._stage.clear()
        for widget in (self._waterfall, self._waterfall_title, self._cards, self._rows, self._lower_title, self._sum):
            widget.hide()

    # ---- building

    def _build_layout(self) -> None:
        self._waterfall_title, self._lower_title = QLabel(self), QLabel(self)
        body = QVBoxLayout()
        body.setContentsMargins(12, 4, 12, 8)
        body.setSpacing(4)
        body.addWidget(self._stage)
        for title in (self._waterfall_title, self._lower_title):
            title.setProperty("role", "section")
        for widget in (self._waterfall_title, self._waterfall, self._lower_title, self._cards, self._rows):
            body.addWidget(widget)
        body.addStretch(1)
        content = Ground()
        content.setLayout(body)
        self._area = area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setAccessibleName(self.tr("Arithmetic"))
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(content.scrolled())
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 4, 12, 8)
        foot.addWidget(self._sum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tools)
        column.addWidget(area, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        tools = self._tools
        tools.channel_picked.connect(self.channel_picked)
        tools.source_picked.connect(self._on_source_picked)
        tools.unfolding_changed.connect(self._show)
        tools.cell_picked.connect(self.cell_picked)
        self._stage.cell_picked.connect(self.cell_picked)
        self._stage.held.connect(tools.stepper.hold)
        self._waterfall.picked.connect(self._on_part_picked)
        self._cards.picked.connect(self._on_source_picked)
        self._rows.picked.connect(self._on_term_picked)
        for widget in (self._cards, self._rows):
            widget.unfold_asked.connect(tools.unfold)

    # ---- showing

    def _show(self) -> None:
        result = self._result
        if result is None:
            return
        one = result.before
        values = None if one is None else Range(one.low, one.high, map_of(one, self._paint))
        self._tools.show_explained(result)
        self._stage.show_explained(result, values, self._paint)
        self._show_steps(result)
        self._show_terms(result, values)
        e = result.explanation
        chip = self.tr("difference {0}").format(number_text(e.difference, 2))
        self._sum.show_sum(self._sum_words(result), chip, e.agrees)
        self._sum.show()

    def _show_steps(self, result: Explained) -> None:
        e = result.explanation
        bars = steps(e, result.chosen, self._paint.signed_map)
        for widget in (self._waterfall_title, self._waterfall):
            widget.setVisible(bars is not None)
        self._waterfall.show_steps(bars)
        by_channel = len(e.channel_sums) > 1 and bool(e.shape)
        title = self.tr("Sums of the input maps") if by_channel else self.tr("Terms")
        total = f"Σ {number_text(e.total, _DIGITS)}"
        if e.bias is not None:
            total = self.tr("{0}, bias {1}").format(total, number_text(e.bias, _DIGITS, sign=True))
        self._waterfall_title.setText(f"{title}   {total}")

    def _show_terms(self, result: Explained, values: Range | None) -> None:
        e, signed, unfolded = result.explanation, self._paint.signed_map, self._tools.unfolded
        by_channel = cards(e, result.chosen, values, signed, None if unfolded else MOST_CARDS)
        self._cards.setVisible(by_channel is not None)
        self._cards.show_cards(by_channel)
        listed, rest = rows(e, unfolded) if by_channel is None else ((), None)
        self._rows.setVisible(by_channel is None)
        most = float(np.abs(np.nan_to_num(e.terms.products)).max(initial=0.0))
        self._rows.show_rows(listed, rest, most, signed)
        words = self.tr("Terms") if rest is None else self.tr("Largest terms")
        self._lower_title.setText(words if by_channel is None else self.tr("Input maps"))
        self._lower_title.show()

    def _sum_words(self, result: Explained) -> list[tuple[str, bool]]:
        """`sum of the shown terms = 3.302, network = 3.302`, and the activation that follows."""
        e = result.explanation
        words = [(self.tr("sum of the shown terms ="), False), (number_text(e.result, _DIGITS), True)]
        words += [(self.tr("network ="), False), (number_text(e.network, _DIGITS), True)]
        if result.follower is not None:
            name, after = result.follower
            words += [(f"→ {name}:", False), (number_text(after.network, _DIGITS), True)]
        return words

    # ---- the hand

    def _on_source_picked(self, channel: int) -> None:
        if channel != self._source:
            self._source = channel
            self.options_changed.emit()

    def _on_part_picked(self, part: int) -> None:
        e = None if self._result is None else self._result.explanation
        if e is not None and e.shape and e.shape[0] > 1:
            self._on_source_picked(e.first_channel + part)

    def _on_term_picked(self, term: int) -> None:
        """Go where the value of a term stands."""
        place = None if self._result is None else self._result.place(term)
        if place is not None:
            name, channel, row, column = place
            self.layer_picked.emit(name)
            self.channel_picked.emit(channel)
            self.cell_picked.emit(row, column)

    @safely
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_sum"):
            self._show()

    @safely
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stage.fit(self._area.height())
