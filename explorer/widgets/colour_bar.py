"""A colour bar: what the colours of a map stand for, in numbers, with what was clipped and how values are spread."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.widgets import theme
from explorer.widgets.calm import update_calmly
from explorer.widgets.numbers import number_text
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]

THICKNESS = 12
GAP = 6
LINE = 14
HISTOGRAM = 22
MIN_HISTOGRAM = 8
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True, eq=False)
class Scale:
    """Colours (n, 3) from `low` to `high`, counts (k,) over the same range, the share 0..1 that is clipped."""

    lut: Bytes
    low: float
    high: float
    histogram: NDArray[np.float64] | None
    clipped: float
    title: str

    @property
    def signed(self) -> bool:
        """Whether zero lies within the range."""
        return self.low < 0 < self.high

    def text(self, value: float) -> str:
        """A value as this bar prints it."""
        return number_text(value, sign=self.signed)

    @property
    def caption(self) -> list[str]:
        """The range again where it is symmetric, and what of the values lies outside."""
        lines = [f"±{number_text(self.high)}"] if self.low == -self.high else []
        share = self.clipped * 100
        percent = "0" if share == 0 else "< 0.1" if share < 0.05 else f"{share:.1f}"
        return [*lines, QCoreApplication.translate("ColourBar", "{0} % clipped").format(percent)]


class ColourBar(QWidget):
    """The scale of a picture, upright or lying; prints exactly the range that it is given."""

    def __init__(self, orientation: Qt.Orientation = Qt.Orientation.Vertical, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._upright = orientation == Qt.Orientation.Vertical
        self._scale: Scale | None = None
        self._marker: float | None = None
        self._gradient_image, self._gradient_of = QImage(), np.empty((0, 3), np.uint8)
        free, tight = QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed
        self.setSizePolicy(*((tight, free) if self._upright else (free, tight)))

    def set_scale(
        self,
        lut: Bytes,
        low: float,
        high: float,
        *,
        histogram: NDArray[np.float64] | None = None,
        clipped: float = 0.0,
        title: str = "",
    ) -> None:
        """Show colours (n, 3) for values from `low` to `high`.

        Args:
            lut: the colours as painted, uint8.
            low: the value of the first colour.
            high: the value of the last colour.
            histogram: counts of equal bins from `low` to `high`; drawn by their square roots.
            clipped: the share 0..1 of values outside the range.
            title: what the scale belongs to.
        """
        self._scale = Scale(lut, low, high, histogram, clipped, title)
        self._describe()
        # Of a fixed width it needs no other room; the layouts around would compute all places for every frame.
        if self.minimumWidth() != self.maximumWidth():
            self.updateGeometry()
        update_calmly(self)

    def set_marker(self, value: float | None) -> None:
        """Mark one value with the probe's notch, or none."""
        if value != self._marker:
            self._marker = value
            self._describe()
            self.update()

    def labels(self) -> list[str]:
        """What is printed along the bar, from high to low."""
        return [text for _, text in self._ticks()]

    def caption(self) -> list[str]:
        """What is printed below (or behind) the bar."""
        return [] if self._scale is None else self._scale.caption

    @staticmethod
    def caption_width() -> int:
        """The pixels that the widest caption takes."""
        widest = QCoreApplication.translate("ColourBar", "{0} % clipped").format("< 0.1")
        return math.ceil(QFontMetricsF(theme.font("tile")).horizontalAdvance(widest)) + 2

    def _describe(self) -> None:
        scale = self._scale
        if scale is None:
            return
        text = self.tr("{0} to {1}").format(scale.text(scale.low), scale.text(scale.high))
        parts = [text, scale.caption[-1]]
        if self._marker is not None:
            parts.append(self.tr("marked {0}").format(number_text(self._marker)))
        self.setAccessibleName(self.tr("Colour scale {0}").format(scale.title).strip())
        self.setAccessibleDescription(", ".join(parts))
        self.setToolTip(self.accessibleDescription())

    def _ticks(self) -> list[tuple[float, str]]:
        """Place 0..1 from the high end, and text, of each label: as many as there is room for, the ends always."""
        scale = self._scale
        if scale is None:
            return []
        length = self._bar().height() if self._upright else 0
        steps = 4 if length >= 160 else 2 if length >= 72 else 1
        values = [scale.high + (scale.low - scale.high) * step / steps for step in range(steps)] + [scale.low]
        return [(step / steps, scale.text(value)) for step, value in enumerate(values)]

    def _bar(self) -> QRectF:
        if not self._upright:
            return self._lying_bar()
        scale = self._scale
        top = LINE + 4 if scale is not None and scale.title else LINE / 2
        bottom = LINE * (len(scale.caption) if scale is not None else 0) + LINE / 2 + 4
        return QRectF(4, top, THICKNESS, max(8, self.height() - top - bottom))

    def _lying_bar(self) -> QRectF:
        scale = self._scale
        metrics = QFontMetricsF(theme.font("tile"))
        left = right = 0.0
        if scale is not None:
            left = metrics.horizontalAdvance(scale.text(scale.low)) + GAP
            tail = f"{scale.text(scale.high)}  {scale.caption[-1]}"
            right = metrics.horizontalAdvance(tail) + GAP
        height = THICKNESS - 4
        return QRectF(left, (self.height() - height) / 2, max(8, self.width() - left - right), height)

    def _place(self, value: float) -> float:
        """0 at the high end, 1 at the low one, for a value; kept within the bar."""
        scale = self._scale
        if scale is None or scale.high == scale.low or math.isnan(value):
            return 0.5
        return min(max((scale.high - value) / (scale.high - scale.low), 0.0), 1.0)

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        scale = self._scale
        if scale is None:
            return
        painter = QPainter(self)
        bar = self._bar()
        painter.setFont(theme.font("tile"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(bar, self._gradient(scale))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("border-2"), 1))
        painter.drawRoundedRect(bar.adjusted(-0.5, -0.5, 0.5, 0.5), 2, 2)
        if self._upright:
            self._paint_upright(painter, bar, scale)
        else:
            self._paint_lying(painter, bar, scale)
        if self._marker is not None and not math.isnan(self._marker):
            self._paint_marker(painter, bar, self._marker)

    def _gradient(self, scale: Scale) -> QImage:
        """The colours in a row or column, kept: numbers change with every frame, colours hardly ever."""
        if not np.array_equal(scale.lut, self._gradient_of):
            colours = np.ascontiguousarray(scale.lut[::-1, None] if self._upright else scale.lut[None])
            height, width = colours.shape[:2]
            image = QImage(colours.data, width, height, 3 * width, QImage.Format.Format_RGB888)
            # A copy, as the array's memory ends here; in the screen's own format.
            self._gradient_image = image.convertToFormat(QImage.Format.Format_RGB32)
            self._gradient_of = scale.lut
        return self._gradient_image

    def _paint_upright(self, painter: QPainter, bar: QRectF, scale: Scale) -> None:
        if scale.histogram is not None:
            self._paint_histogram(painter, bar, scale.histogram)
        marked = None if self._marker is None else bar.y() + self._place(self._marker) * bar.height()
        for place, text in self._ticks():
            y = bar.y() + place * bar.height()
            painter.setPen(QPen(theme.colour("border-2"), 1))
            painter.drawLine(QPointF(bar.right() + 1, y), QPointF(bar.right() + 4, y))
            # The ends stay: they are the range. The marker's own text stands where a middle one would touch it.
            if marked is None or abs(marked - y) >= LINE:
                painter.setPen(theme.colour("muted"))
                painter.drawText(QRectF(0, y - LINE / 2, self.width(), LINE), _RIGHT, text)
        if scale.title:
            painter.setPen(theme.colour("text-2"))
            painter.drawText(QRectF(0, 0, self.width(), LINE), _LEFT, scale.title)
        painter.setPen(theme.colour("muted"))
        for line, text in enumerate(scale.caption):
            top = self.height() - LINE * (len(scale.caption) - line)
            painter.drawText(QRectF(0, top, self.width(), LINE), _LEFT, text)

    def _paint_histogram(self, painter: QPainter, bar: QRectF, counts: NDArray[np.float64]) -> None:
        room = self._histogram_width()
        highest = float(counts.max(initial=0))
        if highest <= 0 or room < MIN_HISTOGRAM:
            return
        lengths = np.sqrt(np.asarray(counts[::-1], np.float64) / highest) * room
        step = bar.height() / len(lengths)
        left, top, high = bar.right() + 2, bar.y(), max(step - 0.5, 0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("border-2"))
        painter.drawRects([QRectF(left, top + n * step, length, high) for n, length in enumerate(lengths.tolist())])
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _histogram_width(self) -> float:
        metrics = QFontMetricsF(theme.font("tile"))
        widest = max((metrics.horizontalAdvance(text) for text in self.labels()), default=0)
        return min(HISTOGRAM, self.width() - self._bar().right() - widest - GAP)

    def _paint_lying(self, painter: QPainter, bar: QRectF, scale: Scale) -> None:
        painter.setPen(theme.colour("muted"))
        painter.drawText(QRectF(0, 0, bar.left() - GAP, self.height()), _RIGHT, scale.text(scale.low))
        rest = QRectF(bar.right() + GAP, 0, self.width() - bar.right() - GAP, self.height())
        painter.drawText(rest, _LEFT, f"{scale.text(scale.high)}  {scale.caption[-1]}")

    def _paint_marker(self, painter: QPainter, bar: QRectF, value: float) -> None:
        place = self._place(value)
        if self._upright:
            y = bar.y() + place * bar.height()
            notch = QRectF(bar.x() - 3, y - 2, bar.width() + 6, 4)
        else:
            x = bar.right() - place * bar.width()
            notch = QRectF(x - 2, bar.y() - 3, 4, bar.height() + 6)
        painter.setPen(QPen(theme.colour("halo"), 1))
        painter.setBrush(theme.colour("probe"))
        painter.drawRoundedRect(notch, 1, 1)
        if self._upright:
            painter.setPen(theme.colour("text"))
            painter.setFont(theme.font("caption-strong"))
            row = QRectF(0, min(max(y - LINE / 2, 0), self.height() - LINE), self.width(), LINE)
            painter.drawText(row, _RIGHT, number_text(value))

    @safely(default=QSize(64, 160))
    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(theme.font("tile"))
        if not self._upright:
            return QSize(220, LINE + 6)
        scale = self._scale
        texts = [] if scale is None else [scale.text(scale.low), scale.text(scale.high)]
        beside = max((metrics.horizontalAdvance(text) for text in texts), default=30)
        histogram = HISTOGRAM if scale is not None and scale.histogram is not None else 0
        below = max((metrics.horizontalAdvance(text) for text in self.caption()), default=0)
        return QSize(math.ceil(max(4 + THICKNESS + GAP + histogram + beside, below)) + 2, 160)

    @safely(default=QSize(40, 72))
    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), 72) if self._upright else QSize(120, LINE + 6)
