"""What is done to the menus once all their entries are there: a folder to open, order, letters, keys in fields."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from explorer.gui.field_keys import FieldKeys
from explorer.gui.menu_walk import menu_with
from explorer.gui.mnemonics import give_mnemonics
from explorer.gui.settings import PICTURE_FOLDER

if TYPE_CHECKING:
    from explorer.gui.actions import Actions
    from explorer.gui.more_actions import MoreActions
    from explorer.gui.window import MainWindow


class RemainingMenus(QObject):
    """Comes last: it goes through what the others have built."""

    def __init__(self, window: MainWindow, actions: Actions, more: MoreActions) -> None:
        from explorer.gui.more_actions import action_of

        super().__init__(window)
        self._window = window
        self.open_folder = action_of(window, self.tr("Open fol&der…"), self._on_open_folder, "", "images")
        self.open_folder.setToolTip(self.tr("The pictures of a folder; Ctrl+PgUp and Ctrl+PgDown walk through them"))
        file = menu_with(actions.open_picture)
        file.insertAction(file.actions()[file.actions().index(actions.open_picture) + 1], self.open_folder)
        menu_with(more.copy_window).removeAction(more.copy_window)
        file.insertAction(actions.exports.copy_code, more.copy_window)
        give_mnemonics(window.menuBar())
        walks = (actions.next_layer, actions.previous_layer, actions.next_channel, actions.previous_channel)
        self._keys = FieldKeys(window, [actions.exports.export], walks)

    def _on_open_folder(self) -> None:
        settings = self._window._settings
        before = PICTURE_FOLDER.read(settings)
        folder = QFileDialog.getExistingDirectory(self._window, self.tr("Open folder"), before)
        if folder:
            PICTURE_FOLDER.write(settings, folder)
            self._window.controller.open_picture(Path(folder))
