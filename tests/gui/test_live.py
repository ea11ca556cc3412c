"""Drawing in the window: previews at half size, true figures in the status bar, short collections."""

import gc
import time
import weakref

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from small_models import any_size, model_of, one_size
from torch import nn

from explorer.gui.collecting import collect_frozen, take_back

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def small(hand):
    """The hand on a window that shows a small network which takes any size."""
    return shown(hand, any_size())


def shown(hand, model):
    hand.do(hand.window.controller._on_model_loaded, model)
    return hand


def press(hand):
    """Put the pen down and draw a line; it stays down."""
    QTest.mousePress(hand.pad, LEFT, pos=QPoint(40, 40))
    for x in range(45, 100, 5):
        QTest.mouseMove(hand.pad, QPoint(x, 60))
    hand.settle()


def lift(hand):
    QTest.mouseRelease(hand.pad, LEFT, pos=QPoint(100, 60))
    hand.settle()


def status(hand):
    return {name: label.text() for name, label in hand.window.status._labels.items()}


def is_said(hand):
    """What says that the maps are a preview: at the maps, at the input, at the prediction."""
    panels = hand.window.panels
    return [
        panels.views._preview.isVisible(),
        "half size" in panels.left.input._seen._caption.text(),
        "half size" in panels.left.prediction._how.text(),
    ]


# ---- half size


def test_while_the_pen_is_down_the_network_gets_half_the_size_and_the_window_says_so(small, qtbot):
    small.window.actions_.half_size.trigger()
    press(small)
    assert small.frame.run.preview
    assert small.frame.trace["0"].output_shape == (1, 4, 32, 32)
    qtbot.waitUntil(lambda: is_said(small) == [True] * 3)
    lift(small)
    assert not small.frame.run.preview
    assert small.frame.trace["0"].output_shape == (1, 4, 64, 64)
    assert is_said(small) == [False] * 3


def test_without_being_asked_for_there_is_no_preview(small):
    press(small)
    assert not small.frame.run.preview
    assert is_said(small) == [False] * 3
    lift(small)


def test_a_selected_cell_outlives_a_preview_that_does_not_have_it(small, qtbot):
    small.window.actions_.half_size.trigger()
    small.do(small.window.session.set, layer="0", cell=(50, 50))
    press(small)
    qtbot.waitUntil(lambda: small.window.panels.unit.map_pane.cell is None)
    lift(small)
    assert small.window.panels.unit.map_pane.cell == (50, 50)


def test_a_network_that_takes_its_own_size_only_says_so_once_and_is_drawn_at_full_size(hand):
    told = []
    hand.window.controller.half_size.refused.connect(lambda model, why: told.append((model.title, why)))
    shown(hand, one_size()).window.actions_.half_size.trigger()
    press(hand)
    lift(hand)
    press(hand)
    assert not hand.frame.run.preview
    assert [title for title, _ in told] == ["Small"]
    assert hand.window.status._hint.text() == "Small takes its full size only."
    lift(hand)


def test_it_is_offered_where_drawing_is_slow_and_remembered(small, make_window):
    status, half_size = small.window.status, small.window.controller.half_size
    # Here, only the test says how slow it is.
    status.painted.disconnect(half_size.consider)
    press(small)
    for _ in range(2):
        half_size.consider(small.frame, 140.0)
    assert not status._offer.isVisible()
    half_size.consider(small.frame, 140.0)
    assert status._offer.isVisible()
    assert status._hint.text() == "An update takes 140 ms."
    lift(small)
    status._offer.click()
    assert half_size.wanted
    again = make_window()
    assert again.actions_.half_size.isChecked()
    assert again.controller.half_size.wanted


def test_for_a_network_of_small_pictures_it_is_not_offered(hand):
    press(hand)
    for _ in range(5):
        hand.window.controller.half_size.consider(hand.frame, 400.0)
    assert not hand.window.status._offer.isVisible()
    lift(hand)


# ---- figures


def test_the_status_bar_tells_forward_and_update_of_drawing(hand, qtbot):
    press(hand)
    qtbot.waitUntil(lambda: "update" in status(hand)["update"])
    assert status(hand)["forward"].startswith("forward ")
    assert status(hand)["device"] == "CPU, 1 thread, float32"
    lift(hand)


def test_the_check_when_the_pen_is_lifted_is_no_figure_of_drawing(hand):
    press(hand)
    assert hand.frame.run.ms in hand.window.status._figures._forward
    lift(hand)
    assert hand.frame.request.check
    assert hand.frame.run.ms not in hand.window.status._figures._forward


def test_an_update_lasts_from_the_pen_to_the_painted_window(hand, qtbot):
    painted = []
    hand.window.status.painted.connect(lambda frame, ms: painted.append((frame, ms, time.perf_counter())))
    before = time.perf_counter()
    QTest.mousePress(hand.pad, LEFT, pos=QPoint(40, 40))
    qtbot.waitUntil(lambda: bool(painted))
    frame, ms, after = painted[0]
    assert before < frame.request.moment < after
    assert frame.total_ms < ms <= (after - before) * 1e3
    lift(hand)


def test_the_price_of_capturing_is_told_at_rest(hand, qtbot):
    with qtbot.waitSignal(hand.window.controller.after_loading.capture_measured, timeout=20_000):
        hand.window.controller.after_loading._rest.setInterval(1)
        hand.window.controller.after_loading._rest.start()
    tip = hand.window.status._labels["forward"].toolTip()
    assert "times as long as when called without looking" in tip
    assert "capture" not in " ".join(status(hand).values())


# ---- collections


def test_once_a_model_is_shown_collections_leave_out_what_stays(hand, qtbot):
    qtbot.waitUntil(lambda: gc.get_freeze_count() > 10_000)
    assert len(gc.get_objects()) < gc.get_freeze_count() / 10


def test_closing_the_window_takes_all_back(hand, qtbot):
    qtbot.waitUntil(lambda: gc.get_freeze_count() > 0)
    hand.window.close()
    assert gc.get_freeze_count() == 0


def test_what_a_replaced_model_leaves_in_cycles_is_freed_at_rest(hand, qtbot):
    module = nn.Sequential(nn.Conv2d(3, 2, 3), nn.ReLU())
    module.myself = [module]
    shown(hand, model_of(module))
    gone = weakref.ref(module)
    del module
    shown(hand, any_size())
    hand.window.session._past.clear()
    rest = hand.window.controller.after_loading._rest
    assert gone() is not None
    rest.setInterval(1)
    rest.start()
    qtbot.waitUntil(lambda: gone() is None)
    assert gc.get_freeze_count() > 0


def test_all_that_is_left_is_frozen_again():
    try:
        collect_frozen()
        assert len(gc.get_objects()) < 1000 < gc.get_freeze_count()
    finally:
        take_back()
