"""What the laboratory says of its input."""

import numpy as np
import pytest

from explorer.core.lab import LabSetup
from explorer.labs import _words
from explorer.labs._sources import Source
from explorer.words import Words as Sentence


@pytest.mark.parametrize("kind", ["picture", "colour"])
def test_a_pictures_name_is_said_in_the_windows_language(qapp, monkeypatch, kind):
    monkeypatch.setattr(_words, "said", lambda words: f"said: {words.sentence}")
    image = np.zeros((1, 5, 6))
    setup = LabSetup(image, np.ones((1, 1, 3, 3)), np.zeros(1))
    text = _words.Words().of_input(setup, Source(image, kind, Sentence("input {0} of {1}", 1, 2)))
    assert text.startswith("said: input {0} of {1}, 5 × 6")
