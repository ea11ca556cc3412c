"""The settings of a preprocessing as a form: size, fit, channels, range, mean and deviation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QSpinBox, QWidget

from explorer.data.picture_preprocess import Fit, Order, PicturePreprocessing
from explorer.data.preprocess import IMAGENET_MEAN, IMAGENET_STD, RESAMPLING, DigitPreprocessing, PhotoPreprocessing
from explorer.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from explorer.models.base import Model, Preprocessing

_LARGEST = 8192
_INSET = 5
_PICTURES, _DIGITS = "pictures", "digits"
_CUSTOM = "custom"
_UNIT = (0.0, 1.0)
PRESETS: dict[str, tuple[tuple[float, float], tuple[float, ...], tuple[float, ...]]] = {
    "unit": (_UNIT, (0.0,), (1.0,)),
    "signed": ((-1.0, 1.0), (0.0,), (1.0,)),
    "bytes": ((0.0, 255.0), (0.0,), (1.0,)),
    "imagenet": (_UNIT, IMAGENET_MEAN, IMAGENET_STD),
    "mnist": (_UNIT, (0.1307,), (0.3081,)),
    "cifar10": (_UNIT, (0.4914, 0.4822, 0.4465), (0.2470, 0.2435, 0.2616)),
}
"""What black and white become, then mean and standard deviation, as people train with."""


def settings_of(model: Model) -> PicturePreprocessing | DigitPreprocessing:
    """The model's preprocessing as the form has it; the usual one for its input where it is of another kind."""
    preprocessing: Preprocessing = model.preprocessing
    if isinstance(preprocessing, (PicturePreprocessing, DigitPreprocessing)):
        return preprocessing
    if isinstance(preprocessing, PhotoPreprocessing):
        return PicturePreprocessing.from_photo(preprocessing)
    return PicturePreprocessing.usual(model.input_shape)


