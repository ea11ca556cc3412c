"""What the user can want of the export dialog: a picture, numbers, or a report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from explorer.core.array_files import ArrayName

Subject = Literal["all", "one", "view"]
Ground = Literal["light", "dark", "none"]


@dataclass(frozen=True, slots=True)
class PictureWish:
    """A picture.

    Attributes:
        subject: all tiles of the view, the selected channel's, or the view as it stands on the screen.
        ending: `png`, `svg` or `pdf`.
        times: pixels a point, of a PNG.
        ground: the colours that it is for; `none` lets through what lies behind.
    """

    subject: Subject
    ending: str = "png"
    times: int = 2
    ground: Ground = "light"


@dataclass(frozen=True, slots=True)
class NumbersWish:
    """Numbers.

    Attributes:
        which: an array of the selected layer, or `trace` for every value of the network.
        ending: `npy`, `npz`, `csv` or `safetensors`.
    """

    which: ArrayName | Literal["trace"]
    ending: str


@dataclass(frozen=True, slots=True)
class ReportWish:
    """A report of these layers, by the names of their calls."""

    layers: tuple[str, ...]
    ending: str = "html"


Wish = PictureWish | NumbersWish | ReportWish
