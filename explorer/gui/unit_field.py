"""A section of the unit panel: the input with what the picked cell depends on, and how large such fields are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from explorer.widgets.field_pane import FieldPane
from explorer.widgets.icons import icon
from explorer.widgets.wrapped_text import WrappedText

if TYPE_CHECKING:
    import numpy as np

    from explorer.core.fields import Extent, Fields

_SIDE = 88


class UnitField(QWidget):
    """Shows fields; `dropped` is the wish that no cell be picked any more."""

    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seen: np.ndarray | None = None
        self._told: tuple[Fields | None, Extent | None, str] | None = None
        self._pane = FieldPane()
        self._pane.setFixedSize(_SIDE, _SIDE)
        self._pane.setAccessibleName(self.tr("Receptive field on the input"))
        self._words = WrappedText()
        self._drop = QToolButton()
        self._drop.setIcon(icon("x", "muted"))
        self._drop.setProperty("iconOnly", True)
        self._drop.setFixedSize(20, 20)
        self._drop.setToolTip(self.tr("Show no receptive field"))
        self._drop.setAccessibleName(self._drop.toolTip())
        self._drop.clicked.connect(self.dropped)
        title = QLabel(self.tr("Receptive field"))
        title.setProperty("role", "section")
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self._drop)
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(self._pane, 0, Qt.AlignmentFlag.AlignTop)
        body.addWidget(self._words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(body)
        # Until there is an input.
        self.hide()

    def show_fields(self, seen: np.ndarray, fields: Fields | None, extent: Extent | None, name: str) -> None:
        """Show the input uint8 (H, W) or (H, W, 3), the picked cell's field on it, and the `name`d layer's extent."""
        if self.isHidden():
            self.show()
        if seen is not self._seen:
            self._seen = seen
            self._pane.show_picture(seen)
        if (fields, extent, name) == self._told:
            return
        self._told = fields, extent, name
        field = None if fields is None else fields.input
        self._pane.show_cells(None if field is None else field.cells, None if field is None else field.area)
        self._drop.setVisible(fields is not None)
        self._words.set_text("\n".join(self._lines(fields, extent, name)))
        self._pane.setAccessibleDescription(self._words.text())

    def _lines(self, fields: Fields | None, extent: Extent | None, name: str) -> list[str]:
        lines = [] if extent is None else [self._extent_text(extent)]
        if fields is None:
            return [*lines, self.tr("Pick a cell of a map to see its field.")]
        lines = lines if fields.name == name else []
        row, column = fields.cell
        words = [self.tr("Cell ({0}, {1}) of {2}").format(row, column, fields.name), self._field_text(fields)]
        return [*words, *filter(None, lines)]

    def _field_text(self, fields: Fields) -> str:
        field = fields.input
        if field is None or field.area is None:
            return self.tr("sees nothing of the input")
        if field.whole:
            return self.tr("sees the whole input")
        top, bottom, left, right = field.area
        text = self.tr("sees {0} of the input").format(f"{bottom - top} × {right - left}")
        return self.tr("{0}, with gaps").format(text) if field.has_gaps else text

    def _extent_text(self, extent: Extent) -> str:
        if extent.whole:
            return self.tr("Every cell sees the whole input")
        if extent.size is None:
            return ""
        return self.tr("{0}, jump {1}").format(extent.size_text, extent.jump_text)
