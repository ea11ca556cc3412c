"""Fuzzy search: the letters of a query in their order, best where words begin and where they stand together."""

from __future__ import annotations

from dataclasses import dataclass

_WORD, _TOGETHER, _LETTER, _FIRST = 8, 10, 1, 3


@dataclass(frozen=True, slots=True)
class Match:
    """Where the letters of a query were found.

    Attributes:
        score: the higher, the better.
        places: indices of the found letters in the text, ascending.
    """

    score: int
    places: tuple[int, ...]


def match(query: str, text: str) -> Match | None:
    """Each word of the query found in the text, in any order and any case; None where one is missing."""
    text = text.lower()
    score, places = 0, set[int]()
    for word in query.lower().split():
        found = _best(word, text)
        if found is None:
            return None
        score += found.score
        places |= set(found.places)
    return Match(score, tuple(sorted(places)))


def _best(word: str, text: str) -> Match | None:
    """The best way to read a word out of a text, letter after letter."""
    ends: dict[int, Match] = {-1: Match(0, ())}
    for letter in word:
        # The best of all ways that end before a place, as far as the places have been looked at.
        before: Match | None = ends.get(-1)
        reached: dict[int, Match] = {}
        for place, other in enumerate(text):
            if other == letter and before is not None:
                reached[place] = _longer(before, ends.get(place - 1) if place else None, place, text)
            here = ends.get(place)
            if here is not None and (before is None or here.score > before.score):
                before = here
        if not reached:
            return None
        ends = reached
    return max(ends.values(), key=lambda one: (one.score, -one.places[-1]))


def _longer(before: Match, neighbour: Match | None, place: int, text: str) -> Match:
    """A way with one more letter at `place`, behind the best way so far or the one that ends just before it."""
    gain = _LETTER
    if place == 0 or not text[place - 1].isalnum():
        gain += _WORD + (_FIRST if place == 0 else 0)
    if neighbour is not None and neighbour.score + _TOGETHER >= before.score:
        return Match(neighbour.score + _TOGETHER + gain, (*neighbour.places, place))
    return Match(before.score + gain, (*before.places, place))