class PreprocessForm(QWidget):
    """Emits `changed` for every change, also while it is not yet a preprocessing."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._showing = False
        self._centre = True
        self._build_shape()
        self._build_values()
        self._build_layout()
        self._connect()

    # ---- building

    def _build_shape(self) -> None:
        self.kind = self._list(
            self.tr("Kind"), {_PICTURES: self.tr("Pictures"), _DIGITS: self.tr("Digits, as MNIST has them")}
        )
        self.height_box = self._number(self.tr("Height"), 1)
        self.width_box = self._number(self.tr("Width"), 1)
        self.fit = self._list(
            self.tr("Fit"),
            {
                "crop": self.tr("Keep the middle"),
                "stretch": self.tr("Stretch"),
                "pad": self.tr("Whole, between black bars"),
            },
        )
        self.resize_box = self._number(self.tr("Shorter side after scaling"), 0)
        self.resize_box.setSpecialValueText(self.tr("just covers the input"))
        self.channels = self._number(self.tr("Channels"), 1)
        self.order = self._list(self.tr("Order of colours"), {name: name for name in get_args(Order)})
        names = {name: name.capitalize() for name in RESAMPLING}
        self.interpolation = self._list(self.tr("Interpolation"), names)

    def _build_values(self) -> None:
        self.preset = self._list(
            self.tr("Values"),
            {
                "unit": self.tr("0 to 1"),
                "signed": self.tr("−1 to 1"),
                "bytes": self.tr("0 to 255"),
                "imagenet": self.tr("ImageNet's mean and deviation"),
                "mnist": self.tr("MNIST's mean and deviation"),
                "cifar10": self.tr("CIFAR-10's mean and deviation"),
                _CUSTOM: self.tr("Own numbers"),
            },
        )
        self.range_line = self._line(self.tr("Black and white become"))
        self.mean = self._line(self.tr("Mean"))
        self.std = self._line(self.tr("Standard deviation"))
        self.invert = QCheckBox(self.tr("Light on dark: invert first"))

    def _build_layout(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        size = QHBoxLayout()
        size.setSpacing(8)
        for widget in (self.height_box, QLabel("×"), self.width_box):
            size.addWidget(widget)
        size.addStretch(1)
        form.addRow(self.tr("Kind"), self.kind)
        form.addRow(self.tr("Height × width"), size)
        form.addRow(self.tr("Fit"), self.fit)
        form.addRow(self.tr("Shorter side"), self.resize_box)
        form.addRow(self.tr("Channels"), self.channels)
        form.addRow(self.tr("Order"), self.order)
        form.addRow(self.tr("Interpolation"), self.interpolation)
        form.addRow(self.tr("Values"), self.preset)
        form.addRow(self.tr("Black, white"), self.range_line)
        form.addRow(self.tr("Mean"), self.mean)
        form.addRow(self.tr("Deviation"), self.std)
        form.addRow("", self.invert)

    def _connect(self) -> None:
        for box in (self.kind, self.fit, self.order, self.interpolation):
            box.currentIndexChanged.connect(self._on_changed)
        for number in (self.height_box, self.width_box, self.resize_box, self.channels):
            number.valueChanged.connect(self._on_changed)
        for line in (self.range_line, self.mean, self.std):
            line.textEdited.connect(self._on_numbers_edited)
        self.preset.activated.connect(self._on_preset_activated)
        self.invert.toggled.connect(self._on_changed)

    def _list(self, name: str, entries: dict[str, str]) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        for key, text in entries.items():
            box.addItem(text, key)
        return box

    def _number(self, name: str, least: int) -> QSpinBox:
        box = QSpinBox()
        box.setRange(least, _LARGEST)
        box.lineEdit().setTextMargins(_INSET, 0, 0, 0)
        box.setAccessibleName(name)
        return box

    def _line(self, name: str) -> QLineEdit:
        line = QLineEdit()
        line.setAccessibleName(name)
        return line

    # ---- settings

    def settings(self) -> PicturePreprocessing | DigitPreprocessing:
        """What is filled in. Raises InputError where it is no preprocessing."""
        if self.kind.currentData() == _DIGITS:
            return DigitPreprocessing(self.height_box.value(), self._centre)
        low_high = _numbers(self.range_line.text(), self.range_line.accessibleName())
        if len(low_high) != 2:
            raise InputError(self.tr("Black and white become two numbers, as in 0, 1."))
        fit: Fit = self.fit.currentData()
        order: Order = self.order.currentData()
        return PicturePreprocessing(
            height=self.height_box.value(),
            width=self.width_box.value(),
            fit=fit,
            resize=self.resize_box.value() or None if fit == "crop" else None,
            channels=self.channels.value(),
            order=order,
            value_range=(low_high[0], low_high[1]),
            mean=_numbers(self.mean.text(), self.mean.accessibleName()),
            std=_numbers(self.std.text(), self.std.accessibleName()),
            invert=self.invert.isChecked(),
            interpolation=self.interpolation.currentData(),
        )

    def show_settings(self, settings: PicturePreprocessing | DigitPreprocessing) -> None:
        """Fill them in; `changed` follows once."""
        self._showing = True
        digits = isinstance(settings, DigitPreprocessing)
        if isinstance(settings, DigitPreprocessing):
            self._centre = settings.centre
            shown = PicturePreprocessing(settings.size, settings.size, channels=1, fit="pad")
        else:
            shown = settings
        _choose(self.kind, _DIGITS if digits else _PICTURES)
        self.height_box.setValue(shown.height)
        self.width_box.setValue(shown.width)
        _choose(self.fit, shown.fit)
        self.resize_box.setValue(shown.resize or 0)
        self.channels.setValue(shown.channels)
        _choose(self.order, shown.order)
        _choose(self.interpolation, shown.interpolation)
        self._show_numbers(shown.value_range, shown.mean, shown.std)
        self.invert.setChecked(shown.invert)
        self._showing = False
        self._on_changed()

    def _show_numbers(self, low_high: Sequence[float], mean: Sequence[float], std: Sequence[float]) -> None:
        for line, values in ((self.range_line, low_high), (self.mean, mean), (self.std, std)):
            line.setText(", ".join(f"{value:g}" for value in values))
        self._name_preset()

    def _name_preset(self) -> None:
        """Which of the presets the numbers are."""
        try:
            numbers = tuple(_numbers(line.text(), "") for line in (self.range_line, self.mean, self.std))
        except InputError:
            numbers = ()
        _choose(self.preset, next((name for name, preset in PRESETS.items() if preset == numbers), _CUSTOM))

    def _on_preset_activated(self, _number: int) -> None:
        preset = PRESETS.get(self.preset.currentData())
        if preset is not None:
            self._show_numbers(*preset)
            self._on_changed()

    def _on_numbers_edited(self) -> None:
        self._name_preset()
        self._on_changed()

    def _on_changed(self, _value: object = None) -> None:
        if self._showing:
            return
        digits = self.kind.currentData() == _DIGITS
        everything: tuple[Any, ...] = (
            *(self.width_box, self.fit, self.channels, self.interpolation, self.preset),
            *(self.range_line, self.mean, self.std, self.invert),
        )
        for field in everything:
            field.setEnabled(not digits)
        self.resize_box.setEnabled(not digits and self.fit.currentData() == "crop")
        self.order.setEnabled(not digits and self.channels.value() == 3)
        self.changed.emit()


def _choose(box: QComboBox, key: str) -> None:
    box.setCurrentIndex(box.findData(key))


def _numbers(text: str, name: str) -> tuple[float, ...]:
    """`0.485, 0.456, 0.406`. Raises InputError."""
    try:
        numbers = tuple(float(part.replace("−", "-")) for part in text.replace(";", ",").split(",") if part.strip())
    except ValueError as error:
        raise InputError("{0}: “{1}” is not a list of numbers, as in 0.485, 0.456, 0.406.", name, text) from error
    if not numbers:
        raise InputError("{0}: a number is needed.", name)
    return numbers
