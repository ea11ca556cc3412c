"""What a convolution costs beside a fully connected layer of the same output, and how its output's size comes about."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from explorer.core.lab import LabSetup

_BYTES = 4
"""A number of 32 bits, as networks keep them."""


@dataclass(frozen=True, slots=True)
class SizeFormula:
    """floor((size + 2 padding - dilation (kernel - 1) - 1) / stride) + 1, of one dimension."""

    size: int
    padding: int
    dilation: int
    kernel: int
    stride: int

    @property
    def steps(self) -> float:
        """What is rounded down: how many times the kernel could move on; negative where it does not fit at all."""
        return (self.size + 2 * self.padding - self.dilation * (self.kernel - 1) - 1) / self.stride

    @property
    def output(self) -> int:
        """The size that comes out, 0 where the kernel does not fit."""
        return max(0, math.floor(self.steps) + 1)

    @property
    def exact(self) -> bool:
        """Whether the last step ends at the border: nothing is rounded."""
        return self.steps >= 0 and self.steps == int(self.steps)

    @property
    def left_over(self) -> int:
        """How many lines at the end of the padded image no window reaches."""
        reach = self.dilation * (self.kernel - 1) + 1
        return self.size + 2 * self.padding - reach - (self.output - 1) * self.stride if self.output else 0


@dataclass(frozen=True, slots=True)
class Ledger:
    """Counts for a convolution (C, H, W) -> (K, H', W').

    Attributes:
        channels: C.
        filters: K.
        kernel: (kh, kw).
        image: (H, W).
        output: (H', W').
    """

    channels: int
    filters: int
    kernel: tuple[int, int]
    image: tuple[int, int]
    output: tuple[int, int]

    @property
    def weights(self) -> int:
        """Weights of all filters, without biases."""
        return self.filters * self.channels * math.prod(self.kernel)

    @property
    def parameters(self) -> int:
        """Weights, and a bias for each filter."""
        return self.weights + self.filters

    @property
    def inputs(self) -> int:
        """How many numbers go in."""
        return self.channels * math.prod(self.image)

    @property
    def outputs(self) -> int:
        """How many numbers come out."""
        return self.filters * math.prod(self.output)

    @property
    def connected_parameters(self) -> int:
        """Of a fully connected layer that makes as many numbers of the image: a weight for each pair, and biases."""
        return self.inputs * self.outputs + self.outputs

    @property
    def times_fewer(self) -> float:
        """How many times fewer parameters the convolution has."""
        return self.connected_parameters / self.parameters

    @property
    def multiplications(self) -> int:
        """One for each weight at each position."""
        return self.weights * math.prod(self.output)

    @property
    def parameter_bytes(self) -> int:
        """Of the convolution's parameters, 4 bytes each."""
        return self.parameters * _BYTES

    @property
    def connected_bytes(self) -> int:
        """Of the fully connected layer's parameters, 4 bytes each."""
        return self.connected_parameters * _BYTES

    @property
    def output_bytes(self) -> int:
        """Of the maps that come out, 4 bytes each number: training keeps them until the backward pass."""
        return self.outputs * _BYTES


def ledger(setup: LabSetup) -> Ledger:
    """The counts of a setup."""
    return Ledger(setup.channels, setup.filters, setup.kernel_size, setup.image_size, setup.output_size)


def size_formulas(setup: LabSetup) -> tuple[SizeFormula, SizeFormula]:
    """How the output's height and width come about."""
    down, across = (
        SizeFormula(size, setup.padding, setup.dilation, kernel, setup.stride)
        for size, kernel in zip(setup.image_size, setup.kernel_size, strict=True)
    )
    return down, across
