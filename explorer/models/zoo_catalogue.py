"""Which models torchvision offers, for which task, and which weights each of them has."""

from __future__ import annotations

import difflib
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from explorer.errors import ModelError
from explorer.models.suggestions import did_you_mean
from explorer.words import Words, joined

if TYPE_CHECKING:
    from collections.abc import Mapping

TASKS = (Words("classification"), Words("segmentation"), Words("detection"))
"""What the networks were made for, in the order in which they are listed."""
RANDOM = "random"
"""The name of no weights at all."""
# They run a second network on each thing found and paste its answers by thousands of small operations: on one picture
# their layers would be buried, and their maps take gigabytes.
_LEFT_OUT = ("maskrcnn_", "keypointrcnn_")


@lru_cache(maxsize=1)
def tasks() -> Mapping[str, str]:
    """The task of each model by its name, sorted within each task; imports torchvision."""
    import torchvision.models as models

    folders = {"classification": models, "segmentation": models.segmentation, "detection": models.detection}
    return {
        name: task
        for task in TASKS
        for name in sorted(models.list_models(module=folders[task]))
        if not name.startswith(_LEFT_OUT)
    }


def names(task: str) -> list[str]:
    """The models for one task, sorted; imports torchvision."""
    return [name for name, its in tasks().items() if its == task]


def check(name: str) -> None:
    """Raises ModelError, with suggestions, where torchvision has no such model."""
    if name in tasks():
        return
    close = difflib.get_close_matches(name.lower().replace("-", ""), tasks(), n=3)
    hint = did_you_mean(close) or Words("It knows {0}, such as resnet18 and vgg16.", len(tasks()))
    raise ModelError(joined((Words("torchvision has no model called “{0}”.", name), hint)))


def weights_of(name: str) -> list[Any]:
    """The entries of torchvision for the weights of a model, its default first."""
    from torchvision.models import get_model_weights

    offered = get_model_weights(name)
    return [offered.DEFAULT, *(w for w in offered if w is not offered.DEFAULT and w.meta["categories"])]


def weights_called(name: str, wanted: str) -> Any:
    """One entry by its name, in any case; `DEFAULT` is the first. Raises ModelError."""
    offered = weights_of(name)
    if wanted.upper() == "DEFAULT":
        return offered[0]
    found = next((weights for weights in offered if weights.name == wanted.upper()), None)
    if found is None:
        known = ", ".join(f"{name}:{weights.name}" for weights in offered)
        raise ModelError(
            "torchvision has no weights “{0}” for {1}, only: {2}, and {1}:{3}.", wanted, name, known, RANDOM
        )
    return found
