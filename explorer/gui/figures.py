"""What the status bar says of speed: medians over the last updates of a drawing."""

from __future__ import annotations

import statistics
from collections import deque

_KEPT = 64
_PAUSE_S = 0.5


class Figures:
    """Takes times as they come; says what is usual of late. All in ms but `rate`, updates per second."""

    def __init__(self) -> None:
        self._forward: deque[float] = deque(maxlen=_KEPT)
        self._update: deque[float] = deque(maxlen=_KEPT)
        self._between: deque[float] = deque(maxlen=_KEPT)
        self._last: float | None = None

    def add_forward(self, ms: float) -> None:
        """The network ran."""
        self._forward.append(ms)

    def add_update(self, ms: float, moment: float) -> None:
        """A picture was on the screen `ms` after the hand had moved, at `moment` in seconds."""
        self._update.append(ms)
        # While the hand rests nothing is renewed: that says nothing of how quickly it could be.
        if self._last is not None and moment - self._last < _PAUSE_S:
            self._between.append(moment - self._last)
        self._last = moment

    @property
    def forward(self) -> float | None:
        """How long the network takes, None before it ran."""
        return statistics.median(self._forward) if self._forward else None

    @property
    def update(self) -> float | None:
        """How long it takes from the hand to the screen, None before anything was painted."""
        return statistics.median(self._update) if self._update else None

    @property
    def rate(self) -> float | None:
        """How often the screen is renewed while the hand moves, None before it was twice in a row."""
        return len(self._between) / sum(self._between) if sum(self._between) else None
