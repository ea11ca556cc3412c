"""The prediction panel: what the network takes the picture for, and how sure it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from explorer.gui.prediction import Prediction
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.numbers import percent_text
from explorer.widgets.said import said
from explorer.widgets.score_bars import LONG_ROW, SHORT_NAME, SHORT_ROW, ScoreBars
from explorer.widgets.still_label import StillLabel
from explorer.widgets.wrapped_text import WrappedText

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from explorer.models.base import Model

CONFIDENT = 0.9
UNSURE = 0.6
ALL_UP_TO = 12
"""So many classes with short names are all shown, in their own order; of others the TOP."""
TOP = 8
_MARGIN = 12
_HEAD = 34
_FOOT = 30


class PredictionPanel(QWidget):
    """The winner with its share, the classes as bars, margin and entropy; or one sentence where there are none."""

    class_picked = Signal(int)
    """The user picked the class with this index."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: Model | None = None
        self._classes: list[int] = []
        self._bars = ScoreBars()
        self._bars.picked.connect(self._on_bars_picked)
        self._pages = QStackedWidget()
        self._scores = self._built_scores()
        self._sentence = WrappedText("label", centred_under="chart-bar")
        self._pages.addWidget(self._sentence)
        self._pages.addWidget(self._scores)
        self._build_layout()
        self._reserve(10, short=True)
        self.clear()

    def show_model(self, model: Model) -> None:
        """Another network answers from now on, or its classes have other names; its scores follow."""
        old, self._model = self._model, model
        if old is not None and old.module is model.module and old.class_names == model.class_names:
            return
        count = len(model.class_names)
        if count:
            short = self._all_shown(count)
            self._reserve(count if short else min(TOP, count), short)
        self._say(self.tr("Waiting for the network's answer…"))

    def show_scores(
        self,
        logits: NDArray[np.floating] | None,
        is_probability: bool = False,
        empty: bool = False,
        preview: bool = False,
    ) -> None:
        """Show the output (N,) or (1, N), as logits or as probabilities.

        Args:
            logits: the output; None where the network has no list of scores.
            is_probability: whether softmax has been taken already.
            empty: whether the picture is an empty canvas: then what the network says of it would only mislead.
            preview: whether they are of a picture at half size.
        """
        if empty:
            self.clear()
            return
        if logits is None or not logits.size:
            self._say(self.tr("This network's output is no list of class scores."))
            return
        prediction = Prediction.of_scores(np.ravel(logits), is_probability)
        if prediction is None:
            self._say(self.tr("The network's output is not a number (NaN): look for the first layer that has NaN."))
            return
        self._show(prediction, preview)

    def clear(self) -> None:
        """Say what to do for a prediction."""
        digits = self._model is None or self._model.input_shape[0] == 1
        what = self.tr("Draw a digit to see what the network says.")
        self._say(what if digits else self.tr("Draw or open a picture to see what the network says."))

    def _say(self, sentence: str) -> None:
        self._how.clear()
        self._sentence.set_text(sentence)
        self._pages.setCurrentWidget(self._sentence)

    def _show(self, prediction: Prediction, preview: bool) -> None:
        count = len(prediction.probabilities)
        short = self._all_shown(count)
        self._classes = list(range(count)) if short else prediction.order[:TOP].tolist()
        self._reserve(len(self._classes), short)
        rows = [(self._class_name(index), float(prediction.probabilities[index])) for index in self._classes]
        self._bars.set_scores(rows, self._classes.index(prediction.winner))
        shown = self.tr("top {shown} of {count:,}").format(shown=len(rows), count=count)
        how = self.tr("softmax") if short else shown
        self._how.setText(self.tr("half size, {0}").format(how) if preview else how)
        self._show_headline(prediction, short)
        self._margin.set_text(f"{100 * prediction.margin:.1f}")
        self._entropy.set_text(f"{prediction.entropy:.2f}")
        self._pages.setCurrentWidget(self._scores)

    def _show_headline(self, prediction: Prediction, short: bool) -> None:
        _restyle(self._winner, "role", "headline" if short else "card")
        self._winner.set_whole_text(self._class_name(prediction.winner))
        share = float(prediction.probabilities[prediction.winner])
        self._share.set_text(percent_text(share))
        text, style = self._verdict(share)
        self._chip.setText(text)
        self._chip.setVisible(bool(text))
        trained = self._model is None or self._model.trained
        self._chip.setToolTip("" if trained else self.tr("The weights are random: the prediction means nothing"))
        _restyle(self._chip, "chip", style)

    def _verdict(self, share: float) -> tuple[str, str]:
        """The chip's text and style; random weights are never sure of anything."""
        if self._model is not None and not self._model.trained:
            return self.tr("random"), "warning"
        if share >= CONFIDENT:
            return self.tr("confident"), "success"
        return (self.tr("unsure"), "warning") if share < UNSURE else ("", "")

    def _class_name(self, index: int) -> str:
        return str(index) if self._model is None else said(self._model.class_name(index))

    def _all_shown(self, count: int) -> bool:
        return count <= ALL_UP_TO and all(len(self._class_name(index)) <= SHORT_NAME for index in range(count))

    def _reserve(self, rows: int, short: bool) -> None:
        """Keep the height of so many rows, also while there are none to show."""
        bars = rows * (SHORT_ROW if short else LONG_ROW)
        self._pages.setFixedHeight(_HEAD + bars + _FOOT)

    def _on_bars_picked(self, row: int) -> None:
        self.class_picked.emit(self._classes[row])

    def _built_scores(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._built_headline())
        layout.addWidget(self._bars)
        layout.addStretch(1)
        layout.addWidget(self._built_foot())
        return page

    def _built_headline(self) -> QWidget:
        self._winner = ElidedLabel("headline")
        self._share = StillLabel("card", "00.0 %")
        self._chip = QLabel()
        self._chip.setProperty("chip", "success")
        return _row(_HEAD, 10, self._winner, self._share, self._chip, None)

    def _built_foot(self) -> QWidget:
        self._margin, self._entropy = (
            StillLabel("caption-strong", "00.0", "text-2"),
            StillLabel("caption-strong", "0.00", "text-2"),
        )
        margin = self.tr("How far the first class is ahead of the second, in percentage points")
        entropy = self.tr("How undecided the network is: 0 bits is one class only, 3.32 ten alike")
        words = [QLabel(self.tr("margin")), QLabel(self.tr("entropy")), QLabel(self.tr("bits"))]
        for word in words:
            word.setProperty("role", "caption")
        words[1].setContentsMargins(8, 0, 0, 0)
        widgets: list[tuple[QWidget, str]] = [(words[0], margin), (self._margin, margin), (self._entropy, entropy)]
        for widget, tip in (*widgets, *((word, entropy) for word in words[1:])):
            widget.setToolTip(tip)
        return _row(_FOOT, 4, words[0], self._margin, words[1], self._entropy, words[2], None)

    def _build_layout(self) -> None:
        line = QFrame()
        line.setProperty("line", "horizontal")
        head = QLabel(self.tr("Prediction"))
        head.setProperty("role", "strong")
        self._how = QLabel()
        self._how.setProperty("role", "caption")
        inside = QVBoxLayout()
        inside.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        inside.setSpacing(0)
        inside.addWidget(_row(_HEAD, 8, head, None, self._how))
        inside.addWidget(self._pages)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(line)
        layout.addLayout(inside)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)


def _row(height: int, spacing: int, *widgets: QWidget | None) -> QWidget:
    """A row of fixed height; None is a stretch."""
    row = QWidget()
    row.setFixedHeight(height)
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for widget in widgets:
        layout.addStretch(1) if widget is None else layout.addWidget(widget)
    return row


def _restyle(label: QLabel, name: str, value: str) -> None:
    """Set a property that the style sheet looks at; Qt looks again only when told."""
    if label.property(name) != value:
        label.setProperty(name, value)
        label.style().unpolish(label)
        label.style().polish(label)
