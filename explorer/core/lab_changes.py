"""Changes of a setup that concern more than one of its fields, so that what belongs together stays together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from explorer.core.lab_kernels import KERNELS, kernel, name_of, resized

if TYPE_CHECKING:
    from explorer.core.lab import LabSetup

_FURTHER = ("sobel-x", "sobel-y", "laplacian", "sharpen", "blur", "emboss", "identity", "gaussian")


def with_image(setup: LabSetup, image: np.ndarray) -> LabSetup:
    """Another image (C, H, W); filters become as deep as it is: their first channel is repeated, or the last go."""
    extra = image.shape[0] - setup.channels
    kernels = setup.kernels[:, : image.shape[0]]
    if extra > 0:
        kernels = np.concatenate([kernels, np.repeat(kernels[:, :1], extra, axis=1)], axis=1)
    return replace(setup, image=image, kernels=kernels)


def with_cell(setup: LabSetup, channel: int, row: int, column: int, value: float) -> LabSetup:
    """Another number in one cell of the image."""
    image = setup.image.copy()
    image[channel, row, column] = value
    return replace(setup, image=image)


def with_weight(setup: LabSetup, cell: tuple[int, int, int, int], value: float) -> LabSetup:
    """Another number in the cell (filter, channel, row, column) of the kernels."""
    kernels = setup.kernels.copy()
    kernels[cell] = value
    return replace(setup, kernels=kernels)


def with_bias(setup: LabSetup, number: int, value: float) -> LabSetup:
    """Another bias of one filter."""
    biases = setup.biases.copy()
    biases[number] = value
    return replace(setup, biases=biases)


def with_kernel_size(setup: LabSetup, size: int) -> LabSetup:
    """Square kernels of another size: known ones as they are in that size, others with zeros around them, or cut."""
    if setup.kernel_size == (size, size):
        return setup
    sized = [[_sized(weights, size) for weights in one] for one in setup.kernels]
    return replace(setup, kernels=np.array(sized))


def with_named_kernel(setup: LabSetup, number: int, name: str) -> LabSetup:
    """A known kernel in every channel of one filter, in its own size, which the others take too. Raises KeyError."""
    setup = with_kernel_size(setup, KERNELS[name])
    kernels = setup.kernels.copy()
    kernels[number] = kernel(name)
    return replace(setup, kernels=kernels)


def with_filters(setup: LabSetup, count: int) -> LabSetup:
    """So many filters: the last go, or further known ones come that are not among them."""
    kernels, biases = setup.kernels[:count], setup.biases[:count]
    size = setup.kernel_size[0]
    present = {name_of(one[0]) for one in kernels}
    further = [name for name in _FURTHER if name not in present] + list(_FURTHER)
    for name in further[: count - len(kernels)]:
        new = np.broadcast_to(kernel(name, size), (1, setup.channels, size, size))
        kernels, biases = np.concatenate([kernels, new]), np.append(biases, 0.0)
    return replace(setup, kernels=kernels, biases=biases)


def _sized(weights: np.ndarray, size: int) -> np.ndarray:
    name = name_of(weights)
    return kernel(name, size) if name else resized(weights, size)
