"""A card of the welcome page: a picture, a title, what it does, and a button with the key that does the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from explorer.widgets import theme
from explorer.widgets.icons import icon
from explorer.widgets.key_caps import caps_width, paint_caps
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from explorer.gui.welcome_art import Art

_PADDING, _RADIUS = 16, 12


class WelcomeCard(QFrame):
    """The whole card is one button: its own has the keyboard, and a click anywhere on the card presses it."""

    def __init__(self, art: Art, name: str, action: QAction, primary: bool = False) -> None:
        super().__init__()
        self.art = art
        self.button = _CardButton()
        self.button.setProperty("primary", primary)
        self.button.installEventFilter(self)
        self.setFocusProxy(self.button)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.chip = QLabel()
        self.chip.setProperty("chip", "success")
        self.chip.hide()
        self._title, self._text, self._key = QLabel(), Paragraph(), KeyCap(action)
        self._title.setProperty("role", "card")
        sign = QLabel()
        sign.setPixmap(icon(name, "accent").pixmap(QSize(18, 18), self.devicePixelRatioF()))
        self._sign, self._sign_name = sign, name
        self._build_layout()

    def _build_layout(self) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._sign)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.chip)
        foot.addWidget(self.button)
        foot.addStretch(1)
        foot.addWidget(self._key)
        self._space = QSpacerItem(0, 0)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self.art)
        self._column.addItem(self._space)
        self._column.addLayout(head)
        self._column.addSpacing(8)
        self._column.addWidget(self._text)
        self._column.addStretch(1)
        self._column.addSpacing(12)
        self._column.addLayout(foot)
        self.set_compact(False)

    def set_texts(self, title: str, text: str, button: str) -> None:
        """What it is called, what it does, and what stands on its button."""
        self._title.setText(title)
        self._text.setText(text)
        self.button.setText(button)
        self.button.setAccessibleName(f"{title}: {button}")
        self.button.setAccessibleDescription(text)

    def set_compact(self, compact: bool) -> None:
        """Whether there is little room: the picture is smaller then."""
        above = 14 if compact else 24
        self.art.setFixedHeight(90 if compact else 104)
        self._column.setContentsMargins(_PADDING, above, _PADDING, _PADDING)
        self._space.changeSize(0, above + (12 if compact else 14))
        self._column.invalidate()

    @property
    def _art_height(self) -> int:
        return 2 * self._column.contentsMargins().top() + self.art.height()

    @safely
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.button.click()

    @safely
    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    @safely(default=False)
    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return False

    @safely
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._sign.setPixmap(icon(self._sign_name, "accent").pixmap(QSize(18, 18), self.devicePixelRatioF()))

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus = self.button.hasFocus()
        edge = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        path = QPainterPath()
        path.addRoundedRect(edge, _RADIUS, _RADIUS)
        painter.fillPath(path, theme.colour("surface"))
        painter.save()
        painter.setClipPath(path)
        well = QRectF(0, 0, self.width(), self._art_height)
        painter.fillRect(well, theme.colour("surface-2"))
        painter.fillRect(QRectF(0, well.bottom() - 1, self.width(), 1), theme.colour("border"))
        painter.restore()
        edges = "accent" if focus else "muted" if self.underMouse() else "border-2"
        painter.setPen(QPen(theme.colour(edges), 2 if focus else 1))
        painter.drawPath(path)


class Paragraph(QLabel):
    """A text that wraps, and is as high as it has to be at its present width.

    Qt's own way, heights asked for by width, would give everything around it its usual size instead of the least.
    """

    def __init__(self, role: str = "paragraph", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", role)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @safely(default=False)
    def hasHeightForWidth(self) -> bool:
        return False

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        self.ensurePolished()
        return QSize(40, self.heightForWidth(max(40, self.width())))

    @safely(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @safely
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


class KeyCap(QWidget):
    """The key of an action, as it is now."""

    def __init__(self, action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action = action
        self._keys: list[str] = []
        action.changed.connect(self._read)
        self._read()

    def keys(self) -> list[str]:
        """What is painted."""
        return self._keys

    def _read(self) -> None:
        shortcut = self._action.shortcut()
        self._keys = [] if shortcut.isEmpty() else [shortcut.toString(shortcut.SequenceFormat.NativeText)]
        self.updateGeometry()
        self.update()

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        return QSize(round(caps_width(self._keys)) + 1, 20)

    @safely(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_caps(painter, 0, self.height() / 2, self._keys)


class _CardButton(QPushButton):
    """Enter presses it as Space does."""

    @safely
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
