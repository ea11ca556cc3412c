"""The mark of a kind of layer as an icon, for lists."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap

from explorer.widgets import theme
from explorer.widgets.safely import safely


def kind_icon(kind: str) -> QIcon:
    """A small square in the colour of one of `graph.KINDS`; follows the theme."""
    return QIcon(_marked(kind))


@cache
def _marked(kind: str) -> QIcon:
    """One for all lists: its engine stays for ever."""
    return QIcon(_KindEngine.kept(kind))


class _KindEngine(QIconEngine):
    # Qt owns engines. Python must not collect them, not even together with their icon: it would end the process.
    _alive: list[_KindEngine] = []  # noqa: RUF012

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind

    @classmethod
    def kept(cls, kind: str) -> _KindEngine:
        """An engine that stays."""
        cls._alive.append(cls(kind))
        return cls._alive[-1]

    @safely
    def paint(self, painter: QPainter, rect: object, _mode: QIcon.Mode, _state: QIcon.State) -> None:
        area = QRectF(rect)  # type: ignore[call-overload]
        square = QRectF(0, 0, 8, 8)
        square.moveCenter(area.center())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(f"kind-{self._kind}"))
        painter.drawRoundedRect(square, 2, 2)

    @safely(default=QPixmap)
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRectF(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return picture

    @safely(default=None)
    def clone(self) -> QIconEngine:
        return self.kept(self._kind)
