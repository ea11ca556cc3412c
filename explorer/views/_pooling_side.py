"""What stands beside the pooled maps: the operations side by side, one window worked out, and what is discarded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from explorer.views._discarded_sheet import DiscardedSheet
from explorer.views._pooling_cards import PoolingCards
from explorer.views._window_sheet import WindowSheet
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.ground import Ground
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    import numpy as np

    from explorer.views._pooled import Pooled

_WIDTH = 284


class PoolingSide(QWidget):
    """A column that scrolls. `picked` tells the operation whose card was clicked."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards, self._window, self._discarded = PoolingCards(), WindowSheet(), DiscardedSheet()
        self._cards.picked.connect(self.picked)
        self._caption = ElidedLabel("caption")
        self.setMaximumWidth(_WIDTH)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        line = QFrame(self)
        line.setProperty("line", "vertical")
        row.addWidget(line)
        row.addWidget(self._scrolled())

    def show_pooled(self, result: Pooled | None, shown: Pooled | None, colours: np.ndarray) -> None:
        """Show a result in the colours (256, 3) of its indices; `shown` is what the chosen operation makes of it."""
        chosen = "" if shown is None else shown.operation or ""
        self._cards.show_pooled(result, colours, chosen)
        self._window.show_pooled(result, colours)
        self._discarded.show_pooled(shown)
        size = "" if result is None else " × ".join(map(str, result.window.kernel))
        self._caption.set_whole_text(self.tr("same {0} windows").format(size) if size else "")

    def set_cell(self, cell: tuple[int, int] | None) -> None:
        """The probe: a cell of the map after pooling."""
        self._cards.set_cell(cell)
        self._window.set_cell(cell)

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, 200)

    @safely(default=QSize)
    def minimumSizeHint(self) -> QSize:
        # It goes when there is no room for it; until then it must not hold the view wide.
        return QSize(40, 40)

    def _scrolled(self) -> QScrollArea:
        ground = Ground()
        head = QHBoxLayout()
        head.setSpacing(8)
        title = QLabel(self.tr("Side by side"))
        title.setProperty("role", "strong")
        head.addWidget(title)
        head.addWidget(self._caption, 1)
        column = QVBoxLayout(ground)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._cards)
        column.addWidget(self._window)
        column.addWidget(self._discarded)
        column.addStretch(1)
        area = QScrollArea(self)
        area.setAccessibleName(title.text())
        area.setWidget(ground.scrolled())
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area
