"""Parameters of the convolution beside those of a fully connected layer of the same output."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QTextDocumentFragment
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from explorer.widgets import theme
from explorer.widgets.number_cells import plain_number
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from explorer.core.lab_ledger import Ledger


class LedgerCard(QWidget):
    """Two counts with bars, and how many times fewer the first is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._same = _label("muted")
        self._shared, self._connected = _Entry(self.tr("Convolution")), _Entry(self.tr("Fully connected"))
        self._times, self._because = _label("title"), _label("label")
        self._because.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        title = _label("section")
        title.setText(self.tr("Parameter ledger"))
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self._same)
        column.addLayout(head)
        column.addWidget(self._shared)
        column.addWidget(self._connected)
        column.addWidget(self._build_result())

    def _build_result(self) -> QFrame:
        self._result = QFrame()
        self._result.setProperty("message", "accent")
        row = QHBoxLayout(self._result)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(10)
        row.addWidget(self._times)
        row.addWidget(self._because, 1)
        return self._result

    def show_ledger(self, ledger: Ledger) -> None:
        """Show the counts of a setup; nothing can be compared where it has no output."""
        height, width = ledger.output
        size = f"{height} × {width}" if ledger.filters == 1 else f"{ledger.filters} × {height} × {width}"
        self._same.setText(self.tr("same {0} output").format(size) if ledger.outputs else "")
        down, across = ledger.kernel
        product = f"{ledger.filters} · {ledger.channels} · {down} · {across} + {ledger.filters}"
        self._shared.show_count(ledger.parameters, product, ledger.parameter_bytes, _share(ledger), "accent")
        for part in (self._connected, self._result):
            part.setVisible(ledger.outputs > 0)
        if not ledger.outputs:
            return
        product = f"{ledger.inputs:,} · {ledger.outputs:,} + {ledger.outputs:,}"
        self._connected.show_count(ledger.connected_parameters, product, ledger.connected_bytes, 1.0, "muted")
        times = ledger.times_fewer
        text = f"{times:,.0f} ×" if times >= 10 else f"{plain_number(times, 1)} ×"
        self._times.setText(f'<span style="color:{theme.tokens().accent}">{text}</span>')
        positions = height * width
        text = (
            self.tr("fewer, because all {0} positions share one kernel")
            if ledger.filters == 1
            else self.tr("fewer, because all {0} positions share each kernel")
        )
        self._because.setText(text.format(f"{positions:,}"))

    def text(self) -> str:
        """What it says, for those who cannot see it, and for tests."""
        times = QTextDocumentFragment.fromHtml(self._times.text()).toPlainText()
        return "; ".join([self._shared.text(), self._connected.text(), f"{times} {self._because.text()}"])


def _share(ledger: Ledger) -> float:
    return ledger.parameters / ledger.connected_parameters if ledger.outputs else 0.0


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    return label


def _bytes_text(count: int) -> str:
    """A count of bytes: `40 B`, `32.5 KiB`."""
    if count < 1024:
        return f"{count} B"
    return f"{count / 1024:,.1f} KiB" if count < 1 << 20 else f"{count / (1 << 20):,.1f} MiB"


class _Entry(QWidget):
    """A name, a count, what it is the product of, its memory, and a bar."""

    def __init__(self, name: str) -> None:
        super().__init__()
        title, self._count = _label("strong"), _label("card")
        title.setText(name)
        self._product, self._memory = _label("caption"), _label("caption")
        self._bar = _Bar()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(1)
        grid.addWidget(title, 0, 0)
        grid.addWidget(self._count, 0, 2)
        grid.addWidget(self._product, 1, 0)
        grid.addWidget(self._memory, 1, 2)
        grid.addWidget(self._bar, 2, 0, 1, 3)
        grid.setColumnStretch(1, 1)
        grid.setRowMinimumHeight(2, 14)

    def show_count(self, count: int, product: str, memory: int, share: float, colour: str) -> None:
        self._count.setText(f"{count:,}")
        self._product.setText(product)
        self._memory.setText(_bytes_text(memory))
        self._bar.show_share(share, colour)

    def text(self) -> str:
        return f"{self._product.text()} = {self._count.text()}"


class _Bar(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._share, self._colour = 0.0, "accent"
        self.setFixedHeight(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float, colour: str) -> None:
        self._share, self._colour = share, colour
        self.update()

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface-3"))
        # However little it is, it is there.
        width = max(2.0, self.width() * min(1.0, self._share))
        painter.fillRect(QRectF(0, 0, width, self.height()), theme.colour(self._colour))

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        return QSize(120, 8)
