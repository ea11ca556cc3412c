"""Two things beside each other; where there is no room for that, one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_BESIDE, _BELOW = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class SideBySide(QWidget):
    """Holds a widget at the left and one at the right, or both together at the left; never cuts their texts."""

    def __init__(
        self,
        first: QWidget,
        second: QWidget,
        *,
        spacing: int = 8,
        below: int = 2,
        together: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._first, self._second, self._spacing, self._below = first, second, spacing, below
        self._box = QBoxLayout(_BESIDE)
        self._box.setSpacing(spacing)
        self._box.addWidget(first)
        self._box.addWidget(second)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        row.addLayout(self._box, 0 if together else 1)
        if together:
            row.addStretch(1)
        elif not any(_expands(part) for part in (first, second)):
            self._box.insertStretch(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def is_stacked(self) -> bool:
        """Whether the second stands below the first."""
        return self._box.direction() == _BELOW

    def _fit(self) -> None:
        shown = [part for part in (self._first, self._second) if not part.isHidden()]
        wide = sum(part.sizeHint().width() for part in shown) + self._spacing * (len(shown) - 1)
        direction = _BELOW if len(shown) == 2 and wide > self.width() else _BESIDE
        if direction == self._box.direction():
            return
        self._box.setDirection(direction)
        self._box.setSpacing(self._below if direction == _BELOW else self._spacing)
        for part in (self._first, self._second):
            stacked = direction == _BELOW and not _expands(part)
            self._box.setAlignment(part, Qt.AlignmentFlag.AlignLeft if stacked else Qt.AlignmentFlag(0))
        self.updateGeometry()

    @safely
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @safely(default=False)
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return bool(super().event(event))

    @safely(default=QSize)
    def minimumSizeHint(self) -> QSize:
        parts = (self._first, self._second)
        least = max(part.minimumWidth() or part.minimumSizeHint().width() for part in parts)
        return QSize(least, super().minimumSizeHint().height())


def _expands(part: QWidget) -> bool:
    return part.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Expanding
