"""The controls of the arithmetic view: walking through the cells, which input map, how much, copying."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from explorer.views._stepping import Stepper
from explorer.widgets.channel_box import ChannelBox
from explorer.widgets.icons import icon
from explorer.widgets.safely import safely
from explorer.widgets.said import said
from explorer.widgets.switch import Switch
from explorer.widgets.tool_row import ToolRow

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

    from explorer.core.arithmetic import Explanation
    from explorer.views._explained import Explained

_BUTTON = 28


class ArithmeticTools(ToolRow):
    """A row of controls for an Explained."""

    channel_picked = Signal(int)
    source_picked = Signal(int)
    cell_picked = Signal(int, int)
    unfolding_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._explanation: Explanation | None = None
        self.stepper = Stepper(self)
        self._play = self._button("play-fill", self.tr("Walk through the cells"))
        self._play.setCheckable(True)
        self._back = self._button("caret-left", self.tr("Previous cell"))
        self._next = self._button("caret-right", self.tr("Next cell"))
        self._channel, self._source = ChannelBox(self), ChannelBox(self)
        self._source.setAccessibleName(self.tr("Input map"))
        self._all = Switch(self.tr("All terms"), self)
        self._copy = self._copy_button()
        for button in (self._play, self._back, self._next):
            self.add(button)
        self.add(self._channel, self.tr("Channel"))
        self._source_label = self.add(self._source, self.tr("Input map"))
        self.add_stretch()
        self.add(self._all, optional=True)
        self.add(self._copy)
        self._connect()

    def _connect(self) -> None:
        self._play.toggled.connect(self.stepper.set_running)
        self.stepper.running_changed.connect(self._on_running_changed)
        self.stepper.stepped.connect(self.cell_picked)
        self._back.clicked.connect(lambda: self.stepper.step(-1))
        self._next.clicked.connect(lambda: self.stepper.step(1))
        self._channel.picked.connect(self.channel_picked)
        self._source.picked.connect(self.source_picked)
        self._all.toggled.connect(self.unfolding_changed)

    def show_explained(self, result: Explained | None) -> None:
        """What the controls are for, None for nothing."""
        self._explanation = None if result is None else result.explanation
        for control in (self._play, self._back, self._next, self._all, self._copy):
            control.setEnabled(result is not None)
        by_channel = self._explanation is not None and len(self._explanation.shape) > 0
        several = by_channel and self._explanation is not None and self._explanation.shape[0] > 1
        for part in (self._source, self._source_label):
            if part is not None:
                part.setVisible(several)
        if result is None:
            self._channel.show_channel(0, 0)
            self.stepper.set_running(False)
            return
        e = result.explanation
        self._channel.show_channel(result.after.channel, result.after.channels)
        if several:
            self._source.show_channel(e.first_channel + result.chosen, e.first_channel + e.shape[0])
            self._source.setMinimum(e.first_channel)
        height, width = result.after.values.shape
        self.stepper.shown((height, width), result.cell)
        self.fit()

    def unfold(self) -> None:
        """Show all terms."""
        self._all.setChecked(True)

    @property
    def unfolded(self) -> bool:
        """Whether all terms are shown."""
        return self._all.isChecked()

    def _button(self, name: str, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name))
        button.setIconSize(QSize(16, 16))
        button.setProperty("iconOnly", True)
        # A narrow row cuts buttons off; squeezed ones could not paint their icons.
        button.setFixedSize(_BUTTON, _BUTTON)
        button.setToolTip(text)
        button.setAccessibleName(text)
        return button

    def _copy_button(self) -> QToolButton:
        button = self._button("copy", self.tr("Copy the sum"))
        menu = QMenu(button)
        menu.addAction(self.tr("As text"), lambda: self._copy_as("text"))
        menu.addAction(self.tr("As LaTeX"), lambda: self._copy_as("latex"))
        menu.addAction(self.tr("As PyTorch code"), lambda: self._copy_as("code"))
        button.setFixedSize(_BUTTON + 18, _BUTTON)
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _copy_as(self, form: str) -> None:
        # They come with torch, which is here by now.
        from explorer.core.arithmetic.snippet import snippet
        from explorer.core.arithmetic.text import latex, plain_text

        if self._explanation is not None:
            write = {"text": plain_text, "latex": latex, "code": snippet}[form]
            QGuiApplication.clipboard().setText(said(write(self._explanation)))

    @safely
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # Nobody sees it walk.
        self.stepper.set_running(False)

    def _on_running_changed(self, running: bool) -> None:
        self._play.setChecked(running)
        self._play.setIcon(icon("pause-fill" if running else "play-fill"))
        text = self.tr("Stand still") if running else self.tr("Walk through the cells")
        self._play.setToolTip(text)
        self._play.setAccessibleName(text)
