"""Sets the window to what a lesson shows, and back to how it was before."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QObject, QSignalBlocker, Signal
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from explorer.data.pictures import Picture
from explorer.data.strokes import DIGITS
from explorer.labs.convolution import ConvolutionLab
from explorer.widgets.strokes import SIDE, Stroke

if TYPE_CHECKING:
    from explorer.gui.window import MainWindow
    from explorer.labs.base import Lab
    from explorer.lessons.base import Scene
    from explorer.models.base import Model
    from explorer.session import State

_PEN = 20


@dataclass(frozen=True, slots=True, eq=False)
class _Before:
    """How the window was when the lessons were opened."""

    state: State
    strokes: list[Stroke]
    undo_index: int
    source: str
    layout: QByteArray
    lab: type[Lab] | None
    pages: dict[type[Lab], Lab]
    history: tuple[list[State], list[State]]
    focus: QWidget | None


class LessonStage(QObject):
    """Made when the lessons are opened; `restore` ends it."""

    ready = Signal()
    """The window shows the scene."""
    failed = Signal(str)
    """One sentence: why it cannot."""
    lab_changed = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._waiting: Scene | None = None
        self._lab: Lab | None = None
        self._models: dict[str, Model] = {}
        pad, labs = window.panels.left.input.draw_pad, window.labs
        focus = QApplication.focusWidget()
        open_lab = labs.current()
        lab = None if open_lab is None else type(open_lab)
        window.front.close()
        state, source = window.session.state, window.panels.left.input.selected_input()
        self._before = _Before(
            state, pad.strokes(), pad.undo_stack.index(), source, window.saveState(), lab, labs.exchange({}),
            window.session.history(), focus,
        )  # fmt: skip
        if state.model is not None:
            self._models[state.model.name] = state.model
        # Connected after the controller: it has shown the model by then.
        window.controller.opener.opened.connect(self._on_model_opened)
        window.controller.opener.failed.connect(self._on_model_failed)

    def set(self, scene: Scene) -> None:
        """Show a scene; then `ready` or `failed`, now or later."""
        self._waiting = None
        if scene.lab is not None:
            self._show_lab(scene.lab)
            self.ready.emit()
            return
        self._window.labs.close()
        for dock in (self._window.input_dock, self._window.layers_dock, self._window.unit_dock):
            dock.setVisible(dock.objectName() in scene.docks)
        model = self._models.get(scene.model)
        if model is None:
            self._waiting = scene
            self._window.open_model(scene.model)
        else:
            self._show_network(scene, model)

    def restore(self) -> None:
        """The window as it was before; a network that was not open then is gone."""
        self._waiting = None
        window, before = self._window, self._before
        for page in window.labs.exchange(before.pages).values():
            page.deleteLater()
        self._restore_drawing()
        if before.state.model is not None:
            self._show_model(before.state.model)
        window.panels.left.input.select_input(before.source)
        self._restore_state()
        window.restoreState(before.layout)
        window.session.set_history(*before.history)
        if before.lab is not None:
            window.labs.open(before.lab)
        elif before.focus is not None and isValid(before.focus) and before.focus.isVisible():
            before.focus.setFocus()
        self.deleteLater()

    # ---- laboratory

    def _show_lab(self, setup: Any) -> None:
        lab = self._window.labs.open(ConvolutionLab)
        if lab is not self._lab:
            self._lab = lab
            lab.changed.connect(self.lab_changed)
        lab.set_up(setup)

    # ---- network

    def _show_network(self, scene: Scene, model: Model) -> None:
        self._models[scene.model] = model
        self._show_model(_centred(model.as_opened(), scene.centre))
        panel, session = self._window.panels.left.input, self._window.session
        if scene.digit is not None:
            panel.select_input("Draw")
            panel.draw_pad.set_strokes(_strokes(scene.digit))
        else:
            self._window.controller.show_picture(_sample(scene.sample))
        session.amend(layer=scene.layer, view=scene.view, channel=scene.channel, cell=scene.cell, probe=None)
        # Arrow keys move the drawing at once, or go through the network.
        (panel.draw_pad if "input" in scene.docks else self._window.panels.network.strip).setFocus()
        self.ready.emit()

    def _show_model(self, model: Model) -> None:
        session = self._window.session
        present = session.state.model
        if present is not None and present.module is model.module:
            if present is not model:
                self._window.controller.change_model(model)
        else:
            session.amend(model=model, layer=None, channel=0, cell=None, probe=None)

    def _on_model_opened(self, model: Model) -> None:
        scene, self._waiting = self._waiting, None
        if scene is not None:
            self._show_network(scene, model)

    def _on_model_failed(self, reason: str) -> None:
        if self._waiting is not None:
            self._waiting = None
            self.failed.emit(reason)

    # ---- back

    def _restore_drawing(self) -> None:
        """The strokes, and as far as there are as many steps to undo, these."""
        pad, before = self._window.panels.left.input.draw_pad, self._before
        with QSignalBlocker(pad):
            pad.undo_stack.setIndex(before.undo_index)
            if pad.strokes() != before.strokes:
                pad.set_strokes(before.strokes)

    def _restore_state(self) -> None:
        state = self._before.state
        kept: dict[str, Any] = {field.name: getattr(state, field.name) for field in fields(state)}
        if state.model is None:
            kept = {name: kept[name] for name in ("view", "scale", "fixed", "signed_map", "positive_map")}
        self._window.session.amend(**kept)


def _centred(model: Model, centre: bool) -> Model:
    """The model that puts drawings into the middle or leaves them where they are, if it knows such a thing."""
    preprocessing: Any = model.preprocessing
    if getattr(preprocessing, "centre", centre) == centre:
        return model
    return model.prepared_by(replace(preprocessing, centre=centre))


def _strokes(digit: int) -> list[Stroke]:
    """A digit as a hand would draw it on the canvas."""
    return [Stroke(tuple((x * SIDE, y * SIDE) for x, y in points), _PEN) for points in DIGITS[digit]]


def _sample(name: str) -> Picture:
    from explorer.data.samples import samples

    sample = next(sample for sample in samples() if sample.name == name)
    return Picture(sample.make(), sample.title, "sample")
