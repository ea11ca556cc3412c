"""A small convolution: sizes and sums worked out by hand, every setting against torch, what is read by whom."""

from __future__ import annotations

import itertools
import timeit

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from explorer.core.lab import LabSetup, cells_of_weight, lab_maps, outputs_reading, position, starts
from explorer.core.lab_check import agree, torch_sums

# The image of Dumoulin and Visin's guide to convolution arithmetic, figure 1.1, and its kernel.
GUIDE = [[3, 3, 2, 1, 0], [0, 0, 1, 3, 1], [3, 1, 2, 2, 3], [2, 0, 0, 2, 2], [2, 0, 0, 0, 1]]
GUIDE_KERNEL = [[0, 1, 2], [2, 2, 0], [0, 1, 2]]


def setup(image=GUIDE, kernel=GUIDE_KERNEL, bias=0.0, **settings):
    return LabSetup(np.array([image], float), np.array([[kernel]], float), np.array([bias]), **settings)


def sized(size, kernel, **settings):
    return LabSetup(np.zeros((1, size, size)), np.ones((1, 1, kernel, kernel)), np.zeros(1), **settings)


def test_sums_of_the_guide_to_convolution_arithmetic():
    maps = lab_maps(setup())
    np.testing.assert_array_equal(maps.sums[0], [[12, 12, 17], [10, 17, 19], [9, 6, 14]])
    assert maps.maps is maps.sums
    assert maps.pooled is None


def test_one_position_taken_apart_by_hand():
    there = position(setup(bias=0.5), lab_maps(setup(bias=0.5)), 0, 0, 2)
    # The window is 2 1 0 / 1 3 1 / 2 2 3.
    np.testing.assert_array_equal(there.inputs[0], [[2, 1, 0], [1, 3, 1], [2, 2, 3]])
    np.testing.assert_array_equal(there.products[0], [[0, 1, 0], [2, 6, 0], [0, 2, 6]])
    np.testing.assert_array_equal(there.channel_sums, [17])
    assert (there.area, there.bias, there.total) == ((0, 3, 2, 5), 0.5, 17.5)


@pytest.mark.parametrize(
    ("size", "kernel", "settings", "output"),
    [
        (7, 3, {}, 5),
        (7, 3, {"stride": 2}, 3),
        (7, 3, {"stride": 3}, 2),  # (7 - 3) / 3 + 1 = 2.33: does not fit, rounded down
        (7, 3, {"padding": 1}, 7),
        (13, 3, {"padding": 1, "stride": 2}, 7),
        (32, 5, {}, 28),
        (28, 5, {}, 24),
        (7, 3, {"dilation": 2}, 3),
        (7, 7, {"padding": 3}, 7),
    ],
)
def test_sizes_of_the_lecture_notes(size, kernel, settings, output):
    assert sized(size, kernel, **settings).output_size == (output, output)


def test_a_stride_that_does_not_fit_leaves_the_last_row_and_column_unread():
    read = lab_maps(sized(7, 3, stride=3)).read
    assert read[:6, :6].all()
    assert not read[6].any()
    assert not read[:, 6].any()
    assert int((~read).sum()) == 13


def test_a_stride_larger_than_the_kernel_leaves_gaps():
    read = lab_maps(sized(7, 1, stride=3)).read
    assert np.argwhere(read).tolist() == [list(pair) for pair in itertools.product((0, 3, 6), (0, 3, 6))]


def test_circular_padding_can_bring_a_cell_back_that_no_window_reaches_itself():
    # Of 3 cells with a ring around (2 | 0 1 2 | 0) a kernel of 1 with stride 4 reads the first and the last: 2 and 0.
    around = sized(3, 1, stride=4, padding=1, padding_mode="circular")
    assert np.flatnonzero(lab_maps(around).read[0]).tolist() == [0, 2]
    assert not lab_maps(sized(3, 1, stride=4, padding=1)).read.any()


