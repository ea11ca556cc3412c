"""What every laboratory is: a page of the window, opened over the network and closed again, that a lesson can set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import QWidget

from explorer.widgets.focus_ring import RING
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    import numpy as np
    from PySide6.QtGui import QKeyEvent

    from explorer.data.pictures import Picture
    from explorer.jobs import Jobs


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """What the window has for a laboratory.

    Attributes:
        picture: what the network is shown, None where there is nothing yet.
        seen: (C, H, W) float32, what the network gets of it, None before it has run.
        network: the network's title.
    """

    picture: Picture | None = None
    seen: np.ndarray | None = None
    network: str = ""


class Lab(QWidget):
    """A page. Subclasses are found by walking the folder; they do not know each other.

    All files of the folder are read when the window is made, for title, icon and key: what a page is made of has to be
    imported inside its constructor, which runs when it is opened for the first time. While a page is not open, nothing
    is computed for it. Escape closes it unless one of its widgets has a use for the key.
    """

    title: ClassVar[str] = ""
    """English title; its translation is looked up in the class's own context."""
    order: ClassVar[int] = 0
    icon: ClassVar[str] = ""
    keys: ClassVar[str] = ""

    close_wanted = Signal()
    changed = Signal()
    """Its setup has become another, by the hand or by `set_up`."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.jobs = jobs
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.label())
        self.setProperty(RING, True)

    @classmethod
    def label(cls) -> str:
        """The title in the user's language."""
        return QCoreApplication.translate(cls.__name__, cls.title)

    def take(self, given: Given) -> None:
        """What is in the window now: when the page is opened, and when it changes while it is open."""
        raise NotImplementedError

    def setup(self) -> Any:
        """Everything that decides what the page shows, frozen."""
        raise NotImplementedError

    def set_up(self, setup: Any) -> None:
        """Show what `setup()` returned, or a lesson made. Raises ValueError where it is nothing of the kind."""
        raise NotImplementedError

    def rest(self) -> None:
        """The page is left: whatever moves by itself stops."""

    @safely
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_wanted.emit()
        else:
            super().keyPressEvent(event)

    @safely(default=QSize)
    def minimumSizeHint(self) -> QSize:
        # A page must not make the window wider than its other contents do.
        return QSize(480, 320)
