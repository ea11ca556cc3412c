"""The window's main job: draw or open a picture, see what the network says of it, walk its layers and channels."""

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QTreeView

CONTROL, NO_KEYS = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


def words(widget):
    """All text that a widget shows."""
    labels = [label for label in widget.findChildren(QLabel) if label.isVisible()]
    texts = [
        child.text()
        for child in widget.findChildren(object)
        if type(child).__name__ == "WrappedText" and child.isVisible()
    ]
    return " ".join([*(label.text() for label in labels), *texts])


def colours(hand):
    """What each column of the strip shows, copied."""
    pictures = hand.window.panels.network.strip._geometry().pictures
    return {name: picture.colours.copy() for name, picture in pictures.items()}


def column_middle(hand, name):
    geometry = hand.window.panels.network.strip._geometry()
    return geometry.column_rect(geometry.columns.index_of(name))


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "photo.png"
    Image.fromarray(np.random.default_rng(0).integers(0, 256, (60, 80, 3), np.uint8)).save(path)
    return path


# ---- pictures


def test_an_empty_canvas_asks_for_a_drawing(hand):
    assert hand.frame.empty
    assert "Draw a digit" in words(hand.window.panels.left.prediction)
    assert hand.state.layer == "conv1"
    assert hand.window.windowTitle() == "Digit CNN – Feature Map Explorer"


def test_a_drawn_seven_is_a_seven_everywhere_on_the_screen(hand):
    before, strip = hand.view("Feature maps").grab().toImage(), colours(hand)
    hand.draw(7)
    assert int(hand.frame.scores.argmax()) == 7
    assert "7" in hand.window.panels.left.prediction._winner.whole_text()
    assert hand.view("Feature maps").grab().toImage() != before
    changed = [
        name for name, shown in colours(hand).items() if name != "input" and not np.array_equal(shown, strip[name])
    ]
    assert set(changed) == {call.name for call in hand.frame.trace}


def test_every_move_of_the_pen_shows_the_picture_as_it_is_then(hand):
    shown = []
    hand.window.controller.frame_shown.connect(lambda frame: shown.append((frame.fresh, frame.request.picture)))
    hand.draw(1)
    assert sum(fresh for fresh, _ in shown) >= 2
    assert shown[-1][1] is hand.state.picture
    assert np.array_equal(np.asarray(hand.state.picture.image), hand.pad.picture())


def test_undo_brings_the_hint_back(hand):
    hand.draw(1)
    assert "Draw a digit" not in words(hand.window.panels.left.prediction)
    hand.do(hand.window.actions_.undo.trigger)
    assert hand.frame.empty
    assert "Draw a digit" in words(hand.window.panels.left.prediction)
    hand.do(hand.window.actions_.redo.trigger)
    assert not hand.frame.empty


def test_a_photo_is_opened_from_a_file(hand, photo):
    hand.window.open_picture(str(photo))
    hand.wait_for(lambda: hand.state.picture.path == photo)
    assert hand.frame.request.picture is hand.state.picture
    assert hand.frame.seen.shape == (28, 28)
    assert hand.window.message.text() == ""
    hand.draw(3)
    assert hand.state.picture.kind == "drawing"


def test_a_photo_is_opened_by_dropping_it(hand, photo):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(photo))])
    panel = hand.window.panels.left.input
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    QApplication.sendEvent(panel, QDragEnterEvent(QPoint(50, 50), copy, mime, left, NO_KEYS))
    QApplication.sendEvent(panel, QDropEvent(QPointF(50, 50), copy, mime, left, NO_KEYS))
    hand.wait_for(lambda: hand.state.picture.path == photo)
    assert hand.frame.request.picture is hand.state.picture


def test_a_bad_file_is_said_in_one_sentence_and_the_picture_stays(hand, tmp_path):
    hand.draw(7)
    picture = hand.state.picture
    bad = tmp_path / "broken.png"
    bad.write_bytes(b"no picture at all")
    hand.window.open_picture(str(bad))
    hand.wait_for(lambda: hand.window.message.text() != "")
    sentence = hand.window.message.text()
    assert str(bad) in sentence
    assert sentence.count(".") <= str(bad).count(".") + 1
    assert hand.state.picture is picture
    assert int(hand.frame.scores.argmax()) == 7
    hand.stroke([(0.1, 0.1), (0.2, 0.1)])
    hand.wait_for(lambda: hand.window.message.text() == "")


