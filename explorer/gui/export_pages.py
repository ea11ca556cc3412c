"""The pages of the export dialog: how a picture is wanted, which numbers, which layers of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from explorer.core.array_files import FORMATS as ARRAY_FORMATS
from explorer.core.array_files import array_of, arrays_of
from explorer.core.geometry import activation_bytes, bytes_text, shape_text
from explorer.errors import ExplorerError
from explorer.gui.export_wishes import Ground, NumbersWish, PictureWish, ReportWish, Subject
from explorer.gui.view_figure import can_show_one, has_tiles
from explorer.widgets import theme
from explorer.widgets.figure_files import FORMATS as PICTURE_FORMATS
from explorer.widgets.said import said
from explorer.widgets.segmented import SegmentedControl

if TYPE_CHECKING:
    from explorer.core.array_files import ArrayName
    from explorer.gui.frames import Frame

PREVIEW = (380, 300)
_FEW = 40
_SQUARE = 8
_TOLD = frozenset({"conv", "pool", "linear", "merge", "attention"})


class PicturePage(QWidget):
    """`changed` when another picture is wanted."""

    changed = Signal()

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.subject = QComboBox()
        tiles = has_tiles(frame)
        if tiles:
            self.subject.addItem(self.tr("All maps of {0}").format(frame.call.name), "all")
            if frame.unit is not None and frame.unit.count and can_show_one(frame):
                text = self.tr("Channel {0} of {1}").format(frame.unit.channel, frame.call.name)
                self.subject.addItem(text, "one")
        self.subject.addItem(self.tr("The view as it is on the screen"), "view")
        self.ending, self.ground = SegmentedControl(), SegmentedControl()
        for ending in PICTURE_FORMATS:
            self.ending.add_segment(ending, ending.upper())
        for key, text in (("light", self.tr("Light")), ("dark", self.tr("Dark")), ("none", self.tr("Transparent"))):
            self.ground.add_segment(key, text)
        self.ground.set_current("dark" if theme.tokens().dark else "light")
        self.twice = QCheckBox(self.tr("&Twice the pixels"))
        self.twice.setChecked(True)
        self.preview = QLabel()
        self.preview.setFixedSize(*PREVIEW)
        self.preview.setProperty("panel", "well")
        self.preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.preview.setAccessibleName(self.tr("Preview of the picture"))
        self.size_label = QLabel()
        self.size_label.setProperty("role", "caption")
        self._build_layout()
        self._name()
        self.subject.currentIndexChanged.connect(self._on_changed)
        self.ending.changed.connect(self._on_changed)
        self.ground.changed.connect(self._on_changed)
        self.twice.toggled.connect(self._on_changed)
        self._show_possible()

    def _build_layout(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(12)
        form.addRow(self.tr("&What"), self.subject)
        form.addRow(self.tr("&Format"), self.ending)
        form.addRow(self.tr("&Ground"), self.ground)
        form.addRow("", self.twice)
        right = QVBoxLayout()
        right.addWidget(self.preview)
        right.addWidget(self.size_label, 0, Qt.AlignmentFlag.AlignHCenter)
        right.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addLayout(form, 1)
        row.addLayout(right)

    def _name(self) -> None:
        self.subject.setAccessibleName(self.tr("What is in the picture"))
        self.ending.setAccessibleName(self.tr("Format of the picture"))
        self.ground.setAccessibleName(self.tr("Ground of the picture"))

    def wish(self) -> PictureWish:
        """What is wanted now."""
        return PictureWish(
            subject=cast("Subject", self.subject.currentData()),
            ending=self.ending.current(),
            times=2 if self.twice.isChecked() else 1,
            ground=cast("Ground", self.ground.current()),
        )

    def show_preview(self, image: QImage) -> None:
        """The picture at one pixel a point, scaled down to the room that there is."""
        ratio = self.devicePixelRatioF()
        wish = self.wish()
        times = wish.times if wish.ending == "png" else 1
        unit = self.tr("{0} × {1} pixels") if wish.ending == "png" else self.tr("{0} × {1} points of 1/96 inch")
        self.size_label.setText(unit.format(image.width() * times, image.height() * times))
        room = (self.preview.size() - QSize(16, 16)) * ratio
        if image.width() > room.width() or image.height() > room.height():
            kept, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            image = image.scaled(room, kept, smooth)
        if wish.ground == "none":
            image = _on_squares(image)
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(ratio)
        self.preview.setPixmap(pixmap)

    def _on_changed(self, *_: object) -> None:
        self._show_possible()
        self.changed.emit()

    def _show_possible(self) -> None:
        wish = self.wish()
        self.twice.setEnabled(wish.ending == "png")
        as_is = wish.subject == "view"
        other = "light" if theme.tokens().dark else "dark"
        why = self.tr("The view is copied in the colours that it has on the screen") if as_is else ""
        if as_is and wish.ground == other:
            self.ground.set_current("dark" if theme.tokens().dark else "light")
        self.ground.set_segment_enabled(other, not as_is, why)


def _on_squares(image: QImage) -> QImage:
    """What is transparent, over light squares: its texts are dark, whatever the window wears."""
    ground = QImage(image.size(), QImage.Format.Format_RGB32)
    ground.fill(Qt.GlobalColor.white)
    painter = QPainter(ground)
    for top in range(0, ground.height(), _SQUARE):
        for left in range(top // _SQUARE % 2 * _SQUARE, ground.width(), 2 * _SQUARE):
            painter.fillRect(left, top, _SQUARE, _SQUARE, QColor("#E2E5EB"))
    painter.drawImage(0, 0, image)
    painter.end()
    return ground


class NumbersPage(QWidget):
    """Which numbers, and as which file."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self.which = QComboBox()
        self.which.setAccessibleName(self.tr("Which numbers"))
        for which in arrays_of(frame.trace, frame.call):
            self.which.addItem(self._text(which), which)
        if frame.run.shortage is None:
            self.which.addItem(self.tr("Every value of the network, {0} calls").format(len(frame.trace)), "trace")
        self.ending = SegmentedControl()
        self.ending.setAccessibleName(self.tr("Format of the numbers"))
        for ending in (*ARRAY_FORMATS, "safetensors"):
            self.ending.add_segment(ending, f".{ending}")
        self.told = QLabel()
        self.told.setProperty("role", "muted")
        self.told.setWordWrap(True)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(12)
        form.addRow(self.tr("&Which"), self.which)
        form.addRow(self.tr("&Format"), self.ending)
        form.addRow("", self.told)
        self.which.currentIndexChanged.connect(self._show_possible)
        self.ending.changed.connect(self._show_possible)
        self._show_possible()

    def wish(self) -> NumbersWish:
        """What is wanted now."""
        return NumbersWish(self.which.currentData(), self.ending.current())

    def _text(self, which: ArrayName) -> str:
        call, frame = self._frame.call, self._frame
        channel = 0 if frame.unit is None else frame.unit.channel
        return {
            "map": self.tr("The map of channel {0} of {1}").format(channel, call.name),
            "output": self.tr("All values of {0}").format(call.name),
            "kernel": self.tr("The weights of channel {0} of {1}").format(channel, call.name),
            "weight": self.tr("All weights of {0}").format(call.name),
            "input": self.tr("The network's input"),
        }[which]

    def _show_possible(self, *_: object) -> None:
        whole = self.which.currentData() == "trace"
        allowed = ("npz", "safetensors") if whole else ARRAY_FORMATS
        why = self.tr("One array takes no archive of tensors") if not whole else self.tr("It holds one array only")
        for ending in (*ARRAY_FORMATS, "safetensors"):
            self.ending.set_segment_enabled(ending, ending in allowed, "" if ending in allowed else why)
        if self.ending.current() not in allowed:
            self.ending.set_current("safetensors" if whole else "npy")
        self.told.setText(self._facts(whole))

    def _facts(self, whole: bool) -> str:
        frame = self._frame
        if whole:
            return self.tr("{0}, each under the name of its call").format(
                bytes_text(sum(activation_bytes(call) for call in frame.trace))
            )
        channel = 0 if frame.unit is None else frame.unit.channel
        try:
            named = array_of(frame.trace, frame.call, channel, self.which.currentData())
        except ExplorerError as error:
            return said(error)
        array = named.array
        size = " × ".join(map(str, array.shape)) or "1"
        words = self.tr("{0} numbers, {1}, {2}").format(size, array.dtype, bytes_text(array.nbytes))
        if self.ending.current() != "csv" or array.ndim <= 2:
            return words
        return self.tr("{0}; a line a number behind its place: {1}").format(words, ", ".join(named.axes))


