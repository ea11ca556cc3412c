"""A picked cell's receptive field is shown wherever one looks: strip, maps, input and unit panel."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from explorer.session import Probe


def pick(hand, layer, cell):
    hand.do(hand.window.controller.pick_layer, layer)
    hand.do(hand.window.session.amend, cell=cell)


def area_of_tiles(hand):
    return hand.view("Feature maps")._mosaic._item.area


def seen_area(hand):
    return hand.window.panels.left.input._seen._pane._area


def unit_words(hand):
    return hand.window.panels.unit.field._words.text()


def test_a_cells_field_is_framed_on_earlier_layers(hand):
    hand.draw(7)
    pick(hand, "conv2", (6, 3))
    fields = hand.frame.fields
    assert fields.input.area == hand.frame.fields.on("input").area
    top, bottom, left, right = fields.input.area
    assert seen_area(hand) == (left / 28, top / 28, right / 28, bottom / 28)
    assert hand.window.panels.network.strip._fields is fields
    assert area_of_tiles(hand) is None
    assert f"sees {bottom - top} × {right - left} of the input" in unit_words(hand)
    # On an earlier layer the same cell's field stays.
    hand.do(hand.window.controller.pick_layer, "conv1")
    assert hand.state.cell is None
    assert hand.state.probe == Probe("conv2", hand.state.channel, (6, 3))
    assert area_of_tiles(hand) == hand.frame.fields.on("conv1").area
    assert "of conv2" in unit_words(hand)


def test_a_later_layer_has_nothing_to_frame(hand):
    hand.draw(7)
    pick(hand, "conv1", (6, 3))
    hand.do(hand.window.controller.pick_layer, "conv2")
    assert area_of_tiles(hand) is None


def test_drawing_on_works_fields_out_no_more(hand):
    pick(hand, "conv2", (6, 3))
    before = hand.frame.fields
    hand.draw(1)
    assert hand.frame.fields is before


def test_the_field_can_be_dropped(hand):
    hand.draw(7)
    pick(hand, "conv2", (6, 3))
    QTest.mouseClick(hand.window.panels.unit.field._drop, Qt.MouseButton.LeftButton)
    hand.settle()
    assert hand.state.probe is None
    assert hand.state.cell is None
    assert seen_area(hand) is None
    assert hand.window.panels.network.strip._fields is None
    assert "Pick a cell" in unit_words(hand)


def test_another_network_knows_nothing_of_it(hand):
    hand.draw(7)
    pick(hand, "conv2", (6, 3))
    hand.open_model("squeezenet1_1")
    assert hand.state.probe is None
    assert hand.frame.fields is None
