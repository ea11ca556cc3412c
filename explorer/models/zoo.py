"""torchvision's classification models by name: weights from torch's own cache after a hash check, else random ones."""

from __future__ import annotations

import difflib
import hashlib
import os
import pickle
import re
import warnings
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlparse

import torch

from explorer.data.preprocess import PhotoPreprocessing
from explorer.errors import ModelError
from explorer.models.base import Model, ModelSource
from explorer.models.opening import PLAIN

if TYPE_CHECKING:
    from torch import nn

    from explorer.models.opening import Opening

SEED = 0
"""Random weights are the same numbers each time."""

# What the builders would set if they were given weights; set always, so that a network is the same with and without.
_SETTINGS: dict[str, dict[str, Any]] = {
    "googlenet": {"transform_input": True, "aux_logits": False, "init_weights": False},
    "inception_v3": {"transform_input": True, "init_weights": False},
}
# What torch.load and load_state_dict raise for a file that is no state dict of the model.
_UNREADABLE = (pickle.UnpicklingError, RuntimeError, KeyError, EOFError, OSError, TypeError, ValueError, AttributeError)

_TITLES = (
    (r"alexnet", "AlexNet"),
    (r"convnext_(\w+)", "ConvNeXt {0:title}"),
    (r"densenet(\d+)", "DenseNet-{0}"),
    (r"efficientnet_(b\d)", "EfficientNet-{0:upper}"),
    (r"efficientnet_v2_(\w)", "EfficientNetV2-{0:upper}"),
    (r"googlenet", "GoogLeNet"),
    (r"inception_v3", "Inception v3"),
    (r"maxvit_(\w)", "MaxViT-{0:upper}"),
    (r"mnasnet(\d_\d+)", "MNASNet {0:point}"),
    (r"mobilenet_v2", "MobileNetV2"),
    (r"mobilenet_v3_(\w+)", "MobileNetV3 {0:title}"),
    (r"regnet_([xy])_(\d+)mf", "RegNet{0:upper}-{1}MF"),
    (r"regnet_([xy])_(\w+)gf", "RegNet{0:upper}-{1:point}GF"),
    (r"resnet(\d+)", "ResNet-{0}"),
    (r"resnext(\d+)_(\d+x\d+d)", "ResNeXt-{0} {1}"),
    (r"shufflenet_v2_x(\d_\d)", "ShuffleNetV2 ×{0:point}"),
    (r"squeezenet(\d_\d)", "SqueezeNet {0:point}"),
    (r"swin_(\w)", "Swin-{0:upper}"),
    (r"swin_v2_(\w)", "SwinV2-{0:upper}"),
    (r"vgg(\d+)", "VGG-{0}"),
    (r"vgg(\d+)_bn", "VGG-{0} BN"),
    (r"vit_(\w)_(\d+)", "ViT-{0:upper}/{1}"),
    (r"wide_resnet(\d+)_(\d)", "Wide ResNet-{0}-{1}"),
)


class Zoo(ModelSource):
    """Every classification model of torchvision, by torchvision's name for it: `resnet18`."""

    order = 10

    @staticmethod
    def names() -> list[str]:
        """All names, sorted; imports torchvision."""
        return list(_names())

    @staticmethod
    def accepts(reference: str) -> bool:
        """Whether it is one of the names; what cannot be one is refused without importing torchvision."""
        return re.fullmatch(r"[a-z][a-z0-9_]{3,39}", reference) is not None and reference in _names()

    @staticmethod
    def load(reference: str, _opening: Opening = PLAIN) -> Model:
        """The network with the weights in torch's cache, else with random ones. Raises ModelError."""
        if reference not in _names():
            raise ModelError(_unknown(reference))
        module, weights, sentence = _cached(reference)
        trained = weights is not None
        weights = weights or _choices(reference)[0]
        preprocessing = PhotoPreprocessing.from_transforms(weights.transforms())
        return Model(
            name=reference,
            title=title(reference),
            source="torchvision",
            weights=sentence,
            trained=trained,
            module=module.eval(),
            input_shape=preprocessing.input_shape,
            class_names=tuple(weights.meta["categories"]) if trained else (),
            preprocessing=preprocessing,
        )


def smallest_input(name: str) -> int:
    """Height and width in pixels of the smallest picture that the model takes, by torchvision's own account.

    Raises ModelError.
    """
    if name not in _names():
        raise ModelError(_unknown(name))
    return int(max(_choices(name)[0].meta["min_size"]))


def random_network(name: str) -> nn.Module:
    """The network with seeded random weights, otherwise as with its default ones, in eval mode. Raises ModelError."""
    if name not in _names():
        raise ModelError(_unknown(name))
    return _built(name, _choices(name)[0]).eval()


