"""Bars and gratings as Hubel and Wiesel showed them: set by sliders, moved on the picture, turned by themselves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PIL import Image
from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from explorer.data.pictures import Picture
from explorer.data.stimuli import Stimulus, drawn, fitting_side
from explorer.inputs.base import InputSource
from explorer.widgets.field_pane import FieldPane
from explorer.widgets.ground import Ground
from explorer.widgets.icons import icon
from explorer.widgets.safely import safely
from explorer.widgets.segmented import SegmentedControl

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

    from explorer.models.base import Model

_STEP_MS = 50
_STEP_DEGREES = 2
_ROW = 19
_PREVIEW = 96


class StimulusInput(InputSource):
    """A stimulus of the network's own size; every change of a slider is a new picture."""

    title = "Stimulus"
    order = 35
    icon = "waves"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = 28
        self._stimulus = Stimulus()
        self._preview = FieldPane()
        self._preview.setFixedSize(_PREVIEW, _PREVIEW)
        self._preview.setCursor(Qt.CursorShape.CrossCursor)
        self._preview.setAccessibleName(self.tr("The stimulus"))
        self._preview.setToolTip(self.tr("Drag to move the stimulus"))
        self._preview.picked.connect(self._on_preview_picked)
        self._sweep = QTimer(self)
        self._sweep.setInterval(_STEP_MS)
        self._sweep.timeout.connect(self._on_sweep_timeout)
        self._build_choices()
        self._build_rows()
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._preview)
        top.addLayout(self._choices, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._built_area(), 1)
        self._show()

    # ---- contract

    def picture(self) -> Picture:
        """The stimulus as it is now."""
        return Picture(Image.fromarray(drawn(self._stimulus, self._side)), self._label(), "stimulus")

    def show_model(self, model: Model) -> None:
        """As many pixels as the network takes: what is drawn is what it sees."""
        self._side = fitting_side(model.preprocessing, model.input_shape)
        frequency = self._sliders["frequency"][1]
        with QSignalBlocker(frequency):
            # Finer stripes than one a pixel cannot be drawn.
            frequency.setMaximum(self._side)
        self._show()

    @property
    def stimulus(self) -> Stimulus:
        """What is shown."""
        return self._stimulus

    def show_stimulus(self, stimulus: Stimulus) -> None:
        """Show another one."""
        if stimulus != self._stimulus:
            self._stimulus = stimulus
            self._show()
            self.picture_changed.emit(self.picture())

    # ---- building

    def _build_choices(self) -> None:
        self._kind = SegmentedControl()
        self._kind.add_segment("bar", self.tr("Bar"))
        self._kind.add_segment("grating", self.tr("Grating"))
        self._kind.setAccessibleName(self.tr("Kind of stimulus"))
        self._kind.changed.connect(lambda kind: self.show_stimulus(replace(self._stimulus, kind=kind)))
        self._play = QToolButton()
        self._play.setCheckable(True)
        self._play.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._play.setIconSize(QSize(14, 14))
        self._play.setText(self.tr("Turn"))
        self._play.toggled.connect(self._on_play_toggled)
        self._centre = QToolButton()
        self._centre.setText(self.tr("Centre"))
        self._centre.setIcon(icon("crosshair"))
        self._centre.setIconSize(QSize(14, 14))
        self._centre.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._centre.setToolTip(self.tr("Back to the middle"))
        self._centre.clicked.connect(lambda: self.show_stimulus(replace(self._stimulus, position=(0.5, 0.5))))
        self._choices = QVBoxLayout()
        self._choices.setSpacing(6)
        for widget in (self._kind, self._play, self._centre):
            self._choices.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
        self._choices.addStretch(1)

    def _build_rows(self) -> None:
        texts = {
            "orientation": (self.tr("Orientation"), 0, 179),
            "frequency": (self.tr("Frequency"), 2, 128),
            "phase": (self.tr("Phase"), 0, 359),
            "width": (self.tr("Width"), 1, 50),
            "size": (self.tr("Size"), 5, 150),
            "contrast": (self.tr("Contrast"), 0, 100),
            "across": (self.tr("Across"), 0, 100),
            "down": (self.tr("Down"), 0, 100),
        }
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(8)
        self._rows.setVerticalSpacing(0)
        self._sliders: dict[str, tuple[QLabel, QSlider, QLabel]] = {}
        for row, (name, (text, low, high)) in enumerate(texts.items()):
            self._sliders[name] = self._built_row(row, name, text, low, high)

    def _built_area(self) -> QScrollArea:
        """The rows; where the panel is low they scroll."""
        ground = Ground()
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(0, 0, 4, 0)
        inside.addLayout(self._rows)
        inside.addStretch(1)
        area = QScrollArea()
        area.setWidget(ground.scrolled())
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setMinimumHeight(2 * _ROW)
        area.setAccessibleName(self.tr("Settings of the stimulus"))
        return area

    def _built_row(self, row: int, name: str, text: str, low: int, high: int) -> tuple[QLabel, QSlider, QLabel]:
        caption, value, slider = QLabel(text), QLabel(), QSlider(Qt.Orientation.Horizontal)
        caption.setProperty("role", "caption")
        value.setProperty("role", "caption")
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        value.setMinimumWidth(34)
        slider.setRange(low, high)
        slider.setFixedHeight(_ROW)
        slider.setMinimumWidth(40)
        slider.setAccessibleName(text)
        slider.valueChanged.connect(lambda number: self._on_slider_changed(name, number))
        caption.setBuddy(slider)
        for column, widget in enumerate((caption, slider, value)):
            self._rows.addWidget(widget, row, column)
        return caption, slider, value

    # ---- showing

    def _show(self) -> None:
        stimulus = self._stimulus
        self._preview.show_picture(drawn(stimulus, self._side))
        self._kind.set_current(stimulus.kind)
        numbers = {
            "orientation": (round(stimulus.orientation) % 180, f"{stimulus.orientation % 180:.0f}°"),
            "frequency": (round(stimulus.frequency * 2), f"{stimulus.frequency:g}"),
            "phase": (round(stimulus.phase) % 360, f"{stimulus.phase % 360:.0f}°"),
            "width": (round(stimulus.width * 100), f"{stimulus.width * self._side:.1f}"),
            "size": (round(stimulus.size * 100), f"{stimulus.size * self._side:.0f}"),
            "contrast": (round(stimulus.contrast * 100), f"{stimulus.contrast:.0%}"),
            "across": (round(stimulus.position[0] * 100), f"{stimulus.position[0] * self._side:.0f}"),
            "down": (round(stimulus.position[1] * 100), f"{stimulus.position[1] * self._side:.0f}"),
        }
        others = {"frequency", "phase"} if stimulus.kind == "bar" else {"width"}
        for name, (caption, slider, value) in self._sliders.items():
            number, text = numbers[name]
            with QSignalBlocker(slider):
                slider.setValue(number)
            value.setText(text)
            for widget in (caption, slider, value):
                widget.setVisible(name not in others)
        self._show_play()

    def _show_play(self) -> None:
        playing = self._sweep.isActive()
        tip = self.tr("Stop turning") if playing else self.tr("Turn the stimulus through all orientations")
        self._play.setIcon(icon("pause-fill" if playing else "play-fill"))
        self._play.setToolTip(tip)
        self._play.setAccessibleName(tip)

    def _label(self) -> str:
        words = self.tr("Bar at {0}°") if self._stimulus.kind == "bar" else self.tr("Grating at {0}°")
        return words.format(round(self._stimulus.orientation))

    # ---- the hand

    def _on_slider_changed(self, name: str, number: int) -> None:
        across, down = self._stimulus.position
        changes = {
            "orientation": {"orientation": float(number)},
            "frequency": {"frequency": number / 2},
            "phase": {"phase": float(number)},
            "width": {"width": number / 100},
            "size": {"size": number / 100},
            "contrast": {"contrast": number / 100},
            "across": {"position": (number / 100, down)},
            "down": {"position": (across, number / 100)},
        }
        self.show_stimulus(replace(self._stimulus, **changes[name]))  # type: ignore[arg-type]

    def _on_preview_picked(self, row: int, column: int) -> None:
        place = (column + 0.5) / self._side, (row + 0.5) / self._side
        self.show_stimulus(replace(self._stimulus, position=place))

    def _on_play_toggled(self, on: bool) -> None:
        self._sweep.start() if on else self._sweep.stop()
        self._show_play()

    def _on_sweep_timeout(self) -> None:
        self.show_stimulus(replace(self._stimulus, orientation=(self._stimulus.orientation + _STEP_DEGREES) % 180))

    @safely
    def hideEvent(self, event: QHideEvent) -> None:
        # Out of sight it would go on pushing its pictures before the others.
        self._play.setChecked(False)
        super().hideEvent(event)
