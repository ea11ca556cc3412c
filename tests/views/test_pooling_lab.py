"""The pooling view beyond the network's own pooling: other operations, one window worked out, the shift test."""

import numpy as np
import pytest
import torch
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QSlider, QToolButton
from torch import nn

import explorer
from explorer.core.capture import capture
from explorer.views._discarded_sheet import DiscardedSheet
from explorer.views._moved_input import MovedInput
from explorer.views._pooled_maps import PooledMaps
from explorer.views._pooling_cards import PoolingCards
from explorer.views._pooling_side import PoolingSide
from explorer.views._shift_panel import ShiftPanel
from explorer.views._window_sheet import WindowSheet
from explorer.views.base import Options, Paint, Subject
from explorer.views.pooling import PoolingView
from explorer.widgets.cell_map import CellMap
from explorer.widgets.curve_chart import CurveChart

# The windows' largest are 4, 8, 5, 7; their sums 10, 20, 5, 12; their corners 1, 6, 0, 7.
BY_HAND = torch.tensor([[[[1.0, 3.0, 6.0, 4.0], [2.0, 4.0, 8.0, 2.0], [0.0, 5.0, 7.0, 1.0], [0.0, 0.0, 1.0, 3.0]]]])


@pytest.fixture
def view(qtbot):
    view = PoolingView()
    qtbot.addWidget(view)
    view.resize(1100, 700)
    view.show()
    return view


@pytest.fixture
def shown(view, ran, job):
    """Shows a pooling module's result on the map worked out by hand."""

    def show(module):
        trace = ran(nn.Sequential(module), BY_HAND)
        view.show_result(PoolingView.compute(trace, trace.calls[0], Options(), job))
        view.grab()
        return view

    return show


def after(view):
    return view.findChildren(CellMap)[1]._cells.values.tolist()


def segments(view):
    return {button.text(): button for button in view._operation.findChildren(QToolButton)}


def card(view, name):
    return next(card for card in view.findChild(PoolingCards)._cards.values() if card.text() == name)


def test_another_operation_is_shown_on_the_same_windows(shown):
    view = shown(nn.MaxPool2d(2))
    assert after(view) == [[4, 8], [5, 7]]
    segments(view)["Average"].click()
    assert after(view) == [[2.5, 5], [1.25, 3]]
    assert not view._rings.isVisible()
    segments(view)["Strided"].click()
    assert after(view) == [[1, 6], [0, 7]]
    assert view.findChildren(CellMap)[0]._cells.rings.tolist() == [[0, 0], [0, 2], [2, 0], [2, 2]]
    assert "instead" in view.findChild(PooledMaps)._after_title._strong.text()


@pytest.mark.parametrize(
    ("module", "own"), [(nn.MaxPool2d(2), "Max"), (nn.AdaptiveAvgPool2d(2), "Average"), (nn.LPPool2d(2, 2), "LP")]
)
def test_the_networks_own_operation_is_marked_and_shown_first(shown, module, own):
    view = shown(module)
    found = segments(view)
    assert [name for name, button in found.items() if not button.icon().isNull()] == [own]
    assert found[own].isChecked()
    assert found["LP"].isHidden() == (own != "LP")


def test_the_choice_stays_with_the_layer_and_goes_with_another(shown, view, ran, job):
    shown(nn.MaxPool2d(2))
    segments(view)["Strided"].click()
    shown(nn.MaxPool2d(2))
    assert segments(view)["Strided"].isChecked()
    trace = ran(nn.Sequential(nn.ReLU(), nn.MaxPool2d(2)), BY_HAND)
    view.show_result(PoolingView.compute(trace, trace.calls[1], Options(), job))
    assert segments(view)["Max"].isChecked()


def test_a_card_shows_its_operation_large(shown, qtbot):
    view = shown(nn.MaxPool2d(2))
    assert card(view, "Max").isChecked()
    qtbot.mouseClick(card(view, "Average"), Qt.MouseButton.LeftButton, pos=QPoint(90, 40))
    assert after(view)[0] == [2.5, 5]
    assert segments(view)["Average"].isChecked()
    assert "peak kept 62 %" in card(view, "Average").accessibleDescription()
    card(view, "Strided").setFocus()
    qtbot.keyClick(card(view, "Strided"), Qt.Key.Key_Space)
    assert segments(view)["Strided"].isChecked()


def test_the_picked_window_is_worked_out_and_agrees_with_the_network(shown):
    view = shown(nn.MaxPool2d(2))
    sheet = view.findChild(WindowSheet)
    assert sheet.words()[0] == "rows 0–1, columns 2–3", "the window of the largest value, as long as none is picked"
    view.show_paint(Paint(cell=(0, 0)))
    assert sheet.words() == [
        "rows 0–1, columns 0–1", "Max 4: largest of 4", "Average 2.5: 10 / 4", "Strided 1: top-left cell",
        "network 4", "difference 0",
    ]  # fmt: skip
    assert not sheet.grab().isNull()


