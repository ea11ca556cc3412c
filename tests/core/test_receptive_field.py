"""Receptive fields: chains worked out by hand, published sizes, and for awkward networks what changes when tried."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from explorer.core.capture import capture
from explorer.core.receptive_field import ReceptiveFields, receptive_fields, share

sys.path.insert(0, str(Path(__file__).parent))
from field_nets import MAXIMA, NETS, Branches, Classifier, Resized, Strided, Tokens, built, dependence, poisoned, raised


def ran(module, *shape):
    return capture(module.eval(), torch.zeros(shape))


def chain(*layers, size=32, channels=1):
    return ReceptiveFields(ran(nn.Sequential(*layers), 1, channels, size, size))


@pytest.mark.parametrize("net", NETS, ids=lambda net: net.__name__)
def test_fields_are_the_places_whose_change_changes_the_cell(net):
    height, width = 9, 12
    trace, changes = dependence(built(net), height, width, poisoned if net in MAXIMA else raised)
    fields, chosen = ReceptiveFields(trace), random.Random(1)
    assert changes
    for name, maps in changes.items():
        rows, columns = maps[0].shape
        cells = [(row, column) for row in range(rows) for column in range(columns)]
        for row, column in chosen.sample(cells, min(len(cells), 10)):
            wanted = np.array([reached[row, column] for reached in maps]).reshape(height, width)
            found = fields.of(name, row, column).input
            if (rows, columns) == (1, 1):
                continue
            np.testing.assert_array_equal(found.cells if found else np.zeros_like(wanted), wanted, f"{name} {row}")
        for place in chosen.sample(range(height * width), 6):
            found = fields.reached(*divmod(place, width)).on(name)
            np.testing.assert_array_equal(
                found.cells if found else np.zeros((rows, columns), bool), maps[place], f"{name} from {place}"
            )


def test_two_convolutions_by_hand():
    fields = chain(nn.Conv2d(1, 1, 3), nn.Conv2d(1, 1, 3))
    field = fields.of("1", 4, 7).input
    assert field.area == (4, 9, 7, 12)
    assert field.count == 25
    assert not field.has_gaps
    assert not field.whole
    assert fields.of("1", 4, 7).on("0").area == (4, 7, 7, 10)
    assert fields.of("1", 4, 7).on("1").area == (4, 5, 7, 8)


def test_a_corner_is_clipped():
    fields = chain(nn.Conv2d(1, 1, 5, padding=2))
    assert fields.of("0", 0, 31).input.area == (0, 3, 29, 32)


def test_holes_of_dilation_are_holes():
    field = chain(nn.Conv2d(1, 1, 3, dilation=3)).of("0", 0, 0).input
    assert field.area == (0, 7, 0, 7)
    assert np.argwhere(field.cells).tolist() == [[row, column] for row in (0, 3, 6) for column in (0, 3, 6)]
    assert field.has_gaps


def test_an_input_place_reaches_the_windows_that_hold_it():
    reached = chain(nn.Conv2d(1, 1, 3), nn.MaxPool2d(2)).reached(4, 0)
    assert np.argwhere(reached.on("0").cells).tolist() == [[2, 0], [3, 0], [4, 0]]
    assert np.argwhere(reached.on("1").cells).tolist() == [[1, 0], [2, 0]]


def test_what_no_output_reads_reaches_nothing():
    reached = chain(nn.Conv2d(1, 1, 2, stride=3), size=9).reached(2, 2)
    assert reached.on("0") is None


def test_one_output_of_several_is_followed_alone():
    class Parts(nn.Module):
        def forward(self, x):
            left, right = x.split([3, 5], dim=3)
            return torch.relu(left), torch.tanh(right)

    fields = ReceptiveFields(ran(Parts(), 1, 1, 4, 8))
    assert fields.of("tanh", 1, 1).input.area == (1, 2, 4, 5)
    assert fields.of("tanh", 1, 1).on("split") is None
    assert fields.of("relu", 1, 1).on("split").area == (1, 2, 1, 2)


@pytest.mark.parametrize(
    ("index", "cell", "place"),
    [
        ((slice(None), 1), (2, 3), (2, 3)),
        ((Ellipsis, slice(2, None)), (1, 1), (1, 3)),
        ((0, slice(None), slice(1, 4, 2)), (1, 5), (3, 5)),
        ((slice(None), slice(None), -1), (1, 2), None),
    ],
)
def test_parts_come_from_their_places(index, cell, place):
    class Part(nn.Module):
        def forward(self, x):
            return torch.relu(x)[index]

    fields = ReceptiveFields(ran(Part(), 1, 2, 5, 6))
    found = fields.of("getitem", *cell)
    if place is None:
        assert found.on("relu").area == (4, 5, 2, 3)
    else:
        assert np.argwhere(found.on("relu").cells).tolist() == [list(place)]
        assert fields.reached(*place).on("getitem").cells.sum() == 1


def test_a_vector_has_a_field_for_each_channel():
    fields = ReceptiveFields(ran(Classifier(), 1, 1, 9, 12))
    assert fields.of("flatten", 0, 0, 0).on("conv").area == (0, 2, 0, 2)
    assert fields.of("flatten", 0, 0, 5).on("conv").area == (2, 4, 3, 5)
    assert fields.of("head", 0, 0, 2).on("conv").whole


def test_cells_that_are_not_there_have_no_field():
    fields = chain(nn.Conv2d(1, 1, 3))
    assert fields.of("0", 30, 0) is None
    assert fields.of("nothing", 0, 0) is None
    assert fields.reached(32, 0) is None


def test_what_is_not_known_depends_on_everything():
    fields = ReceptiveFields(ran(nn.Sequential(nn.Conv2d(3, 4, 2, 2), nn.Flatten(2), nn.LSTM(9, 3)), 1, 3, 6, 6))
    assert fields.of("2", 0, 0).input.whole
    assert fields.extents[-1].whole


def test_fields_need_no_values():
    trace = capture(built(Strided), torch.zeros(1, 1, 9, 12, dtype=torch.float64), keep=())
    assert ReceptiveFields(trace).of("gaps", 1, 1).input.has_gaps


def test_another_run_has_the_same_fields():
    net = built(Branches)
    first, second = (capture(net, torch.zeros(1, 1, 9, 12, dtype=torch.float64)) for _ in range(2))
    share(receptive_fields(first), second)
    assert receptive_fields(second) is receptive_fields(first)
    assert receptive_fields(first).of("add", 1, 1) is receptive_fields(first).of("add", 1, 1)


def test_weights_that_are_computed_leave_the_field_as_it_is():
    class Standardised(nn.Conv2d):
        def forward(self, x):
            return nn.functional.conv2d(x, self.weight - self.weight.mean((1, 2, 3), keepdim=True), self.bias)

    class Dynamic(nn.Module):
        def forward(self, x):
            return nn.functional.conv2d(x, x.mean((0, 2, 3), keepdim=True).expand(1, 1, 3, 3))

    fields = ReceptiveFields(ran(nn.Sequential(Standardised(1, 2, 3)), 1, 1, 6, 6))
    name = fields.extents[-1].name
    assert fields.of(name, 1, 2).input.area == (1, 4, 2, 5)
    assert fields.extents[-1].size == (3, 3)
    fields = ReceptiveFields(ran(Dynamic(), 1, 1, 6, 6))
    assert fields.of("conv2d", 1, 2).input.whole
    assert fields.reached(5, 5).on("conv2d").whole
    assert fields.extents[-1].whole


def test_what_is_made_of_weights_alone_depends_on_no_input():
    class Positions(nn.Module):
        def __init__(self):
            super().__init__()
            self.table = nn.Parameter(torch.rand(1, 1, 4, 1))

        def forward(self, x):
            return x + self.table.expand(1, 1, 4, 6)[:, :, ::1]

    fields = ReceptiveFields(ran(Positions(), 1, 1, 4, 6))
    assert fields.of("add", 1, 2).input.area == (1, 2, 2, 3)
    assert fields.of("getitem", 1, 2).input is None
    assert fields.extents[-1].size == (1, 1)


# ---- sizes in closed form


def sizes(fields):
    return [None if extent.size is None else extent.size[0] for extent in fields.extents]


def convolutions(*settings):
    """Layers of (kernel, stride, padding), pooling where the kernel is negative."""
    return [
        nn.MaxPool2d(-kernel, stride, padding) if kernel < 0 else nn.Conv2d(1, 1, kernel, stride, padding)
        for kernel, stride, padding in settings
    ]


def test_alexnet_has_the_published_sizes():
    """11, 19, 51, 67, 99, 131, 163, 195 of conv1 to pool5, jump 32: Araujo et al., Distill 2019."""
    net = convolutions((11, 4, 2), (-3, 2, 0), (5, 1, 2), (-3, 2, 0), *[(3, 1, 1)] * 3, (-3, 2, 0))
    fields = chain(*net, size=224)
    assert sizes(fields) == [11, 19, 51, 67, 99, 131, 163, 195]
    assert fields.extents[-1].jump == (32, 32)


def test_vgg16_has_the_published_size():
    """212 at pool5, jump 32."""
    blocks = [*[(3, 1, 1)] * 2, (-2, 2, 0)] * 2 + [*[(3, 1, 1)] * 3, (-2, 2, 0)] * 3
    last = chain(*convolutions(*blocks), size=64).extents[-1]
    assert (last.size, last.jump) == ((212, 212), (32, 32))


class Block(nn.Module):
    """ResNet's basic block."""

    def __init__(self, stride):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 1, 3, stride, 1), nn.Conv2d(1, 1, 3, 1, 1)
        self.short = nn.Conv2d(1, 1, 1, stride) if stride > 1 else nn.Identity()

    def forward(self, x):
        return torch.relu(self.conv2(torch.relu(self.conv1(x))) + self.short(x))


