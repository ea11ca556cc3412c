"""Sentences that remember what they were made of."""

import copy
import json
import pickle

from explorer.words import Words, joined, reason, said

GERMAN = {"{0} holds {1:,} tensors": "{1:,} Tensoren in {0}", "not read: {0}": "nicht gelesen: {0}", "grey": "grau"}


def in_german(text):
    return said(text, lambda sentence: GERMAN.get(sentence, sentence))


def test_words_are_an_ordinary_english_text():
    words = Words("{0} holds {1:,} tensors", "net.pt", 1234)
    assert words == "net.pt holds 1,234 tensors"
    assert json.dumps([words]) == '["net.pt holds 1,234 tensors"]'
    assert (words.sentence, words.values) == ("{0} holds {1:,} tensors", ("net.pt", 1234))


def test_the_sentence_is_translated_with_its_places_in_any_order():
    assert in_german(Words("{0} holds {1:,} tensors", "net.pt", 1234)) == "1,234 Tensoren in net.pt"


def test_words_inside_words_are_translated_and_other_texts_are_not():
    inner = Words("{0} holds {1:,} tensors", "grey", 2)
    assert in_german(Words("not read: {0}", inner)) == "nicht gelesen: 2 Tensoren in grey"
    assert in_german("grey") == "grey"


def test_braces_in_a_file_name_are_no_places():
    words = Words("not read: {0}", "{0} {x} {}.pt")
    assert words == "not read: {0} {x} {}.pt"
    assert in_german(words) == "nicht gelesen: {0} {x} {}.pt"
    assert in_german(Words("not read: {0}", words)) == "nicht gelesen: nicht gelesen: {0} {x} {}.pt"
    assert in_german(Words('{"a": 1}')) == Words('{"a": 1}') == '{"a": 1}'


def test_what_is_joined_is_translated_part_by_part():
    words = joined(("28 × 28", "", Words("grey"), "{0}"), by=", ")
    assert words == "28 × 28, grey, {0}"
    assert in_german(words) == "28 × 28, grau, {0}"
    assert joined(()) == ""
    assert not joined(("", ""))


def test_words_outlive_pickling_and_copying():
    words = Words("not read: {0}", Words("{0} holds {1:,} tensors", "net.pt", 3))
    for again in (pickle.loads(pickle.dumps(words)), copy.deepcopy(words), copy.copy(words)):
        assert in_german(again) == "nicht gelesen: 3 Tensoren in net.pt"


def test_an_exception_among_the_values_is_kept_as_text_only():
    words = Words("not read: {0}", ValueError("odd"))
    assert words.values == ("odd",)


def test_the_reason_of_the_system_comes_without_the_files_name():
    assert reason(FileNotFoundError(2, "No such file or directory", "/a/b")) == "No such file or directory"
    assert reason(OSError("strange")) == "strange"
    assert reason(MemoryError()) == "MemoryError"
