"""The row of controls above a picture: 42 pixels high, with a hairline under it; two rows where one is too narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

HEIGHT = 42
_SECOND = 34


class ToolRow(QFrame):
    """Holds a view's controls. A narrow view is not held wide by it: what does not fit stands in a second row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", "surface")
        self.setFixedHeight(HEIGHT)
        self._optional: list[QWidget] = []
        self._spare: list[QLabel] = []
        self._groups: list[list[QWidget]] = []
        """Controls from left to right, each with the word that it is told by."""
        self._stretch_at: int | None = None
        self._second_from: int | None = None
        self._rows = self._built_row(), self._built_row()
        line = QFrame(self)
        line.setProperty("line", "horizontal")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        for row in self._rows:
            column.addLayout(row, 1)
        column.addWidget(line)

    @staticmethod
    def _built_row() -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        # Otherwise the lowest control would decide how high the row may be, and the line would not lie at the foot.
        row.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        return row

    def add(self, widget: QWidget, caption: str = "", *, optional: bool = False, spare: bool = False) -> QLabel | None:
        """Add a control at the right, behind the word that it is told by.

        Where the row is too narrow, `optional` ones are left out, the last first; a `spare` caption becomes a tooltip.
        """
        if optional:
            self._optional.append(widget)
        label = None
        if caption:
            label = QLabel(caption, self)
            label.setProperty("role", "label")
            label.setBuddy(widget)
        if label is not None and spare:
            self._spare.append(label)
            widget.setToolTip(widget.toolTip() or caption)
        self._groups.append([widget] if label is None else [label, widget])
        for part in self._groups[-1]:
            self._rows[0].addWidget(part)
        return label

    def add_stretch(self) -> None:
        """What is added from now on stands at the right end."""
        self._stretch_at = len(self._groups)
        self._rows[0].addStretch(1)

    def leaves_out(self, widget: QWidget) -> bool:
        """Whether a control is one that only a lack of room hides."""
        return widget in self._optional

    def fit(self) -> None:
        """Leave out what does not fit, or begin a second row; to be called when a control comes or goes."""
        free = self._free(self._groups)
        for widget in reversed(self._optional):
            widget.setVisible(free >= 0)
            if free < 0:
                free += widget.sizeHint().width() + self._rows[0].spacing()
        for label in self._spare:
            label.setVisible(free >= 0)
            if free < 0:
                free += label.sizeHint().width() + self._rows[0].spacing()
        self._break_before(None if free >= 0 else self._best_break())

    def _free(self, groups: list[list[QWidget]]) -> int:
        """What groups leave of a row's width."""
        margins = self._rows[0].contentsMargins()
        free = self.width() - margins.left() - margins.right() + self._rows[0].spacing()
        for part in (part for group in groups for part in group):
            if not part.isHidden() or part in self._optional or part in self._spare:
                size = part.sizeHint().expandedTo(part.minimumSize()).boundedTo(part.maximumSize())
                free -= size.width() + self._rows[0].spacing()
        return free

    def _best_break(self) -> int:
        """Where the second row begins: at the stretch if both rows fit then, else with the first that does not fit."""
        here = self._stretch_at
        if here is not None and min(self._free(self._groups[:here]), self._free(self._groups[here:])) >= 0:
            return here
        fitting = (count for count in range(len(self._groups), 1, -1) if self._free(self._groups[:count]) >= 0)
        return next(fitting, 1)

    def _break_before(self, number: int | None) -> None:
        if number == self._second_from:
            return
        self._second_from = number
        for row in self._rows:
            while row.count():
                row.takeAt(0)
        for place, group in enumerate(self._groups):
            row = self._rows[number is not None and place >= number]
            if place == self._stretch_at and place != number:
                row.addStretch(1)
            for part in group:
                row.addWidget(part)
        if number is not None:
            self._rows[1].addStretch(1)
            if self._stretch_at is None or self._stretch_at >= number:
                self._rows[0].addStretch(1)
        elif self._stretch_at == len(self._groups):
            self._rows[0].addStretch(1)
        self.setFixedHeight(HEIGHT if number is None else HEIGHT + _SECOND)

    @safely
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    @safely(default=False)
    def event(self, event: QEvent) -> bool:
        # A control became wider or narrower, came or went.
        if event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return bool(super().event(event))

    @safely(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.height())
