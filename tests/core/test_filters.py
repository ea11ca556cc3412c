"""Weights as pictures: every number stays the layer's own, and lies where the layer uses it."""

from __future__ import annotations

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import nn

from explorer.core import filters
from explorer.core.filters import Kernels, kernels, linear_weights, rgb_tiles, share_beyond, strongest
from explorer.core.graph import INPUT, Call, Trace


def module_call(module, x, name="layer", kind="other", parents=(INPUT,)):
    with torch.no_grad():
        output = module(x)
    parameters = dict(module.named_parameters())
    return Call(name, name, 0, kind, type(module).__name__, (x,), output, parents, parameters, module)


def function_call(function, *args, name="layer", kind="other", parents=(INPUT,), **kwargs):
    with torch.no_grad():
        output = function(*args, **kwargs)
    op, given = function.__name__, {"function": function, "args": args, "kwargs": kwargs}
    return Call(name, name, 0, kind, op, args[:1], output, parents, **given)


def test_kernels_of_a_convolution_are_its_weights():
    module = nn.Conv2d(3, 4, (5, 7))
    found = kernels(module_call(module, torch.zeros(1, 3, 9, 9)))
    np.testing.assert_array_equal(found.weights, module.weight.detach().numpy())
    np.testing.assert_array_equal(found.bias, module.bias.detach().numpy())
    assert (found.weights.dtype, found.groups, found.rgb, found.note) == (np.float32, 1, True, "")


def test_kernels_of_a_function_are_the_weights_it_was_given():
    weight = torch.rand(2, 1, 3, 3)
    found = kernels(function_call(F.conv2d, torch.zeros(1, 1, 5, 5), weight))
    np.testing.assert_array_equal(found.weights, weight.numpy())
    assert found.bias is None
    assert not found.rgb


def test_weights_are_the_layers_own_memory_however_large():
    conv, linear = nn.Conv2d(2, 3, 3), nn.Linear(4, 5)
    found = kernels(module_call(conv, torch.zeros(1, 2, 5, 5))).weights
    assert np.shares_memory(found, conv.weight.detach().numpy())
    call = module_call(linear, torch.zeros(1, 4))
    matrix = linear_weights(call, Trace({INPUT: call.inputs[0]}, (call,), call.output)).matrix
    assert np.shares_memory(matrix, linear.weight.detach().numpy())


def test_weights_of_another_kind_are_float32_all_the_same():
    conv = nn.Conv2d(1, 1, 1).double()
    found = kernels(module_call(conv, torch.zeros(1, 1, 2, 2, dtype=torch.float64)))
    assert found.weights.dtype == np.float32


@pytest.mark.parametrize("groups", [1, 2, 4, 8])
@pytest.mark.parametrize("transposed", [False, True])
def test_each_slice_lies_on_the_map_that_moves_its_output(groups, transposed):
    # Independent way: a unit pulse in one input map, answered by the kernel slices that are laid on that map.
    cls = nn.ConvTranspose2d if transposed else nn.Conv2d
    module = cls(8, 16, 1, groups=groups, bias=False)
    found = kernels(module_call(module, torch.zeros(1, 8, 1, 1)))
    matrix = np.zeros((16, 8), dtype=np.float32)
    for out, index in np.ndindex(found.weights.shape[:2]):
        matrix[out, found.input_channel(out, index)] = found.weights[out, index, 0, 0]
    with torch.no_grad():
        answers = module(torch.eye(8)[:, :, None, None])[:, :, 0, 0].T.numpy()
    np.testing.assert_allclose(matrix, answers, atol=1e-7)


def test_a_depthwise_filter_has_one_slice_on_its_own_map():
    found = kernels(module_call(nn.Conv2d(6, 6, 3, groups=6), torch.zeros(1, 6, 5, 5)))
    assert found.weights.shape == (6, 1, 3, 3)
    assert [found.input_channel(out, 0) for out in range(6)] == [0, 1, 2, 3, 4, 5]
    assert not found.rgb


def test_a_transposed_kernel_is_brought_into_output_order_and_says_so():
    module = nn.ConvTranspose2d(2, 3, (2, 4))
    found = kernels(module_call(module, torch.zeros(1, 2, 3, 3)))
    assert found.weights.shape == (3, 2, 2, 4)
    np.testing.assert_array_equal(found.weights[2, 1], module.weight[1, 2].detach().numpy())
    assert "Transposed" in found.note


def test_a_signals_kernel_is_one_row_high():
    module = nn.Conv1d(2, 3, 5)
    found = kernels(module_call(module, torch.zeros(1, 2, 9)))
    np.testing.assert_array_equal(found.weights[:, :, 0], module.weight.detach().numpy())


def test_a_volumes_kernel_shows_its_slices_side_by_side():
    module = nn.Conv3d(3, 1, (2, 3, 4))
    found = kernels(module_call(module, torch.zeros(1, 3, 5, 5, 5)))
    assert found.weights.shape == (1, 3, 3, 8)
    np.testing.assert_array_equal(found.weights[0, 1, :, :4], module.weight[0, 1, 0].detach().numpy())
    np.testing.assert_array_equal(found.weights[0, 1, :, 4:], module.weight[0, 1, 1].detach().numpy())
    assert "2 depth slices" in found.note
    assert not found.rgb


def test_what_is_no_convolution_has_no_kernels():
    assert kernels(module_call(nn.Linear(2, 2), torch.zeros(1, 2))) is None
    assert kernels(module_call(nn.MaxPool2d(2), torch.zeros(1, 1, 2, 2))) is None


