"""View > Detach view: the view in front as a window of its own, which stays as it is while the main window goes on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QObject, QTime

from explorer.gui.menu_walk import explain, menu_with

if TYPE_CHECKING:
    from explorer.gui.actions import Actions
    from explorer.gui.detached_pin import Pin
    from explorer.gui.detached_window import DetachedWindow, Look
    from explorer.gui.frames import Frame
    from explorer.gui.window import MainWindow
    from explorer.views.base import LayerView

_HEAD, _LEAST = 42, (560, 460)
_NUMBERS = count(1)


@dataclass(frozen=True, slots=True, eq=False)
class Carried:
    """A detached window while the program changes its language.

    Attributes:
        pin: what it shows.
        look: how.
        view: the view's class.
        setup: what is chosen in the view.
        geometry: where it stands.
        since: when it was detached.
        follows: whether it follows the main window.
    """

    pin: Pin
    look: Look
    view: type[LayerView]
    setup: Any
    geometry: QByteArray
    since: QTime
    follows: bool


class Detached(QObject):
    """Owns the action and the windows; these are neither in the settings nor in sessions, and close with the main one.

    Attributes:
        windows: those that are open, the oldest first.
    """

    def __init__(self, window: MainWindow, actions: Actions) -> None:
        from explorer.gui.more_actions import action_of

        super().__init__(window)
        self._window, self._actions = window, actions
        self.windows: list[DetachedWindow] = []
        self.action = action_of(window, self.tr("&Detach view"), self.detach, "Ctrl+Shift+D", "push-pin")
        self.action.setToolTip(self.tr("Open the view in front as a window that stays as it is (Ctrl+Shift+D)"))
        explain(self.action, self.tr("the network has not run yet"))
        self.action.setEnabled(False)
        anchor = actions.full_screen
        menu = menu_with(anchor)
        menu.insertAction(anchor, self.action)
        menu.insertSeparator(anchor)
        window.panels.views.add_action(self.action)
        window.controller.frame_shown.connect(self._on_frame_shown)
        window.status.cancelled.connect(self._on_cancelled)
        # The window is closed, or filled anew.
        window.jobs.stopped.connect(self.close)
        window.controller.model_loaded.connect(lambda _model: self.action.setEnabled(False))

    def detach(self) -> DetachedWindow | None:
        """Pin what is in front; None where there is nothing."""
        frame, shown = self._window.controller.frame, self._window.panels.views.current()
        if frame is None or frame.view is None:
            return None
        own = frame.view is type(shown)
        setup = shown.setup() if own else None
        window = self._made(frame.view, setup)
        at_once = own and not frame.failure and window.view.options() == frame.request.options.own
        size = self._window.panels.views.size()
        window.resize(max(size.width(), _LEAST[0]), max(size.height() + _HEAD, _LEAST[1]))
        window.show_pin(_pin(frame), self._look(frame), frame.result if at_once else None)
        window.show()
        return window

    def close(self) -> None:
        """Close all windows."""
        for window in list(self.windows):
            window.close()

    def carried(self) -> list[Carried]:
        """What is to be opened again when the window has been filled anew."""
        return [
            Carried(one.pin, one.look, type(one.view), one.view.setup(), one.saveGeometry(), one.since, one.follows)
            for one in self.windows
            if one.pin is not None
        ]

    def restore(self, carried: list[Carried]) -> None:
        """Open them again."""
        for one in carried:
            window = self._made(one.view, one.setup)
            window.since = one.since
            window.restoreGeometry(one.geometry)
            window.follow.setChecked(one.follows)
            window.show_pin(one.pin, one.look)
            window.show()

    def _made(self, view: type[LayerView], setup: Any) -> DetachedWindow:
        from explorer.gui.detached_window import DetachedWindow

        main, session = self._window, self._window.session
        widget = view()
        if setup is not None:
            widget.set_up(setup)
        window = DetachedWindow(widget, main.jobs, f"detached {next(_NUMBERS)}", self._lead)
        window.addActions([self._actions.quit, self._actions.toggle_theme])
        window.closed.connect(partial(self._on_closed, window))
        window.follow_changed.connect(partial(self._on_follow_changed, window))
        window.channel_wanted.connect(lambda channel: session.set(channel=channel))
        window.cell_wanted.connect(lambda row, column: session.amend(cell=(row, column)))
        window.picture_wanted.connect(partial(self._on_picture_wanted, window))
        self.windows.append(window)
        return window

    def _look(self, frame: Frame) -> Look:
        """How the main window looks at a frame."""
        from explorer.gui.detached_window import Look

        state, options = self._window.session.state, frame.request.options
        maps = state.signed_map, state.positive_map
        area = self._window.controller.probing.area
        return Look(options.channel, options.cell, area, options.scale, options.fixed, *maps)

    def _lead(self, pin: Pin, name: str) -> bool:
        """Show another layer of the pinned network in the main window; whether that is its network, too."""
        frame = self._window.controller.frame
        if frame is None or not pin.is_of(frame.request.model.module) or name not in frame.trace:
            return False
        self._window.controller.pick_layer(name)
        return True

    # ---- what happens

    def _on_frame_shown(self, frame: Frame) -> None:
        if not self.action.isEnabled():
            self.action.setEnabled(True)
        for window in self.windows:
            if window.follows:
                self._show_frame(window, frame)

    def _show_frame(self, window: DetachedWindow, frame: Frame) -> None:
        """In a window that follows: the frame's layer, channel and cell, in the window's own colours."""
        from dataclasses import replace

        options, area = frame.request.options, self._window.controller.probing.area
        look = replace(window.look, channel=options.channel, cell=options.cell, area=area)
        same = (look.scale, look.fixed, window.view.options()) == (options.scale, options.fixed, options.own)
        known = same and frame.view is type(window.view) and not frame.failure
        window.show_pin(_pin(frame), look, frame.result if known else None)

    def _on_follow_changed(self, window: DetachedWindow, on: bool) -> None:
        frame = self._window.controller.frame
        if on and frame is not None:
            self._show_frame(window, frame)

    def _on_cancelled(self) -> None:
        for window in self.windows:
            window.cancel()

    def _on_picture_wanted(self, window: DetachedWindow) -> None:
        from explorer.gui.view_figure import described
        from explorer.gui.view_picture import view_drawing

        if window.pin is not None:
            label = window.pin.label
            lines = described(label.weights, label.picture, label.preview)
            drawing = view_drawing(window.title(), lines, window.view, "light")
            self._actions.exports.ask_for_drawing(drawing, window)

    def _on_closed(self, window: DetachedWindow) -> None:
        if window in self.windows:
            self.windows.remove(window)


def _pin(frame: Frame) -> Pin:
    # It comes with torch, which is here by the time that there are frames.
    from explorer.gui.detached_pin import Pin

    return Pin(frame)
