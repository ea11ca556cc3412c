"""Activations of every shape as feature maps, and whether a layer's values can be negative."""

import nets
import numpy as np
import pytest
import torch
import torch.nn.functional as F
from forward import module_of
from torch import nn

from explorer.core.capture import capture
from explorer.core.maps import feature_maps, is_signed

# ---- shapes


def counted(*shape):
    return torch.arange(float(np.prod(shape))).reshape(shape)


def test_a_picture_of_maps_is_itself():
    x = counted(1, 2, 3, 4)
    found = feature_maps(x)
    assert found.maps.dtype == np.float32
    assert found.maps.flags.c_contiguous
    assert found.maps.tolist() == x[0].tolist()
    assert found.note == ""


def test_of_a_batch_the_first_is_shown_and_said():
    found = feature_maps(counted(3, 2, 2, 2))
    assert found.maps.tolist() == [[[0, 1], [2, 3]], [[4, 5], [6, 7]]]
    assert found.note == "first of 3"


def test_a_vector_is_one_map_of_one_cell_each():
    assert feature_maps(torch.tensor([[7.0, 8.0, 9.0]])).maps.tolist() == [[[7]], [[8]], [[9]]]
    assert feature_maps(torch.tensor([7.0, 8.0])).maps.tolist() == [[[7]], [[8]]]
    assert feature_maps(torch.tensor(5.0)).maps.tolist() == [[[5]]]


def test_tokens_of_a_square_are_folded_row_by_row():
    # 4 tokens of 2 numbers each: token t holds 2t and 2t + 1.
    found = feature_maps(counted(1, 4, 2))
    assert found.maps.tolist() == [[[0, 2], [4, 6]], [[1, 3], [5, 7]]]
    assert found.note == ""


def test_a_class_token_is_left_out_and_said():
    found = feature_maps(counted(1, 5, 2))
    assert found.maps.tolist() == [[[2, 4], [6, 8]], [[3, 5], [7, 9]]]
    assert found.note == "class token left out"


def test_tokens_that_are_no_square_are_one_column():
    assert feature_maps(counted(1, 3, 2)).maps.tolist() == [[[0], [2], [4]], [[1], [3], [5]]]


def test_channels_last_are_told_by_a_square_that_comes_first():
    found = feature_maps(counted(1, 2, 2, 3))
    assert found.maps.shape == (3, 2, 2)
    assert found.maps[1].tolist() == [[1, 4], [7, 10]]
    assert found.note == "channels last"


@pytest.mark.parametrize("shape", [(1, 3, 3, 3), (1, 4, 2, 2), (1, 2, 3, 4)])
def test_channels_first_is_what_is_not_surely_channels_last(shape):
    assert feature_maps(counted(*shape)).maps.shape == shape[1:]


def test_slices_of_a_volume_lie_one_below_the_other():
    found = feature_maps(counted(1, 2, 2, 1, 3))
    assert found.maps.tolist() == [[[0, 1, 2], [3, 4, 5]], [[6, 7, 8], [9, 10, 11]]]
    assert found.note == "slices one below the other"


def test_whole_numbers_truths_and_complex_numbers_have_maps_too():
    assert feature_maps(torch.tensor([[1, -2]])).maps.tolist() == [[[1]], [[-2]]]
    assert feature_maps(torch.tensor([[True, False]])).maps.tolist() == [[[1]], [[0]]]
    assert feature_maps(torch.tensor([[3 + 4j]])).maps.tolist() == [[[5]]]
    assert feature_maps(torch.tensor([[0.5]], dtype=torch.float16)).maps.dtype == np.float32


def test_nothing_to_show_of_an_empty_tensor():
    assert feature_maps(torch.zeros(1, 0, 4, 4)) is None


# ---- signs


def signed(forward, x=None, **layers):
    """Whether the last value of a network can be negative; `x` has both signs unless given."""
    trace = capture(module_of(forward, **layers), nets.picture() if x is None else x)
    return is_signed(trace, trace.calls[-1])


def test_pooling_dropping_and_reshaping_keep_a_relu_non_negative():
    layers = {"conv": nn.Conv2d(3, 4, 3), "relu": nn.ReLU(), "pool": nn.AvgPool2d(2), "drop": nn.Dropout()}
    net = module_of(lambda self, x: torch.flatten(self.drop(self.pool(self.relu(self.conv(x)))), 1), **layers)
    trace = capture(net, nets.picture())
    assert [(call.name, is_signed(trace, call)) for call in trace] == [
        ("conv", True),
        ("relu", False),
        ("pool", False),
        ("drop", False),
        ("flatten", False),
    ]


