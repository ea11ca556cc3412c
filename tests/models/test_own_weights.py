"""Whether a network's own code gives it weights that mean something."""

import pytest
import torch
from torch import nn

from explorer.models.own_weights import making_watched, own_weights


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.body, self.head = nn.Conv2d(1, 2, 3), nn.Linear(2, 3)


def made(maker):
    with making_watched() as making:
        net = maker()
    return making.random(net)


def trained():
    net = Net()
    net.load_state_dict({key: torch.ones_like(value) for key, value in net.state_dict().items()})
    return net


def with_a_new_head():
    net = trained()
    net.head = nn.Linear(2, 7)
    return net


def with_a_loaded_part():
    net = Net()
    net.body.load_state_dict(nn.Conv2d(1, 2, 3).state_dict())
    return net


def fixed():
    net = nn.Conv2d(1, 1, 3, bias=False, device="meta")
    net.weight = nn.Parameter(torch.tensor([[[[1.0, 0, -1], [2, 0, -2], [1, 0, -1]]]]))
    return net


@pytest.mark.parametrize(
    ("maker", "left"), [(Net, 4), (trained, 0), (with_a_new_head, 2), (with_a_loaded_part, 2), (fixed, 0), (nn.ReLU, 0)]
)
def test_parameters_are_random_unless_they_were_loaded_or_never_drawn(maker, left):
    assert made(maker)[0] == left


def test_afterwards_loading_is_as_it_was_also_after_an_exception():
    before = nn.Module.load_state_dict
    with pytest.raises(RuntimeError, match="Missing key"), making_watched() as making:
        Net().load_state_dict({})
    assert nn.Module.load_state_dict is before
    assert making.loaded == []


def test_what_is_random_is_said():
    assert own_weights(0, 4) == "weights as its code makes them"
    assert own_weights(4, 4) == "weights as its code makes them (random, it loads none)"
    assert own_weights(2, 4) == "weights as its code makes them (2 of 4 tensors random, not loaded)"


def test_what_a_state_dict_did_not_hold_is_random_whichever_of_its_names_it_held():
    with making_watched() as making:
        net = nn.Sequential(nn.Linear(3, 4), nn.Linear(4, 3), nn.Linear(3, 4))
        net[2].weight = net[0].weight
        net.load_state_dict({"1.bias": torch.zeros(3), "2.weight": torch.zeros(4, 3)}, strict=False)
    assert making.random(net) == (3, 5)
