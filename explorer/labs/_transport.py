"""Playing: the kernel goes from position to position, at a speed, by steps, or to where the slider is."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QSlider, QToolButton, QWidget

from explorer.widgets.icons import icon
from explorer.widgets.segmented import SegmentedControl
from explorer.widgets.side_by_side import SideBySide

STEP_MS = 220
"""From one position to the next at a speed of 1."""
_STEPS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
_SPEEDS = {"0.5": 0.5, "1": 1.0, "2": 2.0, "4": 4.0}


class Transport(QFrame):
    """Holds the position, a number from 0 on; `moved(position)` tells of every change by hand or by playing."""

    moved = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = self._width = 0
        self._place = 0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_timer_timeout)
        self._build_controls()
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 8)
        row.addWidget(SideBySide(self._built_position(), self._built_speed(), below=6))

    def _built_position(self) -> QWidget:
        position = QWidget()
        position.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(position)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for button in (self.first, self.back, self.play, self.forward, self.last):
            row.addWidget(button)
        row.addSpacing(8)
        row.addWidget(self.slider, 1)
        row.addSpacing(8)
        row.addWidget(self._label)
        return position

    def _built_speed(self) -> QWidget:
        speed = QWidget()
        row = QHBoxLayout(speed)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        caption = QLabel(self.tr("Speed"))
        caption.setProperty("role", "muted")
        row.addWidget(caption)
        row.addWidget(self.speed)
        return speed

    def _build_controls(self) -> None:
        self.first = self._button("caret-double-left", self.tr("First position (Home)"), lambda: self.go(0))
        self.back = self._button("caret-left", self.tr("Back one position (←)"), lambda: self.step(-1))
        self.play = QPushButton()
        self.play.setProperty("primary", True)
        self.play.setIconSize(QSize(16, 16))
        self.play.setFixedSize(42, 28)
        self.play.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.play.clicked.connect(self.toggle)
        self._show_playing()
        self.forward = self._button("caret-right", self.tr("On one position (→)"), lambda: self.step(1))
        self.last = self._button("caret-double-right", self.tr("Last position (End)"), lambda: self.go(self._count - 1))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(self.tr("Position of the kernel"))
        self.slider.setMinimumWidth(60)
        self.slider.valueChanged.connect(self.go)
        self._label = QLabel()
        self._label.setProperty("role", "muted")
        self.speed = SegmentedControl()
        self.speed.setAccessibleName(self.tr("Speed"))
        for key in _SPEEDS:
            self.speed.add_segment(key, f"{key}×")
        self.speed.set_current("1")
        self.speed.changed.connect(self._on_speed_changed)

    def _button(self, name: str, tip: str, run: object) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(name))
        button.setIconSize(QSize(16, 16))
        button.setProperty("iconOnly", True)
        button.setFixedSize(30, 28)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(run)
        return button

    # ---- where it is

    def place(self) -> int:
        """The position."""
        return self._place

    @property
    def playing(self) -> bool:
        """Whether it goes on by itself."""
        return self._timer.isActive()

    def show_place(self, place: int, count: int, width: int) -> None:
        """Be at one of `count` positions, `width` of them in a row, without `moved`."""
        self._count, self._width = count, width
        self._place = max(0, min(place, count - 1))
        if not count:
            self.stop()
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, max(0, count - 1))
            self.slider.setValue(self._place)
        for control in (self.first, self.back, self.play, self.forward, self.last, self.slider):
            control.setEnabled(count > 1)
        shown = f"{self._place + 1:,}" if count else "0"
        strong = f'<span style="font-weight:600">{shown}</span>'
        self._label.setText(self.tr("position {0} of {1}").format(strong, f"{count:,}"))
        # Its place is as wide as the largest number needs: nothing moves while it counts.
        widest = self.tr("position {0} of {1}").format(f"{count:,}", f"{count:,}")
        self._label.setMinimumWidth(self._label.fontMetrics().horizontalAdvance(widest) + 6)

    def go(self, place: int) -> None:
        """To a position, as far as there are any."""
        place = max(0, min(place, self._count - 1))
        if place != self._place and self._count:
            self.show_place(place, self._count, self._width)
            self.moved.emit(place)

    def step(self, by: int) -> None:
        """On, or back; playing stops."""
        self.stop()
        self.go(self._place + by)

    def answer_key(self, key: int) -> bool:
        """Whether a key means something: arrows step, Space plays, Home and End go to the first and last position."""
        if key == Qt.Key.Key_Space:
            self.toggle()
        elif key in _STEPS:
            across, down = _STEPS[Qt.Key(key)]
            self.step(across + down * self._width)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.stop()
            self.go(0 if key == Qt.Key.Key_Home else self._count - 1)
        else:
            return False
        return True

    def toggle(self) -> None:
        """Play or stop; at the end it begins again."""
        if self.playing:
            self.stop()
        elif self._count > 1:
            if self._place == self._count - 1:
                self.go(0)
            self._timer.start(self._interval())
            self._show_playing()

    def stop(self) -> None:
        """Stay where it is."""
        self._timer.stop()
        self._show_playing()

    def _interval(self) -> int:
        return round(STEP_MS / _SPEEDS[self.speed.current()])

    def _show_playing(self) -> None:
        self.play.setIcon(icon("pause-fill" if self.playing else "play-fill", "on-accent"))
        tip = self.tr("Pause (Space)") if self.playing else self.tr("Play (Space)")
        self.play.setToolTip(tip)
        self.play.setAccessibleName(tip)

    def _on_timer_timeout(self) -> None:
        self.go(self._place + 1)
        if self._place >= self._count - 1:
            self.stop()

    def _on_speed_changed(self) -> None:
        if self.playing:
            self._timer.start(self._interval())
