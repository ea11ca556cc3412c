"""The head of a dock: its name, and a button that makes it a window of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from explorer.widgets.icons import icon
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDockWidget

_HEIGHT = 36
_LEAST_WIDTH = 240


def give_title(dock: QDockWidget) -> None:
    """Put the head on a dock that has its widget; it is as wide as that needs, and at least 240 pixels."""
    dock.setTitleBarWidget(DockTitle(dock))
    widget = dock.widget()
    if widget.minimumSizeHint().width() < _LEAST_WIDTH:
        widget.setMinimumWidth(_LEAST_WIDTH)


class DockTitle(QWidget):
    """As high as the other heads of the window; Qt's own has a button that is too small to be sharp."""

    def __init__(self, dock: QDockWidget) -> None:
        super().__init__(dock)
        self._dock = dock
        title = QLabel(dock.windowTitle())
        title.setProperty("role", "strong")
        self.float_button = QToolButton()
        self.float_button.setIcon(icon("arrow-square-out"))
        self.float_button.setIconSize(QSize(14, 14))
        self.float_button.setProperty("iconOnly", True)
        self.float_button.clicked.connect(lambda: dock.setFloating(not dock.isFloating()))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 8, 0)
        row.addWidget(title)
        row.addStretch(1)
        row.addWidget(self.float_button)
        self.setFixedHeight(_HEIGHT)
        dock.topLevelChanged.connect(self._on_top_level_changed)
        self._on_top_level_changed(dock.isFloating())

    def _on_top_level_changed(self, floating: bool) -> None:
        text = self.tr("Back into the window") if floating else self.tr("As a window of its own")
        self.float_button.setToolTip(text)
        self.float_button.setAccessibleName(self.tr("{0}: {1}").format(self._dock.windowTitle(), text))

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        # A dock leaves its head as much as this, whatever is fixed.
        return QSize(super().sizeHint().width(), _HEIGHT)

    @safely(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(0, _HEIGHT)
