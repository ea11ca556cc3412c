"""A picture at its own aspect, sharp at any device pixel ratio, with corner marks around a region of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from explorer.widgets.calm import update_calmly
from explorer.widgets.mosaic_over import paint_probe
from explorer.widgets.safely import safely
from explorer.widgets.theme import colour

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Box = tuple[float, float, float, float]

_WHOLE_PIXELS_FROM = 2.0  # Enlarged this much, pixels are drawn as squares; below it, smoothly.
_CORNER = 20.0


class ImagePane(QWidget):
    """Shows one picture as large as fits, framed by a hairline."""

    def __init__(self, radius: float = 6.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._radius = radius
        self._image: QImage | None = None
        self._region: Box | None = None
        self._area: Box | None = None
        self._scaled = QPixmap()
        self._scaled_for: tuple[int, int, int] | None = None

    def show_image(self, pixels: NDArray[np.uint8] | None) -> None:
        """Show uint8 (H, W) or (H, W, 3), copied; None for nothing."""
        self._image = None if pixels is None else qimage(pixels)
        update_calmly(self)

    def show_region(self, region: Box | None) -> None:
        """Mark the corners of (left, top, right, bottom), each as a share 0..1 of the picture; None for no marks."""
        self._region = region
        self.update()

    def show_area(self, area: Box | None) -> None:
        """Frame (left, top, right, bottom) in the probe's colour, each as a share 0..1 of the picture."""
        if area != self._area:
            self._area = area
            self.update()

    def is_empty(self) -> bool:
        """Whether there is no picture."""
        return self._image is None

    def image_rect(self) -> QRectF:
        """Where the picture is, in this widget's coordinates, on whole device pixels; empty without a picture."""
        if self._image is None:
            return QRectF()
        ratio = self.devicePixelRatioF()
        room = QSize(round((self.width() - 2) * ratio), round((self.height() - 2) * ratio))
        size = self._image.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
        left = (room.width() - size.width()) // 2 / ratio + 1
        top = (room.height() - size.height()) // 2 / ratio + 1
        return QRectF(left, top, size.width() / ratio, size.height() / ratio)

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        return QSize(256, 256)

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._image is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("surface-3"))
            painter.drawRoundedRect(QRectF(self.rect()), self._radius, self._radius)
            return
        rect = self.image_rect()
        frame = QPainterPath()
        frame.addRoundedRect(rect.adjusted(-0.5, -0.5, 0.5, 0.5), self._radius, self._radius)
        painter.save()
        painter.setClipPath(frame)
        painter.drawPixmap(rect.topLeft(), self._pixmap(rect))
        painter.restore()
        painter.setPen(QPen(colour("border-2"), 1))
        painter.drawPath(frame)
        if self._region is not None:
            self._paint_corners(painter, rect, self._region)
        if self._area is not None:
            left, top, right, bottom = self._area
            corner = QPointF(rect.left() + left * rect.width(), rect.top() + top * rect.height())
            size = QSizeF((right - left) * rect.width(), (bottom - top) * rect.height())
            paint_probe(painter, QRectF(corner, size) & rect)

    def _pixmap(self, rect: QRectF) -> QPixmap:
        """The picture at the size it is painted, kept until size or picture change."""
        assert self._image is not None
        ratio = self.devicePixelRatioF()
        size = QSize(round(rect.width() * ratio), round(rect.height() * ratio))
        wanted = (self._image.cacheKey(), size.width(), size.height())
        if wanted != self._scaled_for:
            enlarged = size.width() / self._image.width()
            smooth = Qt.TransformationMode.SmoothTransformation
            mode = Qt.TransformationMode.FastTransformation if enlarged >= _WHOLE_PIXELS_FROM else smooth
            scaled = self._image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, mode)
            self._scaled, self._scaled_for = QPixmap.fromImage(scaled), wanted
        self._scaled.setDevicePixelRatio(ratio)
        return self._scaled

    def _paint_corners(self, painter: QPainter, rect: QRectF, region: Box) -> None:
        left, right = (rect.left() + share * rect.width() for share in (region[0], region[2]))
        top, bottom = (rect.top() + share * rect.height() for share in (region[1], region[3]))
        length = min(_CORNER, (right - left) / 3, (bottom - top) / 3)
        lines = []
        for x, inwards_x in ((left + 1.5, length), (right - 1.5, -length)):
            for y, inwards_y in ((top + 1.5, length), (bottom - 1.5, -length)):
                lines += [QLineF(x, y, x + inwards_x, y), QLineF(x, y, x, y + inwards_y)]
        for ink, width in ((QColor(0, 0, 0, 130), 4.0), (QColor("white"), 2.0)):
            painter.setPen(QPen(ink, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap))
            painter.drawLines(lines)


def qimage(pixels: NDArray[np.uint8]) -> QImage:
    """A copy of uint8 (H, W) or (H, W, 3) as a QImage."""
    pixels = np.ascontiguousarray(pixels)
    height, width = pixels.shape[:2]
    colours = pixels.ndim == 3
    form = QImage.Format.Format_RGB888 if colours else QImage.Format.Format_Grayscale8
    # Qt assumes rows of a multiple of four bytes unless told otherwise.
    return QImage(pixels.data, width, height, width * (3 if colours else 1), form).copy()
