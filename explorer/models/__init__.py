"""Where models come from: one file per source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.errors import ModelError
from explorer.models.opening import PLAIN

if TYPE_CHECKING:
    from explorer.models.base import Model, ModelSource
    from explorer.models.opening import Opening


def sources() -> list[type[ModelSource]]:
    """Every source of models, in the order in which they are asked."""
    from explorer import models
    from explorer.discover import discover
    from explorer.models.base import ModelSource

    return discover(models, ModelSource)


def load(reference: str, opening: Opening = PLAIN) -> Model:
    """The model that `reference` names (`digits`, `resnet18`, ...). Raises ModelError."""
    for source in sources():
        if source.accepts(reference):
            return source.load(reference, opening)
    raise ModelError(
        f"There is no model named '{reference}': 'digits' and torchvision's names (resnet18, ...) are known."
    )