def test_resnet18_has_the_published_size():
    """435 before the average, through the union of branches."""
    blocks = [Block(stride) for stride in (1, 1, 2, 1, 2, 1, 2, 1)]
    fields = chain(nn.Conv2d(1, 1, 7, 2, 3), nn.MaxPool2d(3, 2, 1), *blocks, nn.AdaptiveAvgPool2d(1), size=64)
    assert sizes(fields)[0] == 7
    assert sizes(fields)[1] == 11
    assert fields.extents[-2].size == (435, 435)
    assert fields.extents[-2].jump == (32, 32)
    assert fields.extents[-1].whole


def test_centres_follow_padding_and_stride():
    fields = chain(nn.Conv2d(1, 1, 3, 2), nn.Conv2d(1, 1, 3, 1, 1), nn.AvgPool2d(2))
    assert [extent.centre[0] for extent in fields.extents] == [1, 1, 2]
    assert [extent.jump[0] for extent in fields.extents] == [2, 2, 4]
    assert [extent.size[0] for extent in fields.extents] == [3, 7, 9]


def test_transposed_convolutions_make_the_jump_smaller():
    fields = chain(nn.Conv2d(1, 1, 3, 2, 1), nn.ConvTranspose2d(1, 1, 2, 2), nn.Conv2d(1, 1, 3, padding=1), size=16)
    assert [extent.jump[0] for extent in fields.extents] == [2, 1, 1]
    assert [extent.size[0] for extent in fields.extents] == [3, 3, 5]
    assert {fields.of("2", 8, column).input.area[1] - fields.of("2", 8, column).input.area[0] for column in (7, 8)} == {
        5
    }


