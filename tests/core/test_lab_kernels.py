"""Known kernels by hand, and changes that keep a setup in one piece."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.core.lab import LabSetup, lab_maps
from explorer.core.lab_changes import (
    with_bias,
    with_cell,
    with_filters,
    with_image,
    with_kernel_size,
    with_named_kernel,
    with_weight,
)
from explorer.core.lab_kernels import KERNELS, kernel, name_of, random_kernel, resized


def one(weights, channels=1):
    weights = np.array(weights, float)
    return LabSetup(np.zeros((channels, 9, 9)), np.tile(weights, (1, channels, 1, 1)), np.zeros(1))


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("sobel-x", [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]),
        ("sobel-y", [[-1, -2, -1], [0, 0, 0], [1, 2, 1]]),
        ("prewitt-x", [[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]]),
        ("prewitt-y", [[-1, -1, -1], [0, 0, 0], [1, 1, 1]]),
        ("laplacian", [[0, 1, 0], [1, -4, 1], [0, 1, 0]]),
        ("sharpen", [[0, -1, 0], [-1, 5, -1], [0, -1, 0]]),
        ("emboss", [[-2, -1, 0], [-1, 1, 1], [0, 1, 2]]),
        ("identity", [[0, 0, 0], [0, 1, 0], [0, 0, 0]]),
        ("blur", np.full((3, 3), 1 / 9)),
        ("gaussian", np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]) / 16),
    ],
)
def test_kernels_in_their_own_size(name, rows):
    np.testing.assert_allclose(kernel(name), rows, atol=1e-15)
    assert name_of(np.array(rows, float)) == name


def test_lines_are_ones_in_the_middle_of_seven_by_seven():
    vertical = kernel("vertical")
    assert vertical.shape == (7, 7)
    np.testing.assert_array_equal(vertical.sum(axis=0), [0, 0, 0, 7, 0, 0, 0])
    np.testing.assert_array_equal(kernel("horizontal"), vertical.T)


def test_kernels_in_other_sizes():
    np.testing.assert_allclose(kernel("blur", 5), np.full((5, 5), 0.04))
    np.testing.assert_allclose(kernel("gaussian", 5)[2] * 256, np.array([1, 4, 6, 4, 1]) * 6)
    # The 5 x 5 kernel of Sobel's way: 1 4 6 4 1 down, -1 -2 0 2 1 across.
    np.testing.assert_array_equal(kernel("sobel-x", 5)[2], np.array([-1, -2, 0, 2, 1]) * 6)
    np.testing.assert_array_equal(kernel("prewitt-y", 5)[:, 0], [-2, -1, 0, 1, 2])
    np.testing.assert_array_equal(kernel("laplacian", 5)[1:4, 1:4], kernel("laplacian"))
    assert kernel("laplacian", 5).sum() == 0


@pytest.mark.parametrize("name", KERNELS)
def test_every_kernel_can_be_had_in_every_size_and_is_known_again(name):
    for size in range(1, 8):
        assert kernel(name, size).shape == (size, size)
    for size in (3, 5, 7):
        assert name_of(kernel(name, size)) == name


def test_random_kernels_have_tenths_between_minus_one_and_one():
    weights = random_kernel((200,), np.random.default_rng(0))
    np.testing.assert_allclose(weights * 10, np.rint(weights * 10), atol=1e-12)
    assert (weights.min(), weights.max()) == (-1, 1)
    assert name_of(random_kernel((3, 3), np.random.default_rng(0))) == ""


def test_resizing_keeps_the_middle():
    weights = np.arange(9.0).reshape(3, 3)
    np.testing.assert_array_equal(resized(weights, 5)[1:4, 1:4], weights)
    assert resized(weights, 5).sum() == 36
    np.testing.assert_array_equal(resized(resized(weights, 7), 3), weights)
    np.testing.assert_array_equal(resized(weights, 1), [[4]])


def test_known_kernels_are_known_in_another_size_and_others_keep_their_numbers():
    larger = with_kernel_size(one(kernel("blur")), 5)
    np.testing.assert_allclose(larger.kernels[0, 0], np.full((5, 5), 0.04))
    own = [[1.0, 2, 3], [4, 5, 6], [7, 8, 9]]
    assert with_kernel_size(one(own), 5).kernels.sum() == 45
    assert with_kernel_size(one(own), 2).kernels[0, 0].tolist() == [[1, 2], [4, 5]]


def test_a_known_kernel_is_put_into_every_channel_in_its_own_size():
    setup = with_named_kernel(with_filters(one(kernel("blur"), channels=3), 2), 1, "vertical")
    assert setup.kernels.shape == (2, 3, 7, 7)
    for channel in range(3):
        np.testing.assert_array_equal(setup.kernels[1, channel], kernel("vertical"))
        np.testing.assert_allclose(setup.kernels[0, channel], kernel("blur", 7))


def test_further_filters_are_known_kernels_that_differ():
    setup = with_filters(with_bias(one(kernel("sobel-x")), 0, 2.0), 6)
    names = [name_of(weights[0]) for weights in setup.kernels]
    assert names[0] == "sobel-x"
    assert "" not in names
    assert len(set(names)) == 6
    assert setup.biases.tolist() == [2, 0, 0, 0, 0, 0]
    fewer = with_filters(setup, 2)
    assert (fewer.filters, fewer.biases.tolist()) == (2, [2, 0])


def test_filters_become_as_deep_as_the_image():
    deep = with_image(one(kernel("sobel-x")), np.zeros((3, 32, 32)))
    assert deep.kernels.shape == (1, 3, 3, 3)
    np.testing.assert_array_equal(deep.kernels[0, 2], kernel("sobel-x"))
    assert lab_maps(deep).sums.shape == (1, 30, 30)
    flat = with_image(deep, np.zeros((1, 7, 7)))
    np.testing.assert_array_equal(flat.kernels[0, 0], kernel("sobel-x"))


def test_single_numbers_can_be_changed_without_touching_the_old_setup():
    old = one(kernel("identity"))
    new = with_weight(with_cell(old, 0, 4, 4, 3.0), (0, 0, 1, 1), 2.0)
    assert lab_maps(new).sums[0, 3, 3] == 6
    assert (old.image.sum(), old.kernels.sum()) == (0, 1)
