"""Errors that know their own sentence: what went wrong, with which file, and what to do."""

import copyreg
from typing import Any

from explorer.words import Words


class ExplorerError(Exception):
    """An error whose text can be shown to the user as it is.

    Attributes:
        words: its sentence, which knows what it was made of and can be translated.
    """

    def __init__(self, sentence: str, *values: object) -> None:
        """A sentence with places `{0}`, `{1}` and what goes there; without values it is taken as it is."""
        super().__init__(sentence, *values)
        self.words = sentence if isinstance(sentence, Words) and not values else Words(sentence, *values)
        self.args = (str(self.words),)

    def __str__(self) -> str:
        """In English."""
        return str(self.words)

    def __reduce__(self) -> tuple[Any, ...]:
        """Children are made in their own ways: what they know is copied and nothing is made again."""
        return copyreg.__newobj__, (type(self), *self.args), self.__dict__  # type: ignore[attr-defined]


class ModelError(ExplorerError):
    """A model cannot be found, loaded or run."""


class InputError(ExplorerError):
    """A picture or another input cannot be read or used."""


class UsageError(ExplorerError):
    """The command line was used wrongly (exit code 2)."""


class Cancelled(ExplorerError):
    """A job was stopped because its answer is no longer wanted."""
