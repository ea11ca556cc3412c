"""How much the answers of every call change when the input is shifted, turned or enlarged.

Relative change and cosine similarity against the untouched input, after Zeiler and Fergus, "Visualizing and
Understanding Convolutional Networks" (2014), figure 5; and the same of pooling calls had they pooled otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np
import torch

from explorer.core.capture import capture
from explorer.core.pooling import has_pooling_windows, pooling_windows
from explorer.core.pooling_comparison import OPERATIONS, own_operation, pooled_by, similarity
from explorer.core.settings import input_of, pool_window

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from torch import nn

    from explorer.core.graph import Call, Kind, Trace
    from explorer.core.pooling import PoolingWindows

Movement = Literal["shift", "rotate", "scale"]
MOVEMENTS: tuple[Movement, ...] = get_args(Movement)
STEPS = 6
"""How many amounts there are on either side of none."""
_DEGREES, _PERCENT = 5, 5
_LIMIT = 512 << 20
"""Bytes of values that are held for comparing; calls beyond it are left out."""


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """What became of one call's answer; NaN where it said nothing at all or could not be compared.

    Attributes:
        kind: of the call.
        relative: (n,) the norm of the difference over that of the answer to the untouched input.
        cosine: (n,) cosine similarity of the two.
    """

    kind: Kind
    relative: np.ndarray
    cosine: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class Invariance:
    """One experiment.

    Attributes:
        movement: what was done to the input.
        amounts: (n,) pixels to the right, degrees counter-clockwise, or per cent larger; one of them is 0.
        changes: of every call that was compared, by its name, in order of execution.
        pooled: of every pooling call, by its name: cosine similarity (n,) with each of `OPERATIONS` in place of its
            own, of its own as `own`, and of its input as `none`; over all channels.
        left_out: how many calls were too large to be held.
        pictures: (n, C, H, W) float32, what the network was given.
    """

    movement: Movement
    amounts: np.ndarray
    changes: Mapping[str, Change]
    pooled: Mapping[str, Mapping[str, np.ndarray]]
    left_out: int
    pictures: np.ndarray


def amounts_for(movement: Movement, side: int) -> np.ndarray:
    """The usual amounts for an input of so many pixels: about a fifth of it, 30 degrees, 30 per cent."""
    step = {"shift": max(1, round(side / 28)), "rotate": _DEGREES, "scale": _PERCENT}[movement]
    return np.arange(-STEPS, STEPS + 1) * step


def moved(x: torch.Tensor, movement: Movement, amount: float) -> torch.Tensor:
    """An input (N, C, H, W) shifted to the right by whole pixels, turned by degrees or enlarged by per cent.

    What comes in from outside repeats the edge; turned and enlarged ones are interpolated between four pixels.
    """
    if amount == 0:
        return x
    if movement == "shift":
        columns = torch.arange(x.shape[-1], device=x.device) - round(amount)
        return x[..., columns.clamp(0, x.shape[-1] - 1)]
    angle = np.deg2rad(amount) if movement == "rotate" else 0.0
    factor = 1.0 if movement == "rotate" else 1 / (1 + amount / 100)
    # Positions run from -1 to 1 along either side: of an oblong picture a turn has to count in pixels.
    ratio = x.shape[-2] / x.shape[-1]
    cos, sin = factor * np.cos(angle), factor * np.sin(angle)
    matrix = torch.tensor([[[cos, -sin * ratio, 0], [sin / ratio, cos, 0]]], dtype=x.dtype, device=x.device)
    grid = torch.nn.functional.affine_grid(matrix.expand(len(x), 2, 3), list(x.shape), align_corners=False)
    return torch.nn.functional.grid_sample(x, grid, padding_mode="border", align_corners=False)


def can_be_moved(x: Any) -> bool:
    """Whether it is one picture (1, C, H, W) of numbers that can be moved."""
    return isinstance(x, torch.Tensor) and x.ndim == 4 and len(x) == 1 and x.is_floating_point()


def invariance(
    module: nn.Module,
    x: torch.Tensor,
    movement: Movement,
    amounts: Sequence[float] | np.ndarray,
    tell: Callable[[int, int], None],
) -> Invariance:
    """Run the network on its input and on that moved by each amount; only numbers and one run's values are held.

    Args:
        module: the network; it is left as it was found.
        x: its input (1, C, H, W).
        movement: what is done to it.
        amounts: by how much; for 0 nothing is run, nothing changes.
        tell: is told how many runs of how many are done; may raise to stop.

    Raises:
        ModelError: the network failed.
    """
    pictures = [moved(x, movement, float(amount)) for amount in amounts]
    runs = [number for number, amount in enumerate(amounts) if amount != 0]
    experiment = _Experiment(len(pictures), [number for number in range(len(pictures)) if number not in runs])
    tell(0, 1 + len(runs))
    capture(module, x, keep=(), sink=experiment.hold)
    for done, number in enumerate(runs, 1):
        tell(done, 1 + len(runs))
        experiment.number = number
        capture(module, pictures[number], keep=(), sink=experiment.compare)
    return Invariance(
        movement=movement,
        amounts=np.asarray(amounts),
        changes=experiment.changes,
        pooled=experiment.pooled,
        left_out=experiment.left_out,
        pictures=torch.cat(pictures).detach().float().cpu().numpy(),
    )


@dataclass(eq=False)
class _Experiment:
    """Holds what every call says to the untouched input, and compares what it says to others."""

    count: int
    untouched: Sequence[int]
    number: int = 0
    left_out: int = 0
    changes: dict[str, Change] = field(default_factory=dict)
    pooled: dict[str, dict[str, np.ndarray]] = field(default_factory=dict)
    _answers: dict[str, torch.Tensor] = field(default_factory=dict)
    _windows: dict[str, PoolingWindows] = field(default_factory=dict)
    _outcomes: dict[str, dict[str, np.ndarray]] = field(default_factory=dict)
    _bytes: int = 0

    def hold(self, _trace: Trace, call: Call) -> None:
        """Of the run on the untouched input."""
        answer = call.tensor
        if answer is None or not answer.numel() or not answer.is_floating_point() or call.name in self._answers:
            return
        size = _bytes_to_hold(call, answer)
        if self._bytes + size > _LIMIT:
            # A smaller one that comes later may still find room.
            self.left_out += 1
            return
        self._bytes += size
        self._answers[call.name] = answer = answer.detach().float().clone()
        change = Change(call.kind, *(np.full(self.count, np.nan) for _ in range(2)))
        self.changes[call.name] = change
        if bool(answer.any()):
            change.relative[self.untouched], change.cosine[self.untouched] = 0, 1
        if has_pooling_windows(call):
            self._windows[call.name] = pooling_windows(call, 0)
            self._outcomes[call.name] = outcomes = self._pooled(call)
            self.pooled[call.name] = curves = {key: np.full(self.count, np.nan) for key in outcomes}
            for key, values in outcomes.items():
                curves[key][self.untouched] = 1 if values.any() else np.nan

    def compare(self, _trace: Trace, call: Call) -> None:
        """Of the run on the input moved by amount `number`."""
        before, answer = self._answers.get(call.name), call.tensor
        # What a network does may depend on the picture.
        if before is None or answer is None or answer.shape != before.shape:
            return
        change = self.changes[call.name]
        change.relative[self.number], change.cosine[self.number] = _compared(before, answer.detach().float())
        if call.name in self._windows:
            for key, values in self._pooled(call).items():
                self.pooled[call.name][key][self.number] = similarity(self._outcomes[call.name][key], values)

    def _pooled(self, call: Call) -> dict[str, np.ndarray]:
        """The call's outcome with each operation, all channels."""
        windows, window, source, output = self._windows[call.name], pool_window(call), input_of(call), call.tensor
        assert window is not None
        assert source is not None
        assert output is not None
        maps = source.detach().float().cpu().numpy()
        maps = maps if window.dimensions == 2 else maps[..., None, :]
        own = own_operation(windows)
        found: dict[str, np.ndarray] = {name: pooled_by(maps, windows, name) for name in OPERATIONS if name != own}
        found["own"] = output.detach().float().cpu().numpy()
        if own is not None:
            found[own] = found["own"]
        return {**found, "none": maps.copy()}


def _bytes_to_hold(call: Call, answer: torch.Tensor) -> int:
    """What the call's answer takes, and for a pooling call its input and what each operation makes of it."""
    source = input_of(call)
    if source is None or not has_pooling_windows(call):
        return 4 * answer.numel()
    # One more than there are operations, as a network may pool in a way of its own.
    return 4 * ((len(OPERATIONS) + 2) * answer.numel() + source.numel())


def _compared(before: torch.Tensor, after: torch.Tensor) -> tuple[float, float]:
    """Relative change and cosine similarity; NaN where the answer was nothing."""
    a, b = before.reshape(-1), after.reshape(-1)
    sizes = float(a.norm()), float(b.norm())
    if sizes[0] == 0:
        return float("nan"), float("nan")
    relative = float((b - a).norm()) / sizes[0]
    return relative, float(torch.dot(a, b)) / (sizes[0] * sizes[1]) if sizes[1] else float("nan")
