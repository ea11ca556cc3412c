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
            return _as_asked(source.load(reference, opening), opening)
    _refuse_file(reference)
    raise ModelError(
        "There is no model named '{0}': 'digits', 'digits-mlp', torchvision's names (resnet18, ...), files of "
        "weights and Python classes (file.py:Class) are known.",
        reference,
    )


def _refuse_file(reference: str) -> None:
    """Raises ModelError where it is a file, which is none of a network."""
    from pathlib import Path

    from explorer.models.file_kinds import kind_of

    path = Path(reference).expanduser()
    if path.is_file() and (refusal := kind_of(path).refusal):
        raise ModelError("{0}: {1}", path, refusal)


def _as_asked(model: Model, opening: Opening) -> Model:
    """The model with the weights, preprocessing, class names and device that were asked for. Raises ModelError."""
    if opening.weights is not None:
        from explorer.models.checkpoint import given_weights

        model = given_weights(model, opening.weights)
    if opening.preprocessing is not None:
        model = model.prepared_by(opening.preprocessing)
    if opening.class_names is not None:
        model = model.with_names(opening.class_names)
    if opening.device == PLAIN.device:
        return model
    from explorer.models.devices import moved

    return moved(model, opening.device)
