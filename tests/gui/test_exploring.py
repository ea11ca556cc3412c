"""The window on a live network: opened by a call, kept by the next, and bad input said in a sentence."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import types

import nets
import numpy as np
import pytest
import torch
from hand import end
from PIL import Image
from PySide6.QtCore import QTimer
from torch import nn

import explorer
from explorer.errors import InputError, ModelError
from explorer.gui import exploring
from explorer.gui.collecting import CollectingInGuiThread
from explorer.gui.window import MainWindow
from explorer.widgets import theme


@pytest.fixture(autouse=True)
def _closed(qapp, monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    yield
    exploring._close_windows()
    for window in qapp.topLevelWidgets():
        if isinstance(window, MainWindow):
            end(window)
    theme.apply(qapp, "light")


def colour_net(classes=4):
    torch.manual_seed(0)
    return nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(4, classes))


def shown(window):
    return window.controller.frame.trace


def test_the_maps_are_on_the_screen_when_the_call_returns():
    net, x = colour_net().eval(), torch.rand(2, 3, 16, 16)
    window = explorer.explore(net, x, block=False)
    assert window.isVisible()
    assert window.session.state.model.module is net
    with torch.no_grad():
        assert torch.equal(shown(window).output, net(x[:1]))
    assert [window.session.state.picture.label, window.windowTitle()] == [
        "input 1 of 2",
        "Sequential – Feature Map Explorer",
    ]


def test_the_next_call_shows_the_weights_as_they_are_now_in_the_same_window():
    net, x = colour_net(), torch.rand(1, 3, 16, 16)
    window = explorer.explore(net, x, block=False)
    window.controller.pick_layer("1")
    before = shown(window)["0"].output.clone()
    with torch.no_grad():
        net[0].bias += 1
    again = explorer.explore(net, x, class_names=["a", "b", "c", "d"], block=False)
    assert again is window
    assert torch.allclose(shown(window)["0"].output, before + 1, atol=1e-6)
    assert window.session.state.layer == "1"
    assert window.panels.left.prediction._model.class_names == ("a", "b", "c", "d")
    assert all(module.training for module in net.modules())


def test_a_closed_window_is_opened_anew_and_another_network_has_its_own():
    net, x = colour_net(), torch.rand(1, 3, 16, 16)
    first = explorer.explore(net, x, block=False)
    other = explorer.explore(colour_net(), x, block=False)
    assert other is not first
    first.close()
    assert explorer.explore(net, x, block=False) is not first


def test_as_long_as_a_window_is_open_widgets_are_destroyed_in_its_thread_only():
    before = list(gc.callbacks)
    window = explorer.explore(colour_net(), torch.rand(1, 3, 16, 16), block=False)
    (other,) = (callback for callback in gc.callbacks if callback not in before)
    assert isinstance(other.__self__, CollectingInGuiThread)
    window.close()
    assert gc.callbacks == before


def test_a_grey_network_is_shown_what_was_given_and_not_the_canvas():
    net = nn.Sequential(nn.Conv2d(1, 2, 3), nn.Flatten(), nn.Linear(2 * 26 * 26, 10))
    x = torch.rand(1, 1, 28, 28)
    window = explorer.explore(net, x, block=False)
    assert torch.equal(shown(window).inputs["input"], x)


def test_several_inputs_are_given_as_a_tuple_or_by_name():
    net, (picture, mask) = nets.TwoInputs.build(), nets.TwoInputs.example()
    window = explorer.explore(net, (picture, mask), block=False)
    assert torch.equal(shown(window).output, net(picture, mask))
    named = nets.NamedInputs.build()
    given = nets.NamedInputs.example()
    assert torch.equal(shown(explorer.explore(named, given, block=False)).output, named(**given))


def test_half_precision_is_computed_in_half_precision():
    net = colour_net().half()
    window = explorer.explore(net, torch.rand(1, 3, 16, 16), block=False)
    assert shown(window)["0"].output.dtype == torch.float16
    for view in window.panels.views.views:
        window.session.set(view=view.title)
        exploring.settle(window)
        assert window.controller.frame.failure == ""


def test_wrappers_are_looked_through():
    net, x = colour_net(), torch.rand(1, 3, 16, 16)
    window = explorer.explore(nn.DataParallel(net), x, block=False)
    assert explorer.explore(torch.compile(net), x, block=False) is window
    assert window.session.state.model.module is net


def test_a_list_of_pictures_is_a_gallery():
    pictures = [Image.new("RGB", (40, 30), "red"), np.zeros((20, 20, 3), np.uint8)]
    window = explorer.explore(
        colour_net(), pictures, preprocess=lambda image: torch.full((3, 8, 8), image.width / 100), block=False
    )
    assert torch.equal(shown(window).inputs["input"], torch.full((1, 3, 8, 8), 0.4))


def test_a_user_picks_another_of_the_given_and_draws():
    window = explorer.explore(colour_net(), torch.rand(3, 3, 16, 16), block=False)
    window.panels.left.input.sources()[-1].pick(2)
    exploring.settle(window)
    assert window.session.state.picture.label == "input 3 of 3"
    window.panels.left.input.select_input("Draw")
    exploring.settle(window)
    assert window.session.state.picture.kind == "drawing"
    assert window.message.text() == ""


def test_another_model_is_not_shown_what_was_given(qtbot):
    window = explorer.explore(colour_net(), torch.rand(1, 3, 16, 16), block=False)
    window.open_model("digits")
    exploring.settle(window)
    assert window.message.text() == ""
    assert window.session.state.picture.kind == "drawing"


@pytest.mark.parametrize(
    ("net", "images", "error", "words"),
    [
        ("resnet18", torch.rand(1, 3, 8, 8), ModelError, "torch.nn.Module"),
        (colour_net(), 7, InputError, "not int"),
        (colour_net(), [], InputError, "empty"),
        (colour_net(), "nowhere.png", InputError, "nowhere.png"),
        (colour_net(), torch.rand(1, 1, 16, 16), ModelError, "in '0' on an input of shape 1×1×16×16"),
    ],
)
def test_bad_input_is_said_in_one_sentence_and_leaves_no_window(qapp, net, images, error, words):
    with pytest.raises(error) as said:
        explorer.explore(net, images, block=False)
    assert words in str(said.value)
    assert "\n" not in str(said.value)
    assert exploring._windows == []
    assert not any(window.isVisible() for window in qapp.topLevelWidgets())


def test_by_default_a_script_waits_until_the_window_is_closed(qapp):
    seen = []

    def close():
        seen.extend(window for window in qapp.topLevelWidgets() if window.isVisible())
        seen[0].close()

    QTimer.singleShot(0, lambda: QTimer.singleShot(300, close))
    window = explorer.explore(colour_net(), torch.rand(1, 3, 16, 16))
    assert seen == [window]


def test_ctrl_c_ends_the_waiting_and_is_python_s_again_afterwards():
    before = signal.getsignal(signal.SIGINT)
    window = explorer.explore(colour_net(), torch.rand(1, 3, 16, 16), block=False)
    threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt):
        exploring._wait_until_closed(window)
    assert signal.getsignal(signal.SIGINT) is before


def test_under_ipython_the_shell_s_event_loop_keeps_the_window_alive(monkeypatch):
    asked = []

    def enable_gui(name):
        asked.append(name)
        shell.active_eventloop = name

    shell = types.SimpleNamespace(active_eventloop=None, enable_gui=enable_gui)
    monkeypatch.setitem(sys.modules, "IPython", types.SimpleNamespace(get_ipython=lambda: shell))
    net = colour_net()
    assert explorer.explore(net, torch.rand(1, 3, 16, 16)).isVisible()
    explorer.explore(net, torch.rand(1, 3, 16, 16))
    assert asked == ["qt6"]


def test_where_ipython_has_no_event_loop_for_windows_the_call_waits(monkeypatch):
    shell = types.SimpleNamespace(active_eventloop=None, enable_gui=lambda _name: None)
    monkeypatch.setitem(sys.modules, "IPython", types.SimpleNamespace(get_ipython=lambda: shell))
    assert exploring._blocks()
