"""The right panel: the selected channel enlarged, its kernel, and the facts about its layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from explorer.core.colour_maps import lut
from explorer.gui.kernel_slices import KernelSlices
from explorer.gui.unit_arithmetic import UnitArithmetic
from explorer.gui.unit_field import UnitField
from explorer.widgets import theme
from explorer.widgets.calm import change_calmly
from explorer.widgets.colour_bar import ColourBar
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.ground import Ground
from explorer.widgets.icons import icon
from explorer.widgets.index_colours import index_colours
from explorer.widgets.kind_mark import KindMark
from explorer.widgets.map_pane import MapPane
from explorer.widgets.numbers import number_text
from explorer.widgets.safely import safely
from explorer.widgets.said import said

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from explorer.gui.unit_facts import Unit

_BAR, _HEAD = 76, 36
_LEAST_WIDTH = 240


class UnitPanel(QWidget):
    """Shows a Unit. Emits the channel and the cell that the user picks."""

    channel_stepped = Signal(int)
    cell_picked = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unit: Unit | None = None
        self._maps = ("RdBu", "magma")
        body = QVBoxLayout()
        body.setContentsMargins(12, 4, 12, 12)
        body.setSpacing(10)
        body.addLayout(self._build_map())
        body.addWidget(self._build_value())
        body.addWidget(self._build_kernel())
        self._arithmetic = UnitArithmetic()
        body.addWidget(self._arithmetic)
        self.field = UnitField()
        body.addWidget(self.field)
        body.addLayout(self._build_facts())
        body.addStretch(1)
        content = Ground()
        content.setLayout(body)
        self._body = body
        area = self._area = QScrollArea()
        area.setWidgetResizable(True)
        area.setAccessibleName(self.tr("Unit"))
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(content.scrolled())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(area, 1)
        self.head = self._build_head()

    # ---- building

    def _build_head(self) -> QWidget:
        title = QLabel(self.tr("Unit"))
        title.setProperty("role", "strong")
        head = _Head(title)
        head.setFixedHeight(_HEAD)
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(6)
        self._mark = KindMark()
        self._mark.hide()
        self._name = ElidedLabel("", Qt.TextElideMode.ElideMiddle)
        self._channel = QLabel()
        self._channel.setProperty("role", "strong")
        row.addWidget(title)
        row.addSpacing(4)
        row.addWidget(self._mark)
        row.addWidget(self._name)
        row.addWidget(self._channel)
        row.addStretch(1)
        for name, step, text in (
            ("caret-left", -1, self.tr("Previous channel (Ctrl+Up)")),
            ("caret-right", 1, self.tr("Next channel (Ctrl+Down)")),
        ):
            button = QToolButton()
            button.setIcon(icon(name))
            button.setIconSize(QSize(14, 14))
            button.setProperty("iconOnly", True)
            button.setToolTip(text)
            button.setAccessibleName(text)
            button.clicked.connect(lambda _checked=False, step=step: self.channel_stepped.emit(step))
            row.addWidget(button)
        return head

    def _build_map(self) -> QHBoxLayout:
        self._pane = MapPane()
        self._pane.cell_picked.connect(self.cell_picked)
        self._bar = ColourBar()
        self._fit_bar()
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._pane, 1)
        row.addWidget(self._bar)
        return row

    def _fit_bar(self) -> None:
        """Of one width, whatever it says: a map beside it that changed its size would flicker."""
        self._bar.setFixedWidth(max(_BAR, ColourBar.caption_width()))

    def _build_value(self) -> QLabel:
        self._value = QLabel()
        self._value.setProperty("role", "regular")
        self._value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._value.setWordWrap(True)
        return self._value

    def _build_kernel(self) -> QWidget:
        self._kernel = KernelSlices()
        return self._kernel

    def _build_facts(self) -> QGridLayout:
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(8)
        self._facts.setVerticalSpacing(1)
        self._fact_labels: list[tuple[QLabel, QLabel]] = []
        return self._facts

    @safely
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_bar"):
            self._fit_bar()
            self.updateGeometry()

    @safely(default=QSize)
    def minimumSizeHint(self) -> QSize:
        # It does not scroll sideways: larger letters make it wider.
        column = self._area.widget()
        needed = 0 if column is None else column.minimumSizeHint().width()
        bar = self._area.verticalScrollBar().sizeHint().width()
        return QSize(max(_LEAST_WIDTH, needed + bar), super().minimumSizeHint().height())

    # ---- showing

    def show_unit(self, unit: Unit | None) -> None:
        """Another unit, or the same one with new values."""
        self._unit = unit
        if unit is None:
            return
        self._mark.set_kind(unit.kind)
        self._mark.show()
        self._name.set_whole_text(unit.name)
        self._channel.setText(self.tr("channel {0}").format(unit.channel) if unit.count else "")
        self._show_map()
        self._kernel.show_unit(unit)
        self._arithmetic.show_explanation(unit.explanation, unit.cell)
        self._show_facts(unit)
        # Parts came or went. Without this the gap of one that went stays now and then: Qt's own request is lost.
        self._body.activate()

    def set_cell(self, cell: tuple[int, int] | None) -> None:
        """The selected cell."""
        self._pane.set_cell(cell)
        self._show_value()

    def set_colour_maps(self, signed: str, positive: str) -> None:
        """The colour maps' names; also after a change of theme."""
        self._maps = (signed, positive)
        self._show_map()
        self._kernel.set_colour_map(signed)
        self._arithmetic.set_colour_maps(signed, positive)

    @property
    def map_pane(self) -> MapPane:
        """The enlarged map."""
        return self._pane

    def _show_map(self) -> None:
        unit = self._unit
        if unit is None:
            return
        name = self._maps[0] if unit.signed else self._maps[1]
        self._pane.show_map(unit.values, unit.colours, index_colours(name))
        self._bar.setVisible(unit.values is not None)
        self._bar.set_scale(lut(name, theme.tokens().dark), unit.low, unit.high, clipped=unit.clipped)
        self._show_value()

    def _show_value(self) -> None:
        unit, value, cell = self._unit, self._pane.value(), self._pane.cell
        self._bar.set_marker(value)
        if unit is None or unit.values is None:
            change_calmly(self._value, self._value.clear)
            return
        if cell is not None and value is not None:
            text = self.tr("Cell ({0}, {1}):  {2}").format(cell[0], cell[1], number_text(value, 7))
        elif unit.values.size == 1:
            text = self.tr("Value {0}").format(number_text(float(unit.values[0, 0]), 7))
        else:
            low, high = float(np.min(unit.values)), float(np.max(unit.values))
            text = self.tr("{0} … {1}   mean {2}").format(
                number_text(low), number_text(high), number_text(float(np.mean(unit.values)))
            )
        whole = f"{text}   ({said(unit.note)})" if unit.note else text
        # A label that wraps makes the whole panel compute its places anew.
        change_calmly(self._value, lambda: self._value.setText(whole))

    def _show_facts(self, unit: Unit) -> None:
        captions = {
            "operation": self.tr("Operation"),
            "shape": self.tr("Shape"),
            "output size": self.tr("Output size"),
            "parameters": self.tr("Parameters"),
            "multiply-adds": self.tr("Multiply-adds"),
            "activation memory": self.tr("Memory"),
        }
        while len(self._fact_labels) < len(unit.facts):
            self._add_fact_row()
        for row, (caption, value) in enumerate(self._fact_labels):
            shown = row < len(unit.facts)
            caption.setVisible(shown)
            value.setVisible(shown)
            if shown:
                key, text = unit.facts[row][0], said(unit.facts[row][1])
                caption.setText(captions[key])
                if value.text() != text:
                    value.setText(text)

    def _add_fact_row(self) -> None:
        caption, value = QLabel(), QLabel()
        caption.setProperty("role", "caption")
        value.setProperty("role", "label")
        value.setWordWrap(True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = 3 * len(self._fact_labels)
        self._facts.addWidget(caption, row, 0)
        self._facts.addWidget(value, row + 1, 0)
        self._facts.setRowMinimumHeight(row + 2, 6)
        self._fact_labels.append((caption, value))


class _Head(QWidget):
    """The head of the dock; its title makes room for a layer's name that would be cut."""

    def __init__(self, title: QLabel) -> None:
        super().__init__()
        self._title = title

    def _fit(self) -> None:
        layout = self.layout()
        if layout is not None:
            needed = layout.sizeHint().width()
            if self._title.isHidden():
                needed += self._title.sizeHint().width() + layout.spacing()
            self._title.setVisible(needed <= self.width())

    @safely
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @safely(default=False)
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return bool(super().event(event))

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        # A dock leaves its head as much as this, whatever is fixed.
        return QSize(super().sizeHint().width(), _HEAD)

    @safely(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(0, _HEAD)
