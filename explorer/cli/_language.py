"""The language of what a command writes; what it prints is English."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from explorer.words import said

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from importlib.resources.abc import Traversable

_ENGLISH = "en"


def add_language_argument(parser: argparse.ArgumentParser) -> None:
    """`--language`, one of those that the window speaks."""
    names = sorted(file.name.removesuffix(".qm") for file in _folder().iterdir() if file.name.endswith(".qm"))
    text = "the language of what is written (%(default)s)"
    parser.add_argument("--language", choices=(_ENGLISH, *names), default=_ENGLISH, help=text)


def speaker(language: str) -> Callable[[str], str]:
    """What translates Words into a language."""
    if language == _ENGLISH:
        return str
    # Qt reads its own files: no window and no screen is needed for that.
    from PySide6.QtCore import QTranslator

    translator = QTranslator()
    translator.load(str(_folder().joinpath(f"{language}.qm")))
    return lambda text: said(text, lambda sentence: translator.translate("Sentences", sentence) or sentence)


def _folder() -> Traversable:
    return files("explorer.resources").joinpath("translations")
