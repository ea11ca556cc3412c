"""What the window shows, as one frozen State, and the Session that replaces it and walks back and forward."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from explorer.core.mosaic import ScaleMode
    from explorer.data.pictures import Picture
    from explorer.models.base import Model

_NAVIGATION = ("model", "layer", "view", "channel")
_HISTORY_LENGTH = 200
_NETWORKS_KEPT = 2


@dataclass(frozen=True, slots=True)
class Probe:
    """The cell that was picked last: its receptive field is shown on whatever layer is looked at.

    Attributes:
        layer: the name of its call.
        channel: the channel that was selected then.
        cell: (row, column).
    """

    layer: str
    channel: int
    cell: tuple[int, int]


@dataclass(frozen=True, slots=True)
class State:
    """Everything that decides what is on the screen.

    Attributes:
        model: the network, None before one is loaded.
        picture: what it is shown, None before anything is drawn or opened.
        layer: the name of the selected call.
        view: the title of the layer view in front.
        channel: the selected channel.
        cell: (row, column) of the selected cell in the channel's map.
        probe: the cell that was picked last, of this layer or another; follows `cell` by itself.
        scale: what shares one colour range.
        fixed: the limit of the colour range where scale is `fixed`.
        signed_map: the colour map of signed values.
        positive_map: the colour map of non-negative values.
    """

    model: Model | None = None
    picture: Picture | None = None
    layer: str | None = None
    view: str = ""
    channel: int = 0
    cell: tuple[int, int] | None = None
    probe: Probe | None = None
    scale: ScaleMode = "layer"
    fixed: float = 1.0
    signed_map: str = "RdBu"
    positive_map: str = "magma"


class Session(QObject):
    """Holds the present State. Emits `changed(old, new)` only when something changed."""

    changed = Signal(object, object)
    history_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = State()
        self._past: list[State] = []
        self._future: list[State] = []

    def set(self, **changes: Any) -> None:
        """Replace fields of the State. A change of model, layer, view or channel can be walked back."""
        new = replace(self.state, **changes)
        if new == self.state:
            return
        if self.state.layer is not None and any(getattr(new, f) != getattr(self.state, f) for f in _NAVIGATION):
            self._past = _recent([*self._past[1 - _HISTORY_LENGTH :], self.state])
            self._future.clear()
        self._show(new)

    def amend(self, **changes: Any) -> None:
        """Replace fields without a step in the history: what the program settles by itself."""
        new = replace(self.state, **changes)
        if new != self.state:
            self._show(new)

    def back(self) -> None:
        """To the State before the last navigation; the picture stays, unless the model is another one."""
        self._walk(self._past, self._future)

    def forward(self) -> None:
        """To the State that `back` left."""
        self._walk(self._future, self._past)

    @property
    def can_go_back(self) -> bool:
        """Whether there is a State to go back to."""
        return bool(self._past)

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a State to go forward to."""
        return bool(self._future)

    def history(self) -> tuple[list[State], list[State]]:
        """The States behind and those ahead, for `set_history`."""
        return list(self._past), list(self._future)

    def set_history(self, past: list[State], future: list[State]) -> None:
        """Walk among other States from now on: a tour that has ended leaves none of its own."""
        self._past, self._future = list(past), list(future)
        self.history_changed.emit()

    def _walk(self, source: list[State], target: list[State]) -> None:
        if not source:
            return
        now, then = self.state, source.pop()
        target.append(now)
        # What was changed of the way from picture to network meanwhile is no step, and is not taken back.
        same = now.model is not None and then.model is not None and now.model.module is then.model.module
        self._show(replace(then, model=now.model, picture=now.picture) if same else then)

    def _show(self, new: State) -> None:
        old, self.state = self.state, _probed(self.state, new)
        self.changed.emit(old, self.state)
        self.history_changed.emit()


def _probed(old: State, new: State) -> State:
    """The new State with the cell that was picked last; another network has none."""
    same = old.model is not None and new.model is not None and old.model.module is new.model.module
    probe = new.probe if same else None
    if new.cell is not None and new.layer is not None:
        probe = Probe(new.layer, new.channel, new.cell)
    return new if probe == new.probe else replace(new, probe=probe)


def _recent(past: list[State]) -> list[State]:
    """The States of the last few networks, oldest first: each State keeps all the weights of its own."""
    modules: list[object] = []
    for number in range(len(past) - 1, -1, -1):
        model = past[number].model
        if model is not None and not any(module is model.module for module in modules):
            if len(modules) == _NETWORKS_KEPT:
                return past[number + 1 :]
            modules.append(model.module)
    return past
