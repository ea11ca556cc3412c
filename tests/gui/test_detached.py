"""View > Detach view: windows that keep what was on the screen, whatever the main window does afterwards."""

from __future__ import annotations

import gc
import re
import weakref
from dataclasses import replace

import numpy as np
import pytest
from hand import Hand
from PySide6.QtCore import QLocale, QSettings, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QToolButton, QWidget

from explorer.gui import detached_window, languages
from explorer.gui.detached import _pin
from explorer.gui.detached_window import DetachedWindow
from explorer.words import Words

STROKES = {
    1: ((0.5, 0.2), (0.5, 0.8)),
    3: ((0.3, 0.2), (0.7, 0.3), (0.4, 0.5), (0.7, 0.7), (0.3, 0.8)),
    8: ((0.2, 0.2), (0.8, 0.8)),
}
"""What the pen does, by a number."""
LAYERS = {
    "Feature maps": "conv2",
    "Filters": "conv2",
    "Pooling": "pool1",
    "Arithmetic": "conv2",
    "Receptive field": "conv3",
    "Class scores": "fc1",
    "Channels": "relu2",
    "Tuning": "conv1",
    "Values": "conv2",
}
"""A layer for each view."""


@pytest.fixture
def main(shared, qtbot):
    """A hand on a main window that shows the maps of conv2 of a 3; what a test detaches is closed after it."""
    hand = Hand(shared, qtbot)
    shared.panels.left.input.select_input("Draw")
    hand.pad.clear()
    hand.stroke(STROKES[3])
    look = {"layer": "conv2", "view": "Feature maps", "channel": 3, "cell": None, "scale": "layer"}
    hand.do(shared.session.set, **look)
    yield hand
    detached(hand).close()


def detached(main):
    return main.window.actions_.more.detached


def detach(main) -> DetachedWindow:
    detached(main).action.trigger()
    main.settle()
    return detached(main).windows[-1]


def maps(window):
    """What a detached window of feature maps shows."""
    return window.view._result.values


def redraw(main, number):
    """Another picture, with one move of the pen."""
    main.pad.clear()
    main.do(main.stroke, STROKES[number])


# ---- pinned


def test_a_detached_view_stays_as_it_was_while_the_main_window_goes_on(main):
    three = main.frame.result.values
    window = detach(main)
    redraw(main, 8)
    main.do(main.window.session.set, layer="conv3", channel=9)
    assert np.array_equal(maps(window), three)
    assert not np.array_equal(main.frame.trace["conv2"].tensor.numpy()[0], three)
    assert main.frame.call.name == "conv3"
    assert window.isVisible()
    assert re.fullmatch(r"conv2, channel 3 · Feature maps · drawing of \d+:\d\d.* · Digit CNN", window.windowTitle())
    assert window.accessibleName() == window.windowTitle()


def test_two_drawings_are_compared_side_by_side(main):
    three = detach(main)
    redraw(main, 8)
    eight = detach(main)
    assert np.array_equal(maps(eight), main.frame.result.values)
    assert not np.array_equal(maps(three), maps(eight))
    assert detached(main).windows == [three, eight]
    three.close()
    assert detached(main).windows == [eight]
    assert eight.isVisible()


def test_its_options_work_on_what_is_pinned(main):
    values, common = main.frame.result.values, main.frame.result.scale.common
    window = detach(main)
    redraw(main, 8)
    main.do(main.window.session.set, layer="relu1", channel=0)
    assert window.view._result.scale.common == common
    controls = window.view._controls
    main.do(controls._scale._on_segment_clicked, "channel")
    assert window.view._result.scale.common is None
    main.do(controls._sort.setCurrentIndex, 1)
    means = values.mean((1, 2))
    assert window.view._result.order[0] == means.argmax()
    main.do(controls.map_picked.emit, "CET-D1A")
    main.do(window.view.channel_picked.emit, 5)
    assert np.array_equal(maps(window), values)
    assert (window.look.signed_map, window.look.channel, window.look.scale) == ("CET-D1A", 5, "channel")
    assert window.windowTitle().startswith("conv2, channel 5 · ")
    state = main.state
    assert (state.signed_map, state.channel, state.scale, state.layer) == ("RdBu", 0, "layer", "relu1")


