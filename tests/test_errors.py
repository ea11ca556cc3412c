"""Errors can be said in another language, wherever they went."""

import pickle
from pathlib import Path

import pytest

from explorer.errors import ExplorerError, InputError, ModelError
from explorer.models.trust import TrustNeeded
from explorer.models.unpickling import CodeNeeded
from explorer.words import Words


def test_an_error_says_its_sentence_in_english():
    error = InputError("{0} has {1:,} pixels.", Path("a.png"), 2048)
    assert str(error) == "a.png has 2,048 pixels."
    assert (error.words.sentence, error.words.values) == ("{0} has {1:,} pixels.", ("a.png", 2048))


def test_a_text_without_values_is_taken_as_it_is():
    assert str(ModelError("{0}: is damaged")) == "{0}: is damaged"


def test_an_error_inside_an_error_keeps_its_own_sentence():
    error = ModelError("{0}: {1}", "a{b}.pt", InputError("{0} is empty.", "c{d}"))
    assert str(error) == "a{b}.pt: c{d} is empty."
    assert error.words.values[1].sentence == "{0} is empty."


def test_words_are_a_sentence_already():
    words = Words("{0} is empty.", "a.png")
    assert ModelError(words).words is words


@pytest.mark.parametrize(
    "error",
    [
        InputError("{0} has {1:,} pixels.", "a{0}.png", 2048),
        TrustNeeded(Path("net.py"), "ab12", "Python file", "import os"),
        CodeNeeded(Path("net.pt"), ("own.Net",)),
        ExplorerError("plain {text}"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_outlives_pickling_with_all_it_knows(error):
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert again.words.values == error.words.values
    assert vars(again) == vars(error)
