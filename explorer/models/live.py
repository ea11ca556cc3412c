"""Networks that live in a running program: a module and what it is to be shown, as a Model and Pictures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from PIL import Image
from torch import nn

from explorer.data.pictures import Picture, as_image
from explorer.data.usual import usual_preprocessing
from explorer.errors import InputError, ModelError
from explorer.models.base import Model
from explorer.models.input_guess import guessed_shapes
from explorer.words import Words

if TYPE_CHECKING:
    from explorer.models.base import Preprocessing

_WRAPPERS = (nn.DataParallel, nn.parallel.DistributedDataParallel)


def unwrapped(module: nn.Module) -> nn.Module:
    """The network inside `torch.compile`, DataParallel and DistributedDataParallel: the very same weights."""
    while True:
        inner = module.module if isinstance(module, _WRAPPERS) else vars(module).get("_modules", {}).get("_orig_mod")
        if not isinstance(inner, nn.Module):
            return module
        module = inner


def live_model(
    module: nn.Module,
    pictures: Sequence[Picture],
    class_names: Sequence[str] | None = None,
    preprocess: Callable[[Any], Any] | Preprocessing | None = None,
) -> Model:
    """A live network as a Model; nothing is copied. Raises ModelError.

    Args:
        module: the network, on any device, in any mode.
        pictures: what `pictures_of` made of what it is to be shown; the first one's shape is the input's.
        class_names: by class number.
        preprocess: a picture to its input tensor, such as a transform of torchvision; the usual one if left out.
    """
    if not isinstance(module, nn.Module):
        raise ModelError("A torch.nn.Module can be explored, not {0}.", type(module).__name__)
    module = unwrapped(module)
    tensors = _tensors(pictures[0].tensors)
    if tensors:
        shape = _picture_shape(tensors[0])
        preparing: Preprocessing = LivePreprocessing(shape, preprocess)
    elif preprocess is not None:
        shape = _picture_shape(_as_tensor(preprocess(pictures[0].image)))
        preparing = LivePreprocessing(shape, preprocess)
    else:
        shape = _guessed(module)
        preparing = usual_preprocessing(shape)
    name = type(module).__name__
    return Model(
        name=name,
        title=name,
        source=Words("live"),
        weights=Words("live weights"),
        trained=True,
        module=module,
        input_shape=shape,
        class_names=tuple(map(str, class_names or ())),
        preprocessing=preparing,
    )


def pictures_of(images: Any) -> list[Picture]:
    """What a network is to be shown, one Picture each. Raises InputError.

    Args:
        images: a tensor (N, C, H, W) or (C, H, W); a tuple or dict of tensors for a network of several inputs; a PIL
            picture, a file's path, an array (H, W), (H, W, 3) or (N, H, W, 3); or a list of any of these.
    """
    if isinstance(images, list):
        found = [picture for image in images for picture in pictures_of(image)]
        if not found:
            raise InputError("The list of pictures is empty.")
        return found
    if isinstance(images, torch.Tensor):
        return _batched(images if images.ndim > 3 else images.reshape((1,) * (4 - images.ndim) + tuple(images.shape)))
    if isinstance(images, (tuple, Mapping)):
        return _several(images)
    if isinstance(images, np.ndarray) and images.ndim == 4:
        # Pictures have their channels last, inputs of networks second.
        if images.shape[-1] in (1, 3, 4):
            return [_plain(image, Words("picture {0}", number)) for number, image in enumerate(images, start=1)]
        return _batched(torch.from_numpy(np.ascontiguousarray(images)))
    if isinstance(images, (Image.Image, np.ndarray)):
        return [_plain(images, Words("picture"))]
    if isinstance(images, (str, Path)):
        return [Picture(as_image(images), Path(images).name, "file", Path(images))]
    raise InputError(
        "A network can be shown tensors, arrays, PIL pictures and paths, not {0}: give a tensor (N, C, H, W), or a "
        "tuple of tensors for several inputs.",
        type(images).__name__,
    )


@dataclass(frozen=True, slots=True, eq=False)
class LivePreprocessing:
    """Inputs that a program made itself, and its own way of making more from pictures.

    Attributes:
        input_shape: (C, H, W).
        prepare: a picture to a tensor (C, H, W) or (1, C, H, W); None: the usual for the shape.
    """

    input_shape: tuple[int, int, int]
    prepare: Callable[[Any], Any] | None = None

    def __call__(self, image: Image.Image) -> torch.Tensor:
        """The tensor (1, C, H, W). Raises InputError where the program's own function fails."""
        if self.prepare is None:
            return usual_preprocessing(self.input_shape)(image)
        try:
            return _as_tensor(self.prepare(image.convert("RGB") if self.input_shape[0] == 3 else image))
        except InputError:
            raise
        except Exception as error:
            raise InputError("The given preprocessing cannot prepare this picture: {0}", error) from error

    def describe(self) -> str:
        """`3 × 32 × 32, as given`."""
        return Words("{0}, as given", " × ".join(map(str, self.input_shape)))

    def denormalise(self, tensor: torch.Tensor) -> np.ndarray:
        """An input (1, C, H, W) as a picture uint8 (H, W) or (H, W, 3): 0..1 as it is, else stretched.

        Of a number of channels other than three, the first is shown.
        """
        return _shown(tensor)