def test_colour_filters_are_centred_on_grey_with_one_scale_for_all():
    weights = np.zeros((3, 3, 1, 2), dtype=np.float32)
    weights[0, 0, 0, 0] = -2.0  # the largest: 127 below grey
    weights[1, 2, 0, 1] = 1.0  # half of it: 63.5 above, rounded to even
    weights[2, 1, 0, 0] = np.nan
    tiles = rgb_tiles(Kernels(weights, None, 1, True))
    assert (tiles.shape, tiles.dtype) == ((3, 1, 2, 3), np.uint8)
    np.testing.assert_array_equal(tiles[0, 0, 0], [1, 128, 128])
    np.testing.assert_array_equal(tiles[1, 0, 1], [128, 128, 192])
    np.testing.assert_array_equal(tiles[2], np.full((1, 2, 3), 128))


def test_filters_of_zeros_are_grey():
    assert (rgb_tiles(Kernels(np.zeros((1, 3, 2, 2), np.float32), None, 1, True)) == 128).all()


# ---- linear layers


def chained(x, *steps):
    """A trace of steps one after another, each `(name, kind, module or (function, *args))`."""
    calls, parent = [], INPUT
    for name, kind, step in steps:
        if isinstance(step, tuple):
            call = function_call(step[0], x, *step[1:], name=name, kind=kind, parents=(parent,))
        else:
            call = module_call(step, x, name, kind, (parent,))
        calls.append(call)
        x, parent = call.tensor, name
    return Trace({INPUT: calls[0].inputs[0]}, tuple(calls), x)


LINEAR = nn.Linear(2 * 3 * 4, 5)


@pytest.mark.parametrize(
    "between",
    [
        [("flatten", "reshape", nn.Flatten())],
        [("view", "reshape", (torch.Tensor.view, 1, -1))],
        [("flatten", "reshape", (torch.flatten, 1)), ("drop", "dropout", nn.Dropout().eval())],
        [("relu", "activation", (F.relu,)), ("reshape", "reshape", (torch.Tensor.reshape, 1, 24)),
         ("tanh", "activation", nn.Tanh())],
        [("pool", "pool", (F.max_pool2d, 1)), ("flatten", "reshape", nn.Flatten())],
    ],
)  # fmt: skip
def test_a_linear_layer_after_a_flatten_is_folded_back_to_maps(between):
    trace = chained(torch.rand(1, 2, 3, 4), *between, ("fc", "linear", LINEAR))
    found = linear_weights(trace["fc"], trace)
    assert found.folded.shape == (5, 2, 3, 4)
    # Column 12 * c + 4 * y + x of the matrix is the weight of cell (c, y, x).
    assert found.folded[3, 1, 2, 1] == found.matrix[3, 12 + 8 + 1] == LINEAR.weight[3, 21].item()
    np.testing.assert_array_equal(found.bias, LINEAR.bias.detach().numpy())


def test_the_first_layer_of_a_perceptron_is_folded_to_the_picture():
    trace = chained(torch.rand(1, 1, 4, 6), ("flatten", "reshape", nn.Flatten()), ("fc", "linear", LINEAR))
    assert linear_weights(trace["fc"], trace).folded.shape == (5, 1, 4, 6)


@pytest.mark.parametrize(
    "steps",
    [
        [("fc", "linear", LINEAR)],
        [("mean", "pool", (torch.mean, 2)), ("fc", "linear", LINEAR)],
        [("view", "reshape", (torch.Tensor.view, 1, 24)), ("first", "linear", nn.Linear(24, 24)),
         ("fc", "linear", LINEAR)],
    ],
)  # fmt: skip
def test_a_linear_layer_elsewhere_is_a_matrix(steps):
    x = torch.rand(1, 24) if steps[0][0] == "fc" else torch.rand(1, 24, 3)
    x = torch.rand(1, 2, 3, 4) if steps[0][0] == "view" else x
    trace = chained(x, *steps)
    found = linear_weights(trace["fc"], trace)
    assert found.folded is None
    assert found.matrix.shape == (5, 24)


def test_channels_last_maps_are_not_folded_wrongly():
    last = [("permute", "reshape", (torch.permute, (0, 2, 3, 1))), ("flatten", "reshape", nn.Flatten())]
    trace = chained(torch.rand(1, 2, 3, 4), *last, ("fc", "linear", LINEAR))
    assert linear_weights(trace["fc"], trace).folded is None
    first = [("permute", "reshape", (torch.permute, (0, 3, 1, 2))), ("flatten", "reshape", nn.Flatten())]
    trace = chained(torch.rand(1, 3, 4, 2), *first, ("fc", "linear", LINEAR))
    assert linear_weights(trace["fc"], trace).folded.shape == (5, 2, 3, 4)


def test_a_functional_linear_layer_has_a_matrix_and_others_have_none():
    call = function_call(F.linear, torch.rand(1, 24), LINEAR.weight)
    trace = Trace({INPUT: call.inputs[0]}, (call,), call.output)
    found = linear_weights(call, trace)
    np.testing.assert_array_equal(found.matrix, LINEAR.weight.detach().numpy())
    assert found.bias is None
    relu = function_call(F.relu, torch.rand(1, 24))
    assert linear_weights(relu, Trace({INPUT: relu.inputs[0]}, (relu,), relu.output)) is None


@pytest.mark.parametrize("piece", [1, 7, 1 << 18])
def test_each_block_is_shown_by_its_weight_farthest_from_zero_however_it_is_cut_up(monkeypatch, piece):
    monkeypatch.setattr(filters, "_PIECE", piece)
    matrix = np.array([[1, -2, 0, 3], [0, 1, -4, 3], [-1, 0, 5, -6]], np.float32)
    found = strongest(matrix, 2, 3, lambda: None)
    np.testing.assert_array_equal(found, [[-4, 3], [5, -6]])
    assert share_beyond(matrix, 3, lambda: None) == pytest.approx(3 / 12)
