"""What a file is, told by its first bytes and not by its name: weights, or what people take for weights."""

from __future__ import annotations

import codecs
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from explorer.errors import ModelError
from explorer.words import Words, reason

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
CHECKPOINT = FileKind(Words("checkpoint"))
"""What torch.save writes: a zip archive with a pickle in it."""
LEGACY = FileKind(Words("old checkpoint"))
"""A bare pickle, as torch.save wrote it before version 1.6."""


def _packed(kind: str) -> FileKind:
    return FileKind(kind, Words("is compressed ({0}): unpack it and open the file inside.", kind))


def _bundled(kind: str) -> FileKind:
    return FileKind(kind, Words("is an archive ({0}): unpack it and open the file inside.", kind))


def _picture(kind: str) -> FileKind:
    text = "is a picture ({0}), no network: show it to one with File > Open picture, or drop it on the canvas."
    return FileKind(kind, Words(text, kind))


TORCHSCRIPT = FileKind(
    Words("TorchScript file"),
    Words(
        "is a TorchScript file, a program and not only weights: save the network's weights with "
        "torch.save(model.state_dict(), ...)."
    ),
)
EXPORTED = FileKind(
    Words("torch.export file"),
    Words(
        "is a torch.export file, a program and not only weights: save the network's weights with "
        "torch.save(model.state_dict(), ...)."
    ),
)
UNKNOWN = FileKind("", Words("is no weights file: neither safetensors nor what torch.save writes."))

_BY_FIRST_BYTES = (
    (
        0,
        b"version https://git-lfs",
        FileKind("Git LFS pointer", Words("is only a Git LFS pointer: fetch it with git lfs pull.")),
    ),
    (0, b"\x1f\x8b", _packed("gzip")),
    (0, b"\xfd7zXZ", _packed("xz")),
    (0, b"BZh", _packed("bzip2")),
    (0, b"\x28\xb5\x2f\xfd", _packed("zstd")),
    (0, b"7z\xbc\xaf", _bundled("7z")),
    (0, b"Rar!", _bundled("rar")),
    (257, b"ustar", _bundled("tar")),
    (0, b"\x89PNG\r\n", _picture("PNG")),
    (0, b"\xff\xd8\xff", _picture("JPEG")),
    (0, b"GIF8", _picture("GIF")),
    (0, b"II*\x00", _picture("TIFF")),
    (0, b"MM\x00*", _picture("TIFF")),
    (8, b"WEBPVP8", _picture("WebP")),
    (
        0,
        b"\x89HDF",
        FileKind("HDF5", Words("is an HDF5 file, as Keras writes them: PyTorch's weights are needed.")),
    ),
    (
        0,
        b"\x93NUMPY",
        FileKind("NumPy array", Words("is a single NumPy array: a state dict with names is needed.")),
    ),
    (
        0,
        b"GGUF",
        FileKind("GGUF", Words("is a GGUF file, as language models have them: PyTorch's weights are needed.")),
    ),
)
_WEB_PAGE = FileKind(
    "web page", Words("is a web page: the download brought a page in place of the file; download it again.")
)
_TEXT = FileKind("text", Words("is text, no weights: name the file that the weights are in."))
_EMPTY = FileKind("empty", Words("is empty: download or save it again."))
_CUT_OFF = FileKind(
    "cut off",
    Words("is damaged or cut off (its last part, the table of contents, is missing): download it again."),
)
_NUMPY_ARCHIVE = FileKind("NumPy archive", Words("is a NumPy archive: PyTorch's weights are needed."))
_ARCHIVE = FileKind(
    "zip", Words("is a zip archive without weights of torch.save in it: unpack it and open the file inside.")
)

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
