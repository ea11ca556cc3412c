"""How the window shows what it shows: scales, colours, order, overlay, tiles, views and themes, by their controls."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QSlider, QTabBar, QToolButton

from explorer.widgets import theme
from explorer.widgets.colour_map_box import ColourMapBox
from explorer.widgets.segmented import SegmentedControl


@pytest.fixture
def maps(hand):
    """The feature maps of a drawn seven."""
    hand.draw(7)
    return hand.view("Feature maps")


def control(view, kind, name):
    return next(child for child in view.findChildren(kind) if name in child.accessibleName())


def picture(view):
    return view.grab().toImage()


def mosaic_picture(view):
    return view._mosaic.grab().toImage()


def scale(hand):
    found = hand.frame.result.scale
    return found.low.tolist(), found.high.tolist()


def segment(hand, view, key):
    hand.click(control(view, SegmentedControl, "Scale")._buttons[key])


def test_each_scale_is_what_it_says(hand, maps):
    values = hand.frame.trace["conv1"].output[0].numpy()
    segment(hand, maps, "channel")
    assert hand.state.scale == "channel"
    assert scale(hand)[1] == pytest.approx(np.abs(values).reshape(len(values), -1).max(axis=1).tolist())
    segment(hand, maps, "layer")
    (shared,) = set(scale(hand)[1])
    kept = np.sort(np.abs(values[values != 0]))
    assert shared == pytest.approx(kept[int(np.ceil((len(kept) - 1) * 0.99))])
    segment(hand, maps, "network")
    (whole,) = set(scale(hand)[1])
    assert whole >= shared
    segment(hand, maps, "fixed")
    assert scale(hand) == ([-1.0] * len(values), [1.0] * len(values))
    limit = control(maps, QDoubleSpinBox, "Limit")
    assert limit.isVisible()
    hand.do(limit.setValue, 2.5)
    assert set(scale(hand)[1]) == {2.5}
    assert hand.frame.unit.high == 2.5


def test_another_scale_is_another_picture_of_the_same_numbers(hand, maps):
    before, values = mosaic_picture(maps), hand.frame.result.values
    segment(hand, maps, "network")
    assert mosaic_picture(maps) != before
    assert np.array_equal(hand.frame.result.values, values)


def test_another_colour_map_recolours_everything_without_a_run(hand, maps):
    trace = hand.frame.trace
    before = [picture(part) for part in (maps, hand.window.panels.unit, hand.window.panels.network.strip)]
    box = control(maps, ColourMapBox, "Colour map")
    box.setCurrentIndex(box.findText("CET-D4"))
    hand.do(box.activated.emit, box.currentIndex())
    assert hand.state.signed_map == "CET-D4"
    after = [picture(part) for part in (maps, hand.window.panels.unit, hand.window.panels.network.strip)]
    assert all(one != other for one, other in zip(before, after, strict=True))
    assert hand.frame.trace is trace


def test_signed_and_other_layers_have_colour_maps_of_their_own(hand, maps):
    box = control(maps, ColourMapBox, "Colour map")
    assert box.currentText() == "RdBu"
    hand.do(hand.window.controller.pick_layer, "relu1")
    assert box.currentText() == "magma"
    assert box.findText("RdBu") == -1


@pytest.mark.parametrize("key", ["mean", "max", "active"])
def test_channels_are_sorted(hand, maps, key):
    box = control(maps, QComboBox, "Sort")
    hand.do(box.setCurrentIndex, box.findData(key))
    result = hand.frame.result
    numbers = {"mean": result.statistics.mean, "max": result.statistics.maximum, "active": result.statistics.active}
    ordered = numbers[key][result.order]
    assert (np.diff(ordered) <= 0).all()
    first = maps._mosaic.tile_at(maps._mosaic._item.mapToScene(2, 2))
    assert first[0] == result.order[0]


def test_the_input_shows_through(hand, maps):
    before = mosaic_picture(maps)
    slider = control(maps, QSlider, "Overlay")
    hand.do(slider.setValue, 50)
    half = mosaic_picture(maps)
    assert half != before
    hand.do(slider.setValue, 0)
    assert mosaic_picture(maps) == before


def test_tiles_grow_and_shrink(hand, maps):
    slider, fit = control(maps, QSlider, "Tile size"), control(maps, QToolButton, "all tiles fit")
    fitting, cells = maps._mosaic._item.grid.cell, []
    for value in (0, 4, 7):
        hand.do(slider.setValue, value)
        cells.append(maps._mosaic._item.grid.cell)
    assert cells[0] < cells[1] < cells[2]
    assert hand.frame.request.options.own.tile == 168
    hand.click(fit)
    assert hand.frame.request.options.own.tile == 0
    assert maps._mosaic._item.grid.cell == fitting


def test_every_view_opens_by_its_tab_where_it_has_something_to_show(hand, maps):
    bar = hand.window.panels.views.findChild(QTabBar)
    layers = {"Feature maps": "conv1", "Filters": "conv1", "Pooling": "pool1", "Class scores": "fc1", "Values": "relu1"}
    for title, layer in layers.items():
        hand.do(hand.window.controller.pick_layer, layer)
        number = [bar.tabText(index) for index in range(bar.count())].index(title)
        assert bar.isTabEnabled(number), title
        hand.click(bar, bar.tabRect(number).center())
        assert hand.frame.view.title == title
        assert hand.frame.failure == ""
        assert hand.view(title).isVisible()


def test_a_view_without_anything_to_show_gives_way_and_comes_back(hand, maps):
    hand.do(hand.window.session.set, layer="pool1", view="Pooling")
    assert hand.view("Pooling").isVisible()
    hand.do(hand.window.controller.pick_layer, "conv2")
    assert hand.view("Feature maps").isVisible()
    hand.do(hand.window.controller.pick_layer, "pool2")
    assert hand.view("Pooling").isVisible()


def test_the_other_theme_keeps_everything_and_changes_its_colours(hand, maps):
    hand.do(hand.window.controller.pick_layer, "relu1")
    state, trace, before = hand.state, hand.frame.trace, picture(hand.window)
    hand.do(hand.window.actions_.toggle_theme.trigger)
    assert theme.tokens().dark
    assert hand.state == state
    assert hand.frame.trace is trace
    dark = picture(hand.window)
    corners = [image.pixelColor(image.width() // 2, image.height() - 3).lightness() for image in (before, dark)]
    assert corners[0] > 200 > 80 > corners[1]
    hand.do(hand.window.actions_.toggle_theme.trigger)
    assert not theme.tokens().dark
    assert _differing(before, picture(hand.window)) < 0.002


def _differing(one, other):
    """The share of pixels that differ: the status bar's times may."""
    first, second = (np.frombuffer(image.constBits(), np.uint32).copy() for image in (one, other))
    return float((first != second).mean())


