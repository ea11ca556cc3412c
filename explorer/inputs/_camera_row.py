"""The row of controls below what the camera sees: freeze, mirror, and which camera."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.icons import icon

if TYPE_CHECKING:
    from explorer.inputs._camera_device import Device

_HEIGHT = 42


class CameraRow(QWidget):
    """Says what the user wants, and shows what is."""

    freeze_wanted = Signal(bool)
    mirror_wanted = Signal(bool)
    device_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(_HEIGHT)
        self._build_buttons()
        self._name = ElidedLabel("muted", Qt.TextElideMode.ElideMiddle)
        self._devices = QComboBox()
        for widget in (self._devices, self._devices.view()):
            widget.setAccessibleName(self.tr("Camera to use"))
        self._devices.setMinimumContentsLength(3)
        self._devices.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._devices.hide()
        self._devices.activated.connect(lambda _place: self.device_wanted.emit())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._freeze)
        layout.addWidget(self._mirror)
        layout.addWidget(self._name, 1)
        layout.addWidget(self._devices, 1)

    def show_frozen(self, frozen: bool, possible: bool) -> None:
        """Whether a picture is frozen, and whether there is one that can be."""
        with QSignalBlocker(self._freeze):
            self._freeze.setChecked(frozen)
        self._freeze.setEnabled(possible)
        on = self.tr("Go on with the live picture (Space)")
        off = self.tr("Keep this picture and turn the camera off (Space); a session keeps only a frozen one")
        self._freeze.setToolTip(on if frozen else off)

    def is_mirrored(self) -> bool:
        """Whether pictures are to be mirrored."""
        return self._mirror.isChecked()

    def set_mirrored(self, mirrored: bool) -> None:
        """Without `mirror_wanted`."""
        with QSignalBlocker(self._mirror):
            self._mirror.setChecked(mirrored)

    def device(self) -> str | None:
        """The key of the chosen camera; None where there is none."""
        key: str | None = self._devices.currentData()
        return key

    def show_devices(self, devices: tuple[Device, ...]) -> None:
        """What can be chosen; a chosen one stays so as long as it is there."""
        chosen = self.device()
        self._devices.clear()
        for device in devices:
            self._devices.addItem(device.name, device.key)
        self._devices.setCurrentIndex(max(0, self._devices.findData(chosen)) if devices else -1)
        self._devices.setVisible(len(devices) > 1)
        self._name.setVisible(len(devices) <= 1)
        self._name.set_whole_text(devices[0].name if devices else "")

    def _build_buttons(self) -> None:
        self._freeze = _button("snowflake")
        self._freeze.setText(self.tr("Freeze"))
        self._freeze.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._freeze.toggled.connect(self.freeze_wanted)
        self._mirror = _button("flip-horizontal")
        self._mirror.setChecked(True)
        self._mirror.setProperty("iconOnly", True)
        self._mirror.setAccessibleName(self.tr("Mirrored"))
        self._mirror.setToolTip(self.tr("Mirrored, as in a mirror; the network sees it the same way"))
        self._mirror.toggled.connect(self.mirror_wanted)


def _button(name: str) -> QToolButton:
    button = QToolButton()
    button.setCheckable(True)
    button.setIcon(icon(name))
    button.setIconSize(QSize(16, 16))
    return button