# ---- models


def test_an_unknown_model_keeps_the_present_one_and_says_why(hand):
    hand.draw(7)
    model, frame = hand.state.model, hand.frame
    hand.open_model("no-such-model")
    assert "no-such-model" in hand.window.message.text()
    assert hand.state.model is model
    assert hand.frame is frame
    assert hand.window.windowTitle().startswith("Digit CNN")


def test_random_weights_are_said_and_stay_said(hand, tmp_path):
    hand.window.open_picture(str(tmp_path / "missing.png"))
    hand.wait_for(lambda: hand.window.message.text() != "")
    hand.open_model("resnet18")
    assert "random weights" in hand.window.message.text()
    assert hand.frame.request.model.title in hand.window.windowTitle()
    hand.draw(7)
    assert "random weights" in hand.window.message.text()
    assert "random" in words(hand.window.panels.left.prediction)
    assert hand.window.status._labels["parameters"].text() == "11,689,512 parameters"


def test_going_back_to_a_network_brings_everything_of_it_back(hand):
    hand.draw(7)
    digits, picture = hand.state.model, hand.state.picture
    hand.open_model("squeezenet1_1")
    assert hand.frame.request.model is not digits
    hand.do(hand.window.actions_.back.trigger)
    assert (hand.state.model, hand.state.picture) == (digits, picture)
    assert hand.frame.request.model is digits
    assert int(hand.frame.scores.argmax()) == 7
    assert set(colours(hand)) == {"input", *(call.name for call in hand.frame.trace)}
    assert hand.window.windowTitle().startswith("Digit CNN")


def test_going_back_before_the_newer_network_has_answered_shows_the_older_one(hand, qtbot):
    hand.draw(7)
    digits = hand.state.model
    with qtbot.waitSignal(hand.window.controller.model_loaded, timeout=60_000):
        hand.window.open_model("squeezenet1_1")
    assert hand.window.controller.frame is None
    hand.do(hand.window.session.back)
    assert hand.state.model is digits
    assert hand.window.windowTitle().startswith("Digit CNN")
    assert int(hand.frame.scores.argmax()) == 7
    assert set(colours(hand)) == {"input", *(call.name for call in hand.frame.trace)}
    assert hand.window.panels.left.prediction._model is digits


# ---- layers


def test_a_click_on_the_strip_selects_the_layer_and_the_channel(hand):
    hand.draw(7)
    strip = hand.window.panels.network.strip
    rect = column_middle(hand, "pool1")
    hand.click(strip, QPointF(rect.center().x(), rect.top() + 20))
    assert (hand.state.layer, hand.state.channel) == ("pool1", 0)
    hand.click(strip, strip._geometry().tile_rect(strip._geometry().columns.index_of("relu1"), 2).center())
    assert (hand.state.layer, hand.state.channel) == ("relu1", 2)
    assert hand.frame.call.name == "relu1"
    assert hand.frame.unit.channel == 2
    assert strip.selected == "relu1"


def test_keys_on_the_strip_walk_layers_and_channels(hand):
    strip = hand.window.panels.network.strip
    for key, expected in (
        (Qt.Key.Key_Right, ("relu1", 0)),
        (Qt.Key.Key_Down, ("relu1", 1)),
        (Qt.Key.Key_Down, ("relu1", 2)),
        (Qt.Key.Key_Up, ("relu1", 1)),
        (Qt.Key.Key_Left, ("conv1", 1)),
        (Qt.Key.Key_Left, ("conv1", 1)),
    ):
        hand.key(strip, key)
        assert (hand.state.layer, hand.state.channel) == expected


def test_a_dock_behind_another_comes_to_the_front_and_goes_when_asked_again(hand):
    window = hand.window
    layers, unit = (window.actions_.docks[dock] for dock in (window.layers_dock, window.unit_dock))
    hand.do(layers.trigger)
    assert layers.isChecked()
    assert not unit.isChecked()
    hand.do(unit.trigger)
    assert (layers.isChecked(), unit.isChecked()) == (False, True)
    hand.do(layers.trigger)
    assert not window.panels.tree.visibleRegion().isEmpty()
    hand.do(layers.trigger)
    assert not window.layers_dock.isVisible()


