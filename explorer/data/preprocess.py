"""How a picture becomes a network's input tensor, and the tensor a picture again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from explorer.data import digits
from explorer.data.pictures import MAX_PIXELS
from explorer.errors import InputError
from explorer.words import Words

if TYPE_CHECKING:
    import torch
    from numpy.typing import NDArray

IMAGENET_MEAN = (0.485, 0.456, 0.406)
IMAGENET_STD = (0.229, 0.224, 0.225)

# torchvision's InterpolationMode values; the nearest of Pillow is torchvision's `nearest-exact` too.
RESAMPLING: dict[str, Image.Resampling] = {
    "nearest": Image.Resampling.NEAREST,
    "nearest-exact": Image.Resampling.NEAREST,
    "bilinear": Image.Resampling.BILINEAR,
    "bicubic": Image.Resampling.BICUBIC,
    "box": Image.Resampling.BOX,
    "hamming": Image.Resampling.HAMMING,
    "lanczos": Image.Resampling.LANCZOS,
}


@dataclass(frozen=True, slots=True)
class DigitPreprocessing:
    """Pictures of one digit as MNIST has them: grey 0..1, light strokes on black; bright paper is inverted.

    Attributes:
        size: the sides of the input; a picture that has them already is taken as it is.
        centre: MNIST's own scaling and centring by mass, instead of only shrinking the whole picture.
    """

    size: int = 28
    centre: bool = True

    @property
    def input_shape(self) -> tuple[int, int, int]:
        """(1, size, size)."""
        return (1, self.size, self.size)

    def __call__(self, image: Image.Image) -> torch.Tensor:
        """The tensor (1, 1, size, size) in 0..1; all zeros for an empty picture."""
        import torch

        grey = np.asarray(image if image.mode == "L" else image.convert("L"))
        if grey.shape != (self.size, self.size):
            grey = self._made_ready(digits.light_on_dark(grey))
        return torch.from_numpy(np.divide(grey, 255, dtype=np.float32)[None, None])

    def _made_ready(self, ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
        return digits.centred(ink, self.size) if self.centre else digits.fitted(digits.squared(ink), self.size)

    def describe(self) -> str:
        """`28 × 28, grey, 0 to 1`."""
        return Words("{0} × {0}, grey, 0 to 1", self.size)

    def denormalise(self, tensor: torch.Tensor) -> NDArray[np.uint8]:
        """An input (1, 1, H, W) or (1, H, W) as the picture (H, W) that the network sees."""
        return _bytes(_pixels_last(tensor)[..., 0])


@dataclass(frozen=True, slots=True)
class PhotoPreprocessing:
    """Photographs as torchvision's classification presets make them: resize, crop the middle, normalise.

    Attributes:
        resize: the shorter side after scaling.
        crop: the sides of the middle that is kept; black where the scaled picture is smaller.
        mean, std: one number a channel, in units of `value_range`.
        interpolation: `bilinear`, `bicubic`, `nearest`, ...
        antialias: average when shrinking; without it `bilinear` and `bicubic` look at 2 x 2 or 4 x 4 pixels only.
        channels: 3, or 1 for grey.
        value_range: what black and white become before mean and std.
    """

    resize: int = 256
    crop: int = 224
    mean: tuple[float, ...] = IMAGENET_MEAN
    std: tuple[float, ...] = IMAGENET_STD
    interpolation: str = "bilinear"
    antialias: bool = True
    channels: int = 3
    value_range: tuple[float, float] = (0.0, 1.0)

    def __post_init__(self) -> None:
        """Raises InputError where the settings contradict each other."""
        if self.resize < 1 or self.crop < 1:
            raise InputError("A picture cannot be scaled to {0} and cropped to {1} pixels.", self.resize, self.crop)
        if self.channels not in (1, 3) or {len(self.mean), len(self.std)} != {self.channels}:
            raise InputError(
                "A network of {0} channels with {1} means and {2} standard deviations cannot be shown a picture: "
                "give one mean and one deviation for grey, three for colour.",
                self.channels,
                len(self.mean),
                len(self.std),
            )
        if 0 in self.std:
            raise InputError("A standard deviation of 0 cannot be divided by.")
        if self.value_range[0] == self.value_range[1]:
            raise InputError("Black and white cannot become the same value.")
        if self.interpolation not in RESAMPLING:
            raise InputError("{0} is no interpolation: choose one of {1}.", self.interpolation, ", ".join(RESAMPLING))

    @classmethod
    def from_transforms(cls, transforms: Any) -> PhotoPreprocessing:
        """What a torchvision `ImageClassification` preset (`weights.transforms()`) does. Raises InputError."""
        try:
            return cls(
                resize=int(transforms.resize_size[0]),
                crop=int(transforms.crop_size[0]),
                mean=tuple(map(float, transforms.mean)),
                std=tuple(map(float, transforms.std)),
                interpolation=str(transforms.interpolation.value),
                antialias=transforms.antialias is not False,
            )
        except (AttributeError, TypeError, IndexError) as error:
            name = type(transforms).__name__
            raise InputError("{0} is no preset of torchvision for classifying pictures.", name) from error

    @property
    def input_shape(self) -> tuple[int, int, int]:
        """(channels, crop, crop)."""
        return (self.channels, self.crop, self.crop)

    def __call__(self, image: Image.Image) -> torch.Tensor:
        """The tensor (1, C, crop, crop), equal to torchvision's bit for bit. Raises InputError for long thin ones."""
        import torch

        image = image.convert("L" if self.channels == 1 else "RGB")
        cropped = self._resized(image).crop(self._crop_box(image.size))
        planes = np.array(cropped).reshape(self.crop, self.crop, self.channels).transpose(2, 0, 1)
        tensor = torch.from_numpy(np.ascontiguousarray(planes)).float() / 255
        low, high = self.value_range
        if (low, high) != (0.0, 1.0):
            tensor = tensor * (high - low) + low
        return tensor.sub_(_column(self.mean)).div_(_column(self.std))[None]

    def shown_region(self, size: tuple[int, int]) -> tuple[float, float, float, float]:
        """(left, top, right, bottom) that the network sees of a picture of `size` (width, height), in its pixels."""
        width, height = size
        scaled_width, scaled_height = self._scaled_size(size)
        left, top, right, bottom = self._crop_box(size)
        x, y = width / scaled_width, height / scaled_height
        return max(0.0, left * x), max(0.0, top * y), min(float(width), right * x), min(float(height), bottom * y)

    def describe(self) -> str:
        """`3 × 224 × 224, ImageNet normalised`."""
        size = " × ".join(map(str, self.input_shape))
        if self.value_range == (0.0, 1.0) and (self.mean, self.std) == (IMAGENET_MEAN, IMAGENET_STD):
            return Words("{0}, ImageNet normalised", size)
        low, high = (self._normalised(value) for value in self.value_range)
        return Words("{0}, {1:.3g} to {2:.3g}", size, low, high)

    def denormalise(self, tensor: torch.Tensor) -> NDArray[np.uint8]:
        """An input (1, C, H, W) or (C, H, W) as the picture (H, W) or (H, W, 3) that the network sees."""
        low, high = self.value_range
        # In single precision: ten times finer than bytes need, and half the time of a frame's.
        scale, shift = np.asarray(self.std) / (high - low), (np.asarray(self.mean) - low) / (high - low)
        pixels = _pixels_last(tensor) * scale.astype(np.float32) + shift.astype(np.float32)
        return _bytes(pixels if self.channels == 3 else pixels[..., 0])

    def _normalised(self, value: float) -> float:
        """What a value becomes in the mean channel."""
        return (value - sum(self.mean) / self.channels) / (sum(self.std) / self.channels)

    def _scaled_size(self, size: tuple[int, int]) -> tuple[int, int]:
        """(width, height) after scaling; the longer side is rounded down, as torchvision does."""
        width, height = size
        longer = int(self.resize * max(size) / min(size))
        return (self.resize, longer) if width <= height else (longer, self.resize)

    def _crop_box(self, size: tuple[int, int]) -> tuple[int, int, int, int]:
        """(left, top, right, bottom) of the middle of the scaled picture; outside of it where that is smaller."""
        left, top = (_crop_start(length, self.crop) for length in self._scaled_size(size))
        return left, top, left + self.crop, top + self.crop

    def _resized(self, image: Image.Image) -> Image.Image:
        width, height = self._scaled_size(image.size)
        if width * height > MAX_PIXELS:
            raise InputError(
                "A picture of {0} × {1} is too long and thin to be scaled: crop it.", image.width, image.height
            )
        if self.antialias or self.interpolation not in ("bilinear", "bicubic"):
            return image.resize((width, height), RESAMPLING[self.interpolation])
        return _interpolated(image, (height, width), self.interpolation)


