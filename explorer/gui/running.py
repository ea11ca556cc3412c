"""Runs the network for frames, in the model thread: once for each picture, at full or half size, and times it."""

from __future__ import annotations

import os
import statistics
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from explorer.core.allocator import trim
from explorer.core.geometry import macs
from explorer.errors import Cancelled, ModelError
from explorer.gui.glimpses import Wanted
from explorer.gui.runs import Network, Run, first_tensor, next_number
from explorer.widgets.said import said

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
_NOTHING = Wanted()


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
        self._network: Network | None = None
        self._half: Network | None = None
        self._replaced = False

    def run(self, request: Request, wanted: Wanted = _NOTHING) -> Run:
        """The run for a request; the very same object where this picture was the last one. Raises ExplorerError.

        Args:
            request: what is asked for.
            wanted: what will be looked at, as far as that is known: other values may not be kept.
        """
        key = request.model, request.picture, request.preview
        if self._run is None or key != self._key or request.check:
            self._run = self._new_run(request, wanted)
            self._key = key
        return self._run

    def completed(self, wanted: Wanted) -> Run:
        """The last run with what is wanted of it: the network runs again where the values were not kept."""
        run, network = self._run, self._network
        assert run is not None and network is not None  # noqa: PT018 - what is completed has run
        if run.lacks(wanted):
            network = self._half if run.preview and self._half is not None else network
            again = network.run(run.given, wanted, number=run.number, preview=run.preview)
            run = self._run = replace(again, ms=run.ms, refused=run.refused, first=run.first)
        return run

    def prepare(self, job: Job) -> bool:
        """Find the quick way of capturing this network, so that the next picture need not wait for that.

        Whether it is done: what somebody waits for goes first.
        """

        def pause() -> None:
            if _wanted_elsewhere(job):
                raise Cancelled("Somebody waits.")

        try:
            if self._network is not None:
                self._network.capturer.prepare(pause)
        except Cancelled:
            return False
        return True

    def capture_cost(self, job: Job) -> CaptureCost | None:
        """What capturing costs, measured side by side; None where it cannot be told, or when another job waits."""
        if self._replaced:
            self._replaced = False
            trim()
        run, network = self._run, self._network
        if run is None or network is None or run.preview or run.ms > _LONGEST_MS:
            return None
        if run.given is not run.tensor or any(module.training for module in network.module.modules()):
            return None
        pairs: list[tuple[float, float]] = []
        end = time.perf_counter() + _MEASURE_S
        while len(pairs) < _PAIRS and (len(pairs) < 3 or time.perf_counter() < end):
            bare_ms = _bare_ms(network.module, run.tensor)
            if _wanted_elsewhere(job):
                return None
            pairs.append((bare_ms, network.cost_ms(run.tensor)))
            if _wanted_elsewhere(job):
                return None
        bare, capture = zip(*pairs, strict=True)
        ratio = statistics.median(captured / plain for plain, captured in pairs)
        return CaptureCost(statistics.median(bare), statistics.median(capture), ratio)

    def _new_run(self, request: Request, wanted: Wanted) -> Run:
        network = self._network_of(request.model)
        first, number = self._run is None, next_number()
        given = request.model.network_input(request.picture)
        refused = ""
        if request.preview and given is first_tensor(given):
            # Half the size has a capturer of its own: plans may hold for one size only.
            self._half = self._half or Network(network.module)
            try:
                return self._half.run(halved(given), wanted, number=number, preview=True)
            except ModelError as error:
                refused = said(error)
        run = network.run(given, wanted, request.check, number=number, refused=refused, first=first)
        if first:
            _set_threads(request.model, run.trace)
        return run

    def _network_of(self, model: Model) -> Network:
        if self._network is None or self._network.module is not model.module:
            self._replaced = self._network is not None
            self._run = self._half = None
            self._network = Network(model.module)
            _set_threads(model, None)
        return self._network


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


def _wanted_elsewhere(job: Job) -> bool:
    return job.others_wait or job.cancelled


def _bare_ms(module: nn.Module, x: torch.Tensor) -> float:
    import torch

    # A network may write into its input.
    own = x.clone()
    start = time.perf_counter()
    with torch.no_grad():
        module(own)
    return (time.perf_counter() - start) * 1e3
