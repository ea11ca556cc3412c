"""The lessons' files: every lesson in every language, with the same placeholders, steps and words."""

import re
from importlib.resources import files

import pytest

from explorer import lessons
from explorer.discover import discover
from explorer.lessons.base import Lesson, choice
from explorer.lessons.texts import LANGUAGES, filled, lesson_text, panel_words, value_text

LESSONS = discover(lessons, Lesson)


def placeholders(text):
    return set(re.findall(r"{(\w+)}", text))


def parts(text):
    return {"body": text.body, "question": text.question, "answer": text.answer, "steps": " ".join(text.steps)}


@pytest.mark.parametrize("kind", LESSONS, ids=lambda kind: kind.name)
def test_every_language_has_the_same_lesson(kind):
    english, *others = [lesson_text(kind.name, language) for language in LANGUAGES]
    assert len(english.steps) == len(kind.steps)
    for other in others:
        assert len(other.steps) == len(english.steps)
        assert other.words.keys() == english.words.keys()
        assert other.title != english.title
        for name, text in parts(other).items():
            assert placeholders(text) == placeholders(parts(english)[name]), name


def test_no_file_is_without_a_lesson():
    folder = files("explorer.resources").joinpath("lessons")
    for language in LANGUAGES:
        found = {entry.name for entry in folder.joinpath(language).iterdir()}
        assert found == {f"{kind.name}.md" for kind in LESSONS} | {"panel.json"}


def test_lessons_are_numbered_in_their_order():
    assert len(LESSONS) >= 14
    assert [kind.name.partition("-")[0] for kind in LESSONS] == [f"{n:02d}" for n in range(1, len(LESSONS) + 1)]
    assert [kind.order for kind in LESSONS] == list(range(1, len(LESSONS) + 1))


def test_what_stands_around_the_texts_is_there_in_every_language():
    words = [panel_words(language) for language in LANGUAGES]
    assert all(set(one) == set(words[0]) for one in words)
    assert all(placeholders(one[name]) == placeholders(words[0][name]) for one in words for name in one)


def test_the_korean_texts_are_korean_with_the_terms_of_lecture_notes():
    whole = "".join("".join(parts(lesson_text(kind.name, "ko")).values()) for kind in LESSONS)
    for term in ("합성곱", "특성 맵", "수용장", "스트라이드", "패딩", "풀링", "가중치", "편향"):
        assert term in whole
    hangul = len(re.findall("[가-힣]", whole))
    assert hangul > 0.5 * len(re.findall(r"\w", whole))


def test_numbers_are_written_as_people_write_them():
    values = (10_000_000, -8.0, 3.25, 7 / 3, 0.0, "8.4 MiB")
    assert [value_text(value) for value in values] == ["10,000,000", "−8", "3.25", "2.33", "0", "8.4 MiB"]
    assert (
        filled("{n} × {n}, {p} %", {"n": 28, "p": 50})
        == "28\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}28, 50\N{NO-BREAK SPACE}%"
    )


def test_answers_are_different_and_in_order():
    question = choice(10, 3, 10, 8, 7, 99)
    assert question.answers == (3, 7, 8, 10)
    assert question.right == 10
