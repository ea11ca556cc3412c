"""Finds texts with less room than they need: in Qt's own widgets by size hints, in painted ones by recording."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import combinations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPaintDevice, QPainter, QTransform
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDockWidget,
    QGraphicsView,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenuBar,
    QPushButton,
    QScrollArea,
    QSplitterHandle,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QToolButton,
    QWidget,
)

from explorer.gui.command_palette import CommandPalette
from explorer.widgets import theme
from explorer.widgets.elided_label import ElidedLabel

ELLIPSIS = "…"
_SMALLEST = 10
_SLACK = 1.0
"""Pixels that a text may lack: advances are fractions, widgets are not."""
_NEAR = 3.0
"""Words on one line that are nearer than this run together."""
_PADDED_SECTION = 16
_NEVER = Qt.ScrollBarPolicy.ScrollBarAlwaysOff


@dataclass(frozen=True, slots=True)
class Finding:
    """A text and what is wrong with it.

    Attributes:
        kind: `cut`, `elided`, `overlap`, `near`, `outside`, `small`.
        text: what is meant to be read.
        where: the widget and those around it.
        detail: the numbers.
    """

    kind: str
    text: str
    where: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.kind:8}{self.text!r} in {self.where} {self.detail}"


@dataclass(frozen=True, slots=True)
class Painted:
    """One text that Python painted: the area that it fills in its device, and the room that it was given."""

    text: str
    device: QPaintDevice
    area: QRectF
    room: QRectF | None
    height: float
    pixels: int


def findings(root: QWidget, words: frozenset[str] = frozenset()) -> list[Finding]:
    """What cannot be read whole in a window; `words` are the user's own (files, layers), which may be shortened."""
    # A text that has changed makes one layout after the other find new places, from the inside outwards.
    for _ in range(4):
        QApplication.processEvents()
    found = [*_of_widgets(root, words), *_outside(root), *_overlaps(root), *_of_painting(root, words)]
    return list(dict.fromkeys(found))


def where(widget: QPaintDevice) -> str:
    """A widget by its class and those around it."""
    chain = []
    while isinstance(widget, QWidget) and len(chain) < 4:
        chain.append(type(widget).__name__ + (f"#{widget.objectName()}" if widget.objectName() else ""))
        widget = widget.parentWidget()
    return " < ".join(chain) or type(widget).__name__


def seen(root: QWidget) -> list[QWidget]:
    """All widgets in a window that are shown and not empty."""
    return [part for part in root.findChildren(QWidget) if part.isVisibleTo(root) and part.window() is root.window()]


def is_shortened_word(text: str, words: frozenset[str]) -> bool:
    """Whether an elided text is what is left of one of the user's own words."""
    head, _, tail = text.strip().removeprefix("▾ ").partition(ELLIPSIS)
    return len(head + tail) >= 2 and any(word.startswith(head) and word.endswith(tail) for word in words)


# ---- Qt's own widgets


def _of_widgets(root: QWidget, words: frozenset[str]) -> list[Finding]:
    found: list[Finding] = []
    for part in seen(root):
        for text, needed, has, what in _rooms(part):
            if needed > has + _SLACK and not (text in words and part.toolTip()):
                found.append(Finding("cut", text, where(part), f"{what} {needed:.0f} > {has:.0f}"))
        shortened = isinstance(part, ElidedLabel) and part.text() != part.whole_text()
        if shortened and not _lacks_word_only(part, words):
            found.append(Finding("elided", part.whole_text(), where(part), f"as {part.text()!r}"))
    return found


def _lacks_word_only(label: ElidedLabel, words: frozenset[str]) -> bool:
    """Whether what is left out belongs to one of the user's own words, and enough is left to tell it."""
    head, _, tail = label.text().partition(ELLIPSIS)
    missing = label.whole_text()[len(head) : len(label.whole_text()) - len(tail)].strip()
    return len(head + tail) >= 3 and any(missing in word for word in words if len(word) > 2)


