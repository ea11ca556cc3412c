"""The row of controls below what the camera sees: freeze, mirror, and which camera."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

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
        self._group: QActionGroup | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for widget in (self._freeze, self._mirror, None, self._name, self._choose):
            layout.addStretch(1) if widget is None else layout.addWidget(widget)

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
        action = None if self._group is None else self._group.checkedAction()
        return None if action is None else str(action.data())

    def show_devices(self, devices: tuple[Device, ...]) -> None:
        """What can be chosen; a chosen one stays so as long as it is there."""
        before = self.device()
        chosen = next((device for device in devices if device.key == before), devices[0] if devices else None)
        if self._group is not None:
            self._group.deleteLater()
        self._menu.clear()
        self._group = QActionGroup(self)
        for device in devices:
            action = QAction(device.name, self._group)
            action.setData(device.key)
            action.setCheckable(True)
            action.setChecked(device is chosen)
            self._menu.addAction(action)
        self._group.triggered.connect(self._on_device_triggered)
        self._choose.setVisible(len(devices) > 1)
        self._name.set_whole_text("" if chosen is None else chosen.name)

    def _on_choose_clicked(self) -> None:
        self._menu.popup(self._choose.mapToGlobal(QPoint(0, self._choose.height())))

    def _on_device_triggered(self, action: QAction) -> None:
        self._name.set_whole_text(action.text())
        self.device_wanted.emit()

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
        self._choose = _button("caret-down")
        self._choose.setCheckable(False)
        self._choose.setProperty("iconOnly", True)
        self._choose.setAccessibleName(self.tr("Camera to use"))
        self._choose.setToolTip(self.tr("Camera to use"))
        self._menu = QMenu(self._choose)
        self._choose.clicked.connect(self._on_choose_clicked)


def _button(name: str) -> QToolButton:
    button = QToolButton()
    button.setCheckable(True)
    button.setIcon(icon(name))
    button.setIconSize(QSize(16, 16))
    return button
