"""The column of settings: kernels, sizes, padding mode, what happens before and after, and what it all costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from explorer.core.lab import PADDING_MODES
from explorer.core.lab_kernels import MAX_SIZE, name_of
from explorer.core.lab_ledger import ledger
from explorer.labs._kernel_tiles import KernelTiles
from explorer.labs._ledger_card import LedgerCard
from explorer.widgets.icons import icon
from explorer.widgets.safely import safely
from explorer.widgets.segmented import SegmentedControl
from explorer.widgets.setting_slider import SettingSlider
from explorer.widgets.switch import Switch
from explorer.widgets.tool_row import HEIGHT

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from explorer.core.lab import LabSetup

WIDTH = 344
MOST_FILTERS = 10
_MARGIN = 14


class Settings(QFrame):
    """Shows a setup; `wanted(name, value)` says what the user would have otherwise, and changes nothing by itself.

    Names are fields of LabSetup, and `kernel`, `size`, `filters`, `bias`.
    """

    wanted = Signal(str, object)
    reset_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", "surface")
        self._build_controls()
        self._connect()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._built_head())
        column.addWidget(_line())
        area = self._area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._built_content())
        column.addWidget(area, 1)
        self._fit()

    def _fit(self) -> None:
        """As wide as it should be; wider where letters are so large that controls would be cut."""
        content, bar = self._area.widget(), self._area.verticalScrollBar().sizeHint().width()
        self.setFixedWidth(max(WIDTH, bar + (0 if content is None else content.minimumSizeHint().width())))

    @safely
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_area"):
            self._fit()

    @safely
    def showEvent(self, event: QShowEvent) -> None:
        # Before it is shown its controls have not got their fonts.
        super().showEvent(event)
        self._fit()

    # ---- building

    def _build_controls(self) -> None:
        self.kernels = KernelTiles()
        self.sliders = {
            "size": SettingSlider(self.tr("Kernel size"), "kernel", 1, MAX_SIZE),
            "stride": SettingSlider(self.tr("Stride"), "stride", 1, 4),
            "padding": SettingSlider(self.tr("Padding"), "padding", 0, 4),
            "dilation": SettingSlider(self.tr("Dilation"), "dilation", 1, 4),
        }
        titles = (self.tr("Zeros"), self.tr("Reflect"), self.tr("Replicate"), self.tr("Circular"))
        self.padding_mode = _segments(self.tr("Padding mode"), dict(zip(PADDING_MODES, titles, strict=True)))
        self.pooling = _segments(
            self.tr("Pooling after"), {"none": self.tr("None"), "max": self.tr("Max"), "average": self.tr("Average")}
        )
        self.flipped = Switch(self.tr("Flip kernel (f*g)"))
        self.flipped.setToolTip(
            self.tr("On: the convolution of mathematics, which turns the kernel by 180°.\n"
                    "Off: cross-correlation, which deep learning calls convolution.")
        )  # fmt: skip
        self.relu = Switch(self.tr("ReLU after"))
        self.relu.setToolTip(self.tr("Negative results become 0"))
        self.filters = QSpinBox()
        self.filters.setRange(1, MOST_FILTERS)
        self.filters.setAccessibleName(self.tr("Number of filters"))
        self.bias = QDoubleSpinBox()
        self.bias.setRange(-99, 99)
        self.bias.setSingleStep(0.1)
        self.bias.setDecimals(2)
        self.bias.setAccessibleName(self.tr("Bias of the filter"))
        self.ledger = LedgerCard()

    def _connect(self) -> None:
        self.kernels.picked.connect(lambda name: self.wanted.emit("kernel", name))
        for name, slider in self.sliders.items():
            slider.changed.connect(lambda value, name=name: self.wanted.emit(name, value))
        self.padding_mode.changed.connect(lambda mode: self.wanted.emit("padding_mode", mode))
        self.pooling.changed.connect(lambda kind: self.wanted.emit("pooling", kind))
        self.flipped.toggled.connect(lambda on: self.wanted.emit("flipped", on))
        self.relu.toggled.connect(lambda on: self.wanted.emit("relu", on))
        self.filters.valueChanged.connect(lambda count: self.wanted.emit("filters", count))
        self.bias.valueChanged.connect(lambda value: self.wanted.emit("bias", value))

    def _built_head(self) -> QWidget:
        head = QWidget()
        head.setFixedHeight(HEIGHT - 1)
        row = QHBoxLayout(head)
        row.setContentsMargins(_MARGIN, 0, 8, 0)
        row.addWidget(_text(self.tr("Settings"), "strong"))
        row.addStretch(1)
        reset = QPushButton(self.tr("Reset"))
        reset.setIcon(icon("arrow-counter-clockwise"))
        reset.setFlat(True)
        reset.setToolTip(self.tr("Everything as it was at first"))
        reset.clicked.connect(self.reset_wanted)
        row.addWidget(reset)
        return head

    def _built_content(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(_MARGIN, 8, _MARGIN, 10)
        column.setSpacing(5)
        column.addWidget(_text(self.tr("Presets"), "section"))
        column.addWidget(self.kernels)
        column.addSpacing(4)
        for slider in self.sliders.values():
            column.addWidget(slider)
        column.addSpacing(2)
        column.addWidget(_text(self.tr("Padding mode"), "label"))
        column.addWidget(self.padding_mode)
        column.addLayout(self._built_filters())
        column.addLayout(_row(self.flipped, None, self.relu))
        column.addWidget(_text(self.tr("Pooling after, 2 × 2"), "label"))
        column.addWidget(self.pooling)
        column.addSpacing(4)
        column.addWidget(_line())
        column.addSpacing(2)
        column.addWidget(self.ledger)
        column.addStretch(1)
        return content

    def _built_filters(self) -> QHBoxLayout:
        self.filters.setFixedWidth(58)
        self.bias.setFixedWidth(72)
        names = _text(self.tr("Filters"), "label"), _text(self.tr("Bias"), "label")
        for name, field in zip(names, (self.filters, self.bias), strict=True):
            name.setBuddy(field)
        row = _row(names[0], self.filters, None, names[1], self.bias)
        row.setContentsMargins(0, 4, 0, 4)
        return row

    # ---- showing

    def show_setup(self, setup: LabSetup, number: int, channel: int) -> None:
        """Show a setup and the filter and channel that are looked at."""
        self.kernels.show_current(name_of(setup.kernels[number, channel]))
        values = {"size": setup.kernel_size[0], "stride": setup.stride, "padding": setup.padding}
        for name, value in {**values, "dilation": setup.dilation}.items():
            self.sliders[name].show_value(value)
        self.padding_mode.set_current(setup.padding_mode)
        self.pooling.set_current(setup.pooling)
        # A switch slides when it tells of itself; that is a wish for what there is already.
        self.flipped.setChecked(setup.flipped)
        self.relu.setChecked(setup.relu)
        with QSignalBlocker(self.filters), QSignalBlocker(self.bias):
            self.filters.setValue(setup.filters)
            self.bias.setValue(float(setup.biases[number]))
        self.ledger.show_ledger(ledger(setup))


def _text(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    return label


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("line", "horizontal")
    return line


def _row(*parts: QWidget | None) -> QHBoxLayout:
    """Widgets in a row; None is a gap that grows."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for part in parts:
        row.addStretch(1) if part is None else row.addWidget(part)
    return row


def _segments(name: str, titles: dict[str, str]) -> SegmentedControl:
    control = SegmentedControl()
    control.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    for key, title in titles.items():
        control.add_segment(key, title)
    control.setAccessibleName(name)
    return control
