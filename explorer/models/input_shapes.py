"""The input's shapes of a network of the user's own: those that were given, or guessed from its layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.errors import ModelError
from explorer.models.input_guess import guessed_shapes, runs_on
from explorer.words import Words

if TYPE_CHECKING:
    from pathlib import Path

    from torch import nn

    from explorer.models.opening import Opening


def shapes_for(module: nn.Module, opening: Opening, path: Path) -> tuple[tuple[int, int, int], ...]:
    """The input's shapes: those that the user gave, tried out, or guessed. Raises ModelError."""
    if not opening.input_shapes:
        try:
            return guessed_shapes(module)
        except ModelError as error:
            raise ModelError("{0}: {1}", path, error) from error
    shapes = []
    for shape in opening.input_shapes:
        if len(shape) != 3:
            raise ModelError("{0}: an input of shape {1} cannot be a picture: give C,H,W.", path, shape)
        shapes.append((shape[0], shape[1], shape[2]))
    try:
        runs_on(module, tuple(shapes))
    except ModelError as error:
        raise ModelError("{0}: it does not run on an input of {1}.", path, error) from error
    return tuple(shapes)


def guess_note(shapes: tuple[tuple[int, int, int], ...]) -> str:
    """A sentence on a guess."""
    shape = " × ".join(map(str, shapes[0]))
    if len(shapes) > 1:
        return Words("An input of {0} for each of its {1} inputs was guessed from its layers.", shape, len(shapes))
    return Words("An input of {0} was guessed from its layers.", shape)
