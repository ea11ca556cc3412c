"""A window filled anew while it is open, with what it shows carried over: its texts are made once, with its parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QDockWidget, QToolBar

from explorer.gui.opening import MODEL
from explorer.inputs.camera import CameraInput
from explorer.inputs.given import GivenInput
from explorer.inputs.image import ImageInput
from explorer.inputs.samples import SamplesInput
from explorer.inputs.stimulus import StimulusInput

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from explorer.data.pictures import Picture
    from explorer.gui.detached import Carried as Detached
    from explorer.gui.input_panel import InputPanel
    from explorer.gui.opening import Wish
    from explorer.gui.window import MainWindow
    from explorer.inputs.base import InputSource
    from explorer.labs.base import Lab
    from explorer.models.remembered import Choice
    from explorer.session import State
    from explorer.widgets.drawing import History

_QTS_OWN = ("QMainWindowLayout", "QMainWindowTabBar")
"""Children of a main window that its layout keeps pointers to, besides `qt_...` between the docks."""


def refill(window: MainWindow, between: Callable[[], object]) -> None:
    """Empty a window, do what is to be done `between`, and fill it with the same again.

    Dialogs close, lessons are left, and what runs is dropped: also a download.
    """
    window.lessons.close()
    carried = _Carried.of(window)
    _empty(window)
    between()
    window.fill()
    carried.put_into(window)


def _empty(window: MainWindow) -> None:
    window._leave()
    # As when it is closed: a job that writes the same file has ended by now.
    window.sessions.autosaving.end()
    for toolbar in window.findChildren(QToolBar, options=Qt.FindChildOption.FindDirectChildrenOnly):
        window.removeToolBar(toolbar)
    for dock in window.findChildren(QDockWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        window.removeDockWidget(dock)
    centre = window.takeCentralWidget()
    assert centre is not None
    centre.deleteLater()
    for action in window.actions():
        window.removeAction(action)
    for child in window.children():
        if child.metaObject().className() not in _QTS_OWN and not child.objectName().startswith("qt_"):
            child.deleteLater()
    # At once: what only waits to be deleted would answer the keys and the theme together with its successor.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@dataclass(frozen=True, slots=True, eq=False)
class _Carried:
    """What a window shows.

    Attributes:
        state, history: the session's.
        opened: the folding of the network strip.
        wish, device, choice: the opener's.
        opening: whether it has not opened that yet.
        session: the file that the session was saved to.
        drawing: with its undo steps.
        source: the title of the input's source in front.
        given: what the source in front shows, as far as it is no drawing.
        theme: the chosen one.
        lab: the open laboratory, with its setup.
        welcome: whether the welcome page is in front.
        detached: the views in windows of their own.
    """

    state: State
    history: tuple[list[State], list[State]]
    opened: frozenset[str] | None
    wish: Wish | None
    opening: bool
    device: str
    choice: Choice
    session: Path | None
    drawing: History
    source: str
    given: Any
    theme: str
    lab: tuple[type[Lab], Any] | None
    welcome: bool
    detached: list[Detached]

    @classmethod
    def of(cls, window: MainWindow) -> _Carried:
        session, controller, panel = window.session, window.controller, window.panels.left.input
        lab = window.labs.current()
        return cls(
            state=session.state,
            history=session.history(),
            opened=controller._opened,
            wish=controller.opener._wish,
            opening=window.jobs.has(MODEL),
            device=controller.opener.device,
            choice=controller.opener.choice,
            session=window.sessions.path,
            drawing=panel.draw_pad.history(),
            source=panel.selected_input(),
            given=_given(panel),
            theme=next((name for name, action in window.actions_._themes.items() if action.isChecked()), "system"),
            lab=None if lab is None else (type(lab), lab.setup()),
            welcome=window.actions_.more.welcome.is_open,
            detached=window.actions_.more.detached.carried(),
        )

    def put_into(self, window: MainWindow) -> None:
        """Show it in a window that has just been filled."""
        session, controller, panel = window.session, window.controller, window.panels.left.input
        opener = controller.opener
        opener._wish, opener.device, opener.choice = self.wish, self.device, self.choice
        window.sessions.path = self.session
        window.actions_.show_theme(self.theme)
        if self.drawing.steps:
            panel.draw_pad.take_over(self.drawing)
        model, live = self.state.model, self.source == GivenInput.title
        if model is not None and live:
            controller.show_live(model, self.given[0])
        elif model is not None:
            opener.opened.emit(model)
        _show_given(panel, self.source, self.given)
        controller._opened = self.opened
        # The picture too: a file is read in a thread of its own.
        session.amend(**{name: getattr(self.state, name) for name in self.state.__slots__})
        session.set_history(*self.history)
        if self.lab is not None:
            kind, setup = self.lab
            window.labs.open(kind).set_up(setup)
        if self.opening and self.wish is not None:
            opener._submit(self.wish)
        if self.welcome:
            window.actions_.more.welcome.open()
        window.actions_.more.detached.restore(self.detached)


def _given(panel: InputPanel) -> Any:
    """What the source in front is to be told to show the same."""
    source = _front(panel)
    if isinstance(source, SamplesInput):
        return source.picked()
    if isinstance(source, StimulusInput):
        return source.stimulus
    if isinstance(source, GivenInput):
        pictures, present = source.given(), source.picture()
        return pictures, 0 if present is None else pictures.index(present)
    frozen = isinstance(source, CameraInput) and source.frozen
    return source.picture() if frozen or isinstance(source, ImageInput) else None


def _show_given(panel: InputPanel, title: str, given: Any) -> None:
    source = next(one for one in panel.sources() if one.title == title)
    if isinstance(source, StimulusInput):
        source.show_stimulus(given)
    elif isinstance(source, SamplesInput) and given:
        source.pick(given)
    elif isinstance(source, GivenInput):
        source.pick(given[1])
    elif isinstance(source, ImageInput) and given is not None:
        _show_picture(source, given)
    elif isinstance(source, CameraInput) and given is not None:
        source.show_frozen(given)
    panel.select_input(title)


def _show_picture(source: ImageInput, picture: Picture) -> None:
    if picture.path is not None and picture.path.is_file():
        source.open_path(picture.path)
    else:
        source.show_picture(picture)


def _front(panel: InputPanel) -> InputSource:
    return next(source for source in panel.sources() if source.title == panel.selected_input())
