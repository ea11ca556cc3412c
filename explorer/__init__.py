"""Feature Map Explorer: see every filter, feature map and pooling output of a convolutional network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Call", "Model", "Trace", "__version__", "capture", "load"]

if TYPE_CHECKING:
    from explorer.core.graph import Call, Trace
    from explorer.models.base import Model


def load(reference: str) -> Model:
    """The model that a name or path stands for (`digits`, `resnet18`, ...). Raises ModelError."""
    from explorer.models import load as load_model

    return load_model(reference)


def capture(model: Any, x: Any) -> Trace:
    """Run a Model or nn.Module once on `x` (1, C, H, W); everything its layers saw and said. Raises ModelError."""
    from explorer.core.capture import capture as capture_module

    return capture_module(getattr(model, "module", model) if _is_model(model) else model, x)


def _is_model(value: Any) -> bool:
    from explorer.models.base import Model

    return isinstance(value, Model)


def __getattr__(name: str) -> Any:
    """The classes of the public interface, imported when first asked for: torch takes a second to come."""
    if name in ("Call", "Trace"):
        from explorer.core import graph

        return getattr(graph, name)
    if name == "Model":
        from explorer.models.base import Model

        return Model
    raise AttributeError(f"module 'explorer' has no attribute {name!r}")