def _rooms(part: QWidget) -> list[tuple[str, float, float, str]]:
    """(text, needed, has, direction) of everything that a widget of Qt's own says."""
    if isinstance(part, ElidedLabel):
        return []
    if isinstance(part, QLabel):
        return _of_label(part)
    if isinstance(part, QToolButton) and part.property("segment") == "tall":
        # Its padding may go; its words may not.
        return [(part.text(), part.fontMetrics().horizontalAdvance(part.text()), part.width() - 2, "width")]
    if isinstance(part, (QPushButton, QToolButton)) and part.text() and not _shows_icon_only(part):
        return [(part.text(), part.sizeHint().width(), part.width(), "width"), *_height(part, part.text())]
    if isinstance(part, QToolButton):
        return []
    if isinstance(part, QAbstractButton) and part.text() and type(part).__module__.startswith("PySide6"):
        return [(part.text(), part.sizeHint().width(), part.width(), "width"), *_height(part, part.text())]
    if isinstance(part, QComboBox):
        return _of_combo_box(part)
    if isinstance(part, QTabBar):
        return _of_tabs(part)
    if isinstance(part, QHeaderView):
        return _of_header(part)
    if isinstance(part, QGroupBox) and part.title():
        return [(part.title(), part.minimumSizeHint().width(), part.width(), "width")]
    if isinstance(part, QAbstractSpinBox):
        return _of_spin_box(part)
    if isinstance(part, QLineEdit) and not part.text() and part.placeholderText():
        text = part.placeholderText()
        margins = part.textMargins()
        # What Qt itself leaves round the text.
        room = part.contentsRect().width() - margins.left() - margins.right() - 4 - 14
        return [(text, part.fontMetrics().horizontalAdvance(text), room, "width")]
    if isinstance(part, QDockWidget) and part.titleBarWidget() is None and not part.isFloating():
        return [(part.windowTitle(), part.fontMetrics().horizontalAdvance(part.windowTitle()), part.width() - 52, "w")]
    if isinstance(part, QMenuBar):
        return [(part.actions()[-1].text(), part.sizeHint().width(), part.width(), "width")]
    return []


def _shows_icon_only(button: QAbstractButton) -> bool:
    return (
        isinstance(button, QToolButton)
        and not button.icon().isNull()
        and button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    )


def _height(part: QWidget, text: str) -> list[tuple[str, float, float, str]]:
    lines = text.count("\n") + 1
    return [(text, part.fontMetrics().height() * lines, part.height(), "height")]


def _of_label(label: QLabel) -> list[tuple[str, float, float, str]]:
    text = label.text()
    if not text or not label.pixmap().isNull():
        return []
    room = label.contentsRect()
    if label.wordWrap():
        return [(text, label.heightForWidth(label.width()), label.height(), "height"), *_longest_word(label)]
    needed = label.minimumSizeHint()
    lines = text.count("\n") + 1
    return [
        (text, needed.width(), label.width(), "width"),
        (text, label.fontMetrics().height() * lines - 2, room.height(), "height"),
    ]


def _longest_word(label: QLabel) -> list[tuple[str, float, float, str]]:
    if label.textFormat() == Qt.TextFormat.RichText or "<" in label.text():
        return []
    advance = label.fontMetrics().horizontalAdvance
    widest = max(re.split(r"[\s/-]", label.text()), key=advance, default="")
    return [(widest, advance(widest), label.contentsRect().width(), "width of the longest word")]


def _of_combo_box(box: QComboBox) -> list[tuple[str, float, float, str]]:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    # Some show a picture and keep the words for the list.
    if box.isEditable() or not option.currentText:
        return []
    field = box.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, box
    )
    room = field.width()
    if any(not box.itemIcon(number).isNull() for number in range(box.count())):
        room -= box.iconSize().width() + 4
    texts = [box.itemText(number) for number in range(box.count())] or [box.currentText()]
    widest = max(texts, key=box.fontMetrics().horizontalAdvance)
    return [(widest, box.fontMetrics().horizontalAdvance(widest), room, "width")]


def _of_tabs(bar: QTabBar) -> list[tuple[str, float, float, str]]:
    rooms = []
    for index in range(bar.count()):
        if not bar.isTabVisible(index):
            continue
        rect = bar.tabRect(index)
        text = bar.tabText(index).replace("&", "")
        if not text:
            continue
        rooms.append((text, bar.fontMetrics().horizontalAdvance(text), rect.width() - 2, "width"))
        rooms.append((text, rect.right(), bar.width(), "right edge"))
        rooms.append((text, -rect.left(), 0, "left edge"))
    return rooms