class ReportPage(QWidget):
    """The layers of a report. `changed` when others are ticked."""

    changed = Signal()

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.layers = QListWidget()
        self.layers.setAccessibleName(self.tr("Layers of the report"))
        self.layers.setSpacing(3)
        few = len(frame.trace) <= _FEW
        for call in frame.trace:
            item = QListWidgetItem(f"{call.name}   {call.op}   {shape_text(call.output_shape)}")
            item.setData(Qt.ItemDataRole.UserRole, call.name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = few or call is frame.call or call.kind in _TOLD
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            self.layers.addItem(item)
        told = QLabel(
            self.tr(
                "One HTML file with the input, the prediction, facts and maps of these layers. It needs no internet."
            )
        )
        told.setProperty("role", "muted")
        told.setWordWrap(True)
        every, none = QPushButton(self.tr("&All")), QPushButton(self.tr("&None"))
        every.clicked.connect(lambda: self._tick(Qt.CheckState.Checked))
        none.clicked.connect(lambda: self._tick(Qt.CheckState.Unchecked))
        row = QHBoxLayout()
        for button in (every, none):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(told)
        column.addWidget(self.layers, 1)
        column.addLayout(row)
        self.layers.itemChanged.connect(lambda _item: self.changed.emit())

    def wish(self) -> ReportWish:
        """What is wanted now."""
        items = [self.layers.item(row) for row in range(self.layers.count())]
        ticked = [item for item in items if item.checkState() == Qt.CheckState.Checked]
        return ReportWish(tuple(item.data(Qt.ItemDataRole.UserRole) for item in ticked))

    def _tick(self, state: Qt.CheckState) -> None:
        with QSignalBlocker(self.layers):
            for row in range(self.layers.count()):
                self.layers.item(row).setCheckState(state)
        self.changed.emit()
