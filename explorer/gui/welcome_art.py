"""The small pictures on the cards of the welcome page: of what a network has computed, never of anything invented."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.core.colour_maps import lut, paint
from explorer.widgets import theme
from explorer.widgets.fitted_font import fitted_font
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from explorer.gui.welcome_sight import Sight

_TILE_GAP, _ARROW = 3.0, 20.0
_BOX = 26.0
_IN_A_ROW, _ROWS = 3, 3
_TINTS = ((230, 60, 60), (60, 190, 90), (80, 120, 240))


class Art(QWidget):
    """Paints into its middle; before anything is computed, quiet blocks of the same size."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sight: Sight | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_sight(self, sight: Sight) -> None:
        """What has been computed."""
        self.sight = sight
        self.update()

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        return QSize(210, 104)

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter, QRectF(self.rect()))

    def draw(self, painter: QPainter, area: QRectF) -> None:
        """The picture."""
        raise NotImplementedError


class DigitArt(Art):
    """A drawn seven, and what three layers of the built-in network make of it."""

    def draw(self, painter: QPainter, area: QRectF) -> None:
        """The drawing, an arrow and nine maps."""
        left, right = _halves(area)
        _paint_arrow(painter, QPointF(left.right() + _ARROW / 2, area.center().y()))
        tile = (right.height() - 2 * _TILE_GAP) / _ROWS
        if self.sight is not None:
            grey = np.repeat(self.sight.drawn[..., None], 3, axis=2)
            _paint_picture(painter, left, grey)
        else:
            _paint_block(painter, left, 8)
        for row in range(_ROWS):
            for column in range(_IN_A_ROW):
                place = QRectF(
                    right.left() + column * (tile + _TILE_GAP), right.top() + row * (tile + _TILE_GAP), tile, tile
                )
                if self.sight is None:
                    _paint_block(painter, place, 2)
                else:
                    table = lut("RdBu", theme.tokens().dark)
                    _paint_map(painter, place, paint(self.sight.maps[row][column], table))


class PictureArt(Art):
    """A picture and the three planes of red, green and blue that it is for a network."""

    def draw(self, painter: QPainter, area: QRectF) -> None:
        """The picture, an arrow and its planes, one behind the other."""
        left, right = _halves(area)
        _paint_arrow(painter, QPointF(left.right() + _ARROW / 2, area.center().y()))
        side, step = right.height() * 0.64, right.height() * 0.18
        if self.sight is None:
            _paint_block(painter, left, 8)
        else:
            _paint_picture(painter, left, self.sight.photo)
        for number, tint in enumerate(_TINTS):
            place = QRectF(right.left() + number * step, right.top() + number * step, side, side)
            if self.sight is None:
                _paint_block(painter, place, 4)
            else:
                plane = self.sight.photo[..., number, None] * (np.array(tint) / 255)
                _paint_picture(painter, place, plane.astype(np.uint8), radius=4)


class NetworkArt(Art):
    """The layers of the built-in network as boxes, the first nine of them, there and back again."""

    def draw(self, painter: QPainter, area: QRectF) -> None:
        """Boxes in three rows, with what feeds what."""
        gap = 12.0
        width = (area.width() - (_IN_A_ROW - 1) * gap) / _IN_A_ROW
        pitch = (area.height() - _BOX) / (_ROWS - 1)
        places = []
        for number in range(_ROWS * _IN_A_ROW):
            row, column = divmod(number, _IN_A_ROW)
            column = column if row % 2 == 0 else _IN_A_ROW - 1 - column
            places.append(QRectF(area.left() + column * (width + gap), area.top() + row * pitch, width, _BOX))
        painter.setPen(QPen(theme.colour("border-2"), 1.5))
        for before, after in pairwise(places):
            painter.drawLine(before.center(), after.center())
        chain = self.sight.chain if self.sight is not None else ()
        for number, place in enumerate(places):
            if number < len(chain):
                _paint_box(painter, place, *chain[number])
            else:
                _paint_block(painter, place, 4)


