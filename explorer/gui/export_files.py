"""From a wish to what is written: prepared on the GUI thread, worked out in the model thread."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from explorer.core.array_files import array_of, write_array
from explorer.errors import ExplorerError
from explorer.gui.export_wishes import NumbersWish, PictureWish
from explorer.gui.view_figure import has_tiles
from explorer.gui.view_picture import screen_drawing, tiles_drawing
from explorer.widgets.figure_files import png
from explorer.widgets.said import said

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget

    from explorer.core.graph import Trace
    from explorer.gui.export_wishes import ReportWish, Wish
    from explorer.gui.frames import Frame
    from explorer.jobs import Job
    from explorer.session import State

    Content = Callable[[Path, Job], object]


def content_of(frame: Frame, state: State, wish: Wish, view: QWidget) -> Content:
    """What writes the file, in any thread; the view itself is painted now. Raises ExplorerError."""
    if isinstance(wish, PictureWish):
        if wish.subject == "view" or not has_tiles(frame):
            packed = screen_drawing(frame, view, wish.ground).drawn(wish.ending, wish.times)
            return lambda path, _job: path.write_bytes(packed())
        return lambda path, _job: path.write_bytes(tiles_drawing(frame, state, wish).drawn(wish.ending, wish.times)())
    if isinstance(wish, NumbersWish):
        return lambda path, job: _write_numbers(frame, wish, path, job)
    return lambda path, job: path.write_text(_report(frame, wish, job), encoding="utf-8")


def image_of(frame: Frame, state: State, wish: PictureWish, view: QWidget, times: int) -> Callable[[], QImage]:
    """What makes the picture, in any thread; the view itself is painted now. Raises ExplorerError."""
    if wish.subject == "view" or not has_tiles(frame):
        image = screen_drawing(frame, view, wish.ground).image(times)
        return lambda: image
    return lambda: tiles_drawing(frame, state, wish).image(times)


def screenshot_of(image: QImage) -> bytes:
    """The bytes of a PNG file."""
    return png(image, {"Software": "Feature Map Explorer"})


def _write_numbers(frame: Frame, wish: NumbersWish, path: Path, job: Job) -> None:
    if wish.which != "trace":
        channel = 0 if frame.unit is None else frame.unit.channel
        write_array(path, array_of(frame.trace, frame.call, channel, wish.which), wish.ending, job.tell)
        return
    from explorer.core.export import tensors_by_name, write_npz, write_safetensors

    model = frame.request.model
    if frame.run.shortage is not None:
        raise ExplorerError("{0} keeps the selected layer's values only: all do not fit into memory.", model.title)
    tensors = tensors_by_name(frame.trace)
    if wish.ending == "npz":
        write_npz(path, tensors, job.tell)
        return
    # Folders are nobody's business.
    name = model.name if model.path is None else model.path.name
    about = {"model": name, "input": frame.request.picture.label}
    write_safetensors(path, tensors, about, job.tell)


def _report(frame: Frame, wish: ReportWish, job: Job) -> str:
    from explorer.sharing.report import Shown, report

    picture = frame.request.picture
    trace = _whole_trace(frame, wish.layers)
    calls = [trace[name] for name in wish.layers if name in trace]
    shown, now = Shown(picture.image, picture.label), datetime.now()
    return report(frame.request.model, shown, trace, calls, now, job.tell, said)


def _whole_trace(frame: Frame, layers: tuple[str, ...]) -> Trace:
    """The trace with the values of these layers; the network runs again where they were not kept."""
    if frame.run.shortage is None:
        return frame.trace
    from explorer.core.capture import capture

    given: Any = frame.run.given
    return capture(frame.request.model.module, given, keep=layers)
