"""What the program is, its version, and the licences of everything that it brings along."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, distribution
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, qVersion
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout

from explorer import __version__
from explorer.widgets import theme
from explorer.widgets.icons import app_icon
from explorer.widgets.segmented import SegmentedControl

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_ICON = 56


class AboutDialog(QDialog):
    """The program's own licence, and those of the parts that are in its package, to be read in full."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About Feature Map Explorer"))
        self.resize(600, 520)
        self.parts = SegmentedControl()
        self.parts.setAccessibleName(self.tr("Licence of"))
        self.parts.add_segment("program", self.tr("Feature Map Explorer"))
        self.parts.add_segment("inter", self.tr("Inter"))
        self.parts.add_segment("phosphor", self.tr("Phosphor"))
        self.parts.changed.connect(self._show_licence)
        self.licence = QPlainTextEdit()
        self.licence.setReadOnly(True)
        self.licence.setFont(theme.font("caption"))
        self.licence.setAccessibleName(self.tr("Licence"))
        self._line = QLabel()
        self._line.setProperty("role", "label")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        column.addLayout(self._build_head())
        column.addSpacing(2)
        column.addWidget(self.parts, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._line)
        column.addWidget(self.licence, 1)
        column.addLayout(self._build_buttons())
        self._show_licence("program")

    def _build_head(self) -> QHBoxLayout:
        mark = QLabel()
        mark.setPixmap(app_icon((_ICON, 2 * _ICON)).pixmap(QSize(_ICON, _ICON), self.devicePixelRatioF()))
        lines = (
            ("title", self.tr("Feature Map Explorer {0}").format(__version__)),
            ("label", self.tr("Every filter, feature map and pooling output of a network, while you draw.")),
            ("muted", f"Python {platform.python_version()}  ·  Qt {qVersion()}"),
        )
        words = QVBoxLayout()
        words.setSpacing(2)
        for role, text in lines:
            label = QLabel(text)
            label.setProperty("role", role)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return row

    def _build_buttons(self) -> QHBoxLayout:
        close = QPushButton(self.tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        return row

    def _show_licence(self, part: str) -> None:
        lines = {
            "program": self.tr("The program: BSD 3-Clause licence"),
            "inter": self.tr("The typeface of all texts: SIL Open Font Licence 1.1"),
            "phosphor": self.tr("The icons: MIT licence"),
        }
        self._line.setText(lines[part])
        self.licence.setPlainText(licence_text(part))


def licence_text(part: str) -> str:
    """The whole licence of `program`, `inter` or `phosphor`. Raises KeyError."""
    if part == "program":
        return _own_licence()
    place = {"inter": "fonts/LICENSE-Inter.txt", "phosphor": "icons/LICENSE-Phosphor.txt"}[part]
    return files("explorer.resources").joinpath(place).read_text(encoding="utf-8")


def _own_licence() -> str:
    """From the installed package, or from the folder of the sources."""
    path = Path(__file__).parents[2] / "LICENSE"
    if path.is_file():
        return path.read_text(encoding="utf-8")
    try:
        for name in ("licenses/LICENSE", "LICENSE"):
            text = distribution("feature-map-explorer").read_text(name)
            if text:
                return text
    except PackageNotFoundError:
        pass
    return "BSD 3-Clause (https://opensource.org/license/bsd-3-clause)"
