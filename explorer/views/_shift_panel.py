"""The shift test below the pooled maps: folded until it is asked for, then curves over how far the input moves."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSlider, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from explorer.views._moved_input import MovedInput, amount_text
from explorer.views._shift_charts import layer_chart, pooling_chart
from explorer.views._shift_test import PoolingOptions
from explorer.widgets.curve_chart import LEFT, RIGHT, CurveChart
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.icons import icon as themed_icon
from explorer.widgets.said import said
from explorer.widgets.segmented import SegmentedControl
from explorer.widgets.wrapped_text import WrappedText

if TYPE_CHECKING:
    from explorer.core.invariance import Invariance
    from explorer.views._pooled import Pooled
    from explorer.views._shift_test import Tested

_BODY = 190
_HANDLE = 6
_UNBOUNDED = (1 << 24) - 1
"""Qt's own largest size."""
# One after the other for all panels: a wish that was dropped in one is no wish of another's.
_WISHES = count(1)


class ShiftPanel(QWidget):
    """A head that folds the curves out. `changed` tells that other settings are wished, or none any more."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wish = 0
        self._result: Pooled | None = None
        self._head = QToolButton(self)
        self._head.setText(self.tr("Shift test"))
        self._head.setCheckable(True)
        self._head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._head.setToolTip(self.tr("Run the network on shifted, turned or enlarged inputs as well"))
        self._caption = ElidedLabel("caption", parent=self)
        self._movement, self._mode = SegmentedControl(self), SegmentedControl(self)
        self._chart, self._beside = CurveChart(self), CurveChart(self)
        self._chart_title, self._beside_title = ElidedLabel("caption", parent=self), ElidedLabel("caption", parent=self)
        self._other = QWidget(self)
        self._slider = QSlider(Qt.Orientation.Horizontal, self)
        self._moved = MovedInput(self)
        self._reason = WrappedText("caption", centred_under="info", parent=self)
        self._pages = QStackedWidget(self)
        self._build_controls()
        self._build_layout()
        self._show_folding()

    def options(self) -> PoolingOptions:
        """What is asked for; nothing while it is folded."""
        movement = self._movement.current()
        wanted = self._wish if self._head.isChecked() else 0
        return PoolingOptions(wanted, "rotate" if movement == "rotate" else "scale" if movement == "scale" else "shift")

    def set_up(self, asked: PoolingOptions) -> None:
        """Ask for the same as another panel, without `changed`."""
        self._wish = asked.asked
        self._movement.set_current(asked.movement)
        with QSignalBlocker(self._head):
            self._head.setChecked(bool(asked.asked))
        self._show_folding()

    def fold(self) -> None:
        """Ask for nothing any more, without `changed`: another network is not run so often unasked."""
        with QSignalBlocker(self._head):
            self._head.setChecked(False)
        self._show_folding()

    @property
    def unfolded(self) -> bool:
        """Whether the curves are to be seen."""
        return self._head.isChecked()

    def set_alone(self, alone: bool) -> None:
        """Whether there is nothing above it: then it takes all the room."""
        self._pages.setMaximumHeight(_UNBOUNDED if alone else _BODY)

    def show_result(self, result: Pooled | None) -> None:
        """Show the curves of a result, if it has some."""
        self._result = result
        if self._head.isChecked():
            self._refresh()

    # ---- building

    def _build_controls(self) -> None:
        for key, text in (("shift", self.tr("Shift")), ("rotate", self.tr("Rotate")), ("scale", self.tr("Scale"))):
            self._movement.add_segment(key, text)
        self._movement.setAccessibleName(self.tr("What is done to the input"))
        tips = (
            self.tr("This pooling layer: as it is, and with other operations in its place"),
            self.tr("How much the answer of every layer changes"),
        )
        self._mode.add_segment("pooling", self.tr("This layer"), tool_tip=tips[0])
        self._mode.add_segment("layers", self.tr("Every layer"), tool_tip=tips[1])
        self._mode.setAccessibleName(self.tr("What is compared"))
        self._chart.setAccessibleName(self.tr("Curves of the shift test"))
        self._beside.setAccessibleName(self.tr("The same of the other network"))
        self._slider.setAccessibleName(self.tr("How far the input moves"))
        self._slider.setPageStep(1)
        self._head.toggled.connect(self._on_toggled)
        self._movement.changed.connect(self._on_movement_changed)
        self._mode.changed.connect(self._refresh)
        self._slider.valueChanged.connect(self._refresh)
        self._chart.picked.connect(self._on_position_picked)
        self._beside.picked.connect(lambda _position: None)

    def _build_layout(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(8, 3, 12, 3)
        head.setSpacing(8)
        head.addWidget(self._head)
        head.addWidget(self._caption)
        head.addStretch(1)
        head.addWidget(self._movement)
        head.addWidget(self._mode)
        body = QWidget(self)
        row = QHBoxLayout(body)
        row.setContentsMargins(12, 0, 12, 6)
        row.setSpacing(20)
        row.addLayout(self._curves_column(), 1)
        row.addWidget(self._moved)
        self._pages.addWidget(body)
        self._pages.addWidget(self._reason)
        self._pages.setMinimumHeight(_BODY)
        self._pages.setMaximumHeight(_BODY)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._pages)

    def _curves_column(self) -> QVBoxLayout:
        charts = QHBoxLayout()
        charts.setSpacing(16)
        for title, chart, part in (
            (self._chart_title, self._chart, QWidget(self)),
            (self._beside_title, self._beside, self._other),
        ):
            column = QVBoxLayout(part)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            # Beside the axis; margins of its own would cut it off.
            line = QHBoxLayout()
            line.setContentsMargins(LEFT, 0, 0, 0)
            line.addWidget(title, 1)
            column.addLayout(line)
            column.addWidget(chart, 1)
            charts.addWidget(part, 1)
        slider = QHBoxLayout()
        # The middle of the slider's handle stands under the cursor of the curves.
        slider.setContentsMargins(LEFT - _HANDLE, 0, RIGHT - _HANDLE, 0)
        slider.addWidget(self._slider)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addLayout(charts, 1)
        column.addLayout(slider)
        return column

    # ---- showing

    def _show_folding(self) -> None:
        unfolded = self._head.isChecked()
        self._head.setIcon(themed_icon("caret-down" if unfolded else "caret-right"))
        self._head.setIconSize(QSize(12, 12))
        for part in (self._pages, self._movement, self._mode):
            part.setVisible(unfolded)
        if not unfolded:
            self._caption.set_whole_text(self.tr("How much does pooling answer alike when the input moves?"))

    def _refresh(self, *_args: object) -> None:
        result = self._result
        test = None if result is None else result.test
        if result is None or test is None or test.found is None:
            reason = "" if test is None else said(test.reason)
            self._reason.set_text(reason or self.tr("The network runs on the moved inputs …"))
            self._pages.setCurrentWidget(self._reason)
            self._caption.set_whole_text("")
            return
        found, every = test.found, self._mode.current() == "layers"
        self._fit_slider(len(found.amounts))
        position = self._slider.value()
        self._pages.setCurrentIndex(0)
        self._other.setVisible(every and test.beside is not None)
        self._chart_title.setVisible(every)
        ticks = [amount_text(int(amount)) for amount in found.amounts]
        if every:
            self._show_layers(test, found, position)
        else:
            self._show_pooling(result, test, found, ticks, position)
        self._moved.show_moved(found, position)

    def _fit_slider(self, count: int) -> None:
        if self._slider.maximum() != count - 1:
            with QSignalBlocker(self._slider):
                self._slider.setRange(0, count - 1)
                self._slider.setValue(count // 2 + 2)

    def _show_pooling(self, result: Pooled, test: Tested, found: Invariance, ticks: list[str], position: int) -> None:
        names = {
            "max": self.tr("Max pooling"),
            "average": self.tr("Average pooling"),
            "strided": self.tr("Strided"),
            "own": self.tr("The layer's own"),
            "none": self.tr("No pooling"),
        }
        chart = pooling_chart(found, test.call, result.operation, names, ticks)
        self._chart.show_chart(chart, position, pale=test.stale)
        self._moved.show_curves(chart.curves, position)
        self._caption.set_whole_text(
            self.tr(
                "How similar is {0} when the input moves? Cosine to the unmoved output, all {1} channels; "
                "the same windows, one curve per operation"
            ).format(test.call, result.channels)
        )
        self._moved.show_note(self._note(found, result))

    def _note(self, found: Invariance, result: Pooled) -> str:
        across = result.windows.after.shape[1]
        if result.windows.after.size == 1:
            return self.tr("The only pooled cell sees the whole map, wherever in it something is.")
        apart = round(found.pictures.shape[-1] / max(1, across))
        words = self.tr("Pooled cells sit {0} input pixels apart, so a small move often stays in one cell.")
        return words.format(apart) if apart > 1 else ""

    def _show_layers(self, test: Tested, found: Invariance, position: int) -> None:
        high = max(_highest(found), 0.0 if test.beside is None else _highest(test.beside))
        self._chart_title.set_whole_text(f"{test.title}, {test.weights}")
        self._beside_title.set_whole_text(f"{test.beside_title}, {test.beside_weights}")
        chart = layer_chart(found, position, test.title, "accent", high)
        self._chart.show_chart(chart, -1, pale=test.stale)
        curves = list(chart.curves)
        if test.beside is not None:
            other = layer_chart(test.beside, position, test.beside_title, "kind-linear", high)
            self._beside.show_chart(other, -1, pale=test.stale)
            curves += other.curves
        self._moved.show_curves(curves, -1)
        words = self.tr(
            "How much does the answer of every layer change? Norm of the difference over that of the answer"
        )
        left_out = found.left_out
        if left_out:
            words = self.tr("{0}; {1} large layers left out").format(words, left_out)
        self._caption.set_whole_text(words)
        self._moved.show_note(self.tr("Below: by how much the last layer's answer changes."))

    # ---- the hand

    def _on_toggled(self, unfolded: bool) -> None:
        self._wish = next(_WISHES)
        self._show_folding()
        if unfolded:
            self._refresh()
        self.changed.emit()

    def _on_movement_changed(self) -> None:
        self._wish = next(_WISHES)
        self.changed.emit()

    def _on_position_picked(self, position: int) -> None:
        if self._mode.current() == "pooling":
            self._slider.setValue(position)


def _highest(found: Invariance) -> float:
    return max((float(np.nanmax(c.relative, initial=0.0)) for c in found.changes.values()), default=0.0)
