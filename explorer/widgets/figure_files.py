"""Figures as PNG, SVG and PDF, by Qt's own writers: the bytes of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QImageWriter, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from explorer.errors import ExplorerError
from explorer.widgets.theme import FAMILY

if TYPE_CHECKING:
    from collections.abc import Callable

FORMATS = ("png", "svg", "pdf")
_DOTS = 96
_DOTS_PER_METRE = 3780
_MOST_PIXELS = 200_000_000


def image_of(size: QSizeF, paint: Callable[[QPainter], object], times: int = 1) -> QImage:
    """A picture of `times` pixels a point, transparent where nothing is painted. Raises ExplorerError."""
    pixels = QSize(round(size.width() * times), round(size.height() * times))
    if pixels.width() * pixels.height() > _MOST_PIXELS:
        raise ExplorerError("A picture of {0:,} × {1:,} pixels is too large.", pixels.width(), pixels.height())
    image = QImage(pixels, QImage.Format.Format_ARGB32_Premultiplied)
    if image.isNull():
        raise ExplorerError(
            "There is no memory for a picture of {0:,} × {1:,} pixels.", pixels.width(), pixels.height()
        )
    image.fill(Qt.GlobalColor.transparent)
    image.setDotsPerMeterX(_DOTS_PER_METRE * times)
    image.setDotsPerMeterY(_DOTS_PER_METRE * times)
    painter = QPainter(image)
    painter.scale(times, times)
    paint(painter)
    painter.end()
    return image


def png(image: QImage, texts: dict[str, str]) -> bytes:
    """The picture as a PNG file with texts in it."""
    for key, text in texts.items():
        image.setText(key, text)
    content, buffer = _buffer()
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    buffer.close()
    return bytes(content.data())


def svg(size: QSizeF, paint: Callable[[QPainter], object], title: str, description: str) -> bytes:
    """A drawing of 96 points an inch."""
    content, buffer = _buffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(size.toSize())
    generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
    generator.setResolution(_DOTS)
    generator.setTitle(title)
    generator.setDescription(description)
    painter = QPainter(generator)
    paint(painter)
    painter.end()
    buffer.close()
    drawn = bytes(content.data())
    # The program's own font is hardly where the drawing is looked at; its sister may be.
    drawn = drawn.replace(f'font-family="{FAMILY},'.encode(), f'font-family="{FAMILY},Inter,'.encode())
    # Cells are squares. What Qt writes for them makes browsers smooth them all the same.
    return drawn.replace(b'image-rendering="optimizeSpeed"', b'image-rendering="pixelated"')


def pdf(size: QSizeF, paint: Callable[[QPainter], object], title: str) -> bytes:
    """One page as large as the figure, fonts inside it."""
    content, buffer = _buffer()
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("Feature Map Explorer")
    writer.setResolution(_DOTS)
    page = QPageSize(size * 72 / _DOTS, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF()))
    painter = QPainter(writer)
    paint(painter)
    painter.end()
    buffer.close()
    return bytes(content.data())


def _buffer() -> tuple[QByteArray, QBuffer]:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return content, buffer
