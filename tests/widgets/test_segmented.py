"""A row of segments with icons above their texts, in wide and in narrow rooms."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from explorer.widgets import theme
from explorer.widgets.segmented import SegmentedControl

KEYS = ("Draw", "Image", "Samples", "Stimulus", "Camera")
ALONE = Qt.ToolButtonStyle.ToolButtonIconOnly


@pytest.fixture
def tabs(qapp, qtbot):
    theme.apply(qapp, "light")
    panel = QWidget()
    qtbot.addWidget(panel)
    # As a child: a window of its own would not become narrower than its texts.
    tabs = SegmentedControl(panel, icons_above=True)
    for key in KEYS:
        tabs.add_segment(key, key, "image")
    tabs.add_segment("Given", "Given", "images")
    tabs.set_segment_visible("Given", False)
    tabs.resize(256, tabs.sizeHint().height())
    panel.show()
    yield tabs
    panel.close()


def written(tabs):
    """The keys of the segments that show their text."""
    buttons = tabs._buttons.items()
    return [key for key, button in buttons if not button.isHidden() and button.toolButtonStyle() != ALONE]


def cut(tabs):
    """The keys of segments that have less room than their text or icon takes."""
    narrow = []
    tabs.layout().activate()
    for key, button in tabs._buttons.items():
        text = 0 if button.toolButtonStyle() == ALONE else button.fontMetrics().horizontalAdvance(key)
        inside = tabs.rect().adjusted(1, 1, -1, -1).contains(button.geometry())
        if not button.isHidden() and (not inside or button.width() < max(text + 6, 22)):
            narrow.append(key)
    return narrow


def test_in_a_panel_of_usual_width_all_texts_are_whole(tabs):
    assert written(tabs) == list(KEYS)
    assert cut(tabs) == []


@pytest.mark.parametrize("width", [180, 200, 216])
def test_in_a_narrow_panel_only_the_chosen_one_keeps_its_text(tabs, width):
    tabs.resize(width, tabs.height())
    tabs.set_current("Stimulus")
    assert tabs.width() == width
    assert written(tabs) == ["Stimulus"]
    assert cut(tabs) == []
    assert [tabs._buttons[key].toolTip() for key in KEYS] == ["Draw", "Image", "Samples", "", "Camera"]
    QTest.keyClick(tabs, Qt.Key.Key_Left)
    assert written(tabs) == ["Samples"]
    assert len({tabs._buttons[key].height() for key in KEYS}) == 1


def test_one_segment_more_may_take_the_texts_and_gives_them_back(tabs):
    tabs.set_segment_visible("Given", True)
    assert written(tabs) == ["Draw"]
    assert cut(tabs) == []
    tabs.resize(400, tabs.height())
    assert written(tabs) == [*KEYS, "Given"]
    assert tabs._buttons["Image"].toolTip() == ""


def test_larger_type_takes_more_room(tabs, qapp):
    theme.apply(qapp, "light", 1.4)
    assert written(tabs) == ["Draw"]
    theme.apply(qapp, "light")
    assert written(tabs) == list(KEYS)


def test_a_tip_of_its_own_stays(tabs):
    tabs.set_segment_enabled("Image", False, "Not now.")
    tabs.resize(200, tabs.height())
    assert tabs._buttons["Image"].toolTip() == "Not now."
