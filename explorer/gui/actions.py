"""Every action of the window with its keys, in menus and in the tool bar."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QDockWidget, QMenu, QSizePolicy, QToolBar, QToolButton, QWidget

from explorer.gui.comfort import Comfort
from explorer.gui.exports import Exports
from explorer.gui.layer_search import LayerSearch
from explorer.gui.menu_walk import plain
from explorer.gui.more_actions import MoreActions
from explorer.gui.recent_menu import RecentMenu
from explorer.gui.settings import HALF_SIZE, HALF_SIZE_KNOWN
from explorer.widgets import theme
from explorer.widgets.icons import icon
from explorer.widgets.said import said

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.gui.window import MainWindow
    from explorer.models.base import Model


class Actions(QObject):
    """Builds menus and tool bar of a MainWindow."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._build_actions()
        self._build_menus()
        self._build_tool_bar()
        self._offer_half_size()
        self.more = MoreActions(window, self)
        window.session.history_changed.connect(self._on_history_changed)
        self._on_history_changed()

    def _action(
        self, text: str, run: Callable[[], object] | None, keys: str = "", name: str = "", tip: str = ""
    ) -> QAction:
        action = QAction(text, self._window)
        if keys:
            action.setShortcut(QKeySequence(keys))
        if name:
            action.setIcon(icon(name))
        if run is not None:
            action.triggered.connect(lambda _checked=False: run())
        said = plain(text).rstrip(".…")
        action.setIconText(said)
        action.setToolTip(f"{tip or said} ({action.shortcut().toString()})" if keys else tip or said)
        self._window.addAction(action)
        return action

    def _build_actions(self) -> None:
        window, controller, session = self._window, self._window.controller, self._window.session
        pad = window.panels.left.input.draw_pad
        self.new_drawing = self._action(self.tr("&New drawing"), self._on_new_drawing, "Ctrl+N", "pencil-simple")
        self.open_model = self._action(self.tr("Open &model…"), window.choose_model, "Ctrl+M", "cube")
        self.open_model_file = self._action(
            self.tr("Open model &file…"), window.choose_model_file, "Ctrl+Shift+O", "file"
        )
        self.preprocessing = self._action(
            self.tr("&Preprocessing…"), window.questions.ask_for_preprocessing, "Ctrl+P", "sliders-horizontal"
        )
        self.recent = RecentMenu(controller.opener, window)
        self.recent.session_picked.connect(window.sessions.open)
        self.open_picture = self._action(self.tr("&Open picture…"), window.choose_picture, "Ctrl+O", "folder-open")
        self.exports = Exports(window)
        self.quit = self._action(self.tr("&Quit"), window.close, "Ctrl+Q")
        self.undo = pad.undo_stack.createUndoAction(self, self.tr("&Undo"))
        self.undo.setShortcut(QKeySequence("Ctrl+Z"))
        self.redo = pad.undo_stack.createRedoAction(self, self.tr("&Redo"))
        self.redo.setShortcut(QKeySequence("Ctrl+Shift+Z"))
        self.paste = self._action(self.tr("&Paste picture"), window.panels.left.input.paste, "Ctrl+V", "clipboard")
        self.find = self._action(self.tr("&Find layer"), self._on_find, "Ctrl+K", "magnifying-glass")
        self.find.setShortcuts([QKeySequence("Ctrl+K"), QKeySequence("Ctrl+F")])
        self.back = self._action(self.tr("&Back"), session.back, "Alt+Left", "arrow-left")
        self.forward = self._action(self.tr("&Forward"), session.forward, "Alt+Right", "arrow-right")
        self.next_layer = self._action(self.tr("Next &layer"), lambda: controller.step(1, 0), "Ctrl+Right")
        self.previous_layer = self._action(self.tr("&Previous layer"), lambda: controller.step(-1, 0), "Ctrl+Left")
        self.next_channel = self._action(self.tr("Next &channel"), lambda: controller.step(0, 1), "Ctrl+Down")
        self.previous_channel = self._action(self.tr("Previous c&hannel"), lambda: controller.step(0, -1), "Ctrl+Up")
        self.half_size = self._action(self.tr("&Half resolution while drawing"), None)
        self.half_size.setCheckable(True)
        self.half_size.setToolTip(
            self.tr("While the pen is down the network gets a quarter of the pixels; when it is lifted, all of them.")
        )
        self.full_screen = self._action(self.tr("F&ull screen"), self._on_full_screen, "F11")
        self.reset_layout = self._action(self.tr("&Reset layout"), window.reset_layout)
        self.toggle_theme = self._action(self.tr("Switch light and dark"), window.toggle_theme, "Ctrl+T", "moon")
        self.about = self._action(self.tr("&About"), lambda: self.more.help.show_about())
        self.lessons = self._action(self.tr("&Lessons"), window.lessons.toggle, "F1", "student")
        self.lessons.setCheckable(True)
        window.lessons.switched.connect(self.lessons.setChecked)

    def _build_menus(self) -> None:
        bar = self._window.menuBar()
        self._menu(
            bar.addMenu(self.tr("&File")), self.new_drawing, self.open_picture, None, self.open_model,
            self.open_model_file, self.recent.menuAction(), None, *self._window.sessions.actions, None,
            *self.exports.actions, None, self.quit,
        )  # fmt: skip
        self._menu(bar.addMenu(self.tr("&Edit")), self.undo, self.redo, None, self.paste, None, self.find)
        view = bar.addMenu(self.tr("&View"))
        self._add_views(view.addMenu(self.tr("&Layer view")))
        self._menu(view, None, *self._dock_actions(), None)
        self._add_themes(view.addMenu(self.tr("&Theme")))
        self._menu(view, self.half_size, None, self.full_screen, self.reset_layout)
        self._menu(bar.addMenu(self.tr("&Model")), self.preprocessing, self._window.devices.menu.menuAction())
        self._menu(
            bar.addMenu(self.tr("&Go")), self.back, self.forward, None, self.next_layer, self.previous_layer, None,
            self.next_channel, self.previous_channel,
        )  # fmt: skip
        self._add_labs(bar.addMenu(self.tr("&Tools")))
        self._menu(bar.addMenu(self.tr("&Help")), self.lessons, None, self.about)

    def _menu(self, menu: QMenu, *actions: QAction | None) -> None:
        for action in actions:
            menu.addSeparator() if action is None else menu.addAction(action)

    def _dock_actions(self) -> list[QAction]:
        window = self._window
        keys = {window.input_dock: "F2", window.layers_dock: "F3", window.unit_dock: "F4"}
        self.docks = {dock: self._dock_action(dock, key) for dock, key in keys.items()}
        return list(self.docks.values())

    def _dock_action(self, dock: QDockWidget, key: str) -> QAction:
        """Shows a dock, in front of those that share its place; hides it where it is in front already."""
        action = self._action(dock.windowTitle(), None, key)
        action.setCheckable(True)
        action.triggered.connect(lambda shown: _show_or_hide(dock, shown))
        # Behind another tab counts as not visible.
        dock.visibilityChanged.connect(action.setChecked)
        return action

    def _add_views(self, menu: QMenu) -> None:
        session = self._window.session
        self.views: list[QAction] = []
        for number, view in enumerate(self._window.panels.views.views, start=1):
            action = self._action(view.label(), partial(session.set, view=view.title), f"Alt+{number}")
            menu.addAction(action)
            self.views.append(action)

    def _add_labs(self, menu: QMenu) -> None:
        labs = self._window.labs
        self.labs = {kind: self._action(kind.label(), partial(labs.toggle, kind), kind.keys, kind.icon)
                     for kind in labs.kinds}  # fmt: skip
        for kind, action in self.labs.items():
            action.setCheckable(True)
            labs.switched.connect(lambda title, kind=kind, action=action: action.setChecked(title == kind.title))
        self._menu(menu, *self.labs.values())

    def _add_themes(self, menu: QMenu) -> None:
        group = QActionGroup(self)
        texts = {"system": self.tr("Follow the &system"), "light": self.tr("&Light"), "dark": self.tr("&Dark")}
        self._themes: dict[str, QAction] = {}
        for name, text in texts.items():
            action = self._action(text, partial(self._window.set_theme, name))
            action.setCheckable(True)
            group.addAction(action)
            menu.addAction(action)
            self._themes[name] = action
        self.comfort = Comfort(self._window, menu)

    def _build_tool_bar(self) -> None:
        bar = QToolBar(self.tr("Tools"))
        bar.setObjectName("tools")
        bar.setMovable(False)
        bar.setIconSize(QSize(16, 16))
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._model_button = QToolButton()
        self._model_button.setText(self.tr("No model"))
        self._model_button.setIcon(icon("stack"))
        self._model_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._model_button.setProperty("outlined", True)
        self._model_button.setToolTip(self.open_model.toolTip())
        self._model_button.clicked.connect(self._window.choose_model)
        bar.addWidget(self._model_button)
        bar.addAction(self.open_picture)
        self.open_picture.setIconText(self.tr("Picture"))
        bar.addSeparator()
        bar.addAction(self.back)
        bar.addAction(self.forward)
        self._icon_only(bar, self.back, self.forward)
        bar.addSeparator()
        layers = self.docks[self._window.layers_dock]
        layers.setIcon(icon("tree-structure"))
        bar.addAction(layers)
        spacer = QWidget()
        spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(spacer)
        bar.addAction(self.lessons)
        bar.addActions(list(self.labs.values()))
        self.search = LayerSearch(self._window.controller)
        bar.addWidget(self.search)
        bar.addAction(self.toggle_theme)
        self._icon_only(bar, self.toggle_theme)
        # Qt leaves tool buttons out of the Tab order; a hand at the keyboard wants them as well.
        # The sign inside the search field is none of them.
        for button in bar.findChildren(QToolButton, options=Qt.FindChildOption.FindDirectChildrenOnly):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for button in bar.findChildren(QToolButton, "qt_toolbar_ext_button"):
            button.setAccessibleName(self.tr("More tools"))
            button.setToolTip(self.tr("More tools"))
        self._window.addToolBar(bar)

    def _icon_only(self, bar: QToolBar, *actions: QAction) -> None:
        for action in actions:
            button = bar.widgetForAction(action)
            if isinstance(button, QToolButton):
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
                button.setProperty("iconOnly", True)

    def _offer_half_size(self) -> None:
        """The switch in the menu, and in the status bar where drawing is slow."""
        window, half_size = self._window, self._window.controller.half_size
        self.half_size.toggled.connect(self._on_half_size_toggled)
        self.half_size.setChecked(HALF_SIZE.read(window._settings))
        window.status.painted.connect(half_size.consider)
        half_size.worth_it.connect(self._on_half_size_worth_it)
        half_size.refused.connect(self._on_half_size_refused)
        window.controller.after_loading.capture_measured.connect(window.status.show_capture)

    # ---- showing

    def show_model(self, model: Model) -> None:
        """The model's name on its button."""
        self._model_button.setText(f"{model.title}   {said(model.source)}")
        if self.half_size.isChecked() and self._window.controller.half_size.suits(model):
            self._window.status.offer(self.half_size)

    def show_theme(self, name: str) -> None:
        """Which theme is chosen."""
        self._themes[name].setChecked(True)
        self.toggle_theme.setIcon(icon("sun" if theme.tokens().dark else "moon"))

    def _on_history_changed(self) -> None:
        self.back.setEnabled(self._window.session.can_go_back)
        self.forward.setEnabled(self._window.session.can_go_forward)

    # ---- the hand

    def _on_half_size_toggled(self, on: bool) -> None:
        self._window.controller.half_size.wanted = on
        HALF_SIZE.write(self._window._settings, on)

    def _on_half_size_worth_it(self, ms: float) -> None:
        settings = self._window._settings
        new = not HALF_SIZE_KNOWN.read(settings)
        HALF_SIZE_KNOWN.write(settings, True)
        self._window.status.offer(self.half_size, self.tr("An update takes {0:.0f} ms.").format(ms) if new else "")

    def _on_half_size_refused(self, model: Model, why: str) -> None:
        self._window.status.withdraw_offer()
        self._window.status.hint(self.tr("{0} takes its full size only.").format(model.title), why)

    def _on_new_drawing(self) -> None:
        panel = self._window.panels.left.input
        panel.select_input("Draw")
        panel.draw_pad.clear()
        panel.draw_pad.setFocus()

    def _on_find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _on_full_screen(self) -> None:
        self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)


def _show_or_hide(dock: QDockWidget, shown: bool) -> None:
    dock.setVisible(shown)
    if shown:
        dock.raise_()
