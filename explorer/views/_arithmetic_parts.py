"""An explanation as what the widgets of the arithmetic paint: grids, steps, cards and rows. Plain data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.core.graph import INPUT
from explorer.widgets.channel_cards import Cards
from explorer.widgets.product_grids import Product, flat_cells
from explorer.widgets.shades import Range, around_zero
from explorer.widgets.term_rows import TermRow
from explorer.widgets.waterfall import Steps

if TYPE_CHECKING:
    from explorer.core.arithmetic import Explanation

MOST_CARDS = 23
"""How many input channels are shown before the others are folded."""
MOST_ROWS = 16
"""How many terms are."""
_FEWEST_STEPS = 4


def product(
    explanation: Explanation, chosen: int, values: Range | None, signed: str, captions: tuple[str, str, str]
) -> Product | None:
    """One input channel's patch, kernel and products; None for numbers that are no such sum.

    Args:
        explanation: of the number.
        chosen: which channel, counted from its first.
        values: what the input's colours stand for; None lets the patch tell.
        signed: the colour map of signed values.
        captions: what stands under the three grids.
    """
    e = explanation
    if not e.shape:
        return None
    part = e.patch(chosen)
    patch, kernel, products = (flat_cells(cells) for cells in (part.patch, part.kernel, part.products))
    weights = e.terms.weights if e.terms.weights is not None else kernel
    ranges = values or around_zero(patch, signed), around_zero(weights, signed), around_zero(products, signed)
    return Product(patch, kernel, products, flat_cells(part.padded), ranges, captions)


def steps(explanation: Explanation, chosen: int, signed: str) -> Steps | None:
    """The partial sums of a convolution's channels, of other sums the terms; None where nothing is added up."""
    e = explanation
    by_channel = len(e.channel_sums) > 1 and bool(e.shape)
    parts = e.channel_sums if by_channel else e.terms.products
    # Few terms are read at a glance from their list, and of a maximum nothing is added up.
    if e.family == "maximum" or len(parts) < (2 if by_channel else _FEWEST_STEPS):
        return None
    return Steps(parts, e.first_channel if by_channel else 0, e.bias, chosen if by_channel else -1, signed)


def cards(
    explanation: Explanation, chosen: int, values: Range | None, signed: str, most: int | None = MOST_CARDS
) -> Cards | None:
    """The input channels of a convolution, the `most` that add most, None for all of them; None for other sums."""
    e = explanation
    if not e.shape or e.shape[0] < 2:
        return None
    sums = e.channel_sums
    kept = np.arange(len(sums))
    if most is not None and len(sums) > most:
        kept = np.sort(np.argpartition(-np.abs(np.nan_to_num(sums)), most)[:most])
    left_out = len(sums) - len(kept)
    weights = e.terms.weights if e.terms.weights is not None else np.ones(len(e.terms))
    patches, kernels = (_by_channel(numbers, e.shape)[kept] for numbers in (e.terms.values, weights))
    padded = np.zeros(len(e.terms), bool) if e.terms.padded is None else e.terms.padded
    return Cards(
        patches=patches,
        kernels=kernels,
        padded=_by_channel(padded, e.shape)[0],
        sums=sums[kept],
        numbers=e.first_channel + kept,
        ranges=(values or around_zero(patches, signed), around_zero(weights, signed)),
        selected=e.first_channel + chosen,
        rest=(left_out, e.total - float(sums[kept].sum())) if left_out else None,
    )


def _by_channel(numbers: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """(channels, rows, columns) of a convolution's numbers."""
    kernel = (1, *shape[1:]) if len(shape) == 2 else shape[1:]
    return numbers.reshape(shape[0], -1, kernel[-1])


def rows(explanation: Explanation, all_of_them: bool) -> tuple[Sequence[TermRow], tuple[int, float] | None]:
    """The terms, those that weigh most if not all are wanted, and what the others are: how many and their sum."""
    e = explanation
    kept = e.terms.largest(len(e.terms) if all_of_them else MOST_ROWS)
    left_out = len(e.terms) - len(kept)
    rest = e.total - float(e.terms.products[kept].sum()) if left_out else 0.0
    return _Rows(e, kept), (left_out, rest) if left_out else None


class _Rows(Sequence[TermRow]):
    """Rows that are made when they are looked at: only few of a long sum are in sight."""

    def __init__(self, explanation: Explanation, kept: np.ndarray) -> None:
        self._explanation, self._kept = explanation, kept

    def __len__(self) -> int:
        return len(self._kept)

    def __getitem__(self, number: Any) -> Any:
        return _row(self._explanation, int(self._kept[number]))


def _row(e: Explanation, term: int) -> TermRow:
    terms = e.terms
    place = terms.places.at(term)
    return TermRow(
        place="" if place is None else place_words(*place),
        value=float(terms.values[term]),
        weight=None if terms.weights is None else float(terms.weights[term]),
        product=float(terms.products[term]),
        padded=terms.padded is not None and bool(terms.padded[term]),
        linked=place is not None and place[0].partition(":")[0] != INPUT,
        term=term,
    )


def place_words(name: str, index: tuple[int, ...]) -> str:
    """`conv1 (3, 5, 6)`: a call and an index without the batch of one."""
    shown = index[1:] if len(index) > 1 and index[0] == 0 else index
    return f"{name} ({', '.join(map(str, shown))})"
