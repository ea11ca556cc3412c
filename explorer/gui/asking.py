"""What the window asks the model thread for: the State, and how much of it is on the screen."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from explorer.gui.requests import Held, Request
from explorer.views.base import Options

if TYPE_CHECKING:
    from explorer.gui.frames import Frame
    from explorer.gui.half_size import HalfSize
    from explorer.gui.panels import Panels
    from explorer.session import State


def request_of(
    state: State,
    panels: Panels,
    frame: Frame | None,
    opened: frozenset[str] | None,
    half_size: HalfSize,
    check: bool = False,
) -> Request | None:
    """The request for a State; None where there is no model or no picture yet.

    Args:
        state: what is to be shown.
        panels: where: what is out of sight is not asked for.
        frame: the frame on the screen.
        opened: the unfolded blocks; None lets the frame choose.
        half_size: whether the network is to run on half the size now.
        check: compare the quick way of capturing with a recording.
    """
    if state.model is None or state.picture is None:
        return None
    pad = panels.left.input.draw_pad
    view = panels.views.view_called(state.view) or panels.views.views[0]
    return Request(
        model=state.model,
        picture=state.picture,
        layer=state.layer,
        views=panels.views.classes(),
        view=type(view),
        options=Options(state.channel, state.scale, state.fixed, state.model.class_names, view.options(), state.cell),
        opened=opened,
        shown=panels.network.shown_columns(),
        tiles=panels.network.strip.tiles_per_column(),
        held=Held() if frame is None else frame.held,
        check=check,
        preview=half_size.applies_to(state.model),
        probe=state.probe,
        moment=pad.moment if pad.drawing else time.perf_counter(),
    )
