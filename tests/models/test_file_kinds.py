import gzip
import re
import tarfile
import zipfile

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import save_file

from explorer import models
from explorer.errors import ModelError
from explorer.models.file_kinds import CHECKPOINT, EXPORTED, LEGACY, SAFETENSORS, TORCHSCRIPT, kind_of

STATE = {"0.weight": torch.zeros(3, 2), "0.bias": torch.zeros(3)}


def tar(folder):
    (folder / "inside").write_bytes(b"weights")
    with tarfile.open(folder / "x", "w") as archive:
        archive.add(folder / "inside", "inside")


def zipped(folder, *names):
    with zipfile.ZipFile(folder / "x", "w") as archive:
        for name in names:
            archive.writestr(name, b"content")


@pytest.mark.parametrize("name", ["net.pth", "net.safetensors", "net.bin", "net"])
def test_weights_are_told_by_their_content_whatever_their_name(tmp_path, name):
    torch.save(STATE, tmp_path / name)
    assert kind_of(tmp_path / name) is CHECKPOINT
    torch.save(STATE, tmp_path / name, _use_new_zipfile_serialization=False)
    assert kind_of(tmp_path / name) is LEGACY
    save_file(STATE, tmp_path / name)
    assert kind_of(tmp_path / name) is SAFETENSORS


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (TORCHSCRIPT, ("net/data.pkl", "net/constants.pkl", "net/code/__torch__.py", "net/version")),
        (EXPORTED, ("net/archive_format", "net/models/model.json", "net/data/weights/weight_0")),
        (EXPORTED, ("serialized_exported_program.json", "serialized_state_dict.json", "version")),
    ],
)
def test_programs_are_told_from_weights(tmp_path, kind, names):
    zipped(tmp_path, *names)
    assert kind_of(tmp_path / "x") is kind
    assert "a program and not only weights" in kind.refusal


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda f: (f / "x").write_bytes(b""), "is empty"),
        (lambda f: (f / "x").write_text("101 Dalmatians\n"), "is text"),
        (lambda f: (f / "x").write_text("Gewöhnlicher Text " * 99, encoding="utf-8"), "is text"),
        (lambda f: (f / "x").write_text('{"state": 1}'), "is text"),
        (lambda f: (f / "x").write_text("\n<!DOCTYPE html><title>404</title>"), "is a web page"),
        (
            lambda f: (f / "x").write_text("version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 4\n"),
            "git lfs pull",
        ),
        (lambda f: (f / "x").write_bytes(gzip.compress(b"weights")), r"compressed \(gzip\): unpack it"),
        (tar, r"archive \(tar\): unpack it"),
        (lambda f: zipped(f, "weights.pth"), "zip archive without weights"),
        (lambda f: np.savez(f / "x.npz", a=np.zeros(2)), "NumPy archive"),
        (lambda f: np.save(f / "x.npy", np.zeros(2)), "single NumPy array"),
        (lambda f: (f / "x").write_bytes(b"\x89HDF\r\n\x1a\n" + bytes(99)), "Keras"),
        (lambda f: (f / "x").write_bytes(b"PK\x03\x04half a zip"), "cut off"),
        (lambda f: (f / "x").write_bytes(b"\xff" * 64), "is no weights file"),
        (lambda f: (f / "x").write_bytes(b"\x08\x07\x12\x07pytorch\x1a\x80\xff"), "is no weights file"),
    ],
)
def test_what_people_take_for_weights_is_named_with_a_way_out(tmp_path, make, words):
    make(tmp_path)
    kind = kind_of(next(tmp_path.glob("x*")))
    assert re.search(words, kind.refusal)
    assert kind.refusal.endswith(".")


def test_what_cannot_be_read_is_an_error_with_its_reason(tmp_path):
    with pytest.raises(ModelError, match=r"nowhere\.pth: cannot be read: No such file"):
        kind_of(tmp_path / "nowhere.pth")
    with pytest.raises(ModelError, match="Is a directory"):
        kind_of(tmp_path)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "TIFF", "WebP"])
def test_a_picture_is_told_as_one(tmp_path, kind):
    Image.new("RGB", (8, 8)).save(tmp_path / "x", kind)
    assert kind_of(tmp_path / "x").name == kind
    with pytest.raises(ModelError, match=rf"x: is a picture \({kind}\), no network: .*File > Open picture"):
        models.load(str(tmp_path / "x"))
