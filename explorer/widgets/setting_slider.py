"""A whole number that is set by a slider or in the field beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QSpinBox, QWidget

from explorer.widgets.hues import setting_colour
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_MARK = 8
_CAPTION = 84


class SettingSlider(QWidget):
    """A square in the setting's colour, its name, slider and field. `changed` tells only of what the user chose."""

    changed = Signal(int)

    def __init__(self, caption: str, colour: str, low: int, high: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        label = QLabel(caption)
        label.setProperty("role", "label")
        label.setMinimumWidth(_CAPTION)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(low, high)
        self._slider.setPageStep(1)
        self._slider.setMinimumWidth(40)
        self._field = QSpinBox()
        self._field.setRange(low, high)
        self._field.setFixedWidth(58)
        for control in (self._slider, self._field):
            control.setAccessibleName(caption)
            control.setToolTip(f"{low} … {high}")
        label.setBuddy(self._field)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(_Mark(colour))
        row.addWidget(label)
        row.addWidget(self._slider, 1)
        row.addWidget(self._field)
        self._slider.valueChanged.connect(self._on_value_changed)
        self._field.valueChanged.connect(self._on_value_changed)

    def value(self) -> int:
        """The number."""
        return self._slider.value()

    def show_value(self, value: int) -> None:
        """Show a number, without `changed`."""
        for control in (self._slider, self._field):
            with QSignalBlocker(control):
                control.setValue(value)

    def _on_value_changed(self, value: int) -> None:
        self.show_value(value)
        self.changed.emit(value)


class _Mark(QWidget):
    def __init__(self, colour: str) -> None:
        super().__init__()
        self._colour = colour
        self.setFixedSize(_MARK, _MARK)

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(setting_colour(self._colour))
        painter.drawRoundedRect(self.rect(), 2, 2)
