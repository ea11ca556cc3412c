"""A page of text that is as high as it has to be; whatever holds it scrolls."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QTextBlockFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from explorer.widgets.safely import safely
from explorer.widgets.theme import font

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_LINE_PER_EM = 1.54
_BELOW, _BELOW_ITEM = 9.0, 4.0
_INDENT = 14.0


def emphasised(text: str) -> str:
    """A line in which **strong** and *emphasis* are marked as in Markdown, as HTML.

    Qt's own Markdown makes bold of what is strong, which the look's fonts do not have, and follows rules about spaces
    that Korean, where particles follow at once, cannot keep.
    """
    strong = re.sub(r"\*\*(.+?)\*\*", r'<span style="font-weight:600">\1</span>', html.escape(text, quote=False))
    return re.sub(r"\*(.+?)\*", r"<i>\1</i>", strong)


class RichText(QTextBrowser):
    """Paragraphs and lists in the look's own type; they can be selected and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.document().setDocumentMargin(0)
        self.document().setIndentWidth(_INDENT)
        self.setWordWrapMode(QTextOption.WrapMode.WordWrap)

    def show_text(self, text: str) -> None:
        """Show paragraphs, and lists of lines that begin with a hyphen, with empty lines between them."""
        document = self.document()
        document.setDefaultFont(font("regular"))
        self.setHtml("".join(_block(part) for part in text.split("\n\n")))
        line = round(_LINE_PER_EM * font("regular").pixelSize())
        cursor = QTextCursor(document)
        block = document.begin()
        while block.isValid():
            spacing = QTextBlockFormat()
            # Fixed: fonts for Korean are half as high again as those for English.
            spacing.setLineHeight(line, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
            spacing.setTopMargin(0)
            spacing.setBottomMargin(_BELOW_ITEM if block.textList() and block.next().textList() else _BELOW)
            cursor.setPosition(block.position())
            cursor.mergeBlockFormat(spacing)
            block = block.next()
        self._fit()

    def _fit(self) -> None:
        self.document().setTextWidth(self.viewport().width())
        self.setFixedHeight(max(1, round(self.document().size().height())))

    @safely
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @safely(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(80, 1)


def _block(text: str) -> str:
    if not text.startswith("- "):
        return f"<p>{emphasised(_line(text))}</p>"
    items = text[2:].split("\n- ")
    return "<ul>" + "".join(f"<li>{emphasised(_line(item))}</li>" for item in items) + "</ul>"


def _line(text: str) -> str:
    """Joined however it was broken; spaces at which no line may be broken stay."""
    return " ".join(part.strip(" ") for part in text.split("\n"))
