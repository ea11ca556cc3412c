from __future__ import annotations

import json
import os

import pytest
import torch
from safetensors import safe_open
from safetensors.torch import save_file

from explorer.errors import ModelError
from explorer.models import architectures
from explorer.training import checkpoint

SPEC = {"input_shape": [1, 4, 4], "stages": [{"type": "flatten"}, {"type": "linear", "features": 2}]}


@pytest.fixture
def net():
    return architectures.build(SPEC).eval()


def test_a_written_network_is_read_again(tmp_path, net):
    path = tmp_path / "net.safetensors"
    checkpoint.save(net, path, {"architecture": SPEC, "classes": ["é", "2"]})
    again, metadata = architectures.load(path)
    x = torch.rand(3, 1, 4, 4)
    assert torch.equal(again(x), net(x))
    assert metadata == {"architecture": SPEC, "classes": ["é", "2"]}
    assert not again.training


def test_the_header_is_json_for_everybody(tmp_path, net):
    path = tmp_path / "net.safetensors"
    checkpoint.save(net, path, {"architecture": SPEC})
    with safe_open(path, framework="np") as file:
        assert json.loads(file.metadata()["architecture"]) == SPEC


def test_whoever_may_read_other_files_may_read_this_one(tmp_path, net):
    path, other = tmp_path / "net.safetensors", tmp_path / "other"
    checkpoint.save(net, path, {"architecture": SPEC})
    other.write_bytes(b"")
    assert path.stat().st_mode == other.stat().st_mode


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path, net, monkeypatch):
    path = tmp_path / "net.safetensors"
    path.write_bytes(b"old")

    def full_disk(*_):
        raise OSError("No space left on device")

    monkeypatch.setattr(os, "replace", full_disk)
    with pytest.raises(ModelError, match=r"net\.safetensors: the weights cannot be written: No space"):
        checkpoint.save(net, path, {"architecture": SPEC})
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b"old"]


def test_a_folder_that_is_not_there_is_said(tmp_path, net):
    with pytest.raises(ModelError, match="cannot be written"):
        checkpoint.save(net, tmp_path / "no" / "net.safetensors", {})


def broken(path, kind):
    weights = {"fc1.weight": torch.zeros(2, 16), "fc1.bias": torch.zeros(2)}
    if kind == "text":
        path.write_text("hello", encoding="utf-8")
    elif kind == "truncated":
        save_file(weights, path, {"architecture": json.dumps(SPEC)})
        path.write_bytes(path.read_bytes()[:-8])
    elif kind == "nothing said":
        save_file(weights, path)
    elif kind == "not json":
        save_file(weights, path, {"architecture": "{"})
    else:
        save_file({**weights, "fc1.bias": torch.zeros(3)}, path, {"architecture": json.dumps(SPEC)})


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("text", "cannot be read as safetensors"),
        ("truncated", "cannot be read as safetensors"),
        ("nothing said", "names no architecture"),
        ("not json", "metadata is not JSON"),
        ("other shapes", "do not fit the architecture"),
    ],
)
def test_a_bad_file_is_named_with_its_reason(tmp_path, kind, sentence):
    path = tmp_path / "bad.safetensors"
    broken(path, kind)
    with pytest.raises(ModelError, match=rf"bad\.safetensors: .*{sentence}"):
        architectures.load(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ModelError, match=r"nowhere\.safetensors"):
        architectures.load(tmp_path / "nowhere.safetensors")
