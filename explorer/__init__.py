"""Feature Map Explorer: see every filter, feature map and pooling output of a convolutional network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Call", "Model", "Trace", "__version__", "capture", "explore", "load"]

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from torch import nn

    from explorer.core.graph import Call, Trace
    from explorer.gui.window import MainWindow
    from explorer.models.base import Model, Preprocessing


def load(reference: str) -> Model:
    """The model that a name or path stands for (`digits`, `resnet18`, ...). Raises ModelError."""
    from explorer.models import load as load_model

    return load_model(reference)


def capture(model: Any, x: Any) -> Trace:
    """Run a Model or nn.Module once on `x` (1, C, H, W); everything its layers saw and said. Raises ModelError."""
    from explorer.core.capture import capture as capture_module

    return capture_module(getattr(model, "module", model) if _is_model(model) else model, x)


def explore(
    model: nn.Module,
    images: Any,
    class_names: Sequence[str] | None = None,
    preprocess: Callable[[Any], Any] | Preprocessing | None = None,
    block: bool | None = None,
) -> MainWindow:
    """Open the window on a live network, or show it again what is in the one that is open; nothing is copied.

    Args:
        model: the network, on any device, in any mode; torch.compile, DataParallel and DDP are looked through.
        images: a tensor (N, C, H, W) or (C, H, W); a tuple or dict of tensors for several inputs; a PIL picture, an
            array (H, W) or (H, W, 3), a file's path; or a list of these.
        class_names: by class number.
        preprocess: a picture to its input tensor, such as a transform of torchvision; the usual one if left out.
        block: wait until the window is closed; by default everywhere but in IPython, whose event loop goes on.

    Raises ModelError where the network fails, InputError for what is no picture, ExplorerError without a screen.
    """
    from explorer.cli._screen import check_screen

    check_screen()
    from explorer.gui.exploring import explore as explore_live

    return explore_live(model, images, class_names, preprocess, block)


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
