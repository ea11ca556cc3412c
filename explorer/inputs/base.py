"""What every source of pictures is: a page of the input panel that says when its picture changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QMimeData

    from explorer.data.pictures import Picture
    from explorer.models.base import Model


class InputSource(QWidget):
    """A source of pictures. Subclasses are found by walking the folder; they do not know each other.

    Signals:
        picture_changed: the new Picture; an empty drawing is a picture too.
        failed: one sentence about what could not be read; the picture stays.
    """

    title: ClassVar[str] = ""
    """English title; its translation is looked up in the class's own context."""
    order: ClassVar[int] = 0
    icon: ClassVar[str] = ""
    prefers_digits: ClassVar[bool] = False
    """Whether this is the source to begin with where a network reads digits."""
    opens_files: ClassVar[bool] = False
    """Whether it is worth trying with a file whose name tells nothing."""

    on_demand: ClassVar[bool] = False
    """Whether its tab is only there once it has a picture."""

    picture_changed = Signal(object)
    failed = Signal(str)

    @classmethod
    def label(cls) -> str:
        """The title in the user's language."""
        return QCoreApplication.translate(cls.__name__, cls.title)

    def picture(self) -> Picture | None:
        """The picture it shows now, None before there is one."""
        raise NotImplementedError

    def is_live(self) -> bool:
        """Whether its picture changes by itself all the time: a session does not keep such a one."""
        return False

    def accepts_path(self, path: Path) -> bool:
        """Whether it opens files such as this one; cheap, the file is not read."""
        return False

    def open_path(self, path: Path) -> None:
        """Read a file that it accepts, then `picture_changed` or `failed`, now or later."""
        raise NotImplementedError

    def accepts_mime(self, mime: QMimeData) -> bool:
        """Whether it takes what was dropped or copied; cheap."""
        return False

    def open_mime(self, mime: QMimeData) -> None:
        """Take what was dropped or copied, then `picture_changed` or `failed`, now or later."""
        raise NotImplementedError

    def step(self, step: int) -> bool:
        """Go to the next of its pictures (the one before: -1); False where it has no others."""
        return False

    def show_model(self, model: Model) -> None:
        """Another model, or the same behind another preprocessing, looks at the pictures."""