def test_the_range_of_the_whole_network_is_that_of_the_pinned_run(main):
    main.do(main.window.session.set, scale="network")
    whole = main.frame.result.scale.common
    main.do(main.window.session.set, scale="layer")
    window = detach(main)
    redraw(main, 1)
    main.do(window.view._controls._scale._on_segment_clicked, "network")
    assert window.view._result.scale.common == whole


@pytest.mark.parametrize("title", LAYERS)
def test_every_view_can_be_detached_and_goes_on_working(main, title):
    main.do(main.window.session.set, layer=LAYERS[title], view=title, channel=1)
    window = detach(main)
    assert window.view.label() == title
    before = window.view.grab().toImage()
    redraw(main, 8)
    main.do(main.window.session.set, layer="relu3", view="Feature maps")
    assert window.view.grab().toImage() == before
    main.do(window.view.channel_picked.emit, 2)
    main.do(window.view.cell_picked.emit, 3, 4)
    main.do(window.view.channel_picked.emit, 1)
    assert window._message.text() == ""
    assert (window.look.channel, window.look.cell) == (1, (3, 4))
    assert window.view._result is not None


def test_the_detached_view_is_set_up_as_the_one_in_front_was(main):
    controls = main.view("Feature maps")._controls
    main.do(controls._sort.setCurrentIndex, 2)
    window = detach(main)
    assert window.view._controls._sort.currentIndex() == 2
    assert np.array_equal(window.view._result.order, main.frame.result.order)
    main.do(controls._sort.setCurrentIndex, 0)
    assert window.view._controls._sort.currentIndex() == 2


# ---- another network


def test_another_network_in_the_main_window_changes_nothing_and_the_rest_of_the_run_is_let_go(main):
    redraw(main, 3)
    main.do(main.window.session.set, layer="conv2", view="Feature maps")
    values = main.frame.result.values
    gone = weakref.ref(main.frame.trace["conv4"].tensor)
    window = detach(main)
    main.open_model("digits-mlp")
    main.do(window.view._controls._scale._on_segment_clicked, "network")
    assert np.array_equal(maps(window), values)
    main.window.session.set_history([], [])
    gc.collect()
    assert gone() is None
    # conv2 was given 16 and gave 32 maps of 14 x 14, which relu2 reads; 4,640 weights; the input has 28 x 28 numbers.
    assert window.pin.kept_bytes == 4 * (784 + (16 + 32 + 32) * 196 + 4640)
    assert "Keeps" in window._layer.toolTip()
    main.open_model("digits")


def test_a_layer_named_in_it_is_shown_by_the_main_window_unless_that_has_another_network(main):
    redraw(main, 3)
    main.do(main.window.session.set, layer="conv3", view="Receptive field", channel=4)
    window = detach(main)

    def name_a_place(layer):
        window.view.layer_picked.emit(layer)
        window.view.channel_picked.emit(2)
        window.view.cell_picked.emit(5, 6)

    main.do(name_a_place, "conv1")
    assert (main.state.layer, main.state.channel, main.state.cell) == ("conv1", 2, (5, 6))
    assert (window.look.channel, window.look.cell) == (4, None)
    main.open_model("digits-mlp")
    before = main.state
    main.do(name_a_place, "conv2")
    assert main.state == before
    assert "another network" in window._message.text()
    assert (window.look.channel, window.look.cell) == (4, None)
    main.open_model("digits")


# ---- following