def _several(images: tuple[Any, ...] | Mapping[str, Any]) -> list[Picture]:
    """One Picture for each place in the batch, with its part of every input."""
    named = isinstance(images, Mapping)
    values = list(images.values()) if isinstance(images, Mapping) else list(images)
    tensors = [value for value in values if isinstance(value, torch.Tensor)]
    if len(tensors) != len(values) or not tensors:
        raise InputError("Several inputs are given as a tuple or dict of tensors.")
    count = len(tensors[0]) if tensors[0].ndim else 0
    if not count:
        raise InputError("The inputs hold no picture: their first dimension is the batch.")
    pictures = []
    for number in range(count):
        part = [t[number : number + 1] if t.ndim and len(t) == count else t for t in tensors]
        given: Any = dict(zip(images, part, strict=True)) if named else tuple(part)
        pictures.append(Picture(_image(part[0]), _label(number, count), "given", tensors=given))
    return pictures


def _batched(batch: torch.Tensor) -> list[Picture]:
    if not batch.numel():
        raise InputError("A tensor of shape {0} holds no picture.", tuple(batch.shape))
    count = len(batch)
    return [
        Picture(_image(batch[n : n + 1]), _label(n, count), "given", tensors=batch[n : n + 1]) for n in range(count)
    ]


def _plain(image: Any, label: str) -> Picture:
    return Picture(as_image(image), label, "pasted")


def _label(number: int, count: int) -> str:
    return Words("input") if count == 1 else Words("input {0} of {1}", number + 1, count)


def _tensors(given: Any) -> list[torch.Tensor]:
    if given is None:
        return []
    return [given] if isinstance(given, torch.Tensor) else list(given.values() if isinstance(given, dict) else given)


def _picture_shape(tensor: torch.Tensor) -> tuple[int, int, int]:
    """(C, H, W) of one input; what has other dimensions is taken as rows of one channel."""
    shape = tuple(tensor.shape[1:])
    if len(shape) == 3:
        return shape[0], shape[1], shape[2]
    rows = 1 if len(shape) < 2 else int(np.prod(shape[:-1]))
    return 1, rows, shape[-1] if shape else 1


def _as_tensor(value: Any) -> torch.Tensor:
    if not isinstance(value, torch.Tensor) or value.ndim not in (3, 4):
        raise InputError("The preprocessing has to make a tensor (C, H, W), not {0}.", type(value).__name__)
    return value if value.ndim == 4 else value[None]


def _image(tensor: torch.Tensor) -> Image.Image:
    return Image.fromarray(_shown(tensor))


def _shown(tensor: torch.Tensor) -> np.ndarray:
    channels, height, width = _picture_shape(tensor)
    values = tensor.detach()[:1].float().cpu().numpy().reshape(channels, height, width)
    picture = np.nan_to_num(values.transpose(1, 2, 0) if channels == 3 else values[0])
    low, high = float(picture.min()), float(picture.max())
    if low < 0 or high > 1:
        picture = (picture - low) / max(high - low, 1e-12)
    return np.ascontiguousarray(np.rint(picture * 255).astype(np.uint8))


def _guessed(module: nn.Module) -> tuple[int, int, int]:
    """The input that is guessed for a network; every part of it is left in the mode that it was in."""
    modes = [(part, part.training) for part in module.modules()]
    try:
        return guessed_shapes(module.eval())[0]
    finally:
        for part, training in modes:
            part.training = training
