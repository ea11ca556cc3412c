"""The architectures that weights may belong to without torchvision: their own file's, and the shipped ones."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from explorer.data.usual import usual_preprocessing
from explorer.errors import ModelError
from explorer.models import architectures
from explorer.models.candidates import Architectures
from explorer.models.matching import Candidate, Free, Surroundings
from explorer.models.weights import shapes_of
from explorer.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from explorer.models.architectures import Spec
    from explorer.models.matching import Shape
    from explorer.models.weights import Weights

_USUAL_CLASSES = 10


class OwnHeader(Architectures):
    """The architecture that a safetensors file names in its own header, as `train` writes it."""

    order = 0

    @staticmethod
    def candidates(weights: Weights, _thorough: bool) -> Sequence[Candidate]:
        """One, or none where the header has none that can be built for pictures."""
        spec, names = _parsed(weights.header, "architecture"), _parsed(weights.header, "classes")
        if not isinstance(spec, dict):
            return ()
        try:
            module, shape = architectures.build(spec), _picture_shape(spec)
        except ModelError:
            return ()  # the weights may still be those of a network that is known
        classes = tuple(map(str, names)) if isinstance(names, list) else ()
        return (
            Candidate(
                name="header",
                title=str(_parsed(weights.header, "title") or spec.get("title") or weights.path.stem),
                source=Words("described in its file"),
                shapes=shapes_of(module),
                make=lambda _sizes, _blank: module,
                surroundings=lambda _sizes: Surroundings(usual_preprocessing(shape), classes),
            ),
        )


class Shipped(Architectures):
    """The architectures that come with the program, with any number of classes and input channels."""

    order = 10

    @staticmethod
    def candidates(_weights: Weights, _thorough: bool) -> Sequence[Candidate]:
        """All of them."""
        return tuple(map(_shipped, _SHIPPED))


_SHIPPED = {
    "digits": (architectures.DIGITS, "conv1.", "fc1."),
    # Its first layer reads the picture as a row: how many channels that has cannot be told from the weights.
    "digits-mlp": (architectures.DIGITS_MLP, "", "fc3."),
}
"""By name: the architecture, and the layers that tell the number of channels and of classes."""


@cache
def _shipped(name: str) -> Candidate:
    spec, first, last = _SHIPPED[name]
    return Candidate(
        name=name,
        title=spec["title"],
        source=Words("built-in"),
        shapes=_freed(shapes_of(architectures.build(spec)), first=first, last=last),
        make=lambda sizes, _blank: architectures.build(_sized(spec, sizes)),
        surroundings=lambda sizes: _digit_surroundings(spec, sizes),
    )


def _freed(shapes: Mapping[str, Shape], first: str, last: str) -> dict[str, Shape]:
    """The shapes with the outputs of the last layer and the inputs of the first left open."""
    free: dict[str, Shape] = dict(shapes)
    for key, shape in shapes.items():
        if key.startswith(last):
            free[key] = (Free("classes", _USUAL_CLASSES), *shape[1:])
        if key == f"{first}weight":
            free[key] = (shape[0], Free("channels", 1), *shape[2:])
    return free


def _sized(spec: Spec, sizes: Mapping[str, int]) -> Spec:
    *stages, last = spec["stages"]
    _, height, width = spec["input_shape"]
    last = {**last, "features": sizes.get("classes", _USUAL_CLASSES)}
    return {**spec, "input_shape": [sizes.get("channels", 1), height, width], "stages": [*stages, last]}


def _digit_surroundings(spec: Spec, sizes: Mapping[str, int]) -> Surroundings:
    _, height, width = spec["input_shape"]
    classes = sizes.get("classes", _USUAL_CLASSES)
    names = tuple(map(str, range(classes))) if classes == _USUAL_CLASSES else ()
    return Surroundings(usual_preprocessing((sizes.get("channels", 1), height, width)), names)


def _picture_shape(spec: Spec) -> tuple[int, int, int]:
    shape = spec["input_shape"]
    if len(shape) != 3:
        raise ModelError("An input of shape {0} cannot be a picture.", shape)
    return shape[0], shape[1], shape[2]


def _parsed(header: Mapping[str, str], key: str) -> Any:
    """A value of the header, which is JSON; None where there is none."""
    try:
        return json.loads(header.get(key, "null"))
    except ValueError:
        return None