def test_the_strip_shows_as_many_tiles_as_fit(hand, maps):
    panel = hand.window.panels.network
    before = panel.strip.tiles_per_column()
    hand.do(hand.window._splitter.setSizes, [500, 300])
    hand.wait_for(lambda: panel.strip.tiles_per_column() > before)
    hand.wait_for(lambda: hand.frame.request.tiles == panel.strip.tiles_per_column())
    shown = panel.strip._geometry().pictures["conv1"]
    assert len(shown.channels) == min(panel.strip.tiles_per_column(), 8)


def test_the_crosshair_follows_clicks_and_keys(hand, maps):
    pane = hand.window.panels.unit.map_pane
    rect = pane.map_rect()
    hand.click(pane, rect.center())
    height, width = hand.frame.unit.values.shape
    assert hand.state.cell == (height // 2, width // 2)
    hand.key(pane, Qt.Key.Key_Up)
    hand.key(pane, Qt.Key.Key_Left)
    assert hand.state.cell == (height // 2 - 1, width // 2 - 1)
    assert pane.value() == hand.frame.unit.values[hand.state.cell]


def test_the_strip_that_keeps_its_ground_is_painted_as_one_that_does_not(hand):
    strip = hand.window.panels.network.strip

    def anew():
        strip._ground_key = None
        return picture(strip)

    hand.draw(7)
    assert picture(strip) == anew()
    for change in ({"layer": "relu2"}, {"channel": 2}, {"layer": "fc1", "channel": 7}, {"layer": "conv1"}):
        before = picture(strip)
        hand.do(hand.window.session.set, **change)
        assert picture(strip) != before
        assert picture(strip) == anew()
    hand.do(hand.window.actions_.toggle_theme.trigger)
    assert picture(strip) == anew()
    hand.do(strip.setFocus)
    assert picture(strip) == anew()
    hand.open_model("squeezenet1_1")
    assert picture(strip) == anew()
    hand.do(hand.window.panels.network._fold.click)
    assert picture(strip) == anew()
