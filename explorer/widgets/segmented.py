"""A row of exclusive buttons on one track: choose one of a few things that are all worth seeing."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QIcon, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from explorer.widgets import theme
from explorer.widgets.icons import icon as themed_icon
from explorer.widgets.safely import safely

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class SegmentedControl(QWidget):
    """Segments with a key each; arrow keys walk, the first one added is chosen."""

    changed = Signal(str)
    """The user chose the segment of this key."""

    def __init__(self, parent: QWidget | None = None, *, icons_above: bool = False) -> None:
        super().__init__(parent)
        self._icons_above = icons_above
        self._buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(2, 2, 2, 2)
        self._row.setSpacing(0)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(
            QSizePolicy.Policy.Expanding if icons_above else QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed
        )

    def add_segment(self, key: str, text: str, icon: str = "", tool_tip: str = "") -> None:
        """Add a segment at the right; `icon` is a Phosphor name."""
        button = QToolButton()
        button.setText(text)
        button.setToolTip(tool_tip)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setProperty("segment", "tall" if self._icons_above else "flat")
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if icon:
            above, beside = Qt.ToolButtonStyle.ToolButtonTextUnderIcon, Qt.ToolButtonStyle.ToolButtonTextBesideIcon
            button.setToolButtonStyle(above if self._icons_above else beside)
            button.setIcon(themed_icon(icon))
            button.setIconSize(QSize(16, 16))
        button.clicked.connect(lambda: self._on_segment_clicked(key))
        self._group.addButton(button)
        self._row.addWidget(button)
        self._buttons[key] = button
        if len(self._buttons) == 1:
            self.set_current(key)

    def current(self) -> str:
        """The key of the chosen segment, empty if there are none."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def set_current(self, key: str) -> None:
        """Choose the segment of this key, without `changed`. Raises KeyError."""
        self._buttons[key].setChecked(True)
        self.setAccessibleDescription(self._buttons[key].text())

    def set_segment_enabled(self, key: str, enabled: bool, tool_tip: str = "") -> None:
        """Let a segment be chosen or not; `tool_tip` says why not. Raises KeyError."""
        self._buttons[key].setEnabled(enabled)
        self._buttons[key].setToolTip(tool_tip)

    def set_segment_icon(self, key: str, icon: str, tool_tip: str = "") -> None:
        """Put a Phosphor icon before a segment's text, none if empty. Raises KeyError."""
        button = self._buttons[key]
        beside, alone = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonTextOnly
        button.setToolButtonStyle(beside if icon else alone)
        button.setIcon(themed_icon(icon) if icon else QIcon())
        button.setIconSize(QSize(12, 12))
        button.setToolTip(tool_tip)

    def set_segment_visible(self, key: str, visible: bool) -> None:
        """Show a segment or leave it out; the chosen one stays chosen. Raises KeyError."""
        self._buttons[key].setVisible(visible)

    def _on_segment_clicked(self, key: str) -> None:
        self.set_current(key)
        self.changed.emit(key)

    @safely
    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = [
            key
            for key, button in self._buttons.items()
            if button.isChecked() or (button.isEnabled() and not button.isHidden())
        ]
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or not keys:
            super().keyPressEvent(event)
            return
        place = keys.index(self.current()) + step
        if 0 <= place < len(keys):
            self._on_segment_clicked(keys[place])

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        painter.setBrush(theme.colour("track"))
        painter.setPen(QPen(theme.colour("accent"), 2) if focused else QPen(theme.colour("border"), 1))
        inset = 1 if focused else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 8, 8)

    @safely
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    @safely
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()
