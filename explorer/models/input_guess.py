"""What shape of input a network takes, where nobody has said so: the first one of the usual that it can run on."""

from __future__ import annotations

import inspect
import math
from typing import TYPE_CHECKING

import torch
from torch import nn

from explorer.errors import ModelError
from explorer.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    Shape = tuple[int, int, int]

_SMALL = (
    28,
    32,
    64,
    48,
    96,
    128,
    224,
    227,
    256,
    299,
    160,
    192,
    240,
    320,
    384,
    512,
    16,
    20,
    24,
    40,
    56,
    80,
    100,
    150,
    200,
)
_LARGE = (224, 227, 256, 299, 384, 512, 128, 96, 64, 32)


def guessed_shapes(module: nn.Module) -> tuple[Shape, ...]:
    """One shape (C, H, W) for each input, all alike, that `module` in evaluation mode runs on.

    The first layer tells the channels; sizes are tried, small ones first but for networks that begin as large-picture
    networks do (the first two layers shrink the picture to a quarter). Raises ModelError where none does.
    """
    names = input_names(module)
    reason: str = Words("it has no layers with weights")
    for shape in _candidates(module):
        try:
            runs_on(module, (shape,) * max(1, len(names)))
        except ModelError as error:
            reason = error.words
            continue
        return (shape,) * max(1, len(names))
    if len(names) > 1:
        raise ModelError(
            "What input {0} takes cannot be told from its layers (the last try: {1}): give its shape for each of {2}, "
            "as in --input-shape 3,224,224;1,28,28.",
            type(module).__name__,
            reason,
            ", ".join(names),
        )
    raise ModelError(
        "What input {0} takes cannot be told from its layers (the last try: {1}): give its shape, as in "
        "--input-shape 3,224,224.",
        type(module).__name__,
        reason,
    )


def runs_on(module: nn.Module, shapes: tuple[tuple[int, ...], ...]) -> None:
    """Run `module` once on zeros of `shapes`. Raises ModelError with the first line of what it says."""
    try:
        with torch.no_grad():
            module(*(torch.zeros(1, *shape, device=_device(module)) for shape in shapes))
    except Exception as error:
        lines = str(error).strip().splitlines()
        text = lines[0].rstrip(".") if lines else type(error).__name__
        raise ModelError("{0}: {1}", ", ".join(_text(shape) for shape in shapes), text) from error


def input_names(module: nn.Module) -> list[str]:
    """The parameters of `forward` that have no default."""
    try:
        parameters = inspect.signature(module.forward).parameters.values()
    except (TypeError, ValueError):
        return []
    plain = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return [p.name for p in parameters if p.kind in plain and p.default is inspect.Parameter.empty]


def _candidates(module: nn.Module) -> Iterator[Shape]:
    first = next((m for m in module.modules() if isinstance(m, (nn.modules.conv._ConvNd, nn.Linear))), None)
    features, channels_in = _first_sizes(module) if first is None else (0, 0)
    if isinstance(first, nn.Linear) or features:
        yield from _flat_candidates(first.in_features if isinstance(first, nn.Linear) else features)
        return
    # A lazy layer has no channels until it has run.
    known = first.in_channels if first is not None else channels_in
    counts = (known,) if known else (1, 3)
    for channels in counts:
        small = (32, *_SMALL) if channels == 3 else _SMALL
        for size in dict.fromkeys(_LARGE if _shrinks_early(module) else small):
            yield (channels, size, size)


def _first_sizes(module: nn.Module) -> tuple[int, int]:
    """(features, channels) that the first weights take, where no layer of torch.nn tells; 0 for what they are not."""
    weights = (p for p in module.parameters() if not isinstance(p, nn.UninitializedParameter) and p.ndim in (2, 4))
    first = next(weights, None)
    if first is None:
        return 0, 0
    return (first.shape[1], 0) if first.ndim == 2 else (0, first.shape[1])


def _flat_candidates(features: int) -> Iterator[Shape]:
    """Square pictures of so many values."""
    for channels in (1, 3):
        side = math.isqrt(features // channels)
        if features and channels * side * side == features:
            yield (channels, side, side)


def _shrinks_early(module: nn.Module) -> bool:
    """Whether the first convolution strides and so does it again, or a pooling, among the first few layers."""
    strides = []
    for layer in module.modules():
        if isinstance(layer, nn.Conv2d):
            strides.append(max(layer.stride))
        elif isinstance(layer, (nn.MaxPool2d, nn.AvgPool2d)):
            stride = layer.stride
            strides.append(max(stride) if isinstance(stride, tuple) else int(stride))
    return bool(strides) and strides[0] > 1 and math.prod(strides[:4]) >= 4


def _device(module: nn.Module) -> torch.device:
    tensor = next(module.parameters(), None)
    return torch.device("cpu") if tensor is None else tensor.device


def _text(shape: tuple[int, ...]) -> str:
    return "×".join(map(str, shape))
