"""What a session keeps: taken from the window in no time, made a file's parts in the model thread."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explorer import __version__
from explorer.data.picture_preprocess import PicturePreprocessing
from explorer.data.pictures import Picture
from explorer.data.stimuli import Stimulus
from explorer.errors import ExplorerError
from explorer.inputs.stimulus import StimulusInput
from explorer.models.remembered import Choice, file_part, key_of
from explorer.widgets import theme
from explorer.widgets.strokes import Stroke
from explorer.words import reason

if TYPE_CHECKING:
    from explorer.data.session_file import (
        DrawingPart,
        FileMark,
        FilePart,
        LookPart,
        ModelPart,
        PicturePart,
        SessionFile,
        StimulusPart,
    )
    from explorer.gui.window import MainWindow
    from explorer.models.base import Model
    from explorer.session import State

LOOK = ("layer", "view", "channel", "cell", "scale", "fixed", "signed_map", "positive_map")
"""The fields of State that a session keeps as they are."""

Shown = tuple[Stroke, ...] | Stimulus | Picture


@dataclass(frozen=True, slots=True)
class Content:
    """Equal to another where a session would restore the same.

    Attributes:
        model: the network.
        choice: how it was opened, and how pictures are prepared for it now.
        shown: what the network is shown; the strokes of a drawing.
        look: the values of the fields LOOK.
        theme: `light` or `dark`.
        docks, splitter: where they stand, as Qt writes it; empty where a page has taken their place.
    """

    model: Model
    choice: Choice
    shown: Shown
    look: tuple[Any, ...]
    theme: str = field(default="light", compare=False)
    docks: bytes = field(default=b"", compare=False)
    splitter: bytes = field(default=b"", compare=False)


def content_of(window: MainWindow) -> Content | None:
    """What the window shows now; None where a session could not open it again: no network yet, or a program's own."""
    state = window.session.state
    model = state.model
    if model is None or model.source == "live" or (state.picture is not None and state.picture.tensors is not None):
        return None
    choice = replace(
        window.controller.opener.choice,
        preprocessing=_chosen_preprocessing(model),
        class_names=model.class_names if model.class_names != model.as_opened().class_names else None,
    )
    whole = window.front.page is None
    return Content(
        model=model,
        choice=choice,
        shown=_shown(window, state.picture),
        look=_look(state),
        theme="dark" if theme.tokens().dark else "light",
        docks=bytes(window.saveState().data()) if whole else b"",
        splitter=bytes(window._splitter.saveState().data()) if whole else b"",
    )


