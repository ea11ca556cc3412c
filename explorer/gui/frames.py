"""One frame: what the model thread computes for one State, everything that is on the screen at once. No Qt."""

from __future__ import annotations

import itertools
import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from explorer.core.capturer import Capturer
from explorer.core.geometry import parameters_product, shape_text
from explorer.core.graph import INPUT, Call, Trace
from explorer.errors import ExplorerError
from explorer.gui.requests import Held
from explorer.gui.strip_columns import Column, ColumnPicture, Columns, column_picture, columns_of, first_open_scopes
from explorer.gui.unit_facts import Unit, unit_of

if TYPE_CHECKING:
    import numpy as np
    import torch

    from explorer.gui.requests import Request
    from explorer.jobs import Job
    from explorer.views.base import LayerView, Options


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
        run_ms: how long the network took with everything captured, ms.
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
    run_ms: float
    total_ms: float


_SMALL = 1_000_000
# Every run and every folding has a number of its own, also those of a computer that began anew.
_RUNS = itertools.count(1)


class FrameComputer:
    """Computes frames in the model thread; keeps the last trace, so that a click runs nothing again."""

    def __init__(self) -> None:
        self._key: tuple[Any, ...] = ()
        self._capturer: Capturer | None = None
        self._trace: Trace | None = None
        self._tensor: torch.Tensor | None = None
        self._structure: tuple[Any, ...] = ()
        self._columns: Columns | None = None
        self._opened: frozenset[str] = frozenset()
        self._tips: dict[str, str] = {}
        self._number = 0
        self._run_ms = 0.0

    def compute(self, request: Request, job: Job) -> Frame:
        """The frame for a request. Raises ExplorerError."""
        start = time.perf_counter()
        fresh = self._run(request)
        trace = self._trace
        assert trace is not None
        job.check()
        call = self._call(trace, request.layer)
        columns = self._strip(trace, request.opened)
        pictures, held = self._pictures(trace, columns, request, call)
        view, result, failure = _view_result(trace, call, request, job)
        assert self._tensor is not None
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
            seen=request.model.preprocessing.denormalise(self._tensor),
            seen_range=_range(self._tensor),
            scores=None if scores is None else scores.float().numpy(),
            probabilities=_is_probability(trace),
            empty=request.picture.kind == "drawing" and request.picture.image.getbbox() is None,
            threads=_thread_count(),
            run_ms=self._run_ms,
            total_ms=(time.perf_counter() - start) * 1e3,
        )

    def _run(self, request: Request) -> bool:
        """Run the network, unless this very picture was the last one; whether it ran."""
        key = (request.model, request.picture)
        if self._trace is not None and key == self._key and not request.check:
            return False
        if self._capturer is None or self._capturer.module is not request.model.module:
            _set_threads(request.model.parameter_count)
            self._capturer = Capturer(request.model.module)
        self._tensor = request.model.preprocessing(request.picture.image)
        start = time.perf_counter()
        self._trace = self._capturer.capture(self._tensor, check=request.check)
        self._run_ms = (time.perf_counter() - start) * 1e3
        self._key = key
        self._number = next(_RUNS)
        return True

    def prepare(self) -> None:
        """Find the quick way of capturing this network, so that the next picture need not wait for that."""
        if self._capturer is not None:
            self._capturer.prepare()

    @staticmethod
    def _call(trace: Trace, layer: str | None) -> Call:
        if not trace.calls:
            raise ExplorerError("The network has no layers and does no operation: there is nothing to show.")
        if layer is not None and layer in trace:
            return trace[layer]
        return next((call for call in trace if call.kind == "conv"), trace.calls[0])

    def _strip(self, trace: Trace, opened: frozenset[str] | None) -> Columns:
        """The columns; made anew only when the network does other calls than before or a block is folded."""
        structure = (self._key[0], tuple((call.name, call.output_shape) for call in trace.calls), opened)
        if self._columns is None or structure != self._structure:
            self._opened = first_open_scopes(trace) if opened is None else opened
            self._columns = columns_of(trace, self._opened)
            self._tips = {column.name: _tip(trace, column) for column in self._columns.columns}
            self._structure = structure
            self._number = next(_RUNS)
        return self._columns

    def _pictures(
        self, trace: Trace, columns: Columns, request: Request, call: Call
    ) -> tuple[dict[str, ColumnPicture], Held]:
        """The small maps of the columns in sight that the screen does not have, and what it has with them."""
        first, last = request.shown
        chosen = columns.index_of(call.name)
        numbers = {*range(first, min(last, len(columns.columns) - 1) + 1), *(() if chosen is None else (chosen,))}
        pictures = {}
        held = dict(request.held.columns) if request.held.run == self._number else {}
        for number in sorted(numbers):
            column = columns.columns[number]
            asked = request.tiles, request.options.channel if number == chosen else None
            if held.get(column.name) != asked:
                pictures[column.name] = column_picture(trace, column, request.tiles, 40, asked[1])
                held[column.name] = asked
        return pictures, Held(self._number, held)


def _set_threads(parameters: int) -> None:
    """One thread for a small network: more would only wait for each other, and for other programs."""
    import torch

    torch.set_num_threads(1 if parameters < _SMALL else max(1, os.cpu_count() or 1))


def _thread_count() -> int:
    # OpenMP counts for each calling thread: asked here, in the thread that runs the network.
    import torch

    return torch.get_num_threads()


def _view_result(trace: Trace, call: Call, request: Request, job: Job) -> tuple[type[LayerView] | None, Any, str]:
    view = request.view
    if view is None or not view.accepts(call):
        view = next((other for other in request.views if other.accepts(call)), None)
    if view is None:
        return None, None, "This operation has no values that could be shown."
    options = request.options if view is request.view else _without_own(request.options)
    try:
        return view, view.compute(trace, call, options, job), ""
    except ExplorerError as error:
        job.check()
        return view, None, str(error)


def _without_own(options: Options) -> Options:
    from dataclasses import replace

    return replace(options, own=None)


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
        return f"{column.scope}: {len(column.calls)} calls, {shape_text(call.output_shape)}"
    parameters = parameters_product(call)
    text = f"{call.name}  {call.op}  {shape_text(call.output_shape)}"
    return text if parameters == "0" else f"{text}\n{parameters}"
