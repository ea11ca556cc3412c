"""The left side of the window: the input above the prediction, scrolled only where the window is very low."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from explorer.gui.input_panel import InputPanel
from explorer.gui.prediction_panel import PredictionPanel
from explorer.widgets.ground import Ground
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from explorer.models.base import Model


class LeftPanel(QScrollArea):
    """Holds `input` and `prediction`; where height is short the canvas shrinks first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.input = InputPanel()
        self.prediction = PredictionPanel()
        column = Ground()
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.input, 1)
        layout.addWidget(self.prediction)
        layout.addStretch(0)
        self.setWidget(column.scrolled())
        self.setWidgetResizable(True)
        self.setAccessibleName(self.tr("Input and prediction"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_model(self, model: Model) -> None:
        """Adapt to a model."""
        self.input.show_model(model)
        self.prediction.show_model(model)
        self.updateGeometry()

    @safely(default=QSize)
    def sizeHint(self) -> QSize:
        return QSize(280, 760)

    @safely(default=QSize)
    def minimumSizeHint(self) -> QSize:
        column = self.widget()
        # It does not scroll sideways: larger letters make it wider.
        needed = 0 if column is None else column.minimumSizeHint().width()
        bar = self.verticalScrollBar()
        return QSize(max(240, needed + bar.sizeHint().width() * bar.isVisible()), 200)

    @safely
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
