"""The tabs of layer views: every view found in the folder, those that have nothing to show of a layer disabled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from explorer import views
from explorer.discover import discover
from explorer.gui.menu_walk import plain
from explorer.views.base import LayerView, Paint
from explorer.widgets.empty_note import EmptyNote
from explorer.widgets.fitting_tabs import FittingTabs
from explorer.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from explorer.core.graph import Call
    from explorer.gui.frames import Frame


class ViewTabs(QWidget):
    """Shows one view at a time. `view_picked(title)` tells what the user chose."""

    view_picked = Signal(str)
    options_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.views: list[LayerView] = [kind() for kind in discover(views, LayerView)]
        self._bar = FittingTabs()
        self._bar.setAccessibleName(self.tr("Views of the layer"))
        self._stack = QStackedWidget()
        shorter = {
            "Feature maps": self.tr("Maps"),
            "Receptive field": self.tr("Field"),
            "Class scores": self.tr("Scores"),
        }
        for view in self.views:
            self._bar.add_tab(view.label(), shorter.get(view.title, ""))
            self._stack.addWidget(view)
            view.options_changed.connect(self.options_changed)
        self._empty = EmptyNote(self.tr("Nothing to show yet: the network has not run."))
        self._stack.addWidget(self._empty)
        self._stack.setCurrentWidget(self._empty)
        self._message = MessageBar()
        self._enabled: tuple[str, list[bool]] | None = None
        self._paint = Paint()
        self._unpainted: set[LayerView] = set()
        self._bar.currentChanged.connect(self._on_bar_changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._built_head())
        column.addWidget(self._message)
        column.addWidget(self._stack, 1)

    def _built_head(self) -> QHBoxLayout:
        """The tabs, and beside them what the maps are of where that is not the whole picture."""
        self._preview = QLabel(self.tr("half size"))
        self._preview.setProperty("chip", "warning")
        self._preview.setToolTip(
            self.tr("The pen is down: these are the maps of the picture at half its height and width")
        )
        self._preview.hide()
        self._head = head = QHBoxLayout()
        head.setContentsMargins(0, 0, 8, 0)
        head.addWidget(self._bar, 1)
        head.addWidget(self._preview)
        return head

    def add_action(self, action: QAction) -> None:
        """A button beside the tabs."""
        button = QToolButton()
        button.setDefaultAction(action)
        button.setProperty("iconOnly", True)
        button.setFixedSize(24, 24)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(plain(action.text()))
        self._head.addWidget(button)

    def classes(self) -> tuple[type[LayerView], ...]:
        """The classes of all views, in the order of their tabs."""
        return tuple(type(view) for view in self.views)

    def view_called(self, title: str) -> LayerView | None:
        """The view with an English title."""
        return next((view for view in self.views if view.title == title), None)

    def current(self) -> LayerView:
        """The view in front."""
        return self.views[max(0, self._bar.currentIndex())]

    def show_frame(self, frame: Frame) -> None:
        """Show what a frame computed for its view."""
        self._enable(frame.call)
        if frame.run.preview and self._preview.isHidden():
            # From now on its place is kept: nothing moves when the pen comes down again.
            policy = self._preview.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            self._preview.setSizePolicy(policy)
        self._preview.setVisible(frame.run.preview)
        view = next((view for view in self.views if type(view) is frame.view), None)
        if view is None:
            self._stack.setCurrentWidget(self._empty)
            self._empty.set_text(frame.failure)
            return
        self._select(view)
        if frame.failure:
            self._message.show_message("danger", frame.failure)
            view.clear()
            return
        if self._message.text():
            self._message.clear()
        view.show_result(frame.result)

    def show_paint(self, paint: Paint) -> None:
        """Colours, selected channel and cell: for the view in front now, for the others when they come there."""
        self._paint, self._unpainted = paint, set(self.views)
        self._paint_if_due(self.current())

    def _paint_if_due(self, view: LayerView) -> None:
        if view in self._unpainted:
            self._unpainted.remove(view)
            view.show_paint(self._paint)

    def show_scale(self, mode: str, fixed: float) -> None:
        """The scale, for the views that offer it."""
        for view in self.views:
            show: Any = getattr(view, "show_scale", None)
            if show is not None:
                show(mode, fixed)

    def forget(self) -> None:
        """Another network comes."""
        self._message.clear()
        for view in self.views:
            view.clear()
        self._empty.set_text(self.tr("Nothing to show yet: the network has not run."))
        self._stack.setCurrentWidget(self._empty)

    def _enable(self, call: Call) -> None:
        accepted = [type(view).accepts(call) for view in self.views]
        # A tab bar lays itself out anew for every tooltip, and while one draws nothing of this changes.
        if (call.name, accepted) == self._enabled:
            return
        self._enabled = call.name, accepted
        # Qt leaves a tab that is disabled while it is in front, and would say that the user had.
        with QSignalBlocker(self._bar):
            for index, view in enumerate(self.views):
                self._bar.setTabEnabled(index, accepted[index])
                tip = (
                    "" if accepted[index] else self.tr("{0} has nothing to show of {1}").format(view.label(), call.name)
                )
                self._bar.setTabToolTip(index, tip)

    def _select(self, view: LayerView) -> None:
        with QSignalBlocker(self._bar):
            self._bar.setCurrentIndex(self.views.index(view))
        self._paint_if_due(view)
        self._stack.setCurrentWidget(view)

    def _on_bar_changed(self, index: int) -> None:
        if 0 <= index < len(self.views):
            self.view_picked.emit(self.views[index].title)
