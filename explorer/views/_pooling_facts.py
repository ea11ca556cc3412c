"""A pooling layer's settings in a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from PySide6.QtWidgets import QWidget

    from explorer.views._pooled import Pooled


class PoolingFacts(ElidedLabel):
    """How many cells go on, and the windows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("caption", parent=parent)

    def show_pooled(self, result: Pooled) -> None:
        """Say it of a result."""
        self.set_whole_text("   ".join(self._fact_words(result)))

    def _fact_words(self, result: Pooled) -> list[str]:
        window, windows = result.window, result.windows
        total = windows.before.size
        if result.kept is not None:
            words = [self.tr("keeps {0} of {1} cells").format(f"{result.kept:,}", f"{total:,}")]
        else:
            words = [self._pooled_words(result)]
        if windows.after.size == 1 and windows.bounds.reshape(-1).tolist() == _whole(windows.before):
            return [*words, self.tr("one window: the whole map")]
        size = " × ".join(map(str, window.kernel))
        if window.adaptive:
            words.append(self.tr("adaptive, windows up to {0}").format(size))
        else:
            words += [self.tr("window {0}").format(size), self.tr("stride {0}").format(_side(window.stride))]
        if any(max(pair) for pair in window.padding):
            words.append(self.tr("padding {0}").format(_side([max(pair) for pair in window.padding])))
        if max(window.dilation) > 1:
            words.append(self.tr("dilation {0}").format(_side(window.dilation)))
        if windows.overlapping:
            words.append(self.tr("windows overlap"))
        return words

    def _pooled_words(self, result: Pooled) -> str:
        words = (
            self.tr("{0} cells averaged to {1}") if result.windows.divisors is not None else self.tr("{0} cells to {1}")
        )
        return words.format(f"{result.windows.before.size:,}", f"{result.windows.after.size:,}")


def _side(values: Sequence[int]) -> str:
    """`2` where all dimensions agree, else `2 × 1`."""
    return str(values[0]) if len(set(values)) == 1 else " × ".join(map(str, values))


def _whole(values: np.ndarray) -> list[int]:
    """The bounds of a window over all of a map (H, W)."""
    return [0, values.shape[0], 0, values.shape[1]]
