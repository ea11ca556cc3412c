"""The strip asks for what it lacks and for nothing twice."""

import pytest
from PySide6.QtWidgets import QAbstractSlider

from explorer.gui.network_panel import total_macs
from explorer.gui.strip_columns import scopes_of


@pytest.fixture
def deep(hand):
    """A network with far more columns than the window shows, every block open."""
    hand.open_model("squeezenet1_1")
    hand.draw(1)
    opened = {scope for call in hand.frame.trace for scope in scopes_of(call.path)}
    hand.do(hand.window.panels.network.folding_changed.emit, frozenset(opened))
    return hand


class Frames:
    """Which frames are shown while the block runs."""

    def __init__(self, hand):
        self._shown = hand.window.controller.frame_shown

    def __enter__(self):
        self.fresh = []
        self._shown.connect(self._on_frame)
        return self.fresh

    def __exit__(self, *_):
        self._shown.disconnect(self._on_frame)

    def _on_frame(self, frame):
        self.fresh.append(frame.fresh)


def scroll(hand, action):
    bar = hand.window.panels.network._area.horizontalScrollBar()
    hand.do(bar.triggerAction, action)


def in_sight(hand):
    panel = hand.window.panels.network
    first, last = panel._in_sight()
    return {column.name for column in panel.strip.columns.columns[first : last + 1]}


def test_what_is_scrolled_to_comes_once(deep):
    for action, frames in ((QAbstractSlider.SliderAction.SliderPageStepAdd, [False]),
                           (QAbstractSlider.SliderAction.SliderPageStepSub, [])):  # fmt: skip
        with Frames(deep) as fresh:
            scroll(deep, action)
        assert fresh == frames
        assert in_sight(deep) <= set(deep.window.panels.network.strip._pictures)
    # A hand that goes on scrolling gets what it comes to.
    bar = deep.window.panels.network._area.horizontalScrollBar()
    with Frames(deep) as fresh:
        for value in range(0, bar.maximum(), 40):
            bar.setValue(value)
        deep.settle()
    assert in_sight(deep) <= set(deep.window.panels.network.strip._pictures)
    assert 1 <= len(fresh) <= 4


def test_a_selection_far_away_is_one_frame(deep):
    with Frames(deep) as fresh:
        deep.do(deep.window.controller.pick_layer, "features.12.squeeze")
    assert fresh == [False]
    assert "features.12.squeeze" in in_sight(deep)
    assert in_sight(deep) <= set(deep.window.panels.network.strip._pictures)


def test_a_higher_strip_and_a_folded_one_get_what_they_lack(deep, monkeypatch):
    with Frames(deep) as fresh:
        deep.do(deep.window._splitter.setSizes, [500, 300])
    assert fresh == [False]
    pictures = deep.window.panels.network.strip._pictures
    tiles = deep.window.panels.network.strip.tiles_per_column()
    assert {len(pictures[name].channels) for name in in_sight(deep) if name.startswith("features")} == {tiles}
    # Folding does not count the multiply-adds again.
    facts = deep.window.panels.network._facts.whole_text()
    assert "349 M multiply-adds" in facts
    counted = []
    monkeypatch.setattr("explorer.gui.network_panel.total_macs", lambda trace: counted.append(1) or total_macs(trace))
    deep.do(deep.window.panels.network.folding_changed.emit, frozenset())
    assert deep.window.panels.network._facts.whole_text() == facts
    assert counted == []


def test_a_view_that_comes_to_the_front_has_the_colours_and_the_channel_chosen_meanwhile(hand):
    hand.draw(7)
    hand.do(hand.window.session.set, layer="conv1", view="Feature maps", channel=3)
    hand.do(hand.window.session.amend, signed_map="CET-D4")
    hand.do(hand.window.session.set, view="Filters")
    view = hand.view("Filters")
    assert view._map.currentText() == "CET-D4"
    assert view._mosaic.mosaic._item.selected == 3


def test_a_network_whose_multiplications_are_not_known_is_not_said_to_have_none(hand, monkeypatch):
    hand.open_model("digits")
    monkeypatch.setattr("explorer.gui.network_panel.total_macs", lambda _trace: 0)
    panel = hand.window.panels.network
    hand.do(panel._show_head, hand.frame)
    assert panel._title.toolTip() == "16 calls  ·  75,498 parameters"
