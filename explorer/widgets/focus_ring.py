"""A ring around tables and panels that scroll, while the keyboard acts on them: Qt itself shows nothing there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid

from explorer.widgets import theme
from explorer.widgets.safely import safely

RING = "focusRing"
"""A property: False for areas that show by themselves that they have the focus, True for other widgets that do not."""
_SHOW_IT = (QPlainTextEdit, QTextEdit)


class FocusRings(QObject):
    """Follows the focus through the whole application. A click needs no ring: the hand knows where it is."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._ring: _Ring | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._ring is not None and isValid(self._ring):
            self._ring.hide()
            self._ring.deleteLater()
        self._ring = None
        if now is not None and needs_ring(now) and not QGuiApplication.mouseButtons().value:
            self._ring = _Ring(now)


def needs_ring(widget: QWidget) -> bool:
    """Whether nothing else would show that it has the focus."""
    wish = widget.property(RING)
    if wish is not None:
        return bool(wish)
    popup = widget.window().windowType() == Qt.WindowType.Popup
    return isinstance(widget, QAbstractScrollArea) and not isinstance(widget, _SHOW_IT) and not popup


class _Ring(QWidget):
    """Lies over an area and lets the mouse through."""

    def __init__(self, area: QWidget) -> None:
        super().__init__(area)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        area.installEventFilter(self)
        self.setGeometry(area.rect())
        self.raise_()
        self.show()

    @safely(default=False)
    def eventFilter(self, area: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(area, QWidget):
            self.setGeometry(area.rect())
        return False

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
