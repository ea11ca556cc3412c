"""What the menus have besides the main actions: the palette, copies, zoom, pictures, and why an action is off."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from explorer.gui.detached import Detached
from explorer.gui.help_menu import HelpMenu
from explorer.gui.languages import Languages
from explorer.gui.menu_walk import explain, menu_with, plain
from explorer.gui.preferring import Preferring
from explorer.gui.remaining_menus import RemainingMenus
from explorer.gui.text_size import TextSize
from explorer.gui.welcome import Welcome
from explorer.widgets.icons import icon

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.gui.actions import Actions
    from explorer.gui.command_palette import CommandPalette
    from explorer.gui.frames import Frame
    from explorer.gui.menu_walk import Entry
    from explorer.gui.window import MainWindow

_ZOOM = 1.25


def action_of(window: MainWindow, text: str, run: Callable[[], object], keys: str = "", name: str = "") -> QAction:
    """An action of the window, with the first of `keys` in its tool tip; several are separated by blanks."""
    action = QAction(text, window)
    action.setShortcuts([QKeySequence(key) for key in keys.split()])
    if name:
        action.setIcon(icon(name))
    action.triggered.connect(lambda _checked=False: run())
    said = plain(text).rstrip(".…")
    action.setToolTip(f"{said} ({action.shortcut().toString()})" if keys else said)
    window.addAction(action)
    return action


class MoreActions(QObject):
    """Fills up the menus that Actions has built."""

    def __init__(self, window: MainWindow, actions: Actions) -> None:
        super().__init__(window)
        self._window, self._actions = window, actions
        self._palette: CommandPalette | None = None
        self._add_to_file()
        self._add_to_edit()
        self._add_to_view()
        self._add_to_go()
        self.detached = Detached(window, actions)
        self.preferring = Preferring(window)
        self.welcome = Welcome(actions)
        self.help = HelpMenu(window, actions.about, self.welcome)
        self._explain()
        self.remaining = RemainingMenus(window, actions, self)
        window.controller.frame_shown.connect(self._on_frame_shown)
        window.session.changed.connect(lambda _old, _new: self._enable_copies())
        self._enable_copies()

    def _action(self, text: str, run: Callable[[], object], keys: str = "", name: str = "") -> QAction:
        return action_of(self._window, text, run, keys, name)

    # ---- the menus

    def _add_to_file(self) -> None:
        menu, quit_ = menu_with(self._actions.quit), self._actions.quit
        self.preferences = self._action(self.tr("&Preferences…"), self._on_preferences, "Ctrl+,", "gear-six")
        self.close = self._action(self.tr("&Close"), self._on_close, "Ctrl+W")
        self.close.setToolTip(self.tr("Leave the laboratory or the welcome page, or close the window"))
        menu.insertAction(quit_, self.preferences)
        menu.insertSeparator(quit_)
        menu.insertAction(quit_, self.close)

    def _add_to_edit(self) -> None:
        menu = menu_with(self._actions.find)
        unit = self.tr("Copy &value"), self.tr("Copy &map"), self.tr("Copy screensho&t")
        self.copy_value = self._action(unit[0], self._on_copy_value, "Ctrl+Shift+C", "copy")
        self.copy_map = self._action(unit[1], self._on_copy_map, "Ctrl+Alt+C", "table")
        self.copy_window: QAction = self._action(unit[2], self._on_copy_window, "", "frame-corners")
        self.copy_value.setToolTip(self.tr("The number in the selected cell"))
        self.copy_map.setToolTip(self.tr("All numbers of the selected map, tab-separated, for a spreadsheet"))
        self.copy_window.setToolTip(self.tr("A picture of the window"))
        menu.insertActions(self._actions.paste, [self.copy_value, self.copy_map, self.copy_window])
        self.palette = self._action(self.tr("Find &action"), self._on_palette, "Ctrl+Shift+P", "keyboard")
        menu.addAction(self.palette)

    def _add_to_view(self) -> None:
        menu = menu_with(self._actions.full_screen)
        zoom = QMenu(self.tr("&Zoom"), self._window)
        self.zooms = [
            self._action(self.tr("Zoom &in"), partial(self._on_zoom, _ZOOM), "Ctrl++ Ctrl+=", "plus"),
            self._action(self.tr("Zoom &out"), partial(self._on_zoom, 1 / _ZOOM), "Ctrl+-", "minus"),
            self._action(self.tr("&Show all"), partial(self._on_zoom, 0.0), "Ctrl+0", "frame-corners"),
        ]
        zoom.addActions(self.zooms)
        menu.insertMenu(self._actions.half_size, zoom)
        self.languages: Languages = Languages(self._window)
        menu.insertMenu(self._actions.half_size, self.languages.menu)
        self.text_size: TextSize = TextSize(self._window)
        menu.insertMenu(self._actions.half_size, self.text_size.menu)
        theme = menu_with(self._actions._themes["system"])
        theme.addSeparator()
        theme.addAction(self._actions.toggle_theme)

    def _add_to_go(self) -> None:
        menu = menu_with(self._actions.next_channel)
        menu.addSeparator()
        self.next_picture = self._action(self.tr("&Next picture"), partial(self._on_step, 1), "Ctrl+PgDown")
        self.previous_picture = self._action(self.tr("P&revious picture"), partial(self._on_step, -1), "Ctrl+PgUp")
        for action in (self.next_picture, self.previous_picture):
            action.setToolTip(self.tr("Of the folder or gallery in the input panel"))
            menu.addAction(action)

    def _explain(self) -> None:
        """Why an action cannot be run, said in the palette."""
        actions = self._actions
        explain(actions.undo, self.tr("nothing has been drawn"))
        explain(actions.redo, self.tr("nothing was taken back"))
        explain(actions.back, self.tr("nothing else was looked at before"))
        explain(actions.forward, self.tr("nothing to return to"))
        explain(self.copy_value, self.tr("no cell is selected"))
        explain(self.copy_map, self.tr("the layer has no map"))

    # ---- what can be done now

    def _on_frame_shown(self, frame: Frame) -> None:
        if frame.fresh or not self.copy_map.isEnabled():
            self._enable_copies()

    def _enable_copies(self) -> None:
        pane = self._window.panels.unit.map_pane
        values = self._values() is not None
        self.copy_map.setEnabled(values)
        self.copy_value.setEnabled(values and pane.value() is not None)

    def _values(self) -> object:
        frame = self._window.controller.frame
        return None if frame is None or frame.unit is None else frame.unit.values

    # ---- the hand

    def _on_palette(self) -> None:
        if self._palette is None:
            from explorer.gui.command_palette import CommandPalette

            self._palette = CommandPalette(self._window, self.palette, self._tools)
        self._palette.toggle()

    def _tools(self) -> list[Entry]:
        """What can be pressed in the laboratory or view in front."""
        from explorer.gui.view_tools import tool_entries

        front = self._window.labs.current() or self._window.panels.views.current()
        return tool_entries(front, front.label())

    def _on_preferences(self) -> None:
        self.preferring.show()

    def _on_close(self) -> None:
        if self._window.front.page is not None:
            self._window.front.close()
        else:
            self._window.close()

    def _on_copy_value(self) -> None:
        from explorer.widgets.number_table import exact

        value = self._window.panels.unit.map_pane.value()
        if value is not None:
            # A hyphen instead of a true minus sign: it is meant to be pasted into programs.
            text = exact(value).replace("−", "-")
            QGuiApplication.clipboard().setText(text)
            self._window.status.hint(self.tr("Copied {0}").format(text))

    def _on_copy_map(self) -> None:
        from explorer.widgets.number_table import tab_separated

        frame = self._window.controller.frame
        values = None if frame is None or frame.unit is None else frame.unit.values
        if values is not None:
            QGuiApplication.clipboard().setText(tab_separated(values))
            self._window.status.hint(self.tr("Copied {0} × {1} numbers").format(*values.shape))

    def _on_copy_window(self) -> None:
        QGuiApplication.clipboard().setPixmap(self._window.grab())
        self._window.status.hint(self.tr("Copied a picture of the window"))

    def _on_step(self, step: int) -> None:
        if not self._window.panels.left.input.step(step):
            self._window.status.hint(self.tr("There is no other picture in this tab of the input panel."))

    def _on_zoom(self, factor: float) -> None:
        """The maps that have the keyboard, else those of the view in front; 0 shows all."""
        target = self._zoomable()
        if target is None:
            self._window.status.hint(self.tr("Nothing in this view can be zoomed."))
        elif factor == 0 and hasattr(target, "reset_zoom"):
            target.reset_zoom()
        else:
            target.zoom_by(factor)  # type: ignore[attr-defined]

    def _zoomable(self) -> QWidget | None:
        widget = QApplication.focusWidget()
        while widget is not None and widget is not self._window:
            if hasattr(widget, "zoom_by"):
                return widget
            widget = widget.parentWidget()
        front = self._window.front.page or self._window.panels.views.current()
        return next((one for one in front.findChildren(QWidget) if hasattr(one, "zoom_by") and one.isVisible()), None)
