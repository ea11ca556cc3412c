import os
import pickle

import pytest
import torch
from safetensors.torch import save_file
from torch import nn

from explorer.errors import ModelError
from explorer.models.base import Model
from explorer.models.weights import state_dict, with_weights


def model(*layers):
    """A Model around a Sequential; its preprocessing is not asked for anything here."""
    return Model(
        "toy", "Toy", "built-in", "random weights", False, nn.Sequential(*layers), (1, 3, 3), (), lambda _: None
    )


class Planted:
    """Unpickling it makes a folder."""

    def __init__(self, path):
        self.path = str(path)

    def __reduce__(self):
        return os.mkdir, (self.path,)


@pytest.mark.parametrize("suffix", [".safetensors", ".pt", ".pth"])
def test_the_numbers_of_the_file_are_in_the_module_afterwards(tmp_path, suffix):
    state = {"0.weight": torch.arange(9.0).reshape(1, 1, 3, 3), "0.bias": torch.tensor([7.0])}
    file = tmp_path / f"net{suffix}"
    save_file(state, file) if suffix == ".safetensors" else torch.save(state, file)
    loaded = with_weights(model(nn.Conv2d(1, 1, 3)), file)
    assert loaded.module(torch.ones(1, 1, 3, 3)).item() == 36 + 7
    assert loaded.weights == f"weights from net{suffix}"
    assert loaded.trained


def test_half_precision_weights_become_the_modules_type(tmp_path):
    torch.save({"0.weight": torch.tensor([[0.5]]).half(), "0.bias": torch.tensor([0.25]).half()}, tmp_path / "net.pt")
    loaded = with_weights(model(nn.Linear(1, 1)), tmp_path / "net.pt")
    assert loaded.module[0].weight.dtype == torch.float32
    assert loaded.module(torch.tensor([[2.0]])).item() == 1.25


def test_a_misfit_names_missing_unexpected_and_misshaped_keys_and_changes_nothing(tmp_path):
    target = model(nn.Conv2d(1, 1, 3), nn.Linear(1, 1))
    before = {key: value.clone() for key, value in target.module.state_dict().items()}
    save_file(
        {"0.weight": torch.zeros(2, 1, 3, 3), "0.bias": torch.zeros(1), "fc.bias": torch.zeros(1)},
        tmp_path / "n.safetensors",
    )
    with pytest.raises(ModelError) as caught:
        with_weights(target, tmp_path / "n.safetensors")
    said = str(caught.value)
    assert said.startswith(f"{tmp_path / 'n.safetensors'}: ")
    assert "missing: 1.weight, 1.bias" in said
    assert "unexpected: fc.bias" in said
    assert "0.weight is 2×1×3×3 instead of 1×1×3×3" in said
    assert all(torch.equal(value, before[key]) for key, value in target.module.state_dict().items())


def test_many_misfits_are_counted_and_not_all_listed(tmp_path):
    save_file({f"key{number}": torch.zeros(1) for number in range(9)}, tmp_path / "n.safetensors")
    with pytest.raises(ModelError, match=r"unexpected: key0, key1, key2 and 6 more"):
        with_weights(model(nn.ReLU()), tmp_path / "n.safetensors")


@pytest.mark.parametrize("suffix", [".safetensors", ".pt", ".pth"])
@pytest.mark.parametrize(
    "content", [b"", b"not weights at all", b"\x80\x02}q\x00.", b"PK\x03\x04half a zip", b"\xff" * 64]
)
def test_a_damaged_file_is_one_sentence(tmp_path, suffix, content):
    file = tmp_path / f"bad{suffix}"
    file.write_bytes(content)
    with pytest.raises(ModelError) as caught:
        state_dict(file)
    assert str(caught.value).startswith(f"{file}: ")
    assert "\n" not in str(caught.value)


def test_a_cut_file_is_one_sentence_wherever_it_is_cut(tmp_path):
    torch.save({"0.weight": torch.zeros(40, 40)}, tmp_path / "whole.pt")
    save_file({"0.weight": torch.zeros(40, 40)}, tmp_path / "whole.safetensors")
    for whole in (tmp_path / "whole.pt", tmp_path / "whole.safetensors"):
        content = whole.read_bytes()
        for share in range(1, 20):
            cut = tmp_path / f"cut{whole.suffix}"
            cut.write_bytes(content[: len(content) * share // 20])
            with pytest.raises(ModelError, match="cut"):
                state_dict(cut)


@pytest.mark.parametrize("suffix", [".safetensors", ".pt", ".pth"])
def test_code_in_a_file_is_not_run(tmp_path, suffix):
    file, trap = tmp_path / f"evil{suffix}", tmp_path / "made"
    file.write_bytes(pickle.dumps({"0.weight": Planted(trap)}))
    with pytest.raises(ModelError, match="evil"):
        state_dict(file)
    torch.save({"0.weight": Planted(trap)}, file)
    with pytest.raises(ModelError, match="evil"):
        state_dict(file)
    assert not trap.exists()


def test_a_whole_module_is_refused_with_what_to_save_instead(tmp_path):
    torch.save(nn.Linear(1, 1), tmp_path / "module.pt")
    with pytest.raises(ModelError, match=r"save model\.state_dict\(\)"):
        state_dict(tmp_path / "module.pt")


@pytest.mark.parametrize("content", [[torch.zeros(1)], {}, {"epoch": 3}, {"state_dict": {"0.weight": torch.zeros(1)}}])
def test_what_is_no_mapping_of_tensors_is_refused(tmp_path, content):
    torch.save(content, tmp_path / "odd.pt")
    with pytest.raises(ModelError, match="state dict"):
        state_dict(tmp_path / "odd.pt")


@pytest.mark.parametrize("name", ["nowhere.pt", "nowhere.safetensors"])
def test_a_missing_file_says_so(tmp_path, name):
    with pytest.raises(ModelError, match=f"{name}: cannot be read: No such file"):
        state_dict(tmp_path / name)


def test_a_folder_says_so(tmp_path):
    (tmp_path / "folder.pt").mkdir()
    with pytest.raises(ModelError, match="Is a directory"):
        state_dict(tmp_path / "folder.pt")


def test_another_kind_of_file_is_refused_unread(tmp_path):
    (tmp_path / "net.onnx").write_bytes(b"anything")
    with pytest.raises(ModelError, match=r"\.safetensors, \.pt and \.pth"):
        state_dict(tmp_path / "net.onnx")
