"""What the welcome page says of the lessons: their titles, which are done, and where the user is."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from explorer.lessons.texts import lesson_text

if TYPE_CHECKING:
    from explorer.gui.lessons import Lessons

_SUFFIX = ".md"


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the user is in the lessons.

    Attributes:
        titles: of all of them.
        done: the numbers of those that are done, from 0.
        current: the number of the one that opens.
        begun: whether any has been opened before.
    """

    titles: tuple[str, ...]
    done: frozenset[int]
    current: int
    begun: bool


def progress_of(lessons: Lessons) -> Progress:
    """Read from the texts: the lessons themselves are not imported before one is opened."""
    names = lesson_names(lessons.language)
    done, last = lessons.remembered()
    return Progress(
        titles=tuple(lesson_text(name, lessons.language).title for name in names),
        done=frozenset(number for number, name in enumerate(names) if name in done),
        current=names.index(last) if last in names else 0,
        begun=last in names,
    )


def lesson_names(language: str) -> list[str]:
    """The names of all lessons in their order: `07-stride`."""
    folder = files("explorer.resources").joinpath("lessons", language)
    return sorted(file.name.removesuffix(_SUFFIX) for file in folder.iterdir() if file.name.endswith(_SUFFIX))
