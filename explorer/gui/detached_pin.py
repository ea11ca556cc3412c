"""What a detached window shows: one call of one run, at last with the values that it needs and no others. No Qt."""

from __future__ import annotations

import weakref
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from explorer.core.axes import call_maps
from explorer.core.capture import capture
from explorer.core.excerpt import excerpt, held_bytes, names_needed
from explorer.core.scaling import layer_range
from explorer.views.base import Subject

if TYPE_CHECKING:
    from explorer.core.graph import Call, Trace
    from explorer.gui.frames import Frame
    from explorer.jobs import Job
    from explorer.views.base import LayerView, Options


@dataclass(frozen=True, slots=True)
class Label:
    """What is pinned, in words, which can be said in any language.

    Attributes:
        layer: the call's name.
        channels: how many channels it has; 0 where it has none.
        network: the network's title.
        weights: what its weights are.
        picture: what the picture is called.
        drawn: whether the picture is a drawing.
        preview: whether the network ran on half the size.
    """

    layer: str
    channels: int
    network: str
    weights: str
    picture: str
    drawn: bool
    preview: bool


class Pin:
    """One call of a frame's run. Its values are cut down to what the call needs in the model thread, at first use.

    Attributes:
        label: what it is.
        kept_bytes: how much memory its values and weights hold; None before they were cut down.
    """

    def __init__(self, frame: Frame) -> None:
        model, picture = frame.request.model, frame.request.picture
        channels = 0 if frame.unit is None else frame.unit.count
        shown = model.title, model.weights, picture.label, picture.kind == "drawing"
        self.label = Label(frame.call.name, channels, *shown, frame.run.preview)
        self.kept_bytes: int | None = None
        self._module = weakref.ref(model.module)
        self._trace, self._call = frame.trace, frame.call
        self._class_names = model.class_names
        self._subject: Subject | None = Subject(model, frame.run.given)
        self._lacks_values = frame.run.shortage is not None

    def is_of(self, module: Any) -> bool:
        """Whether it is of this very network."""
        return self._module() is module

    def accepted_by(self, view: type[LayerView]) -> bool:
        """Whether the view has something to show of the call."""
        return view.accepts(self._call)

    def computed(self, view: type[LayerView], options: Options, job: Job, alone: bool) -> Any:
        """What the view shows, in the model thread. Raises ExplorerError.

        Args:
            view: which one.
            options: what it is computed with; class names and network come from here.
            job: asked whether the answer is still wanted.
            alone: whether nobody else keeps the run: what the call does not need is let go.
        """
        if alone or (self._lacks_values and options.scale == "network"):
            self._cut(view, job)
        subject = self._subject
        if subject is not None and view.runs_network:
            # It may have been moved to another device meanwhile.
            subject = replace(subject, given=subject.model.on_its_device(subject.given))
        options = replace(options, class_names=self._class_names, subject=subject)
        return view.compute(self._trace, self._call, options, job)

    def _cut(self, view: type[LayerView], job: Job) -> None:
        if self.kept_bytes is not None:
            return
        subject, name = self._subject, self._call.name
        assert subject is not None
        names = names_needed(self._trace, name)
        whole = _with_ranges(subject, names) if self._lacks_values else self._trace
        job.check()
        # A running program trains its network while one looks at it.
        self._trace = excerpt(whole, names, copy_weights=subject.model.source == "live")
        self._call = self._trace[name]
        self.kept_bytes = held_bytes(self._trace)
        if not view.runs_network:
            self._subject = None


def _with_ranges(subject: Subject, names: set[str]) -> Trace:
    """Another run of a network whose values do not all fit into memory: those of a few calls, the range of each."""

    def measure(trace: Trace, call: Call) -> None:
        shown = call_maps(trace, call)
        if shown is not None:
            layer_range(trace, call, shown.maps)

    given = subject.model.on_its_device(subject.given)
    return capture(subject.model.module, given, keep=names, sink=measure)
