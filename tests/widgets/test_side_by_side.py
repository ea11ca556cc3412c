"""Two things beside each other, or one below the other."""

import pytest
from PySide6.QtWidgets import QLabel

from explorer.widgets.side_by_side import SideBySide


@pytest.fixture
def pair(qtbot):
    first, second = QLabel("a sentence at the left"), QLabel("another one at the right")
    pair = SideBySide(first, second, spacing=10)
    qtbot.addWidget(pair)
    pair.show()
    return pair, first, second


def needed(first, second):
    return first.sizeHint().width() + second.sizeHint().width() + 10


def test_where_there_is_room_both_stand_in_one_line(pair):
    both, first, second = pair
    both.resize(needed(first, second), 40)
    assert not both.is_stacked
    assert first.y() == second.y()
    assert second.geometry().right() == both.width() - 1


def test_where_there_is_none_the_second_goes_below_and_nothing_is_cut(pair, qtbot):
    both, first, second = pair
    both.resize(needed(first, second) - 1, 60)
    assert both.is_stacked
    qtbot.waitUntil(lambda: second.y() > 0)
    assert second.y() >= first.geometry().bottom()
    assert all(part.width() >= part.sizeHint().width() for part in (first, second))
    assert both.sizeHint().height() >= 2 * first.sizeHint().height()


def test_a_longer_text_goes_below_a_hidden_one_takes_no_room(pair, qtbot):
    both, first, second = pair
    both.resize(needed(first, second), 60)
    second.setText("another one at the right that has become longer")
    qtbot.waitUntil(lambda: both.is_stacked)
    first.hide()
    qtbot.waitUntil(lambda: not both.is_stacked)
