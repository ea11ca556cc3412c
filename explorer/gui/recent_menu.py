"""The menu of the models and sessions that were open before."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QMenu

from explorer.gui.defaults import is_session
from explorer.gui.menu_walk import mark_empty

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from explorer.gui.opening import Opener

_WIDEST = 360


class RecentMenu(QMenu):
    """Filled when it is shown: what has been deleted meanwhile is left out."""

    session_picked = Signal(str)
    """The path of a session."""

    def __init__(self, opener: Opener, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Open &recent"))
        self.setToolTipsVisible(True)
        self._opener = opener
        self.aboutToShow.connect(self._fill)
        self._fill()

    def _fill(self) -> None:
        self.clear()
        entries = self._opener.remembered.recent()
        metrics = QFontMetrics(self.font())
        for entry in entries:
            # The end of a path tells more than its beginning. An ampersand would become a mnemonic.
            place = metrics.elidedText(entry.reference, Qt.TextElideMode.ElideLeft, _WIDEST)
            text = entry.title if entry.reference == entry.title else f"{entry.title}   {place}"
            action = self.addAction(text.replace("&", "&&"))
            action.setToolTip(entry.reference)
            action.triggered.connect(partial(self._on_triggered, entry.reference))
        if not entries:
            mark_empty(self.addAction(self.tr("Nothing yet")))
            return
        self.addSeparator()
        self.addAction(self.tr("&Clear list")).triggered.connect(self._opener.remembered.forget_recent)

    def _on_triggered(self, reference: str) -> None:
        if is_session(reference):
            self.session_picked.emit(reference)
        else:
            self._opener.open(reference)
