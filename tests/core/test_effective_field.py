"""The effective field: gradients worked out by hand, and a network left as it was found."""

import numpy as np
import pytest
import torch
from torch import nn

from explorer.core.capture import capture
from explorer.core.effective_field import EffectiveField, effective_field
from explorer.core.receptive_field import ReceptiveFields
from explorer.errors import ModelError


def net():
    torch.manual_seed(1)
    return nn.Sequential(nn.Conv2d(2, 3, 3, padding=1), nn.ReLU(inplace=True), nn.MaxPool2d(2), nn.Conv2d(3, 2, 3))


def test_one_convolution_is_its_weights():
    conv = nn.Conv2d(2, 3, 3)
    found = effective_field(conv, torch.rand(1, 2, 6, 7), "Conv2d", 2, 1, 1)
    wanted = np.zeros((6, 7), np.float32)
    wanted[2:5, 1:4] = conv.weight[1].detach().abs().sum(0).numpy()
    np.testing.assert_allclose(found.strength, wanted, rtol=1e-6)
    assert found.largest == pytest.approx(wanted.max())


def test_it_lies_within_the_theoretical_field():
    module, x = net().eval(), torch.rand(1, 2, 12, 12)
    cells = ReceptiveFields(capture(module, x)).of("3", 1, 2).input.cells
    strength = effective_field(module, x, "3", 1, 2, 0).strength
    assert strength.max() > 0
    assert not strength[~cells].any()


def test_the_value_before_it_is_overwritten_counts():
    """The inplace ReLU writes into what the convolution said; the cell meant is what it said."""
    module = nn.Sequential(nn.Conv2d(1, 1, 1), nn.ReLU(inplace=True))
    with torch.no_grad():
        module[0].weight.fill_(-2)
        module[0].bias.zero_()
    x = torch.ones(1, 1, 2, 2)
    assert effective_field(module, x, "0", 0, 1, 0).strength.tolist() == [[0, 2], [0, 0]]
    assert effective_field(module, x, "1", 0, 1, 0).strength.tolist() == [[0, 0], [0, 0]]


def test_the_network_is_left_as_it_was():
    module = net().train()
    before = {name: tensor.clone() for name, tensor in module.state_dict().items()}
    effective_field(module, torch.rand(1, 2, 12, 12), "3", 0, 0, 0)
    assert all(part.training for part in module.modules())
    assert all(parameter.grad is None for parameter in module.parameters())
    assert all(torch.equal(before[name], tensor) for name, tensor in module.state_dict().items())
    assert torch.is_grad_enabled()


@pytest.mark.parametrize("given", [(torch.ones(1, 1, 2, 2), torch.ones(1)), {"x": torch.ones(1, 1, 2, 2)}])
def test_several_and_named_inputs(given):
    class Twice(nn.Module):
        def forward(self, x, other=1):
            return x * 3 * other

    name = "mul:1" if isinstance(given, tuple) else "mul"
    assert effective_field(Twice(), given, name, 1, 0, 0).strength.tolist() == [[0, 0], [3, 0]]


def test_what_turns_gradients_off_is_told():
    class Frozen(nn.Module):
        def forward(self, x):
            with torch.no_grad():
                return torch.relu(x)

    with pytest.raises(ModelError, match="gradient"):
        effective_field(Frozen(), torch.rand(1, 1, 2, 2), "Frozen", 0, 0, 0)


def test_cells_that_are_not_there_are_told():
    with pytest.raises(ModelError, match="no cell"):
        effective_field(net().eval(), torch.rand(1, 2, 12, 12), "3", 9, 9, 0)


def test_the_side_counts_what_is_above_two_deviations():
    strength = np.zeros((8, 8), np.float32)
    strength[:3, :3] = 0.1
    strength[0, 0], strength[5, 5] = 1, 0.04
    assert EffectiveField(strength).side == 3
    assert EffectiveField(np.zeros((2, 2), np.float32)).side == 0
