"""The arithmetic view: the picked cell's terms on the screen, walked through, pointed at, copied."""

import numpy as np
import pytest
import torch
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton
from torch import nn

from explorer.views._arithmetic_parts import cards, rows
from explorer.views._explained import ArithmeticOptions, feeds
from explorer.views._stepping import Stepper
from explorer.views.arithmetic import ArithmeticView
from explorer.views.base import Options
from explorer.widgets.cell_map import CellMap
from explorer.widgets.channel_box import ChannelBox
from explorer.widgets.channel_cards import ChannelCards
from explorer.widgets.product_grids import ProductGrids, cell_number
from explorer.widgets.sum_line import SumLine
from explorer.widgets.switch import Switch
from explorer.widgets.term_rows import TermRows
from explorer.widgets.waterfall import Waterfall

NINE = torch.arange(1.0, 10).reshape(1, 1, 3, 3)


def net(channels=2):
    layers = nn.Sequential(nn.Conv2d(1, channels, 1), nn.Conv2d(channels, 2, 3, padding=1), nn.ReLU())
    with torch.no_grad():
        for parameter in layers.parameters():
            parameter.copy_(torch.linspace(-1, 1, parameter.numel()).reshape(parameter.shape))
    return layers


@pytest.fixture
def view(qtbot):
    view = ArithmeticView()
    qtbot.addWidget(view)
    view.resize(760, 560)
    view.show()
    return view


@pytest.fixture
def shown(view, ran, job):
    """Computes and shows a cell of a call."""

    def show(trace, name, **options):
        result = ArithmeticView.compute(trace, trace[name], Options(own=view.options(), **options), job)
        view.show_result(result)
        return result

    return show


def maps(view):
    return view.findChildren(CellMap)


def point_at(shown_map, row, column):
    QTest.mouseMove(shown_map, shown_map.area_rect((row, row + 1, column, column + 1)).center().toPoint())


def test_the_footer_says_sum_network_and_difference(view, ran, shown):
    result = shown(ran(net(), NINE), "1", cell=(1, 2))
    line = view.findChild(SumLine)
    e = result.explanation
    assert line.text().startswith("sum of the shown terms =")
    assert "network =" in line.text()
    assert line.text().endswith("difference 0") or "difference" in line.text()
    assert line.agrees
    assert e.network == pytest.approx(e.result, rel=1e-6)


def test_the_check_is_green_only_where_the_sum_is_right(view, ran, shown):
    trace = ran(net(), NINE)
    trace["1"].tensor[0, 0, 1, 1] += 0.5
    shown(trace, "1", cell=(1, 1))
    assert not view.findChild(SumLine).agrees


def test_the_activation_that_follows_is_named(view, ran, shown):
    result = shown(ran(net(), NINE), "1", cell=(0, 0), channel=1)
    name, after = result.follower
    assert name == "2"
    assert after.network == max(0.0, result.explanation.network)
    assert "→ 2:" in view.findChild(SumLine).text()


def test_without_a_picked_cell_the_middle_is_explained(ran, shown):
    trace = ran(net(), NINE)
    assert shown(trace, "1").cell == (1, 1)
    assert shown(trace, "1", cell=(9, 9)).cell == (2, 2)


def test_padding_lies_outside_the_frame_on_the_input(view, ran, shown):
    result = shown(ran(net(), NINE), "1", cell=(0, 2))
    np.testing.assert_array_equal(result.reads, [[0, 1], [0, 2], [1, 1], [1, 2]])
    part = result.explanation.patch(result.chosen)
    np.testing.assert_array_equal(part.padded, [[1, 1, 1], [0, 0, 1], [0, 0, 1]])


def test_the_input_map_is_the_one_that_adds_most_or_the_chosen(view, ran, shown):
    trace = ran(net(), NINE)
    result = shown(trace, "1", cell=(1, 1))
    assert result.chosen == np.abs(result.explanation.channel_sums).argmax()
    with_other = ArithmeticView.compute(trace, trace["1"], Options(own=ArithmeticOptions(1 - result.chosen)), None)
    assert with_other.chosen == 1 - result.chosen
    assert with_other.before.channel == 1 - result.chosen


def test_choosing_an_input_map_asks_for_it(view, ran, shown, qtbot):
    shown(ran(net(), NINE), "1", cell=(1, 1))
    (source,) = [box for box in view.findChildren(ChannelBox) if box.accessibleName() == "Input map"]
    other = 1 - source.value()
    with qtbot.waitSignal(view.options_changed):
        source.setValue(other)
    assert view.options() == ArithmeticOptions(other)


def test_pointing_at_an_output_cell_asks_for_its_sum(view, ran, shown, qtbot):
    shown(ran(net(), NINE), "1", cell=(1, 1))
    with qtbot.waitSignal(view.cell_picked) as picked:
        point_at(maps(view)[1], 2, 0)
    assert picked.args == [2, 0]


def test_pointing_at_an_input_cell_asks_for_the_cell_that_it_feeds(view, ran, shown, qtbot):
    layers = nn.Sequential(nn.Conv2d(1, 1, 2, stride=2))
    shown(ran(layers, torch.rand(1, 1, 6, 6)), "0", cell=(0, 0))
    with qtbot.waitSignal(view.cell_picked) as picked:
        point_at(maps(view)[0], 5, 2)
    assert picked.args == [2, 1]


