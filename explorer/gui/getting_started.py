"""A short page for the first minutes: what can be done, with which key, and a button that begins it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from explorer.widgets.icons import icon

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from explorer.gui.window import MainWindow

_ICON = 20


class GettingStarted(QDialog):
    """Each step is an icon, a heading with the keys of its action, and a sentence."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.setWindowTitle(self.tr("Getting started"))
        head = QLabel(self.tr("Getting started"))
        head.setProperty("role", "title")
        self._steps = QGridLayout()
        self._steps.setHorizontalSpacing(14)
        self._steps.setVerticalSpacing(2)
        self._steps.setColumnStretch(1, 1)
        self._add_steps()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(14)
        column.addWidget(head)
        column.addLayout(self._steps)
        column.addStretch(1)
        column.addLayout(self._build_buttons())
        self.resize(600, max(400, column.totalHeightForWidth(600)))

    def _add_steps(self) -> None:
        actions, more = self._window.actions_, self._window.actions_.more
        self._add(
            "pencil-simple", self.tr("Draw a digit"), actions.new_drawing,
            self.tr("Every layer of the network answers while the pen moves. Or open, drop or paste a picture."),
        )  # fmt: skip
        self._add(
            "tree-structure", self.tr("Pick a layer, then a map"), actions.next_layer,
            self.tr("Click a column of the network strip. The tabs below show the same layer in other ways."),
        )  # fmt: skip
        self._add(
            "crosshair", self.tr("Click a cell"), None,
            self.tr("Its value, the sum that made it and the part of the input behind it are shown at once."),
        )  # fmt: skip
        self._add(
            "cube", self.tr("Bring another network"), actions.open_model,
            self.tr("One of torchvision's, or a file of your own: weights, Python, ONNX, TorchScript."),
        )  # fmt: skip
        self._add(
            "keyboard", self.tr("Find everything else"), more.palette,
            self.tr("All actions in one list: type a few letters, Enter runs."),
        )  # fmt: skip

    def _add(self, name: str, title: str, action: QAction | None, text: str) -> None:
        row = self._steps.rowCount()
        mark = QLabel()
        mark.setPixmap(icon(name, "accent").pixmap(QSize(_ICON, _ICON), self.devicePixelRatioF()))
        heading, words = QLabel(title), QLabel(text)
        heading.setProperty("role", "strong")
        words.setProperty("role", "label")
        words.setWordWrap(True)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(heading)
        if action is not None:
            key = QLabel(action.shortcut().toString(action.shortcut().SequenceFormat.NativeText))
            key.setProperty("chip", "key")
            line.addWidget(key)
        line.addStretch(1)
        self._steps.addWidget(mark, row, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
        self._steps.addLayout(line, row, 1)
        self._steps.addWidget(words, row + 1, 1)
        self._steps.setRowMinimumHeight(row + 2, 14)

    def _build_buttons(self) -> QHBoxLayout:
        keys = QPushButton(self.tr("All &keys"))
        keys.setAutoDefault(False)
        keys.clicked.connect(self._window.actions_.more.help.keys.trigger)
        close = QPushButton(self.tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(keys)
        row.addStretch(1)
        row.addWidget(close)
        return row