def test_what_is_discarded_follows_the_operation(shown):
    view = shown(nn.MaxPool2d(2))
    sheet = view.findChild(DiscardedSheet)
    # 24 of 47, and 154 of 235.
    assert sheet.words() == [
        "75.0 % of cells, 12 of 16", "Activation kept (sum) 51.1 %", "Energy kept (sum of squares) 65.5 %",
    ]  # fmt: skip
    segments(view)["Average"].click()
    assert "Activation kept (sum) 25.0 %" in sheet.words()


def test_the_side_is_folded_where_there_is_no_room(view):
    side = view.findChild(PoolingSide)
    assert side.isVisible()
    view.resize(700, 700)
    assert not side.isVisible()
    view._fold.click()
    assert side.isVisible()


# ---- the shift test


@pytest.fixture
def lab(view, job):
    """Computes and shows what the view asks for, of the shipped network's pool2."""
    model = explorer.load("digits")
    torch.set_num_threads(1)
    x = torch.zeros(1, 1, 28, 28)
    x[..., 6:20, 12:15] = 1
    trace = capture(model.module, x)

    def compute():
        options = Options(own=view.options(), subject=Subject(model, x))
        view.show_result(PoolingView.compute(trace, trace["pool2"], options, job))
        view.grab()

    compute()
    view.options_changed.connect(compute)
    return view


def head(view):
    return next(
        button for button in view.findChild(ShiftPanel).findChildren(QToolButton) if button.text() == "Shift test"
    )


def test_folded_it_asks_for_nothing(lab):
    assert lab.options().asked == 0
    assert not lab.findChild(CurveChart).isVisible()


def test_another_network_is_not_tested_unasked(lab):
    head(lab).click()
    assert lab.options().asked > 0
    lab.clear()
    assert lab.options().asked == 0
    assert not lab.findChild(CurveChart).isVisible()
    assert lab.findChild(PooledMaps).isVisible()


def test_unfolded_it_shows_a_curve_for_each_operation(lab, qtbot):
    with qtbot.waitSignal(lab.options_changed):
        head(lab).click()
    chart = lab.findChild(CurveChart)
    assert chart.isVisible()
    assert [curve.name for curve in chart.chart().curves] == ["Max pooling", "Average pooling", "Strided", "No pooling"]
    assert all(curve.values[6] == 1 for curve in chart.chart().curves)
    assert chart.chart().ticks[0] == "−6"
    slider = lab.findChild(QSlider)
    slider.setValue(9)
    assert lab.findChild(MovedInput)._title.text() == "Shift +3 px"
    chart.picked.emit(2)
    assert slider.value() == 2


def test_it_turns_and_enlarges_too(lab):
    head(lab).click()
    panel = lab.findChild(ShiftPanel)
    buttons = {button.text(): button for button in panel.findChildren(QToolButton)}
    buttons["Rotate"].click()
    lab.findChild(QSlider).setValue(12)
    assert lab.findChild(MovedInput)._title.text() == "Rotate +30°"
    buttons["Scale"].click()
    assert lab.findChild(MovedInput)._title.text() == "Scale +30 %"


def test_every_layer_is_shown_beside_the_fully_connected_network(lab):
    head(lab).click()
    buttons = {button.text(): button for button in lab.findChild(ShiftPanel).findChildren(QToolButton)}
    buttons["Every layer"].click()
    own, other = lab.findChildren(CurveChart)
    assert own.isVisible()
    assert other.isVisible()
    assert own.chart().ticks[:3] == ["conv1", "relu1", "pool1"]
    assert other.chart().ticks == ["fc1", "relu1", "fc2", "relu2", "fc3"]
    assert own.chart().high == other.chart().high
    # The two are not equally good, and that is said.
    panel = lab.findChild(ShiftPanel)
    assert panel._chart_title.whole_text() == "Digit CNN, trained on MNIST, 99.4 %"
    assert panel._beside_title.whole_text() == "Digit MLP, trained on MNIST, 98.2 %"
    before = own.chart().curves[0].values
    lab.findChild(QSlider).setValue(6)
    assert np.nanmax(own.chart().curves[0].values) == 0 < np.nanmax(before)


def test_in_a_low_window_it_stands_in_the_place_of_the_maps(lab):
    lab.resize(790, 340)
    maps = lab.findChild(PooledMaps)
    head(lab).click()
    assert not maps.isVisible()
    assert lab.findChild(CurveChart).height() > 120
    head(lab).click()
    assert maps.isVisible()


def test_a_test_of_an_earlier_picture_is_asked_for_again(lab, job, qtbot):
    job.others_wait = True
    head(lab).click()
    assert lab._result.test.stale
    job.others_wait = False
    with qtbot.waitSignal(lab.options_changed):
        pass
    assert not lab._result.test.stale
    assert lab._result.test.found is not None
