"""Digits drawn otherwise: shifted, turned, scaled, slanted, wobbled, thicker, thinner, paler; a whole batch at once."""

from __future__ import annotations

from dataclasses import dataclass
from math import log, radians

import torch
import torch.nn.functional as F


@dataclass(frozen=True, slots=True)
class Augmentation:
    """How far a digit may be changed; every picture of a batch draws its own numbers.

    Attributes:
        shift: pixels to each side.
        degrees: rotation to each side.
        scale: smallest and largest factor; width and height differ by up to `aspect` more.
        aspect: how much wider or narrower, as a factor's logarithm.
        shear: slant, as pixels of x per pixel of y.
        elastic: the wobble's standard deviation in pixels (Simard, Steinkraus and Platt 2003).
        elastic_sigma: the wobble's smoothness, a Gaussian's sigma in pixels.
        thinner: how much of a one-pixel erosion at most, 0..1.
        thicker: how much of a one-pixel dilation at most, 0..1.
        gamma: the ink's exponent, as a logarithm to each side.
        calm: the share of pictures that get half of all this, so that the usual digit stays the usual one.
        blank: the share of pictures replaced by nothing or by specks, which are no digit at all.
    """

    shift: float = 4.0
    degrees: float = 17.0
    scale: tuple[float, float] = (0.66, 1.3)
    aspect: float = 0.12
    shear: float = 0.25
    elastic: float = 1.0
    elastic_sigma: float = 4.0
    thinner: float = 0.6
    thicker: float = 1.0
    gamma: float = 0.5
    calm: float = 0.55
    blank: float = 0.01

    def __call__(self, images: torch.Tensor, random: torch.Generator) -> torch.Tensor:
        """(N, 1, H, W) -> (N, 1, H, W), in 0..1."""
        calm = torch.rand(len(images), generator=random) < self.calm
        strength = torch.where(calm, 0.5, 1.0)
        amount = strength * _symmetric(len(images), random)
        amount = torch.where(amount < 0, amount * self.thinner, amount * self.thicker)
        images = warped(restroked(images, amount), self, strength, random)
        exponent = torch.exp(self.gamma * strength * _symmetric(len(images), random))
        return images.clamp(1e-6, 1) ** exponent[:, None, None, None]


NO_AUGMENTATION = Augmentation(
    shift=0, degrees=0, scale=(1, 1), aspect=0, shear=0, elastic=0, thinner=0, thicker=0, gamma=0, blank=0
)
"""Shows the digits as they are."""


def restroked(images: torch.Tensor, amount: torch.Tensor) -> torch.Tensor:
    """The digits with thicker or thinner strokes, (N, 1, H, W).

    Args:
        images: (N, 1, H, W) in 0..1.
        amount: (N,), 1 for the grey dilation by one pixel, -1 for the erosion, 0 for none, mixtures between.
    """
    share = amount[:, None, None, None]
    thick = F.max_pool2d(images, 3, 1, 1)
    thin = 1 - F.max_pool2d(1 - images, 3, 1, 1)
    return images + share.clamp(min=0) * (thick - images) + share.clamp(max=0) * (images - thin)


def warped(images: torch.Tensor, by: Augmentation, strength: torch.Tensor, random: torch.Generator) -> torch.Tensor:
    """The digits shifted, turned, scaled, slanted and wobbled, all in one resampling, (N, 1, H, W)."""
    size = images.shape[-1]
    grid = F.affine_grid(_affine(by, strength, size, random), list(images.shape), align_corners=False)
    # The grid's unit is half a picture; the wobble is in pixels.
    grid = grid + _wobble(by, strength, size, random) * (2 / size)
    return F.grid_sample(images, grid, align_corners=False)


def specks(count: int, size: int, random: torch.Generator) -> torch.Tensor:
    """Pictures of no digit: every second one empty, the others a few dots of ink, (N, 1, size, size)."""
    dots = (torch.rand(count, 1, size, size, generator=random) < 0.004).float()
    thickness = torch.rand(count, 1, 1, 1, generator=random)
    dots = torch.lerp(dots, F.max_pool2d(dots, 3, 1, 1), thickness)
    dots[::2] = 0
    return dots


def _affine(by: Augmentation, strength: torch.Tensor, size: int, random: torch.Generator) -> torch.Tensor:
    """The maps from result to source, (N, 2, 3), in the grid's unit of half a picture."""
    turn, slant, scale, aspect, x, y = (strength * _symmetric(len(strength), random) for _ in range(6))
    angle, shear = turn * radians(by.degrees), slant * by.shear
    low, high = (log(limit) for limit in by.scale)
    # Uniform in the logarithm between low and high, and around 1 where all is calm.
    zoom = torch.where(scale < 0, -scale * low, scale * high)
    wide, tall = torch.exp(-zoom - aspect * by.aspect), torch.exp(-zoom + aspect * by.aspect)
    cos, sin = torch.cos(angle), torch.sin(angle)
    rows = torch.stack([cos * wide, (sin + shear * cos) * wide, -sin * tall, (cos - shear * sin) * tall], dim=1)
    matrix = rows.view(-1, 2, 2)
    offset = matrix @ (torch.stack([x, y], dim=1) * by.shift * 2 / size)[:, :, None]
    return torch.cat([matrix, offset], dim=2)


def _wobble(by: Augmentation, strength: torch.Tensor, size: int, random: torch.Generator) -> torch.Tensor:
    """A smooth random field of displacements in pixels, (N, H, W, 2)."""
    from torchvision.transforms.v2.functional import gaussian_blur

    # So smooth a field is made at half the resolution: a sixteenth of the work.
    half, sigma = (size + 1) // 2, by.elastic_sigma / 2
    window = 2 * min(round(2.5 * sigma), half - 1) + 1
    noise = torch.randn(len(strength), 2, half, half, generator=random)
    smooth: torch.Tensor = gaussian_blur(noise, [window, window], [sigma, sigma])
    field = F.interpolate(smooth, (size, size), mode="bilinear", align_corners=False)
    amount = by.elastic * strength * torch.rand(len(strength), generator=random)
    return (field / field.std().clamp(min=1e-6) * amount[:, None, None, None]).permute(0, 2, 3, 1)


def _symmetric(count: int, random: torch.Generator) -> torch.Tensor:
    """Uniform in -1..1, (count,)."""
    return torch.rand(count, generator=random) * 2 - 1
