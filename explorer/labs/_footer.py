"""The line at the foot of a laboratory: what is shown, and which keys do what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from explorer.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

HEIGHT = 27


class Footer(QFrame):
    """Stands where the window has its status bar otherwise."""

    def __init__(self, hints: Sequence[tuple[Sequence[str], str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", "bar")
        self.setFixedHeight(HEIGHT)
        self._facts = ElidedLabel("caption")
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(5)
        row.addWidget(self._facts, 1)
        row.addStretch(0)
        for keys, text in hints:
            row.addSpacing(8)
            for key in keys:
                row.addWidget(_key(key))
            word = QLabel(text)
            word.setProperty("role", "caption")
            row.addWidget(word)
        line = QFrame()
        line.setProperty("line", "horizontal")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line)
        column.addLayout(row, 1)

    def show_facts(self, facts: Sequence[str]) -> None:
        """Say what is shown, in a few short pieces."""
        self._facts.set_whole_text("   |   ".join(facts))

    def text(self) -> str:
        """What it says."""
        return self._facts.whole_text()


def _key(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("chip", "key")
    return label
