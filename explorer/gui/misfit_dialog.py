"""Weights that fit no known architecture whole: the nearest ones, what does not fit, and loading what does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from explorer.widgets.icons import icon
from explorer.widgets.numbers import percent_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from explorer.models.matching import Fit, NoMatch

_ICON = 24
_MOST = 12
_MOST_KEYS = 2000
"""More in a group would only make the dialog slow; the command line's `match` has all."""


class MisfitDialog(QDialog):
    """A table of the nearest architectures, each unfolding into the names that do not fit."""

    architecture_chosen = Signal(str)
    """Load what fits into this one."""
    file_wanted = Signal()
    """The user has the Python file of the network."""

    def __init__(self, error: NoMatch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fits = error.candidates[:_MOST]
        self.setWindowTitle(self.tr("No architecture fits {0}").format(error.path.name))
        self.resize(760, 560)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        column.addLayout(self._build_head(error))
        column.addWidget(self._build_table(), 1)
        self.share = _wrapped("")
        column.addWidget(self.share)
        column.addWidget(self._build_note())
        column.addWidget(self._build_buttons())
        self.table.currentItemChanged.connect(self._show_chosen)
        self.table.setCurrentItem(self._rows[0])
        self.table.setFocus()

    def chosen(self) -> Fit:
        """The architecture of the row that is selected, or that the row belongs to."""
        item: QTreeWidgetItem | None = self.table.currentItem()
        while item is not None and item not in self._rows:
            item = item.parent()
        return self._fits[self._rows.index(item) if item is not None else 0]

    def _build_head(self, error: NoMatch) -> QHBoxLayout:
        mark = QLabel()
        mark.setPixmap(icon("warning", "warning").pixmap(QSize(_ICON, _ICON), self.devicePixelRatioF()))
        title = QLabel(self.tr("These weights fit no known architecture whole"))
        title.setProperty("role", "card")
        text = _wrapped(
            self.tr(
                "{0}\nWhat fits can be loaded into one of the nearest; the rest of it then has random weights."
            ).format(error.path)
        )
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(title)
        words.addWidget(text)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return row

    def _build_table(self) -> QTreeWidget:
        self.table = QTreeWidget()
        self.table.setAccessibleName(self.tr("The nearest architectures"))
        self.table.setColumnCount(5)
        self.table.setHeaderLabels(
            [
                self.tr("Architecture"),
                self.tr("Tensors that fit"),
                self.tr("Missing"),
                self.tr("Unexpected"),
                self.tr("Other shape"),
            ]
        )
        self.table.setUniformRowHeights(True)
        self.table.setAllColumnsShowFocus(True)
        header = self.table.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for number in range(1, 5):
            header.setSectionResizeMode(number, QHeaderView.ResizeMode.ResizeToContents)
        self._rows = [self._row(fit) for fit in self._fits]
        self.table.addTopLevelItems(self._rows)
        return self.table

    def _row(self, fit: Fit) -> QTreeWidgetItem:
        counts = [len(fit.missing), len(fit.unexpected), len(fit.misshapen)]
        share = self.tr("{0:,} of {1:,}").format(fit.fitting, fit.wanted)
        row = QTreeWidgetItem([f"{fit.title}  ({fit.name})", share, *(f"{count:,}" for count in counts)])
        for number in range(1, 5):
            row.setTextAlignment(number, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        groups = (
            (self.tr("Missing in the file"), fit.missing),
            (self.tr("Unexpected in the file"), fit.unexpected),
            (self.tr("Of another shape"), [str(odd) for odd in fit.misshapen]),
            (self.tr("Beside the prefix {0}").format(fit.prefix), fit.outside),
        )
        for title, names in groups:
            self._add_group(row, title, names)
        return row

    def _add_group(self, row: QTreeWidgetItem, title: str, names: Sequence[str]) -> None:
        if not names:
            return
        group = QTreeWidgetItem(row, [f"{title} ({len(names):,})"])
        for item in [group, *(QTreeWidgetItem(group, [name]) for name in names[:_MOST_KEYS])]:
            item.setToolTip(0, item.text(0))

    def _build_note(self) -> QLabel:
        note = _wrapped(
            self.tr("Best of all: open the Python file that defines the network, and give these weights to it.")
        )
        note.setProperty("role", "caption")
        return note

    def _build_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        accept, reject, other = (
            QDialogButtonBox.ButtonRole.AcceptRole,
            QDialogButtonBox.ButtonRole.RejectRole,
            QDialogButtonBox.ButtonRole.ActionRole,
        )
        self.load_button = buttons.addButton(self.tr("&Load what fits"), accept)
        self.file_button = buttons.addButton(self.tr("&Python file…"), other)
        self.refuse_button = buttons.addButton(self.tr("&Do not open"), reject)
        for button in (self.load_button, self.file_button, self.refuse_button):
            button.setAutoDefault(False)
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        self.file_button.clicked.connect(self._on_file_clicked)
        return buttons

    def _show_chosen(self) -> None:
        """What loading the selected one comes to; Enter does it only where most of the network would be the file's."""
        fit = self.chosen()
        few = 2 * fit.fitting < fit.wanted
        text = self.tr("Of the {0:,} tensors of {1}, {2:,} would come from the file ({3}); the rest would be random.")
        if few:
            text = self.tr(
                "Of the {0:,} tensors of {1}, only {2:,} would come from the file ({3}): most of its maps would tell "
                "nothing about these weights."
            )
        share = percent_text(fit.fitting / max(1, fit.wanted))
        self.share.setText(text.format(fit.wanted, fit.title, fit.fitting, share))
        (self.refuse_button if few else self.load_button).setDefault(True)

    def _on_accepted(self) -> None:
        self.architecture_chosen.emit(self.chosen().name)
        self.accept()

    def _on_file_clicked(self) -> None:
        self.file_wanted.emit()
        self.accept()


def _wrapped(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", "label")
    return label
