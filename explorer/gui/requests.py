"""What the GUI thread asks the model thread for. Needs no torch: it is made before torch has arrived."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from explorer.data.pictures import Picture
    from explorer.models.base import Model
    from explorer.session import Probe
    from explorer.views.base import LayerView, Options


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """Which small maps are on the screen and need not come again.

    Attributes:
        run: the number of the run that they are of; 0 for none.
        columns: by column name, how many tiles it was to show, and the channel that had to be among them.
    """

    run: int = 0
    columns: Mapping[str, tuple[int, int | None]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Request:
    """What a frame is computed for.

    Attributes:
        model: the network.
        picture: what it is shown.
        layer: the selected call's name; None lets the frame choose the first convolution.
        view: the class of the view in front, None for none.
        options: what the view is computed with.
        opened: the unfolded blocks; None lets the frame choose.
        shown: first and last column on the screen.
        tiles: how many tiles a column shows.
        held: the small maps on the screen.
        check: whether to compare the quick way of capturing with a recording, as when the pen is lifted.
        preview: whether the network runs on the input at half height and width.
        probe: the cell whose receptive field is shown, of any layer.
        moment: when the hand asked for it, in `time.perf_counter()` seconds.
    """

    model: Model
    picture: Picture
    layer: str | None
    views: tuple[type[LayerView], ...]
    view: type[LayerView] | None
    options: Options
    opened: frozenset[str] | None
    shown: tuple[int, int]
    tiles: int
    held: Held
    check: bool = False
    preview: bool = False
    probe: Probe | None = None
    moment: float = 0.0