def session_of(content: Content) -> SessionFile:
    """The file's parts; hashes the files that are named. Raises ExplorerError for one that cannot be read."""
    from explorer.data.session_file import LayoutPart, LookPart, SessionFile

    return SessionFile(
        model=_model_part(content.model, content.choice),
        input=_input_part(content.shown),
        look=LookPart(**dict(zip(LOOK, content.look, strict=True))),
        layout=LayoutPart(content.theme, content.docks, content.splitter),  # type: ignore[arg-type]
        program=__version__,
        saved=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def save(content: Content, path: Path) -> None:
    """Write a session file. Raises ExplorerError."""
    from explorer.data.session_file import write_session

    write_session(session_of(content), path)


def choice_in(part: ModelPart) -> Choice:
    """How a session wants its network opened."""
    import json

    prepared = part.preprocessing
    return Choice(
        weights=None if part.weights is None else Path(part.weights.path),
        architecture=part.architecture,
        input_shapes=part.input_shapes,
        preprocessing=None if prepared is None else PicturePreprocessing.from_json(json.dumps(prepared)),
        class_names=part.class_names,
    )


def strokes_in(part: DrawingPart) -> list[Stroke]:
    """A session's drawing for the canvas."""
    return [Stroke(stroke.points, stroke.width, stroke.eraser) for stroke in part.strokes]


def stimulus_in(part: StimulusPart) -> Stimulus:
    """A session's bar or grating."""
    names = ("orientation", "frequency", "phase", "contrast", "position", "width", "size")
    return Stimulus(part.shape, *(getattr(part, name) for name in names))


def picture_in(part: PicturePart) -> Picture:
    """A session's own picture. Raises InputError."""
    from explorer.data.session_file import image_of

    return Picture(image_of(part), part.label, part.origin)


def look_in(part: LookPart) -> dict[str, Any]:
    """The fields of State that a session sets."""
    return {name: getattr(part, name) for name in LOOK}


def files_of(model: Model, choice: Choice) -> list[Path]:
    """The files that a session names for its network."""
    path, _rest = file_part(model.name)
    own = [Path(path).expanduser()] if path is not None else []
    return [file.absolute() for file in (*own, choice.weights) if file is not None and file.is_file()]


def _chosen_preprocessing(model: Model) -> PicturePreprocessing | None:
    """What the user chose; None where the model prepares pictures as it did when it came."""
    present = model.preprocessing
    chosen = isinstance(present, PicturePreprocessing) and present != model.as_opened().preprocessing
    return present if chosen and isinstance(present, PicturePreprocessing) else None


def _look(state: State) -> tuple[Any, ...]:
    # Numbers that came out of arrays are not Python's own.
    plain = {"channel": int(state.channel), "cell": state.cell and (int(state.cell[0]), int(state.cell[1]))}
    return tuple(plain.get(name, getattr(state, name)) for name in LOOK)


def _shown(window: MainWindow, picture: Picture | None) -> Shown:
    panel = window.panels.left.input
    if picture is not None and picture.kind == "stimulus":
        return next(source for source in panel.sources() if isinstance(source, StimulusInput)).stimulus
    # What a camera sees is kept only where somebody has frozen it.
    unkept = picture is not None and picture.kind == "camera" and panel.is_live()
    if picture is None or picture.kind == "drawing" or unkept:
        return tuple(panel.draw_pad.strokes())
    return picture


def _model_part(model: Model, choice: Choice) -> ModelPart:
    import json

    from explorer.data.session_file import ModelPart

    path, _rest = file_part(model.name)
    has_file = path is not None and Path(path).expanduser().is_file()
    prepared = choice.preprocessing
    return ModelPart(
        reference=key_of(model.name) if has_file else model.name,
        title=model.title,
        file=_mark(Path(path)) if path is not None and has_file else None,
        weights=None if choice.weights is None else _mark(choice.weights),
        architecture=choice.architecture,
        input_shapes=choice.input_shapes,
        preprocessing=None if prepared is None else json.loads(prepared.as_json()),
        centre=getattr(model.preprocessing, "centre", None),
        class_names=choice.class_names,
    )


def _input_part(shown: Shown) -> DrawingPart | FilePart | PicturePart | StimulusPart:
    from explorer.data.session_file import DrawingPart, FilePart, StimulusPart, StrokePart

    if isinstance(shown, Stimulus):
        numbers = shown.frequency, shown.phase, shown.contrast, shown.position, shown.width, shown.size
        return StimulusPart(shown.kind, shown.orientation, *numbers)
    if isinstance(shown, Picture):
        return FilePart(_mark(shown.path)) if shown.path is not None else _picture_part(shown)
    return DrawingPart(tuple(StrokePart(one.points, one.width, one.eraser) for one in shown))


@lru_cache(maxsize=1)
def _picture_part(picture: Picture) -> PicturePart:
    """Making a PNG of a large picture takes a second: not anew at every saving."""
    from explorer.data.session_file import picture_part

    return picture_part(picture.image, picture.label, "sample" if picture.kind == "sample" else "pasted")


def _mark(path: Path) -> FileMark:
    from explorer.data.digests import digest
    from explorer.data.session_file import FileMark

    path = path.expanduser().absolute()
    try:
        return FileMark(str(path), digest(path))
    except OSError as error:
        raise ExplorerError("{0} cannot be read: {1}.", path, reason(error)) from error
