"""torch.export's files: asked for, told as text, and every value of the network in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from explorer import models
from explorer.core.capture import capture
from explorer.errors import ModelError
from explorer.models.opening import Opening
from explorer.models.trust import Trust, TrustNeeded

if TYPE_CHECKING:
    from pathlib import Path

TRUSTING = Opening(trust=Trust(everything=True))


class Block(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(4, 4, 3, padding=1, groups=2, bias=False)
        self.norm = nn.BatchNorm2d(4)
        self.relu = nn.ReLU(inplace=True)

    def forward(self, x: Tensor) -> Tensor:
        return self.relu(self.norm(self.conv(x))) + x


class Net(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(3, 4, 3, stride=2)
        self.pool = nn.MaxPool2d(2)
        self.block = Block()
        self.fc = nn.Linear(4, 3)

    def forward(self, x: Tensor) -> Tensor:
        x = self.pool(self.stem(x))
        x = self.block(F.relu(self.block(x), inplace=True))
        return self.fc(x.mean((2, 3)))


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, nn.Module]:
    torch.manual_seed(3)
    net = Net().eval()
    net.block.norm.running_mean.uniform_()  # type: ignore[operator, union-attr]
    path = tmp_path_factory.mktemp("exported") / "net.pt2"
    torch.export.save(torch.export.export(net, (torch.rand(1, 3, 16, 16),)), path)
    return path, net


def test_nothing_is_loaded_without_consent(saved: tuple[Path, nn.Module]) -> None:
    with pytest.raises(TrustNeeded) as asked:
        models.load(str(saved[0]))
    assert asked.value.kind == "torch.export file"
    assert "torch.ops.aten.conv2d.default" in asked.value.shown


def test_every_value_is_that_of_the_network_before_the_export(saved: tuple[Path, nn.Module]) -> None:
    path, net = saved
    model = models.load(str(path), TRUSTING)
    assert model.input_shape == (3, 16, 16)
    x = torch.rand(1, 3, 16, 16)
    ours, original = capture(model.module, x), capture(net, x)
    assert [call.name for call in ours.calls] == [call.name for call in original.calls]
    assert [call.kind for call in ours.calls] == [call.kind for call in original.calls]
    assert [call.parents for call in ours.calls] == [call.parents for call in original.calls]
    for call in original.calls:
        assert torch.equal(ours[call.name].output, call.output), call.name


def test_layers_come_back_as_what_they_were(saved: tuple[Path, nn.Module]) -> None:
    module = models.load(str(saved[0]), TRUSTING).module
    conv, norm = module.get_submodule("block.conv"), module.get_submodule("block.norm")
    assert isinstance(conv, nn.Conv2d)
    assert (conv.kernel_size, conv.stride, conv.padding, conv.groups, conv.bias) == ((3, 3), (1, 1), (1, 1), 2, None)
    assert isinstance(norm, nn.BatchNorm2d)
    assert isinstance(module.get_submodule("pool"), nn.MaxPool2d)
    assert isinstance(module.get_submodule("fc"), nn.Linear)


def test_other_files_are_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "text.pt2").write_text("hello", encoding="utf-8")
    with pytest.raises(ModelError, match=r"text\.pt2.*torch\.export"):
        models.load(str(tmp_path / "text.pt2"), TRUSTING)
    with pytest.raises(ModelError, match=r"nowhere\.pt2"):
        models.load(str(tmp_path / "nowhere.pt2"), TRUSTING)


def test_a_cut_off_file_is_refused(saved: tuple[Path, nn.Module], tmp_path: Path) -> None:
    content = saved[0].read_bytes()
    (tmp_path / "cut.pt2").write_bytes(content[: len(content) // 2])
    with pytest.raises(ModelError, match=r"cut\.pt2"):
        models.load(str(tmp_path / "cut.pt2"), TRUSTING)


def test_a_batch_of_another_size_is_said(tmp_path: Path) -> None:
    path = tmp_path / "batch.pt2"
    torch.export.save(torch.export.export(Net().eval(), (torch.rand(4, 3, 16, 16),)), path)
    with pytest.raises(ModelError, match="batch of 4"):
        models.load(str(path), TRUSTING)
