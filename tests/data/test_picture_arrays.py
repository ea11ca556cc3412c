from __future__ import annotations

import numpy as np
import pytest

from explorer.data.pictures import as_image
from explorer.errors import InputError


@pytest.mark.parametrize(
    ("array", "mode", "expected"),
    [
        (np.array([[0, 1, 2], [3, 4, 5]], np.uint8), "L", [[0, 1, 2], [3, 4, 5]]),
        (np.array([[[9], [8]]], np.uint8), "L", [[9, 8]]),
        (np.array([[[1, 2, 3]], [[4, 5, 6]]], np.uint8), "RGB", [[[1, 2, 3]], [[4, 5, 6]]]),
        (np.array([[[0, 0, 0, 0], [1, 2, 3, 255]]], np.uint8), "RGB", [[[255, 255, 255], [1, 2, 3]]]),
        (np.array([[0, 0.2, 1]]), "L", [[0, 51, 255]]),
        (np.array([[[0, 0.5, 1]]], np.float32), "RGB", [[[0, 128, 255]]]),
        (np.array([[0, 1]], np.float16), "L", [[0, 255]]),
        (np.arange(6, dtype=np.uint8).reshape(2, 3).T[::-1], "L", [[2, 5], [1, 4], [0, 3]]),
    ],
    ids=str,
)
def test_arrays_become_pictures(array, mode, expected):
    picture = as_image(array)
    assert picture.mode == mode
    assert np.asarray(picture).tolist() == expected


@pytest.mark.parametrize(
    ("array", "reason"),
    [
        (np.zeros((2, 2), np.int64), "array of int64 is no picture: use uint8"),
        (np.zeros((2, 2), np.uint16), "array of uint16"),
        (np.zeros((2, 2), complex), "array of complex128"),
        (np.zeros(4, np.uint8), r"shape \(4,\) is no picture"),
        (np.zeros((3, 8, 8), np.uint8), r"shape \(3, 8, 8\) is no picture"),
        (np.zeros((1, 1, 2, 2)), r"shape \(1, 1, 2, 2\) is no picture"),
        (np.zeros((0, 3), np.uint8), r"shape \(0, 3\) has no pixels"),
        (np.array([[0, np.nan]]), "NaN or infinity"),
        (np.array([[0, np.inf]]), "NaN or infinity"),
        (np.array([[-1.5, 2]]), "go from -1.5 to 2: floats must lie between 0 and 1"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_other_arrays_are_refused_with_the_reason(array, reason):
    with pytest.raises(InputError, match=reason):
        as_image(array)
