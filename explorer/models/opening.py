"""How a model is to be opened: what the user said besides its name or file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from explorer.models.trust import Trust

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from explorer.models.base import Preprocessing


def _untold(_done: int, _whole: int | None) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What a source needs to know besides the reference.

    Attributes:
        weights: a file whose weights the network gets; None for those that belong to it.
        architecture: for a file of weights: the architecture that the user chose (`resnet18`), loaded with what fits;
            empty to have it found by keys and shapes.
        input_shapes: one shape a network input without the batch, (C, H, W) for pictures; empty for the model's own.
        preprocessing: instead of the one that belongs to the model.
        class_names: instead of the model's own.
        device: where it runs: `cpu`, `cuda:0`, `mps`, ...
        trust: which files may run code.
        progress: told how many bytes of how many (None: unknown) of a download or a long reading are done; what it
            raises (Cancelled) ends the opening.
    """

    weights: Path | None = None
    architecture: str = ""
    input_shapes: tuple[tuple[int, ...], ...] = ()
    preprocessing: Preprocessing | None = None
    class_names: tuple[str, ...] | None = None
    device: str = "cpu"
    trust: Trust = field(default_factory=Trust)
    progress: Callable[[int, int | None], None] = _untold


PLAIN = Opening()
"""Nothing but the reference; no file may run code."""
