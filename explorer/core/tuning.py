"""Tuning curves: how strongly each channel of each call answers to gratings of every orientation.

Preferred orientation and selectivity by the vector average: Ringach, Shapley and Hawken, "Orientation Selectivity in
Macaque V1: Diversity and Laminar Dependence", Journal of Neuroscience 2002; selectivity is 1 - circular variance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from explorer.core.axes import call_maps
from explorer.core.capturer import Capturer

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    import torch
    from torch import nn

    from explorer.core.graph import Call, Trace


@dataclass(frozen=True, slots=True, eq=False)
class Tuning:
    """The tuning curves of one call.

    Attributes:
        orientations: (n,) degrees 0..180.
        responses: (C, n) float32, zero or more.
    """

    orientations: np.ndarray
    responses: np.ndarray

    @property
    def preferred(self) -> np.ndarray:
        """(C,) degrees 0..180; NaN of channels that answer to nothing."""
        vectors = self._vectors()
        angles = np.rad2deg(np.angle(vectors)) / 2 % 180
        return np.where(self.responses.sum(axis=1) > 0, angles, np.nan)

    @property
    def selectivity(self) -> np.ndarray:
        """(C,) 0..1: 1 answers to one orientation alone, 0 to all alike or to none."""
        totals = self.responses.sum(axis=1, dtype=np.float64)
        return np.asarray(np.abs(self._vectors()) / np.where(totals > 0, totals, 1))

    def _vectors(self) -> np.ndarray:
        # An orientation and the one at 180 degrees are the same: angles are doubled.
        return np.asarray(self.responses @ np.exp(2j * np.deg2rad(self.orientations)))


def tuning_curves(
    module: nn.Module,
    ground: torch.Tensor,
    stimulus: Callable[[int, int], torch.Tensor],
    orientations: Sequence[float],
    phases: int,
    tell: Callable[[int, int], None],
    names: Collection[str] | None = None,
) -> dict[str, Tuning]:
    """Of every call with maps, by its name. The network runs once for each stimulus.

    What calls say to the ground stays in memory meanwhile.

    A channel's answer is by how much its map rises above what it says to the ground alone, on average over its cells
    and the stimuli of one orientation; where it falls below, it does not answer.

    Args:
        module: the network; it is left as it was found.
        ground: the input (1, C, H, W) without a stimulus.
        stimulus: makes the input (1, C, H, W) for the numbers of an orientation and a phase.
        orientations: in degrees.
        phases: how many stimuli there are of each orientation.
        tell: is told how many runs of how many are done; may raise to stop.
        names: the calls to measure, None for all.

    Raises:
        ModelError: the network failed.
    """
    resting: dict[str, np.ndarray] = {}

    def rest(trace: Trace, call: Call) -> None:
        shown = call_maps(trace, call) if names is None or call.name in names else None
        if shown is not None:
            resting[call.name] = shown.maps.copy()

    capturer = Capturer(module)
    capturer.capture(ground, keep=(), sink=rest)
    whole = 1 + len(orientations) * phases
    sums: dict[str, np.ndarray] = {}
    for number in range(len(orientations)):
        answers = _Answers(resting, sums, number, len(orientations), 1 / phases)
        for phase in range(phases):
            tell(1 + number * phases + phase, whole)
            capturer.capture(stimulus(number, phase), keep=(), sink=answers)
    angles = np.asarray(orientations, np.float64)
    return {name: Tuning(angles, responses) for name, responses in sums.items()}


class _Answers:
    """Adds what each call answers to a stimulus to the responses (C, n) of its name."""

    def __init__(
        self, resting: dict[str, np.ndarray], sums: dict[str, np.ndarray], number: int, count: int, share: float
    ) -> None:
        self._resting, self._sums, self._number, self._count, self._share = resting, sums, number, count, share

    def __call__(self, trace: Trace, call: Call) -> None:
        resting = self._resting.get(call.name)
        shown = None if resting is None else call_maps(trace, call)
        # What a network does may depend on the picture.
        if resting is None or shown is None or shown.maps.shape != resting.shape:
            return
        risen = np.maximum(shown.maps - resting, 0)
        answers = np.nan_to_num(risen.mean(axis=(1, 2)))
        sums = self._sums.setdefault(call.name, np.zeros((len(resting), self._count), np.float32))
        sums[:, self._number] += answers * self._share
