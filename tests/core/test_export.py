import json
import math
import zipfile

import nets
import numpy as np
import pytest
import torch
from safetensors import safe_open
from safetensors.torch import load_file
from torch import nn

from explorer.core.capture import capture
from explorer.core.export import as_array, prediction, tensors_by_name, trace_json, write_npz, write_safetensors
from explorer.errors import ExplorerError


class Says(nn.Module):
    """A network whose output is always the same row of numbers, through a last layer if there is one."""

    def __init__(self, numbers, last=None):
        super().__init__()
        self.numbers = nn.Parameter(torch.tensor([numbers]))
        self.last = last or nn.Identity()

    def forward(self, x):
        return self.last(x.new_zeros(1, 1) + self.numbers)


def named(index):
    return f"class {index}"


def said_by(net):
    return prediction(capture(net.eval(), torch.zeros(1, 1)), named)


def test_a_call_is_keyed_by_its_name():
    net = nets.SharedReLU().eval()
    trace = capture(net, nets.picture())
    tensors = tensors_by_name(trace)
    assert list(tensors) == ["conv1", "relu", "conv2", "relu:1"]
    assert torch.equal(tensors["relu:1"], trace["relu:1"].output)


def test_further_outputs_are_numbered():
    trace = capture(nn.MaxPool2d(2, return_indices=True), torch.arange(16.0).reshape(1, 1, 4, 4))
    tensors = tensors_by_name(trace)
    name = trace.calls[0].name
    assert list(tensors) == [name, f"{name}#1"]
    assert tensors[name].flatten().tolist() == [5, 7, 13, 15]
    assert tensors[f"{name}#1"].flatten().tolist() == [5, 7, 13, 15]


def test_classes_come_best_first_with_logits_and_probabilities():
    first, second, third = said_by(Says([0.0, math.log(3), -math.inf]))
    assert first == {
        "index": 1,
        "name": "class 1",
        "logit": pytest.approx(math.log(3)),
        "probability": pytest.approx(0.75),
    }
    assert (second["index"], second["probability"]) == (0, pytest.approx(0.25))
    assert third == {"index": 2, "name": "class 2", "logit": None, "probability": 0.0}


@pytest.mark.parametrize("last", [nn.Softmax(dim=1), nn.LogSoftmax(dim=1)])
def test_the_logits_of_a_network_that_ends_in_a_softmax_are_what_the_softmax_was_given(last):
    best = said_by(Says([0.0, math.log(3)], last))[0]
    assert best["logit"] == pytest.approx(math.log(3))
    assert best["probability"] == pytest.approx(0.75)


def test_not_a_number_is_no_best_guess():
    ranking = said_by(Says([math.nan, 1.0, 2.0]))
    assert [entry["index"] for entry in ranking] == [2, 1, 0]
    assert ranking[2]["logit"] is None


def test_an_output_that_is_no_scores_has_no_prediction():
    assert prediction(capture(nn.ReLU(), torch.ones(1, 3, 4, 4)), named) == []


def test_the_json_is_strict_and_holds_what_was_added():
    trace = capture(Says([math.nan, 1.0]).eval(), torch.zeros(1, 1))
    text = trace_json(trace, "toy", "a.png", named, tensors="activations.npz")
    record = json.loads(text, parse_constant=lambda word: pytest.fail(f"{word} is no JSON"))
    assert list(record) == ["model", "input", "prediction", "calls", "tensors"]
    assert (record["model"], record["input"]) == ("toy", "a.png")
    assert [call["name"] for call in record["calls"]] == [call.name for call in trace]


def test_an_archive_gives_back_every_tensor(tmp_path):
    given = {
        "file": torch.arange(6.0).reshape(2, 3),
        "layer1.0.relu:1": torch.tensor([1, 2]),
        "pool#1": torch.ones(2).half(),
    }
    write_npz(tmp_path / "a.npz", given)
    with np.load(tmp_path / "a.npz", allow_pickle=False) as archive:
        assert set(archive.files) == set(given)
        for name, tensor in given.items():
            assert archive[name].dtype == tensor.numpy().dtype
            assert np.array_equal(archive[name], tensor.numpy())


def test_the_same_tensors_make_the_same_archive(tmp_path):
    for name in ("a.npz", "b.npz"):
        write_npz(tmp_path / name, {"conv": torch.ones(3)})
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    assert zipfile.ZipFile(tmp_path / "a.npz").testzip() is None


def test_safetensors_take_views_of_the_same_memory(tmp_path):
    maps = torch.arange(8.0).reshape(1, 2, 2, 2)
    given = {"pool": maps, "flatten": maps.flatten(1), "transposed": maps[0, 0].T}
    write_safetensors(tmp_path / "a.safetensors", given, {"model": "toy"})
    read = load_file(tmp_path / "a.safetensors")
    assert all(torch.equal(read[name], tensor) for name, tensor in given.items())
    with safe_open(tmp_path / "a.safetensors", "pt") as file:
        assert file.metadata() == {"model": "toy"}


def test_files_can_be_read_by_whoever_may_read_new_files(tmp_path):
    (tmp_path / "plain").write_bytes(b"")
    write_safetensors(tmp_path / "a.safetensors", {"x": torch.ones(1)}, {})
    write_npz(tmp_path / "a.npz", {"x": torch.ones(1)})
    modes = {(tmp_path / name).stat().st_mode for name in ("plain", "a.safetensors", "a.npz")}
    assert len(modes) == 1


def test_what_numpy_does_not_have_becomes_what_it_has():
    assert as_array(torch.tensor([1.5]).bfloat16()).dtype == np.float32
    assert as_array(torch.eye(2).to_sparse()).tolist() == [[1, 0], [0, 1]]
    assert as_array(torch.tensor([1 + 2j]).conj()).tolist() == [1 - 2j]
    assert as_array(nn.Parameter(torch.ones(1))).tolist() == [1]


def test_files_of_tensors_tell_how_far_they_are(tmp_path):
    given = {"a": torch.ones(3), "b": torch.ones(2, dtype=torch.float64)}
    for write in (write_npz, lambda path, tensors, tell: write_safetensors(path, tensors, {}, tell)):
        told = []
        write(tmp_path / "file", given, lambda done, whole, told=told: told.append((done, whole)))
        assert [whole for _, whole in told] == [28, 28]
        assert sorted(told)[-1] == (28, 28)
        assert len(told) == 2


def test_safetensors_hold_every_type_that_the_format_has(tmp_path):
    types = [torch.float64, torch.bfloat16, torch.float16, torch.int64, torch.uint8, torch.bool, torch.complex64]
    given = {f"{kind}": torch.tensor([[0, 1, 1]]).to(kind) for kind in types}
    given |= {"scalar": torch.tensor(2.5), "empty": torch.ones(0, 3)}
    write_safetensors(tmp_path / "a.safetensors", given, {})
    read = load_file(tmp_path / "a.safetensors")
    assert set(read) == set(given)
    for name, tensor in given.items():
        assert read[name].dtype == tensor.dtype
        assert torch.equal(read[name], tensor)


def test_a_type_that_safetensors_do_not_have_is_named(tmp_path):
    with pytest.raises(ExplorerError, match=r"fft holds torch\.complex128"):
        write_safetensors(tmp_path / "a", {"fft": torch.ones(1, dtype=torch.complex128)}, {})
