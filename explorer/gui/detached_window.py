"""A view in a window of its own, pinned to one call of one run, or following the main window."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QLocale, QSize, Qt, QTime, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from explorer.core.geometry import bytes_text
from explorer.views.base import Options, Paint
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.icons import app_icon, icon
from explorer.widgets.message_bar import MessageBar
from explorer.widgets.safely import safely
from explorer.widgets.said import said
from explorer.widgets.switch import Switch
from explorer.widgets.tool_row import ToolRow

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from PySide6.QtGui import QCloseEvent, QKeyEvent

    from explorer.core.mosaic import ScaleMode
    from explorer.errors import ExplorerError
    from explorer.gui.detached_pin import Pin
    from explorer.jobs import Jobs
    from explorer.views.base import LayerView

_SMALLEST = QSize(360, 260)


@dataclass(frozen=True, slots=True)
class Look:
    """How a detached view is looked at, apart from what the view itself has: its own, whatever the main window does.

    Attributes:
        channel: the selected channel.
        cell: (row, column) of the selected cell, or None.
        area: the cells that a picked cell of a later layer depends on, as in Paint.
        scale: what shares one colour range.
        fixed: the limit of the range where scale is `fixed`.
        signed_map: the colour map of signed values.
        positive_map: the colour map of non-negative values.
    """

    channel: int = 0
    cell: tuple[int, int] | None = None
    area: tuple[int, int, int, int] | None = None
    scale: ScaleMode = "layer"
    fixed: float = 1.0
    signed_map: str = "RdBu"
    positive_map: str = "magma"


class DetachedWindow(QWidget):
    """One view with a head that says what it is of. `closed` when it is gone.

    Args:
        view: the view, not in any window yet.
        jobs: where it is computed.
        slot: of its jobs.
        lead: shows a layer of what is pinned in the main window; whether that has it.
    """

    closed = Signal()
    follow_changed = Signal(bool)
    channel_wanted = Signal(int)
    """Of the main window, which this one follows or has led to another layer."""
    cell_wanted = Signal(int, int)
    picture_wanted = Signal()

    def __init__(self, view: LayerView, jobs: Jobs, slot: str, lead: Callable[[Pin, str], bool]) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # The program ends with its main window.
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setWindowIcon(app_icon())
        self.setMinimumSize(_SMALLEST)
        self.view, self.pin, self.look = view, None, Look()  # type: LayerView, Pin | None, Look
        self.since = QTime.currentTime()
        self._jobs, self._slot, self._lead = jobs, slot, lead
        self._led: bool | None = None
        self.follow = Switch(self.tr("Follow"))
        self.save = QToolButton()
        self._layer, self._rest = ElidedLabel("strong"), ElidedLabel("caption")
        self._message = MessageBar()
        self._build_layout()
        self._connect()
        # Not the first control: a window that has just come is to be looked at.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocus()

    # ---- building

    def _build_layout(self) -> None:
        self.follow.setToolTip(self.tr("Show what the main window looks at, instead of what is pinned"))
        self.follow.setAccessibleName(self.tr("Follow the main window"))
        self.save.setIcon(icon("image"))
        self.save.setProperty("iconOnly", True)
        self.save.setFixedSize(28, 28)
        self.save.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.save.setToolTip(self.tr("Save picture… (Ctrl+E)"))
        self.save.setAccessibleName(self.tr("Save picture"))
        self._rest.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        words = QWidget()
        line = QHBoxLayout(words)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self._layer)
        line.addWidget(self._rest, 1)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        head = ToolRow()
        for widget in (words, self.follow, self.save):
            head.add(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._message)
        column.addWidget(self.view, 1)

    def _connect(self) -> None:
        view = self.view
        view.channel_picked.connect(self._on_channel_picked)
        view.cell_picked.connect(self._on_cell_picked)
        view.layer_picked.connect(self._on_layer_picked)
        view.scale_picked.connect(lambda mode: self._change(scale=mode))
        view.fixed_picked.connect(lambda limit: self._change(fixed=limit))
        view.colour_map_picked.connect(self._on_colour_map_picked)
        view.options_changed.connect(self.refresh)
        self.follow.toggled.connect(self._on_follow_toggled)
        self.save.clicked.connect(self.picture_wanted)
        for keys, run in (
            ("Ctrl+W", self.close),
            ("Ctrl+E", self.picture_wanted.emit),
            ("Ctrl+Up", lambda: self._step(-1)),
            ("Ctrl+Down", lambda: self._step(1)),
        ):
            QShortcut(QKeySequence(keys), self, run)

    # ---- showing

    def show_pin(self, pin: Pin, look: Look, result: Any = None) -> None:
        """Show another call or another run; `result` is what the view shows of it, where that is known already."""
        self.pin = pin
        self._show_look(look)
        if not pin.accepted_by(type(self.view)):
            self._jobs.cancel(self._slot)
            self.view.clear()
            self._message.show_message(
                "info", self.tr("{0} has nothing to show of {1}").format(self.view.label(), pin.label.layer)
            )
            return
        if result is not None:
            # What is still computed is of an earlier frame.
            self._jobs.cancel(self._slot)
            self._on_computed(result)
        if result is None or not self.follows:
            self.refresh()

    def refresh(self) -> None:
        """Compute what is shown with the choices of now; of what is pinned the rest of the run is let go."""
        pin, look, kind, own, alone = self.pin, self.look, type(self.view), self.view.options(), not self.follows
        if pin is None or not pin.accepted_by(kind):
            return
        options = Options(look.channel, look.scale, look.fixed, (), own, look.cell)
        title = self.tr("Computing a detached view")
        self._jobs.submit(
            self._slot, title, lambda job: pin.computed(kind, options, job, alone), self._on_computed, self._on_failed
        )

    def cancel(self) -> None:
        """Leave it as it is."""
        self._jobs.cancel(self._slot)

    @property
    def follows(self) -> bool:
        """Whether it shows what the main window looks at."""
        return self.follow.isChecked()

    def title(self) -> str:
        """`conv2, channel 3 · Feature maps · drawing of 21:40 · Digit CNN`."""
        return " · ".join(filter(None, (self._layer_words(), *self._rest_words())))

    def _layer_words(self) -> str:
        label = None if self.pin is None else self.pin.label
        if label is None or label.channels < 2:
            return "" if label is None else label.layer
        return self.tr("{0}, channel {1}").format(label.layer, min(self.look.channel, label.channels - 1))

    def _rest_words(self) -> list[str]:
        if self.pin is None:
            return []
        label = self.pin.label
        time = QLocale().toString(self.since, QLocale.FormatType.ShortFormat)
        picture = self.tr("drawing of {0}").format(time) if label.drawn else said(label.picture)
        words = [self.view.label(), self.tr("follows the main window") if self.follows else picture, label.network]
        return [*words, self.tr("preview at half size")] if label.preview else words

    def _show_words(self) -> None:
        title = self.title()
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._layer.set_whole_text(self._layer_words())
        self._rest.set_whole_text(" · ".join(self._rest_words()))
        kept = None if self.pin is None else self.pin.kept_bytes
        self._layer.setToolTip("" if kept is None else self.tr("Keeps {0} in memory").format(bytes_text(kept)))

    def _show_look(self, look: Look) -> None:
        self.look = look
        self.view.show_paint(Paint(look.signed_map, look.positive_map, look.cell, look.channel, look.area))
        show_scale: Callable[[str, float], None] | None = getattr(self.view, "show_scale", None)
        if show_scale is not None:
            show_scale(look.scale, look.fixed)
        self._show_words()

    def _change(self, **changes: Hashable) -> None:
        """Look at it otherwise: what needs it is computed anew."""
        look: Look = replace(self.look, **changes)  # type: ignore[arg-type]
        if look == self.look:
            return
        self._show_look(look)
        if not changes.keys() <= {"signed_map", "positive_map"}:
            self.refresh()

    def _on_computed(self, result: Any) -> None:
        self._message.clear()
        self.view.show_result(result)
        self._show_words()

    def _on_failed(self, error: ExplorerError) -> None:
        self._message.show_message("danger", said(error))
        self.view.clear()

    # ---- the hand

    def _on_channel_picked(self, channel: int) -> None:
        if self._led or (self.follows and self._led is None):
            self.channel_wanted.emit(channel)
        elif self._led is None:
            self._change(channel=channel)

    def _on_cell_picked(self, row: int, column: int) -> None:
        if self._led or (self.follows and self._led is None):
            self.cell_wanted.emit(row, column)
        elif self._led is None:
            self._change(cell=(row, column))

    def _on_layer_picked(self, name: str) -> None:
        """The main window goes there; channel and cell that the view names in the same breath are that layer's."""
        if self.pin is None or name == self.pin.label.layer:
            return
        self._led = self._lead(self.pin, name)
        if not self._led:
            self._message.show_message("info", self.tr("The main window shows another network."))
        QTimer.singleShot(0, self, self._stop_leading)

    def _stop_leading(self) -> None:
        self._led = None

    def _step(self, step: int) -> None:
        count = 0 if self.pin is None else self.pin.label.channels
        if count:
            self._on_channel_picked(min(count - 1, max(0, self.look.channel + step)))

    def _on_colour_map_picked(self, signed: bool, name: str) -> None:
        self._change(**{"signed_map" if signed else "positive_map": name})

    def _on_follow_toggled(self, on: bool) -> None:
        self.since = QTime.currentTime()
        self._show_words()
        self.follow_changed.emit(on)
        if not on:
            self.refresh()

    # ---- Qt

    @safely
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    @safely
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_message"):
            self._show_look(self.look)

    @safely
    def closeEvent(self, event: QCloseEvent) -> None:
        self._jobs.cancel(self._slot)
        self.pin = None
        super().closeEvent(event)
        self.closed.emit()
