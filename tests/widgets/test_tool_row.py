"""The row of controls, in windows wide and narrow."""

import pytest
from PySide6.QtWidgets import QPushButton

from explorer.widgets import theme
from explorer.widgets.tool_row import HEIGHT, ToolRow


@pytest.fixture
def row(qtbot, qapp):
    theme.apply(qapp, "light")
    row = ToolRow()
    qtbot.addWidget(row)
    return row


def add(row, count, **how):
    buttons = [QPushButton(f"Control {number}") for number in range(count)]
    for button in buttons:
        row.add(button, **how)
    return buttons


def test_with_room_everything_stands_in_one_row(row):
    left = add(row, 2)
    row.add_stretch()
    right = add(row, 2)
    row.resize(800, HEIGHT)
    row.show()
    assert row.height() == HEIGHT
    assert len({button.y() for button in left + right}) == 1
    assert right[-1].geometry().right() == row.width() - 13


def test_what_does_not_fit_stands_in_a_second_row_uncut_and_comes_back(row, qtbot):
    left = add(row, 2)
    row.add_stretch()
    right = add(row, 2)
    row.show()
    row.resize(260, HEIGHT)
    qtbot.waitUntil(lambda: right[0].y() > left[0].y())
    assert row.height() > HEIGHT
    for button in left + right:
        assert button.width() >= button.sizeHint().width()
        assert row.rect().contains(button.geometry())
    row.resize(800, HEIGHT)
    qtbot.waitUntil(lambda: right[0].y() == left[0].y())
    assert row.height() == HEIGHT


def test_optional_controls_are_left_out_before_a_second_row_begins(row, qtbot):
    needed, extra = add(row, 2), add(row, 1, optional=True)
    row.show()
    row.resize(240, HEIGHT)
    qtbot.waitUntil(lambda: extra[0].isHidden())
    assert row.height() == HEIGHT
    assert needed[0].y() == needed[1].y()


def test_what_stands_at_the_left_end_is_there_again_after_a_narrow_time(row, qtbot):
    left = add(row, 3)
    row.add_stretch()
    row.show()
    row.resize(200, HEIGHT)
    qtbot.waitUntil(lambda: row.height() > HEIGHT)
    row.resize(900, HEIGHT)
    qtbot.waitUntil(lambda: row.height() == HEIGHT)
    assert left[-1].geometry().right() < 450
