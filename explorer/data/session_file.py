"""Sessions as files: what is on the screen as JSON of one version, checked when it is read; nothing in it is code."""

from __future__ import annotations

import io
import json
import os
import warnings
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, TypeAlias

import msgspec
from msgspec import Meta
from PIL import Image

from explorer.core import colour_maps
from explorer.data.picture_preprocess import PicturePreprocessing
from explorer.data.pictures import as_image
from explorer.errors import ExplorerError, InputError
from explorer.words import Words, reason

if TYPE_CHECKING:
    from pathlib import Path

FORMAT: Final = "feature-map-explorer session"
VERSION: Final = 1
_MOST_BYTES = 1 << 30

Migration: TypeAlias = Callable[[dict[str, Any]], dict[str, Any]]
MIGRATIONS: dict[int, Migration] = {}
"""For each older version what makes its JSON object that of the version after it; they are applied in turn."""

Share = Annotated[float, Meta(ge=0, le=1)]
Count = Annotated[int, Meta(ge=0)]
Side = Annotated[int, Meta(ge=1)]
Coordinate = Annotated[float, Meta(ge=-10_000, le=10_000)]
"""Canvas pixels; a stroke may leave the canvas."""


class FileMark(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file that a session needs: where it was, and the SHA-256 of its bytes then."""

    path: Annotated[str, Meta(min_length=1)]
    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]


class ModelPart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The network: what opens it again, and how; never the network itself.

    Attributes:
        reference: as models.load takes it; its file, if it has one, as a whole path.
        title: what people call it.
        file: the reference's file.
        weights: a file whose weights it got.
        architecture: for a file of weights: what the user had it loaded into.
        input_shapes: one shape a network input, without the batch, as the user said.
        preprocessing: how pictures are prepared, as PicturePreprocessing writes it; None: as the model itself says.
        centre: for a network of digits, whether drawings are centred; None elsewhere.
        class_names: what the user called its classes.
    """

    reference: Annotated[str, Meta(min_length=1)]
    title: str = ""
    file: FileMark | None = None
    weights: FileMark | None = None
    architecture: str = ""
    input_shapes: tuple[tuple[Side, ...], ...] = ()
    preprocessing: dict[str, Any] | None = None
    centre: bool | None = None
    class_names: tuple[str, ...] | None = None


class StrokePart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One movement of the pen: (x, y) and the pen's diameter in pixels of the canvas of 280 x 280."""

    points: Annotated[tuple[tuple[Coordinate, Coordinate], ...], Meta(min_length=1)]
    width: Annotated[int, Meta(ge=1, le=280)]
    eraser: bool = False


class DrawingPart(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="drawing"):
    """A drawing: its strokes, oldest first."""

    strokes: tuple[StrokePart, ...] = ()


class FilePart(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="file"):
    """A picture file."""

    file: FileMark


class PicturePart(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="picture"):
    """A picture without a file (from the clipboard, a sample): its pixels as PNG, base64 in the JSON."""

    label: str
    png: bytes
    origin: Literal["pasted", "sample"] = "pasted"


class StimulusPart(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="stimulus"):
    """A bar or grating, with the settings of explorer.data.stimuli.Stimulus."""

    shape: Literal["bar", "grating"]
    orientation: Annotated[float, Meta(ge=-360, le=360)]
    frequency: Annotated[float, Meta(gt=0, le=1000)]
    phase: Annotated[float, Meta(ge=-360, le=360)]
    contrast: Share
    position: tuple[Share, Share]
    width: Annotated[float, Meta(gt=0, le=2)]
    size: Annotated[float, Meta(gt=0, le=2)]


class LookPart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is looked at, and in which colours: the fields of explorer.session.State with these names."""

    layer: str | None = None
    view: str = ""
    channel: Count = 0
    cell: tuple[Count, Count] | None = None
    scale: Literal["channel", "layer", "network", "fixed"] = "layer"
    fixed: Annotated[float, Meta(gt=0)] = 1.0
    signed_map: str = "RdBu"
    positive_map: str = "magma"


class LayoutPart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The window: its theme, and where docks and splitter stand, as Qt writes it (base64 in the JSON)."""

    theme: Literal["light", "dark"] | None = None
    docks: bytes = b""
    splitter: bytes = b""


class SessionFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of a session file.

    Attributes:
        format: says that it is one.
        version: of the format.
        program: the version of the program that wrote it.
        saved: when, ISO 8601 in UTC.
        model, input, look, layout: its parts.
    """

    model: ModelPart
    input: DrawingPart | FilePart | PicturePart | StimulusPart
    look: LookPart = LookPart()
    layout: LayoutPart = LayoutPart()
    format: Literal["feature-map-explorer session"] = FORMAT
    version: Literal[1] = VERSION
    program: str = ""
    saved: str = ""


def read_session(path: Path) -> SessionFile:
    """The session in a file of this or an older version. Raises InputError with one sentence."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise InputError("{0} is too large for a session.", path)
        content = path.read_bytes()
    except OSError as error:
        raise InputError("{0} cannot be read: {1}.", path, reason(error)) from error
    try:
        raw = msgspec.json.decode(content)
    except (msgspec.DecodeError, RecursionError) as error:
        raise InputError("{0} is no session, or damaged: {1}.", path, _said(error)) from error
    try:
        session = msgspec.convert(_up_to_date(raw, path), SessionFile)
    except (msgspec.ValidationError, RecursionError) as error:
        raise InputError("{0} is damaged: {1}.", path, _said(error)) from error
    try:
        _check(session)
    except InputError as error:
        raise InputError("{0} is damaged: {1}", path, error) from error
    return session


def write_session(session: SessionFile, path: Path) -> None:
    """Replace the file in one step, so that it is never half written. Raises ExplorerError."""
    try:
        content = msgspec.json.encode(session)
    except ValueError as error:
        # On Linux a file's name may be bytes that are no text.
        raise ExplorerError(
            "{0} cannot be written: the name of a file in it is no valid text: give that file another name.", path
        ) from error
    path = path.resolve()  # a link stays one
    partial = path.with_name(f"{path.name}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with partial.open("wb") as file:
            file.write(content)
            file.flush()
            # Else a power cut could leave the new name on an empty file.
            os.fsync(file.fileno())
        os.replace(partial, path)
    except (OSError, ValueError) as error:
        raise ExplorerError("{0} cannot be written: {1}.", path, reason(error)) from error
    finally:
        with suppress(OSError, ValueError):
            partial.unlink(missing_ok=True)


def image_of(part: PicturePart) -> Image.Image:
    """The picture, in mode `L` or `RGB`. Raises InputError."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return as_image(Image.open(io.BytesIO(part.png), formats=["PNG"]))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise InputError("the picture in it cannot be read.") from error


def picture_part(image: Image.Image, label: str, origin: Literal["pasted", "sample"]) -> PicturePart:
    """A picture of mode `L` or `RGB` with its pixels."""
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    # Words are texts, but msgspec writes no children of str.
    return PicturePart(str(label), buffer.getvalue(), origin)


def _up_to_date(raw: Any, path: Path) -> Any:
    """The JSON object of the present version. Raises InputError for what is no session or newer than the program."""
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        raise InputError("{0} is no session of this program: it does not begin as one.", path)
    version = raw.get("version")
    if isinstance(version, int) and version > VERSION:
        raise InputError(
            "{0} was saved by a newer program ({1}): to open it, install the newest version of Feature Map Explorer.",
            path,
            raw.get("program") or Words("version unknown"),
        )
    while isinstance(version, int) and version in MIGRATIONS:
        raw = {**MIGRATIONS[version](raw), "version": version + 1}
        version += 1
    return raw


def _check(session: SessionFile) -> None:
    """What the types do not say. Raises InputError."""
    for signed, name in ((True, session.look.signed_map), (False, session.look.positive_map)):
        if name not in colour_maps.names(signed):
            raise InputError("there is no colour map '{0}'.", name)
    if session.model.preprocessing is not None:
        PicturePreprocessing.from_json(json.dumps(session.model.preprocessing))
    if isinstance(session.input, PicturePart):
        image_of(session.input)


def _said(error: Exception) -> str:
    return (str(error) or type(error).__name__).rstrip(".")
