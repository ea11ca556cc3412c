"""The welcome page in the window: when it comes, what leads away from it, and what it is told."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget
from shiboken6 import isValid

from explorer.gui.defaults import DEFAULT_MODEL, is_session
from explorer.gui.opening import MODEL
from explorer.gui.settings import WELCOME
from explorer.widgets.switch import Switch

if TYPE_CHECKING:
    from explorer.errors import ExplorerError
    from explorer.gui.actions import Actions
    from explorer.gui.welcome_page import WelcomePage
    from explorer.gui.welcome_sight import Computer, Sight
    from explorer.session import State

_log = logging.getLogger(__name__)
_SLOT = "welcome"


class Welcome(QObject):
    """Makes the page when it is opened for the first time. Whatever shows something of the network closes it."""

    def __init__(self, actions: Actions) -> None:
        window = actions._window
        super().__init__(window)
        self._window, self._actions = window, actions
        self._page: WelcomePage | None = None
        self._sight: Sight | None = None
        self._looking = False
        self.at_start = QAction(self.tr("Show this page at start"), self)
        self.at_start.setCheckable(True)
        self.at_start.setChecked(WELCOME.read(window._settings))
        self.at_start.toggled.connect(lambda on: WELCOME.write(window._settings, on))
        window.front.changed.connect(self._on_front_changed)
        window.session.changed.connect(self._on_session_changed)
        window.jobs.idle.connect(self._on_idle)
        opener = window.controller.opener
        opener.asked.connect(self.close)
        opener.opened.connect(self._show_recent)
        self._connect_actions()

    def _connect_actions(self) -> None:
        """What leads to the network even where nothing of it changes: the layer that is looked for is there already."""
        actions = self._actions
        for action in (actions.next_layer, actions.previous_layer, actions.next_channel, actions.previous_channel):
            action.triggered.connect(self.close)
        for action in (*actions.views, actions.back, actions.forward):
            action.triggered.connect(self.close)
        for dock, action in actions.docks.items():
            action.triggered.connect(lambda shown, dock=dock: self._on_dock_triggered(dock, shown))
        actions.reset_layout.triggered.connect(self._on_reset_layout_triggered)
        actions.new_drawing.triggered.connect(self._on_new_drawing_triggered)
        actions.search.picked.connect(self.close)

    # ---- what the user can ask for

    @property
    def is_open(self) -> bool:
        """Whether the page is in front."""
        return self._page is not None and self._window.front.page is self._page

    def open(self) -> None:
        """Bring the page to the front; lessons and laboratories are left."""
        if self.is_open:
            return
        self._window.lessons.close()
        page = self._page or self._make()
        self._show_recent()
        self._show_lessons()
        page.show_ready(self._is_ready())
        self._window.front.show(page, status_bar=True)
        self._foot.show()
        self._window.drops.framed = False
        page.draw.setFocus(Qt.FocusReason.OtherFocusReason)
        self._looking = True
        if self._window.jobs.is_idle():
            self._on_idle()

    def close(self) -> None:
        """The network instead."""
        if self.is_open:
            self._window.front.close()

    def start_drawing(self) -> None:
        """An empty canvas in front of the built-in network."""
        state, opener = self._window.session.state, self._window.controller.opener
        coming = state.model is None or self._window.jobs.has(MODEL)
        present = opener.wanted if coming or state.model is None else state.model.name
        self._actions.new_drawing.trigger()
        if present != DEFAULT_MODEL:
            self._window.open_model(DEFAULT_MODEL)

    # ---- building

    def _make(self) -> WelcomePage:
        from explorer.gui.welcome_page import WelcomePage

        window, actions = self._window, self._actions
        page = self._page = WelcomePage(actions)
        page.close_wanted.connect(self.close)
        page.draw.button.clicked.connect(self.start_drawing)
        page.picture.button.clicked.connect(actions.open_picture.trigger)
        page.model.button.clicked.connect(actions.open_model_file.trigger)
        page.lessons.button.clicked.connect(actions.lessons.trigger)
        page.recent.picked.connect(self._on_recent_picked)
        page.recent.missed.connect(self._on_recent_missed)
        page.recent.removed.connect(self._on_recent_removed)
        page.recent.cleared.connect(self._on_recent_cleared)
        page.computer.manage_wanted.connect(window.choose_model)
        window.drops.hovered.connect(page.drop_area.set_bright)
        window.statusBar().addPermanentWidget(self._built_foot())
        return page

    def _built_foot(self) -> QWidget:
        """The switch of the status bar, which shows it only below the page."""
        self._foot = QWidget()
        switch = Switch(self.at_start.text())
        switch.setChecked(self.at_start.isChecked())
        switch.toggled.connect(self.at_start.setChecked)
        self.at_start.toggled.connect(switch.setChecked)
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(0, 0, 10, 0)
        row.addWidget(switch)
        return self._foot

    # ---- what the page is told

    def _is_ready(self) -> bool:
        model = self._window.session.state.model
        return model is not None and model.name == DEFAULT_MODEL

    def _show_recent(self) -> None:
        if self._page is not None:
            self._page.recent.show_entries(self._window.controller.opener.remembered.listed())

    def _show_lessons(self) -> None:
        from explorer.gui.welcome_lessons import progress_of

        assert self._page is not None
        self._page.show_lessons(progress_of(self._window.lessons))

    def _on_idle(self) -> None:
        """Nothing else is to be done: look at torch and the disk, and let the network run on the stored drawing."""
        if not (self._looking and self.is_open):
            return
        self._looking = False
        known = self._sight

        def look(_job: object) -> tuple[Sight, Computer]:
            # torch comes with the first model, in the model thread: the page does not wait for it.
            from explorer.gui.welcome_sight import computer, sight

            return known or sight(), computer()

        self._window.jobs.submit(_SLOT, "", look, self._on_looked, self._on_failed)

    def _on_looked(self, answer: tuple[Sight, Computer]) -> None:
        self._sight, computer = answer
        if self._page is not None and isValid(self._page):
            self._page.show_sight(self._sight)
            self._page.show_computer(computer)

    def _on_failed(self, error: ExplorerError) -> None:
        _log.warning("The welcome page has nothing to show of the network: %s", error)

    # ---- what happens

    def _on_front_changed(self) -> None:
        if self._page is not None and not self.is_open:
            self._foot.hide()
            self._window.drops.framed = True
            self._page.drop_area.set_bright(False)

    def _on_session_changed(self, old: State, new: State) -> None:
        """The network that the window begins with comes while the page is shown; anything later is somebody's wish."""
        if not self.is_open or self._page is None:
            return
        self._page.show_ready(self._is_ready())
        first = old.model is None and new.model is not None
        settled = old.layer is None and new.picture is old.picture
        if first or (settled and new.model is old.model):
            return
        if any(
            getattr(new, name) is not getattr(old, name) for name in ("picture", "layer", "view", "channel", "cell")
        ) or (old.model is not None and new.model is not None and new.model.module is not old.model.module):
            self.close()

    def _on_new_drawing_triggered(self) -> None:
        # While it was out of sight, the canvas could not take the keyboard.
        self.close()
        self._window.panels.left.input.draw_pad.setFocus()

    def _on_dock_triggered(self, dock: object, shown: bool) -> None:
        if self.is_open:
            self.close()
            dock.setVisible(shown)  # type: ignore[attr-defined]
            dock.raise_()  # type: ignore[attr-defined]

    def _on_reset_layout_triggered(self) -> None:
        if self.is_open:
            # What was left comes back as it was: only then can it be reset.
            self.close()
            self._window.reset_layout()

    # ---- what was open before

    def _on_recent_picked(self, reference: str) -> None:
        self.close()
        if is_session(reference):
            self._window.sessions.open(reference)
        else:
            self._window.open_model(reference)

    def _on_recent_missed(self, reference: str) -> None:
        self._window.status.hint(self.tr("{0} is not there. Delete takes it from the list.").format(reference))
        self._show_recent()

    def _on_recent_removed(self, reference: str) -> None:
        self._window.controller.opener.remembered.forget(reference)
        self._show_recent()

    def _on_recent_cleared(self) -> None:
        self._window.controller.opener.remembered.forget_recent()
        self._show_recent()