class LessonsArt(Art):
    """How many lessons there are and how many are done; the titles of the next ones."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._titles: tuple[str, ...] = ()
        self._done: frozenset[int] = frozenset()
        self._current = 0

    def show_lessons(self, titles: tuple[str, ...], done: frozenset[int], current: int) -> None:
        """All titles, the numbers of those that are done, and the one that a click opens."""
        self._titles, self._done, self._current = titles, done, current
        self.update()

    def draw(self, painter: QPainter, area: QRectF) -> None:
        """A segment a lesson, then three titles."""
        if not self._titles:
            return
        pitch = area.width() / len(self._titles)
        for number in range(len(self._titles)):
            done, here = number in self._done, number == self._current
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent" if here else "bar" if done else "border-2"))
            painter.drawRoundedRect(QRectF(area.left() + number * pitch, area.top(), pitch - 3, 5), 2.5, 2.5)
        first = max(0, min(self._current, len(self._titles) - _ROWS))
        height = min(28.0, (area.height() - 14) / _ROWS)
        for row, title in enumerate(self._titles[first : first + _ROWS]):
            place = QRectF(area.left(), area.top() + 14 + row * height, area.width(), height)
            self._paint_title(painter, place, first + row, title)

    def _paint_title(self, painter: QPainter, place: QRectF, number: int, title: str) -> None:
        here = number == self._current
        if here:
            painter.setPen(QPen(theme.colour("accent-line"), 1))
            painter.setBrush(theme.colour("surface"))
            painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setFont(theme.font("caption-strong" if here else "caption"))
        painter.setPen(theme.colour("accent" if here else "muted"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place.adjusted(10, 0, 0, 0), middle, str(number + 1))
        painter.setPen(theme.colour("text" if here else "text-2"))
        words = place.adjusted(32, 0, -6, 0)
        painter.setFont(fitted_font("caption-strong" if here else "caption", title, words.width()))
        shown = QFontMetricsF(painter.font()).elidedText(title, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, middle, shown)


def _halves(area: QRectF) -> tuple[QRectF, QRectF]:
    """Two squares with room for an arrow between them, in the middle of an area."""
    side = min(area.height(), (area.width() - _ARROW) / 2)
    left = QRectF(0, 0, side, side)
    left.moveCenter(QPointF(area.center().x() - (side + _ARROW) / 2, area.center().y()))
    return left, left.translated(side + _ARROW, 0)


def _paint_arrow(painter: QPainter, middle: QPointF) -> None:
    painter.setPen(QPen(theme.colour("muted"), 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    tip = middle + QPointF(6, 0)
    painter.drawLine(middle - QPointF(6, 0), tip)
    painter.drawLine(tip - QPointF(4, 4), tip)
    painter.drawLine(tip - QPointF(4, -4), tip)


def _paint_block(painter: QPainter, place: QRectF, radius: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("surface-3"))
    painter.drawRoundedRect(place, radius, radius)


def _paint_picture(painter: QPainter, place: QRectF, pixels: np.ndarray, radius: float = 8) -> None:
    """A picture uint8 (H, W, 3) with round corners."""
    path = QPainterPath()
    path.addRoundedRect(place, radius, radius)
    painter.save()
    painter.setClipPath(path)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(place, _image(pixels))
    painter.restore()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("border-2"), 1))
    painter.drawPath(path)


def _paint_map(painter: QPainter, place: QRectF, pixels: np.ndarray) -> None:
    """Cells of one colour each, and a hairline around them."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    painter.drawImage(place, _image(pixels))
    painter.restore()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("border-2"), 1))
    painter.drawRect(place)


def _paint_box(painter: QPainter, place: QRectF, name: str, kind: str) -> None:
    painter.setPen(QPen(theme.colour("border-2"), 1))
    painter.setBrush(theme.colour("surface"))
    painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.fillRect(QRectF(place.left(), place.top() + 5, 3, place.height() - 10), theme.colour(f"kind-{kind}"))
    painter.setFont(theme.font("tile"))
    painter.setPen(theme.colour("text-2"))
    words = place.adjusted(9, 0, -3, 0)
    shown = QFontMetricsF(painter.font()).elidedText(name, Qt.TextElideMode.ElideRight, words.width())
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)


def _image(pixels: np.ndarray) -> QImage:
    pixels = np.ascontiguousarray(pixels)
    height, width = pixels.shape[:2]
    # A copy: Qt would go on reading memory that numpy has given back.
    return QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
