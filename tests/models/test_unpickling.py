"""What is read of a pickle, and that nothing in it is ever run."""

from __future__ import annotations

import argparse
import collections
import datetime
import os
import pickle
import random
import types
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from explorer import models
from explorer.errors import ModelError
from explorer.models.file_kinds import CHECKPOINT, kind_of
from explorer.models.unpickling import CodeNeeded, unpickled
from explorer.models.weights import read

STATE = {"conv.weight": torch.arange(4.0).reshape(1, 1, 2, 2)}
SUFFIXES = [".pth", ".pt", ".ckpt", ".bin", ".th", ".safetensors"]


class MakesFolder:
    """Runs code when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = str(path)

    def __reduce__(self) -> Any:
        return os.mkdir, (self.path,)


class Evaluates(MakesFolder):
    def __reduce__(self) -> Any:
        return eval, (f"__import__('os').mkdir({self.path!r})",)


class SetsAttribute(MakesFolder):
    """Hides its code in the state of a class that may be read."""

    def __reduce__(self) -> Any:
        return argparse.Namespace, (), {"__class__": MakesFolder(Path(self.path))}


WAYS = {
    "torch.save": lambda content, path: torch.save(content, path),
    "old torch.save": lambda content, path: torch.save(content, path, _use_new_zipfile_serialization=False),
    "pickle": lambda content, path: path.write_bytes(pickle.dumps(content, protocol=2)),
    "pickle 4": lambda content, path: path.write_bytes(pickle.dumps(content, protocol=4)),
}


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("bomb", [MakesFolder, Evaluates, SetsAttribute])
@pytest.mark.parametrize("place", ["alone", "beside weights", "among weights"])
def test_code_in_a_file_is_not_run_and_named(tmp_path, suffix, way, bomb, place):
    trap, file = tmp_path / "made", tmp_path / f"evil{suffix}"
    thing = bomb(trap)
    content = {
        "alone": thing,
        "beside weights": {"state_dict": STATE, "extra": thing},
        "among weights": STATE | {"fc": thing},
    }
    WAYS[way](content[place], file)
    with pytest.raises(ModelError) as caught:
        models.load(str(file))
    assert not trap.exists()
    said = str(caught.value)
    assert said.startswith(f"{file}: was not read, because reading it would call ")
    assert "posix.mkdir" in said or "nt.mkdir" in said or "builtins.eval" in said
    assert "\n" not in said


def test_the_bombs_of_these_tests_are_live(tmp_path):
    for number, bomb in enumerate((MakesFolder, Evaluates, SetsAttribute)):
        trap = tmp_path / str(number)
        try:
            pickle.loads(pickle.dumps(bomb(trap)))
        except TypeError:
            assert bomb is SetsAttribute  # a folder is no class; it has been made all the same
        assert trap.exists()


def test_what_training_leaves_beside_the_weights_is_passed_over(tmp_path):
    beside = {
        "epoch": 3,
        "accuracy": np.float64(0.5),
        "loss": np.float32(1),
        "history": np.zeros(3),
        "labels": np.array(["a", "b"]),
        "options": argparse.Namespace(folder=Path("/data"), rate=0.1),
        "more": types.SimpleNamespace(a=1),
        "saved": datetime.datetime(2024, 1, 2),
        "took": datetime.timedelta(seconds=3),
        "torch": torch.__version__,
        "dtype": torch.float16,
        "device": torch.device("cpu"),
        "by_class": collections.defaultdict(list, {"cat": [1]}),
        "count": collections.Counter("abc"),
    }
    torch.save(beside | {"state_dict": STATE}, tmp_path / "net.ckpt")
    weights = read(tmp_path / "net.ckpt")
    assert weights.place == "state_dict"
    assert torch.equal(weights.tensors["conv.weight"], STATE["conv.weight"])


def test_objects_that_are_passed_over_are_not_even_made(tmp_path):
    torch.save({"options": argparse.Namespace(folder="/data"), "number": np.float64(2)}, tmp_path / "x.pt")
    content = unpickled(tmp_path / "x.pt", CHECKPOINT)
    assert not isinstance(content["options"], argparse.Namespace)
    assert not hasattr(content["options"], "folder")
    assert not isinstance(content["number"], float)


def test_reading_leaves_torch_as_strict_as_it_was(tmp_path):
    before = set(torch.serialization.get_safe_globals())
    torch.save({"options": argparse.Namespace(), "state_dict": STATE}, tmp_path / "x.pt")
    read(tmp_path / "x.pt")
    assert set(torch.serialization.get_safe_globals()) == before
    with pytest.raises(pickle.UnpicklingError):
        torch.load(tmp_path / "x.pt", weights_only=True)


@pytest.mark.parametrize("old", [False, True])
def test_a_whole_pickled_network_is_not_restored_as_data(tmp_path, old):
    torch.save(nn.Sequential(nn.Linear(1, 1)), tmp_path / "net.pt", _use_new_zipfile_serialization=not old)
    with pytest.raises(CodeNeeded) as caught:
        unpickled(tmp_path / "net.pt", kind_of(tmp_path / "net.pt"))
    assert "a whole pickled network (torch.nn.modules.container.Sequential)" in str(caught.value)
    assert "Save model.state_dict()" in str(caught.value)
    assert caught.value.names == ("torch.nn.modules.container.Sequential", "torch.nn.modules.linear.Linear")
    assert not caught.value.harmful


class Settings:
    """An object of somebody's own class."""


def test_weights_beside_objects_of_unknown_classes_are_read_and_the_objects_named(tmp_path):
    torch.save({"state_dict": STATE, "settings": Settings()}, tmp_path / "net.pt")
    weights = read(tmp_path / "net.pt")
    assert weights.place == "state_dict"
    assert torch.equal(weights.tensors["conv.weight"], STATE["conv.weight"])
    assert weights.foreign == ("test_unpickling.Settings",)


def test_plain_data_that_was_pickled_otherwise_is_no_danger_but_cannot_be_read(tmp_path):
    (tmp_path / "net.pth").write_bytes(pickle.dumps({"a": [1.0, 2.0]}, protocol=5))
    with pytest.raises(ModelError, match=r"net\.pth: cannot be read: it was pickled in another way"):
        unpickled(tmp_path / "net.pth", kind_of(tmp_path / "net.pth"))


def test_files_with_changed_bytes_are_read_or_refused_in_one_line(tmp_path):
    torch.save({"state_dict": STATE, "options": argparse.Namespace(a=1)}, tmp_path / "net.pt")
    with zipfile.ZipFile(tmp_path / "net.pt") as archive:
        records = {name: archive.read(name) for name in archive.namelist()}
    said = []
    for _ in range(100):
        with zipfile.ZipFile(tmp_path / "odd.pt", "w") as archive:
            for name, content in records.items():
                changed = bytearray(content)
                if name.endswith("data.pkl"):
                    changed[random.randrange(len(changed))] = random.randrange(256)
                archive.writestr(name, bytes(changed))
        try:
            read(tmp_path / "odd.pt")
        except ModelError as error:
            said.append(str(error))
    assert 0 < len(said) < 100
    assert all(text.startswith(f"{tmp_path / 'odd.pt'}: ") and text.isprintable() for text in said)
