"""What a file is, told by its first bytes and not by its name: weights, or what people take for weights."""

from __future__ import annotations

import codecs
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from explorer.errors import ModelError
from explorer.words import reason

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file.

    Attributes:
        name: `safetensors`, `checkpoint`, `TorchScript file`, ...; empty for one that nothing is known of.
        refusal: why its weights cannot be read and what to do, after the file's name; empty where they can.
    """

    name: str
    refusal: str = ""


SAFETENSORS = FileKind("safetensors")
CHECKPOINT = FileKind("checkpoint")
"""What torch.save writes: a zip archive with a pickle in it."""
LEGACY = FileKind("old checkpoint")
"""A bare pickle, as torch.save wrote it before version 1.6."""

_PLAIN = "save the network's weights with torch.save(model.state_dict(), ...)"
TORCHSCRIPT = FileKind("TorchScript file", f"is a TorchScript file, a program and not only weights: {_PLAIN}.")
EXPORTED = FileKind("torch.export file", f"is a torch.export file, a program and not only weights: {_PLAIN}.")
UNKNOWN = FileKind("", "is no weights file: neither safetensors nor what torch.save writes.")

_UNPACK = "unpack it and open the file inside."
_BY_FIRST_BYTES = (
    (
        0,
        b"version https://git-lfs",
        FileKind("Git LFS pointer", "is only a Git LFS pointer: fetch it with git lfs pull."),
    ),
    (0, b"\x1f\x8b", FileKind("gzip", f"is compressed (gzip): {_UNPACK}")),
    (0, b"\xfd7zXZ", FileKind("xz", f"is compressed (xz): {_UNPACK}")),
    (0, b"BZh", FileKind("bzip2", f"is compressed (bzip2): {_UNPACK}")),
    (0, b"\x28\xb5\x2f\xfd", FileKind("zstd", f"is compressed (zstd): {_UNPACK}")),
    (0, b"7z\xbc\xaf", FileKind("7z", f"is an archive (7z): {_UNPACK}")),
    (0, b"Rar!", FileKind("rar", f"is an archive (rar): {_UNPACK}")),
    (257, b"ustar", FileKind("tar", f"is an archive (tar): {_UNPACK}")),
    (0, b"\x89HDF", FileKind("HDF5", "is an HDF5 file, as Keras writes them: PyTorch's weights are needed.")),
    (0, b"\x93NUMPY", FileKind("NumPy array", "is a single NumPy array: a state dict with names is needed.")),
    (0, b"GGUF", FileKind("GGUF", "is a GGUF file, as language models have them: PyTorch's weights are needed.")),
)
_WEB_PAGE = FileKind("web page", "is a web page: the download brought a page in place of the file; download it again.")
_TEXT = FileKind("text", "is text, no weights: name the file that the weights are in.")
_EMPTY = FileKind("empty", "is empty: download or save it again.")
_CUT_OFF = FileKind(
    "cut off", "is damaged or cut off (its last part, the table of contents, is missing): download it again."
)
_NUMPY_ARCHIVE = FileKind("NumPy archive", "is a NumPy archive: PyTorch's weights are needed.")
_ARCHIVE = FileKind("zip", f"is a zip archive without weights of torch.save in it: {_UNPACK}")

_LONGEST_HEADER = 100_000_000
"""Bytes: safetensors' own limit."""


def kind_of(path: Path) -> FileKind:
    """What the file is. Raises ModelError where it cannot be read."""
    try:
        with path.open("rb") as file:
            head = file.read(1024)
        return _archive(path) if head.startswith(b"PK\x03\x04") else _by_head(head)
    except OSError as error:
        raise ModelError("{0}: cannot be read: {1}.", path, reason(error)) from error


def _by_head(head: bytes) -> FileKind:
    if not head:
        return _EMPTY
    for start, magic, kind in _BY_FIRST_BYTES:
        if head[start:].startswith(magic):
            return kind
    if head[8:9] == b"{" and int.from_bytes(head[:8], "little") <= _LONGEST_HEADER:
        return SAFETENSORS
    if head[0] == 0x80 and head[1:2] <= b"\x05":
        return LEGACY
    return _text(head)


def _text(head: bytes) -> FileKind:
    try:
        # Incrementally, because the last character may be cut in two.
        text = codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return UNKNOWN
    if any(ord(sign) < 32 and sign not in "\t\n\r\f" for sign in text):
        return UNKNOWN
    return _WEB_PAGE if text.lstrip("\ufeff \t\r\n").lower().startswith(("<!doctype html", "<html")) else _TEXT


def _archive(path: Path) -> FileKind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return _CUT_OFF
    # torch puts everything into one folder, named after the file.
    inner = {name.partition("/")[2] for name in names}
    if inner & {"archive_format", "models/model.json"} or "serialized_exported_program.json" in names:
        return EXPORTED
    if "data.pkl" in inner:
        return TORCHSCRIPT if "constants.pkl" in inner else CHECKPOINT
    return _NUMPY_ARCHIVE if names and all(name.endswith(".npy") for name in names) else _ARCHIVE
