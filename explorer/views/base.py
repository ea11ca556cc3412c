"""What every view of a layer is: a widget, and a plain function that computes what it shows in the model thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Hashable

    from explorer.core.graph import Call, Trace
    from explorer.core.mosaic import ScaleMode
    from explorer.jobs import Job
    from explorer.models.base import Model


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """A network and what it was given; to be run in the model thread only.

    Attributes:
        model: the network and its way from a picture to a tensor.
        given: what it was called with: a tensor, or a tuple or dict of tensors.
    """

    model: Model
    given: Any


@dataclass(frozen=True, slots=True)
class Options:
    """What a view is computed with: the window's choices, and the view's own.

    Attributes:
        channel: the selected channel; may be beyond the layer's channels, use `clamped`.
        scale: what shares one colour range.
        fixed: the limit of the range where scale is `fixed`.
        class_names: the names of the network's outputs, empty where unknown.
        own: the view's `options()`.
        cell: (row, column) selected in the channel's map, or None.
        subject: the network itself, for views that run it again; None where there is none to run.
    """

    channel: int = 0
    scale: ScaleMode = "layer"
    fixed: float = 1.0
    class_names: tuple[str, ...] = ()
    own: Hashable = None
    cell: tuple[int, int] | None = None
    subject: Subject | None = None

    def clamped(self, count: int) -> int:
        """The selected channel, or the last of `count` where there are fewer."""
        return max(0, min(self.channel, count - 1))


@dataclass(frozen=True, slots=True)
class Paint:
    """What a view is painted with; a change needs no new computation.

    Attributes:
        signed_map: name of the colour map of signed values (`explorer.core.colour_maps.lut`).
        positive_map: name of the colour map of non-negative values.
        cell: (row, column) selected in the channel's map, or None.
        channel: the selected channel.
        area: row start and stop, column start and stop of the cells that a picked cell of a later layer depends on.
    """

    signed_map: str = "RdBu"
    positive_map: str = "magma"
    cell: tuple[int, int] | None = None
    channel: int = 0
    area: tuple[int, int, int, int] | None = None


class LayerView(QWidget):
    """A view of the selected layer. Subclasses are found by walking the folder; they do not know each other.

    `compute` runs in the model thread on plain data; `show_result` and `show_paint` on the GUI thread, under 16 ms.
    """

    title: ClassVar[str] = ""
    """English title; its translation is looked up in the class's own context."""
    order: ClassVar[int] = 0
    icon: ClassVar[str] = ""
    runs_network: ClassVar[bool] = False
    """Whether `compute` may run the network again, by `Options.subject`."""

    channel_picked = Signal(int)
    cell_picked = Signal(int, int)
    layer_picked = Signal(str)
    scale_picked = Signal(str)
    fixed_picked = Signal(float)
    colour_map_picked = Signal(bool, str)
    options_changed = Signal()

    @classmethod
    def label(cls) -> str:
        """The title in the user's language."""
        return QCoreApplication.translate(cls.__name__, cls.title)

    @staticmethod
    def accepts(call: Call) -> bool:
        """Whether the view has something to show of this call; cheap."""
        raise NotImplementedError

    def options(self) -> Hashable:
        """The view's own settings, frozen: handed to `compute` as `Options.own`."""
        return None

    def setup(self) -> Any:
        """What was chosen in the view itself, for `set_up` of another of its kind."""
        return self.options()

    def set_up(self, setup: Any) -> None:
        """Choose what another of its kind had as its `setup`, without a signal; before there is a result."""

    @staticmethod
    def compute(trace: Trace, call: Call, options: Options, job: Job) -> Any:
        """What is to be shown, as plain arrays. No Qt in, none out. May raise ExplorerError."""
        raise NotImplementedError

    def show_result(self, result: Any) -> None:
        """Show what `compute` returned."""
        raise NotImplementedError

    def show_paint(self, paint: Paint) -> None:
        """Colours, selected channel or cell changed."""

    def clear(self) -> None:
        """Nothing to show: no layer, or one that this view does not accept."""
