"""Frames of Qt's multimedia module as arrays: formats, padded lines, colours, turned and mirrored frames."""

import numpy as np
import pytest
from PySide6.QtCore import QBuffer, QIODevice, QLoggingCategory, QRectF, QSize
from PySide6.QtGui import QImage, QPainter

QLoggingCategory.setFilterRules("qt.multimedia.symbolsresolver.warning=false")
multimedia = pytest.importorskip(
    "PySide6.QtMultimedia", reason="the extra `camera` or a system library of it is missing", exc_type=ImportError
)

from PySide6.QtMultimedia import QtVideo, QVideoFrame, QVideoFrameFormat  # noqa: E402

from explorer.inputs._video_frames import array_of  # noqa: E402

Pixels = QVideoFrameFormat.PixelFormat
pytestmark = pytest.mark.usefixtures("qapp")
WIDTH, HEIGHT = 68, 48
RED, GREEN, BLUE, GREY = (255, 0, 0), (0, 255, 0), (0, 0, 255), (128, 128, 128)
# By the definition of BT.601 in video range: Y = 16 + 219 y, U = 128 + 224 u, V = 128 + 224 v, worked out by hand.
YUV_601 = {RED: (81, 90, 240), GREEN: (145, 54, 34), BLUE: (41, 240, 110), GREY: (126, 128, 128)}
YUV_709 = {RED: (63, 102, 240), GREEN: (173, 42, 26), BLUE: (32, 240, 118), GREY: (126, 128, 128)}
YUV_FULL = {RED: (76, 85, 255), GREEN: (150, 44, 21), BLUE: (29, 255, 107), GREY: (128, 128, 128)}


