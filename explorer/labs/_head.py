"""The row above the stage: the way back, what is convolved, and how its cells are painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QLabel, QToolButton, QWidget

from explorer.labs._sources import SOURCES
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.icons import icon
from explorer.widgets.switch import Switch
from explorer.widgets.tool_row import ToolRow

if TYPE_CHECKING:
    from explorer.core.lab import LabSetup


class Head(ToolRow):
    """Title, choice of input and two switches."""

    close_wanted = Signal()
    source_picked = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        back = QToolButton()
        back.setIcon(icon("arrow-left"))
        back.setIconSize(QSize(16, 16))
        back.setProperty("iconOnly", True)
        back.setToolTip(self.tr("Back to the network (Esc)"))
        back.setAccessibleName(self.tr("Back to the network"))
        back.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        back.clicked.connect(self.close_wanted)
        name = QLabel(title)
        name.setProperty("role", "strong")
        self._facts = ElidedLabel("muted")
        self.back = back
        self.values, self.colours = Switch(self.tr("Values")), Switch(self.tr("Colour by kernel cell"))
        for switch in (self.values, self.colours):
            switch.setChecked(True)
        self.add(back)
        self.add(name)
        self.add(self._facts)
        self.add_stretch()
        self.add(self._built_sources(), self.tr("Input"))
        self.add(self.values)
        self.add(self.colours)

    def _built_sources(self) -> QComboBox:
        self.sources = QComboBox()
        self.sources.setAccessibleName(self.tr("Input"))
        self.sources.setPlaceholderText(self.tr("Own values"))
        titles = (
            self.tr("Picture, 13 × 13"),
            self.tr("Picture, 28 × 28"),
            self.tr("What the network sees"),
            self.tr("Ramp, 7 × 7"),
            self.tr("Edge, 13 × 13"),
            self.tr("Colour, 3 × 32 × 32"),
        )
        for name, title in zip(SOURCES, titles, strict=True):
            self.sources.addItem(title, name)
        self.sources.activated.connect(lambda place: self.source_picked.emit(self.sources.itemData(place)))
        return self.sources

    def show_source(self, name: str, seen: bool) -> None:
        """Which input is shown, none of them if empty; `seen`: whether the network has seen anything."""
        with QSignalBlocker(self.sources):
            self.sources.setCurrentIndex(self.sources.findData(name) if name else -1)
        model = self.sources.model()
        assert isinstance(model, QStandardItemModel)
        model.item(SOURCES.index("seen")).setEnabled(seen)

    def show_setup(self, setup: LabSetup) -> None:
        """How much goes in and comes out."""
        if setup.channels == setup.filters == 1:
            text = self.tr("one channel in, one kernel, one map out")
        elif setup.filters == 1:
            text = self.tr("{0} channels in, one filter of depth {0}, one map out").format(setup.channels)
        elif setup.channels == 1:
            text = self.tr("one channel in, {0} filters, {0} maps out").format(setup.filters)
        else:
            text = self.tr("{0} channels in, {1} filters of depth {0}, {1} maps out")
            text = text.format(setup.channels, setup.filters)
        self._facts.set_whole_text(text)
