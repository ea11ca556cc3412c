"""Curves that can be pointed at: where their values lie, and what moves the cursor."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from explorer.widgets.curve_chart import Chart, Curve, CurveChart, _round_values, _runs
from explorer.widgets.curve_legend import CurveLegend

VALUES = np.array([0.0, 0.5, np.nan, 1.0, 0.25])


@pytest.fixture
def chart(qtbot):
    chart = CurveChart()
    qtbot.addWidget(chart)
    chart.resize(400, 200)
    chart.show_chart(Chart([Curve("One", VALUES, "accent")], ["−2", "−1", "0", "+1", "+2"]), 1)
    chart.show()
    return chart


def test_values_lie_from_the_bottom_to_the_top(chart):
    low, high = chart.place(0, 0.0), chart.place(4, 1.0)
    assert low.y() > high.y()
    assert low.x() < high.x()
    assert chart.place(2, 0.5).y() == pytest.approx((low.y() + high.y()) / 2)


def test_a_click_and_arrow_keys_move_the_cursor_and_stop_at_the_ends(chart, qtbot):
    picked = []
    chart.picked.connect(picked.append)
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart.place(3, 0.5).toPoint())
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert picked == [3, 2, 0]
    chart.show_chart(chart.chart(), 4)
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart.rect().topRight() - QPoint(1, -50))
    assert picked == [3, 2, 0]


def test_it_is_read_out_at_the_cursor(chart):
    assert chart.accessibleDescription() == "−1; One 0.50"
    chart.show_chart(chart.chart(), 2)
    assert chart.accessibleDescription() == "0; One –"


def test_curves_have_gaps_where_there_is_no_value():
    assert _runs(VALUES) == [[0, 1], [3, 4]]
    assert _runs(np.full(3, np.nan)) == []


@pytest.mark.parametrize(
    ("low", "high", "most", "expected"),
    [
        (0, 1, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (0.2, 1, 4, [0.2, 0.4, 0.6, 0.8, 1]),
        (0, 1.4, 3, [0, 0.5, 1]),
        (1, 1, 4, [1]),
    ],
)
def test_the_axis_has_round_numbers(low, high, most, expected):
    assert _round_values(low, high, most) == pytest.approx(expected)


@pytest.mark.parametrize("size", [(400, 200), (90, 70), (20, 10)])
def test_any_size_and_no_curve_can_be_painted(chart, size):
    chart.resize(*size)
    assert not chart.grab().isNull()
    chart.show_chart(Chart((), ()))
    assert not chart.grab().isNull()


def test_a_legend_says_the_values_at_a_position(qtbot):
    legend = CurveLegend()
    qtbot.addWidget(legend)
    legend.show_curves([Curve("One", VALUES, "accent"), Curve("Two", -VALUES, "muted")], 1)
    assert legend.accessibleName() == "One 0.50; Two −0.50"
    assert not legend.grab().isNull()