def test_following_it_shows_what_the_main_window_looks_at_in_its_own_colours(main):
    window = detach(main)
    main.do(window.view._controls._scale._on_segment_clicked, "channel")
    main.click(window.follow)
    assert window.follows
    redraw(main, 8)
    main.do(main.window.session.set, layer="conv3", channel=7)
    assert np.array_equal(maps(window), main.frame.trace["conv3"].tensor.numpy()[0])
    assert window.view._result.scale.common is None
    assert window.windowTitle() == "conv3, channel 7 · Feature maps · follows the main window · Digit CNN"
    main.do(window.view.channel_picked.emit, 2)
    assert main.state.channel == window.look.channel == 2
    main.click(window.follow)
    shown = maps(window)
    redraw(main, 1)
    main.do(main.window.session.set, layer="conv1", channel=0)
    assert maps(window) is shown
    assert window.look.channel == 2
    assert window.pin.kept_bytes is not None


def test_following_with_another_view_than_the_one_in_front(main):
    main.do(main.window.session.set, view="Arithmetic", cell=(4, 5))
    window = detach(main)
    main.do(main.window.session.set, view="Feature maps")
    main.click(window.follow)
    main.do(main.window.session.amend, cell=(6, 7))
    explained = window.view._result
    assert explained.cell == (6, 7)
    assert explained.explanation.agrees
    stroke = ((0.2, 0.5), (0.8, 0.5))
    main.do(main.stroke, stroke)
    assert window.view._result is not explained
    assert window.view._result.explanation.agrees


def test_where_its_view_has_nothing_to_show_of_a_layer_it_says_so(main):
    main.do(main.window.session.set, layer="pool1", view="Pooling")
    window = detach(main)
    main.click(window.follow)
    main.do(main.window.session.set, layer="conv2")
    assert window._message.text() == "Pooling has nothing to show of conv2"
    main.do(main.window.session.set, layer="pool2")
    assert window._message.text() == ""
    assert window.view._result.names[1] == "pool2"


def test_following_the_same_view_shows_the_frames_own_result(main):
    window = detach(main)
    main.click(window.follow)
    redraw(main, 8)
    assert window.view._result is main.frame.result


def test_a_late_answer_to_an_earlier_frame_is_dropped(main):
    window = detach(main)
    main.click(window.follow)
    earlier, look = window.pin, window.look
    main.do(main.window.session.set, layer="conv3")
    window.show_pin(earlier, look)
    window.show_pin(_pin(main.frame), look, main.frame.result)
    main.settle()
    assert window.view._result is main.frame.result


# ---- by keyboard, and its end


@pytest.mark.parametrize(
    ("key", "modifier"),
    [(Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)],
)
def test_keys_close_it_and_nothing_else(main, key, modifier):
    window = detach(main)
    window.activateWindow()
    QTest.keyClick(window, key, modifier)
    assert detached(main).windows == []
    assert main.window.isVisible()


def test_keys_walk_its_channels(main):
    window = detach(main)
    window.activateWindow()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        main.key(window, key, Qt.KeyboardModifier.ControlModifier)
    assert window.look.channel == 4
    assert main.state.channel == 3
    main.do(window.view.channel_picked.emit, 31)
    main.key(window, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert window.look.channel == 31


def test_everything_in_its_head_has_a_name_and_is_reached_by_tab(main):
    window = detach(main)
    for control in (window.follow, window.save):
        assert control.accessibleName()
        assert control.toolTip()
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus
    button = next(
        one
        for one in main.window.panels.views.findChildren(QToolButton)
        if one.defaultAction() is detached(main).action
    )
    assert button.accessibleName() == "Detach view"


def test_a_job_of_a_closed_window_is_dropped(main):
    window = detach(main)
    shown = []
    window.view.show_result = shown.append
    window.refresh()
    window.close()
    main.settle()
    assert shown == []


def test_cancel_in_the_status_bar_holds_for_detached_views_too(main):
    window = detach(main)
    shown = []
    window.view.show_result = shown.append
    window.refresh()
    main.window.status._cancel.click()
    main.settle()
    assert shown == []
    window.refresh()
    main.settle()
    assert len(shown) == 1


def test_all_close_with_the_main_window_and_leave_nothing_behind(make_window, qtbot, tmp_path):
    hand = Hand(make_window(), qtbot)
    hand.open_model("digits")
    detach(hand), detach(hand)
    before = set(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat).allKeys())
    hand.window.close()
    QApplication.sendPostedEvents(None, 0)
    assert [one for one in QApplication.topLevelWidgets() if isinstance(one, DetachedWindow) and one.isVisible()] == []
    new = set(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat).allKeys()) - before
    assert [key for key in new if "detach" in key] == []
    again = Hand(make_window(), qtbot)
    assert not detached(again).action.isEnabled()
    assert detached(again).detach() is None
    again.open_model("digits")
    assert detached(again).action.isEnabled()
    assert detached(again).windows == []


