"""The Channels view: the numbers of every channel, in any order, with the window's channel selected."""

import time

import numpy as np
import pytest
import torch
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QToolButton
from torch import nn

from explorer.views.base import Options, Paint
from explorer.views.channels import ChannelsView
from explorer.views.feature_maps import FeatureMapsView
from explorer.widgets import theme
from explorer.widgets.calm import is_calm
from explorer.widgets.channel_model import Column
from explorer.widgets.channel_table import ChannelTable

NAN, INF = float("nan"), float("inf")
# Four maps of 3 x 3: ordinary, silent, one with NaN, one that is highest.
MAPS = torch.tensor(
    [
        [
            [[0.0, 0.0, 1.0], [4.0, 2.0, -1.0], [0.0, 2.0, 1.0]],
            [[0.0] * 3] * 3,
            [[NAN, 0.0, 1.0], [INF, 2.0, 2.0], [5.0, 2.0, 2.0]],
            [[9.0] * 3] * 3,
        ]
    ]
)


def computed(ran, job, x=MAPS, **options):
    trace = ran(nn.Identity(), x)
    return ChannelsView.compute(trace, trace.calls[0], Options(**options), job)


@pytest.fixture
def view(qtbot):
    view = ChannelsView()
    view.resize(700, 400)
    qtbot.addWidget(view)
    return view


@pytest.fixture
def table(view, ran, job):
    view.show_paint(Paint(channel=0))
    view.show_result(computed(ran, job))
    return view.findChild(ChannelTable)


def column(table, column):
    return [table.model().index(row, column).data() for row in range(table.model().rowCount())]


def test_a_row_a_channel_says_what_was_measured(table):
    row = [table.model().index(0, place).data() for place in Column]
    assert row == ["0", None, "−1.000", "4.000", "1.000", "1.414", "33.3 %", "0", ""]


def test_what_is_odd_is_told_in_words(table):
    assert column(table, Column.STATE) == ["", "all zero", "NaN", ""]
    assert column(table, Column.INVALID) == ["0", "0", "2", "0"]


def test_a_reader_hears_every_cells_heading_and_value(table):
    model, role = table.model(), Qt.ItemDataRole.AccessibleTextRole
    assert model.index(0, Column.MAXIMUM).data(role) == "Max: 4.000"
    assert model.index(1, Column.STATE).data(role) == "State: all zero"
    assert model.index(3, Column.MAP).data(role) == "map of channel 3"


def test_the_numbers_are_those_of_the_mosaic(ran, job):
    trace = ran(nn.Hardtanh(-2, 2), torch.randn(1, 6, 5, 5))
    tiles = FeatureMapsView.compute(trace, trace.calls[0], Options(), job).statistics
    numbers = ChannelsView.compute(trace, trace.calls[0], Options(), job).rows.numbers
    assert np.array_equal(numbers.minimum, tiles.minimum)
    assert np.array_equal(numbers.maximum, tiles.maximum)
    assert np.array_equal(numbers.silent, tiles.silent)


def test_a_click_on_a_heading_sorts_and_again_turns_it_round(table, qtbot):
    header = table.horizontalHeader()
    table.resize(700, 300)
    table.show()
    place = header.viewport().rect().center()
    place.setX(header.sectionViewportPosition(Column.MAXIMUM) + 20)
    orders = []
    for _ in range(2):
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
        orders.append(column(table, Column.NUMBER))
    assert sorted(map(tuple, orders)) == [("1", "0", "2", "3"), ("3", "2", "0", "1")]


def test_the_keyboard_sorts_by_the_controls(view, table, qtbot):
    box, largest = view.findChild(QComboBox), view.findChild(QToolButton)
    box.setCurrentIndex(box.findData(Column.MEAN))
    box.activated.emit(box.currentIndex())
    assert column(table, Column.NUMBER) == ["1", "0", "2", "3"]
    qtbot.keyClick(largest, Qt.Key.Key_Space)
    assert column(table, Column.NUMBER) == ["3", "2", "0", "1"]
    table.horizontalHeader().setSortIndicator(Column.ZEROS, Qt.SortOrder.AscendingOrder)
    assert (box.currentData(), largest.isChecked()) == (Column.ZEROS, False)


def test_maps_without_a_number_come_last_both_ways(view, table, ran, job, qtbot):
    maps = MAPS.clone()
    maps[0, 1] = NAN
    view.show_result(computed(ran, job, x=maps))
    qtbot.waitUntil(is_calm)
    for descending in (False, True):
        table.sort_by(Column.MEAN, descending)
        assert column(table, Column.NUMBER)[-1] == "1"
    assert column(table, Column.MEAN)[-1] == "–"


