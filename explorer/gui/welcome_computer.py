"""The panels at the right of the welcome page: this computer, and where files can be dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.icons import paint_icon
from explorer.widgets.safely import safely
from explorer.widgets.theme import colour, font

if TYPE_CHECKING:
    from explorer.gui.welcome_sight import Computer

HEAD = 28
"""How high the heading of a panel is."""
_ICON, _LAST_ROW = 20, 2
_UNKNOWN = "…"


class ComputerPanel(QWidget):
    """What networks run on here, and which trained weights are at hand."""

    manage_wanted = Signal()
    """The user wants to see and choose models."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        head = QLabel(self.tr("This computer"))
        head.setProperty("role", "strong")
        head.setFixedHeight(HEAD)
        card = QFrame()
        card.setProperty("panel", "card")
        self._grid = QGridLayout(card)
        self._grid.setContentsMargins(16, 10, 10, 10)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self.device = self._row(self.tr("Device"))
        self.torch = self._row(self.tr("PyTorch"))
        self.weights = self._row(self.tr("Pretrained weights"))
        self.manage = QPushButton(self.tr("Manage"))
        self.manage.setFlat(True)
        self.manage.setToolTip(self.tr("Choose a network, download weights"))
        self.manage.setAccessibleName(self.tr("Manage pretrained weights"))
        self.manage.clicked.connect(self.manage_wanted)
        self._grid.addWidget(self.manage, _LAST_ROW, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(head)
        column.addWidget(card)

    def _row(self, text: str) -> ElidedLabel:
        row = self._grid.count() // 2
        caption, value = QLabel(text), ElidedLabel("label")
        caption.setProperty("role", "muted")
        value.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        value.set_whole_text(_UNKNOWN)
        self._grid.addWidget(caption, row, 0)
        # Beside the last one stands a button.
        self._grid.addWidget(value, row, 1, 1, 2 if row < _LAST_ROW else 1)
        self._grid.setRowMinimumHeight(row, 24)
        return value

    def show_computer(self, computer: Computer) -> None:
        """What torch and the disk have said."""
        one, more = self.tr("CPU, 1 thread"), self.tr("CPU, up to {0} threads")
        processor = one if computer.threads == 1 else more.format(computer.threads)
        self.device.set_whole_text(" · ".join((*computer.accelerators, processor)))
        self.torch.set_whole_text(computer.torch)
        self.weights.set_whole_text(self._weights(computer))

    def _weights(self, computer: Computer) -> str:
        count = len(computer.weights)
        if not count:
            return self.tr("none on disk yet")
        one, more = self.tr("{1} ({2:.0f} MB)"), self.tr("{0} files, {2:.0f} MB: {1}")
        return (one if count == 1 else more).format(count, ", ".join(computer.weights), computer.megabytes)


class DropArea(QWidget):
    """Says that files can be dropped, anywhere on the window; bright while one is dragged across it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = self.tr("Drop an image, a model or a session here")
        self._bright = False
        self.setAccessibleName(self._text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMinimumHeight(64)
        self.setMaximumHeight(104)

    @property
    def is_bright(self) -> bool:
        """Whether something that can be opened is over the window."""
        return self._bright

    def set_bright(self, bright: bool) -> None:
        """Something that can be opened is dragged across the window, or no more."""
        self._bright = bright
        self.update()

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        return QSize(200, 92)

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = "accent" if self._bright else "border-2"
        painter.setPen(QPen(colour(ink), 2 if self._bright else 1, Qt.PenStyle.DashLine))
        painter.setBrush(colour("accent-soft") if self._bright else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 12, 12)
        painter.setFont(font("label"))
        wrap = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter
        room = self.rect().adjusted(12, 0, -12, 0)
        words = QFontMetrics(painter.font()).boundingRect(room, wrap, self._text)
        top = (self.height() - _ICON - 6 - words.height()) / 2
        paint_icon(painter, "folder-open", "accent", QRectF((self.width() - _ICON) / 2, top, _ICON, _ICON))
        painter.setPen(colour("accent" if self._bright else "text-2"))
        painter.drawText(room.adjusted(0, round(top) + _ICON + 6, 0, 0), wrap, self._text)
