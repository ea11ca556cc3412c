"""The network and the picture of a lesson, run for its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch

    from explorer.core.graph import Trace
    from explorer.data.pictures import Picture
    from explorer.models.base import Model


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """What is on the screen when the numbers are worked out, in the model thread."""

    model: Model
    picture: Picture

    def input(self, right: int = 0) -> torch.Tensor:
        """(1, C, H, W): what the network gets of the picture, moved to the right by whole pixels; zeros come in."""
        import torch

        tensor: torch.Tensor = self.model.network_input(self.picture)
        moved = torch.roll(tensor, right, 3)
        moved[..., :right] = 0
        return moved

    def trace(self, tensor: torch.Tensor | None = None) -> Trace:
        """What the network does with it, or with another input."""
        from explorer.core.capture import capture

        return capture(self.model.module, self.input() if tensor is None else tensor)


def tensor_of(trace: Trace, name: str) -> torch.Tensor:
    """What a call made. Raises LookupError where there is none."""
    tensor = trace[name].tensor
    if tensor is None:
        raise LookupError(f"'{name}' has no output")
    return tensor


def difference(one: torch.Tensor, other: torch.Tensor) -> float:
    """The length of the difference as a share of the length of the first."""
    return float((one - other).norm() / one.norm())
