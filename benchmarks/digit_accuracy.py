"""How often a shipped digit network is right: on MNIST's test digits, and on the same digits drawn otherwise.

    python benchmarks/digit_accuracy.py DATA_DIR [--model digits-mlp]

Each digit of the robustness set is, by numbers drawn from a fixed seed, thickened or thinned, scaled by 0.7 to 1.2,
rotated by up to 15 degrees and shifted by up to 4 pixels along both axes, all at four times the resolution and
independently of the code that augments digits for training. Ends with 1 if a goal is missed.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch

from explorer.data import mnist
from explorer.errors import ExplorerError
from explorer.models import architectures

if TYPE_CHECKING:
    from torch import nn

SEED = 20_260
FINE = 4
"""How much finer the digits are while they are distorted."""
RADII = range(-2, 5)
"""Erosion (negative) or dilation of every side of a stroke, in quarter pixels: strokes change by -1 to +2 pixels."""
SHIPPED = Path(__file__).parent.parent / "resources" / "models"
GOALS = {"digits": (0.994, 0.985), "digits-mlp": (0.98, 0.95)}
"""By model: the share that has to be right of the test digits, and of the distorted ones."""


@dataclass(frozen=True)
class Distortions:
    """What happens to each digit, arrays (N,): radius in quarter pixels, factor, degrees, pixels."""

    radius: np.ndarray
    scale: np.ndarray
    angle: np.ndarray
    shift: np.ndarray

    @classmethod
    def drawn(cls, count: int, seed: int = SEED) -> Distortions:
        random = np.random.default_rng(seed)
        return cls(
            radius=random.choice(np.array(RADII), count),
            scale=random.uniform(0.7, 1.2, count),
            angle=random.uniform(-15, 15, count),
            shift=random.uniform(-4, 4, (count, 2)),
        )


def distorted(images: np.ndarray, by: Distortions) -> torch.Tensor:
    """(N, H, W) uint8 -> (N, 1, H, W) in 0..1."""
    fine = enlarged(images)
    for radius in RADII:
        fine[by.radius == radius] = restroked(fine[by.radius == radius], radius)
    moved = torch.stack([moved_digit(digit, i, by) for i, digit in enumerate(fine)])
    return torch.nn.functional.avg_pool2d(moved, FINE)


def enlarged(images: np.ndarray) -> torch.Tensor:
    """(N, H, W) uint8 -> (N, 1, 4H, 4W) in 0..1."""
    pixels = torch.from_numpy(images.astype(np.float32) / 255)[:, None]
    return torch.nn.functional.interpolate(pixels, scale_factor=FINE, mode="bicubic", align_corners=False).clamp(0, 1)


def restroked(fine: torch.Tensor, radius: int) -> torch.Tensor:
    """Grey dilation by a disc, or erosion where the radius is negative."""
    ink, result = (fine if radius > 0 else 1 - fine), torch.zeros_like(fine)
    reach = abs(radius)
    padded = torch.nn.functional.pad(ink, [reach] * 4, value=0 if radius > 0 else 1)
    height, width = fine.shape[-2:]
    for y in range(-reach, reach + 1):
        for x in range(-reach, reach + 1):
            if x * x + y * y <= reach * reach:
                part = padded[..., reach + y : reach + y + height, reach + x : reach + x + width]
                torch.maximum(result, part, out=result)
    return result if radius > 0 else 1 - result


def moved_digit(digit: torch.Tensor, index: int, by: Distortions) -> torch.Tensor:
    from torchvision.transforms.v2 import InterpolationMode
    from torchvision.transforms.v2.functional import affine

    shift = [float(pixels) * FINE for pixels in by.shift[index]]
    scale, angle = float(by.scale[index]), float(by.angle[index])
    return affine(digit, angle, shift, scale, [0.0, 0.0], interpolation=InterpolationMode.BILINEAR)


def share_right(net: nn.Module, pictures: torch.Tensor, labels: np.ndarray) -> float:
    with torch.no_grad():
        answers = torch.cat([net(part).argmax(1) for part in pictures.split(500)])
    return float((answers.numpy() == labels).mean())


def measured(
    net: nn.Module, digits: mnist.Digits, goals: tuple[float, float] = GOALS["digits"]
) -> list[tuple[str, float, float]]:
    """Rows of what, share right, goal."""
    plain = torch.from_numpy(digits.images.astype(np.float32) / 255)[:, None]
    other = distorted(digits.images, Distortions.drawn(len(digits)))
    return [
        ("test digits", share_right(net, plain, digits.labels), goals[0]),
        ("shifted, scaled, rotated, thicker or thinner", share_right(net, other, digits.labels), goals[1]),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", metavar="DATA_DIR", help="folder with MNIST/raw in it")
    parser.add_argument("--model", choices=GOALS, default="digits", help="which shipped network, and whose goals")
    parser.add_argument("--weights", type=Path, metavar="FILE", help="the shipped ones if left out")
    args = parser.parse_args()
    torch.set_num_threads(1)
    weights = args.weights or SHIPPED / f"{args.model}.safetensors"
    try:
        net, metadata = architectures.load(weights)
        digits = mnist.read(args.data, "test")
    except ExplorerError as error:
        print(error, file=sys.stderr)
        return 1
    parameters = sum(parameter.numel() for parameter in net.parameters())
    size = weights.stat().st_size / 1000
    print(f"{metadata.get('title')}: {parameters:,} parameters, {size:,.0f} kB, {len(digits):,} test digits")
    rows = measured(net, digits, GOALS[args.model])
    for what, share, goal in rows:
        print(f"{share:8.2%}  goal {goal:.1%}  {'met   ' if share >= goal else 'MISSED'}  {what}")
    return 0 if all(share >= goal for _, share, goal in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
