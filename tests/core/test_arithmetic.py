"""Numbers explained: worked out by hand on small inputs, and what every explanation promises."""

from __future__ import annotations

import math
from types import SimpleNamespace

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import nn

from explorer.core.arithmetic import NotExplained, Places, explain, is_explained
from explorer.core.arithmetic.precision import precision_of
from explorer.core.capture import capture
from explorer.core.lean import absent

NINE = torch.arange(1.0, 10).reshape(1, 1, 3, 3)


class Apply(nn.Module):
    """A network of one function."""

    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, *inputs):
        return self.function(*inputs)


def conv(weight, bias=None, **settings):
    """A convolution with the given kernels (O, I, kh, kw)."""
    weight = torch.tensor(weight)
    layer = nn.Conv2d(
        weight.shape[1] * settings.get("groups", 1), len(weight), weight.shape[2:], bias=bias is not None, **settings
    )
    layer.weight.data = weight
    if bias is not None:
        layer.bias.data = torch.tensor(bias)
    return layer


def explained(module, x, index, name=None):
    """A cell of a call, of the last one if it is not named."""
    trace = capture(nn.Sequential(module), x)
    return explain(trace, name or trace.calls[-1], index)


def test_a_convolution_by_hand():
    e = explained(conv([[[[1.0, 0, -1], [2, 0, -2], [1, 0, -1]]]], [0.5]), NINE, (0, 0, 0, 0))
    # 1 + 2·4 + 7 − (3 + 2·6 + 9) = 16 − 24
    assert (e.total, e.bias, e.result, e.network, e.difference) == (-8, 0.5, -7.5, -7.5, 0)
    assert e.shape == (1, 3, 3)
    part = e.patch(0)
    np.testing.assert_array_equal(part.patch, NINE[0, 0])
    np.testing.assert_array_equal(part.kernel, [[1, 0, -1], [2, 0, -2], [1, 0, -1]])
    np.testing.assert_array_equal(part.products, [[1, 0, -3], [8, 0, -12], [7, 0, -9]])
    assert not part.padded.any()
    assert e.terms.places.at(5) == ("input", (0, 0, 1, 2))
    assert e.magnitude == 40.5
    assert e.agrees


def test_padding_is_marked_and_stands_nowhere():
    e = explained(conv([[[[1.0] * 3] * 3]], padding=1), NINE, (0, 0, 0, 2))
    part = e.patch(0)
    np.testing.assert_array_equal(part.patch, [[0, 0, 0], [2, 3, 0], [5, 6, 0]])
    np.testing.assert_array_equal(part.padded, [[1, 1, 1], [0, 0, 1], [0, 0, 1]])
    assert e.result == 16
    assert [e.terms.places.at(term) is None for term in range(9)] == part.padded.reshape(-1).tolist()
    assert e.terms.places.at(3) == ("input", (0, 0, 0, 1))


@pytest.mark.parametrize(
    ("mode", "patch"),
    [
        ("reflect", [[5, 4, 5], [2, 1, 2], [5, 4, 5]]),
        ("replicate", [[1, 1, 2], [1, 1, 2], [4, 4, 5]]),
        ("circular", [[9, 7, 8], [3, 1, 2], [6, 4, 5]]),
    ],
)
def test_the_other_ways_of_padding_repeat_cells(mode, patch):
    e = explained(conv([[[[1.0] * 3] * 3]], padding=1, padding_mode=mode), NINE, (0, 0, 0, 0))
    np.testing.assert_array_equal(e.patch(0).patch, patch)
    np.testing.assert_array_equal(e.patch(0).padded, [[1, 1, 1], [1, 0, 0], [1, 0, 0]])
    assert e.result == e.network == np.sum(patch)
    row, column = e.terms.places.at(0)[1][2:]
    assert NINE[0, 0, row, column] == patch[0][0]


