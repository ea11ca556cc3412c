from __future__ import annotations

import numpy as np

from explorer.training.drawn import drawn_digits


def test_all_classes_are_drawn_equally_often():
    digits = drawn_digits(20, seed=0)
    assert digits.images.shape == (20, 28, 28)
    assert digits.images.dtype == np.uint8
    assert np.bincount(digits.labels).tolist() == [2] * 10


def test_the_seed_says_what_is_drawn():
    once, again, other = (drawn_digits(10, seed).images for seed in (1, 1, 2))
    np.testing.assert_array_equal(once, again)
    assert (once != other).any(axis=(1, 2)).all()


def test_every_picture_has_ink_and_paper():
    share = (drawn_digits(30, seed=3).images > 127).mean(axis=(1, 2))
    assert share.min() > 0.02
    assert share.max() < 0.5


def test_pens_differ_in_width():
    ink = drawn_digits(100, seed=0).images.mean(axis=(1, 2))
    assert ink.max() > 2.5 * ink.min()
