"""torchvision's models as weights see them: built without numbers, with any number of classes and input channels."""

from __future__ import annotations

import math
import re
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import torch
from torch import nn

from explorer.data.picture_preprocess import PicturePreprocessing
from explorer.data.preprocess import PhotoPreprocessing
from explorer.models import zoo_catalogue
from explorer.models.blank import Blank, collection_paused
from explorer.models.candidates import Architectures
from explorer.models.key_views import key_views
from explorer.models.matching import Candidate, Free, Surroundings
from explorer.models.weights import shapes_of
from explorer.models.zoo import current_keys, title
from explorer.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from explorer.models.base import Preprocessing
    from explorer.models.key_views import KeyView
    from explorer.models.matching import Shape
    from explorer.models.weights import Weights

SEED = 0
"""What a file lacks is the same random numbers each time."""
CHANNELS = 3
_MARK = 9973
"""A number of classes that no layer has for another reason: a prime."""
# What builders take away where it is False, and the names of the tensors that are then missing.
_HEADS_FOR_TRAINING = (
    (r"googlenet", "aux_logits", ("aux1.", "aux2.")),
    (r"inception_v3", "aux_logits", ("AuxLogits.",)),
    (r"(fcn|deeplabv3)_\w+", "aux_loss", ("aux_classifier.",)),
)
_POSITIONS = "encoder.pos_embedding"
_LIKENESS = 0.2
"""Of the fewer tensors: what the smallest and the largest network of one family have in common at least."""


class Torchvision(Architectures):
    """All models of torchvision for classification and segmentation."""

    order = 50

    @staticmethod
    def candidates(weights: Weights, thorough: bool) -> Sequence[Candidate]:
        """All of them, or only the families whose first one has layers of the same names."""
        with collection_paused():
            views = key_views(weights.tensors)
            families = [names for names in _families() if thorough or _resembles(views, names[0])]
            return [candidate for names in families for name in names for candidate in _ways(name)]


@dataclass(frozen=True, slots=True)
class _Builder:
    """One way of building one of torchvision's models.

    Attributes:
        name: torchvision's.
        settings: for its builder, besides those that sizes decide.
        classes: how many it was made for.
        first: the name of the layer that reads the picture.
        patch: the sides of a vision transformer's patches; 0 for other networks.
    """

    name: str
    settings: tuple[tuple[str, Any], ...] = ()
    classes: int = 1000
    first: str = ""
    patch: int = 0

    def __call__(self, sizes: Mapping[str, int], blank: bool) -> nn.Module:
        """The network for these sizes, seeded where it gets random numbers."""
        with Blank() if blank else _seeded():
            module = self._built(sizes)
            channels = sizes.get("channels", CHANNELS)
            if channels != CHANNELS:
                _set_channels(module, self.first, channels)
        return module

    def _built(self, sizes: Mapping[str, int]) -> nn.Module:
        from torchvision.models import get_model_builder

        settings = {"num_classes": sizes.get("classes", self.classes), **dict(self.settings)}
        if self._image_size(sizes):
            settings["image_size"] = self._image_size(sizes)
        module: nn.Module = get_model_builder(self.name)(weights=None, **settings)
        return module

    def surroundings(self, sizes: Mapping[str, int]) -> Surroundings:
        """Torchvision's own preprocessing for these sizes, and its class names where there are as many."""
        offered = zoo_catalogue.weights_of(self.name)
        photo = _photo(offered[0].transforms())
        side = self._image_size(sizes) or photo.crop
        if side != photo.crop:
            # Vision transformers were trained at several sizes, each with its own preset.
            presets = [_photo(choice.transforms()) for choice in offered]
            fallback = replace(photo, resize=side, crop=side)
            photo = next((preset for preset in presets if preset.crop == side), fallback)
        classes, channels = sizes.get("classes", self.classes), sizes.get("channels", CHANNELS)
        names = tuple(offered[0].meta["categories"])
        if (classes, channels) == (len(names), CHANNELS):
            return Surroundings(photo, names)
        note = Words(
            "How it was shown pictures when it learned is unknown; they are prepared as for torchvision's weights."
        )
        return Surroundings(_of_channels(photo, channels), names if classes == len(names) else (), note)

    def _image_size(self, sizes: Mapping[str, int]) -> int:
        """A vision transformer's input in pixels, 0 for other networks."""
        return self.patch * math.isqrt(sizes["positions"] - 1) if self.patch and "positions" in sizes else 0


def _photo(preset: Any) -> PhotoPreprocessing:
    """A preset of torchvision on a square: segmenting networks take any size, but one at a time."""
    if hasattr(preset, "crop_size"):
        return PhotoPreprocessing.from_transforms(preset)
    side = int(preset.resize_size[0])
    return PhotoPreprocessing(resize=side, crop=side, mean=tuple(preset.mean), std=tuple(preset.std))


def _of_channels(photo: PhotoPreprocessing, channels: int) -> Preprocessing:
    """The same for another number of channels, which all get the grey picture."""
    if channels == CHANNELS:
        return photo
    mean, std = (sum(photo.mean) / CHANNELS,), (sum(photo.std) / CHANNELS,)
    if channels == 1:
        return replace(photo, channels=1, mean=mean, std=std)
    side, way = photo.crop, photo.interpolation
    return PicturePreprocessing(
        side, side, resize=photo.resize, channels=channels, mean=mean, std=std, interpolation=way
    )


