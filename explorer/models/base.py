"""A model as the explorer sees it: a module that owns its preprocessing, and the sources that models come from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from explorer.data.pictures import as_image
from explorer.models.opening import PLAIN
from explorer.words import Words

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    import torch
    from PIL import Image
    from torch import nn

    from explorer.data.pictures import Picture
    from explorer.models.opening import Opening


class Preprocessing(Protocol):
    """How a picture becomes the network's input tensor. Frozen; changed by `dataclasses.replace`."""

    def __call__(self, image: Image.Image) -> torch.Tensor:
        """The tensor (1, C, H, W) that the network gets for a picture."""
        ...

    @property
    def input_shape(self) -> tuple[int, int, int]:
        """(C, H, W) of what it makes."""
        ...

    def describe(self) -> str:
        """One line: size, channels, range."""
        ...

    def denormalise(self, tensor: torch.Tensor) -> np.ndarray:
        """A prepared tensor (1, C, H, W) as a picture again: uint8 (H, W) or (H, W, 3)."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """A network ready to be shown a picture.

    Attributes:
        name: what loads it again: `digits`, `resnet18`.
        title: what people call it: `Digit CNN`, `ResNet-18`.
        source: where it comes from: `built-in`, `torchvision`.
        weights: what its weights are, in words: `trained on MNIST`, `random weights`.
        trained: False where the weights are random and predictions mean nothing.
        module: the network.
        input_shape: (C, H, W) of one input.
        class_names: one name per output; empty where unknown.
        preprocessing: picture -> tensor.
        path: the file that it was opened from, None for models that are opened by name.
        note: one sentence that the user should know, such as what did not fit; empty where there is nothing to say.
        further_shapes: shapes without the batch of the second and all further inputs of a network with several.
        opened: the same network behind the preprocessing and with the names that it came with; None: it has them still.
    """

    name: str
    title: str
    source: str
    weights: str
    trained: bool
    module: nn.Module
    input_shape: tuple[int, int, int]
    class_names: tuple[str, ...]
    preprocessing: Preprocessing
    path: Path | None = None
    note: str = ""
    further_shapes: tuple[tuple[int, ...], ...] = ()
    opened: Model | None = None

    def prepare(self, picture: Image.Image | np.ndarray | str | Path) -> torch.Tensor:
        """The input tensor (1, C, H, W) for a picture: a PIL image, an array (H, W) or (H, W, 3), or a file.

        Raises InputError where the picture cannot be read.
        """
        return self.preprocessing(as_image(picture))

    def network_input(self, picture: Picture) -> Any:
        """What the network is called with for a picture in the window: a tensor, or a tuple or dict of tensors.

        A network of several inputs gets the same picture in each, scaled to its shape. Raises InputError.
        """
        given = picture.tensors
        if given is None:
            first = self.preprocessing(picture.image)
            given = (first, *(_shaped(first, shape) for shape in self.further_shapes)) if self.further_shapes else first
        return self.on_its_device(given)

    def on_its_device(self, given: Any) -> Any:
        """The inputs where the network's weights are, and in their precision."""
        weight = next((p for p in self.module.parameters() if p.is_floating_point()), None)
        if weight is None:
            return given

        def moved(value: Any) -> Any:
            return value.to(weight.device, weight.dtype if value.is_floating_point() else None)

        if isinstance(given, dict):
            return {name: moved(value) for name, value in given.items()}
        return tuple(map(moved, given)) if isinstance(given, tuple) else moved(given)

    def prepared_by(self, preprocessing: Preprocessing) -> Model:
        """The same network (the very same module) behind another preprocessing."""
        shape = preprocessing.input_shape
        return replace(self, preprocessing=preprocessing, input_shape=shape, opened=self.as_opened())

    def with_names(self, class_names: tuple[str, ...]) -> Model:
        """The same network with other names for its classes."""
        return replace(self, class_names=class_names, opened=self.as_opened())

    def as_opened(self) -> Model:
        """The same network behind the preprocessing and with the names that it came with."""
        return self.opened or self

    def class_name(self, index: int) -> str:
        """The name of an output, `class 7` where it has none."""
        return self.class_names[index] if index < len(self.class_names) else Words("class {0}", index)

    @property
    def parameter_count(self) -> int:
        """How many numbers the network has learned (or could)."""
        return sum(parameter.numel() for parameter in self.module.parameters())

    def describe(self) -> str:
        """One line: title, source, weights, parameters and input shape."""
        shape = " x ".join(map(str, self.input_shape))
        return f"{self.title} ({self.source}, {self.weights}): {self.parameter_count:,} parameters, input {shape}"


def _shaped(tensor: torch.Tensor, shape: tuple[int, ...]) -> torch.Tensor:
    """(1, C, H, W) as (1, *shape): scaled, and its mean in each channel if their number differs; else zeros."""
    import torch

    if len(shape) != 3:
        return torch.zeros(1, *shape)
    scaled = torch.nn.functional.interpolate(tensor, shape[1:], mode="bilinear", antialias=True)
    return scaled if shape[0] == tensor.shape[1] else scaled.mean(1, keepdim=True).expand(1, *shape).contiguous()


class ModelSource:
    """One kind of reference that can be opened: each subclass is one file of this folder."""

    order: ClassVar[int] = 0

    @staticmethod
    def names() -> list[str]:
        """The references this source offers by name; empty for sources that open files."""
        return []

    @staticmethod
    def accepts(reference: str) -> bool:
        """Whether this source knows what to do with `reference`; cheap."""
        raise NotImplementedError

    @staticmethod
    def load(reference: str, opening: Opening = PLAIN) -> Model:
        """The model, in evaluation mode. Raises ModelError, and Cancelled where the opening's progress raises it."""
        raise NotImplementedError
