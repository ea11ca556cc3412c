"""An on/off switch: a small pill that slides, with its label to the right."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QPoint, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QFontMetrics, QHideEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from explorer.widgets import motion
from explorer.widgets.safely import safely
from explorer.widgets.theme import colour, font

PILL = QSize(26, 15)
_GAP = 8
_MARGIN = 3  # Room for the focus ring around the pill, and a gap of one pixel.
_SLIDE_MS = 120


class Switch(QAbstractButton):
    """A checkable button that looks like a switch; Space toggles it."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._place = 0.0
        self._slide = QVariantAnimation(self, easingCurve=QEasingCurve(QEasingCurve.Type.OutCubic))
        self._slide.valueChanged.connect(self._on_slide_moved)
        self.toggled.connect(self._on_toggled)

    def _on_toggled(self, on: bool) -> None:
        self._slide.stop()
        duration = motion.milliseconds(_SLIDE_MS)
        if not self.isVisible() or not duration:
            self._on_slide_moved(float(on))
            return
        self._slide.setDuration(duration)
        self._slide.setStartValue(self._place)
        self._slide.setEndValue(float(on))
        self._slide.start()

    def _on_slide_moved(self, place: float) -> None:
        self._place = place
        self.update()

    @safely
    def hideEvent(self, event: QHideEvent) -> None:
        self._slide.stop()
        self._place = float(self.isChecked())
        super().hideEvent(event)

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(font("label"))
        width = PILL.width() + 2 * _MARGIN
        if self.text():
            width += _GAP + metrics.horizontalAdvance(self.text())
        return QSize(width, max(PILL.height() + 2 * _MARGIN, metrics.height()))

    @safely(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @safely(default=False)
    def hitButton(self, point: QPoint) -> bool:
        return self.rect().contains(point)

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(0.55)
        pill = QRectF(_MARGIN, (self.height() - PILL.height()) / 2, PILL.width(), PILL.height())
        self._paint_pill(painter, pill)
        painter.setPen(colour("text"))
        painter.setFont(font("label"))
        left = int(pill.right()) + _GAP
        painter.drawText(self.rect().adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())

    def _paint_pill(self, painter: QPainter, pill: QRectF) -> None:
        radius = pill.height() / 2
        if self.hasFocus():
            painter.setPen(QPen(colour("accent"), 2))
            painter.drawRoundedRect(pill.adjusted(-2, -2, 2, 2), radius + 2, radius + 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_between(colour("muted"), colour("accent"), self._place))
        painter.drawRoundedRect(pill, radius, radius)
        knob = pill.height() - 4
        painter.setBrush(_between(colour("surface"), colour("on-accent"), self._place))
        painter.drawEllipse(
            QRectF(pill.left() + 2 + self._place * (pill.width() - knob - 4), pill.top() + 2, knob, knob)
        )


def _between(start: QColor, end: QColor, share: float) -> QColor:
    red, green, blue = (
        a + (b - a) * share
        for a, b in ((start.redF(), end.redF()), (start.greenF(), end.greenF()), (start.blueF(), end.blueF()))
    )
    return QColor.fromRgbF(red, green, blue)
