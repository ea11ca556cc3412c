"""The same convolution by torch, to compare with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from explorer.core.lab import LabMaps, LabSetup

_TOLERANCE = 1e-10


def torch_sums(setup: LabSetup) -> np.ndarray:
    """(K, H', W') by `torch.nn.functional.conv2d` in float64: products and bias, before ReLU and pooling.

    No cells where the setup has a problem. To be called where torch may run, not while the window waits.
    """
    if setup.problem:
        return np.zeros((setup.filters, 0, 0))
    import torch
    from torch.nn import functional as F

    image = torch.from_numpy(setup.image.copy())[None]
    kernels, biases = torch.from_numpy(setup.applied.copy()), torch.from_numpy(setup.biases.copy())
    with torch.no_grad():
        if setup.padding:
            mode = "constant" if setup.padding_mode == "zeros" else setup.padding_mode
            image = F.pad(image, (setup.padding,) * 4, mode=mode)
        sums: np.ndarray = F.conv2d(image, kernels, biases, stride=setup.stride, dilation=setup.dilation)[0].numpy()
    return sums


def agree(maps: LabMaps, sums: np.ndarray) -> bool:
    """Whether the lab's own sums are torch's, but for rounding in the last digits of float64."""
    if maps.sums.shape != sums.shape:
        return False
    limit = _TOLERANCE * (1 + np.abs(sums).max(initial=0))
    return bool(np.abs(maps.sums - sums).max(initial=0) <= limit)
