"""MNIST's digits from the four idx files that torchvision keeps in `MNIST/raw`, plain or gzipped."""

from __future__ import annotations

import gzip
import math
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from explorer.errors import InputError
from explorer.words import reason

Split = Literal["train", "test"]

_PREFIX: dict[Split, str] = {"train": "train", "test": "t10k"}
_BYTES = 0x08
"""The idx format's code for unsigned bytes (http://yann.lecun.com/exdb/mnist/)."""


@dataclass(frozen=True, slots=True, eq=False)
class Digits:
    """Pictures of digits and what they show.

    Attributes:
        images: (N, H, W) uint8, ink is 255.
        labels: (N,) int64.
    """

    images: np.ndarray
    labels: np.ndarray

    def __len__(self) -> int:
        return len(self.labels)

    def with_more(self, more: Digits) -> Digits:
        """These digits and, after them, more of the same size."""
        return Digits(np.concatenate([self.images, more.images]), np.concatenate([self.labels, more.labels]))

    def __getitem__(self, which: slice | np.ndarray) -> Digits:
        return Digits(self.images[which], self.labels[which])


def read(folder: str | Path, split: Split) -> Digits:
    """The training or test digits in `folder` (the one that holds `MNIST/raw`, or the files themselves).

    Raises InputError where a file is missing, damaged or of another kind.
    """
    images_file = _find(Path(folder), f"{_PREFIX[split]}-images-idx3-ubyte")
    labels_file = _find(Path(folder), f"{_PREFIX[split]}-labels-idx1-ubyte")
    images, labels = read_idx(images_file, dimensions=3), read_idx(labels_file, dimensions=1)
    if len(images) != len(labels):
        raise InputError(
            "{0} has {1:,} pictures, {2} {3:,} labels.", images_file, len(images), labels_file.name, len(labels)
        )
    if not len(labels):
        raise InputError("{0} holds no pictures.", images_file)
    return Digits(images, labels.astype(np.int64))


def read_idx(path: Path, dimensions: int) -> np.ndarray:
    """The array of unsigned bytes in an idx file, which must have so many dimensions. Raises InputError."""
    content = _content(path)
    header = 4 + 4 * dimensions
    if content[:4] != bytes((0, 0, _BYTES, dimensions)):
        raise InputError("{0} is not an idx file of bytes with {1} dimension(s).", path, dimensions)
    shape = tuple(int(n) for n in np.frombuffer(content[4:header].ljust(4 * dimensions, b"\0"), ">u4"))
    found, wanted = len(content) - header, math.prod(shape)
    if found != wanted:
        if found < wanted:
            text = "{0} is truncated: its header promises {1:,} bytes, {2:,} follow."
        else:
            text = "{0} is too long: its header promises {1:,} bytes, {2:,} follow."
        raise InputError(text, path, wanted, max(found, 0))
    return np.frombuffer(content, np.uint8, offset=header).reshape(shape)


def _find(folder: Path, name: str) -> Path:
    places = (folder / "MNIST" / "raw", folder / "raw", folder)
    for place in places:
        for candidate in (place / name, place / f"{name}.gz"):
            if candidate.is_file():
                return candidate
    raise InputError("{0} has no {1} (nor {1}.gz), neither in itself nor in MNIST/raw.", folder, name)


def _content(path: Path) -> bytes:
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            return file.read()
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError("{0} is truncated or damaged: {1}.", path, error) from error
    except OSError as error:
        raise InputError("{0} cannot be read: {1}.", path, reason(error)) from error