def test_stride_and_dilation_by_hand():
    x = torch.arange(36.0).reshape(1, 1, 6, 6)
    e = explained(conv([[[[1.0, 10], [100, 1000]]]], stride=2, dilation=3), x, (0, 0, 1, 0))
    np.testing.assert_array_equal(e.patch(0).patch, [[12, 15], [30, 33]])
    assert e.result == 12 + 150 + 3000 + 33000


def test_each_group_reads_its_own_channels():
    x = torch.tensor([1.0, 2, 3, 4]).reshape(1, 4, 1, 1)
    e = explained(conv([[[[1.0]], [[10.0]]], [[[100.0]], [[1000.0]]]], groups=2), x, (0, 1, 0, 0))
    assert e.first_channel == 2
    np.testing.assert_array_equal(e.channel_sums, [300, 4000])
    assert e.terms.places.at(1) == ("input", (0, 3, 0, 0))


def test_a_transposed_convolution_by_hand():
    layer = nn.ConvTranspose2d(1, 1, 3, stride=2, padding=1, bias=False)
    layer.weight.data = torch.arange(1.0, 10).reshape(1, 1, 3, 3)
    x = torch.tensor([[[[1.0, 10], [100, 1000]]]])
    # The cell (1, 1) lies between all four input cells, which meet it with the kernel's corners.
    e = explained(layer, x, (0, 0, 1, 1))
    assert e.result == e.network == 9 * 1 + 7 * 10 + 3 * 100 + 1 * 1000
    np.testing.assert_array_equal(e.patch(0).padded, [[0, 1, 0], [1, 1, 1], [0, 1, 0]])
    assert e.terms.places.at(8) == ("input", (0, 0, 0, 0))


def test_pooling_by_hand():
    x = torch.tensor([[1.0, 1, 2, 4], [5, 6, 7, 8], [3, 2, 1, 0], [1, 2, 3, 4]])[None, None]
    largest = explained(nn.MaxPool2d(2), x, (0, 0, 0, 1))
    assert largest.result == 8
    np.testing.assert_array_equal(largest.terms.weights, [0, 0, 0, 1])
    assert largest.terms.places.at(3) == ("input", (0, 0, 1, 3))
    mean = explained(nn.AvgPool2d(2), x, (0, 0, 0, 0))
    np.testing.assert_array_equal(mean.terms.products, [0.25, 0.25, 1.25, 1.5])
    assert mean.result == 13 / 4
    norm = explained(nn.LPPool2d(2, 2), x, (0, 0, 1, 0))
    assert norm.result == pytest.approx(math.sqrt(9 + 4 + 1 + 4))


@pytest.mark.parametrize(("counted", "divisor"), [(True, 4), (False, 1)])
def test_padding_counts_in_an_average_if_it_is_told_to(counted, divisor):
    e = explained(nn.AvgPool2d(2, padding=1, count_include_pad=counted), NINE, (0, 0, 0, 0))
    assert e.result == e.network == 1 / divisor
    np.testing.assert_array_equal(e.terms.padded, [True, True, True, False])


def test_a_maximum_below_zero_does_not_go_to_padding():
    e = explained(nn.MaxPool2d(3, padding=1), -NINE, (0, 0, 0, 0))
    assert e.result == e.network == -1


def test_batch_norm_by_hand():
    layer = nn.BatchNorm2d(1, eps=0.0)
    layer.running_mean.fill_(3)
    layer.running_var.fill_(4)
    layer.weight.data.fill_(10)
    layer.bias.data.fill_(1)
    e = explained(layer, NINE, (0, 0, 2, 2))
    # (9 − 3) / 2 · 10 + 1
    np.testing.assert_array_equal(e.terms.products, [45, -15])
    assert (e.bias, e.result, e.network) == (1, 31, 31)
    assert {fact.name: fact.value for fact in e.facts} == {"mean": 3, "variance": 4, "eps": 0, "scale": 10}


