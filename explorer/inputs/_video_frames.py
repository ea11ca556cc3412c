"""Qt's video frames as small RGB arrays: reduced before colours are converted, for a camera sends 30 in a second."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QtVideo, QVideoFrame, QVideoFrameFormat

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Planes = tuple[Image.Image, Image.Image, Image.Image]

Pixels = QVideoFrameFormat.PixelFormat
SIDE = 360
"""The shorter side, in pixels, that frames are kept above: by whole factors they are made as small as that allows."""

_PACKED = {
    Pixels.Format_ARGB8888: "XRGB",
    Pixels.Format_ARGB8888_Premultiplied: "XRGB",
    Pixels.Format_XRGB8888: "XRGB",
    Pixels.Format_BGRA8888: "BGRX",
    Pixels.Format_BGRA8888_Premultiplied: "BGRX",
    Pixels.Format_BGRX8888: "BGRX",
    Pixels.Format_ABGR8888: "XBGR",
    Pixels.Format_XBGR8888: "XBGR",
    Pixels.Format_RGBA8888: "RGBX",
    Pixels.Format_RGBX8888: "RGBX",
}
"""How Pillow calls the order of the bytes in memory."""
_PLANAR = {Pixels.Format_YUV420P: 1, Pixels.Format_YUV422P: 1, Pixels.Format_YV12: 2}
"""The plane that U is in; V is in the other one."""
_PAIRED = {Pixels.Format_NV12: 0, Pixels.Format_NV21: 1}
"""The place of U beside V in the second plane."""
_BY_FOURS = {Pixels.Format_YUYV: (0, 1, 3), Pixels.Format_UYVY: (1, 0, 2)}
"""The first places of Y, U and V in groups of four bytes for two pixels."""
_LUMA = {True: (0.2126, 0.0722), False: (0.299, 0.114)}
"""How much red and blue count for Y: by ITU-R BT.709, and by BT.601."""
_HIGH_DEFINITION = 576
"""Lines above which a frame that does not tell its colours has those of BT.709, as in Qt's own shaders."""


def array_of(frame: QVideoFrame) -> NDArray[np.uint8] | None:
    """A frame as uint8 (H, W, 3), upright, reduced to about SIDE; None where it cannot be read. For any thread."""
    if frame.map(QVideoFrame.MapMode.ReadOnly):
        try:
            image = _image(frame)
        finally:
            frame.unmap()
        if image is not None:
            return _presented(_upright(np.asarray(image), frame.surfaceFormat()), frame)
    # Formats of graphics cards and of 10 bits; upright, but not yet turned as the frame itself says.
    whole = frame.toImage()
    return None if whole.isNull() else _presented(_pixels(whole), frame)


def _image(frame: QVideoFrame) -> Image.Image | None:
    """The mapped frame as it lies in memory, RGB; None for formats that only Qt knows."""
    form, size = frame.pixelFormat(), _reduced(frame.width(), frame.height())
    if form in _PACKED:
        whole = (frame.width(), frame.height())
        packed = Image.frombytes("RGB", whole, frame.bits(0), "raw", _PACKED[form], frame.bytesPerLine(0), 1)
        return packed.resize(size, _BOX)
    if form == Pixels.Format_Jpeg:
        return _jpeg(frame)
    if form == Pixels.Format_Y8:
        return _resized(_rows(frame, 0, frame.height())[:, : frame.width()], size).convert("RGB")
    planes = _planes(frame, size)
    return None if planes is None else Image.fromarray(_rgb(planes, frame.surfaceFormat()))


_BOX = Image.Resampling.BOX


def _jpeg(frame: QVideoFrame) -> Image.Image:
    """Decoders of JPEG reduce for less than nothing: what is left out is not decoded."""
    image = Image.open(io.BytesIO(bytes(frame.bits(0))))
    size = _reduced(*image.size)
    image.draft("RGB", size)
    return image.convert("RGB").resize(size, _BOX)


