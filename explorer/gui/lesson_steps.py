"""What a lesson suggests to try, as a list that ticks itself off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from explorer.widgets.icons import paint_icon
from explorer.widgets.rich_text import emphasised
from explorer.widgets.safely import safely
from explorer.widgets.theme import colour

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

_MARK = 18


class LessonSteps(QFrame):
    """A card with a line for each step. A click ticks a line as well: not everything can be told by the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", "card")
        self._title, self._count = QLabel(), QLabel()
        self._title.setProperty("role", "strong")
        self._count.setProperty("role", "muted")
        self._words = "{done} {count}"
        self._rows: list[_Row] = []
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._count)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 10, 12, 10)
        self._column.setSpacing(8)
        self._column.addLayout(head)

    def show_steps(self, title: str, words: str, texts: Sequence[str], done: Sequence[bool]) -> None:
        """Show the steps; `words` say how many of them are done (`{done}` of `{count}`)."""
        self._title.setText(title)
        self._words = words
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [_Row(text, ticked) for text, ticked in zip(texts, done, strict=True)]
        for row in self._rows:
            row.mark.toggled.connect(self._show_count)
            self._column.addWidget(row)
        self.setVisible(bool(self._rows))
        self._show_count()

    def tick(self, number: int) -> None:
        """A step is done."""
        self._rows[number].mark.setChecked(True)

    def done(self) -> list[bool]:
        """Which steps are done."""
        return [row.mark.isChecked() for row in self._rows]

    def _show_count(self) -> None:
        done = self.done()
        self._count.setText(self._words.format(done=sum(done), count=len(done)))


class _Row(QWidget):
    def __init__(self, text: str, ticked: bool) -> None:
        super().__init__()
        self.mark = _Mark()
        self.mark.setChecked(ticked)
        self.mark.setAccessibleName(text.replace("*", ""))
        label = QLabel(emphasised(text))
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setWordWrap(True)
        label.setProperty("role", "label")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label, 1)


class _Mark(QCheckBox):
    """A ring, or a disc with a tick."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(_MARK, _MARK)

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        return QSize(_MARK, _MARK)

    @safely(default=False)
    def hitButton(self, _point: object) -> bool:
        return True

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked():
            paint_icon(painter, "check-circle", "success", QRectF(1, 1, _MARK - 2, _MARK - 2))
            return
        painter.setPen(QPen(colour("accent" if self.hasFocus() else "muted"), 1.5))
        painter.drawEllipse(QRectF(2.5, 2.5, _MARK - 5, _MARK - 5))
