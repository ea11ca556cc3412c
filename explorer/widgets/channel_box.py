"""A number field for one channel of a layer."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QSpinBox, QWidget


class ChannelBox(QSpinBox):
    """Shows which channel is selected; `picked` tells only of what the user chose."""

    picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # A typed number counts when it is complete: 12 is not first 1.
        self.setKeyboardTracking(False)
        self.setMaximum(0)
        self.setAccessibleName(self.tr("Channel"))
        self.setMinimumWidth(68)
        self.valueChanged.connect(self.picked)

    def show_channel(self, channel: int, count: int) -> None:
        """Show `channel` of a layer with `count` channels."""
        with QSignalBlocker(self):
            self.setMaximum(max(0, count - 1))
            self.setValue(channel)
        self.setToolTip(self.tr("Channel {0} of 0 … {1}").format(channel, max(0, count - 1)))
        self.setEnabled(count > 1)