@pytest.mark.parametrize("layer", [nn.Conv2d(1, 1, 3, 2, 1), nn.ConvTranspose2d(1, 1, 3, 2, 1), nn.AvgPool2d(3, 2)])
def test_the_fed_cell_reads_the_input_cell(layer, ran):
    """Wherever some output reads an input cell, the one that is named does."""
    trace = ran(nn.Sequential(layer), torch.zeros(1, 1, 7, 7))
    fed = feeds(trace["0"], (7, 7), trace["0"].output_shape[2:])
    with torch.no_grad():
        for parameter in layer.parameters():
            parameter.fill_(1)
    for row in range(7):
        for column in range(7):
            x = torch.zeros(1, 1, 7, 7)
            before = layer(x)
            x[0, 0, row, column] = 1
            changed = (layer(x) - before)[0, 0] != 0
            assert bool(changed[tuple(fed[row, column])]) or not bool(changed.any())


def test_it_steps_to_the_next_cell_and_waits_for_its_answer(view, ran, shown, qtbot):
    trace = ran(net(), NINE)
    shown(trace, "1", cell=(0, 2))
    stepper = view.findChild(Stepper)
    asked = []
    view.cell_picked.connect(lambda *cell: asked.append(cell))
    stepper.set_running(True)
    stepper.step()
    stepper.step()
    assert asked == [(1, 0)]
    shown(trace, "1", cell=(1, 0))
    stepper.step()
    assert asked == [(1, 0), (1, 1)]


def test_it_stands_still_while_somebody_points(view, ran, shown, qtbot):
    shown(ran(net(), NINE), "1", cell=(2, 2))
    stepper = view.findChild(Stepper)
    asked = []
    view.cell_picked.connect(lambda *cell: asked.append(cell))
    stepper.hold(True)
    stepper.step()
    assert asked == []
    stepper.hold(False)
    stepper.step()
    assert asked == [(0, 0)]


def test_hidden_views_do_not_step(view, ran, shown):
    shown(ran(net(), NINE), "1")
    stepper = view.findChild(Stepper)
    stepper.set_running(True)
    view.hide()
    assert not stepper.running


def test_many_input_maps_fold_and_unfold(view, ran, shown):
    trace = ran(net(40), NINE)
    e = shown(trace, "1", cell=(1, 1)).explanation
    folded, whole = cards(e, 0, None, "RdBu"), cards(e, 0, None, "RdBu", None)
    count, amount = folded.rest
    assert (len(folded.sums), count) == (23, 17)
    assert folded.sums.sum() + amount == pytest.approx(e.total)
    assert np.abs(folded.sums).min() >= np.sort(np.abs(whole.sums))[-24]
    assert (len(whole.sums), whole.rest) == (40, None)
    view.findChild(ChannelCards).unfold_asked.emit()
    assert view.findChild(Switch).isChecked()


def test_terms_of_other_layers_are_listed_and_lead_to_where_they_stand(view, ran, shown, qtbot):
    layers = nn.Sequential(nn.Conv2d(1, 2, 1), nn.Flatten(), nn.Linear(18, 2))
    trace = ran(layers, NINE)
    result = shown(trace, "2")
    listed, rest = rows(result.explanation, False)
    assert (len(listed), rest[0]) == (16, 2)
    assert view.findChild(TermRows).isVisible()
    wishes = []
    for signal in (view.layer_picked, view.channel_picked, view.cell_picked):
        signal.connect(lambda *args: wishes.append(args))
    view.findChild(TermRows).picked.emit(4)
    assert wishes == [("1",), (4,), (0, 0)]


def test_pooling_shows_its_window(view, ran, shown):
    trace = ran(nn.Sequential(nn.MaxPool2d(2, 1), nn.AvgPool2d(2)), NINE)
    shown(trace, "0", cell=(1, 1))
    assert view.findChild(ProductGrids).isVisible()
    # Of a maximum nothing is added up.
    assert not view.findChild(Waterfall).isVisible()
    shown(trace, "1", cell=(0, 0))
    assert view.findChild(Waterfall).isVisible()


def test_an_activation_shows_its_formula(view, ran, shown):
    shown(ran(net(), NINE), "2", cell=(0, 0))
    assert "max(0, x)" in " ".join(label.text() for label in view.findChildren(QLabel))
    assert not view.findChild(Waterfall).isVisible()


@pytest.mark.parametrize(
    ("entry", "part"), [(0, "sum of the shown terms ="), (1, r"\begin{aligned}"), (2, "import torch")]
)
def test_the_sum_can_be_copied(view, ran, shown, entry, part):
    shown(ran(net(), NINE), "1", cell=(1, 1))
    (button,) = [button for button in view.findChildren(QToolButton) if button.menu() is not None]
    button.menu().actions()[entry].trigger()
    assert part in QGuiApplication.clipboard().text()


def test_a_click_on_a_bar_or_a_card_chooses_the_input_map(view, ran, shown, qtbot):
    trace = ran(net(), NINE)
    other = 1 - shown(trace, "1", cell=(1, 1)).chosen
    with qtbot.waitSignal(view.options_changed):
        view.findChild(Waterfall).picked.emit(other)
    assert view.options() == ArithmeticOptions(other)
    shown(trace, "1", cell=(1, 1))
    place = view.findChild(ChannelCards)
    with qtbot.waitSignal(view.options_changed):
        spot = place._spot(1 - other).center()
        QTest.mouseClick(place, Qt.MouseButton.LeftButton, pos=QPoint(int(spot.x()), int(spot.y())))
    assert view.options() == ArithmeticOptions(1 - other)


@pytest.mark.parametrize(
    ("value", "decimals", "beginning", "text"),
    [
        (0.364, 2, "0.", "0.36"),
        (-0.364, 2, ".", "−.36"),
        (-0.004, 2, "0.", "0.00"),
        (0, 2, "0.", "0"),
        (10.54, 2, ".", "10.5"),
        (123.4, 2, "0.", "123"),
        (float("nan"), 2, "0.", "NaN"),
    ],
)
def test_numbers_in_cells_are_short(value, decimals, beginning, text):
    assert cell_number(value, decimals, beginning) == text
