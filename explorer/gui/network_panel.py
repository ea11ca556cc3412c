"""The network strip with its head: what the network is, the legend of kinds, fold and unfold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from explorer.core.geometry import count_text, macs
from explorer.gui.network_strip import NetworkStrip
from explorer.gui.strip_columns import scopes_of
from explorer.gui.strip_geometry import PITCH, columns_between
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.icons import icon
from explorer.widgets.kind_mark import KindMark
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QWheelEvent
    from PySide6.QtWidgets import QScrollBar

    from explorer.core.graph import Trace
    from explorer.gui.frames import Frame

_REST_MS = 30
_BESIDE = 2
_HEAD_SPACING, _HEAD_SPACE = 6, 52
"""Between the parts of the head; its margins and the gaps round title, facts and buttons."""
_LEGEND = ("conv", "norm", "activation", "pool", "linear", "merge", "attention", "other")


class NetworkPanel(QWidget):
    """Shows frames in the strip; asks for another frame when other columns come on the screen."""

    columns_scrolled = Signal()
    folding_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.strip = NetworkStrip()
        self.strip.fold_toggled.connect(self._on_strip_fold_toggled)
        self._frame: Frame | None = None
        self._shown_kinds: set[str] = set()
        self._sayings = [""]
        self._asked: tuple[int, int, int] | None = None
        self._following = False
        self._area = _SidewaysArea()
        self._area.setWidget(self.strip)
        # Scrolling asks for new columns at once, and while the hand goes on now and then, not at every pixel.
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._ask)
        self.scroll_bar.valueChanged.connect(self._on_scrolled)
        self._area.resized.connect(self._rest.start)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_head())
        column.addWidget(self._area, 1)

    def _build_head(self) -> QWidget:
        head = QWidget()
        head.setFixedHeight(36)
        # What does not fit is left out: it never holds the window wide.
        head.setMinimumWidth(1)
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(_HEAD_SPACING)
        title = self._title = QLabel(self.tr("Network"))
        title.setProperty("role", "strong")
        self._facts = ElidedLabel()
        self._facts.setProperty("role", "muted")
        row.addWidget(title)
        row.addSpacing(4)
        row.addWidget(self._facts)
        row.addStretch(1)
        self._legend = {kind: self._legend_entry(row, kind) for kind in _LEGEND}
        self._fold = self._button("arrows-in", self.tr("Fold all blocks"), row)
        self._fold.clicked.connect(lambda: self.folding_changed.emit(frozenset()))
        self._unfold = self._button(
            "arrows-out-simple", self.tr("Unfold the selected layer's blocks; once more, all blocks"), row
        )
        self._unfold.clicked.connect(self._on_unfold_clicked)
        return head

    def _legend_entry(self, row: QHBoxLayout, kind: str) -> QFrame:
        texts = {
            "conv": self.tr("Convolution"),
            "norm": self.tr("Norm"),
            "activation": self.tr("Activation"),
            "pool": self.tr("Pooling"),
            "linear": self.tr("Linear"),
            "merge": self.tr("Merge"),
            "attention": self.tr("Attention"),
            "other": self.tr("Other"),
        }
        entry = QFrame()
        entry.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        inside = QHBoxLayout(entry)
        inside.setContentsMargins(0, 0, 4, 0)
        inside.setSpacing(5)
        inside.addWidget(KindMark(kind))
        text = QLabel(texts[kind])
        text.setProperty("role", "caption")
        inside.addWidget(text)
        row.addWidget(entry)
        entry.hide()
        return entry

    def _button(self, name: str, text: str, row: QHBoxLayout) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(name))
        button.setToolTip(text)
        button.setAccessibleName(text)
        button.setProperty("iconOnly", True)
        row.addWidget(button)
        return button

    # ---- showing

    @property
    def scroll_bar(self) -> QScrollBar:
        """Moves along the strip."""
        return self._area.horizontalScrollBar()

    @property
    def waits(self) -> bool:
        """Whether the hand scrolls: columns may be asked for in a moment."""
        return self._rest.isActive()

    def show_frame(self, frame: Frame) -> None:
        """The strip of a new frame."""
        before, self._frame = self._frame, frame
        if before is None or before.columns is not frame.columns:
            self.strip.show_columns(frame.columns, frame.tips)
            # Folding changes nothing of what the network is.
            if before is None or before.trace is not frame.trace:
                self._show_head(frame)
        self.strip.show_pictures(frame.pictures, frame.seen if frame.fresh or before is None else None)

    def set_selected(self, name: str | None, channel: int) -> None:
        """Select a layer and bring it on the screen."""
        moved = name != self.strip.selected
        self.strip.set_selected(name, channel)
        columns = self.strip.columns
        number = None if columns is None else columns.index_of(name)
        if number is not None and moved:
            # Another selection brings a frame of its own; the columns that it uncovers come with that.
            self._following = True
            self._area.ensureVisible(int(self.strip.column_rect(number).center().x()), 0, 2 * PITCH, 0)
            self._following = False

    def forget(self) -> None:
        """Another network comes."""
        self._frame, self._asked = None, None
        self.strip.forget()
        self.scroll_bar.setValue(0)
        self._sayings, self._shown_kinds = [""], set()
        self._fit_head()

    def shown_columns(self) -> tuple[int, int]:
        """First and last column on the screen, and some beside them; they count as asked for."""
        first, last = self._in_sight()
        first, last = max(0, first - _BESIDE), last + _BESIDE
        self._asked = first, last, self.strip.tiles_per_column()
        return first, last

    def _in_sight(self) -> tuple[int, int]:
        left = self.scroll_bar.value()
        return columns_between(left, left + max(600, self._area.viewport().width()))

    def opened_for(self, name: str) -> frozenset[str] | None:
        """The blocks to unfold so that a call has a column of its own; None if it has one."""
        columns = self.strip.columns
        if self._frame is None or columns is None:
            return None
        number = columns.index_of(name)
        if number is None or columns.columns[number].name == name:
            return None
        return self._frame.opened | frozenset(scopes_of(self._frame.trace[name].path))

    def _show_head(self, frame: Frame) -> None:
        trace, module = frame.trace, frame.request.model
        numbers = len(trace), module.parameter_count, count_text(total_macs(trace))
        texts = (
            self.tr("{0} calls  ·  {1:,} parameters  ·  {2} multiply-adds"),
            self.tr("{0} calls  ·  {1:,} parameters"),
            self.tr("{1:,} parameters"),
        )
        # Of a network that is one closed layer they are not known: no number is said rather than a 0.
        self._sayings = [text.format(*numbers) for text in (texts if numbers[2] != "0" else texts[1:])]
        self._title.setToolTip(self._sayings[0])
        kinds = {call.kind for call in trace}
        others = {"reshape", "dropout", "other"}
        self._shown_kinds = {k for k in _LEGEND if k in kinds or (k == "other" and kinds & others)}
        self._fit_head()

    def _fit_head(self) -> None:
        """The legend, and as many of the facts as there is room for beside it; where that is none, facts alone."""
        shown = [entry for kind, entry in self._legend.items() if kind in self._shown_kinds]
        metrics = self._facts.fontMetrics()
        beside = self._title.sizeHint().width() + 2 * self._fold.sizeHint().width() + _HEAD_SPACE
        legend = sum(entry.sizeHint().width() + _HEAD_SPACING for entry in shown)
        needed = [metrics.horizontalAdvance(text) + 2 for text in self._sayings]
        room = self.width() - beside
        with_legend = [text for text, width in zip(self._sayings, needed, strict=True) if width + legend <= room]
        alone = [text for text, width in zip(self._sayings, needed, strict=True) if width <= room]
        self._facts.set_whole_text(next(iter(with_legend or alone), self._sayings[-1]))
        for kind, entry in self._legend.items():
            entry.setVisible(bool(with_legend) and kind in self._shown_kinds)

    @safely
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_head()

    @safely
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_unfold"):
            self._fit_head()

    # ---- the hand

    def _on_scrolled(self) -> None:
        if not self._rest.isActive():
            self._rest.start()
            if not self._following:
                self._ask()

    def _ask(self) -> None:
        if self._lacks_maps():
            self.columns_scrolled.emit()

    def _lacks_maps(self) -> bool:
        """Whether columns in sight have no maps, or too few of them, and none are under way."""
        (first, last), tiles = self._in_sight(), self.strip.tiles_per_column()
        if self._asked is not None and self._asked[2] == tiles and self._asked[0] <= first and last <= self._asked[1]:
            return False
        if self._frame is None:
            return True
        held = self._frame.held.columns
        here = (held.get(column.name) for column in self._frame.columns.columns[first : last + 1])
        return any(maps is None or maps[0] != tiles for maps in here)

    def _on_strip_fold_toggled(self, scope: str) -> None:
        if self._frame is None:
            return
        opened = self._frame.opened
        inner = {other for other in opened if other == scope or other.startswith(f"{scope}.")}
        self.folding_changed.emit(opened - inner if scope in opened else opened | {scope})

    def _on_unfold_clicked(self) -> None:
        if self._frame is None:
            return
        opened = self._frame.opened | frozenset(scopes_of(self._frame.call.path))
        if opened == self._frame.opened:
            opened = frozenset(scope for call in self._frame.trace for scope in scopes_of(call.path))
        self.folding_changed.emit(opened)


class _SidewaysArea(QScrollArea):
    """Scrolls sideways with a plain wheel, and makes the strip as high as itself."""

    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @safely
    def wheelEvent(self, event: QWheelEvent) -> None:
        delta = event.pixelDelta() if not event.pixelDelta().isNull() else event.angleDelta() / 2
        self._move(delta)
        event.accept()

    def _move(self, delta: QPoint) -> None:
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - (delta.x() or delta.y()))

    @safely
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


def total_macs(trace: Trace) -> int:
    """Multiply-adds of the whole pass."""
    return sum(macs(call) for call in trace)
