"""Runs the network for frames, in the model thread: once for each picture, at full or half size, and times it."""

from __future__ import annotations

import itertools
import os
import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from explorer.core.capturer import Capturer
from explorer.core.geometry import macs
from explorer.errors import ModelError

if TYPE_CHECKING:
    import torch
    from torch import nn

    from explorer.core.graph import Trace
    from explorer.gui.requests import Request
    from explorer.jobs import Job
    from explorer.models.base import Model

_SMALL_PARAMETERS = 1_000_000
_SMALL_MACS = 20_000_000
_PAIRS = 31
_MEASURE_S = 0.4
_LONGEST_MS = 300.0
# Every run has a number of its own, also those of a computer that began anew.
_NUMBERS = itertools.count(1)


def next_number() -> int:
    """A number that no run and no folding of the strip has had before."""
    return next(_NUMBERS)


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """One run of the network.

    Attributes:
        trace: what it did.
        tensor: the input (1, C, H, W); of several the first.
        given: what the network was called with: the tensor, or a tuple or dict of tensors.
        ms: how long it took with everything captured.
        preview: whether the input was of half height and width.
        refused: why the network does not take half the size where that was asked for; empty otherwise.
        first: whether it is the network's first run, which finds out more than the next ones.
    """

    trace: Trace
    tensor: torch.Tensor
    given: Any
    ms: float
    preview: bool = False
    refused: str = ""
    first: bool = False


@dataclass(frozen=True, slots=True)
class CaptureCost:
    """Medians of the bare forward and of the capture of everything, in ms, and of their ratios pair by pair."""

    bare_ms: float
    capture_ms: float
    ratio: float


class Runner:
    """Keeps the last run, so that a click runs nothing again."""

    def __init__(self) -> None:
        self._key: tuple[Model, object, bool] | None = None
        self._run: Run | None = None
        self._capturer: Capturer | None = None
        self._half: Capturer | None = None

    def run(self, request: Request) -> Run:
        """The run for a request; the very same object where this picture was the last one. Raises ExplorerError."""
        key = request.model, request.picture, request.preview
        if self._run is None or key != self._key or request.check:
            self._run = self._new_run(request)
            self._key = key
        return self._run

    def prepare(self) -> None:
        """Find the quick way of capturing this network, so that the next picture need not wait for that."""
        if self._capturer is not None:
            self._capturer.prepare()

    def capture_cost(self, job: Job) -> CaptureCost | None:
        """What capturing costs, measured side by side; None where it cannot be told, or when another job waits."""
        run, capturer = self._run, self._capturer
        if run is None or capturer is None or run.preview or run.ms > _LONGEST_MS:
            return None
        if run.given is not run.tensor or any(module.training for module in capturer.module.modules()):
            return None
        pairs: list[tuple[float, float]] = []
        end = time.perf_counter() + _MEASURE_S
        while len(pairs) < _PAIRS and (len(pairs) < 3 or time.perf_counter() < end):
            bare_ms = _bare_ms(capturer.module, run.tensor)
            if _is_in_the_way(job):
                return None
            pairs.append((bare_ms, _capture_ms(capturer, run.tensor)))
            if _is_in_the_way(job):
                return None
        bare, capture = zip(*pairs, strict=True)
        ratio = statistics.median(captured / plain for plain, captured in pairs)
        return CaptureCost(statistics.median(bare), statistics.median(capture), ratio)

    def _new_run(self, request: Request) -> Run:
        capturer = self._capturer_of(request.model)
        first = self._run is None
        given = request.model.network_input(request.picture)
        tensor = first_tensor(given)
        refused = ""
        if request.preview and given is tensor:
            try:
                return self._half_run(halved(tensor))
            except ModelError as error:
                refused = str(error)
        start = time.perf_counter()
        trace = capturer.capture(given, check=request.check)
        run = Run(trace, tensor, given, (time.perf_counter() - start) * 1e3, refused=refused, first=first)
        if first:
            _set_threads(request.model, trace)
        return run

    def _half_run(self, tensor: torch.Tensor) -> Run:
        """Half the size has a capturer of its own: plans may hold for one size only."""
        assert self._capturer is not None
        self._half = self._half or Capturer(self._capturer.module)
        start = time.perf_counter()
        trace = self._half.capture(tensor)
        return Run(trace, tensor, tensor, (time.perf_counter() - start) * 1e3, preview=True)

    def _capturer_of(self, model: Model) -> Capturer:
        if self._capturer is None or self._capturer.module is not model.module:
            self._run = self._half = None
            self._capturer = Capturer(model.module)
            _set_threads(model, None)
        return self._capturer


def _is_in_the_way(job: Job) -> bool:
    """Whether others wait for the model thread, or nobody wants the answer any more."""
    return job.others_wait or job.cancelled


def first_tensor(given: Any) -> torch.Tensor:
    """The first of a network's inputs: what is shown of them."""
    values = given.values() if isinstance(given, dict) else given if isinstance(given, tuple) else (given,)
    tensor: torch.Tensor = next(iter(values))
    return tensor


def halved(tensor: torch.Tensor) -> torch.Tensor:
    """(N, C, H, W) -> (N, C, H // 2, W // 2), each number the mean of those it stands for."""
    from torch.nn.functional import interpolate

    height, width = tensor.shape[-2:]
    return interpolate(tensor, (height // 2, width // 2), mode="area")


def thread_count() -> int:
    """How many threads the network runs on. OpenMP counts for each calling thread: to be asked in the model thread."""
    import torch

    return torch.get_num_threads()


def _set_threads(model: Model, trace: Trace | None) -> None:
    """One thread for a small network: more would only wait for each other, and for other programs."""
    import torch

    large = model.parameter_count >= _SMALL_PARAMETERS
    if not large and trace is not None:
        large = sum(macs(call) for call in trace) >= _SMALL_MACS
    torch.set_num_threads(max(1, os.cpu_count() or 1) if large else 1)


def _bare_ms(module: nn.Module, x: torch.Tensor) -> float:
    import torch

    # A network may write into its input.
    own = x.clone()
    start = time.perf_counter()
    with torch.no_grad():
        module(own)
    return (time.perf_counter() - start) * 1e3


def _capture_ms(capturer: Capturer, x: torch.Tensor) -> float:
    start = time.perf_counter()
    capturer.capture(x)
    return (time.perf_counter() - start) * 1e3
