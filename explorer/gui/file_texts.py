"""What a file is, in a sentence, and shapes as people write them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from explorer.errors import ModelError
from explorer.models.file_kinds import EXPORTED, TORCHSCRIPT, kind_of
from explorer.widgets.said import said
from explorer.words import Words

if TYPE_CHECKING:
    from pathlib import Path


def described(path: Path) -> str:
    """What a file of no Python is, and what becomes of it."""
    try:
        kind = kind_of(path)
    except ModelError as error:
        return said(error)
    if kind in (TORCHSCRIPT, EXPORTED):
        text = QCoreApplication.translate("FilePage", "A {0}: opened after asking you, because it can run code.")
        return text.format(said(kind.name))
    if path.suffix.lower() == ".onnx":
        return QCoreApplication.translate("FilePage", "An ONNX file.")
    if kind.refusal:
        return said(Words("{0}: {1}", path.name, kind.refusal))
    text = QCoreApplication.translate(
        "FilePage", "Weights ({0}): the network is found by the names and shapes of its tensors."
    )
    return text.format(said(kind.name))


def shapes_in(text: str) -> tuple[tuple[int, ...], ...]:
    """`3, 64, 64; 1 x 8 x 8` as one (C, H, W) an input; empty for none. Raises ModelError."""
    if not text.strip():
        return ()
    shapes = [[part for part in re.split(r"[,x×\s]+", one.strip()) if part] for one in text.split(";")]
    if any(len(shape) != 3 or not all(part.isdecimal() and int(part) for part in shape) for shape in shapes):
        raise ModelError(
            "“{0}” is no input shape: write channels, height and width, as in 3, 224, 224, and a semicolon between "
            "those of several inputs.",
            text.strip(),
        )
    return tuple(tuple(int(part) for part in shape) for shape in shapes)
