"""Sets of cells through sums of products: matrix products, `einsum`, attention."""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_letters
from typing import TYPE_CHECKING

import numpy as np

from explorer.core.field_steps import Mask, Step, any_along, union, unrepeated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from explorer.core.graph import Call


@dataclass(frozen=True)
class Contracted(Step):
    """Sums of products as `numpy.einsum` writes them: matrix products, attention by hand.

    Attributes:
        ins: the axes of each input as letters.
        out: the axes of the output.
        shapes: of the inputs: axes of length 1 are repeated as torch broadcasts them.
    """

    ins: tuple[str, ...]
    out: str
    shapes: tuple[tuple[int, ...], ...]

    def back(self, outs: Sequence[Mask | None]) -> list[Mask | None]:
        """All along the axes that are summed over."""
        mask = outs[0]
        if mask is None:
            return [None] * len(self.ins)
        found = (_relabelled(mask, self.out, letters) for letters in self.ins)
        return [unrepeated(part, shape) for part, shape in zip(found, self.shapes, strict=True)]

    def forth(self, ins: Sequence[Mask | None]) -> list[Mask | None]:
        """All along the axes that only the other inputs have."""
        pairs = zip(ins, self.ins, strict=True)
        return [union([None if mask is None else _relabelled(mask, letters, self.out) for mask, letters in pairs])]


def _relabelled(mask: Mask, letters: str, wanted: str) -> Mask:
    """A set over the axes `letters` as one over `wanted`: any over those that are lost, all along new ones."""
    lost = tuple(axis for axis, letter in enumerate(letters) if letter not in wanted)
    kept = [letter for letter in letters if letter in wanted]
    mask = any_along(mask, lost) if lost else mask
    mask = mask.transpose([kept.index(letter) for letter in wanted if letter in kept])
    return np.expand_dims(mask, tuple(axis for axis, letter in enumerate(wanted) if letter not in kept))


def contraction(call: Call, name: str) -> Step | None:
    """The step of a matrix product, of `einsum`, or of scaled attention; None for any other call."""
    shapes = tuple(tuple(x.shape) for x in call.inputs)
    output = call.tensor
    if output is None:
        return None
    if name in ("matmul", "rmatmul", "bmm", "mm") and len(shapes) == 2 and min(map(len, shapes)) >= 2:
        return _product(shapes, output.ndim, reverse=name == "rmatmul")
    if name == "scaled_dot_product_attention" and len(shapes) == 3 and len({len(s) for s in shapes}) == 1:
        batch = ascii_letters[: len(shapes[0]) - 2]
        return Contracted((f"{batch}XZ", f"{batch}YZ", f"{batch}YW"), f"{batch}XW", shapes)
    if name == "einsum" and call.args and isinstance(call.args[0], str):
        return _einsum(call.args[0], shapes)
    return None


def _product(shapes: tuple[tuple[int, ...], ...], axes: int, reverse: bool) -> Step:
    batch = ascii_letters[: axes - 2]
    first, second = (batch[len(batch) - (len(shape) - 2) :] for shape in shapes)
    left, right = (f"{first}YZ", f"{second}XY") if reverse else (f"{first}XY", f"{second}YZ")
    return Contracted((left, right), f"{batch}XZ", shapes)


def _einsum(equation: str, shapes: tuple[tuple[int, ...], ...]) -> Step | None:
    ins, arrow, out = equation.replace(" ", "").partition("->")
    letters = tuple(ins.split(","))
    plain = all(len(set(part)) == len(part) and part.isalpha() for part in letters)
    if not arrow or not plain or [len(part) for part in letters] != [len(shape) for shape in shapes]:
        return None
    return Contracted(letters, out, shapes)