@pytest.mark.parametrize("x", [torch.zeros(1, 1, 4, 4), torch.ones(1, 1, 4, 4)])
def test_a_convolution_is_signed_also_where_it_happens_to_say_nothing_negative(x):
    conv = nn.Conv2d(1, 1, 1)
    nn.init.constant_(conv.weight, 1)
    nn.init.constant_(conv.bias, 0)
    assert signed(lambda self, x: self.conv(x), x, conv=conv)


def test_a_layer_of_a_non_negative_picture_that_keeps_signs_is_non_negative():
    assert not signed(lambda _, x: F.max_pool2d(x, 2), nets.picture().abs())
    assert signed(lambda _, x: F.max_pool2d(x, 2), -nets.picture().abs())


def test_sums_and_joins_of_relus_are_non_negative():
    assert not signed(lambda _, x: F.relu(x) + F.relu(-x))
    assert not signed(lambda _, x: torch.cat([F.relu(x), torch.sigmoid(x)], 1))
    assert not signed(lambda _, x: F.relu(x) * F.relu(-x))


def test_a_sum_with_one_signed_part_is_signed():
    assert signed(lambda _, x: F.relu(x) + x)
    assert signed(lambda _, x: torch.cat([F.relu(x), x]))


def test_differences_are_signed():
    assert signed(lambda _, x: F.relu(x) - F.relu(-x))
    assert signed(lambda _, x: torch.add(F.relu(x), F.relu(-x), alpha=-1))


def test_a_negative_constant_makes_a_relu_signed():
    assert signed(lambda _, x: F.relu(x) * -2)
    assert signed(lambda _, x: F.relu(x) + -2)
    assert signed(lambda _, x: F.pad(F.relu(x), (1, 1, 1, 1), value=-1.0))
    assert not signed(lambda _, x: F.relu(x) * 2)
    assert not signed(lambda _, x: F.pad(F.relu(x), (1, 1, 1, 1)))


def test_an_axis_counted_from_the_end_is_no_negative_constant():
    assert not signed(lambda _, x: torch.cat([F.relu(x), F.relu(-x)], dim=-1))
    assert not signed(lambda _, x: F.relu(x)[:, -1].flatten(-2))


def test_a_written_constant_counts():
    def written(x, number):
        y = F.relu(x)
        y[:, -1] = number
        return y

    assert signed(lambda _, x: written(x, -1))
    assert not signed(lambda _, x: written(x, 1))


def test_a_layer_of_the_users_own_is_known_by_what_it_runs():
    assert not signed(lambda self, x: self.act(x), act=module_of(lambda _, x: F.relu(x)))
    assert not signed(lambda self, x: self.act(x), act=module_of(lambda _, x: F.relu(x) * 2))
    assert signed(lambda self, x: self.act(x), act=module_of(lambda _, x: F.relu(x) * -2))


def test_a_tensor_from_nowhere_counts_by_its_values():
    assert signed(lambda _, x: F.relu(x) * torch.tensor(-2.0))
    assert not signed(lambda _, x: F.relu(x) * torch.tensor(2.0))


def test_negative_values_are_believed_before_ancestry():
    trace = capture(module_of(lambda _, x: F.relu(x)), nets.picture())
    call = trace.calls[-1]
    assert not is_signed(trace, call, np.zeros((1, 2, 2), np.float32))
    assert is_signed(trace, call, np.array([[[np.nan, -1]]], np.float32))
    assert not is_signed(trace, call, np.full((1, 1, 2), np.nan, np.float32))


def test_a_long_chain_of_layers_ends():
    def forward(_, x):
        x = F.relu(x)
        for _ in range(40):
            x = x + x
        return x

    assert signed(forward)


@pytest.mark.parametrize("shape", [(1, 7, 5, 3), (1, 100, 3, 40), (1, 1, 1, 9), (1, 33, 64, 2)])
def test_maps_that_lie_channels_last_are_copied_map_by_map(shape):
    tensor = torch.randn(shape)
    maps = feature_maps(tensor, channels_last=True).maps
    assert maps.flags.c_contiguous
    np.testing.assert_array_equal(maps, tensor[0].permute(2, 0, 1).numpy())


def test_maps_that_lie_map_by_map_are_not_copied():
    tensor = torch.randn(1, 3, 5, 7)
    assert np.shares_memory(feature_maps(tensor).maps, tensor.numpy())