def test_arrow_keys_pick_channels_in_the_order_that_is_shown(view, table, qtbot):
    table.sort_by(Column.MAXIMUM, True)
    assert column(table, Column.NUMBER) == ["3", "2", "0", "1"]
    with qtbot.waitSignal(view.channel_picked) as caught:
        qtbot.keyClick(table, Qt.Key.Key_Up)
    assert caught.args == [2]


def test_the_windows_channel_is_the_tables_and_is_not_told_back(view, table):
    picked = []
    view.channel_picked.connect(picked.append)
    view.show_paint(Paint(channel=3))
    assert table.currentIndex().row() == 3
    assert [index.row() for index in table.selectionModel().selectedRows()] == [3]
    view.show_paint(Paint(channel=77))
    assert table.currentIndex().row() == 3
    assert picked == []


def test_other_numbers_keep_order_selection_and_place(view, table, ran, job, qtbot):
    table.sort_by(Column.MAXIMUM, True)
    view.show_paint(Paint(channel=2))
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    picked = []
    view.channel_picked.connect(picked.append)
    maps = MAPS.clone()
    maps[0, 0] = 20.0
    view.show_paint(Paint(channel=0))
    view.show_result(computed(ran, job, x=maps))
    qtbot.waitUntil(is_calm)
    model = table.model()
    assert column(table, Column.NUMBER) == ["0", "3", "2", "1"]
    assert model.order[table.currentIndex().row()] == 0
    assert picked == []


def test_a_selection_of_several_stays_with_its_channels(view, table, ran, job, qtbot):
    table.sort_by(Column.MAXIMUM, True)
    qtbot.keyClick(table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    chosen = {int(table.model().order[index.row()]) for index in table.selectionModel().selectedRows()}
    assert chosen == {3, 2}
    table.sort_by(Column.NUMBER, False)
    assert {index.row() for index in table.selectionModel().selectedRows()} == {3, 2}


def test_copied_rows_read_back_as_the_same_numbers(view, table, ran, job, qtbot):
    x = torch.randn(1, 3, 4, 5)
    view.show_result(computed(ran, job, x=x))
    qtbot.mouseClick(view.findChild(QPushButton), Qt.MouseButton.LeftButton)
    head, *lines = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]
    assert head[:4] == ["channel", "min", "max", "mean"]
    read = np.array(lines, float)
    assert np.array_equal(read[:, 1].astype(np.float32), x.numpy().min(axis=(0, 2, 3)))
    assert np.allclose(read[:, 4], x.numpy().astype(float).std(axis=(0, 2, 3)))


def test_copying_takes_several_selected_rows_in_their_order(table, qtbot):
    table.sort_by(Column.MAXIMUM, True)
    qtbot.keyClick(table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert [line.split("\t")[0] for line in QGuiApplication.clipboard().text().split("\n")] == ["channel", "3", "2"]


def test_a_silent_map_is_hatched(view, table, qtbot):
    def rows_of_ink(channel):
        area = table.visualRect(table.model().index(channel, Column.MAP)).adjusted(9, 4, -9, -4)
        image = table.viewport().grab(area).toImage()
        return len({image.pixel(x, y) for x in range(image.width()) for y in range(image.height())})

    view.show()
    view.show_paint(Paint(channel=0))
    assert rows_of_ink(1) > rows_of_ink(3)


def test_thousands_of_channels_come_at_once(view, ran, job):
    x = torch.rand(1, 4096, 4, 4)
    result = computed(ran, job, x=x)
    view.show()
    started = time.thread_time()
    view.show_result(result)
    view.grab()
    assert time.thread_time() - started < 0.5
    table = view.findChild(ChannelTable)
    assert table.model().rowCount() == 4096
    view.show_paint(Paint(channel=4000))
    assert table.visualRect(table.currentIndex()).intersects(table.viewport().rect())


@pytest.mark.parametrize("width", [600, 1200])
def test_the_share_of_zeros_is_a_bar_in_any_width(view, table, width):
    def length(channel):
        area = table.visualRect(table.model().index(channel, Column.ZEROS))
        image = table.viewport().grab(area).toImage()
        bar = theme.colour("bar").rgb()
        return max(sum(image.pixel(x, y) == bar for x in range(image.width())) for y in range(image.height()))

    theme.apply(QApplication.instance(), "light")
    view.resize(width, 400)
    view.show()
    third, whole, none = length(0), length(1), length(3)
    assert third == pytest.approx(whole / 3, abs=3)
    assert whole > 40
    assert none == 0
