"""What the network sees: its input tensor as a picture, with its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from explorer.widgets.icons import icon
from explorer.widgets.image_pane import ImagePane
from explorer.widgets.numbers import MINUS, number_text
from explorer.widgets.said import said
from explorer.widgets.switch import Switch
from explorer.widgets.wrapped_text import WrappedText

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Three screen pixels for each of the digit network's 28, and the frame.
_SIDE = 86
_MARGINS = (12, 10, 12, 10)


class Seen(QWidget):
    """A small picture of exactly the tensor, what was done to make it, and the setting that changes it."""

    centre_clicked = Signal(bool)
    """The user switched centring on or off."""
    settings_clicked = Signal()
    """The user wants to change how the tensor is made."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pane = ImagePane(radius=2)
        self._pane.setFixedSize(_SIDE, _SIDE)
        self._pane.setAccessibleName(self.tr("What the network sees"))
        head = QLabel(self.tr("What the network sees"))
        head.setProperty("role", "section")
        self._description = ""
        self._figures = ""
        self._size = ""
        self._caption = WrappedText()
        self._centre = Switch(self.tr("Centre and scale"))
        self._centre.setToolTip(self.tr("Scale the drawing to 20 pixels and centre it by mass, as MNIST's digits are"))
        self._centre.clicked.connect(self.centre_clicked)
        self._centre.hide()
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(head)
        top.addStretch(1)
        top.addWidget(self._settings_button())
        facts = QVBoxLayout()
        facts.setSpacing(1)
        facts.addLayout(top)
        facts.addWidget(self._caption, 1)
        facts.addWidget(self._centre)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(*_MARGINS)
        layout.setSpacing(12)
        layout.addWidget(self._pane, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(facts, 1)
        self.setFixedHeight(_SIDE + _MARGINS[1] + _MARGINS[3])

    def _settings_button(self) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon("sliders-horizontal", "muted"))
        button.setIconSize(QSize(13, 13))
        button.setProperty("iconOnly", True)
        button.setFixedSize(20, 20)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolTip(self.tr("Preprocessing…"))
        button.setAccessibleName(self.tr("Preprocessing"))
        button.clicked.connect(self.settings_clicked)
        return button

    def show_preprocessing(self, description: str, centre: bool | None) -> None:
        """Say how the tensor is made; `centre` is None where there is nothing to switch."""
        self._description = said(description)
        self._show_caption()
        self._centre.setChecked(bool(centre))
        self._centre.setVisible(centre is not None)

    def show_tensor(
        self, seen: NDArray[np.uint8] | None, mean: float, maximum: float, minimum: float, preview: bool
    ) -> None:
        """Show the tensor as uint8 (H, W) or (H, W, 3), and its figures; a preview has half the size described."""
        self._pane.show_image(seen)
        half = self.tr("preview: half size, {0} × {1}")
        self._size = half.format(*seen.shape[:2]) if preview and seen is not None else ""
        # Normalised inputs go below zero: then both ends of the range say more.
        text = self.tr("{low} to {high}, mean {mean}") if minimum < 0 else self.tr("mean {mean}   max {high}")
        figures = text.format(low=_fixed(minimum, 2), high=_fixed(maximum, 2), mean=_fixed(mean, 3))
        self._figures = "" if seen is None else figures
        self._show_caption()

    def show_area(self, area: tuple[float, float, float, float] | None) -> None:
        """Frame (left, top, right, bottom), shares 0..1: what a picked cell depends on."""
        self._pane.show_area(area)

    def _show_caption(self) -> None:
        self._caption.set_text("\n".join(line for line in (self._size or self._description, self._figures) if line))
        self._pane.setAccessibleDescription(self._caption.text())


def _fixed(value: float, decimals: int) -> str:
    """Always as many decimals, so that nothing moves while a pen does; other magnitudes than usual as they come."""
    usual = value == 0 or 0.5 * 10**-decimals <= abs(value) < 100
    return f"{value:.{decimals}f}".replace("-", MINUS) if usual else number_text(value)
