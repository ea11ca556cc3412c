"""A network's scores as probabilities, and how sure they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Prediction:
    """Probabilities (N,) of the classes, in float64."""

    probabilities: NDArray[np.float64]

    @classmethod
    def of_scores(cls, scores: NDArray[np.floating], is_probability: bool) -> Prediction | None:
        """The softmax of scores (N,), or the scores themselves; None where they are no numbers."""
        values = scores.astype(np.float64)
        # A class that is ruled out may have -inf; NaN and +inf leave no probability at all.
        if np.isnan(values).any() or not np.isfinite(values.max()):
            return None
        return cls(values if is_probability else _softmax(values))

    @property
    def order(self) -> NDArray[np.intp]:
        """The classes (N,) from the most probable down; equal ones by their number."""
        return np.argsort(-self.probabilities, kind="stable")

    @property
    def winner(self) -> int:
        """The most probable class."""
        return int(self.probabilities.argmax())

    @property
    def margin(self) -> float:
        """How far the winner is ahead of the second, 0..1."""
        best = np.sort(self.probabilities)[::-1]
        return float(best[0] - best[1]) if best.size > 1 else float(best[0])

    @property
    def entropy(self) -> float:
        """Shannon's entropy in bits: 0 where one class has it all, log2(N) where all are alike."""
        some = self.probabilities[self.probabilities > 0]
        # Adding zero turns -0.0 into 0.0.
        return float(-(some * np.log2(some)).sum()) + 0.0


def _softmax(values: NDArray[np.float64]) -> NDArray[np.float64]:
    powers = np.exp(values - values.max())
    shares: NDArray[np.float64] = powers / powers.sum()
    return shares
