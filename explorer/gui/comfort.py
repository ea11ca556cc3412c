"""What makes the window easier to look at: stronger outlines, rings for the keyboard, no motion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication

from explorer.widgets import motion, theme
from explorer.widgets.focus_ring import FocusRings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from explorer.gui.window import MainWindow

CONTRAST, MOTION = "theme/high-contrast", "theme/reduced-motion"
"""Settings; while one is not there, the desktop decides."""


class Comfort(QObject):
    """Two switches of the menu of themes. What the desktop asks for holds until the user chooses."""

    def __init__(self, window: MainWindow, menu: QMenu) -> None:
        super().__init__(window)
        self._window = window
        self._rings = FocusRings(self)
        self.high_contrast = self._switch(
            self.tr("&High contrast"), self.tr("Stronger outlines of controls, darker captions and lines")
        )
        self.reduced_motion = self._switch(
            self.tr("&Reduce motion"), self.tr("Switches and docks change at once instead of sliding")
        )
        menu.addSeparator()
        menu.addActions([self.high_contrast, self.reduced_motion])
        # Both are kept: the one is gone for Python when the other is.
        self._style_hints = QGuiApplication.styleHints()
        self._hints = self._style_hints.accessibility()
        self._hints.contrastPreferenceChanged.connect(self._on_desktop_contrast_changed)
        self._restore()
        self.high_contrast.toggled.connect(self._on_high_contrast_toggled)
        self.reduced_motion.toggled.connect(self._on_reduced_motion_toggled)

    def _switch(self, text: str, tip: str) -> QAction:
        action = QAction(text, self._window)
        action.setCheckable(True)
        action.setToolTip(tip)
        self._window.addAction(action)
        return action

    def _restore(self) -> None:
        chosen = self._chosen(MOTION)
        motion.reduce_motion(chosen)
        self._window.setAnimated(not motion.is_reduced())
        self.reduced_motion.setChecked(motion.is_reduced())
        wanted = self._wants_contrast()
        self.high_contrast.setChecked(wanted)
        # The window has been dressed before its settings were asked for this.
        if wanted != theme.is_high_contrast():
            self._dress(wanted)

    def follow_desktop(self) -> None:
        """Forget what the user chose."""
        settings = self._window._settings
        for key in (CONTRAST, MOTION):
            settings.remove(key)
        self._restore()
        # The switches have told what they are now, as if somebody had chosen it.
        for key in (CONTRAST, MOTION):
            settings.remove(key)

    def _chosen(self, key: str) -> bool | None:
        settings = self._window._settings
        return bool(settings.value(key, type=bool)) if settings.contains(key) else None

    def _wants_contrast(self) -> bool:
        chosen = self._chosen(CONTRAST)
        return self._hints.contrastPreference() == Qt.ContrastPreference.HighContrast if chosen is None else chosen

    def _dress(self, high_contrast: bool) -> None:
        from PySide6.QtWidgets import QApplication

        theme.prefer_high_contrast(high_contrast)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, "dark" if theme.tokens().dark else "light")
        self._window.controller.repaint()

    # ---- what happens

    def _on_high_contrast_toggled(self, on: bool) -> None:
        self._window._settings.setValue(CONTRAST, on)
        self._dress(on)

    def _on_reduced_motion_toggled(self, on: bool) -> None:
        self._window._settings.setValue(MOTION, on)
        motion.reduce_motion(on)
        self._window.setAnimated(not on)

    def _on_desktop_contrast_changed(self) -> None:
        wanted = self._wants_contrast()
        if wanted != theme.is_high_contrast():
            self.high_contrast.blockSignals(True)
            self.high_contrast.setChecked(wanted)
            self.high_contrast.blockSignals(False)
            self._dress(wanted)
