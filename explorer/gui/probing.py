"""Shows on which cells of the network the picked cell depends: in the strip, the maps, the input and the unit panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from explorer.views.base import Paint

if TYPE_CHECKING:
    from explorer.core.fields import Area, Field, Fields
    from explorer.gui.controller import Controller
    from explorer.gui.frames import Frame
    from explorer.gui.panels import Panels
    from explorer.session import Session


class Probing(QObject):
    """Hands the fields of each frame to the panels.

    Attributes:
        area: what of the selected layer's maps a picked cell of a later layer depends on; None where it is all of it.
    """

    def __init__(self, session: Session, panels: Panels, controller: Controller) -> None:
        super().__init__(controller)
        self._session, self._panels = session, panels
        self._shown: tuple[Fields | None, str] = None, ""
        self.area: Area | None = None
        controller.frame_shown.connect(self._on_frame_shown)
        panels.unit.field.dropped.connect(lambda: session.amend(cell=None, probe=None))

    def show_paint(self) -> None:
        """What the views are painted with."""
        state = self._session.state
        maps = state.signed_map, state.positive_map
        self._panels.views.show_paint(Paint(*maps, state.cell, state.channel, self.area))

    def _on_frame_shown(self, frame: Frame) -> None:
        self._panels.unit.field.show_fields(frame.seen, frame.fields, frame.extent, frame.call.name)
        shown = frame.fields, frame.call.name
        if shown == self._shown:
            return
        self._shown = shown
        self._panels.network.strip.show_fields(frame.fields)
        self._panels.left.input.show_area(_shares(None if frame.fields is None else frame.fields.input))
        before, self.area = self.area, _area(frame.fields, frame.call.name)
        if before != self.area:
            self.show_paint()


def _area(fields: Fields | None, name: str) -> Area | None:
    field = None if fields is None or fields.name == name else fields.on(name)
    return None if field is None or field.whole else field.area


def _shares(field: Field | None) -> tuple[float, float, float, float] | None:
    """(left, top, right, bottom) of the input."""
    if field is None or field.area is None:
        return None
    top, bottom, left, right = field.area
    height, width = field.cells.shape
    return left / width, top / height, right / width, bottom / height
