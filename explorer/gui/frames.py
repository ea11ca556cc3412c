"""One frame: what the model thread computes for one State, everything that is on the screen at once. No Qt."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from explorer.core.geometry import parameters_product, shape_text
from explorer.core.graph import INPUT, Call, Trace
from explorer.core.receptive_field import receptive_fields, share
from explorer.errors import ExplorerError
from explorer.gui.glimpses import Small, Wanted
from explorer.gui.requests import Held
from explorer.gui.running import Runner, thread_count
from explorer.gui.runs import next_number
from explorer.gui.strip_columns import Column, ColumnPicture, Columns, columns_of, first_open_scopes
from explorer.gui.unit_facts import Unit, unit_of
from explorer.views.base import Subject
from explorer.widgets.said import said
from explorer.words import Words

if TYPE_CHECKING:
    import numpy as np
    import torch

    from explorer.core.fields import Extent, Fields
    from explorer.core.receptive_field import ReceptiveFields
    from explorer.gui.requests import Request
    from explorer.gui.running import CaptureCost
    from explorer.gui.runs import Run
    from explorer.jobs import Job
    from explorer.models.base import Model
    from explorer.session import Probe
    from explorer.views.base import LayerView


_SIZES_KEPT = 3


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """What is shown: the request, the trace and everything computed from it.

    Attributes:
        request: what it was computed for.
        trace: what the network did.
        fresh: whether the network ran for this frame.
        call: the selected call.
        view: the view that `result` is for: the asked one if it accepts the call.
        result: what the view computed; None where `failure` says why not.
        failure: one sentence.
        unit: the selected channel.
        columns: the strip's structure.
        opened: the unfolded blocks.
        pictures: new small maps by column name.
        held: the small maps on the screen once these are shown.
        seen: the network's input as a picture uint8.
        seen_range: its minimum, mean and maximum as the network sees it.
        scores: the class scores (N,), None where the output is no such thing.
        probabilities: whether the scores are probabilities already.
        empty: whether nothing has been drawn.
        threads: how many threads the network ran on.
        run: the run of the network that all this is of.
        fields: on which cells the picked cell depends; None where none is picked.
        extent: how large the fields of the selected call are.
        total_ms: how long the whole frame took, ms.
    """

    request: Request
    trace: Trace
    fresh: bool
    call: Call
    view: type[LayerView] | None
    result: Any
    failure: str
    unit: Unit | None
    columns: Columns
    opened: frozenset[str]
    pictures: dict[str, ColumnPicture]
    held: Held
    tips: dict[str, str]
    seen: np.ndarray
    seen_range: tuple[float, float, float]
    scores: np.ndarray | None
    probabilities: bool
    empty: bool
    threads: int
    run: Run
    fields: Fields | None
    extent: Extent | None
    total_ms: float

    @property
    def live(self) -> bool:
        """Whether its times are those of drawing: neither a first run nor one that compares two ways of capturing."""
        return self.fresh and not self.run.first and not self.request.check


class FrameComputer:
    """Computes frames in the model thread."""

    def __init__(self) -> None:
        self._runner = Runner()
        self._run: Run | None = None
        self._seen: tuple[np.ndarray, tuple[float, float, float]] | None = None
        self._structure: tuple[Any, ...] = ()
        self._columns: Columns | None = None
        self._opened: frozenset[str] = frozenset()
        self._tips: dict[str, str] = {}
        self._number = 0
        self._fields: ReceptiveFields | None = None
        self._known_fields: dict[Any, ReceptiveFields] = {}

    def compute(self, request: Request, job: Job) -> Frame:
        """The frame for a request. Raises ExplorerError."""
        start = time.perf_counter()
        run = self._runner.run(request, self._foreseen(request))
        fresh = self._run is None or run.number != self._run.number
        if fresh:
            self._number = next_number()
            self._seen = request.model.preprocessing.denormalise(run.tensor), _range(run.tensor)
        assert self._seen is not None
        job.check()
        call = self._call(run.trace, request.layer)
        columns = self._strip(request.model, run.trace, request.opened)
        smalls, held = self._lacking(columns, request, call.name)
        run = self._runner.completed(Wanted(call.name, smalls, request.options.scale == "network"))
        trace, call = run.trace, run.trace[call.name]
        pictures = {name: run.picture(small) for name, small in smalls.items()}
        fields = self._fields_of(trace)
        view, result, failure = _view_result(run, call, request, job)
        # Only now: what was dropped half way is as new the next time.
        self._run = run
        scores = trace.scores
        return Frame(
            request=request,
            trace=trace,
            fresh=fresh,
            call=call,
            view=view,
            result=result,
            failure=failure,
            unit=unit_of(trace, call, request.options),
            columns=columns,
            opened=self._opened,
            pictures=pictures,
            held=held,
            tips=self._tips,
            seen=self._seen[0],
            seen_range=self._seen[1],
            scores=None if scores is None else scores.float().cpu().numpy(),
            probabilities=_is_probability(trace),
            empty=request.picture.kind == "drawing" and request.picture.image.getbbox() is None,
            threads=thread_count(),
            run=run,
            fields=_probed(fields, request.probe),
            extent=fields.extent_of(call.name),
            total_ms=(time.perf_counter() - start) * 1e3,
        )

    def _fields_of(self, trace: Trace) -> ReceptiveFields:
        """They depend on shapes only: worked out once for each size, the half one of previews among them."""
        if self._fields is None:
            key = self._structure[:2]
            self._fields = self._known_fields.pop(key, None) or receptive_fields(trace)
            # Not of other networks, which would stay for it.
            known = [(other, fields) for other, fields in self._known_fields.items() if other[0] is key[0]]
            self._known_fields = dict([*known, (key, self._fields)][-_SIZES_KEPT:])
        share(self._fields, trace)
        return self._fields

    def prepare(self, job: Job) -> bool:
        """Find the quick way of capturing this network; whether that is done, for another job goes first."""
        return self._runner.prepare(job)

    def capture_cost(self, job: Job) -> CaptureCost | None:
        """What capturing costs against the bare forward; None where it cannot be told, or when another job waits."""
        return self._runner.capture_cost(job)

    @staticmethod
    def _call(trace: Trace, layer: str | None) -> Call:
        if not trace.calls:
            raise ExplorerError("The network has no layers and does no operation: there is nothing to show.")
        if layer is not None and layer in trace:
            return trace[layer]
        return next((call for call in trace if call.kind == "conv"), trace.calls[0])

    def _strip(self, model: Model, trace: Trace, opened: frozenset[str] | None) -> Columns:
        """The columns; made anew only when the network does other calls than before or a block is folded."""
        structure = (model, tuple((call.name, call.output_shape) for call in trace.calls), opened)
        if self._columns is None or structure != self._structure:
            self._opened = first_open_scopes(trace) if opened is None else opened
            self._columns = columns_of(trace, self._opened)
            self._tips = {column.name: _tip(trace, column) for column in self._columns.columns}
            self._structure, self._fields = structure, None
            self._number = next_number()
        return self._columns

    def _foreseen(self, request: Request) -> Wanted:
        """What will be shown, as far as it can be told before the network has run on a new picture."""
        ranges = request.options.scale == "network"
        if self._columns is None or self._structure[0] is not request.model:
            return Wanted(request.layer, ranges=ranges)
        return Wanted(request.layer, self._smalls(self._columns, request, request.layer), ranges)

    @staticmethod
    def _smalls(columns: Columns, request: Request, chosen_call: str | None) -> dict[str, Small]:
        """The small pictures that are in sight, by the name of their column."""
        first, last = request.shown
        chosen = columns.index_of(chosen_call)
        numbers = {*range(first, min(last, len(columns.columns) - 1) + 1), *(() if chosen is None else (chosen,))}
        return {
            columns.columns[number].name: Small(
                columns.columns[number], request.tiles, request.options.channel if number == chosen else None
            )
            for number in sorted(numbers)
        }

    def _lacking(self, columns: Columns, request: Request, chosen_call: str) -> tuple[dict[str, Small], Held]:
        """The small maps in sight that the screen does not have, and what it has with them."""
        held = dict(request.held.columns) if request.held.run == self._number else {}
        smalls = {
            name: small
            for name, small in self._smalls(columns, request, chosen_call).items()
            if held.get(name) != (small.tiles, small.channel)
        }
        return smalls, Held(self._number, held | {n: (small.tiles, small.channel) for n, small in smalls.items()})


def _probed(fields: ReceptiveFields, probe: Probe | None) -> Fields | None:
    return None if probe is None else fields.of(probe.layer, *probe.cell, probe.channel)


def _view_result(run: Run, call: Call, request: Request, job: Job) -> tuple[type[LayerView] | None, Any, str]:
    view = request.view
    if view is None or not view.accepts(call):
        view = next((other for other in request.views if other.accepts(call)), None)
    if view is None:
        return None, None, said(Words("This operation has no values that could be shown."))
    own = request.options.own if view is request.view else None
    options = replace(request.options, own=own, subject=Subject(request.model, run.given))
    try:
        return view, view.compute(run.trace, call, options, job), ""
    except ExplorerError as error:
        job.check()
        return view, None, said(error)


def _range(tensor: torch.Tensor) -> tuple[float, float, float]:
    return float(tensor.min()), float(tensor.mean()), float(tensor.max())


def _is_probability(trace: Trace) -> bool:
    last = trace.calls[-1].op.lower() if trace.calls else ""
    return last in ("softmax", "sigmoid")


def _tip(trace: Trace, column: Column) -> str:
    """Name, operation, shape and parameters of a column, for the pointer."""
    if column.name == INPUT:
        return f"{INPUT}  {shape_text(trace.inputs[INPUT].shape)}"
    call = trace[column.name]
    if column.folded:
        return said(Words("{0}: {1} calls, {2}", column.scope, len(column.calls), shape_text(call.output_shape)))
    parameters = parameters_product(call)
    text = f"{call.name}  {call.op}  {shape_text(call.output_shape)}"
    return text if parameters == "0" else f"{text}\n{parameters}"