def _of_header(header: QHeaderView) -> list[tuple[str, float, float, str]]:
    model = header.model()
    if model is None or header.orientation() != Qt.Orientation.Horizontal:
        return []
    rooms = []
    for column in range(header.count()):
        text = model.headerData(column, header.orientation(), Qt.ItemDataRole.DisplayRole)
        if text and not header.isSectionHidden(column):
            # The style sheet's font of sections, which the header itself does not tell.
            needed = QFontMetricsF(theme.font("caption")).horizontalAdvance(str(text)) + _PADDED_SECTION
            needed += 12 if header.isSortIndicatorShown() and header.sortIndicatorSection() == column else 0
            rooms.append((str(text), needed, header.sectionSize(column), "width"))
    return rooms


def _of_spin_box(box: QAbstractSpinBox) -> list[tuple[str, float, float, str]]:
    line = box.lineEdit()
    if line is None:
        return []
    texts = [box.text()]
    return [(text, box.fontMetrics().horizontalAdvance(text) + 7, line.width(), "width") for text in texts]


# ---- places


def _outside(root: QWidget) -> list[Finding]:
    found = []
    for part in seen(root):
        parent = part.parentWidget()
        if isinstance(part, QScrollArea) and part.horizontalScrollBarPolicy() == _NEVER and part.widget() is not None:
            needed, room = part.widget().width(), part.viewport().width()
            if needed > room:
                found.append(Finding("outside", part.accessibleName(), where(part), f"{needed} > {room} wide"))
        if parent is None or _may_hang_over(part, parent):
            continue
        over = part.geometry()
        if not parent.rect().adjusted(-1, -1, 1, 1).contains(over):
            detail = f"{_numbers(over)} in {_numbers(parent.rect())}"
            found.append(Finding("outside", part.accessibleName() or _text_of(part), where(part), detail))
    return found


def _may_hang_over(part: QWidget, parent: QWidget) -> bool:
    scrolled = isinstance(parent.parentWidget(), QAbstractScrollArea) and not isinstance(part, QHeaderView)
    qts_own = isinstance(part, (QSplitterHandle, QHeaderView)) or part.objectName().startswith("qt_")
    return scrolled or qts_own or isinstance(parent, (QMainWindow, QComboBox))


def _numbers(rect: QRect) -> str:
    return f"{rect.x()},{rect.y()} {rect.width()}x{rect.height()}"


def _text_of(part: QWidget) -> str:
    if isinstance(part, (QLabel, QAbstractButton)):
        return part.text()
    return part.currentText() if isinstance(part, QComboBox) else ""


def _overlaps(root: QWidget) -> list[Finding]:
    """Labels, buttons and boxes that lie over each other."""
    speaking = [
        (part, QRect(part.mapTo(root, QPoint(0, 0)), part.size()) & _sight(part, root))
        for part in seen(root)
        if isinstance(part, (QLabel, QAbstractButton, QComboBox, QAbstractSpinBox, QLineEdit))
    ]
    found = []
    for (one, first), (other, second) in combinations(speaking, 2):
        common = first & second
        if common.width() <= 1 or common.height() <= 1 or one.isAncestorOf(other) or other.isAncestorOf(one):
            continue
        if _layer(one, root) is _layer(other, root) and (_text_of(one) or _text_of(other)):
            said = f"{_text_of(one)} | {_text_of(other)}"
            found.append(Finding("overlap", said, where(one), f"{common.width()}x{common.height()}"))
    return found


def _layer(part: QWidget, root: QWidget) -> QWidget | None:
    """The list of actions that a widget is in: it is meant to lie over the window."""
    above: QWidget | None = part
    while above is not None and above is not root and not isinstance(above, CommandPalette):
        above = above.parentWidget()
    return above


def _sight(part: QWidget, root: QWidget) -> QRect:
    """What can be seen of the place of a widget: what it is scrolled in cuts it off."""
    rect = root.rect()
    parent = part.parentWidget()
    while parent is not None and parent is not root:
        rect &= QRect(parent.mapTo(root, QPoint(0, 0)), parent.size())
        parent = parent.parentWidget()
    return rect


# ---- what Python paints


@contextmanager
def recorded():
    """A list that every `QPainter.drawText` of Python is written into meanwhile."""
    calls: list[Painted] = []
    draw = QPainter.drawText

    def drawn(painter, *arguments):
        calls.append(_painted(painter, arguments))
        return draw(painter, *arguments)

    QPainter.drawText = drawn
    try:
        yield calls
    finally:
        QPainter.drawText = draw


