"""The menu of devices, and the way back to the CPU where one has too little memory."""

from __future__ import annotations

import pytest
import torch
from small_models import any_size

from explorer.errors import ModelError
from explorer.gui.menu_walk import plain
from explorer.models import devices


@pytest.fixture
def two(monkeypatch):
    """This computer seems to have another device; what is moved there stays where it is."""
    monkeypatch.setattr(devices, "device_names", lambda: ["cpu", "cuda:0"])
    places = {}
    monkeypatch.setattr(devices, "device_of", lambda model: places.get(model.module, "cpu"))
    move = devices.moved

    def moved(model, name):
        places[model.module] = name
        return move(model, "cpu")

    monkeypatch.setattr(devices, "moved", moved)
    return places


def entries(hand):
    menu = hand.window.devices.menu
    menu.aboutToShow.emit()
    return {plain(action.text()): action for action in menu.actions()}


def test_only_devices_that_exist_are_offered(hand):
    found = entries(hand)
    assert list(found) == [name.upper() if name == "cpu" else name for name in devices.device_names()]
    assert found["CPU"].isChecked()


def test_a_model_is_moved_and_captured_anew_and_the_next_follows(hand, two):
    model, computer = hand.state.model, hand.window.controller._computer
    hand.do(entries(hand)["cuda:0"].trigger)
    assert two[model.module] == "cuda:0"
    assert hand.window.controller._computer is not computer
    assert entries(hand)["cuda:0"].isChecked()
    hand.open_model("squeezenet1_1:random")
    assert two[hand.state.model.module] == "cuda:0"
    assert hand.window.message.text().startswith("SqueezeNet 1.1 has random weights")


def test_too_little_memory_brings_it_back_to_the_cpu_with_a_sentence(hand, two, monkeypatch):
    hand.do(hand.window.controller._on_model_loaded, any_size())
    hand.do(hand.window.devices.use, "cuda:0")
    module = hand.state.model.module

    def forward(x):
        if two[module] != "cpu":
            raise torch.OutOfMemoryError("out of memory")
        return type(module).forward(module, x)

    monkeypatch.setattr(module, "forward", forward)
    hand.draw(1)
    hand.wait_for(lambda: two[module] == "cpu")
    assert hand.window.message.text() == "Small needs more memory than cuda:0 has left: it runs on the CPU now."
    assert hand.frame.request.picture is hand.state.picture


def test_a_device_that_fails_is_said_and_the_model_stays(hand, monkeypatch):
    def refuse(_model, name):
        raise ModelError(f"There is no device “{name}” here.")

    monkeypatch.setattr(devices, "moved", refuse)
    model = hand.state.model
    hand.do(hand.window.devices.use, "cuda:9")
    assert hand.window.message.text() == "There is no device “cuda:9” here."
    assert hand.state.model is model
