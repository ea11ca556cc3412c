"""Reading pictures off the GUI thread: files, their neighbours in the folder, pictures from the clipboard."""

from __future__ import annotations

import logging
import re
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from explorer.data.pictures import SUFFIXES, Picture, as_image, read_picture
from explorer.errors import InputError
from explorer.inputs._sender import Sender
from explorer.widgets.said import said
from explorer.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

log = logging.getLogger(__name__)

_PREVIEW_SIDE = 1024


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What came of reading.

    Attributes:
        picture: the picture, None where none could be read.
        preview: it, in at most 1024 pixels a side, uint8 (H, W) or (H, W, 3).
        files: the pictures of its folder, in the order of their names; empty where it has no file.
        sentences: what could not be read, and why.
    """

    picture: Picture | None
    preview: NDArray[np.uint8] | None = None
    files: tuple[Path, ...] = ()
    sentences: tuple[str, ...] = ()


class PictureReader(QObject):
    """Runs one reading at a time in a thread of its own; only the latest one's `finished` comes out."""

    finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        executor = ThreadPoolExecutor(1, thread_name_prefix="picture-reader")
        self._executor = executor
        self._future: Future[None] | None = None
        self._latest = 0
        self._ended = Sender()
        self._ended.sent.connect(self._on_ended)
        self.destroyed.connect(lambda: executor.shutdown(wait=False, cancel_futures=True))

    def start(self, function: Callable[[], Reading]) -> None:
        """Forget what is being read and run `function` instead."""
        if self._future is not None:
            self._future.cancel()
        self._latest += 1
        self._future = self._executor.submit(self._run, self._latest, function)

    def _run(self, number: int, function: Callable[[], Reading]) -> None:
        try:
            reading = function()
        except Exception as error:
            log.exception("Reading a picture failed")
            reading = Reading(None, sentences=(said(Words("The picture cannot be read: {0}", error)),))
        self._ended.sent.emit(number, reading)

    def _on_ended(self, number: int, reading: Reading) -> None:
        if number == self._latest:
            self._future = None
            self.finished.emit(reading)


def file_reading(path: Path) -> Reading:
    """The picture in a file, with the list of its neighbours; the first that can be read where it is a folder."""
    if path.is_dir():
        files = _pictures_in(path)
        return neighbour_reading(files, 0, 1) if files else Reading(None, sentences=(said(_no_pictures(path)),))
    try:
        picture = _picture_in(path)
    except InputError as error:
        return Reading(None, sentences=(said(error),))
    return Reading(picture, preview(picture.image), pictures_beside(path))


def neighbour_reading(files: Sequence[Path], start: int, step: int) -> Reading:
    """The first readable of `files` from index `start` on, going by `step` (1 or -1) and round the ends."""
    sentences = []
    for path in (files[(start + step * i) % len(files)] for i in range(len(files))):
        try:
            picture = _picture_in(path)
        except InputError as error:
            sentences.append(said(error))
        else:
            return Reading(picture, preview(picture.image), tuple(files), tuple(sentences))
    return Reading(None, sentences=tuple(sentences))


def pasted_reading(image: QImage, label: str) -> Reading:
    """A picture from the clipboard or dropped out of another program, over white where it is transparent."""
    try:
        picture = Picture(pil_image(image), label, "pasted")
    except InputError as error:
        return Reading(None, sentences=(said(error),))
    return Reading(picture, preview(picture.image))


def pictures_beside(path: Path) -> tuple[Path, ...]:
    """The files of the folder whose names say that they are pictures, and `path`, by name: `7.png` before `10.png`."""
    return tuple(sorted({*_pictures_in(path.parent), path}, key=_natural_key))


def _pictures_in(folder: Path) -> tuple[Path, ...]:
    try:
        names = [entry for entry in folder.iterdir() if entry.suffix.lower() in SUFFIXES]
    except OSError:
        # A folder may be closed to listing while its files are not.
        names = []
    return tuple(sorted(names, key=_natural_key))


def _no_pictures(folder: Path) -> InputError:
    return InputError("{0} has no pictures in it that could be listed.", folder)


def pil_image(image: QImage) -> Image.Image:
    """The same picture for Pillow, in mode `L` or `RGB`. Raises InputError where it has no pixels."""
    if image.isNull():
        raise InputError("What was pasted holds no picture.")
    plain = image.convertToFormat(QImage.Format.Format_RGBA8888)
    height, width = plain.height(), plain.width()
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(height, plain.bytesPerLine())
    return as_image(rows[:, : 4 * width].reshape(height, width, 4))


def preview(image: Image.Image) -> NDArray[np.uint8]:
    """The picture, shrunk where it is larger than any window shows it: uint8 (H, W) or (H, W, 3)."""
    shrink = _PREVIEW_SIDE / max(image.size)
    if shrink < 1:
        size = (max(1, round(image.width * shrink)), max(1, round(image.height * shrink)))
        image = image.resize(size, Image.Resampling.BOX, reducing_gap=2.0)
    return np.asarray(image)


def _picture_in(path: Path) -> Picture:
    return Picture(read_picture(path), path.name, "file", path)


def _natural_key(path: Path) -> list[tuple[int, int, str]]:
    parts = re.split(r"(\d+)", path.name.casefold())
    return [(1, 0, part) if i % 2 == 0 else (0, int(part), part) for i, part in enumerate(parts)]