def _reduced(width: int, height: int) -> tuple[int, int]:
    factor = max(1, min(width, height) // SIDE)
    return max(1, width // factor), max(1, height // factor)


def _planes(frame: QVideoFrame, size: tuple[int, int]) -> Planes | None:
    """Y, U and V of one size; None where they are packed in a way not known here."""
    form, width, height = frame.pixelFormat(), frame.width(), frame.height()
    half_width, half_height = (width + 1) // 2, (height + 1) // 2
    if form in _BY_FOURS:
        rows = _rows(frame, 0, height)
        y, u, v = _BY_FOURS[form]
        parts = rows[:, y : 2 * width : 2], rows[:, u : 4 * half_width : 4], rows[:, v : 4 * half_width : 4]
    elif form in _PAIRED:
        pairs = _rows(frame, 1, half_height)[:, : 2 * half_width]
        u = _PAIRED[form]
        parts = _rows(frame, 0, height)[:, :width], pairs[:, u::2], pairs[:, 1 - u :: 2]
    elif form in _PLANAR:
        u, lines = _PLANAR[form], height if form == Pixels.Format_YUV422P else half_height
        u_rows, v_rows = _rows(frame, u, lines), _rows(frame, 3 - u, lines)
        parts = _rows(frame, 0, height)[:, :width], u_rows[:, :half_width], v_rows[:, :half_width]
    else:
        return None
    y_plane, u_plane, v_plane = (_resized(part, size) for part in parts)
    return y_plane, u_plane, v_plane


def _rows(frame: QVideoFrame, plane: int, count: int) -> NDArray[np.uint8]:
    """A plane's lines (count, bytes in a line), with what stands at their ends only to fill them up."""
    stride = frame.bytesPerLine(plane)
    data = np.frombuffer(frame.bits(plane), np.uint8)
    missing = count * stride - data.size
    if missing > 0:
        # Some drivers do not fill the last line up.
        data = np.pad(data, (0, missing))
    return data[: count * stride].reshape(count, stride)


def _resized(part: NDArray[np.uint8], size: tuple[int, int]) -> Image.Image:
    return Image.fromarray(np.ascontiguousarray(part)).resize(size, _BOX)


def _rgb(planes: Planes, form: QVideoFrameFormat) -> NDArray[np.uint8]:
    """Y, U, V as (H, W, 3), by the frame's own colour space and range; video range where it does not say."""
    red, blue = _LUMA[_is_709(form)]
    green = 1 - red - blue
    full = form.colorRange() == QVideoFrameFormat.ColorRange.ColorRange_Full
    black, grey, colour = (0, 1.0, 1.0) if full else (16, 255 / 219, 255 / 224)
    y, u, v = (np.asarray(plane, np.float32) for plane in planes)
    y = (y - black) * np.float32(grey)
    u = (u - 128) * np.float32(2 * colour)
    v = (v - 128) * np.float32(2 * colour)
    result = np.empty((*y.shape, 3), np.uint8)
    change = -(1 - red) * red / green * v - (1 - blue) * blue / green * u
    for channel, values in enumerate((y + (1 - red) * v, y + change, y + (1 - blue) * u)):
        result[..., channel] = np.clip(values + 0.5, 0, 255)
    return result


def _is_709(form: QVideoFrameFormat) -> bool:
    spaces = QVideoFrameFormat.ColorSpace
    if form.colorSpace() == spaces.ColorSpace_Undefined:
        return form.frameHeight() > _HIGH_DEFINITION
    return form.colorSpace() == spaces.ColorSpace_BT709


def _upright(pixels: NDArray[np.uint8], form: QVideoFrameFormat) -> NDArray[np.uint8]:
    """As the camera's format says that its lines lie."""
    if form.scanLineDirection() == QVideoFrameFormat.Direction.BottomToTop:
        pixels = pixels[::-1]
    return _turned(pixels, form.rotation(), form.isMirrored())


def _presented(pixels: NDArray[np.uint8], frame: QVideoFrame) -> NDArray[np.uint8]:
    """As the frame says that it is to be shown."""
    return np.ascontiguousarray(_turned(pixels, frame.rotation(), frame.mirrored()))


def _turned(pixels: NDArray[np.uint8], clockwise: QtVideo.Rotation, mirrored: bool) -> NDArray[np.uint8]:
    pixels = np.rot90(pixels, -clockwise.value // 90)
    return pixels[:, ::-1] if mirrored else pixels


def _pixels(image: QImage) -> NDArray[np.uint8]:
    """A QImage as uint8 (H, W, 3), reduced."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    height, width = plain.height(), plain.width()
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(height, plain.bytesPerLine())
    whole = np.ascontiguousarray(rows[:, : 3 * width].reshape(height, width, 3))
    return np.array(Image.fromarray(whole).resize(_reduced(width, height), _BOX))
