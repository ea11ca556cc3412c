"""What is told of receptive fields: sets of cells of the maps of a network, and their sizes in closed form."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from explorer.core.graph import INPUT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from explorer.core.field_steps import Mask
    from explorer.core.map_layout import MapLayout

Area = tuple[int, int, int, int]
"""Row start and stop, column start and stop."""


@dataclass(frozen=True, eq=False)
class Field:
    """A set of cells of one call's map, or of the input.

    Attributes:
        cells: (H, W) bool.
    """

    cells: np.ndarray

    @cached_property
    def area(self) -> Area | None:
        """The smallest rectangle that holds all of them; None where there are none."""
        rows, columns = np.flatnonzero(self.cells.any(axis=1)), np.flatnonzero(self.cells.any(axis=0))
        if not len(rows):
            return None
        return int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1

    @cached_property
    def count(self) -> int:
        """How many cells there are."""
        return int(self.cells.sum())

    @property
    def whole(self) -> bool:
        """Whether it is all of the map."""
        return self.count == self.cells.size

    @property
    def has_gaps(self) -> bool:
        """Whether the rectangle holds cells that do not belong to it."""
        area = self.area
        return area is not None and self.count < (area[1] - area[0]) * (area[3] - area[2])


@dataclass(frozen=True, eq=False)
class Fields:
    """The fields of one cell on all calls that it has to do with.

    Attributes:
        name: the call that the cell is of.
        cell: (row, column) of its map.
    """

    name: str
    cell: tuple[int, int]
    _masks: Mapping[str, Sequence[Mask | None]]
    _layouts: Mapping[str, MapLayout]
    _known: dict[str, Field | None] = field(default_factory=dict)

    def on(self, name: str) -> Field | None:
        """The cells of a call's first output, or of the input; None where it has no map or none of them counts."""
        if name not in self._known:
            masks, layout = self._masks.get(name), self._layouts.get(name)
            mask = masks[0] if masks else None
            cells = None if mask is None or layout is None or not mask.any() else layout.spatial(mask)
            self._known[name] = None if cells is None or not cells.any() else Field(cells)
        return self._known[name]

    @property
    def input(self) -> Field | None:
        """The cells of the network's input."""
        return self.on(INPUT)


@dataclass(frozen=True, slots=True)
class Extent:
    """What is known of all fields of a call on the input in closed form; borders are left aside.

    Attributes:
        name: of the call.
        size: (rows, columns) that a field spans; None where there is no closed form, or where `whole`.
        jump: how far apart the fields of neighbouring cells are.
        centre: (row, column) of the middle of cell (0, 0)'s field.
        whole: whether every cell depends on all of the input.
    """

    name: str
    size: tuple[int, ...] | None = None
    jump: tuple[float, ...] | None = None
    centre: tuple[float, ...] | None = None
    whole: bool = False

    @property
    def size_text(self) -> str:
        """`29 × 29`; empty where there is no closed form."""
        return "" if self.size is None else " × ".join(map(str, self.size))

    @property
    def jump_text(self) -> str:
        """`8`, or `8 × 4` where rows and columns differ; empty where there is no closed form."""
        texts = [f"{value:g}" for value in self.jump or ()]
        return texts[0] if len(set(texts)) == 1 else " × ".join(texts)

    @property
    def centre_text(self) -> str:
        """`3.5`, or `3.5, 4` where rows and columns differ; empty where there is no closed form."""
        texts = [f"{value:g}".replace("-", "\N{MINUS SIGN}") for value in self.centre or ()]
        return texts[0] if len(set(texts)) == 1 else ", ".join(texts)
