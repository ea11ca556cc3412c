"""The tool row of the feature maps: colours, scale, order, overlay and size of the tiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QLabel, QSlider, QWidget

from explorer.widgets.colour_map_box import ColourMapBox
from explorer.widgets.icons import icon
from explorer.widgets.mosaic_layout import TILE_SIZES
from explorer.widgets.segmented import SegmentedControl
from explorer.widgets.tool_row import ToolRow

if TYPE_CHECKING:
    from explorer.core.statistics import SortKey

_FIT = len(TILE_SIZES)


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
        self.add(self._map)
        self._add_scale()
        self._add_sort()
        self._overlay = self._slider("stack", 100, self.tr("Overlay the maps on the input"))
        self._overlay.valueChanged.connect(self.overlay_moved)
        self._size = self._slider("grid-four", _FIT, self.tr("Tile size"))
        self._size.setValue(_FIT)
        self._size.valueChanged.connect(self._on_size_changed)
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
        self._fixed.hide()
        self.add(self._scale)
        self.add(self._fixed)

    def _add_sort(self) -> None:
        self._sort = QComboBox()
        self._sort.addItem(self.tr("By index"), "index")
        self._sort.addItem(self.tr("By mean"), "mean")
        self._sort.addItem(self.tr("By maximum"), "max")
        self._sort.addItem(self.tr("By share active"), "active")
        self._sort.setFixedWidth(104)
        self._sort.setAccessibleName(self.tr("Sort channels by"))
        self._sort.setToolTip(self.tr("Sort channels by"))
        self._sort.currentIndexChanged.connect(self.sort_picked)
        self.add(self._sort)

    def _slider(self, name: str, highest: int, text: str) -> QSlider:
        """A slider behind an icon that stands for its caption."""
        sign = QLabel()
        sign.setPixmap(icon(name, "muted").pixmap(QSize(16, 16)))
        sign.setToolTip(text)
        self.add(sign)
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, highest)
        slider.setFixedWidth(52)
        slider.setToolTip(text)
        slider.setAccessibleName(text)
        self.add(slider)
        return slider

    def sort_key(self) -> SortKey:
        """How channels are sorted."""
        key: SortKey = self._sort.currentData()
        return key

    def tile_size(self) -> int | None:
        """The longer side of a tile in pixels, None to fit."""
        value = self._size.value()
        return None if value >= _FIT else TILE_SIZES[value]

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

    def _on_size_changed(self) -> None:
        size = self.tile_size()
        self._size.setToolTip(self.tr("Tile size: fit") if size is None else self.tr("Tile size: {0} px").format(size))
        self.tile_picked.emit()
