"""The dialog in which it is chosen what of the present layer becomes a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from explorer.gui.export_pages import NumbersPage, PicturePage, ReportPage
from explorer.widgets.message_bar import MessageBar
from explorer.widgets.segmented import SegmentedControl

if TYPE_CHECKING:
    from explorer.gui.export_wishes import Wish
    from explorer.gui.frames import Frame


class ExportDialog(QDialog):
    """Of one frame. It says what is wanted and stays open; whoever made it writes the files."""

    save_wanted = Signal(object)
    copy_wanted = Signal(object)
    preview_wanted = Signal(object)

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export"))
        self.resize(800, 460)
        self.picture, self.numbers, self.report = PicturePage(frame), NumbersPage(frame), ReportPage(frame)
        self.kind = SegmentedControl()
        self.kind.setAccessibleName(self.tr("What is exported"))
        self.message = MessageBar()
        self._pages = QStackedWidget()
        for key, text, icon, page in (
            ("picture", self.tr("Picture"), "image", self.picture),
            ("numbers", self.tr("Numbers"), "table", self.numbers),
            ("report", self.tr("Report"), "file", self.report),
        ):
            self.kind.add_segment(key, text, icon)
            self._pages.addWidget(page)
        self._build_layout()
        self.kind.changed.connect(self._on_kind_changed)
        self.picture.changed.connect(self.ask_for_preview)
        self.report.changed.connect(self._show_possible)
        self._show_possible()

    def _build_layout(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.kind)
        head.addStretch(1)
        self.copy_button = QPushButton(self.tr("&Copy"))
        self.copy_button.setToolTip(self.tr("The picture, to the clipboard"))
        self.close_button = QPushButton(self.tr("Close"))
        self.save_button = QPushButton(self.tr("&Save…"))
        self.save_button.setProperty("primary", True)
        self.save_button.setDefault(True)
        for button in (self.copy_button, self.close_button):
            button.setAutoDefault(False)
        self.copy_button.clicked.connect(lambda: self.copy_wanted.emit(self.wish()))
        self.close_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(lambda: self.save_wanted.emit(self.wish()))
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.copy_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(16)
        column.addLayout(head)
        column.addWidget(self._pages, 1)
        column.addWidget(self.message)
        column.addLayout(foot)

    def wish(self) -> Wish:
        """What the page in front says."""
        kind = self.kind.current()
        if kind == "picture":
            return self.picture.wish()
        return self.numbers.wish() if kind == "numbers" else self.report.wish()

    def ask_for_preview(self) -> None:
        """Of the picture that is chosen now."""
        self.preview_wanted.emit(self.picture.wish())

    def _on_kind_changed(self, key: str) -> None:
        self.message.clear()
        self._pages.setCurrentIndex(("picture", "numbers", "report").index(key))
        self._show_possible()

    def _show_possible(self) -> None:
        self.copy_button.setVisible(self.kind.current() == "picture")
        empty = self.kind.current() == "report" and not self.report.wish().layers
        self.save_button.setEnabled(not empty)