def _painted(painter: QPainter, arguments: tuple) -> Painted:
    text = next(value for value in arguments if isinstance(value, str))
    metrics = QFontMetricsF(painter.font())
    # In pixels of the device's own, not of the screen.
    ratio = painter.device().devicePixelRatioF()
    to_device = painter.combinedTransform() * QTransform.fromScale(1 / ratio, 1 / ratio)
    first = arguments[0]
    room, flags = None, 0
    if isinstance(first, (QRect, QRectF)):
        room = QRectF(first)
        flags = _number(arguments[1]) if not isinstance(arguments[1], str) else 0
        area = metrics.boundingRect(room, flags, text)
    elif isinstance(first, (QPoint, QPointF)):
        area = metrics.boundingRect(text).translated(QPointF(first))
    else:
        area = metrics.boundingRect(text).translated(QPointF(arguments[0], arguments[1]))
    dont_clip = bool(flags & _number(Qt.TextFlag.TextDontClip))
    return Painted(
        text,
        painter.device(),
        to_device.mapRect(area),
        None if room is None or dont_clip else to_device.mapRect(room),
        metrics.tightBoundingRect(text).height() * abs(to_device.m22() or 1),
        painter.font().pixelSize(),
    )


def _number(flags: object) -> int:
    return flags if isinstance(flags, int) else flags.value


def _of_painting(root: QWidget, words: frozenset[str]) -> list[Finding]:
    for part in root.findChildren(QWidget):
        if hasattr(part, "_ground_key"):
            part._ground_key = None
    with recorded() as calls:
        root.grab()
    shown: dict[int, list[Painted]] = {}
    for call in calls:
        if call.text.strip():
            shown.setdefault(id(call.device), []).append(call)
    found = []
    for texts in shown.values():
        for call in texts:
            found += _of_text(call, words)
        found += _too_near(texts)
    return found


def _of_text(call: Painted, words: frozenset[str]) -> list[Finding]:
    place = where(call.device)
    found = []
    # Alone it stands for parts that are folded, and nothing is cut.
    if call.text == ELLIPSIS:
        return []
    own = call.text in words or is_shortened_word(call.text, words)
    if ELLIPSIS in call.text and not own:
        found.append(Finding("elided", call.text, place))
    if 0 < call.pixels < _SMALLEST:
        found.append(Finding("small", call.text, place, f"{call.pixels} px"))
    if call.room is not None:
        if call.area.width() > call.room.width() + _SLACK:
            found.append(Finding("cut", call.text, place, f"{call.area.width():.0f} > {call.room.width():.0f}"))
        if call.height > call.room.height() + _SLACK:
            found.append(Finding("cut", call.text, place, f"height {call.height:.0f} > {call.room.height():.0f}"))
    device = call.device
    if isinstance(device, QWidget) and not _is_scrolled(device):
        left, right = call.area.left(), call.area.right()
        if left < -_SLACK or right > device.width() + _SLACK:
            found.append(Finding("cut", call.text, place, f"{left:.0f}..{right:.0f} of {device.width()}"))
        if call.area.center().y() < 0 or call.area.center().y() > device.height():
            found.append(Finding("cut", call.text, place, f"at {call.area.center().y():.0f} of {device.height()}"))
    return found


def _is_scrolled(device: QWidget) -> bool:
    parent = device.parentWidget()
    return isinstance(parent, (QGraphicsView, QAbstractItemView)) and parent.viewport() is device


def _too_near(texts: list[Painted]) -> list[Finding]:
    found = []
    for one, other in combinations(texts, 2):
        if one.text == other.text and one.area == other.area:
            continue
        first, second = _inked(one), _inked(other)
        rows = min(first.bottom(), second.bottom()) - max(first.top(), second.top())
        if rows < 0.3 * min(first.height(), second.height()):
            continue
        gap = max(first.left(), second.left()) - min(first.right(), second.right())
        detail = f"gap {gap:.1f}"
        if gap < -_SLACK:
            found.append(Finding("overlap", f"{one.text} | {other.text}", where(one.device), detail))
        elif gap < _NEAR and _is_word(one.text) and _is_word(other.text):
            found.append(Finding("near", f"{one.text} | {other.text}", where(one.device), detail))
    return found


def _inked(call: Painted) -> QRectF:
    """Without the space above and below the letters."""
    rest = max(0.0, call.area.height() - call.height) / 2
    return call.area.adjusted(0, rest, 0, -rest)


def _is_word(text: str) -> bool:
    return len(text) > 2 and any(letter.isalpha() for letter in text)
