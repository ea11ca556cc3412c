"""Sentences that were made below Qt, in the language that the window speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from explorer import words
from explorer.words import Words, reason

if TYPE_CHECKING:
    from explorer.errors import ExplorerError


def said(what: str | ExplorerError | OSError) -> str:
    """An error's sentence or other Words, translated; any other text as it is. Any thread may ask."""
    return words.said(what if isinstance(what, str) else _words(what), _translated)


def _words(error: ExplorerError | OSError) -> Words:
    if not isinstance(error, OSError):
        return error.words
    return Words("{0}: {1}", error.filename, reason(error)) if error.filename else reason(error)


def _translated(sentence: str) -> str:
    return QCoreApplication.translate("Sentences", sentence)