def test_a_linear_layer_by_hand():
    layer = nn.Linear(3, 2)
    layer.weight.data = torch.tensor([[1.0, 2, 3], [4, 5, 6]])
    layer.bias.data = torch.tensor([0.5, -0.5])
    tokens = torch.tensor([[[1.0, 1, 1], [1, 10, 100]]])
    e = explained(layer, tokens, (0, 1, 1))
    np.testing.assert_array_equal(e.terms.products, [4, 50, 600])
    assert e.result == e.network == 653.5
    assert e.terms.places.at(2) == ("input", (0, 1, 2))


def test_a_softmax_is_a_share_of_all_exponentials():
    x = torch.log(torch.tensor([[1.0, 2, 5]]))
    e = explained(nn.Softmax(dim=1), x, (0, 1))
    assert e.result == pytest.approx(2 / 8)
    assert explained(nn.LogSoftmax(dim=1), x, (0, 1)).result == pytest.approx(math.log(2 / 8))


def test_attention_is_a_sum_over_the_values():
    # Both keys answer the query equally well.
    query, key = torch.zeros(1, 1, 1, 2), torch.ones(1, 1, 2, 2)
    value = torch.tensor([[[[1.0, 5], [3, 9]]]])
    trace = capture(Apply(F.scaled_dot_product_attention), (query, key, value))
    e = explain(trace, trace.calls[0], (0, 0, 0, 1))
    np.testing.assert_allclose(e.terms.products, [2.5, 4.5])
    assert e.terms.places.at(1) == ("input:2", (0, 0, 1, 1))


def test_a_moved_number_says_where_it_was():
    e = explained(Apply(lambda x: x.transpose(2, 3)), NINE, (0, 0, 2, 0))
    assert e.terms.places.at(0) == ("input", (0, 0, 0, 2))
    assert e.result == 3
    rolled = explained(Apply(lambda x: torch.roll(x, (1, 1), (2, 3))), NINE, (0, 0, 0, 0))
    assert rolled.terms.places.at(0) == ("input", (0, 0, 2, 2))


def test_a_joined_number_says_which_it_was():
    def join(x):
        return torch.cat([x.relu(), x.neg()], dim=1)

    e = explained(Apply(join), NINE, (0, 1, 0, 1), "0.cat")
    assert e.terms.places.at(0) == ("0.neg", (0, 0, 0, 1))


def test_a_sum_names_both_sides():
    e = explained(Apply(lambda x: x.relu() + 2 * x), NINE, (0, 0, 0, 1), "0.add")
    np.testing.assert_array_equal(e.terms.products, [2, 4])
    assert [e.terms.places.at(term)[0] for term in range(2)] == ["0.relu", "0.mul"]


def test_bilinear_interpolation_by_hand():
    x = torch.tensor([[[[0.0, 4], [8, 16]]]])
    e = explained(nn.Upsample(scale_factor=2, mode="bilinear"), x, (0, 0, 1, 1))
    # The point lies a quarter of the way from (0, 0) in both directions.
    np.testing.assert_allclose(e.terms.weights, [9 / 16, 3 / 16, 3 / 16, 1 / 16])
    assert e.result == 4 * 3 / 16 + 8 * 3 / 16 + 1
    assert e.terms.places.at(3) == ("input", (0, 0, 1, 1))


# ---- what is said where there is nothing to explain


def test_what_cannot_be_explained_is_one_sentence():
    trace = capture(nn.Sequential(nn.LSTM(3, 2)), torch.ones(1, 4, 3))
    assert not is_explained(trace.calls[0])
    with pytest.raises(NotExplained, match=r"^'0' \(LSTM\) is no operation whose arithmetic is known\.$"):
        explain(trace, "0", (0, 0, 0))


def test_a_cell_that_is_not_there_is_one_sentence():
    trace = capture(nn.Sequential(nn.ReLU()), NINE)
    with pytest.raises(NotExplained, match=r"^'0' has no cell \(0, 0, 3, 0\): its values are 1 × 1 × 3 × 3\.$"):
        explain(trace, "0", (0, 0, 3, 0))
    with pytest.raises(NotExplained, match="has no cell"):
        explain(trace, "0", (0, 0))


