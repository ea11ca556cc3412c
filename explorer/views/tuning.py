"""How each channel answers to gratings of every orientation, as small polar plots; measured on request."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from explorer.views._tuned import ORIENTATIONS, PHASES, Tuned, TuningOptions, tuned
from explorer.views.base import LayerView, Paint
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.empty_note import EmptyNote
from explorer.widgets.ground import Ground
from explorer.widgets.polar_grid import PolarGrid
from explorer.widgets.tool_row import ToolRow

if TYPE_CHECKING:
    from explorer.core.graph import Call, Trace
    from explorer.core.tuning import Tuning
    from explorer.jobs import Job
    from explorer.views.base import Options

# One after the other for all views: a wish that was dropped in one is no wish of another's.
_WISHES = count(1)


class TuningView(LayerView):
    """Polar plots of all channels of the layer."""

    title: ClassVar[str] = "Tuning"
    order: ClassVar[int] = 55
    icon: ClassVar[str] = "waves"
    runs_network: ClassVar[bool] = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._result: Tuned | None = None
        self._asked = 0
        self._measure = QPushButton(self.tr("Measure"), self)
        self._cycles = QDoubleSpinBox(self)
        self._sort = QComboBox(self)
        self._grid = PolarGrid()
        self._note = EmptyNote("")
        self._facts = ElidedLabel("caption", parent=self)
        self._build_controls()
        self._build_layout()
        self.clear()

    # ---- contract

    @staticmethod
    def accepts(call: Call) -> bool:
        """Whatever has channels."""
        tensor = call.tensor
        return tensor is not None and tensor.numel() > 0 and tensor.ndim >= 2

    def options(self) -> TuningOptions:
        """The gratings' stripes, and whether they are to be shown to the network."""
        return TuningOptions(self._cycles.value(), self._asked)

    def setup(self) -> tuple[TuningOptions, int]:
        """The stripes, what was measured, and the place of the order in its box."""
        return self.options(), self._sort.currentIndex()

    def set_up(self, setup: tuple[TuningOptions, int]) -> None:
        """The same stripes, measured where they were, in the same order."""
        options, order = setup
        with QSignalBlocker(self._cycles):
            self._cycles.setValue(options.cycles)
        self._asked = options.asked
        self._sort.setCurrentIndex(order)

    @staticmethod
    def compute(trace: Trace, call: Call, options: Options, job: Job) -> Tuned:
        """The curves, if they have been measured or are to be. Raises ExplorerError, Cancelled."""
        return tuned(trace, call, options, job)

    def show_result(self, result: Tuned) -> None:
        """Show the curves, or how to get them."""
        self._result = result
        self._measure.setEnabled(not result.measured)
        self._cycles.setEnabled(True)
        if result.tuning is None:
            self._facts.set_whole_text("")
            self._note.set_text(self._how(result))
            self._pages.setCurrentWidget(self._note)
            return
        self._show_curves(result.tuning)
        self._grid.set_selected(result.channel)
        self._facts.set_whole_text(self._fact_text(result.tuning))
        self._pages.setCurrentWidget(self._area)

    def show_paint(self, paint: Paint) -> None:
        """Another channel."""
        self._grid.set_selected(paint.channel)

    def clear(self) -> None:
        """Show nothing; another network is not measured unasked."""
        self._result, self._asked = None, 0
        self._measure.setEnabled(False)
        self._cycles.setEnabled(False)
        self._facts.set_whole_text("")
        self._note.set_text(self.tr("Nothing to measure yet: the network has not run."))
        self._pages.setCurrentWidget(self._note)

    # ---- building

    def _build_controls(self) -> None:
        self._measure.setProperty("primary", True)
        self._measure.setToolTip(
            self.tr("Show gratings: a channel answers by how much it rises above what it says to plain grey")
        )
        self._measure.clicked.connect(self._on_measure_clicked)
        self._cycles.setRange(1, 64)
        self._cycles.setDecimals(1)
        self._cycles.setSingleStep(0.5)
        self._cycles.setValue(TuningOptions().cycles)
        self._cycles.setKeyboardTracking(False)
        self._cycles.setAccessibleName(self.tr("Stripes across the picture"))
        self._cycles.valueChanged.connect(self._on_cycles_changed)
        for text, key in (
            (self.tr("Index"), "index"),
            (self.tr("Preferred orientation"), "preferred"),
            (self.tr("Selectivity"), "selectivity"),
        ):
            self._sort.addItem(text, key)
        self._sort.setAccessibleName(self.tr("Sort channels by"))
        self._sort.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._sort.currentIndexChanged.connect(self._on_sort_changed)
        self._grid.picked.connect(self.channel_picked)

    def _build_layout(self) -> None:
        tools = ToolRow(self)
        tools.add(self._measure)
        tools.add(self._cycles, self.tr("Stripes"))
        tools.add(self._sort, self.tr("Sort"))
        tools.add_stretch()
        ground = Ground()
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._grid)
        inside.addStretch(1)
        self._area = QScrollArea(self)
        self._area.setWidget(ground.scrolled())
        self._area.setAccessibleName(self.tr("Tuning curves"))
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._note)
        self._pages.addWidget(self._area)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(tools)
        column.addWidget(self._pages, 1)
        strip = QHBoxLayout()
        strip.setContentsMargins(12, 4, 12, 8)
        strip.addWidget(self._facts)
        strip.addStretch(1)
        column.addLayout(strip)

    # ---- showing

    def _show_curves(self, tuning: Tuning) -> None:
        preferred, selectivity = tuning.preferred, tuning.selectivity
        keys = {"preferred": np.nan_to_num(preferred, nan=360.0), "selectivity": -selectivity}
        key = keys.get(self._sort.currentData())
        count = len(tuning.responses)
        order = np.arange(count) if key is None else np.argsort(key, kind="stable")
        silent = np.isnan(preferred)
        pairs = zip(preferred, selectivity, strict=True)
        labels = ["–" if np.isnan(angle) else f"{angle:.0f}°  {share:.2f}" for angle, share in pairs]
        tips = [
            self.tr("{0}: answers to no grating").format(number)
            if silent[number]
            else self.tr("{0}: prefers {1}°, selectivity {2}").format(
                number, f"{preferred[number]:.0f}", f"{selectivity[number]:.2f}"
            )
            for number in range(count)
        ]
        self._grid.show_curves(tuning.orientations, tuning.responses, order, labels, tips)

    def _how(self, result: Tuned) -> str:
        if result.measured:
            return self.tr("{0} has no maps that could answer.").format(result.name)
        return self.tr("Measure shows the network {0} gratings: {1} orientations in {2} phases.").format(
            ORIENTATIONS * PHASES, ORIENTATIONS, PHASES
        )

    def _fact_text(self, tuning: Tuning) -> str:
        silent = int(np.isnan(tuning.preferred).sum())
        words = [
            self.tr("{0} channels, each from its own strongest answer; weak ones are pale").format(
                len(tuning.responses)
            ),
            self.tr("under each: preferred orientation and selectivity"),
        ]
        if silent:
            words.append(self.tr("{0} answer to none").format(silent))
        return "  ·  ".join(words)

    # ---- the hand

    def _on_measure_clicked(self) -> None:
        self._asked = next(_WISHES)
        self.options_changed.emit()

    def _on_cycles_changed(self) -> None:
        self._asked = 0
        self.options_changed.emit()

    def _on_sort_changed(self) -> None:
        if self._result is not None and self._result.tuning is not None:
            self._show_curves(self._result.tuning)
