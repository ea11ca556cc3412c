"""torchvision's models by name: their weights from torch's cache or its server, hash-checked, or random ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from explorer.data.preprocess import PhotoPreprocessing
from explorer.errors import ModelError
from explorer.models import torch_cache, zoo_catalogue, zoo_networks
from explorer.models.base import Model, ModelSource
from explorer.models.opening import PLAIN
from explorer.models.torch_cache import Refused
from explorer.models.zoo_catalogue import RANDOM
from explorer.models.zoo_networks import current_keys
from explorer.models.zoo_titles import is_family, title
from explorer.words import Words, joined

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from torch import nn

    from explorer.models.opening import Opening

__all__ = ["Zoo", "current_keys", "download", "random_network", "smallest_input", "title"]


class Zoo(ModelSource):
    """Every model of torchvision for classification, segmentation and detection, by torchvision's name for it.

    `resnet50` gets weights that torch's cache holds, else random ones; `resnet50:IMAGENET1K_V2` and `resnet50:DEFAULT`
    get these, downloaded where they are not cached; `resnet50:random` gets random ones.
    """

    order = 10

    @staticmethod
    def names() -> list[str]:
        """All names, task by task, sorted; imports torchvision."""
        return list(zoo_catalogue.tasks())

    @staticmethod
    def accepts(reference: str) -> bool:
        """Whether its name is one of them; what cannot be one is refused without importing torchvision."""
        match = re.fullmatch(r"([a-z][a-z0-9_]{3,49})(:\w+)?", reference)
        # A module of the user may be followed by a colon, too.
        return bool(match and (is_family(match[1]) or not match[2]) and match[1] in zoo_catalogue.tasks())

    @staticmethod
    def load(reference: str, opening: Opening = PLAIN) -> Model:
        """The network with the weights that the reference means. Raises ModelError."""
        name, _, wanted = reference.partition(":")
        zoo_catalogue.check(name)
        if wanted and wanted != RANDOM:
            weights = zoo_catalogue.weights_called(name, wanted)
            path = torch_cache.downloaded(weights.url, opening.progress)
            try:
                return _model(reference, _with_weights(name, weights, path), weights, weights.name)
            except Refused as refusal:
                raise ModelError("{0}.", refusal.about(path)) from refusal
        module, found, sentence = _random(name) if wanted else _cached(name)
        return _model(reference, module, found, sentence)


def download(reference: str, progress: Callable[[int, int | None], None]) -> None:
    """Have the weights of a reference such as `resnet50:IMAGENET1K_V2` in torch's cache. Raises ModelError."""
    name, _, wanted = reference.partition(":")
    zoo_catalogue.check(name)
    torch_cache.downloaded(zoo_catalogue.weights_called(name, wanted).url, progress)


def smallest_input(name: str) -> int:
    """Height and width in pixels of the smallest picture that the model takes, by torchvision's own account.

    Raises ModelError.
    """
    zoo_catalogue.check(name)
    return int(max(zoo_catalogue.weights_of(name)[0].meta["min_size"]))


def random_network(name: str) -> nn.Module:
    """The network with seeded random weights, otherwise as with its default ones, in eval mode. Raises ModelError."""
    zoo_catalogue.check(name)
    return zoo_networks.built(name, zoo_catalogue.weights_of(name)[0])


def _model(reference: str, module: nn.Module, weights: Any | None, sentence: str) -> Model:
    """A Model for a network with `weights`, None for random ones."""
    name = reference.partition(":")[0]
    meant = weights or zoo_catalogue.weights_of(name)[0]
    preprocessing = preprocessing_of(name, module, meant)
    return Model(
        name=reference,
        title=title(name),
        source="torchvision",
        weights=sentence,
        trained=weights is not None,
        module=module,
        input_shape=preprocessing.input_shape,
        class_names=tuple(meant.meta["categories"]) if weights is not None else (),
        preprocessing=preprocessing,
    )


def preprocessing_of(name: str, module: Any, weights: Any) -> PhotoPreprocessing:
    """How pictures are made for weights (torchvision's entry): as by their preset, but the middle square of them."""
    preset, task = weights.transforms(), zoo_catalogue.tasks()[name]
    if task == "classification":
        return PhotoPreprocessing.from_transforms(preset)
    if task == "segmentation":
        side = int(preset.resize_size[0])
        return PhotoPreprocessing(resize=side, crop=side, mean=tuple(preset.mean), std=tuple(preset.std))
    # Detectors normalise for themselves. They scale, too, but not when they are given their own size.
    side = int((module.transform.fixed_size or module.transform.min_size)[-1])
    return PhotoPreprocessing(resize=side, crop=side, mean=(0.0, 0.0, 0.0), std=(1.0, 1.0, 1.0))


def _random(name: str) -> tuple[nn.Module, None, str]:
    return random_network(name), None, Words("random weights")


def _cached(name: str) -> tuple[nn.Module, Any | None, str]:
    """The network, the weights that it was given (None: random), and what its weights are in words."""
    complaint: str = ""
    for weights in zoo_catalogue.weights_of(name):
        path = torch_cache.cached_file(weights.url)
        if path is None:
            continue
        try:
            return _with_weights(name, weights, path), weights, weights.name
        except Refused as refusal:
            complaint = complaint or Words("(the cached file {0})", refusal.about(path.name))
    module, none, words = _random(name)
    return module, none, joined((words, complaint))


def _with_weights(name: str, weights: Any, path: Path) -> nn.Module:
    state = current_keys(name, torch_cache.state_dict(path))
    module = zoo_networks.built(name, weights)
    # Frozen batch norms do not count their batches.
    counters = {key: value for key, value in module.state_dict().items() if key.endswith(".num_batches_tracked")}
    try:
        module.load_state_dict(counters | state if zoo_catalogue.tasks()[name] == "detection" else state)
    except torch_cache.UNREADABLE as error:
        raise Refused(Words("{0} holds no weights of this model")) from error
    return module
