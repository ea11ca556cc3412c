"""Tabs that stand closer where they would not all fit."""

import pytest

from explorer.widgets import theme
from explorer.widgets.fitting_tabs import FittingTabs

NAMES = ["Feature maps", "Filters", "Pooling", "Arithmetic", "Receptive field", "Class scores", "Tuning", "Values"]


@pytest.fixture
def tabs(qtbot, qapp):
    theme.apply(qapp, "light")
    bar = FittingTabs()
    for name in NAMES:
        bar.addTab(name)
    qtbot.addWidget(bar)
    bar.show()
    return bar


def width_of(bar):
    return sum(bar.tabRect(index).width() for index in range(bar.count()))


def test_all_tabs_are_in_sight_in_a_narrow_window_too(tabs):
    tabs.resize(1000, 36)
    roomy = width_of(tabs)
    tabs.resize(roomy - 30, 36)
    assert width_of(tabs) < roomy - 30
    tabs.resize(1000, 36)
    assert width_of(tabs) == roomy


def test_where_even_close_tabs_are_too_wide_the_short_texts_stand_there(qtbot, qapp):
    theme.apply(qapp, "light")
    bar = FittingTabs()
    for name in NAMES:
        bar.add_tab(name, "Field" if name == "Receptive field" else "")
    qtbot.addWidget(bar)
    bar.show()
    for width in (1000, 560, 1000):
        bar.resize(width, 36)
        assert bar.tabText(4) == ("Receptive field" if width == 1000 else "Field")
        assert width_of(bar) <= width
        assert bar.accessibleTabName(4) == "Receptive field"
