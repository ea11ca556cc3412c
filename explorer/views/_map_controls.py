"""The tool row of the feature maps: colours, scale, order, overlay and size of the tiles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QHBoxLayout, QLabel, QSlider, QToolButton, QWidget

from explorer.widgets.colour_map_box import ColourMapBox
from explorer.widgets.icons import icon
from explorer.widgets.mosaic_layout import TILE_SIZES
from explorer.widgets.segmented import SegmentedControl
from explorer.widgets.tool_row import ToolRow

if TYPE_CHECKING:
    from explorer.core.statistics import SortKey


@dataclass(frozen=True, slots=True)
class MapSetup:
    """What is chosen: how channels are sorted, the place of the size among TILE_SIZES (None fits), overlay 0..100."""

    sort: SortKey
    size: int | None
    overlay: int


class MapControls(ToolRow):
    """The controls; signals tell only of what the user chose."""

    map_picked = Signal(str)
    scale_picked = Signal(str)
    fixed_picked = Signal(float)
    sort_picked = Signal()
    overlay_moved = Signal()
    tile_picked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._map = ColourMapBox()
        self._map.picked.connect(self.map_picked)
        self.add(self._map, optional=True)
        self._add_scale()
        self._add_sort()
        self._add_size()
        self._overlay = self._slider(100, self.tr("Overlay the maps on the input"))
        self._overlay.valueChanged.connect(self.overlay_moved)
        self.add(_pair(_sign("stack", self._overlay.toolTip()), self._overlay), optional=True)
        self.add_stretch()

    def _add_scale(self) -> None:
        name = self.tr("Scale: what shares one colour range")
        self._scale = SegmentedControl()
        self._scale.add_segment("channel", self.tr("Channel"))
        self._scale.add_segment("layer", self.tr("Layer"))
        self._scale.add_segment("network", self.tr("Network"))
        self._scale.add_segment("fixed", self.tr("Fixed"))
        self._scale.setAccessibleName(name)
        self._scale.setToolTip(name)
        self._scale.changed.connect(self.scale_picked)
        self._fixed = QDoubleSpinBox()
        self._fixed.setRange(1e-3, 1e6)
        self._fixed.setDecimals(2)
        self._fixed.setPrefix("± ")
        self._fixed.setKeyboardTracking(False)
        self._fixed.setAccessibleName(self.tr("Limit of the colour range"))
        self._fixed.valueChanged.connect(self.fixed_picked)
        self._fixed.setFixedWidth(88)
        self._fixed.hide()
        self.add(self._scale)
        self.add(self._fixed)

    def _add_sort(self) -> None:
        self._sort = QComboBox()
        self._sort.addItem(self.tr("Index"), "index")
        self._sort.addItem(self.tr("Mean"), "mean")
        self._sort.addItem(self.tr("Maximum"), "max")
        self._sort.addItem(self.tr("Active"), "active")
        self._sort.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._sort.setAccessibleName(self.tr("Sort channels by"))
        self._sort.setToolTip(self.tr("Sort channels by"))
        self._sort.currentIndexChanged.connect(self.sort_picked)
        self.add(_pair(_sign("sort-ascending", self._sort.toolTip()), self._sort), optional=True)

    def _add_size(self) -> None:
        self._fit = QToolButton()
        self._fit.setIcon(icon("grid-four"))
        self._fit.setCheckable(True)
        self._fit.setChecked(True)
        self._fit.setProperty("iconOnly", True)
        self._fit.setToolTip(self.tr("Make all tiles fit"))
        self._fit.setAccessibleName(self.tr("Make all tiles fit"))
        self._fit.clicked.connect(self._on_fit_clicked)
        self._size = self._slider(len(TILE_SIZES) - 1, self.tr("Tile size"))
        self._size.valueChanged.connect(self._on_size_changed)
        self.add(_pair(self._fit, self._size), optional=True)

    def _slider(self, highest: int, text: str) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, highest)
        slider.setFixedWidth(52)
        slider.setToolTip(text)
        slider.setAccessibleName(text)
        return slider

    def setup(self) -> MapSetup:
        """What is chosen here, but for what the whole window shares."""
        size = None if self._fit.isChecked() else self._size.value()
        return MapSetup(self.sort_key(), size, self._overlay.value())

    def set_up(self, setup: MapSetup) -> None:
        """Choose the same, without a signal."""
        with QSignalBlocker(self):
            self._sort.setCurrentIndex(self._sort.findData(setup.sort))
            self._overlay.setValue(setup.overlay)
            if setup.size is not None:
                self._size.setValue(setup.size)
            self._fit.setChecked(setup.size is None)

    def sort_key(self) -> SortKey:
        """How channels are sorted."""
        key: SortKey = self._sort.currentData()
        return key

    def tile_size(self) -> int | None:
        """The longer side of a tile in pixels, None to fit."""
        return None if self._fit.isChecked() else TILE_SIZES[self._size.value()]

    def show_tile(self, pixels: float) -> None:
        """How long the longer side of a tile is on the screen."""
        nearest = min(range(len(TILE_SIZES)), key=lambda place: abs(TILE_SIZES[place] - pixels))
        if self._fit.isChecked():
            with QSignalBlocker(self._size):
                self._size.setValue(nearest)
        self._size.setToolTip(self.tr("Tile size: {0} px").format(round(pixels)))

    def overlay(self) -> float:
        """How much of the input shows through, 0..1."""
        return self._overlay.value() / 100

    def show_maps(self, names: list[str], current: str) -> None:
        """The colour maps to choose from."""
        self._map.show_maps(names, current)

    def show_scale(self, mode: str, fixed: float) -> None:
        """The window's scale."""
        self._scale.set_current(mode)
        with QSignalBlocker(self._fixed):
            self._fixed.setValue(fixed)
        self._fixed.setVisible(mode == "fixed")
        self.fit()

    def _on_fit_clicked(self) -> None:
        self.tile_picked.emit()

    def _on_size_changed(self) -> None:
        self._fit.setChecked(False)
        self.tile_picked.emit()


def _sign(name: str, tip: str) -> QLabel:
    """An icon that stands for a caption."""
    sign = QLabel()
    sign.setPixmap(icon(name, "muted").pixmap(QSize(16, 16)))
    sign.setToolTip(tip)
    return sign


def _pair(first: QWidget, second: QWidget) -> QWidget:
    """Two controls that come and go together."""
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    row.addWidget(first)
    row.addWidget(second)
    return pair
