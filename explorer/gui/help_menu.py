"""The Help menu: a page to begin with, the list of keys, the log, and what to tell of a problem."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from explorer.gui.menu_walk import menu_with

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QDialog

    from explorer.gui.welcome import Welcome
    from explorer.gui.window import MainWindow


class HelpMenu(QObject):
    """Adds the entries; what they open is imported and made when it is wanted."""

    def __init__(self, window: MainWindow, about: QAction, welcome: Welcome) -> None:
        super().__init__(window)
        self._window = window
        menu = menu_with(about)
        self.start = self._action(self.tr("Getting &started"), self._show_start, "", "lightning")
        self.welcome = self._action(self.tr("&Welcome page"), welcome.open, "", "squares-four")
        self.keys = self._action(self.tr("&Keyboard shortcuts"), self._show_keys, "Ctrl+/", "keyboard")
        self.log = self._action(self.tr("Show l&og"), self._show_log, "", "list")
        self.system = self._action(self.tr("System &information"), self._show_system, "", "info")
        self.problem = self._action(self.tr("&Report a problem…"), self._show_problem, "", "warning-circle")
        menu.insertActions(menu.actions()[0], [self.welcome, self.start, self.keys])
        menu.insertActions(about, [self.log, self.system, self.problem])
        menu.insertSeparator(about)

    def _action(self, text: str, run: Callable[[], object], keys: str, name: str) -> QAction:
        from explorer.gui.more_actions import action_of

        return action_of(self._window, text, run, keys, name)

    def show_about(self) -> None:
        """The program, its version and licences."""
        from explorer.gui.about_dialog import AboutDialog

        self._show(AboutDialog(self._window))

    def _show_start(self) -> None:
        from explorer.gui.getting_started import GettingStarted

        self._show(GettingStarted(self._window))

    def _show_keys(self) -> None:
        from explorer.gui.shortcut_dialog import ShortcutDialog

        self._show(ShortcutDialog(self._window))

    def _show_log(self) -> None:
        from explorer.gui.reports import LogDialog

        self._show(LogDialog(self._window))

    def _show_system(self) -> None:
        from explorer.gui.reports import SystemDialog

        self._show(SystemDialog(self._window))

    def _show_problem(self) -> None:
        from explorer.gui.reports import ProblemDialog

        self._show(ProblemDialog(self._window))

    def _show(self, dialog: QDialog) -> None:
        """To the front; of each kind there is one."""
        for other in self._window.findChildren(type(dialog)):
            if other is not dialog:
                other.close()
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()
        dialog.activateWindow()
