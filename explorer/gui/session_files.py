"""A session with the files that it names: which are there, which are missing, and which have changed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from explorer.data.digests import digest
from explorer.errors import InputError
from explorer.models.remembered import file_part
from explorer.words import reason

if TYPE_CHECKING:
    from explorer.data.session_file import FileMark, SessionFile

Part = Literal["model", "weights", "input"]


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A session that was read.

    Attributes:
        path: its file.
        session: what is in it, with the places where its files are now.
        missing: the files that are not there, and what of the session each of them is.
        changed: the files that are no longer what they were when it was saved.
    """

    path: Path
    session: SessionFile
    missing: tuple[tuple[Part, Path], ...]
    changed: tuple[Path, ...]


def found(path: Path) -> Found:
    """Read a session and look for its files. Raises InputError."""
    from explorer.data.session_file import read_session

    return looked_up(path, read_session(path))


def looked_up(path: Path, session: SessionFile) -> Found:
    """Look for its files where they were, then beside the session. Raises InputError for one that cannot be read."""
    missing: list[tuple[Part, Path]] = []
    changed = []
    for part, mark in _marks(session).items():
        place, beside = Path(mark.path), path.parent / Path(mark.path).name
        if not place.is_file() and beside.is_file() and _digest(beside) == mark.sha256:
            session, place = with_file(session, part, beside), beside
        if not place.is_file():
            missing.append((part, place))
        elif _digest(place) != mark.sha256:
            changed.append(place)
    return Found(path, session, tuple(missing), tuple(changed))


def with_file(session: SessionFile, part: Part, path: Path) -> SessionFile:
    """The session with one of its files elsewhere; what its bytes were stays."""
    from msgspec.structs import replace

    from explorer.data.session_file import FileMark, FilePart

    moved = FileMark(str(path.absolute()), _marks(session)[part].sha256)
    if part == "input":
        return replace(session, input=FilePart(moved))
    if part == "weights":
        return replace(session, model=replace(session.model, weights=moved))
    _path, rest = file_part(session.model.reference)
    return replace(session, model=replace(session.model, file=moved, reference=f"{moved.path}{rest}"))


def _marks(session: SessionFile) -> dict[Part, FileMark]:
    marks: dict[Part, FileMark | None] = {
        "model": session.model.file,
        "weights": session.model.weights,
        "input": getattr(session.input, "file", None),
    }
    return {part: mark for part, mark in marks.items() if mark is not None}


def _digest(path: Path) -> str:
    try:
        return digest(path)
    except OSError as error:
        raise InputError("{0} cannot be read: {1}.", path, reason(error)) from error
