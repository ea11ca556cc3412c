"""What the welcome page has to have computed: the built-in network's maps of a seven, and this computer. No Qt."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from explorer.core.axes import call_maps
from explorer.core.mosaic import quantise, scale_of

if TYPE_CHECKING:
    from explorer.core.graph import Trace

DIGIT = 7
_PEN_SIDE, _PHOTO_SIDE = 224, 112
_LAYERS = ("conv1", "conv2", "conv3")
_CHANNELS = 3
_MEGABYTE = 1e6


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """What the cards show.

    Attributes:
        drawn: the strokes of a seven, uint8 (H, W).
        maps: for each of three convolutions the colour indices uint8 (H, W) of three of its maps of that seven.
        chain: (name, kind) of every layer in order, the input first.
        photo: a picture of the gallery, uint8 (H, W, 3).
    """

    drawn: np.ndarray
    maps: tuple[tuple[np.ndarray, ...], ...]
    chain: tuple[tuple[str, str], ...]
    photo: np.ndarray


@dataclass(frozen=True, slots=True)
class Computer:
    """Where networks run.

    Attributes:
        accelerators: the names of what torch can use besides the processor.
        threads: how many threads a large network gets.
        torch: torch's version.
        weights: the names of the weights in torch's cache.
        megabytes: how much these are together.
    """

    accelerators: tuple[str, ...]
    threads: int
    torch: str
    weights: tuple[str, ...]
    megabytes: float


def sight() -> Sight:
    """Run the built-in network on a stored drawing. For the model thread; raises ModelError."""
    from PIL import Image

    from explorer import models
    from explorer.core.capture import capture
    from explorer.core.graph import INPUT
    from explorer.data.samples import samples
    from explorer.data.strokes import DIGITS, drawn
    from explorer.gui.defaults import DEFAULT_MODEL

    pen = drawn(DIGITS[DIGIT], _PEN_SIDE)
    # One of its own: the open one may be at work, or may have been changed.
    model = models.load(DEFAULT_MODEL)
    trace = capture(model.module, model.prepare(Image.fromarray(pen)))
    photo = next(sample for sample in samples() if sample.name == "ball").make()
    return Sight(
        drawn=pen,
        maps=tuple(_strongest(trace, name) for name in _LAYERS),
        chain=((INPUT, "other"), *((call.name, call.kind) for call in trace)),
        photo=np.ascontiguousarray(photo.convert("RGB").resize((_PHOTO_SIDE, _PHOTO_SIDE))),
    )


def _strongest(trace: Trace, name: str) -> tuple[np.ndarray, ...]:
    """Colour indices of the maps of a layer whose values differ most, in the order of their channels."""
    shown = call_maps(trace, trace[name])
    assert shown is not None
    spread = shown.maps.reshape(len(shown.maps), -1).std(axis=1)
    chosen = np.sort(np.argsort(-spread)[:_CHANNELS])
    maps = np.ascontiguousarray(shown.maps[chosen])
    return tuple(quantise(maps, scale_of(maps, "layer", signed=True)))


def computer() -> Computer:
    """Ask torch and the disk. For the model thread: torch is imported."""
    import torch

    found = _weights(Path(torch.hub.get_dir(), "checkpoints"))
    names = [torch.cuda.get_device_name(number) for number in range(torch.cuda.device_count())]
    if torch.backends.mps.is_available():
        names.append("mps")
    return Computer(
        accelerators=tuple(names),
        threads=max(1, os.cpu_count() or 1),
        torch=str(torch.__version__),
        weights=tuple(name for name, _ in found),
        megabytes=sum(size for _, size in found) / _MEGABYTE,
    )


def _weights(folder: Path) -> list[tuple[str, int]]:
    """(name, bytes) of the files that torch has downloaded there, by name."""
    import torch

    try:
        files = [(path.name, path.stat().st_size) for path in folder.iterdir() if path.is_file()]
    except OSError:  # there is none before the first download
        return []
    matches = ((torch.hub.HASH_REGEX.search(name), name, size) for name, size in sorted(files))
    return [(name[: match.start()], size) for match, name, size in matches if match]
