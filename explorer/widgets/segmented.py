"""A row of exclusive buttons on one track: choose one of a few things that are all worth seeing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from explorer.widgets import theme
from explorer.widgets.icons import icon as themed_icon
from explorer.widgets.safely import safely

_AROUND_TEXT = 8
"""Padding and border on both sides, as the style sheet has it where room is short."""
_ICON_ALONE = 28
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class SegmentedControl(QWidget):
    """Segments with a key each; arrow keys walk, the first one added is chosen.

    With `icons_above` it takes the room that there is: where that is too little for all texts, only the chosen segment
    has one, and the others say theirs in tool tips.
    """

    changed = Signal(str)
    """The user chose the segment of this key."""

    def __init__(self, parent: QWidget | None = None, *, icons_above: bool = False) -> None:
        super().__init__(parent)
        self._icons_above = icons_above
        self._buttons: dict[str, QToolButton] = {}
        self._tips: dict[str, str] = {}
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
        self._tips[key] = tool_tip
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setProperty("segment", "tall" if self._icons_above else "flat")
        # In a row where one has a text below its icon, all are as high.
        vertical = QSizePolicy.Policy.Preferred if self._icons_above else QSizePolicy.Policy.Fixed
        button.setSizePolicy(QSizePolicy.Policy.Expanding, vertical)
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
        self._fit()

    def current(self) -> str:
        """The key of the chosen segment, empty if there are none."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def set_current(self, key: str) -> None:
        """Choose the segment of this key, without `changed`. Raises KeyError."""
        self._buttons[key].setChecked(True)
        self.setAccessibleDescription(self._buttons[key].text())
        self._fit()

    def set_segment_enabled(self, key: str, enabled: bool, tool_tip: str = "") -> None:
        """Let a segment be chosen or not; `tool_tip` says why not. Raises KeyError."""
        self._buttons[key].setEnabled(enabled)
        self._buttons[key].setToolTip(tool_tip)
        self._tips[key] = tool_tip

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
        if self._buttons[key].isHidden() == visible:
            self._buttons[key].setVisible(visible)
            self._fit()

    def _fit(self) -> None:
        """Texts for all, or only for the chosen one."""
        if not self._icons_above:
            return
        compact = sum(self._widths()) > self._room(self.width())
        for key, button in self._buttons.items():
            alone = compact and not button.isChecked()
            button.setToolButtonStyle(
                Qt.ToolButtonStyle.ToolButtonIconOnly if alone else Qt.ToolButtonStyle.ToolButtonTextUnderIcon
            )
            button.setToolTip(self._tips[key] or (button.text() if alone else ""))
            # Qt itself would add two spaces to every text.
            button.setMinimumWidth(_ICON_ALONE if alone else _text_width(button))

    def _widths(self) -> list[int]:
        return [_text_width(button) for button in self._buttons.values() if not button.isHidden()]

    def _room(self, width: int) -> int:
        margins = self._row.contentsMargins()
        return width - margins.left() - margins.right()

    @safely(default=QSize)
    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        widths = self._widths()
        if not self._icons_above or not widths:
            return hint
        return QSize((len(widths) - 1) * _ICON_ALONE + max(widths) - self._room(0), hint.height())

    @safely
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @safely
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    @safely
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # The style sheet's fonts are known from now on.
        self._fit()

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


def _text_width(button: QToolButton) -> int:
    """What a segment takes with its whole text."""
    button.ensurePolished()
    return max(_ICON_ALONE, button.fontMetrics().horizontalAdvance(button.text()) + _AROUND_TEXT)
