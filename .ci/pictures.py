"""Takes the pictures of README and guide into docs/images: `make pictures`."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "images"
_UNSEEN = 6
"""Of 255, in any channel of any pixel."""
_FREQUENT = 96
"""Colours that are kept to the bit: grounds, texts, frames."""


def write_small(picture: Path, target: Path) -> None:
    """Write a PNG with a palette of 256 colours where that looks the same, else with all of its own."""
    with Image.open(picture) as opened:
        whole = opened.convert("RGB")
    shape = whole.height, whole.width
    colours, places, counts = np.unique(
        np.asarray(whole).reshape(-1, 3), axis=0, return_inverse=True, return_counts=True
    )
    palette = _palette(colours[np.argsort(-counts)])
    # Pillow's own search for the nearest colour is coarse: even white would become another.
    distances = np.abs(colours[:, None].astype(np.int16) - palette[None]).max(2)
    if distances.min(1).max() > _UNSEEN:
        whole.save(target, "PNG", optimize=True)
        return
    small = Image.fromarray(distances.argmin(1).astype(np.uint8)[places].reshape(shape), "P")
    small.putpalette(palette.tobytes())
    small.save(target, "PNG", optimize=True)


def _palette(colours: np.ndarray) -> np.ndarray:
    """Of colours (N, 3), the most frequent first, 256: the first ones, and some among the rest so that none is far."""
    rest = colours[_FREQUENT:]
    if not len(rest):
        return colours
    others = Image.fromarray(rest[None]).quantize(256 - _FREQUENT, Image.Quantize.MAXCOVERAGE).getpalette()
    return np.concatenate([colours[:_FREQUENT], np.reshape(others, (-1, 3))[: 256 - _FREQUENT].astype(np.uint8)])


def main() -> None:
    """Play the guide's tour, and put what it made in place of the former pictures."""
    program = Path(sys.executable).with_name("feature-map-explorer")
    with tempfile.TemporaryDirectory() as folder:
        for language in ("en", "ko"):
            subprocess.run([program, "demo", "--guide", "--language", language, "-o", folder], check=True)
        for picture in sorted(Path(folder).glob("*.png")):
            write_small(picture, FOLDER / picture.name)
    print(f"The pictures are in {FOLDER}.")


if __name__ == "__main__":
    main()