def _crop_start(length: int, crop: int) -> int:
    """Where the middle begins, rounded as torchvision's `center_crop` does (negative: black is added)."""
    return -((crop - length) // 2) if crop > length else round((length - crop) / 2)


def _interpolated(image: Image.Image, size: tuple[int, int], mode: str) -> Image.Image:
    """The picture at `size` (height, width) without anti-aliasing, which Pillow cannot leave out."""
    import torch
    from torch.nn.functional import interpolate

    planes = torch.from_numpy(np.atleast_3d(np.array(image)).transpose(2, 0, 1).astype(np.float32))
    scaled = interpolate(planes[None], size, mode=mode, align_corners=False)[0]
    array = scaled.clamp(0, 255).round().byte().permute(1, 2, 0).numpy()
    return Image.fromarray(array[..., 0] if array.shape[2] == 1 else np.ascontiguousarray(array))


def _column(values: tuple[float, ...]) -> torch.Tensor:
    """(C,) as (C, 1, 1)."""
    import torch

    return torch.tensor(values, dtype=torch.float32).view(-1, 1, 1)


def _pixels_last(tensor: torch.Tensor) -> NDArray[np.float64]:
    """(1, C, H, W) or (C, H, W) -> (H, W, C) on the CPU."""
    planes = tensor[0] if tensor.ndim == 4 else tensor
    pixels: NDArray[np.float64] = planes.detach().cpu().double().numpy().transpose(1, 2, 0)
    return pixels


def _bytes(values: NDArray[np.float64]) -> NDArray[np.uint8]:
    """0..1 as 0..255, clipped; NaN as black."""
    scaled: NDArray[np.float64] = np.rint(np.nan_to_num(values).clip(0, 1) * 255)
    return scaled.astype(np.uint8)
