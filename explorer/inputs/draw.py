"""The drawing canvas with its row of tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QSlider, QToolButton, QVBoxLayout, QWidget

from explorer.data.pictures import Picture
from explorer.inputs.base import InputSource
from explorer.widgets.draw_pad import PEN_WIDTHS, DrawPad
from explorer.widgets.icons import icon
from explorer.widgets.square import Square

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.models.base import Model

ROW_HEIGHT = 42


class DrawInput(InputSource):
    """A digit, or anything else, drawn by hand: every move of the pen is a new picture."""

    title = "Draw"
    order = 10
    icon = "pencil-simple"
    prefers_digits = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pad = DrawPad()
        self.setFocusProxy(self.pad)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(Square(self.pad), 1)
        layout.addWidget(self._built_row())
        self.pad.changed.connect(self._on_pad_changed)
        self._show_tools()

    def picture(self) -> Picture:
        """The drawing as it is now; a black picture where nothing is drawn."""
        return Picture(Image.fromarray(self.pad.picture()), self.tr("Drawing"), "drawing")

    def show_model(self, model: Model) -> None:
        """Let the empty canvas say what is worth drawing for this network."""
        digits = model.input_shape[0] == 1
        self.pad.set_hint(self.tr("Draw a digit") if digits else self.tr("Draw something"))

    def _built_row(self) -> QWidget:
        self._build_buttons()
        self._build_brush()
        row = QWidget()
        row.setFixedHeight(ROW_HEIGHT)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._pencil)
        layout.addWidget(self._eraser)
        layout.addSpacing(6)
        layout.addWidget(self._brush_label)
        layout.addSpacing(6)
        layout.addWidget(self._brush, 1)
        layout.addWidget(self._brush_value)
        layout.addSpacing(2)
        for button in (self._undo, self._redo, self._clear):
            layout.addWidget(button)
        return row

    def _build_buttons(self) -> None:
        self._pencil = _button("pencil-simple", self.tr("Pencil"))
        self._eraser = _button("eraser", self.tr("Eraser (or draw with the right button)"))
        tools = QButtonGroup(self)
        for button in (self._pencil, self._eraser):
            button.setCheckable(True)
            tools.addButton(button)
        self._pencil.setChecked(True)
        self._eraser.toggled.connect(self.pad.set_eraser)
        self.pad.eraser_changed.connect(lambda on: (self._eraser if on else self._pencil).setChecked(True))
        stack = self.pad.undo_stack
        self._undo = self._action_button("arrow-counter-clockwise", stack.undo)
        self._redo = self._action_button("arrow-clockwise", stack.redo)
        self._clear = self._action_button("trash", self.pad.clear)
        stack.indexChanged.connect(self._show_tools)

    def _build_brush(self) -> None:
        self._brush = QSlider(Qt.Orientation.Horizontal)
        self._brush.setRange(PEN_WIDTHS.start, PEN_WIDTHS.stop - 1)
        self._brush.setValue(self.pad.pen_width)
        self._brush.setMinimumWidth(40)
        self._brush.setToolTip(self.tr("Width of the pen (+ and − on the canvas)"))
        self._brush.setAccessibleName(self.tr("Brush width in canvas pixels"))
        self._brush_label = QLabel(self.tr("Brush"))
        self._brush_label.setProperty("role", "muted")
        self._brush_label.setBuddy(self._brush)
        self._brush_value = QLabel(str(self.pad.pen_width))
        self._brush_value.setProperty("role", "label")
        self._brush_value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._brush_value.setFixedWidth(22)
        self._brush.valueChanged.connect(self.pad.set_pen_width)
        self.pad.pen_width_changed.connect(self._on_pad_pen_width_changed)

    def _action_button(self, name: str, answer: Callable[[], None]) -> QToolButton:
        button = _button(name, "")
        button.clicked.connect(lambda: answer())
        return button

    def _on_pad_changed(self) -> None:
        self.picture_changed.emit(self.picture())

    def _on_pad_pen_width_changed(self, width: int) -> None:
        self._brush.setValue(width)
        self._brush_value.setText(str(width))

    def _show_tools(self) -> None:
        """Undo, redo and clear are enabled where they do something, and say what."""
        stack = self.pad.undo_stack
        self._undo.setEnabled(stack.canUndo())
        self._redo.setEnabled(stack.canRedo())
        self._clear.setEnabled(bool(self.pad.strokes()))
        undo = self.tr("Undo {step} ({key})") if stack.canUndo() else self.tr("Nothing to undo")
        redo = self.tr("Redo {step} ({key})") if stack.canRedo() else self.tr("Nothing to redo")
        _say(self._undo, undo.format(step=stack.undoText().lower(), key=_key(QKeySequence.StandardKey.Undo)))
        _say(self._redo, redo.format(step=stack.redoText().lower(), key=_key(QKeySequence.StandardKey.Redo)))
        _say(self._clear, self.tr("Clear the canvas (Delete)"))


def _button(name: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(name))
    button.setIconSize(QSize(16, 16))
    button.setProperty("iconOnly", True)
    button.setFixedSize(26, 28)
    _say(button, tip)
    return button


def _say(button: QToolButton, tip: str) -> None:
    button.setToolTip(tip)
    button.setAccessibleName(tip)


def _key(standard: QKeySequence.StandardKey) -> str:
    return QKeySequence(standard).toString(QKeySequence.SequenceFormat.NativeText)
