"""What is known of torchvision's models without building them: a table of facts for choosing one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from explorer.models import torch_cache, zoo_catalogue
from explorer.models.zoo_titles import title

# By what torchvision measures, what people call it.
_MEASURES = {"acc@1": "top-1", "miou": "mIoU", "box_map": "box mAP"}


@dataclass(frozen=True, slots=True)
class ZooWeights:
    """One file of trained weights.

    Attributes:
        name: as in a reference, `IMAGENET1K_V2`.
        accuracy: in percent, by torchvision's own account.
        measure: what that is a measure of: `top-1`, `mIoU`, `box mAP`.
        megabytes: the file's size.
        cached: whether torch has downloaded it before; its hash is checked when it is used.
    """

    name: str
    accuracy: float
    measure: str
    megabytes: float
    cached: bool


@dataclass(frozen=True, slots=True)
class ZooEntry:
    """One model.

    Attributes:
        name: torchvision's, which opens it.
        title: what people call it.
        task: `classification`, `segmentation` or `detection`.
        parameters: how many numbers it has learned.
        smallest_input: height and width of the smallest picture that it takes, in pixels.
        weights: its weights, torchvision's default first; none are none that could be downloaded.
    """

    name: str
    title: str
    task: str
    parameters: int
    smallest_input: int
    weights: tuple[ZooWeights, ...]

    @property
    def cached(self) -> bool:
        """Whether any of its weights are in torch's cache."""
        return any(weights.cached for weights in self.weights)


def zoo_table() -> list[ZooEntry]:
    """All models, task by task; takes as long as importing torchvision."""
    return [_entry(name, task) for name, task in zoo_catalogue.tasks().items()]


def _entry(name: str, task: str) -> ZooEntry:
    offered = zoo_catalogue.weights_of(name)
    meta = offered[0].meta
    return ZooEntry(
        name=name,
        title=title(name),
        task=task,
        parameters=int(meta["num_params"]),
        smallest_input=int(max(meta["min_size"])),
        weights=tuple(_weights(weights) for weights in offered),
    )


def _weights(weights: Any) -> ZooWeights:
    # Of all figures that a model has on its data set, the one that its task is known by.
    figures = {key: value for group in weights.meta["_metrics"].values() for key, value in group.items()}
    measure = next(measure for measure in _MEASURES if measure in figures)
    return ZooWeights(
        name=weights.name,
        accuracy=float(figures[measure]),
        measure=_MEASURES[measure],
        megabytes=float(weights.meta["_file_size"]),
        cached=torch_cache.cached_file(weights.url) is not None,
    )