@pytest.mark.parametrize("net", NETS, ids=lambda net: net.__name__)
def test_closed_forms_agree_with_the_fields_themselves(net):
    """No field within the borders spans more than the closed form says, and the largest spans as much."""
    fields = ReceptiveFields(ran(built(net).float(), 1, 1, 45, 48))
    for extent in fields.extents:
        height, width = fields.size_of(extent.name)
        middles = [(height // 2 + down, width // 2 + across) for down in (-1, 0, 1) for across in (-1, 0, 1)]
        found = [fields.of(extent.name, *cell) for cell in middles if min(height, width) > 3]
        spans = [(area[1] - area[0], area[3] - area[2]) for f in found if f and f.input for area in [f.input.area]]
        if extent.whole:
            assert all(f.input.whole for f in found)
        elif extent.size is not None and spans:
            largest = max(high for high, _ in spans), max(wide for _, wide in spans)
            # Of uneven factors the widest may be elsewhere.
            assert largest == extent.size or (net is Resized and extent.name > "interpolate:1"), extent
            assert largest <= extent.size


def test_tokens_say_what_is_known_of_them():
    by_name = {extent.name: extent for extent in ReceptiveFields(ran(Tokens(), 1, 1, 9, 12)).extents}
    assert by_name["patches"].size == (3, 3)
    assert by_name["mix"].size is None
    assert by_name["matmul:1"].whole


class Interrupted(ReceptiveFields):
    """Whatever is kept, another thread replaces at once by the answer to a question of its own."""

    other = ("of another", None)

    @property
    def _last(self):
        return self.other

    @_last.setter
    def _last(self, _answer):
        """The other thread's stays."""


def test_two_threads_that_ask_get_their_own_answers():
    fields = Interrupted(ran(nn.Sequential(nn.Conv2d(1, 1, 3)), 1, 1, 8, 8))
    assert fields.of("0", 2, 3).input.area == (2, 5, 3, 6)