@pytest.mark.parametrize(
    ("mode", "row"),
    [
        ("zeros", [0, 0, 1, 2, 3, 0, 0]),
        ("reflect", [3, 2, 1, 2, 3, 2, 1]),
        ("replicate", [1, 1, 1, 2, 3, 3, 3]),
        ("circular", [2, 3, 1, 2, 3, 1, 2]),
    ],
)
def test_padding_modes_by_hand(mode, row):
    padded = lab_maps(setup([[1, 2, 3]] * 3, [[1]], padding=2, padding_mode=mode)).padded
    np.testing.assert_array_equal(padded[0, 3], row)


SETTINGS = list(
    itertools.product(
        (1, 2, 3), (0, 1, 2), (1, 2), ("zeros", "reflect", "replicate", "circular"), (False, True), (1, 3), (1, 2, 5)
    )
)


def test_every_setting_gives_what_torch_gives():
    generator = np.random.default_rng(0)
    images = {channels: generator.normal(size=(channels, 9, 11)) for channels in (1, 3)}
    for stride, padding, dilation, mode, flipped, channels, size in SETTINGS:
        kernels = generator.normal(size=(2, channels, size, size))
        lab = LabSetup(images[channels], kernels, generator.normal(size=2), stride, padding, mode, dilation, flipped)
        maps, sums = lab_maps(lab), torch_sums(lab)
        assert sums.shape == (2, *lab.output_size)
        np.testing.assert_allclose(maps.sums, sums, rtol=0, atol=1e-12)
        assert agree(maps, sums)
        row, column = (size // 2 for size in lab.output_size)
        assert position(lab, maps, 1, row, column).total == pytest.approx(sums[1, row, column], abs=1e-12)


def test_torch_disagrees_where_a_number_is_another():
    maps, sums = lab_maps(setup()), torch_sums(setup())
    sums[0, 1, 1] += 1e-6
    assert not agree(maps, sums)
    assert not agree(maps, sums[:, :2])


def test_a_flipped_kernel_is_the_convolution_of_mathematics():
    generator = np.random.default_rng(1)
    line, weights = generator.normal(size=8), generator.normal(size=3)
    flipped = setup([line], [weights], flipped=True)
    np.testing.assert_allclose(lab_maps(flipped).sums[0, 0], np.convolve(line, weights, "valid"), atol=1e-12)
    # The kernel is shown as it was written: its first cell meets the window's last.
    there = position(flipped, lab_maps(flipped), 0, 0, 0)
    assert there.columns.tolist() == [2, 1, 0]
    np.testing.assert_array_equal(there.weights[0, 0], weights)
    np.testing.assert_array_equal(there.inputs[0, 0], line[[2, 1, 0]])
    assert there.area == (0, 1, 0, 3)


def test_relu_and_pooling_afterwards():
    maps = lab_maps(setup([[1, -2, 3, -4, 5]] * 4, [[2]], relu=True, pooling="max"))
    np.testing.assert_array_equal(maps.sums[0, 0], [2, -4, 6, -8, 10])
    np.testing.assert_array_equal(maps.maps[0, 0], [2, 0, 6, 0, 10])
    np.testing.assert_array_equal(maps.pooled[0], [[2, 6], [2, 6]])
    maps = lab_maps(setup([[1, -2, 3, -4, 5]] * 4, [[2]], pooling="average"))
    np.testing.assert_array_equal(maps.pooled[0], [[-1, -1], [-1, -1]])


def test_a_map_of_one_cell_has_nothing_to_pool():
    assert lab_maps(setup(GUIDE, np.ones((5, 5)), pooling="max")).pooled.size == 0


def test_six_filters_of_depth_three_give_six_maps():
    image = np.random.default_rng(2).random((3, 32, 32))
    kernels = np.random.default_rng(3).normal(size=(6, 3, 5, 5))
    lab = LabSetup(image, kernels, np.arange(6))
    maps = lab_maps(lab)
    assert maps.sums.shape == (6, 28, 28)
    there = position(lab, maps, 4, 27, 3)
    assert there.products.size == 75
    np.testing.assert_allclose(there.channel_sums.sum() + 4, maps.sums[4, 27, 3], atol=1e-12)
    expected = F.conv2d(torch.from_numpy(image)[None], torch.from_numpy(kernels), torch.arange(6.0).double())[0]
    np.testing.assert_allclose(maps.sums, expected.numpy(), atol=1e-12)


def touched(lab, row, column):
    """Which cells of the padded image change any output through one weight alone: by trying."""
    alone = np.zeros(lab.kernel_size)
    alone[row, column] = 1
    found = []
    for cell in np.ndindex(lab.padded_size):
        image = np.zeros(lab.padded_size)
        image[cell] = 1
        tried = setup(image, alone, stride=lab.stride, dilation=lab.dilation, flipped=lab.flipped)
        if lab_maps(tried).sums.any():
            found.append(list(cell))
    return found


@pytest.mark.parametrize("flipped", [False, True])
def test_weights_are_shared_by_the_cells_that_change_the_output_through_them(flipped):
    lab = setup(stride=2, padding=1, flipped=flipped)
    for row, column in itertools.product(range(3), range(3)):
        assert cells_of_weight(lab, row, column).tolist() == touched(lab, row, column)


def test_the_outputs_that_read_a_cell_are_those_that_it_changes():
    lab = setup(padding=1, dilation=2, kernel=np.ones((2, 2)))
    for row, column in itertools.product(range(7), range(7)):
        image = np.zeros(lab.padded_size)
        image[row, column] = 1
        changed = lab_maps(setup(image, np.ones((2, 2)), dilation=2)).sums[0]
        assert outputs_reading(lab, row, column).tolist() == np.argwhere(changed).tolist()


def test_windows_start_a_stride_apart():
    assert [place.tolist() for place in starts(sized(7, 3, stride=2, padding=1))] == [[0, 2, 4, 6]] * 2


def tried(lab):
    """What torch does with the setup, whatever the lab thinks of it."""
    mode = "constant" if lab.padding_mode == "zeros" else lab.padding_mode
    padded = F.pad(torch.zeros(1, 1, *lab.image_size), (lab.padding,) * 4, mode=mode)
    return F.conv2d(padded, torch.ones(1, 1, *lab.kernel_size), dilation=lab.dilation)


@pytest.mark.parametrize(
    ("lab", "problem"),
    [
        (sized(5, 7), "kernel"),
        (sized(5, 3, dilation=4), "kernel"),
        (sized(5, 7, padding=1), ""),
        (sized(3, 3, padding=3, padding_mode="reflect"), "padding"),
        (sized(3, 3, padding=2, padding_mode="reflect"), ""),
        (sized(3, 3, padding=4, padding_mode="circular"), "padding"),
        (sized(3, 3, padding=3, padding_mode="circular"), ""),
        (sized(3, 3, padding=4, padding_mode="replicate"), ""),
    ],
)
def test_what_fits_is_what_torch_accepts(lab, problem):
    assert lab.problem == problem
    maps = lab_maps(lab)
    if problem:
        assert (lab.positions, maps.sums.shape) == (0, (1, 0, 0))
        assert torch_sums(lab).shape == (1, 0, 0)
        with pytest.raises(RuntimeError):
            tried(lab)
    else:
        assert torch_sums(lab).shape == maps.sums.shape


@pytest.mark.parametrize(
    "wrong",
    [
        {"image": np.zeros((3, 3))},
        {"kernels": np.zeros((1, 2, 3, 3))},
        {"biases": np.zeros(2)},
        {"stride": 0},
        {"padding": -1},
        {"dilation": 0},
        {"padding_mode": "mirror"},
        {"pooling": "median"},
    ],
)
def test_what_is_no_convolution_is_refused(wrong):
    whole = {"image": np.zeros((1, 5, 5)), "kernels": np.zeros((1, 1, 3, 3)), "biases": np.zeros(1)}
    with pytest.raises(ValueError, match=r"\w"):
        LabSetup(**{**whole, **wrong})


def test_the_largest_setup_is_computed_while_a_hand_waits_for_it():
    """6 maps of 28 x 28 over 32 x 32 x 3 on the GUI thread: under 2 ms, here with a margin for a busy machine."""
    lab = LabSetup(np.random.rand(3, 32, 32), np.random.rand(6, 3, 5, 5), np.zeros(6))
    assert min(timeit.repeat(lambda: lab_maps(lab), number=1, repeat=20)) < 0.01
