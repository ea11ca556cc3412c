"""TorchScript files: asked for, shown as text, followed step by step where that can be done."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from explorer import models
from explorer.core.capture import capture
from explorer.core.geometry import macs
from explorer.core.receptive_field import receptive_fields
from explorer.core.settings import pool_window
from explorer.errors import ModelError
from explorer.models.opening import Opening
from explorer.models.trust import Trust, TrustNeeded

if TYPE_CHECKING:
    from pathlib import Path

TRUSTING = Opening(trust=Trust(everything=True))


class Block(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(4, 4, 3, padding=1)
        self.norm = nn.BatchNorm2d(4)

    def forward(self, x: Tensor) -> Tensor:
        return F.relu(self.norm(self.conv(x)), inplace=True) + x


class Net(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(3, 4, 3)
        self.block = Block()
        self.after = nn.Sequential(nn.ReLU(), nn.AvgPool2d(2))
        self.fc = nn.Linear(4 * 9, 3)

    def forward(self, x: Tensor) -> Tensor:
        x = self.block(F.max_pool2d(self.stem(x), 2))
        x = self.after(self.block(x))
        if bool(x.mean() > 0):
            x = x * 2
        return self.fc(torch.flatten(x, 1))


class Own(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 2, 3)

    def forward(self, x: Tensor) -> Tensor:
        return _twice(self.conv(x))


def _twice(x: Tensor) -> Tensor:
    return x * 2


def _saved(net: nn.Module, path: Path, example: Tensor | None = None) -> Path:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        script: Any = torch.jit.script(net) if example is None else torch.jit.trace(net, example)
        torch.jit.save(script, path)
    return path


@pytest.fixture
def net() -> Net:
    torch.manual_seed(5)
    return Net().eval()


def test_nothing_is_loaded_without_consent_and_the_code_is_shown(net: Net, tmp_path: Path) -> None:
    with pytest.raises(TrustNeeded) as asked:
        models.load(str(_saved(net, tmp_path / "net.pt")))
    assert asked.value.kind == "TorchScript file"
    assert "def forward(self" in asked.value.shown


@pytest.mark.parametrize("traced", [False, True])
def test_every_value_is_that_of_the_network(net: Net, tmp_path: Path, traced: bool) -> None:
    x = torch.rand(1, 3, 16, 16)
    path = _saved(net, tmp_path / "net.pt", x if traced else None)
    model = models.load(str(path), Opening(trust=Trust(everything=True), input_shapes=((3, 16, 16),)))
    ours, original = capture(model.module, x), capture(net, x)
    for name in ("stem", "block.conv", "block.norm", "block.conv:1", "block.add:1", "after.1", "fc"):
        assert torch.equal(ours[name].output, original[name].output), name
        assert ours[name].kind == original[name].kind
    assert torch.equal(ours.calls[-1].output, original.calls[-1].output)


class Odd(nn.Module):
    """Two branches, one dilated, a group norm, a layer that is called twice, and one of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.near = nn.Conv2d(3, 4, 3, padding=1)
        self.wide = nn.Conv2d(3, 4, 3, padding=4, dilation=4, groups=1, bias=False)
        self.norm = nn.GroupNorm(2, 8)
        self.act = nn.ReLU()
        self.pool = nn.MaxPool2d(2, ceil_mode=True)
        self.mirror = nn.Conv2d(8, 2, 3, padding=1, padding_mode="reflect")
        self.clip = nn.ReLU6()
        self.drop = nn.Dropout(0.3)
        self.last = Half()

    def forward(self, x: Tensor) -> Tensor:
        x = self.act(self.norm(torch.cat([self.near(x), self.wide(x)], 1)))
        x = self.drop(self.clip(x))
        return self.last(self.mirror(self.act(self.pool(x))))


class Half(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(x * 0.5)


@pytest.mark.parametrize("traced", [False, True])
def test_layers_have_the_settings_that_they_were_made_with(tmp_path: Path, traced: bool) -> None:
    torch.manual_seed(2)
    net, x = Odd().eval(), torch.rand(1, 3, 9, 9)
    path = _saved(net, tmp_path / "odd.pt", x if traced else None)
    model = models.load(str(path), Opening(trust=Trust(everything=True), input_shapes=((3, 9, 9),)))
    ours, original = capture(model.module, x), capture(net, x)
    assert pool_window(ours["pool"]) == pool_window(original["pool"])
    for name in ("near", "wide", "norm", "act", "act:1", "clip", "drop"):
        assert repr(ours[name].module) == repr(original[name].module)
        assert torch.equal(ours[name].output, original[name].output), name
    # 4 maps of 9 x 9 cells, each a sum of 3 * 3 * 3 products.
    assert macs(ours["near"]) == macs(ours["wide"]) == 4 * 81 * 27
    fields = receptive_fields(ours).of("wide", 4, 4)
    assert fields is not None
    assert fields.input is not None
    assert sorted(map(tuple, np.argwhere(fields.input.cells))) == [(r, c) for r in (0, 4, 8) for c in (0, 4, 8)]
    assert type(ours["mirror"].module).__module__ != "torch.nn.modules.conv"  # padding by reflection is two steps
    assert "not always their settings" in model.note


def test_a_script_whose_layers_are_all_known_says_nothing(net: Net, tmp_path: Path) -> None:
    model = models.load(str(_saved(net, tmp_path / "net.pt")), TRUSTING)
    assert model.note == ""
    assert isinstance(model.module.get_submodule("block.norm"), nn.BatchNorm2d)


def test_the_input_is_guessed_from_the_first_weights(net: Net, tmp_path: Path) -> None:
    path = _saved(net, tmp_path / "net.pt", torch.rand(1, 3, 16, 16))
    assert models.load(str(path), TRUSTING).input_shape == (3, 16, 16)


def test_what_cannot_be_followed_is_one_layer_and_said_so(tmp_path: Path) -> None:
    path = _saved(Own().eval(), tmp_path / "own.pt")
    model = models.load(str(path), Opening(trust=Trust(everything=True), input_shapes=((3, 8, 8),)))
    assert "Only its input and output" in model.note
    assert "_twice" in model.note
    assert len(capture(model.module, torch.rand(1, 3, 8, 8))) >= 1


def test_a_wrong_shape_is_said_with_the_file(net: Net, tmp_path: Path) -> None:
    path = _saved(net, tmp_path / "net.pt")
    with pytest.raises(ModelError, match=r"net\.pt.*3×9×9"):
        models.load(str(path), Opening(trust=Trust(everything=True), input_shapes=((3, 9, 9),)))
