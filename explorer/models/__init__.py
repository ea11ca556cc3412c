"""Where models come from: one file per source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.errors import ModelError

if TYPE_CHECKING:
    from explorer.models.base import Model, ModelSource


def sources() -> list[type[ModelSource]]:
    """Every source of models, in the order in which they are asked."""
    from explorer import models
    from explorer.discover import discover
    from explorer.models.base import ModelSource

    return discover(models, ModelSource)


def load(reference: str) -> Model:
    """The model that `reference` names (`digits`, `resnet18`, ...). Raises ModelError."""
    for source in sources():
        if source.accepts(reference):
            return source.load(reference)
    raise ModelError(
        f"There is no model named '{reference}': 'digits' and torchvision's names (resnet18, ...) are known."
    )
