"""Bars and gratings as vision scientists show them: drawn by formula, anti-aliased, at any size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Plane = NDArray[np.float64]

StimulusKind = Literal["bar", "grating"]


@dataclass(frozen=True, slots=True)
class Stimulus:
    """A bar, or a patch of a sine grating, on an even ground.

    Attributes:
        kind: `bar` or `grating`.
        orientation: of the bar or the stripes, degrees counterclockwise from horizontal; 180 is 0 again.
        frequency: stripes of a grating across the picture's side.
        phase: of a grating, degrees; 0 has a mid-grey crossing in the middle, 90 the middle of a bright stripe.
        contrast: 0..1, of a bar against the ground, of a grating's brightest against its darkest.
        position: (across, down) 0..1 of the middle.
        width: of a bar, share of the side.
        size: of a bar its length, of a grating the diameter of its patch, share of the side; from 1.5 on all of it.
    """

    kind: StimulusKind = "bar"
    orientation: float = 90.0
    frequency: float = 6.0
    phase: float = 0.0
    contrast: float = 1.0
    position: tuple[float, float] = (0.5, 0.5)
    width: float = 0.08
    size: float = 0.7


def drawn(stimulus: Stimulus, side: int) -> NDArray[np.uint8]:
    """The stimulus as a grey picture (side, side): a bar on black, a grating on mid-grey."""
    along, across = _axes(stimulus, side)
    values = _bar(stimulus, along, across, side) if stimulus.kind == "bar" else _grating(stimulus, along, across, side)
    return np.rint(values * 255).astype(np.uint8)


def ground(stimulus: Stimulus, side: int) -> NDArray[np.uint8]:
    """The same picture without the stimulus."""
    return np.full((side, side), 0 if stimulus.kind == "bar" else 128, np.uint8)


def fitting_side(preprocessing: Any, input_shape: tuple[int, ...]) -> int:
    """How many pixels a stimulus best has for a network that takes (C, H, W): what is drawn is then what it sees."""
    # Preprocessing of photographs scales a picture and cuts out its middle.
    side = int(getattr(preprocessing, "resize", 0) or max(input_shape[1:]))
    return max(8, min(side, 1024))


def _axes(stimulus: Stimulus, side: int) -> tuple[Plane, Plane]:
    """How far each pixel's middle is from the stimulus', in pixels: along its orientation, and across it upwards."""
    angle = np.deg2rad(stimulus.orientation)
    places = np.arange(side) + 0.5
    right = places[None] - stimulus.position[0] * side
    up = stimulus.position[1] * side - places[:, None]
    return right * np.cos(angle) + up * np.sin(angle), up * np.cos(angle) - right * np.sin(angle)


def _bar(stimulus: Stimulus, along: Plane, across: Plane, side: int) -> Plane:
    covered = _covered(along, stimulus.size * side / 2) * _covered(across, stimulus.width * side / 2)
    return covered * stimulus.contrast


def _covered(places: Plane, half: float) -> Plane:
    """How much of a pixel's width lies within `half` of the middle: bars thinner than a pixel are faint, not gone."""
    covered: Plane = np.clip(np.minimum(places + 0.5, half) - np.maximum(places - 0.5, -half), 0, 1)
    return covered


def _grating(stimulus: Stimulus, along: Plane, across: Plane, side: int) -> Plane:
    wave = np.sin(2 * np.pi * stimulus.frequency * across / side + np.deg2rad(stimulus.phase))
    if stimulus.size < 1.5:
        wave = wave * np.clip(stimulus.size * side / 2 - np.hypot(along, across) + 0.5, 0, 1)
    values: Plane = 128 / 255 + wave * stimulus.contrast * 127 / 255
    return values
