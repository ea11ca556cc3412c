"""Takes the pictures of README and guide into docs/images: `make pictures`."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "images"
# Of 255, in any channel of any pixel: less than that nobody sees beside the original.
_UNSEEN = 16


def write_small(picture: Path, target: Path) -> None:
    """Write a PNG with a palette of 256 colours where that looks the same, else with all of its own."""
    with Image.open(picture) as opened:
        whole = opened.convert("RGB")
    palette = whole.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    difference = np.abs(np.asarray(whole, np.int16) - np.asarray(palette.convert("RGB"), np.int16)).max()
    (palette if difference <= _UNSEEN else whole).save(target, "PNG", optimize=True)


def main() -> None:
    """Play the guide's tour, and put what it made in place of the former pictures."""
    program = Path(sys.executable).with_name("feature-map-explorer")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([program, "demo", "--guide", "-o", folder], check=True)
        for picture in sorted(Path(folder).glob("*.png")):
            write_small(picture, FOLDER / picture.name)
    print(f"The pictures are in {FOLDER}.")


if __name__ == "__main__":
    main()