def test_values_that_were_not_kept_are_one_sentence():
    trace = capture(nn.Sequential(nn.ReLU(), nn.Sigmoid(), nn.Tanh()), NINE, keep=["0"])
    assert explain(trace, "0", (0, 0, 1, 1)).result == 5
    with pytest.raises(NotExplained, match=r"^The values of '1' have not been kept\.$"):
        explain(trace, "1", (0, 0, 1, 1))
    assert absent(NINE).is_meta


def test_random_dropping_has_no_account():
    net = Apply(lambda x: F.dropout(x, 0.5, training=True))
    trace = capture(net, NINE)
    with pytest.raises(NotExplained, match="dropped random cells"):
        explain(trace, trace.calls[0], (0, 0, 0, 0))


def test_arguments_that_nobody_foresaw_are_one_sentence():
    class Odd:
        """A stride that is no number."""

    trace = capture(nn.Sequential(nn.Conv2d(1, 1, 2)), NINE)
    trace.calls[0].module.stride = (Odd(), Odd())
    with pytest.raises(NotExplained, match=r"^'0' \(Conv2d\) was called in a way that cannot be read: .*Odd"):
        explain(trace, "0", (0, 0, 0, 0))


def test_places_of_what_is_not_zero_are_no_arithmetic():
    trace = capture(nn.Sequential(Apply(torch.where)), NINE)
    with pytest.raises(NotExplained, match="lists the places"):
        explain(trace, "0.where", (0,))


# ---- numbers that are none, and other formats


def test_no_number_and_infinity_agree_with_themselves():
    x = torch.tensor([[float("nan"), float("inf"), 1.0]])
    for column in range(3):
        e = explained(nn.ReLU(), x, (0, column))
        assert (e.difference, e.agrees) == (0, True)


def test_half_precision_is_measured_by_its_own_digits():
    layer = nn.Conv2d(8, 4, 3).bfloat16()
    x = torch.rand(1, 8, 5, 5, generator=torch.Generator().manual_seed(1)).bfloat16()
    e = explained(layer, x, (0, 3, 1, 2))
    assert e.terms.values.dtype == np.float64
    assert e.agrees
    assert e.precision > 1e-3


@pytest.mark.parametrize(
    ("kind", "setting", "expected"), [("conv", "tf32", 2e-3), ("conv", "ieee", 1e-5), ("norm", "tf32", 1e-5)]
)
def test_a_gpu_that_may_cut_digits_is_measured_by_those_it_keeps(monkeypatch, kind, setting, expected):
    monkeypatch.setattr(torch.backends.cudnn, "conv", SimpleNamespace(fp32_precision=setting))
    on_gpu = SimpleNamespace(dtype=torch.float32, is_cuda=True)
    assert precision_of(kind, [on_gpu]) == expected


def test_the_difference_is_shown_as_it_is():
    """A network that answers something else than its layer's arithmetic is not made to agree."""
    trace = capture(nn.Sequential(nn.ReLU()), NINE)
    trace.calls[0].tensor[0, 0, 0, 0] = 1.5
    e = explain(trace, "0", (0, 0, 0, 0))
    assert (e.result, e.network, e.difference, e.agrees) == (1, 1.5, 0.5, False)


def test_the_largest_terms_are_chosen_in_their_own_order():
    e = explained(conv([[[[1.0, -5, 2], [0, 9, 1], [1, -3, 1]]]]), torch.ones(1, 1, 3, 3), (0, 0, 0, 0))
    np.testing.assert_array_equal(e.terms.largest(3), [1, 4, 7])
    np.testing.assert_array_equal(e.terms.largest(99), np.arange(9))


def test_places_are_joined_with_their_own_dimensions():
    joined = Places.joined(
        [Places.in_one("a", np.array([[1, 2]])), Places.nowhere(1), Places.in_one("b", np.array([[3]]))]
    )
    assert [joined.at(term) for term in range(3)] == [("a", (1, 2)), None, ("b", (3,))]