def test_a_row_of_the_tree_selects_the_layer(hand):
    hand.do(hand.window.actions_.docks[hand.window.layers_dock].trigger)
    tree = hand.window.panels.tree.findChild(QTreeView)
    rows = {tree.model().index(row, 0).data(): tree.model().index(row, 0) for row in range(tree.model().rowCount())}
    assert list(rows) == [call.name for call in hand.frame.trace]
    assert not tree.visibleRegion().isEmpty()
    hand.click(tree.viewport(), tree.visualRect(rows["pool1"]).center())
    assert hand.state.layer == "pool1"
    hand.do(hand.window.controller.pick_layer, "conv2")
    assert tree.currentIndex().data() == "conv2"


def test_the_search_field_selects_the_layer(hand):
    search = hand.window.actions_.search
    hand.do(hand.window.actions_.find.trigger)
    search.setText("POOL1")
    hand.key(search, Qt.Key.Key_Return)
    assert hand.state.layer == "pool1"
    search.setText("nothing like it")
    hand.key(search, Qt.Key.Key_Return)
    assert hand.state.layer == "pool1"


def test_a_channel_is_picked_in_the_mosaic_and_shown_in_the_unit_panel(hand):
    hand.draw(7)
    mosaic = hand.view("Feature maps")._mosaic
    canvas = mosaic._canvas.viewport()
    point = next(
        QPointF(x, y)
        for y in range(2, canvas.height(), 7)
        for x in range(2, canvas.width(), 7)
        if (mosaic.tile_at(QPointF(x, y)) or (0,))[0] == 3
    )
    channel, row, column = mosaic.tile_at(point)
    hand.click(canvas, point)
    assert (hand.state.channel, hand.state.cell) == (channel, (row, column))
    unit = hand.frame.unit
    assert unit.channel == 3
    expected = hand.frame.trace["conv1"].output[0, 3].numpy()
    assert np.array_equal(unit.values, expected)
    assert f"({row}, {column})" in words(hand.window.panels.unit)


def test_walking_back_and_forward(hand):
    actions = hand.window.actions_
    assert not actions.back.isEnabled()
    for name in ("relu1", "pool1"):
        hand.do(hand.window.controller.pick_layer, name)
    assert actions.back.isEnabled()
    hand.do(actions.back.trigger)
    assert (hand.state.layer, hand.frame.call.name) == ("relu1", "relu1")
    hand.do(actions.back.trigger)
    assert (hand.state.layer, actions.back.isEnabled(), actions.forward.isEnabled()) == ("conv1", False, True)
    hand.do(actions.forward.trigger)
    assert hand.state.layer == "relu1"


def test_a_class_that_is_picked_is_the_channel_of_the_scores(hand):
    hand.draw(7)
    hand.do(hand.window.panels.left.prediction.class_picked.emit, 4)
    assert (hand.frame.call.name, hand.frame.unit.channel) == (hand.frame.trace.calls[-1].name, 4)


def test_the_columns_of_a_deep_network_fold_and_unfold(hand):
    hand.open_model("resnet18")
    network = hand.window.panels.network
    hand.click(network._fold)
    titles = [column.title for column in network.strip.columns.columns]
    assert titles == [
        "input",
        "conv1",
        "bn1",
        "relu",
        "maxpool",
        "layer1",
        "layer2",
        "layer3",
        "layer4",
        "avgpool",
        "flatten",
        "fc",
    ]
    hand.do(hand.window.controller.pick_layer, "layer3.1.conv2")
    assert network.strip.columns.index_of("layer3.1.conv2") is not None
    assert any(column.name == "layer3.1.conv2" and not column.folded for column in network.strip.columns.columns)
    assert any(column.scope == "layer2" for column in network.strip.columns.columns)
    hand.click(network._fold)
    assert [column.title for column in network.strip.columns.columns] == titles
    assert hand.state.layer == "layer3.1.conv2"
    hand.click(network._unfold)
    assert any(column.name == "layer3.1.conv2" and not column.folded for column in network.strip.columns.columns)
