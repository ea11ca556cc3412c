"""What stands in the middle of the window: the network with its docks, or one page in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, Signal
from PySide6.QtWidgets import QApplication, QDockWidget, QStackedWidget, QWidget
from shiboken6 import isValid

if TYPE_CHECKING:
    from explorer.gui.window import MainWindow


class Front(QObject):
    """Shows one page at a time instead of strip, views and docks, and gives all of them back as they were."""

    changed = Signal()
    """Another page is in front, or none any more."""

    def __init__(self, window: MainWindow, pages: QStackedWidget) -> None:
        super().__init__(window)
        self._window, self._pages = window, pages
        self._page: QWidget | None = None
        self._left_layout = QByteArray()
        self._left_focus: QWidget | None = None

    @property
    def page(self) -> QWidget | None:
        """The page in front, None for the network."""
        return self._page

    def show(self, page: QWidget, status_bar: bool = False) -> None:
        """Bring a page to the front; the one that was there is put away."""
        if page is self._page:
            return
        if self._page is None:
            self._leave_network()
        else:
            self._put_away()
        self._page = page
        self._window.statusBar().setVisible(status_bar)
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        self.changed.emit()

    def close(self) -> None:
        """Back to the network, with everything where it was."""
        if self._page is None:
            return
        self._put_away()
        self._return_to_network()
        self.changed.emit()

    def _put_away(self) -> None:
        # It stays a child of the pages, but not even its smallest size is to count while it is not open.
        assert self._page is not None
        self._pages.removeWidget(self._page)
        self._page = None

    def _leave_network(self) -> None:
        window = self._window
        self._left_focus = QApplication.focusWidget()
        self._left_layout = window.saveState()
        for dock in self._network_docks():
            dock.hide()

    def _return_to_network(self) -> None:
        window = self._window
        self._pages.setCurrentIndex(0)
        window.statusBar().show()
        # What is no part of the network, a lesson for one, stays as it is now.
        others = {dock: dock.isVisible() for dock in window.findChildren(QDockWidget)}
        window.restoreState(self._left_layout)
        for dock in set(others) - set(self._network_docks()):
            dock.setVisible(others[dock])
        focus, self._left_focus = self._left_focus, None
        if focus is not None and isValid(focus) and focus.isVisible():
            focus.setFocus()

    def _network_docks(self) -> tuple[QDockWidget, ...]:
        window = self._window
        return window.input_dock, window.layers_dock, window.unit_dock
