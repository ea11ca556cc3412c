"""Where the camera page shows its picture, or says why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from explorer.inputs._empty import DashedNote
from explorer.widgets.focus_ring import RING
from explorer.widgets.image_pane import ImagePane
from explorer.widgets.square import SMALLEST_SIDE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class CameraStage(QWidget):
    """Has the focus in the place of what it shows, for that changes; the ring lies over all of it."""

    clicked = Signal()
    """The button below a sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(RING, True)
        self.pane = ImagePane()
        self.pane.setAccessibleName(self.tr("What the camera sees"))
        self.pane.setToolTip(
            self.tr("The network sees the picture as it is shown here. Pictures of the camera stay on this machine.")
        )
        self._note = DashedNote("camera")
        self._note.clicked.connect(self.clicked)
        self._front = QStackedWidget()
        self._front.addWidget(self._note)
        self._front.addWidget(self.pane)
        self._front.setMinimumHeight(SMALLEST_SIDE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._front)

    def say(self, sentence: str, button: str = "") -> None:
        """A sentence in place of the picture, and a button if there is something to do."""
        self._note.say(sentence, button)
        self._front.setCurrentWidget(self._note)

    def sentence(self) -> str:
        """What is said now; empty while there is a picture."""
        return self._note.text() if self._front.currentWidget() is self._note else ""

    def show_image(self, pixels: NDArray[np.uint8]) -> None:
        """Show uint8 (H, W, 3), copied."""
        self.pane.show_image(pixels)
        self._front.setCurrentWidget(self.pane)