def title(name: str) -> str:
    """What people call a model: `resnet18` is `ResNet-18`."""
    for pattern, words in _TITLES:
        match = re.fullmatch(pattern, name)
        if match:
            return words.format(*(_Part(part) for part in match.groups()))
    return name


def current_keys(name: str, state: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The weights by today's names: DenseNet's files are older than its code, GoogLeNet's have training-only heads."""
    if name.startswith("densenet"):
        return {re.sub(r"(denselayer\d+\.(?:norm|relu|conv))\.([12]\.)", r"\1\2", key): state[key] for key in state}
    if name == "googlenet":
        return {key: state[key] for key in state if not key.startswith(("aux1.", "aux2."))}
    return state


class _Part(str):
    """A part of a name that knows how to be spelled inside a title: `{0:upper}`."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        return {"upper": self.upper(), "title": self.title(), "point": self.replace("_", "."), "": str(self)}[spec]


@lru_cache(maxsize=1)
def _names() -> tuple[str, ...]:
    import torchvision.models

    return tuple(torchvision.models.list_models(module=torchvision.models))


def _unknown(name: str) -> str:
    close = difflib.get_close_matches(name.lower().replace("-", ""), _names(), n=3)
    hint = f"Did you mean {' or '.join(close)}?" if close else f"It knows {len(_names())}, such as resnet18 and vgg16."
    return f"torchvision has no classification model called “{name}”. {hint}"


def _choices(name: str) -> list[Any]:
    """The weights that torchvision offers for classification with this model, its default first."""
    from torchvision.models import get_model_weights

    offered = get_model_weights(name)
    return [offered.DEFAULT, *(w for w in offered if w is not offered.DEFAULT and w.meta["categories"])]


def _built(name: str, weights: Any) -> nn.Module:
    """The network as the builder makes it for `weights`, with seeded random numbers for now."""
    from torchvision.models import get_model_builder

    settings: dict[str, Any] = {"num_classes": len(weights.meta["categories"]), **_SETTINGS.get(name, {})}
    if name.startswith("vit_"):
        settings["image_size"] = weights.meta["min_size"][0]
    if name.startswith("maxvit_"):
        settings["input_size"] = weights.meta["min_size"]
    # torch.manual_seed would seed the GPUs' generators too, which the fork does not give back.
    with torch.random.fork_rng(devices=[]):
        torch.default_generator.manual_seed(SEED)
        module: nn.Module = get_model_builder(name)(weights=None, **settings)
    return module


# ---- torch's cache of downloaded weights


class _Refused(Exception):
    """A cached file must not or cannot be used; the text says why."""


def _cached(name: str) -> tuple[nn.Module, Any | None, str]:
    """The network, the weights that it was given (None: random), and what its weights are in words."""
    complaint = ""
    for weights in _choices(name):
        path = _cache_file(weights)
        if path is None:
            continue
        try:
            return _with_weights(name, weights, path), weights, weights.name
        except _Refused as refusal:
            complaint = complaint or f" (the cached file {path.name} {refusal})"
    return _built(name, _choices(name)[0]), None, f"random weights{complaint}"


def _cache_file(weights: Any) -> Path | None:
    """Where torch.hub keeps the weights, None if they are not there."""
    path = Path(torch.hub.get_dir(), "checkpoints", os.path.basename(urlparse(weights.url).path))
    return path if path.is_file() else None


def _with_weights(name: str, weights: Any, path: Path) -> nn.Module:
    state = _state_dict(path)
    module = _built(name, weights)
    try:
        module.load_state_dict(current_keys(name, state))
    except _UNREADABLE as error:
        raise _Refused("holds no weights of this model") from error
    return module


def _state_dict(path: Path) -> dict[str, torch.Tensor]:
    """The file's content; torch.hub would neither check a cached file's hash nor keep it from running code."""
    prefix = torch.hub.HASH_REGEX.search(path.name)
    if prefix is None or not prefix.group(1):
        raise _Refused("has no hash in its name to be checked against")
    try:
        with path.open("rb") as file:
            if not hashlib.file_digest(file, "sha256").hexdigest().startswith(prefix.group(1)):
                raise _Refused("does not match its hash")
            file.seek(0)
            with warnings.catch_warnings():
                # It says that the file is unusual, just before it is read or refused.
                warnings.filterwarnings("ignore", message="Detected pickle protocol", category=UserWarning)
                state = torch.load(file, map_location="cpu", weights_only=True)
    except _UNREADABLE as error:
        raise _Refused("cannot be read as weights") from error
    if not isinstance(state, dict):
        raise _Refused("holds no weights of this model")
    return state
