"""How the output's size comes about, with the setup's own numbers, and what else can be counted."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from explorer.core.lab_ledger import ledger, size_formulas
from explorer.widgets.number_cells import plain_number
from explorer.widgets.safely import safely
from explorer.widgets.term_line import Term, TermLine

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from explorer.core.lab import LabMaps, LabSetup
    from explorer.core.lab_ledger import SizeFormula

_FACTS = 4
_MARGIN, _GAP = 18, 24


class SizeRow(QWidget):
    """The formula at the left, counts at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.formula = TermLine()
        self.misfit = QLabel()
        self.misfit.setProperty("chip", "warning")
        title = QLabel(self.tr("Output size"))
        title.setProperty("role", "section")
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(title)
        head.addWidget(self.misfit)
        head.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(4)
        left.addLayout(head)
        left.addWidget(self.formula)
        left.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(_MARGIN, 10, _MARGIN, 8)
        row.setSpacing(_GAP)
        row.addLayout(left, 1)
        self._counts = self._built_facts()
        row.addWidget(self._counts)

    def _built_facts(self) -> QWidget:
        counts = QWidget()
        grid = QGridLayout(counts)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(2)
        names = (
            self.tr("kernel reach"),
            self.tr("multiplications"),
            self.tr("input cells never read"),
            self.tr("output in memory"),
        )
        self._facts = [QLabel() for _ in range(_FACTS)]
        for line, (name, fact) in enumerate(zip(names, self._facts, strict=True)):
            caption = QLabel(name)
            caption.setProperty("role", "muted")
            fact.setProperty("role", "value")
            grid.addWidget(caption, line, 0)
            grid.addWidget(fact, line, 1, Qt.AlignmentFlag.AlignRight)
        grid.setRowStretch(_FACTS, 1)
        self._captions = names
        return counts

    def _fit(self) -> None:
        """Where there is no room for both, the formula stays and the counts go into its tooltip."""
        room = self.width() - 2 * _MARGIN - _GAP - self._counts.sizeHint().width()
        fits = room >= self.formula.least_width()
        self._counts.setVisible(fits)
        lines = zip(self._captions, self.facts(), strict=True)
        self.formula.setToolTip("" if fits else "\n".join(f"{name}: {fact}" for name, fact in lines))

    @safely
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def show_setup(self, setup: LabSetup, maps: LabMaps) -> None:
        """Fill in the numbers of a setup."""
        height, width = size_formulas(setup)
        self.formula.show_terms(_terms(height, self._names()))
        # Of a picture that is not square the width is said where it is another than the height.
        self._show_misfit(height if not height.exact or width.exact else width)
        counts = ledger(setup)
        down, across = setup.output_size
        weights = math.prod(setup.kernel_size)
        factors = [setup.filters, down, across, setup.channels * weights]
        factors = factors[1:] if setup.filters == 1 else factors
        # A cell has a value for each channel; all of them are read or none.
        unread = int((~maps.read).sum())
        texts = (
            f"{setup.dilation} · ({setup.kernel_size[0]} − 1) + 1 = {setup.reach[0]}",
            f"{' · '.join(map(str, factors))} = {counts.multiplications:,}",
            self.tr("{0} of {1}").format(unread, maps.read.size),
            self.tr("{0} · 4 B = {1:,} B").format(f"{counts.outputs:,}", counts.output_bytes),
        )
        for label, text in zip(self._facts, texts, strict=True):
            label.setText(text)
        self._fit()

    def facts(self) -> list[str]:
        """The counts: reach, multiplications, cells never read, memory."""
        return [label.text() for label in self._facts]

    def _names(self) -> dict[str, str]:
        return {
            "input": self.tr("input"),
            "padding": self.tr("padding"),
            "dilation": self.tr("dilation"),
            "kernel": self.tr("kernel"),
            "stride": self.tr("stride"),
            "output": self.tr("output"),
        }

    def _show_misfit(self, formula: SizeFormula) -> None:
        """Where the last step does not end at the border."""
        self.misfit.setVisible(not formula.exact)
        if not formula.output:
            self.misfit.setText(self.tr("does not fit: the kernel is larger than the padded input"))
        elif not formula.exact:
            room = formula.size + 2 * formula.padding - formula.dilation * (formula.kernel - 1) - 1
            one = self.tr("does not fit: ⌊{0} / {1}⌋ = ⌊{2}⌋ = {3}, the last row and column are left over")
            more = self.tr("does not fit: ⌊{0} / {1}⌋ = ⌊{2}⌋ = {3}, the last {4} rows and columns are left over")
            text = one if formula.left_over == 1 else more
            numbers = room, formula.stride, plain_number(formula.steps), formula.output - 1, formula.left_over
            self.misfit.setText(text.format(*numbers))


def _terms(formula: SizeFormula, names: dict[str, str]) -> list[Term]:
    def number(value: int, name: str) -> Term:
        return Term(str(value), names[name], name)

    return [
        Term("⌊("),
        number(formula.size, "input"),
        Term("+ 2 ·"),
        number(formula.padding, "padding"),
        Term("−"),
        number(formula.dilation, "dilation"),
        Term("· ("),
        number(formula.kernel, "kernel"),
        Term("− 1) − 1) /"),
        number(formula.stride, "stride"),
        Term("⌋ + 1 ="),
        number(formula.output, "output"),
    ]
