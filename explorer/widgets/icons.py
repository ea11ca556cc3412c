"""Icons in the theme's colours: they follow a change of theme, of state and of device pixel ratio by themselves."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap

from explorer.widgets.safely import safely
from explorer.widgets.svg import paint_svg, svg_pixmap, svg_text
from explorer.widgets.theme import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

APP_ICON_SIZES = (16, 24, 32, 48, 64, 128, 256)
DISABLED_OPACITY = 0.55
# Only icons in a text colour turn to the accent when their button is checked.
_TEXT_ROLES = frozenset({"text", "text-2", "muted"})


def icon(name: str, role: str = "text-2") -> QIcon:
    """The Phosphor icon `name` (`pencil-simple`, `lightning-fill`) in the colour of token `role`.

    Accent when checked, 55 % when disabled. Raises FileNotFoundError.
    """
    svg_text(name)
    return QIcon(_drawn(name, role))


@cache
def _drawn(name: str, role: str) -> QIcon:
    """One for all that show it, however often they come and go: its engine stays for ever."""
    return QIcon(_ThemedEngine.kept(name, role))


def paint_icon(painter: QPainter, name: str, role: str, target: QRectF) -> None:
    """Paint the icon `name` in the colour of token `role` into `target`."""
    paint_svg(painter, name, tokens()[role], target)


def app_icon(sizes: Iterable[int] = APP_ICON_SIZES) -> QIcon:
    """The application's icon: four tiles of a feature map."""
    result = QIcon()
    for size in sizes:
        result.addPixmap(svg_pixmap("app", "#000000", size))
    return result


class _ThemedEngine(QIconEngine):
    """Paints one drawing in a colour that is looked up each time, so a change of theme needs no new icons."""

    # Qt owns engines. Python must not collect them, not even together with their icon: it would end the process.
    # There are a few hundred at most.
    _alive: list[_ThemedEngine] = []  # noqa: RUF012

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name = name
        self._role = role

    @classmethod
    def kept(cls, name: str, role: str) -> _ThemedEngine:
        """An engine that stays."""
        cls._alive.append(cls(name, role))
        return cls._alive[-1]

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        on = state == QIcon.State.On and self._role in _TEXT_ROLES
        colour = QColor(tokens()["accent" if on else self._role])
        if mode == QIcon.Mode.Disabled:
            colour.setAlphaF(DISABLED_OPACITY)
        return colour.name(QColor.NameFormat.HexArgb)

    @safely
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        # Where there is more width than height (an icon size of 20 x 16), the icon keeps left: the only way to a wider
        # gap between a button's icon and its text.
        side = min(rect.width(), rect.height())
        if side <= 0:
            return
        corner = rect.topLeft() + QPoint(0, (rect.height() - side) // 2)
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(corner, svg_pixmap(self._name, self._colour(mode, state), side, ratio))

    @safely(default=QPixmap)
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    @safely(default=QPixmap)
    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        if size.isEmpty():
            return QPixmap()  # of a button that is squeezed to nothing
        pixmap = QPixmap(size * scale)
        pixmap.setDevicePixelRatio(scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    @safely
    def clone(self) -> QIconEngine:
        return self.kept(self._name, self._role)
