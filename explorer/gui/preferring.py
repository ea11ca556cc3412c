"""What the user prefers, brought into the window at its start and whenever it is chosen anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from explorer.gui import settings as known

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

    from explorer.gui.window import MainWindow


class Preferring(QObject):
    """Every choice is kept and shown at once. The window's other choices, of the moment, are no preferences."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.settings: QSettings = window._settings
        self._show_maps()

    def set_maps(self, signed: str, positive: str) -> None:
        """The colour maps to begin with."""
        known.SIGNED_MAP.write(self.settings, signed)
        known.POSITIVE_MAP.write(self.settings, positive)
        self._show_maps()

    def set_scale(self, mode: str) -> None:
        """What shares a colour range at first."""
        known.SCALE.write(self.settings, mode)
        self._show_maps()

    def set_model(self, reference: str) -> None:
        """What is opened when nothing else is asked for; empty for the shipped network."""
        known.MODEL.write(self.settings, reference.strip() or known.MODEL.default)

    def set_autosave(self, on: bool) -> None:
        """Whether the session is kept without being asked."""
        known.AUTOSAVE.write(self.settings, on)

    def restore(self) -> None:
        """All preferences as they are at first."""
        window = self._window
        known.forget(self.settings)
        window.apply_theme(known.THEME.default)
        window.actions_.comfort.follow_desktop()
        window.actions_.half_size.setChecked(known.HALF_SIZE.default)
        window.actions_.more.welcome.at_start.setChecked(known.WELCOME.default)
        known.forget(self.settings, (known.HALF_SIZE, known.WELCOME))
        self._show_maps()

    def show(self) -> None:
        """The dialog in which all of this is chosen."""
        from PySide6.QtCore import Qt

        from explorer.gui.preferences_dialog import PreferencesDialog

        dialog = PreferencesDialog(self._window, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _show_maps(self) -> None:
        settings = self.settings
        self._window.session.amend(
            signed_map=known.SIGNED_MAP.read(settings),
            positive_map=known.POSITIVE_MAP.read(settings),
            scale=known.SCALE.read(settings),
        )