# ---- theme, language, picture


def test_a_change_of_language_opens_it_again_in_that_language(hand, qapp, monkeypatch, tmp_path):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "view.png"), ""))
    redraw(hand, 3)
    hand.do(hand.window.session.set, layer="conv2", view="Feature maps", channel=3)
    window = detach(hand)
    values = maps(window)
    hand.do(window.view._controls._scale._on_segment_clicked, "channel")
    hand.do(window.view._controls._sort.setCurrentIndex, 2)
    redraw(hand, 8)
    try:
        hand.window.actions_.more.languages.actions["ko"].trigger()
        hand._qtbot.waitUntil(lambda: QLocale().name().startswith("ko"))
        hand.settle()
        (again,) = detached(hand).windows
        assert again is not window
        assert again.view.label() == "특성 맵"
        assert np.array_equal(maps(again), values)
        assert again.look.scale == "channel"
        assert again.view._controls._sort.currentIndex() == 2
        hand.click(again.save)
        assert "입력" in QImage(str(tmp_path / "view.png")).text("Description")
        assert [one for one in QApplication.topLevelWidgets() if isinstance(one, DetachedWindow)].count(again) == 1
    finally:
        detached(hand).close()
        languages.speak(qapp, "en")
        QLocale.setDefault(QLocale.system())


def test_its_picture_is_saved_with_its_title(main, monkeypatch, tmp_path):
    proposed = []

    def answer(_parent: QWidget, _title, name, kinds):
        proposed.append((name.rpartition("/")[2], kinds))
        return str(tmp_path / "view.png"), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    window = detach(main)
    main.click(window.save)
    saved = QImage(str(tmp_path / "view.png"))
    assert saved.width() > 2 * window.view.width()
    assert saved.text("Title") == window.windowTitle()
    assert "input: " in saved.text("Description")
    assert proposed[0][0].startswith("conv2_channel_3_Feature_maps_")
    assert proposed[0][1] == "PNG (*.png)"


def test_what_is_saved_is_what_was_shown_when_it_was_asked_for(main, monkeypatch, tmp_path):
    def answer(_parent: QWidget, _title, _name, kinds):
        window.view.colour_map_picked.emit(True, "CET-D4")
        window.view.colour_map_picked.emit(False, "grey")
        return str(tmp_path / f"{len(list(tmp_path.iterdir()))}.png"), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    window = detach(main)
    main.click(window.save)
    main.click(window.save)
    assert (tmp_path / "0.png").read_bytes() != (tmp_path / "1.png").read_bytes()


def test_a_picture_s_label_is_said_in_the_windows_language(main, monkeypatch):
    window = detach(main)
    label = replace(window.pin.label, drawn=False, picture=Words("input {0} of {1}", 1, 2))
    assert label.picture == "input 1 of 2"
    window.pin.label = label
    monkeypatch.setattr(detached_window, "said", lambda words: f"said: {words.sentence}")
    assert "said: input {0} of {1}" in window.title()
