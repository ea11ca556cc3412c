"""The page of the convolution laboratory: holds the setup, computes it, and shows it in all its parts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from explorer.core.lab import LabSetup, lab_maps
from explorer.core.lab_changes import (
    with_bias,
    with_cell,
    with_filters,
    with_image,
    with_kernel_size,
    with_named_kernel,
    with_weight,
)
from explorer.core.lab_kernels import kernel, name_of, random_kernel
from explorer.core.lab_ledger import ledger
from explorer.labs._footer import Footer
from explorer.labs._head import Head
from explorer.labs._kernel_tiles import RANDOM
from explorer.labs._settings import Settings
from explorer.labs._shown import Shown
from explorer.labs._size_row import SizeRow
from explorer.labs._sources import FOLLOWING, Source, source
from explorer.labs._stage import Stage
from explorer.labs._sum_row import SumRow
from explorer.labs._torch_check import TorchCheck
from explorer.labs._transport import Transport
from explorer.labs._words import Words
from explorer.labs.base import Given
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.jobs import Jobs

_FIRST_SOURCE = "picture-13"
_FIRST_KERNEL = "sobel-x"


class Bench(QWidget):
    """Everything follows from `setup` and the position; whatever changes one of them shows it."""

    close_wanted = Signal()
    changed = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._given, self._source_name = Given(), _FIRST_SOURCE
        self._source = source(_FIRST_SOURCE, self._given)
        self._number = self._channel = 0
        self._hovered: tuple[int, int] | None = None
        self._weight: tuple[int, int] | None = None
        self._cell: tuple[int, int] | None = None
        self._words, self._check = Words(self), TorchCheck(jobs, self)
        self._random = np.random.default_rng(1)
        self.setup = _first_setup(self._source.image)
        self.maps = lab_maps(self.setup)
        self._build()
        self._connect()
        self.transport.show_place(self.setup.positions - 1, self.setup.positions, self.setup.output_size[1])
        self.set_setup(self.setup)

    # ---- building

    def _build(self) -> None:
        self.head, self.stage, self.transport = Head(self.tr("Convolution lab")), Stage(), Transport()
        self.sum_row, self.size_row, self.settings = SumRow(), SizeRow(), Settings()
        step, play, close = self.tr("step"), self.tr("play"), self.tr("close")
        self.footer = Footer([(("←", "→"), step), ((self.tr("Space"),), play), ((self.tr("Esc"),), close)])
        middle = QVBoxLayout()
        middle.setSpacing(0)
        parts: tuple[QWidget, ...] = (self.head, self.stage, _line(), self.transport, _line(), self.sum_row, _line())
        for part in (*parts, self.size_row):
            middle.addWidget(part, 1 if part is self.stage else 0)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addLayout(middle, 1)
        row.addWidget(_line("vertical"))
        row.addWidget(self.settings)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addWidget(self.footer)

    def _connect(self) -> None:
        self.head.close_wanted.connect(self.close_wanted)
        self.head.source_picked.connect(self.pick_source)
        self.head.values.toggled.connect(self.stage.set_numbers)
        self.head.colours.toggled.connect(self._show)
        self.settings.wanted.connect(self._on_settings_wanted)
        self.settings.reset_wanted.connect(self._on_settings_reset_wanted)
        self.transport.moved.connect(self._on_transport_moved)
        stage = self.stage
        stage.output.hovered.connect(self._on_output_hovered)
        stage.output.picked.connect(self.pick_place)
        stage.kernel.hovered.connect(self._on_weight_hovered)
        stage.input.hovered.connect(self._on_input_hovered)
        stage.kernel.edited.connect(self._on_kernel_edited)
        stage.input.edited.connect(self._on_input_edited)
        stage.channel_picked.connect(self._on_channel_picked)
        stage.filter_picked.connect(self._on_filter_picked)
        self._check.answered.connect(self._show_check)
        self.sum_row.product_hovered.connect(self._on_weight_hovered)

    # ---- what it shows

    def set_setup(self, setup: LabSetup) -> None:
        """Show another setup; who stood at the last position stands there again."""
        last = self.transport.place() >= self.setup.positions - 1
        self.setup, self.maps = setup, lab_maps(setup)
        self._number, self._channel = min(self._number, setup.filters - 1), min(self._channel, setup.channels - 1)
        self._hovered = _within(self._hovered, setup.output_size)
        self._weight = _within(self._weight, setup.kernel_size)
        self._cell = _within(self._cell, setup.padded_size)
        count = setup.positions
        self.transport.show_place(count - 1 if last else self.transport.place(), count, setup.output_size[1])
        self._check.ask(setup, self.maps)
        self._show()
        self.changed.emit()

    def set_up(self, setup: LabSetup) -> None:
        """Show a setup from elsewhere, with all of its output done."""
        self._source_name, self._source = "", Source(setup.image, "own")
        self._number = self._channel = 0
        self.transport.stop()
        self.set_setup(setup)
        self.transport.go(setup.positions - 1)

    def take(self, given: Given) -> None:
        """Another picture, or the network's view of it, for the inputs that are made of them."""
        old, self._given = self._given, given
        new = given.seen is not old.seen if self._source_name == "seen" else given.picture is not old.picture
        if self._source_name in FOLLOWING and new:
            self.pick_source(self._source_name)
        self.head.show_source(self._source_name, given.seen is not None)

    def pick_source(self, name: str) -> None:
        """Convolve one of the inputs that are offered."""
        self._source_name, self._source = name, source(name, self._given)
        self.set_setup(with_image(self.setup, self._source.image))

    def pick_place(self, row: int, column: int) -> None:
        """Move the kernel to where it makes an output cell."""
        self.transport.stop()
        self.transport.go(row * self.setup.output_size[1] + column)

    def shown(self) -> Shown:
        """What is on the screen."""
        count, width = self.setup.positions, max(1, self.setup.output_size[1])
        at = divmod(self.transport.place(), width)
        return Shown(
            self.setup, self.maps, self._number, self._channel, (self._hovered or at) if count else None,
            self.transport.place() + 1 if count else 0, self.head.colours.isChecked(), self._weight, self._cell,
        )  # fmt: skip

    def _show(self) -> None:
        """All of it: the setup is another."""
        shown, setup = self.shown(), self.setup
        name = name_of(setup.kernels[self._number, self._channel])
        kernel_name, input_text = self.settings.kernels.title(name), self._words.of_input(setup, self._source)
        self.stage.show_shown(shown, input_text, kernel_name, self._words.of_problem(setup))
        self.settings.show_setup(setup, self._number, self._channel)
        self.size_row.show_setup(setup, self.maps)
        self.head.show_setup(setup)
        self.head.show_source(self._source_name, self._given.seen is not None)
        self.sum_row.show_position(shown)
        self._show_check()
        self._show_footer()

    def _show_place(self) -> None:
        """The same setup at another position, or something else is pointed at."""
        shown = self.shown()
        self.stage.show_place(shown)
        self.sum_row.show_position(shown)
        self.sum_row.set_weight(self._weight)
        self._show_check()

    def _show_footer(self) -> None:
        down, across = self.setup.output_size
        counts = ledger(self.setup)
        self.footer.show_facts([
            self.tr("Convolution lab"),
            self.tr("input: {0}").format(self._words.of_input(self.setup, self._source)),
            self.tr("output {0} × {1} × {2}").format(self.setup.filters, down, across),
            self.tr("{0} multiplications").format(f"{counts.multiplications:,}"),
        ])  # fmt: skip

    def _show_check(self) -> None:
        place = self.shown().place
        self.sum_row.check.setVisible(place is not None)
        self.sum_row.show_check(self._check.value(self._number, place), self._check.equal, self._check.failure)

    # ---- the hand

    def _on_settings_wanted(self, name: str, value: object) -> None:
        changes: dict[str, Callable[..., LabSetup]] = {
            "kernel": self._with_kernel,
            "size": with_kernel_size,
            "filters": with_filters,
            "bias": lambda setup, bias: with_bias(setup, self._number, bias),
        }
        if name in changes:
            self.set_setup(changes[name](self.setup, value))
        elif getattr(self.setup, name) != value:
            changed: dict[str, Any] = {name: value}
            self.set_setup(replace(self.setup, **changed))

    def _with_kernel(self, setup: LabSetup, name: str) -> LabSetup:
        if name != RANDOM:
            return with_named_kernel(setup, self._number, name)
        kernels = setup.kernels.copy()
        kernels[self._number] = random_kernel(kernels.shape[1:], self._random)
        return replace(setup, kernels=kernels)

    def _on_settings_reset_wanted(self) -> None:
        self._source_name = self._source_name or _FIRST_SOURCE
        self._source = source(self._source_name, self._given)
        self.set_setup(_first_setup(self._source.image))
        self.transport.go(self.setup.positions - 1)

    def _on_transport_moved(self) -> None:
        self._hovered = None
        self._show_place()

    def _on_output_hovered(self, row: int, column: int) -> None:
        self._hovered = (row, column) if row >= 0 else None
        self._show_place()

    def _on_weight_hovered(self, row: int, column: int) -> None:
        self._weight = (row, column) if row >= 0 else None
        self._show_place()
        self.stage.kernel.show_marks(self.shown().kernel_marks())

    def _on_input_hovered(self, row: int, column: int) -> None:
        self._cell = (row, column) if row >= 0 else None
        self._show_place()

    def _on_kernel_edited(self, row: int, column: int, value: float) -> None:
        self.set_setup(with_weight(self.setup, (self._number, self._channel, row, column), value))

    def _on_input_edited(self, row: int, column: int, value: float) -> None:
        padding = self.setup.padding
        self._source_name = ""
        setup = with_cell(self.setup, self._channel, row - padding, column - padding, value)
        self._source = Source(setup.image, "own")
        self.set_setup(setup)

    def _on_channel_picked(self, channel: int) -> None:
        self._channel = channel
        self._show()

    def _on_filter_picked(self, number: int) -> None:
        self._number = number
        self._show()

    @safely
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "footer"):
            self._show()


def _first_setup(image: np.ndarray) -> LabSetup:
    weights = np.broadcast_to(kernel(_FIRST_KERNEL), (1, image.shape[0], 3, 3))
    return LabSetup(image, weights, np.zeros(1), padding=1)


def _within(cell: tuple[int, int] | None, size: tuple[int, int]) -> tuple[int, int] | None:
    """A cell that is pointed at, None where the grid has no such cell any more."""
    return cell if cell is not None and cell[0] < size[0] and cell[1] < size[1] else None


def _line(way: str = "horizontal") -> QFrame:
    line = QFrame()
    line.setProperty("line", way)
    return line
