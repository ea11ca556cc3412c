from __future__ import annotations

import pytest
import torch
from torch import nn

from explorer.models.architectures import build
from explorer.training.folding import folded, with_batch_norms

SPEC = {
    "input_shape": [1, 28, 28],
    "stages": [
        {"type": "conv", "channels": 4, "kernel": 5, "stride": 2},
        {"type": "relu"},
        {"type": "flatten"},
        {"type": "linear", "features": 12},
        {"type": "relu"},
        {"type": "dropout"},
        {"type": "linear", "features": 5},
    ],
}


@pytest.fixture(scope="module")
def trained():
    """A net whose batch norms have seen something, in float64."""
    torch.manual_seed(0)
    net = with_batch_norms(build(SPEC)).double().train()
    for norm in (layer for layer in net if isinstance(layer, (nn.BatchNorm1d, nn.BatchNorm2d))):
        nn.init.uniform_(norm.weight, -1, 2)
        nn.init.uniform_(norm.bias, -1, 1)
    for _ in range(3):
        net(torch.rand(8, 1, 28, 28, dtype=torch.float64))
    return net


def test_the_folded_net_says_the_same(trained):
    x = torch.rand(16, 1, 28, 28, dtype=torch.float64)
    with torch.no_grad():
        torch.testing.assert_close(folded(trained)(x), trained.eval()(x), rtol=1e-6, atol=1e-6)


def test_the_folded_net_has_the_architectures_layers_again(trained):
    assert [name for name, _ in folded(trained).named_children()] == [name for name, _ in build(SPEC).named_children()]


def test_folding_leaves_the_net_as_it_is(trained):
    trained.train()
    before = {name: value.clone() for name, value in trained.state_dict().items()}
    folded(trained)
    assert trained.training
    assert all(torch.equal(before[name], value) for name, value in trained.state_dict().items())


def test_batch_norms_stand_behind_all_layers_with_weights_but_the_last():
    names = [name for name, layer in with_batch_norms(build(SPEC)).named_children() if "Norm" in type(layer).__name__]
    assert names == ["conv1_norm", "fc1_norm"]


def test_a_batch_norm_of_the_architecture_that_follows_no_weights_stays():
    stages = [{"type": "relu"}, {"type": "batchnorm"}, {"type": "flatten"}, {"type": "linear", "features": 2}]
    net = folded(build({"input_shape": [1, 4, 4], "stages": stages}))
    assert isinstance(net.norm1, nn.BatchNorm2d)
