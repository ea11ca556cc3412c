"""What the convolution laboratory shows at a moment, and the colours of its grids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from explorer.core.colour_maps import lut
from explorer.core.lab import cells_of_weight, outputs_reading, position, starts
from explorer.widgets import theme
from explorer.widgets.hues import kernel_hues, mixed
from explorer.widgets.number_cells import Marks, NumberCells

if TYPE_CHECKING:
    from explorer.core.lab import LabMaps, LabSetup, Position

_ARROWS_FROM = 10
_MOST_ARROWS = 20


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A setup, what it gives, and where one looks.

    Attributes:
        setup: the convolution.
        maps: what it gives.
        number: the filter that is looked at.
        channel: the input's channel that is looked at.
        place: (row, column) of the output cell that is taken apart, None where there is no output.
        done: how many cells of the output are there, in reading order.
        coloured: whether every kernel cell has a hue of its own.
        weight: (row, column) of the kernel's cell that is pointed at.
        source: (row, column) of the padded image's cell that is pointed at.
    """

    setup: LabSetup
    maps: LabMaps
    number: int
    channel: int
    place: tuple[int, int] | None
    done: int
    coloured: bool = True
    weight: tuple[int, int] | None = None
    source: tuple[int, int] | None = None

    def position(self) -> Position | None:
        """The products of the cell that is looked at."""
        if self.place is None:
            return None
        return position(self.setup, self.maps, self.number, *self.place)

    def limit(self, number: int) -> float:
        """Where the colours of a filter's map end, on both sides of zero: kernels differ too much for one scale."""
        return float(np.abs(self.maps.maps[number]).max(initial=0)) or 1.0

    @property
    def output_map(self) -> str:
        """The colour map of the output: with ReLU there is nothing below zero."""
        return "magma" if self.setup.relu else "RdBu"

    def hues(self) -> tuple[str, ...]:
        """One for every kernel cell, row by row."""
        down, across = self.setup.kernel_size
        return kernel_hues(down * across)

    # ---- cells

    def input_cells(self) -> NumberCells:
        """The padded image's channel, its window in the hues of the kernel cells that meet it."""
        setup, padding = self.setup, self.setup.padding
        values = self.maps.padded[self.channel]
        colours = image_colours(values, self.image_limit, bool((setup.image < 0).any()))
        there = self.position()
        if there is not None and self.coloured:
            where = np.ix_(there.rows, there.columns)
            strength = 0.22 + 0.78 * np.minimum(1, np.abs(values[where]) / self.image_limit)
            hues = self.hues()
            tinted = colours[where]
            for number, (row, column) in enumerate(np.ndindex(strength.shape)):
                tinted[row, column] = mixed(_rgb("surface"), hues[number], strength[row, column])
            colours[where] = tinted
        height, width = values.shape
        inside = np.zeros(values.shape, bool)
        inside[padding : height - padding, padding : width - padding] = True
        crossed = np.zeros(values.shape, bool)
        if there is not None:
            crossed[padding : height - padding, padding : width - padding] = ~self.maps.read
        inner = (padding, height - padding, padding, width - padding) if padding else None
        return NumberCells(values, colours, hatched=~inside if padding else None, crossed=crossed, inner=inner)

    @property
    def image_limit(self) -> float:
        """Where the image's colours end: 1 unless it goes beyond."""
        return max(1.0, float(np.abs(self.setup.image).max()))

    def kernel_cells(self) -> NumberCells:
        """The filter's kernel for the channel."""
        weights = self.setup.kernels[self.number, self.channel]
        cells = list(np.ndindex(weights.shape))
        if self.coloured:
            ground = np.broadcast_to(_rgb("surface"), (*weights.shape, 3))
            colours = np.array(ground)
            for hue, cell in zip(self.hues(), cells, strict=True):
                colours[cell] = mixed(ground[cell], hue, 0.24 if theme.tokens().dark else 0.2)
            return NumberCells(weights, colours, frames=dict(zip(cells, self.hues(), strict=True)))
        limit = float(np.abs(self.setup.kernels).max()) or 1.0
        frames = dict.fromkeys(cells, theme.tokens().border_2)
        return NumberCells(weights, signed_colours(weights, limit), frames=frames)

    def output_cells(self) -> NumberCells:
        """The filter's map, as far as it is done."""
        values = self.maps.maps[self.number]
        blank = np.arange(values.size).reshape(values.shape) >= self.done
        return NumberCells(values, self.output_colours(values), blank=blank)

    def pooled_cells(self) -> NumberCells | None:
        """The filter's map after pooling; cells whose windows are not done are blank."""
        if self.maps.pooled is None or not self.maps.pooled.size:
            return None
        values = self.maps.pooled[self.number]
        rows, columns = np.indices(values.shape) * 2 + 1
        last = rows * self.maps.maps.shape[2] + columns
        return NumberCells(values, self.output_colours(values), blank=last >= self.done)

    def output_colours(self, values: np.ndarray, number: int | None = None) -> np.ndarray:
        """Colours (..., 3) of output values of a filter, by default of the one that is looked at."""
        limit = self.limit(self.number if number is None else number)
        if not self.setup.relu:
            return signed_colours(values, limit)
        return _sampled(self.output_map, np.clip(values / limit, 0, 1))

    # ---- marks

    def input_marks(self, side: float) -> Marks:
        """The window's frame, arrows where windows are, and all cells that the pointed weight meets."""
        there = self.position()
        if there is None or self.place is None:
            return Marks()
        cells, colour = np.zeros((0, 2), np.int64), "#000000"
        if self.weight is not None:
            cells = cells_of_weight(self.setup, *self.weight)
            colour = self.weight_colour(self.weight)
        elif self.source is not None:
            cells, colour = np.array([self.source]), theme.tokens().accent
        rows = columns = None
        if side >= _ARROWS_FROM:
            axes = zip(starts(self.setup), self.setup.reach, self.place, strict=True)
            rows, columns = (_arrows(first + (reach - 1) / 2, at) for first, reach, at in axes)
        return Marks(there.area, cells, colour, rows, columns)

    def weight_colour(self, weight: tuple[int, int]) -> str:
        """The hue of a kernel cell, or the accent where cells have none."""
        if not self.coloured:
            return theme.tokens().accent
        return self.hues()[weight[0] * self.setup.kernel_size[1] + weight[1]]

    def kernel_marks(self) -> Marks:
        """The kernel's cell that is pointed at."""
        if self.weight is None:
            return Marks()
        return Marks(cells=np.array([self.weight]), colour=theme.tokens().text)

    def output_marks(self) -> Marks:
        """The cell that is looked at, and all that read the cell of the input that is pointed at."""
        area = None if self.place is None else (self.place[0], self.place[0] + 1, self.place[1], self.place[1] + 1)
        if self.source is None:
            return Marks(area)
        return Marks(area, outputs_reading(self.setup, *self.source), theme.tokens().accent)

    def pooled_marks(self) -> Marks:
        """The pooled cell whose window holds the cell that is looked at."""
        pooled = self.maps.pooled
        if pooled is None or self.place is None:
            return Marks()
        row, column = self.place[0] // 2, self.place[1] // 2
        inside = row < pooled.shape[1] and column < pooled.shape[2]
        return Marks((row, row + 1, column, column + 1)) if inside else Marks()


def _arrows(middles: np.ndarray, at: int) -> tuple[np.ndarray, int]:
    """Where arrows point and which is the present one; of many places only that one has an arrow."""
    return (middles, at) if len(middles) <= _MOST_ARROWS else (middles[at : at + 1], 0)


def image_colours(values: np.ndarray, limit: float, signed: bool) -> np.ndarray:
    """Colours (..., 3): from paper to ink, or of signed values."""
    if signed:
        return signed_colours(values, limit)
    paper = np.broadcast_to(_rgb("surface"), (*values.shape, 3))
    return mixed(paper, theme.tokens().text, np.clip(values / limit, 0, 1))


def signed_colours(values: np.ndarray, limit: float) -> np.ndarray:
    """Colours (..., 3) with zero in the middle."""
    return _sampled("RdBu", np.clip(values / limit, -1, 1) / 2 + 0.5)


def _sampled(name: str, shares: np.ndarray) -> np.ndarray:
    table = lut(name, theme.tokens().dark)
    return np.array(table[np.rint(shares * 255).astype(np.int64)])


def _rgb(token: str) -> np.ndarray:
    colour = theme.colour(token)
    return np.array([colour.red(), colour.green(), colour.blue()], np.uint8)
