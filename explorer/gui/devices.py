"""Where the network runs: a menu of the devices that there are, and the CPU where one has too little memory."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from explorer.gui.menu_walk import explain
from explorer.gui.opening import MODEL
from explorer.widgets.said import said

if TYPE_CHECKING:
    from explorer.errors import ExplorerError
    from explorer.gui.window import MainWindow
    from explorer.models.base import Model

_CPU = "cpu"


class Devices(QObject):
    """Moves the open model in the model thread; those that are opened later follow."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self._opener = window.controller.opener
        self.menu = QMenu(self.tr("&Device"), window)
        self._group = QActionGroup(self)
        self.menu.aboutToShow.connect(self._fill)
        self._fill()
        window.controller.frame_failed.connect(self._on_frame_failed)

    def use(self, name: str) -> None:
        """Run the open model, and those after it, on `cpu`, `cuda:0`, `mps`, ..."""
        model = self._session.state.model
        if model is None or model.source == "live":
            return

        def move(_job: object) -> Model:
            from explorer.models.devices import moved

            return moved(model, name)

        def shown(answer: Model) -> None:
            self._opener.device = name
            self._window.controller.change_model(answer, elsewhere=True)
            if answer.note != model.note:
                self._window.notices.stand("warning", said(answer.note))

        title = self.tr("Moving {0} to {1}").format(model.title, name)
        self._window.jobs.submit(MODEL, title, move, shown, self._on_failed)

    def _fill(self) -> None:
        """The devices that there are; asked of torch once it has come with the first model."""
        self.menu.clear()
        model = self._session.state.model
        names, present = [_CPU], _CPU
        if "torch" in sys.modules and model is not None:
            from explorer.models.devices import device_names, device_of

            names, present = device_names(), device_of(model)
        for name in names:
            action = self.menu.addAction(name.upper() if name == _CPU else name)
            action.setCheckable(True)
            action.setChecked(name == present)
            # A running program's own network stays where that has put it.
            action.setEnabled(model is not None and model.source != "live")
            explain(action, self.tr("no network is open") if model is None else self.tr("its program has put it there"))
            action.triggered.connect(partial(self._on_triggered, name))
            self._group.addAction(action)

    def _on_triggered(self, name: str) -> None:
        self.use(name)

    def _on_failed(self, error: ExplorerError) -> None:
        self._window.notices.tell(said(error))

    def _on_frame_failed(self, error: ExplorerError) -> None:
        from explorer.models.devices import device_of, is_out_of_memory

        model = self._session.state.model
        if model is None or model.source == "live" or not is_out_of_memory(error):
            return
        device = device_of(model)
        if device != _CPU:
            sentence = self.tr("{0} needs more memory than {1} has left: it runs on the CPU now.")
            self._window.notices.stand("warning", sentence.format(model.title, device))
            self.use(_CPU)
