"""The lessons' texts in each language, and how numbers are put into them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from explorer.widgets.numbers import MINUS, number_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from explorer.lessons.base import Value

LANGUAGES = {"en": "English", "ko": "한국어"}
_SECTIONS = 3
_DECIMALS = 3
_NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class LessonText:
    """A lesson's text with its placeholders.

    Attributes:
        title: one line.
        body: Markdown.
        steps: what to try, a line each.
        question: one or two sentences.
        words: what answers are called that are no numbers.
        answer: what is shown once an answer has been chosen.
    """

    title: str
    body: str
    steps: tuple[str, ...]
    question: str
    words: Mapping[str, str]
    answer: str


@cache
def lesson_text(name: str, language: str) -> LessonText:
    """The text of the lesson `name` in `en` or `ko`. Raises FileNotFoundError, and ValueError for another form.

    The file has a title (#) and a body, then three sections (##): a list of steps, a question with a list of the words
    of its answers where they have any, and what is said to the answer.
    """
    file = files("explorer.resources").joinpath("lessons", language, f"{name}.md")
    head, *sections = file.read_text(encoding="utf-8").split("\n## ")
    title, _, body = head.partition("\n")
    if len(sections) != _SECTIONS or not title.startswith("# "):
        raise ValueError(f"{name}.md ({language}) needs a title and three sections")
    steps, question, answer = (section.partition("\n")[2].strip() for section in sections)
    words = dict(line.split(": ", 1) for line in _items(question))
    asked = question.partition("\n- ")[0].strip()
    return LessonText(title[2:].strip(), body.strip(), tuple(_items(steps)), _line(asked), words, _line(answer))


@cache
def panel_words(language: str) -> dict[str, str]:
    """What stands around the lessons' texts, by name."""
    file = files("explorer.resources").joinpath("lessons", language, "panel.json")
    words: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return words


def value_text(value: Value) -> str:
    """A number as the texts write it: `10,000,000`, `3.25`, `−8`."""
    if isinstance(value, str):
        return value
    if value == round(value, _DECIMALS):
        return f"{value:,.{_DECIMALS}f}".rstrip("0").rstrip(".").replace("-", MINUS)
    return number_text(value, 3)


def filled(text: str, numbers: Mapping[str, Value]) -> str:
    """The text with the numbers in place of `{name}`. Raises KeyError where one is missing."""
    whole = text.format_map({name: value_text(value) for name, value in numbers.items()})
    # Sizes such as 28 × 28 and shares in per cent are not broken at the end of a line.
    return whole.replace(" × ", f"{_NO_BREAK}×{_NO_BREAK}").replace(" %", f"{_NO_BREAK}%")


def _items(text: str) -> list[str]:
    """The items of a list, each on one line however the file breaks it."""
    listed = f"\n{text}".partition("\n- ")[2]
    return [_line(item) for item in listed.split("\n- ")] if listed else []


def _line(text: str) -> str:
    """Joined however it was broken; spaces at which no line may be broken stay."""
    return " ".join(part.strip(" ") for part in text.split("\n"))
