"""Preprocessing with every choice open, for networks whose makers say what they want in numbers."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from explorer.data.pictures import MAX_PIXELS
from explorer.data.preprocess import IMAGENET_MEAN, IMAGENET_STD, RESAMPLING, PhotoPreprocessing
from explorer.errors import InputError
from explorer.words import Words, joined, reason

if TYPE_CHECKING:
    from pathlib import Path

    import torch
    from numpy.typing import NDArray
    from PIL import Image

Fit = Literal["crop", "stretch", "pad"]
"""How a picture of another shape is made to fit: its middle, out of proportion, or whole between black bars."""
Order = Literal["RGB", "BGR"]


@dataclass(frozen=True, slots=True)
class PicturePreprocessing:
    """Scale, fit, choose channels, stretch the range, normalise: (value in range - mean) / std.

    Attributes:
        height, width: of the input.
        fit: what happens to pictures of another shape.
        resize: for `crop`, the shorter side after scaling; None: the picture just covers the input.
        channels: 3 for colour; any other number gets the grey picture in each channel.
        order: of the three colours.
        value_range: what black and white become before mean and std.
        mean, std: one number a channel, or one for all, in units of `value_range`.
        invert: dark becomes light first, for networks that learned white on black.
        interpolation: `bilinear`, `bicubic`, `nearest`, ...; shrinking averages.
    """

    height: int
    width: int
    fit: Fit = "crop"
    resize: int | None = None
    channels: int = 3
    order: Order = "RGB"
    value_range: tuple[float, float] = (0.0, 1.0)
    mean: tuple[float, ...] = (0.0,)
    std: tuple[float, ...] = (1.0,)
    invert: bool = False
    interpolation: str = "bilinear"

    def __post_init__(self) -> None:
        """Raises InputError where the settings contradict each other."""
        if min(self.height, self.width, self.channels, self.resize or 1) < 1:
            raise InputError("An input needs at least one pixel in height and width, and one channel.")
        if self.height * self.width * self.channels > MAX_PIXELS:
            raise InputError("An input of {0} × {1} pixels is larger than any picture.", self.height, self.width)
        if self.fit not in get_args(Fit) or self.order not in get_args(Order):
            raise InputError(
                "Pictures fit by crop, stretch or pad, in the order RGB or BGR: not {0}, {1}.", self.fit, self.order
            )
        if {len(self.mean), len(self.std)} - {1, self.channels}:
            raise InputError(
                "Give one mean and one standard deviation, or one for each of the {0} channels.", self.channels
            )
        numbers = np.array((*self.mean, *self.std, *self.value_range))
        if not np.isfinite(numbers).all() or 0 in self.std:
            raise InputError("Mean, standard deviation and range are finite numbers, and no deviation is 0.")
        if self.value_range[0] == self.value_range[1]:
            raise InputError("Black and white cannot become the same value.")
        if self.interpolation not in RESAMPLING:
            raise InputError("{0} is no interpolation: choose one of {1}.", self.interpolation, ", ".join(RESAMPLING))

    @classmethod
    def usual(cls, shape: tuple[int, int, int]) -> PicturePreprocessing:
        """What is most often right for an input (C, H, W) that nobody said anything about: 0..1, or ImageNet's.

        Colour pictures of at least 160 pixels are normalised as ImageNet's, all others are 0 to 1.
        """
        channels, height, width = shape
        if channels == 3 and min(height, width) >= 160:
            return cls(height, width, mean=IMAGENET_MEAN, std=IMAGENET_STD)
        return cls(height, width, channels=channels)

    @classmethod
    def from_photo(cls, photo: PhotoPreprocessing) -> PicturePreprocessing:
        """The same as a preset of torchvision, but for its missing anti-aliasing where it has none."""
        return cls(
            height=photo.crop,
            width=photo.crop,
            resize=photo.resize,
            channels=photo.channels,
            value_range=photo.value_range,
            mean=photo.mean,
            std=photo.std,
            interpolation=photo.interpolation,
        )

    @classmethod
    def from_json(cls, text: str) -> PicturePreprocessing:
        """The settings that `as_json` wrote; what is left out is as usual. Raises InputError."""
        try:
            values = json.loads(text)
        except ValueError as error:
            raise InputError("it is not JSON: {0}.", error) from error
        if not isinstance(values, dict):
            raise InputError("a JSON object is needed, with height and width at least.")
        known = {field.name for field in fields(cls)}
        unknown = sorted(set(values) - known)
        if unknown:
            raise InputError("there is no setting {0}; known are {1}.", ", ".join(unknown), ", ".join(sorted(known)))
        values = {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
        try:
            return cls(**values)
        except (TypeError, ValueError) as error:
            raise InputError("height and width are needed, and numbers where numbers belong.") from error

    @classmethod
    def read(cls, path: Path) -> PicturePreprocessing:
        """The settings in a JSON file. Raises InputError naming the file."""
        try:
            return cls.from_json(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise InputError("{0}: cannot be read: {1}.", path, reason(error)) from error
        except UnicodeDecodeError as error:
            raise InputError("{0}: is no text file.", path) from error
        except InputError as error:
            raise InputError("{0}: {1}", path, error) from error

    def as_json(self) -> str:
        """The settings as one JSON object."""
        return json.dumps(asdict(self), indent=2)

    @property
    def input_shape(self) -> tuple[int, int, int]:
        """(channels, height, width)."""
        return (self.channels, self.height, self.width)

    def __call__(self, image: Image.Image) -> torch.Tensor:
        """The tensor (1, channels, height, width) float32. Raises InputError for long thin pictures."""
        import torch

        fitted = self._fitted(image.convert("RGB" if self.channels == 3 else "L"))
        pixels = np.asarray(fitted, np.float32).reshape(self.height, self.width, -1) / 255
        if self.invert:
            pixels = 1 - pixels
        if self.channels == 3 and self.order == "BGR":
            pixels = pixels[..., ::-1]
        low, high = self.value_range
        values = (pixels * (high - low) + low - np.asarray(self.mean)) / np.asarray(self.std)
        planes = np.broadcast_to(values, (self.height, self.width, self.channels)).transpose(2, 0, 1)
        return torch.from_numpy(np.ascontiguousarray(planes, np.float32))[None]

    def shown_region(self, size: tuple[int, int]) -> tuple[float, float, float, float]:
        """(left, top, right, bottom) that the network sees of a picture of `size` (width, height), in its pixels."""
        width, height = size
        if self.fit != "crop":
            return 0.0, 0.0, float(width), float(height)
        (scaled_width, scaled_height), (left, top, right, bottom) = self._scaled_size(size), self._box(size)
        x, y = width / scaled_width, height / scaled_height
        return max(0.0, left * x), max(0.0, top * y), min(float(width), right * x), min(float(height), bottom * y)

    def describe(self) -> str:
        """`3 × 32 × 32, -1 to 1`."""
        size = " × ".join(map(str, self.input_shape))
        if self.value_range == (0.0, 1.0) and (self.mean, self.std) == (IMAGENET_MEAN, IMAGENET_STD):
            words = Words("ImageNet normalised")
        else:
            mean, std = sum(self.mean) / len(self.mean), sum(self.std) / len(self.std)
            words = Words("{0:.3g} to {1:.3g}", *((value - mean) / std for value in self.value_range))
        order = "BGR" if self.channels == 3 and self.order == "BGR" else ""
        return joined((size, order, words, Words("inverted") if self.invert else ""), by=", ")

    def denormalise(self, tensor: torch.Tensor) -> NDArray[np.uint8]:
        """An input (1, C, H, W) or (C, H, W) as the picture (H, W) or (H, W, 3) that the network sees."""
        planes = tensor[0] if tensor.ndim == 4 else tensor
        pixels = planes.detach().cpu().double().numpy().transpose(1, 2, 0)
        low, high = self.value_range
        pixels = (pixels * np.asarray(self.std) + np.asarray(self.mean) - low) / (high - low)
        if self.channels == 3 and self.order == "BGR":
            pixels = pixels[..., ::-1]
        if self.invert:
            pixels = 1 - pixels
        bytes_: NDArray[np.uint8] = np.rint(np.nan_to_num(pixels).clip(0, 1) * 255).astype(np.uint8)
        return np.ascontiguousarray(bytes_) if self.channels == 3 else bytes_[..., 0]

    def _fitted(self, image: Image.Image) -> Image.Image:
        if image.size == (self.width, self.height) and (self.fit != "crop" or self.resize is None):
            return image
        width, height = self._scaled_size(image.size)
        if width * height > MAX_PIXELS:
            raise InputError(
                "A picture of {0} × {1} is too long and thin to be scaled: crop it.", image.width, image.height
            )
        scaled = image.resize((width, height), RESAMPLING[self.interpolation])
        return scaled if scaled.size == (self.width, self.height) else scaled.crop(self._box(image.size))

    def _scaled_size(self, size: tuple[int, int]) -> tuple[int, int]:
        """(width, height) of a picture after scaling, before its middle is cut out or bars are added."""
        width, height = size
        if self.fit == "stretch":
            return self.width, self.height
        if self.fit == "crop" and self.resize is not None:
            # The longer side is rounded down, as torchvision does.
            longer = int(self.resize * max(size) / min(size))
            return (self.resize, longer) if width <= height else (longer, self.resize)
        across, down = self.width / width, self.height / height
        factor = max(across, down) if self.fit == "crop" else min(across, down)
        return max(1, round(width * factor)), max(1, round(height * factor))

    def _box(self, size: tuple[int, int]) -> tuple[int, int, int, int]:
        """(left, top, right, bottom) of the input within the scaled picture; black outside of it."""
        scaled_width, scaled_height = self._scaled_size(size)
        left, top = _start(scaled_width, self.width), _start(scaled_height, self.height)
        return left, top, left + self.width, top + self.height


def _start(length: int, kept: int) -> int:
    """Where the middle begins, rounded as torchvision's `center_crop` does (negative: bars are added)."""
    return -((kept - length) // 2) if kept > length else round((length - kept) / 2)
