from collections import OrderedDict

import pytest
import torch
from safetensors.torch import save_file
from torch import nn

from explorer.errors import ModelError
from explorer.models.base import Model
from explorer.models.weights import read, with_weights


def model(*layers):
    """A Model around a Sequential; its preprocessing is not asked for anything here."""
    return Model(
        "toy", "Toy", "built-in", "random weights", False, nn.Sequential(*layers), (1, 3, 3), (), lambda _: None
    )


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
    assert loaded.note == "Its float16 numbers were made float32."
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
        read(file)
    assert str(caught.value).startswith(f"{file}: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("old", [False, True])
def test_a_cut_file_is_one_sentence_wherever_it_is_cut(tmp_path, old):
    torch.save({"0.weight": torch.zeros(40, 40)}, tmp_path / "whole.pt", _use_new_zipfile_serialization=not old)
    save_file({"0.weight": torch.zeros(40, 40)}, tmp_path / "whole.safetensors")
    for whole in (tmp_path / "whole.pt", tmp_path / "whole.safetensors"):
        content = whole.read_bytes()
        for share in range(1, 20):
            cut = tmp_path / f"cut{whole.suffix}"
            cut.write_bytes(content[: len(content) * share // 20])
            with pytest.raises(ModelError, match=r"is damaged or cut off|is damaged or no weights file"):
                read(cut)


@pytest.mark.parametrize("content", [[torch.zeros(1)], {}, {"epoch": 3}, {0: torch.zeros(1)}, torch.zeros(1), 3, None])
def test_what_holds_no_mapping_to_tensors_is_refused(tmp_path, content):
    torch.save(content, tmp_path / "odd.pt")
    with pytest.raises(ModelError, match=r"odd\.pt: holds no state dict"):
        read(tmp_path / "odd.pt")


def test_an_empty_safetensors_file_is_refused(tmp_path):
    save_file({}, tmp_path / "none.safetensors")
    with pytest.raises(ModelError, match="holds no tensors"):
        read(tmp_path / "none.safetensors")


@pytest.mark.parametrize("name", ["nowhere.pt", "nowhere.safetensors"])
def test_a_missing_file_says_so(tmp_path, name):
    with pytest.raises(ModelError, match=f"{name}: cannot be read: No such file"):
        read(tmp_path / name)


@pytest.mark.parametrize("suffix", [".pth", ".safetensors"])
def test_weights_under_the_other_kinds_name_are_read(tmp_path, suffix):
    torch.save({"a": torch.ones(2)}, tmp_path / f"net{suffix}")
    assert read(tmp_path / f"net{suffix}").kind == "checkpoint"
    save_file({"a": torch.ones(2)}, tmp_path / f"net{suffix}")
    assert read(tmp_path / f"net{suffix}").kind == "safetensors"


STATE = {"0.weight": torch.ones(2, 2), "0.bias": torch.ones(2), "1.weight": torch.ones(2, 2)}


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (STATE, ""),
        (STATE | {"epoch": 3}, ""),
        ({"state_dict": STATE, "optimizer": {"state": {0: {"exp_avg": torch.ones(2)}}}}, "state_dict"),
        ({"model_state_dict": OrderedDict(STATE), "best_acc": 0.5}, "model_state_dict"),
        ({"net": STATE, "acc": 93.5, "epoch": 7}, "net"),
        ({"params_ema": STATE}, "params_ema"),
        ({"ema": {"model": STATE, "decay": 0.9}}, "ema.model"),
        ([STATE, 3], "0"),
        # An optimizer in one group holds as many tensors as there are weights.
        ({"optimizer": {"state": dict(STATE), "a": STATE}, "model": STATE}, "model"),
        ({"model": STATE, "loss": {"weight": torch.ones(2)}}, "model"),
        ({"head": {"weight": torch.ones(2)}, "backbone": STATE}, "backbone"),
    ],
)
def test_the_weights_are_found_among_what_training_leaves(tmp_path, content, place):
    torch.save(content, tmp_path / "net.ckpt")
    weights = read(tmp_path / "net.ckpt")
    assert weights.place == place
    assert weights.others == ()
    assert weights.tensors.keys() == STATE.keys()


@pytest.mark.parametrize(
    ("content", "place", "others"),
    [
        ({"state_dict_ema": dict(STATE), "state_dict": STATE}, "state_dict", ("state_dict_ema",)),
        # An average counts its steps in a single number, which makes it no larger.
        ({"model": STATE, "model_ema": STATE | {"n_averaged": torch.tensor(4)}}, "model", ("model_ema",)),
        ({"a": {"x": torch.ones(1)}, "b": {"x": torch.ones(1), "y": torch.ones(1)}}, "b", ("a",)),
    ],
)
def test_of_several_the_largest_and_then_no_average_is_taken_and_the_others_are_told(tmp_path, content, place, others):
    torch.save(content, tmp_path / "net.pt")
    weights = read(tmp_path / "net.pt")
    assert (weights.place, weights.others) == (place, others)


def test_a_file_that_holds_itself_comes_to_an_end(tmp_path):
    content = {"model": STATE}
    content["again"] = content
    torch.save(content, tmp_path / "net.pt")
    assert read(tmp_path / "net.pt").place == "model"


@pytest.mark.filterwarnings("ignore:torch.quantize_per_tensor")
def test_quantised_and_sparse_tensors_are_no_weights(tmp_path):
    quantised = torch.quantize_per_tensor(torch.ones(2), 0.1, 0, torch.qint8)
    torch.save({"a": quantised, "b": torch.eye(2).to_sparse()}, tmp_path / "net.pt")
    with pytest.raises(ModelError, match=r"quantised or sparse \(a, b\): save the network's float weights"):
        read(tmp_path / "net.pt")


def test_bytes_where_numbers_belong_are_refused(tmp_path):
    torch.save({"0.weight": torch.ones(1, 1, dtype=torch.int8), "0.bias": torch.ones(1)}, tmp_path / "net.pt")
    with pytest.raises(ModelError, match=r"0\.weight is of type int8"):
        with_weights(model(nn.Linear(1, 1)), tmp_path / "net.pt")


def test_progress_is_told_in_bytes(tmp_path):
    torch.save(STATE, tmp_path / "net.pt")
    told = []
    read(tmp_path / "net.pt", lambda done, whole: told.append((done, whole)))
    size = (tmp_path / "net.pt").stat().st_size
    assert told == [(0, size), (size, size)]


@pytest.mark.parametrize("prefix", ["module.", "_orig_mod.", "model.", "model.backbone.module."])
def test_prefixes_that_training_adds_are_taken_away(tmp_path, prefix):
    state = {"0.weight": torch.tensor([[3.0]]), "0.bias": torch.tensor([1.0])}
    torch.save({"state_dict": {f"{prefix}{key}": value for key, value in state.items()}}, tmp_path / "net.pt")
    assert with_weights(model(nn.Linear(1, 1)), tmp_path / "net.pt").module(torch.ones(1)).item() == 4


def test_wrappers_inside_of_a_name_are_taken_away_too(tmp_path):
    state = {"0.module.0.weight": torch.tensor([[3.0]]), "1.weight": torch.tensor([[2.0]])}
    torch.save(state, tmp_path / "net.pt")
    net = model(nn.Sequential(nn.Linear(1, 1, bias=False)), nn.Linear(1, 1, bias=False))
    assert with_weights(net, tmp_path / "net.pt").module(torch.ones(1)).item() == 6


def test_a_network_that_calls_a_layer_module_keeps_its_name(tmp_path):
    class Wrapper(nn.Module):
        def __init__(self):
            super().__init__()
            self.module = nn.Linear(1, 1, bias=False)

        def forward(self, x):
            return self.module(x)

    torch.save({"0.module.weight": torch.tensor([[3.0]])}, tmp_path / "net.pt")
    assert with_weights(model(Wrapper()), tmp_path / "net.pt").module(torch.ones(1)).item() == 3


def test_missing_counters_of_batches_are_no_misfit(tmp_path):
    state = {key: value for key, value in nn.BatchNorm1d(2).state_dict().items() if "tracked" not in key}
    torch.save({f"0.{key}": value + 1 for key, value in state.items()}, tmp_path / "old.pt")
    loaded = with_weights(model(nn.BatchNorm1d(2)), tmp_path / "old.pt")
    assert loaded.module[0].running_mean.tolist() == [1, 1]
    assert loaded.note == ""


@pytest.mark.parametrize("odd", [float("nan"), float("inf")])
def test_what_is_no_number_is_told(tmp_path, odd):
    torch.save({"0.weight": torch.tensor([[odd]]), "0.bias": torch.ones(1)}, tmp_path / "net.pt")
    loaded = with_weights(model(nn.Linear(1, 1)), tmp_path / "net.pt")
    assert loaded.note == "The weights hold NaN or infinity in 0.weight."


def test_large_numbers_are_not_taken_for_infinite_ones(tmp_path):
    torch.save({"0.weight": torch.full((2, 1), 3e38), "0.bias": torch.ones(2)}, tmp_path / "net.pt")
    assert with_weights(model(nn.Linear(1, 2)), tmp_path / "net.pt").note == ""


def test_what_lies_beside_the_prefix_is_left_out_and_told(tmp_path):
    state = {"net.0.weight": torch.ones(1, 1), "net.0.bias": torch.ones(1), "loss.weight": torch.ones(3)}
    torch.save({"state_dict": state}, tmp_path / "lightning.ckpt")
    loaded = with_weights(model(nn.Linear(1, 1)), tmp_path / "lightning.ckpt")
    assert loaded.note == "What is not under “net.” was left out: loss.weight."


def test_weights_do_not_follow_the_file_nor_each_other(tmp_path):
    shared = torch.ones(1, 1)
    torch.save({"0.weight": shared, "1.weight": shared}, tmp_path / "net.pt")
    first, second = nn.Linear(1, 1, bias=False), nn.Linear(1, 1, bias=False)
    with_weights(model(first, second), tmp_path / "net.pt")
    with torch.no_grad():
        first.weight.fill_(5)
    assert second.weight.item() == 1
