"""A field in the tool bar that finds a layer by a part of its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QToolTip

from explorer.widgets.icons import icon

if TYPE_CHECKING:
    from explorer.gui.controller import Controller
    from explorer.gui.frames import Frame


class LayerSearch(QLineEdit):
    """Type a part of a name, Enter selects the layer."""

    picked = Signal(str)
    """The name of the layer that was selected, also where it was before."""

    def __init__(self, controller: Controller) -> None:
        super().__init__()
        self._controller = controller
        self._names: tuple[str, ...] = ()
        self._offered = QStringListModel(self)
        completer = QCompleter(self._offered, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated.connect(self._pick)
        self.setCompleter(completer)
        self.setPlaceholderText(self.tr("Find layer  (Ctrl+K)"))
        self.setAccessibleName(self.tr("Find layer"))
        self.addAction(icon("magnifying-glass", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.setFixedWidth(220)
        self.returnPressed.connect(self._on_return_pressed)
        controller.frame_shown.connect(self._on_frame_shown)

    def _on_frame_shown(self, frame: Frame) -> None:
        names = tuple(call.name for call in frame.trace)
        # Asked for every frame: not of Qt, which would make a thousand texts anew to answer.
        if names != self._names:
            self._names = names
            self._offered.setStringList(names)

    def _on_return_pressed(self) -> None:
        text = self.text().strip().lower()
        match = next((name for name in self._names if text and text in name.lower()), None)
        if match is not None:
            self._pick(match)
        elif text:
            place = self.mapToGlobal(self.rect().bottomLeft())
            QToolTip.showText(place, self.tr("No layer's name has “{0}” in it").format(text), self)

    def _pick(self, name: str) -> None:
        if name in self._names:
            self._controller.pick_layer(name)
            self.picked.emit(name)
            self.clear()