@lru_cache(maxsize=1)
def _families() -> tuple[tuple[str, ...], ...]:
    """The models' names, those together whose layers are called alike, the smallest first."""
    from torchvision.models import get_model_builder

    families: dict[str, list[str]] = {}
    for name, task in zoo_catalogue.tasks().items():
        if task == "classification":
            families.setdefault(get_model_builder(name).__module__, []).append(name)
        if task == "segmentation":
            # Most of their layers are those of the network behind: fcn_resnet50.
            families.setdefault(name.partition("_")[2].rstrip("0123456789"), []).append(name)
    return tuple(tuple(sorted(names, key=_parameter_count)) for names in families.values())


def _parameter_count(name: str) -> int:
    """As torchvision tells it of its own weights; nothing is built."""
    return int(zoo_catalogue.weights_of(name)[0].meta["num_params"])


def _resembles(views: Sequence[KeyView], name: str) -> bool:
    """Whether enough tensors are called like those of a model, in one way of reading their names."""
    candidate = _ways(name)[0]
    wanted = candidate.shapes.keys()
    readings = (candidate.current(dict(view.keys)).keys() for view in views)
    return any(len(keys & wanted) >= _LIKENESS * min(len(keys), len(wanted)) for keys in readings)


@cache
def _ways(name: str) -> tuple[Candidate, ...]:
    """The ways of building a model whose tensors differ by more than sizes: with and without heads for training."""
    settings = _settings(name)
    for pattern, option, heads in _HEADS_FOR_TRAINING:
        if re.fullmatch(pattern, name):
            shapes = _open_shapes(name, {**settings, option: True})
            fewer = {key: shape for key, shape in shapes.items() if not key.startswith(heads)}
            ways = ((True, shapes), (False, fewer))
            return tuple(_candidate(name, {**settings, option: value}, those) for value, those in ways)
    return (_candidate(name, settings, _open_shapes(name, settings)),)


def _settings(name: str) -> dict[str, Any]:
    """For the builder, besides what sizes and heads for training decide."""
    if name.startswith("maxvit_"):
        return {"input_size": (224, 224)}
    if name in ("googlenet", "inception_v3"):
        # As their trained weights need it; a file does not say.
        return {"transform_input": True, "init_weights": False}
    # Else the builders for segmentation download their backbone's weights.
    return {"weights_backbone": None} if zoo_catalogue.tasks()[name] == "segmentation" else {}


def _candidate(name: str, settings: dict[str, Any], shapes: Mapping[str, Shape]) -> Candidate:
    first = next(key for key, shape in shapes.items() if len(shape) == 4 and isinstance(shape[1], Free))
    patch = shapes[first][-1] if _POSITIONS in shapes else 0
    assert isinstance(patch, int)
    classes = _class_count(name)
    builder = _Builder(name, tuple(settings.items()), classes, first.removesuffix(".weight"), patch)
    return Candidate(
        name=name,
        title=title(name),
        source="torchvision",
        shapes=shapes,
        make=builder,
        surroundings=builder.surroundings,
        current=lambda keys: current_keys(name, keys),
    )


def _open_shapes(name: str, settings: dict[str, Any]) -> dict[str, Shape]:
    """Every tensor's shape, with the numbers of classes, input channels and positions left open."""
    module = _Builder(name, tuple(settings.items()))({"classes": _MARK}, True)
    shapes: dict[str, Shape] = dict(shapes_of(module))
    classes = Free("classes", _class_count(name))
    for key, shape in shapes.items():
        if _MARK in shape:
            shapes[key] = tuple(classes if size == _MARK else size for size in shape)
    first = next(key for key, shape in shapes.items() if len(shape) == 4 and shape[1] == CHANNELS)
    shapes[first] = (shapes[first][0], Free("channels", CHANNELS), *shapes[first][2:])
    if _POSITIONS in shapes:
        one, positions, width = shapes[_POSITIONS]
        assert isinstance(positions, int)
        # A square of patches, and the class token.
        square = Free("positions", positions, lambda number: math.isqrt(number - 1) ** 2 == number - 1 > 0)
        shapes[_POSITIONS] = (one, square, width)
    return shapes


def _class_count(name: str) -> int:
    """Of torchvision's own weights."""
    return len(zoo_catalogue.weights_of(name)[0].meta["categories"])


def _set_channels(module: nn.Module, first: str, channels: int) -> None:
    """Let the first convolution read pictures of so many channels."""
    conv = module.get_submodule(first)
    assert isinstance(conv, nn.Conv2d)
    place, _, name = first.rpartition(".")
    setattr(
        module.get_submodule(place),
        name,
        nn.Conv2d(
            channels,
            conv.out_channels,
            conv.kernel_size,  # type: ignore[arg-type]
            conv.stride,  # type: ignore[arg-type]
            conv.padding,  # type: ignore[arg-type]
            conv.dilation,  # type: ignore[arg-type]
            bias=conv.bias is not None,
        ),
    )
    if hasattr(module, "transform_input"):
        module.__dict__["transform_input"] = False  # it picks three channels


@contextmanager
def _seeded() -> Iterator[None]:
    """The same random numbers each time, and none of anybody else's used up."""
    # torch.manual_seed would seed the GPUs' generators too, which the fork does not give back.
    with torch.random.fork_rng(devices=[]):
        torch.default_generator.manual_seed(SEED)
        yield
