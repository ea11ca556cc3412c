"""Widgets that paint themselves follow the keyboard and the theme: Qt's own handlers see to that, none is needed."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from explorer.widgets import theme
from explorer.widgets.cell_map import CellMap
from explorer.widgets.curve_chart import CurveChart
from explorer.widgets.curve_legend import CurveLegend
from explorer.widgets.editable_grid import EditableGrid
from explorer.widgets.map_thumbs import MapThumbs
from explorer.widgets.score_bars import ScoreBars
from explorer.widgets.segmented import SegmentedControl
from explorer.widgets.term_line import TermLine

FOCUSED = (CellMap, CurveChart, EditableGrid, MapThumbs, ScoreBars, SegmentedControl)
DRESSED = (*FOCUSED, CurveLegend, TermLine)


class Paints(QObject):
    """Whether a widget was painted."""

    def __init__(self, widget):
        super().__init__()
        self.seen = False
        widget.installEventFilter(self)

    def eventFilter(self, _watched, event):
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False


@pytest.fixture
def shown(qapp, qtbot):
    """Shows a widget beside a field that has the keyboard."""
    theme.apply(qapp, "light")
    window = QWidget()
    window.field = QLineEdit(window)
    qtbot.addWidget(window)

    def show(kind):
        widget = kind(parent=window)
        widget.setGeometry(0, 0, 120, 120)
        window.field.setGeometry(130, 0, 40, 20)
        window.resize(200, 140)
        window.show()
        window.activateWindow()
        window.field.setFocus()
        qtbot.waitUntil(window.field.hasFocus)
        QApplication.processEvents()
        return widget, Paints(widget)

    yield show
    theme.apply(qapp, "light")


@pytest.mark.parametrize("kind", FOCUSED)
def test_the_focus_that_comes_and_goes_is_seen(shown, qtbot, kind):
    widget, paints = shown(kind)
    widget.setFocus(Qt.FocusReason.MouseFocusReason)
    qtbot.waitUntil(lambda: paints.seen)
    paints.seen = False
    widget.window().field.setFocus()
    qtbot.waitUntil(lambda: paints.seen)


@pytest.mark.parametrize("kind", DRESSED)
def test_another_theme_and_larger_letters_are_seen(shown, qtbot, qapp, kind):
    _, paints = shown(kind)
    theme.apply(qapp, "dark")
    qtbot.waitUntil(lambda: paints.seen)
    paints.seen = False
    theme.apply(qapp, "dark", 1.2)
    qtbot.waitUntil(lambda: paints.seen)
