"""The note on a network's weights: the same while they are, another one however they are changed."""

import pytest
import torch
from torch import nn

from explorer.core.weight_state import weight_state


@pytest.fixture
def net():
    torch.manual_seed(0)
    return nn.Sequential(nn.Conv2d(2, 3, 3), nn.BatchNorm2d(3), nn.Linear(5, 1)).eval()


def written(net):
    with torch.no_grad():
        net[0].weight.mul_(2)


def replaced(net):
    net[2].bias = nn.Parameter(net[2].bias.detach().clone())


def trained(net):
    net.train()(torch.rand(1, 2, 7, 7))


@pytest.mark.parametrize("values", [False, True])
@pytest.mark.parametrize("change", [written, replaced, trained])
def test_every_change_that_torch_counts_is_seen(net, change, values):
    before = weight_state(net, values)
    net(torch.rand(1, 2, 7, 7))
    assert weight_state(net, values) == before
    change(net)
    assert weight_state(net, values) != before


def least(weight):
    """One number, to the next one that there is."""
    weight[-1, -1] = torch.nextafter(weight[-1, -1], torch.tensor(10.0))


def negated(weight):
    weight.neg_()


def turned(weight):
    weight.copy_(weight.flip(0))


@pytest.mark.parametrize("change", [least, negated, turned])
@pytest.mark.parametrize("shape", [(64, 32), (5, 7)])
def test_values_tell_of_what_torch_does_not_count(change, shape):
    net = nn.Linear(*shape)
    uncounted, before = weight_state(net, False), weight_state(net, True)
    change(net.weight.data)
    assert weight_state(net, False) == uncounted
    assert weight_state(net, True) != before


@pytest.mark.parametrize(
    "weight",
    [
        torch.zeros(3, dtype=torch.bool),
        torch.zeros(3, dtype=torch.bfloat16),
        torch.zeros(8).to(torch.float8_e4m3fn),
        torch.zeros(3, dtype=torch.complex128).conj(),
        torch.zeros(4, 2, 3, 3).to(memory_format=torch.channels_last),
        torch.zeros(9)[1:],
        torch.zeros(0),
        torch.tensor(1.0),
        torch.zeros(2, 2).to_sparse(),
        torch.zeros(2, device="meta"),
    ],
    ids=lambda weight: f"{weight.dtype} {tuple(weight.shape)}",
)
def test_every_kind_of_number_is_taken(weight):
    net = nn.Module()
    net.register_buffer("weight", weight)
    assert weight_state(net, True) == weight_state(net, True)
    with torch.inference_mode():
        net.register_buffer("other", torch.ones(2))
    assert len(weight_state(net, False)) == 2
