"""Between State, jobs and panels: a change of State asks for a frame, a frame is shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSignalBlocker, Signal

from explorer.gui.after_loading import AfterLoading
from explorer.gui.asking import request_of
from explorer.gui.half_size import HalfSize
from explorer.gui.opening import Opener
from explorer.gui.probing import Probing
from explorer.widgets.calm import change_calmly, change_now
from explorer.widgets.said import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from explorer.data.pictures import Picture
    from explorer.errors import ExplorerError
    from explorer.gui.frames import Frame, FrameComputer
    from explorer.gui.panels import Panels
    from explorer.gui.runs import Run
    from explorer.jobs import Job, Jobs
    from explorer.models.base import Model
    from explorer.models.remembered import Remembered
    from explorer.session import Session, State

FRAME = "frame"


class Controller(QObject):
    """Wires the panels to the session; all work on the model happens in jobs."""

    frame_shown = Signal(object)
    model_loaded = Signal(object)
    failed = Signal(str)
    frame_failed = Signal(object)

    def __init__(
        self, session: Session, jobs: Jobs, panels: Panels, remembered: Remembered, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._jobs, self._panels = session, jobs, panels
        self._computer: FrameComputer | None = None
        self._opened: frozenset[str] | None = None
        self.frame: Frame | None = None
        self._met: Model | None = None
        self._beside: Run | None = None
        pad = panels.left.input.draw_pad
        self.half_size = HalfSize(pad, self)
        self.after_loading = AfterLoading(jobs, pad, self)
        self.after_loading.failed.connect(self._on_frame_failed)
        self.probing = Probing(session, panels, self)
        self.opener = Opener(jobs, remembered, self)
        self.opener.opened.connect(self._on_model_loaded)
        session.changed.connect(self._on_session_changed)
        self._connect_panels()
        panels.views.show_scale(session.state.scale, session.state.fixed)

    def _connect_panels(self) -> None:
        panels, session = self._panels, self._session
        panels.left.input.picture_changed.connect(self.show_picture)
        panels.left.input.failed.connect(self.failed)
        panels.left.input.draw_pad.stroke_finished.connect(lambda: self.refresh(check=True))
        panels.left.prediction.class_picked.connect(self._on_class_picked)
        strip = panels.network.strip
        strip.layer_picked.connect(self.pick_layer)
        strip.channel_picked.connect(self._on_strip_channel_picked)
        strip.step_asked.connect(self.step)
        panels.network.columns_scrolled.connect(self.refresh)
        panels.network.folding_changed.connect(self._on_folding_changed)
        panels.tree.layer_picked.connect(self.pick_layer)
        panels.unit.channel_stepped.connect(lambda step: self.step(0, step))
        panels.unit.cell_picked.connect(self._on_cell_picked)
        panels.views.view_picked.connect(lambda title: session.set(view=title))
        panels.views.options_changed.connect(self.refresh)
        for view in panels.views.views:
            view.channel_picked.connect(lambda channel: session.set(channel=channel))
            view.cell_picked.connect(self._on_cell_picked)
            view.layer_picked.connect(self.pick_layer)
            view.scale_picked.connect(lambda mode: session.set(scale=mode))
            view.fixed_picked.connect(lambda value: session.set(fixed=value))
            view.colour_map_picked.connect(self._on_colour_map_picked)

    # ---- what the user can ask for

    def show_live(self, model: Model, pictures: Sequence[Picture]) -> None:
        """Show a network of the running program and what it gave; the layer that is looked at stays if it is there."""
        source, present = self._panels.left.input, self._session.state.model
        known = present is not None and present.module is model.module
        if known:
            self._panels.left.show_model(model)
        else:
            self._jobs.cancel(FRAME)
            self._meet_model(model)
        # Model and picture change in one step: neither fits what was there before.
        with QSignalBlocker(source):
            source.give(pictures)
        if known:
            self._session.amend(model=model, picture=source.picture())
        else:
            self._show_met(model)

    def open_picture(self, path: str | Path) -> None:
        """Open a picture file in the input panel."""
        self._panels.left.input.open_path(Path(path))

    def show_picture(self, picture: Picture) -> None:
        """Show the network another picture."""
        self._session.amend(picture=picture)

    def pick_layer(self, name: str) -> None:
        """Select a layer; blocks that hide it are unfolded."""
        opened = self._panels.network.opened_for(name)
        if opened is not None:
            self._opened = opened
        self._session.set(layer=name, cell=None)

    def step(self, layers: int, channels: int) -> None:
        """Walk along the columns of the strip, or along the channels."""
        columns, frame = self._panels.network.strip.columns, self.frame
        if columns is None or frame is None:
            return
        if channels and frame.unit is not None:
            channel = min(max(0, frame.unit.count - 1), max(0, frame.unit.channel + channels))
            self._session.set(channel=channel)
        number = columns.index_of(self._session.state.layer)
        if layers and number is not None:
            target = min(len(columns.columns) - 1, max(1, number + layers))
            self.pick_layer(columns.columns[target].name)

    def refresh(self, check: bool = False) -> None:
        """Ask for a frame of the present State; it replaces one that still waits.

        Args:
            check: compare the quick way of capturing with a recording.
        """
        wanted = self._session.state, self._panels, self.frame, self._opened
        request = request_of(*wanted, self.half_size, check)
        if request is None:
            return
        self.after_loading.postpone()

        def compute(job: Job) -> Frame:
            # torch comes with the first model, in the model thread: the window does not wait for it.
            from explorer.gui.frames import FrameComputer

            if self._computer is None:
                self._computer = FrameComputer()
            return self._computer.compute(request, job)

        title = self.tr("Running the network")
        self._jobs.submit(FRAME, title, compute, self._on_frame, self._on_frame_failed)

    # ---- frames

    def _on_frame(self, frame: Frame) -> None:
        state = self._session.state
        if frame.request.model is not state.model:
            return
        first = self.frame is None
        self.frame = frame
        if self._opened is None:
            self._opened = frame.opened
        # A late frame must not undo a choice made since; only what was asked for and does not exist is settled.
        if state.layer == frame.request.layer != frame.call.name:
            self._session.amend(layer=frame.call.name)
        panels = self._panels
        panels.network.show_frame(frame)
        panels.tree.show_trace(frame.trace)
        panels.views.show_frame(frame)
        # The maps follow the pen; nobody reads numbers that change at every move of it.
        change = change_calmly if frame.live and panels.left.input.draw_pad.drawing else change_now
        change(self, lambda: self._show_beside(frame))
        if first:
            assert self._computer is not None
            self.after_loading.begin(self._computer)
            self._show_selection(self._session.state)
        self.half_size.learn_from(frame)
        self.frame_shown.emit(frame)

    def _show_beside(self, frame: Frame) -> None:
        """What stands beside the maps."""
        panels, fresh = self._panels, frame.run is not self._beside
        self._beside = frame.run
        panels.unit.show_unit(frame.unit)
        if fresh:
            low, mean, high = frame.seen_range
            panels.left.input.show_tensor(frame.seen, mean, high, low, frame.run.preview)
            panels.left.prediction.show_scores(frame.scores, frame.probabilities, frame.empty, frame.run.preview)

    def _on_frame_failed(self, error: ExplorerError) -> None:
        change_now(self, self._panels.left.prediction.clear)
        self.failed.emit(said(error))
        self.frame_failed.emit(error)

    # ---- models

    def _on_model_loaded(self, model: Model) -> None:
        self._jobs.cancel(FRAME)
        self._meet_model(model)
        self._show_met(model)

    def _show_met(self, model: Model) -> None:
        self._session.set(model=model, layer=None, channel=0, cell=None, picture=self._panels.left.input.picture())

    def _meet_model(self, model: Model) -> None:
        """Another network than the one on the screen, newly opened or walked back to."""
        self.frame, self._opened, self._met, self._beside = None, None, model, None
        change_now(self, lambda: None)
        panels = self._panels
        for panel in (panels.network, panels.tree, panels.views):
            panel.forget()
        panels.left.show_model(model)
        self.model_loaded.emit(model)

    def change_model(self, model: Model, elsewhere: bool = False) -> None:
        """The same network behind another preprocessing, with other names for its classes, or on another device."""
        self._computer = None if elsewhere else self._computer
        self._panels.left.show_model(model)
        self._session.amend(model=model)

    # ---- State

    def _on_session_changed(self, old: State, new: State) -> None:
        # Compared with what the panels have met: the user may walk back before the newer network has answered.
        met = self._met is not None and new.model is not None and self._met.module is new.model.module
        if new.model is not None and new.model is not old.model and not met:
            self._meet_model(new.model)
        if any(getattr(new, f) != getattr(old, f) for f in ("layer", "channel", "cell", "signed_map", "positive_map")):
            self._show_selection(new)
        if new.scale != old.scale or new.fixed != old.fixed:
            self._panels.views.show_scale(new.scale, new.fixed)
        computed = ("model", "picture", "layer", "view", "channel", "cell", "scale", "fixed", "probe")
        if any(getattr(new, field) is not getattr(old, field) for field in computed):
            self.refresh()

    def _show_selection(self, state: State) -> None:
        panels = self._panels
        panels.network.set_selected(state.layer, state.channel)
        panels.tree.set_selected(state.layer)
        panels.unit.set_cell(state.cell)
        panels.unit.set_colour_maps(state.signed_map, state.positive_map)
        panels.network.strip.set_colour_maps(state.signed_map, state.positive_map)
        self.probing.show_paint()

    def repaint(self) -> None:
        """After a change of theme."""
        self._show_selection(self._session.state)

    # ---- the hand

    def _on_strip_channel_picked(self, name: str, channel: int) -> None:
        opened = self._panels.network.opened_for(name)
        if opened is not None:
            self._opened = opened
        cell = self._session.state.cell if name == self._session.state.layer else None
        self._session.set(layer=name, channel=channel, cell=cell)

    def _on_cell_picked(self, row: int, column: int) -> None:
        self._session.amend(cell=(row, column))

    def _on_class_picked(self, index: int) -> None:
        """A class is a channel of the layer that makes the scores."""
        if self.frame is None:
            return
        scores = self.frame.trace.scores
        if scores is None:
            return
        count = len(scores)
        maker = next((c for c in reversed(self.frame.trace.calls) if c.output_shape == (1, count)), None)
        if maker is not None:
            self._session.set(layer=maker.name, channel=index, cell=None)

    def _on_colour_map_picked(self, signed: bool, name: str) -> None:
        self._session.amend(**{"signed_map" if signed else "positive_map": name})

    def _on_folding_changed(self, opened: frozenset[str]) -> None:
        self._opened = opened
        self.refresh()
