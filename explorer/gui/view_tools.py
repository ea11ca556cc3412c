"""The buttons and switches of the view in front as entries of the palette: what a hand finds, letters find, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDialog, QScrollBar, QTabBar, QToolButton, QWidget

from explorer.gui.menu_walk import Entry, plain
from explorer.widgets.message_bar import MessageBar
from explorer.widgets.segmented import SegmentedControl
from explorer.widgets.tool_row import ToolRow

if TYPE_CHECKING:
    from collections.abc import Iterator

_NOT_OURS = (QTabBar, QScrollBar, QComboBox, MessageBar, QDialog)
"""What has buttons that are parts of it, no tools."""
_NAME = "palette entry"


def tool_entries(page: QWidget, title: str) -> list[Entry]:
    """What can be pressed or switched on a page, in the order of its controls; segments by their control's name.

    Args:
        page: a view or a laboratory.
        title: what it is called.
    """
    found = list(_tools(page, title))
    # A card that repeats a segment is the same once more.
    segments = {name for _, name, path in found if len(path) > 1}
    return [_entry(button, name, path) for button, name, path in found if len(path) > 1 or name not in segments]


def _tools(page: QWidget, title: str) -> Iterator[tuple[QAbstractButton, str, tuple[str, ...]]]:
    for button in page.findChildren(QAbstractButton):
        if not _is_tool(button, page):
            continue
        control = button.parentWidget()
        of = control.accessibleName() if isinstance(control, SegmentedControl) else ""
        name = plain(button.text() or button.accessibleName() or button.toolTip()).rstrip(".…")
        path = (title, of) if of else (title,)
        if name:
            yield button, name, path


def _is_tool(button: QAbstractButton, page: QWidget) -> bool:
    """Whether it is the page's own, is not put away with what holds it, and opens no menu of choices."""
    if isinstance(button, QToolButton) and button.menu() is not None:
        return False
    part: QWidget = button
    while part is not page:
        parent = part.parentWidget()
        # A row that is too narrow leaves controls out: they can be reached all the same.
        away = part.isHidden() and not (isinstance(parent, ToolRow) and parent.leaves_out(part))
        if parent is None or away or isinstance(part, _NOT_OURS):
            return False
        part = parent
    return True


def _entry(button: QAbstractButton, name: str, path: tuple[str, ...]) -> Entry:
    action = _action(button)
    action.setText(name.replace("&", "&&"))
    action.setIcon(button.icon())
    action.setEnabled(button.isEnabled())
    action.setCheckable(button.isCheckable())
    action.setChecked(button.isChecked())
    return Entry(action, name, path, (), button.isEnabled(), "", button.toolTip())


def _action(button: QAbstractButton) -> QAction:
    """An action that presses the button, and goes with it; always the same one."""
    known = button.findChild(QAction, _NAME)
    if known is None:
        known = QAction(button)
        known.setObjectName(_NAME)
        known.triggered.connect(lambda _checked=False: button.click())
    return known
