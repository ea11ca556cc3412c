"""Laboratories as pages of the window: one takes the place of strip, views and docks, and gives it back as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from explorer import labs
from explorer.discover import discover
from explorer.labs.base import Given, Lab
from explorer.widgets.calm import change_calmly

if TYPE_CHECKING:
    import numpy as np
    import torch

    from explorer.gui.frames import Frame
    from explorer.gui.window import MainWindow
    from explorer.session import State


class Labs(QObject):
    """Makes a page when it is opened for the first time; `switched(title)` names the open one, empty for none."""

    switched = Signal(str)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._front = window, window.front
        self.kinds: list[type[Lab]] = discover(labs, Lab)
        self._made: dict[type[Lab], Lab] = {}
        self._open: Lab | None = None
        self._tensor: torch.Tensor | None = None
        self._seen: np.ndarray | None = None
        window.session.changed.connect(self._on_session_changed)
        window.controller.frame_shown.connect(self._on_frame_shown)
        self._front.changed.connect(self._on_front_changed)

    def current(self) -> Lab | None:
        """The open page."""
        return self._open

    def open(self, kind: type[Lab]) -> Lab:
        """Bring a page to the front."""
        lab = self._made.get(kind) or self._make(kind)
        if lab is not self._open:
            self._front.show(lab)
            self._open = lab
            lab.take(self._given())
            lab.setFocus()
            self.switched.emit(kind.title)
        return lab

    def close(self) -> None:
        """Back to the network, with everything where it was."""
        if self._open is not None:
            self._front.close()

    def toggle(self, kind: type[Lab]) -> None:
        """Open a page, or close it where it is open."""
        if type(self._open) is kind:
            self.close()
        else:
            self.open(kind)

    def exchange(self, pages: dict[type[Lab], Lab]) -> dict[type[Lab], Lab]:
        """Close, and work with other pages from now on, those of a tour for one; the former ones are returned."""
        self.close()
        former, self._made = self._made, pages
        return former

    def _make(self, kind: type[Lab]) -> Lab:
        lab = self._made[kind] = kind(self._window.jobs)
        lab.close_wanted.connect(self.close)
        return lab

    def _on_front_changed(self) -> None:
        """Another page, or the network, has taken the place of the open one."""
        lab = self._open
        if lab is not None and self._front.page is not lab:
            self._open = None
            lab.rest()
            if not isinstance(self._front.page, Lab):
                self.switched.emit("")

    # ---- what a page works with

    def _given(self) -> Given:
        state, frame = self._window.session.state, self._window.controller.frame
        tensor = None if frame is None else frame.run.tensor
        # One array for one tensor: a page sees from it whether there is anything new.
        if tensor is not self._tensor:
            self._tensor = tensor
            is_picture = tensor is not None and tensor.ndim == 4
            self._seen = tensor.detach()[0].cpu().float().numpy() if tensor is not None and is_picture else None
        return Given(state.picture, self._seen, state.model.title if state.model is not None else "")

    def _refresh(self) -> None:
        if self._open is not None:
            self._open.take(self._given())

    def _on_session_changed(self, old: State, new: State) -> None:
        if self._open is None:
            return
        walked = (new.layer, new.view) != (old.layer, old.view)
        # Whoever looks for a layer or a view wants to see it. A network that has just been opened looks for one itself.
        if walked and new.model is old.model and old.layer is not None:
            self.close()
        elif new.picture is not old.picture:
            change_calmly(self, self._refresh)

    def _on_frame_shown(self, frame: Frame) -> None:
        if self._open is not None and frame.fresh:
            change_calmly(self, self._refresh)
