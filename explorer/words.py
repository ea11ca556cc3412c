"""Sentences made where there is no Qt: English text that remembers what it was made of, to be translated later."""

from __future__ import annotations

from numbers import Number
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Words(str):
    """A sentence with what was filled into it: an ordinary English text for everybody who does not translate it.

    Attributes:
        sentence: the text with places `{0}`, `{1:,}`; what is looked up in a translation.
        values: what goes there: texts, numbers, and Words, which are translated themselves.
    """

    __slots__ = ("sentence", "values")
    sentence: str
    values: tuple[Any, ...]

    def __new__(cls, sentence: str, *values: object) -> Words:
        """A text without values is taken as it is, braces and all."""
        kept = tuple(_kept(value) for value in values)
        made = super().__new__(cls, sentence.format(*kept) if kept else sentence)
        made.sentence, made.values = str(sentence), kept
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return Words, (self.sentence, *self.values)

    def said(self, translate: Callable[[str], str]) -> str:
        """The same in another language: `translate` knows the sentences with their places."""
        values = [value.said(translate) if isinstance(value, Words) else value for value in self.values]
        sentence = translate(self.sentence)
        return sentence.format(*values) if values else sentence


def joined(parts: Iterable[str], by: str = " ") -> Words:
    """Sentences after one another, each translated for itself; empty ones are left out."""
    there = [part for part in parts if part]
    return Words(by.join(f"{{{number}}}" for number in range(len(there))), *there)


def said(text: str, translate: Callable[[str], str]) -> str:
    """A text in another language where it is Words; as it is where it is not."""
    return text.said(translate) if isinstance(text, Words) else text


_OF_THE_SYSTEM = (
    Words("Cannot allocate memory"),
    Words("Connection refused"),
    Words("Connection reset by peer"),
    Words("Disk quota exceeded"),
    Words("File exists"),
    Words("File name too long"),
    Words("Input/output error"),
    Words("Invalid argument"),
    Words("Is a directory"),
    Words("No space left on device"),
    Words("No such file or directory"),
    Words("Not a directory"),
    Words("Operation not permitted"),
    Words("Permission denied"),
    Words("Read-only file system"),
    Words("Too many levels of symbolic links"),
    Words("Too many open files"),
)
"""What Linux and macOS say most often: named here to be translated."""


def reason(error: BaseException) -> Words:
    """Why the system refused something, in a few words and without the file's name."""
    return Words(getattr(error, "strerror", None) or str(error) or type(error).__name__)


def _kept(value: object) -> object:
    """Texts and numbers only: an exception would hold on to all that was on the stack."""
    words = getattr(value, "words", value)
    return words if isinstance(words, (str, Number)) else str(value)
