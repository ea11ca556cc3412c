"""The command palette: all actions of the menus in one list, found by a few letters and run by Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget
from shiboken6 import isValid

from explorer.gui.command_rows import ROW, CommandPainter, CommandRows
from explorer.gui.menu_walk import entries
from explorer.widgets.icons import icon
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
    from PySide6.QtWidgets import QMainWindow

    from explorer.gui.menu_walk import Entry

_WIDTH, _TOP, _ROWS = 600, 76, 12
_LIST_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CommandPalette(QFrame):
    """Lies over the window until something is chosen, or the keyboard goes elsewhere.

    It reads the menus anew each time, so it knows whatever has come into them.
    """

    def __init__(self, window: QMainWindow, own: QAction, tools: Callable[[], list[Entry]] = list) -> None:
        """For a window; it leaves out its `own` action, and adds the `tools` of what is in front."""
        super().__init__(window)
        self._window, self._own, self._tools = window, own, tools
        self._before: QWidget | None = None
        self.setProperty("panel", "card")
        self.setAutoFillBackground(True)
        self.rows = CommandRows(self)
        self._build_field()
        self._build_list()
        self._none = QLabel(self.tr("No action has these letters in its name or menu."))
        self._none.setProperty("role", "muted")
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        for widget in (self.field, self.list, self._none):
            column.addWidget(widget)
        self.hide()

    def _build_field(self) -> None:
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Search all actions"))
        self.field.setAccessibleName(self.tr("Search all actions"))
        self.field.addAction(icon("magnifying-glass", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.field.textChanged.connect(self._on_text_changed)
        self.field.installEventFilter(self)

    def _build_list(self) -> None:
        self.list = QListView()
        self.list.setModel(self.rows)
        self.list.setItemDelegate(CommandPainter(self.list))
        self.list.setAccessibleName(self.tr("Actions"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(lambda _index: self.run())

    # ---- showing

    def toggle(self) -> None:
        """Open it, or close it where it is open."""
        if self.isVisible():
            self.leave()
        else:
            self.open()

    def open(self) -> None:
        """Show all actions; whatever has the keyboard gets it back afterwards."""
        self._before = QApplication.focusWidget()
        found = [one for one in entries(self._window.menuBar()) if one.action is not self._own]
        self.rows.show_entries([*found, *self._tools()])
        self.field.clear()
        self._on_text_changed("")
        self._place()
        self._window.installEventFilter(self)
        self.show()
        self.raise_()
        self._window.activateWindow()
        self.field.setFocus()

    def leave(self) -> None:
        """Close it, and give the keyboard back."""
        before, self._before = self._before, None
        self._window.removeEventFilter(self)
        self.hide()
        # The entries belong to menus that may be filled anew.
        self.rows.show_entries([])
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus()

    def run(self) -> None:
        """Run the selected action; nothing happens where it is disabled, and the row says why."""
        entry = self.current()
        if entry is None or not isValid(entry.action) or not entry.enabled:
            return
        action = entry.action
        self.leave()
        # Later: some actions fill the window anew, and this palette would not outlive its own key event.
        QTimer.singleShot(0, action, action.trigger)

    def current(self) -> Entry | None:
        """The selected entry."""
        return self.rows.entry(self.list.currentIndex())

    def _place(self) -> None:
        """Below the tool bar, in the middle; as high as its rows need."""
        width = min(_WIDTH, self._window.width() - 32)
        shown = min(_ROWS, max(1, self.rows.rowCount()))
        self.list.setFixedHeight(shown * ROW + 2)
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((self._window.width() - width) // 2, _TOP)

    def _on_text_changed(self, text: str) -> None:
        self.rows.search(text)
        self.list.setCurrentIndex(self.rows.index(0, 0))
        self.list.scrollToTop()
        found = self.rows.rowCount() > 0
        self.list.setVisible(found)
        self._none.setVisible(not found)
        self._place()

    # ---- the keyboard

    @safely(default=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window:
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self._place()
            return False
        if event.type() == QEvent.Type.FocusOut:
            self._on_focus_out(event)  # type: ignore[arg-type]
        return event.type() == QEvent.Type.KeyPress and self._take_key(event)  # type: ignore[arg-type]

    def _on_focus_out(self, event: QFocusEvent) -> None:
        # Another window in front, or the field's own menu, is no wish to leave.
        if event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            QTimer.singleShot(0, self, self._leave_if_left)

    def _leave_if_left(self) -> None:
        if self.isVisible() and not self.field.hasFocus():
            self._before = None
            self.leave()

    def _take_key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in _ENTER:
            self.run()
        elif event.key() in _LIST_KEYS:
            QApplication.sendEvent(self.list, event)
        else:
            return event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        return True
