"""A drop-down list of colour maps, each shown as a strip of its colours."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QComboBox, QStyleOptionComboBox, QWidget

from explorer.core.colour_maps import lut
from explorer.widgets import theme
from explorer.widgets.index_strip import gradient_image
from explorer.widgets.safely import safely

_STRIP = QSize(48, 12)


class ColourMapBox(QComboBox):
    """Shows the maps it is given; `picked(name)` tells only of what the user chose."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[list[str], bool] = ([], False)
        self.setIconSize(_STRIP)
        self.setFixedWidth(80)
        self.setAccessibleName(self.tr("Colour map"))
        self.setToolTip(self.tr("Colour map"))
        self.activated.connect(self._on_activated)

    def show_maps(self, names: list[str], current: str) -> None:
        """Offer `names`, with `current` chosen."""
        dark = theme.tokens().dark
        with QSignalBlocker(self):
            if (names, dark) != self._shown:
                self._shown = (list(names), dark)
                self.clear()
                for name in names:
                    pixmap = QPixmap.fromImage(gradient_image(lut(name, dark), _STRIP.width() * 2, _STRIP.height() * 2))
                    pixmap.setDevicePixelRatio(2)
                    self.addItem(QIcon(pixmap), name)
            if current != self.currentText():
                self.setCurrentIndex(self.findText(current))
            self.setToolTip(self.tr("Colour map: {0}").format(current))

    def _on_activated(self, index: int) -> None:
        self.picked.emit(self.itemText(index))

    @safely
    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        # The strip says it; the name stands in the list and in the tooltip.
        option.currentText = ""

    @safely
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_shown") and self._shown[0]:
            self.show_maps(self._shown[0], self.currentText())