def quarters(colours, width=WIDTH, height=HEIGHT):
    """(H, W, 3): four fields of four colours: no turn and no mirror leaves it as it is."""
    picture = np.zeros((height, width, 3), np.uint8)
    picture[: height // 2, : width // 2] = colours[RED]
    picture[: height // 2, width // 2 :] = colours[GREEN]
    picture[height // 2 :, : width // 2] = colours[BLUE]
    picture[height // 2 :, width // 2 :] = colours[GREY]
    return picture


PLAIN = quarters({colour: colour for colour in (RED, GREEN, BLUE, GREY)})


def frame_of(form, planes, width=WIDTH, height=HEIGHT, change=None):
    """A frame with these planes (lines, bytes); what fills its lines up is set to a value that would be seen."""
    surface = QVideoFrameFormat(QSize(width, height), form)
    if change is not None:
        change(surface)
    frame = QVideoFrame(surface)
    assert frame.map(QVideoFrame.MapMode.WriteOnly)
    for number, plane in enumerate(planes):
        stride = frame.bytesPerLine(number)
        data = np.frombuffer(frame.bits(number), np.uint8).reshape(-1, stride)
        data[:] = 77
        data[: plane.shape[0], : plane.shape[1]] = plane
    frame.unmap()
    return frame


def subsampled(yuv, form):
    y, u, v = (yuv[..., channel] for channel in range(3))
    half = slice(None, None, 2)
    if form in (Pixels.Format_NV12, Pixels.Format_NV21):
        pair = (u, v) if form == Pixels.Format_NV12 else (v, u)
        return [y, np.stack([plane[half, half] for plane in pair], -1).reshape(yuv.shape[0] // 2, -1)]
    if form in (Pixels.Format_YUYV, Pixels.Format_UYVY):
        quads = [y[:, ::2], u[:, half], y[:, 1::2], v[:, half]]
        if form == Pixels.Format_UYVY:
            quads = [quads[1], quads[0], quads[3], quads[2]]
        return [np.stack(quads, -1).reshape(yuv.shape[0], -1)]
    lines = slice(None) if form == Pixels.Format_YUV422P else half
    u, v = u[lines, half], v[lines, half]
    return [y, v, u] if form == Pixels.Format_YV12 else [y, u, v]


def bytes_in_order(order, alpha=99):
    layers = {
        "A": np.full(PLAIN.shape[:2], alpha, np.uint8),
        **dict(zip("RGB", np.moveaxis(PLAIN, -1, 0), strict=True)),
    }
    return [np.stack([layers[letter] for letter in order], -1).reshape(HEIGHT, -1)]


@pytest.mark.parametrize("order", ["RGBA", "BGRA", "ARGB", "ABGR"])
@pytest.mark.parametrize("last", ["8888", "X"])
def test_packed_formats_are_read_byte_by_byte(order, last):
    name = f"Format_{order}8888" if last == "8888" else f"Format_{order.replace('A', 'X')}8888"
    assert array_of(frame_of(Pixels[name], bytes_in_order(order))).tolist() == PLAIN.tolist()


@pytest.mark.parametrize(
    "name",
    ["NV12", "NV21", "YUV420P", "YV12", "YUV422P", "YUYV", "UYVY"],
)
def test_brightness_and_colour_are_put_together(name):
    form = Pixels[f"Format_{name}"]
    frame = frame_of(form, subsampled(quarters(YUV_601), form))
    assert np.abs(array_of(frame).astype(int) - PLAIN).max() <= 3


def test_the_lines_are_padded_here():
    """Else the tests above would not tell whether padding is left out."""
    frame = frame_of(Pixels.Format_YUV420P, [])
    assert frame.map(QVideoFrame.MapMode.ReadOnly)
    assert frame.bytesPerLine(1) > WIDTH // 2
    frame.unmap()


def test_the_frames_own_colour_space_and_range_are_used():
    planes = subsampled(quarters(YUV_709), Pixels.Format_NV12)
    space = QVideoFrameFormat.ColorSpace.ColorSpace_BT709
    frame = frame_of(Pixels.Format_NV12, planes, change=lambda form: form.setColorSpace(space))
    assert np.abs(array_of(frame).astype(int) - PLAIN).max() <= 3

    planes = subsampled(quarters(YUV_FULL), Pixels.Format_NV12)
    full = QVideoFrameFormat.ColorRange.ColorRange_Full
    frame = frame_of(Pixels.Format_NV12, planes, change=lambda form: form.setColorRange(full))
    assert np.abs(array_of(frame).astype(int) - PLAIN).max() <= 3


def test_grey_frames_are_grey():
    ramp = np.arange(WIDTH * HEIGHT).reshape(HEIGHT, WIDTH).astype(np.uint8)
    pixels = array_of(frame_of(Pixels.Format_Y8, [ramp]))
    assert pixels.tolist() == np.stack([ramp] * 3, -1).tolist()


def test_a_jpeg_is_decoded():
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture = QImage(PLAIN.tobytes(), WIDTH, HEIGHT, 3 * WIDTH, QImage.Format.Format_RGB888)
    assert picture.save(buffer, "JPG", 95)
    data = np.frombuffer(bytes(buffer.data().data()), np.uint8)
    frame = QVideoFrame(QVideoFrameFormat(QSize(WIDTH, HEIGHT), Pixels.Format_Jpeg))
    if not frame.map(QVideoFrame.MapMode.WriteOnly) or frame.mappedBytes(0) < data.size:
        pytest.skip("Qt gives a frame of its own too little room for a JPEG")
    np.frombuffer(frame.bits(0), np.uint8)[: data.size] = data
    frame.unmap()
    assert np.median(np.abs(array_of(frame).astype(int) - PLAIN)) <= 3


# Qt itself says so where it has no graphics card to convert with.
@pytest.mark.qt_log_ignore("No RHI backend", extend=True)
def test_what_only_qt_can_read_comes_by_its_own_conversion():
    frame = frame_of(Pixels.Format_AYUV, [np.full((HEIGHT, 4 * WIDTH), 128, np.uint8)])
    pixels = array_of(frame)
    assert pixels.shape == (HEIGHT, WIDTH, 3)
    assert np.ptp(pixels.reshape(-1, 3), axis=0).tolist() == [0, 0, 0]


@pytest.mark.parametrize(
    ("size", "reduced"),
    [((640, 480), (640, 480)), ((1280, 720), (640, 360)), ((1920, 1080), (640, 360)), ((720, 1280), (360, 640))],
)
def test_large_frames_are_reduced_by_whole_factors(size, reduced):
    frame = frame_of(Pixels.Format_NV12, [np.full((size[1], size[0]), 126, np.uint8)], *size)
    assert array_of(frame).shape == (reduced[1], reduced[0], 3)


def test_reducing_takes_the_mean():
    stripes = np.zeros((720, 1280), np.uint8)
    stripes[:, ::2] = 200
    pixels = array_of(frame_of(Pixels.Format_Y8, [stripes], 1280, 720))
    assert np.unique(pixels).tolist() == [100]


TURNS = list(QtVideo.Rotation)


@pytest.mark.parametrize("upside_down", [False, True])
@pytest.mark.parametrize("mirrored", [(False, False), (True, False), (False, True), (True, True)])
@pytest.mark.parametrize("turned", [(turn, QtVideo.Rotation.None_) for turn in TURNS] + [(TURNS[1], TURNS[1])])
@pytest.mark.qt_log_ignore("No RHI backend", extend=True)
def test_frames_are_turned_and_mirrored_as_qt_paints_them(turned, mirrored, upside_down):
    def change(form):
        form.setRotation(turned[0])
        form.setMirrored(mirrored[0])
        if upside_down:
            form.setScanLineDirection(QVideoFrameFormat.Direction.BottomToTop)

    frame = frame_of(Pixels.Format_BGRA8888, bytes_in_order("BGRA", 255), change=change)
    frame.setRotation(turned[1])
    frame.setMirrored(mirrored[1])
    pixels = array_of(frame)
    painted = by_qt(frame, pixels.shape[1], pixels.shape[0])
    assert np.ptp(painted, axis=(0, 1)).min() > 0
    for y in (4, pixels.shape[0] - 5):
        for x in (4, pixels.shape[1] - 5):
            assert pixels[y, x].tolist() == painted[y, x].tolist()


def by_qt(frame, width, height):
    """(H, W, 3): what Qt paints of a frame that has this size when it is upright; else there are black bands."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    frame.paint(painter, QRectF(0, 0, width, height), QVideoFrame.PaintOptions())
    painter.end()
    return np.frombuffer(image.constBits(), np.uint8).reshape(height, width, 4)[..., 2::-1]


def test_a_frame_without_pixels_is_none():
    assert array_of(QVideoFrame()) is None


def test_a_picture_of_qts_own_is_read(qapp):
    picture = QImage(PLAIN.tobytes(), WIDTH, HEIGHT, 3 * WIDTH, QImage.Format.Format_RGB888)
    assert array_of(QVideoFrame(picture.convertToFormat(QImage.Format.Format_RGB32))).tolist() == PLAIN.tolist()
